// Names to records (names.md, Resolution). The one function that the gateway and every other reader use; its cost
// depends on the depth of the path, not on the number of records.
import type { ObjectId } from '../base/types.ts'
import type { ClaimResource } from './claim-resource.ts'
import { hostToPath } from './host.ts'
import { urlSegment } from './name-format.ts'
import { Recent } from './recent.ts'
import { type DmgRecord, payloadFields } from './record.ts'
import { redirectType } from './types.ts'
import { parseUrlPath } from './url-path.ts'
import type { GraphView, Hop, ResolvePart } from './view.ts'
import { type Gate, type Shown, Walk } from './walk.ts'

export interface Redirect {
  /** A name or a URL, as spelled in the record. */
  readonly to: string
  readonly status: number
}

export interface Resolution {
  readonly parts: readonly ResolvePart[]
  /** In order; empty unless asked for with `explain`. */
  readonly hops: readonly Hop[]
  /** Canonical path of the deepest record: after mounts. */
  readonly node: readonly string[]
  /** Components of the path asked for that lead to it. */
  readonly depth: number
  /** What is left of the path. */
  readonly rest: readonly string[]
  readonly own: DmgRecord
  readonly recordId: ObjectId
  /** The node's own record and what it inherits; the same object as long as the records are. */
  readonly effective: DmgRecord
  /** Present when the record is of type `redirect`; it is not followed. */
  readonly redirect?: Redirect
  /** Mounts on the way that are not public: who may not see them may not come by them. */
  readonly gates?: readonly Gate[]
  /** What of its release is shown here, where the path asked for is a claim of the node. */
  readonly resource?: ClaimResource
}

export interface ResolveOptions {
  /** Collect `hops`. */
  readonly explain?: boolean
}

const noOptions: ResolveOptions = {}
const noHops: readonly Hop[] = []
const redirects = new WeakMap<DmgRecord, Redirect>()

function redirectOf(record: DmgRecord): Redirect | undefined {
  if (record.payload?.type !== redirectType) return undefined
  let found = redirects.get(record)
  if (found === undefined) {
    const { to, status } = payloadFields(record.payload)
    found = { to: String(to ?? ''), status: Number(status ?? 302) }
    redirects.set(record, found)
  }
  return found
}

/**
 * The deepest record on the way to `path`, after mounts; undefined when there is none, or none at a mount's target.
 * @throws KUBE_HOPS with the trip, KUBE_NAME_FOREIGN, KUBE_RECORD_INVALID for a mount that leads nowhere
 */
export function resolve(
  view: GraphView,
  path: readonly string[],
  options: ResolveOptions = {}
): Resolution | undefined {
  const walk = new Walk(view, path, options.explain === true)
  walk.run()
  const { deepest, deepestPassed: depth } = walk
  if (deepest === undefined) return undefined
  const resolution = {
    parts: walk.parts,
    hops: walk.hops ?? noHops,
    node: walk.at.slice(0, walk.deepestLength),
    depth,
    rest: path.slice(depth),
    own: deepest.record,
    recordId: deepest.id,
    effective: walk.deepestEffective
  }
  const redirect = redirectOf(deepest.record)
  const { gates, deepestResource: resource } = walk
  if (redirect === undefined && gates === undefined && resource === undefined) return resolution
  return { ...resolution, ...(redirect && { redirect }), ...(gates && { gates }), ...(resource && { resource }) }
}

/** Where `resolve` finds nothing because a mount on the way shows a node without a record: that mount. @throws as `resolve` */
export function missingTarget(view: GraphView, path: readonly string[]): Shown | undefined {
  const walk = new Walk(view, path, false)
  walk.run()
  return walk.deepest === undefined ? walk.shows : undefined
}

export interface FoundSite {
  readonly resolution: Resolution
  /** URL path under which this host reaches the node, without last slash: `` or `/app/notepad`. */
  readonly base: string
  /** Decoded components of what is left of the URL's path. */
  readonly rest: readonly string[]
  /** The URL's path ends with `/`. */
  readonly slash: boolean
}

interface Kept {
  readonly version: number
  readonly sites: Recent<FoundSite>
}

const sitesKept = new WeakMap<GraphView, Kept>()
/** Sites of one view, and characters of host and path together: at most some 20 MB. */
const sitesMax = 16_384
const siteKeyMax = 256

/** What was found since the view last changed; undefined for a view that does not say when it does. */
function keptSites(view: GraphView): Recent<FoundSite> | undefined {
  const { version } = view
  if (version === undefined) return undefined
  const kept = sitesKept.get(view)
  if (kept?.version === version) return kept.sites
  const sites = new Recent<FoundSite>(sitesMax, siteKeyMax)
  sitesKept.set(view, { version, sites })
  return sites
}

/**
 * What a request for a URL reaches. The host must lead to a record or lie above one: a folder of a release is no
 * origin of its own.
 * @param host without port
 * @param rawPath path of the request target, percent-encoded, without query
 * @throws KUBE_NAME_INVALID, and as `resolve`
 */
export function findSite(
  view: GraphView,
  host: string,
  rawPath: string,
  options: ResolveOptions = noOptions
): FoundSite | undefined {
  const kept = options === noOptions ? keptSites(view) : undefined
  const key = `${host} ${rawPath}`
  const known = kept?.get(key)
  if (known !== undefined) return known
  const found = siteAt(view, host, rawPath, options)
  if (found !== undefined) kept?.set(key, found)
  return found
}

function siteAt(view: GraphView, host: string, rawPath: string, options: ResolveOptions): FoundSite | undefined {
  const path = hostToPath(host)
  const labels = path.length
  const { components, slash } = parseUrlPath(rawPath)
  for (const component of components) path.push(component)
  const resolution = resolve(view, path, options)
  if (resolution === undefined || resolution.depth < labels) return undefined
  let base = ''
  for (let at = labels; at < resolution.depth; at++) base += `/${urlSegment(path[at]!)}`
  return { resolution, base, rest: resolution.rest, slash }
}
