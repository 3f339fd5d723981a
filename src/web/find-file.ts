// Which file of a release a path means: the exact file, then `foo.html`, then the directory (contract.md, HTTP).
import type { Content, Release, Site, TreeEntry } from '../rpc/content/content.ts'
import type { Wanted } from './negotiation.ts'

export type Found =
  /** `index`: the URL is a node's or a directory's, so what it gives varies by Accept. `path`: of the file. */
  | { readonly kind: 'file'; readonly entry: TreeEntry; readonly path: readonly string[]; readonly index: boolean }
  /** The same URL with a slash at its end. */
  | { readonly kind: 'slash' }
  | { readonly kind: 'miss' }

type Lookup = (path: readonly string[]) => Promise<TreeEntry | undefined>

const servedModes = new Set(['100644', '100755', '100664'])
/** Rules for the gateway, never files of the site. */
const rules = new Set(['_headers', '_redirects'])

/** Links, submodules and odd modes are no files. */
function fileOf(entry: TreeEntry | undefined): TreeEntry | undefined {
  return entry?.type === 'blob' && servedModes.has(entry.mode) ? entry : undefined
}

/** @throws KUBE_OBJECT_MISSING when a tree of the release is not here yet */
export async function findFile(content: Content, release: Release, site: Site, wanted: Wanted): Promise<Found> {
  const lookup: Lookup = path => content.lookup(release.tree, path)
  if (site.rest.some(component => component === '' || component.includes('/'))) return { kind: 'miss' }
  const folder = site.resource?.folder ? site.resource.path.split('/') : undefined
  if (folder && site.rest.length === 0) return index(lookup, [[...folder, 'index.html']], site.slash, wanted)
  if (folder) return within(lookup, { ...site, rest: [...folder, ...site.rest] }, wanted)
  if (site.rest.length === 0) return index(lookup, indexNames(site), site.slash, wanted)
  return within(lookup, site, wanted)
}

async function within(lookup: Lookup, site: Site, wanted: Wanted): Promise<Found> {
  if (site.slash) return index(lookup, [[...site.rest, 'index.html']], true, wanted)
  if (site.rest.length === 1 && rules.has(site.rest[0]!)) return { kind: 'miss' }
  const exact = await lookup(site.rest)
  const file = fileOf(exact)
  if (file) return { kind: 'file', entry: file, path: site.rest, index: false }
  const clean = [...site.rest.slice(0, -1), `${site.rest.at(-1)}.html`]
  const page = fileOf(await lookup(clean))
  if (page) return { kind: 'file', entry: page, path: clean, index: false }
  if (exact?.type !== 'tree') return { kind: 'miss' }
  return index(lookup, [[...site.rest, 'index.html']], false, wanted)
}

/** The record's `default`, else `index.html`. */
function indexNames(site: Site): string[][] {
  const { manifest } = site.record as { manifest?: { default?: unknown } }
  const named = manifest?.default
  const names = [['index.html']]
  if (typeof named === 'string' && named !== '' && named !== 'index.html') names.unshift(named.split('/'))
  if (site.resource) names.unshift(site.resource.path.split('/'))
  return names
}

async function index(lookup: Lookup, names: string[][], slash: boolean, wanted: Wanted): Promise<Found> {
  for (const path of names) {
    const entry = fileOf(await lookup(path))
    if (!entry) continue
    // A page's relative links need the slash; curl has none to follow.
    return !slash && wanted === 'page' ? { kind: 'slash' } : { kind: 'file', entry, path, index: true }
  }
  return { kind: 'miss' }
}

/** The nearest `404.html`, from the path's folder up to the root of the site. */
export async function findMissPage(content: Content, release: Release, site: Site): Promise<TreeEntry | undefined> {
  const folder = site.slash ? site.rest : site.rest.slice(0, -1)
  if (folder.some(component => component === '' || component.includes('/'))) {
    return findMissPage(content, release, { ...site, rest: [], slash: true })
  }
  const trees = await existing(content, release, folder)
  for (let depth = trees; depth >= 0; depth--) {
    const entry = fileOf(await content.lookup(release.tree, [...folder.slice(0, depth), '404.html']))
    if (entry) return entry
  }
  return undefined
}

/** How many components of `folder` exist: a made-up path of many components costs no more than its first. */
async function existing(content: Content, release: Release, folder: readonly string[]): Promise<number> {
  for (let depth = 0; depth < folder.length; depth++) {
    const entry = await content.lookup(release.tree, folder.slice(0, depth + 1))
    if (entry?.type !== 'tree') return depth
  }
  return folder.length
}
