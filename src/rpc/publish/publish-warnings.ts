// What a publish should know of beforehand: files that a child record hides, claims that cannot be what was meant.
import { pathToHost } from '../../graph/host.ts'
import { locate } from '../../graph/locate.ts'
import { formatName } from '../../graph/name-format.ts'
import { parseOwnName } from '../../graph/own-name.ts'
import type { Endpoint } from '../../graph/properties.ts'
import { refOf } from '../../graph/ref.ts'
import type { Kube } from '../../node/kube.ts'
import type { Target } from '../target.ts'
import type { Trees } from '../trees.ts'

/** Warnings of one kind that are said one by one. */
const shownMax = 10
/** Records below a node that are looked at. */
const belowMax = 10_000

export interface HidingOptions {
  readonly kube: Kube
  readonly trees: Trees
  readonly bases: readonly string[]
}

/** A child record wins over a file of the same name, so one of the two is never seen. */
export async function hidingWarnings(
  options: HidingOptions,
  target: Target,
  files: readonly { readonly path: string }[]
): Promise<string[]> {
  if (!target.ref.endsWith('/!https')) return []
  return [...hiddenFiles(options, target, files), ...(await hiddenByThis(options, target))]
}

/** Files of the release behind records below the node. */
function hiddenFiles(
  { kube, bases }: HidingOptions,
  { path, hostLabels }: Target,
  files: readonly { readonly path: string }[]
): string[] {
  const below = recordsBelow(kube, path)
  if (below.length === 0) return []
  const paths = new Set(files.flatMap(file => prefixesOf(file.path)))
  const hidden = below.filter(child => paths.has(child.join('/')))
  const said = hidden.slice(0, shownMax).map(child => {
    const name = formatName([...path, ...child], { bases, hostLabels })
    return `the record ${name} hides ${child.join('/')} of this release`
  })
  return hidden.length > shownMax ? [...said, `${hidden.length - shownMax} more records hide files of it`] : said
}

/** Paths, relative to the node, at which records or mounts stand. */
function recordsBelow(kube: Kube, path: readonly string[]): string[][] {
  const mounts = Object.keys(kube.records.meta(path)?.record.properties.mounts ?? {}).map(component => [component])
  const found: string[][] = [...mounts]
  for (const below of kube.index.below(path)) {
    if (below.length > path.length) found.push(below.slice(path.length))
    if (found.length >= belowMax) break
  }
  return found
}

function prefixesOf(path: string): string[] {
  const prefixes: string[] = []
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) prefixes.push(path.slice(0, at))
  return [...prefixes, path]
}

/** A file of the nearest release above that the node itself hides. */
async function hiddenByThis({ kube, trees, bases }: HidingOptions, { path, name }: Target): Promise<string[]> {
  const { ledger } = kube.replica
  for (let depth = path.length - 1; depth > 0; depth--) {
    const above = path.slice(0, depth)
    const head = ledger.ref(refOf(above, '!https'))
    if (head === undefined) {
      if (kube.records.meta(above)) return []
      continue
    }
    const rest = path.slice(depth)
    const { release } = await trees.commit(head)
    if (!(await trees.lookup(release.tree, rest))) return []
    const hostLabels = kube.records.meta(above)?.record.hostLabels ?? 0
    return [`${name} hides ${rest.join('/')} of the release of ${formatName(above, { bases, hostLabels })}`]
  }
  return []
}

/** Claims that will not show what they say. */
export function claimWarnings(
  { kube, bases }: HidingOptions,
  endpoints: readonly Endpoint[],
  files: readonly { readonly path: string }[]
): string[] {
  if (endpoints.length === 0) return []
  const warnings: string[] = []
  const paths = new Set(files.map(file => file.path))
  const below = (folder: string): boolean => files.some(({ path }) => path.startsWith(folder))
  for (const { url, resource } of endpoints) {
    const file = resource?.replace(/^\/+/, '') ?? ''
    const shown = file === '' || paths.has(file) || (file.endsWith('/') && below(file))
    if (!shown && below(`${file}/`)) warnings.push(`${url} opens ${resource}, which is a folder: write ${resource}/`)
    else if (!shown) warnings.push(`${url} opens ${resource}, which is not in this release`)
    const { path, hostLabels } = parseOwnName(kube.records, url)
    const host = pathToHost(locate(kube.records, path).path.slice(0, hostLabels || 2))
    if (host !== undefined && !bases.some(base => host === base || host.endsWith(`.${base}`))) {
      warnings.push(
        `${url} is claimed, but this subnet does not answer for ${host}: it answers for ${bases.join(', ')}`
      )
    }
  }
  return warnings
}

/** What lost is no conflict any more once somebody who has seen it has published. */
export function settlingWarnings({ kube }: Pick<HidingOptions, 'kube'>, { ref, name }: Target): string[] {
  if (!ref.endsWith('/!https')) return []
  const settled = kube.replica.ledger
    .conflicts()
    .filter(conflict => conflict.ref === ref && conflict.lost !== undefined)
  const said = settled.slice(0, shownMax).map(({ lost = '' }) => {
    const short = lost.slice(0, 7)
    return `a conflict is settled by this: release ${short}, which lost, stays in the log (dx rollback ${name} ${short})`
  })
  return settled.length > shownMax ? [...said, `${settled.length - shownMax} more conflicts are settled by this`] : said
}
