// What the gateway reads: names to sites, paths to tree entries. Implemented in src/rpc over the graph; the blobs
// themselves come from the Objects port.
import type { KubeError } from '../../base/errors.ts'
import type { ObjectId } from '../../base/types.ts'
import type { ClaimResource } from '../../graph/claim-resource.ts'
import type { Access } from '../../graph/properties.ts'
import type { Gate } from '../../graph/walk.ts'
import type { Reader } from '../access.ts'

export interface Release {
  readonly id: ObjectId
  readonly tree: ObjectId
  /** Milliseconds since 1970-01-01 UTC: the commit's time, the same on every KUBE. */
  readonly publishedMs: number
}

/** Where a record of type `redirect` sends its readers. */
export interface RedirectTarget {
  /** A name or a URL, as spelled in the record. */
  readonly to: string
  readonly status: number
  /** Why nobody is sent there: it leads back here. */
  readonly loop: KubeError | undefined
}

/** One blob, as a record of type `file` names it. */
export interface FileTarget {
  readonly entry: TreeEntry
  readonly release: Release
  /** As the record says; undefined: by the name. */
  readonly mediaType: string | undefined
}

/** Another node that shows this one to people (`handler:`). */
export interface Viewer {
  /** Canonical ref path, and who may see it. */
  readonly node: string
  readonly access?: string
  /** Mounts on the way to it that are not public. */
  readonly gates?: readonly Gate[]
  readonly record: Readonly<Record<string, unknown>>
  readonly release: Release
}

/** What a typed message is, for those who want its bytes. */
export interface TypedPayload {
  /** Full name of the protobuf message; undefined when its schema is not here. */
  readonly message: string | undefined
  readonly bytes: Uint8Array
}

export interface Site {
  /** Canonical ref path of the node, e.g. `local/kube/notepad`. */
  readonly node: string
  /** URL path under which this host reaches the node, without last slash: `` or `/notepad`. */
  readonly base: string
  /** Decoded components of what is left of the path; none for the node itself. */
  readonly rest: readonly string[]
  /** The path ended with `/`. */
  readonly slash: boolean
  /** Short or full type name, e.g. `schema.dxos.org/dmg/webapp`. */
  readonly type: string
  /** Id of the node's own `!meta` commit. */
  readonly recordId: ObjectId
  /** The effective record as JSON: type, payload fields, properties side by side. */
  readonly record: Readonly<Record<string, unknown>>
  readonly release: Release | undefined
  /** Of the effective record; absent where nothing says it. */
  readonly access?: Access | undefined
  /** Mounts on the way to it that are not public. */
  readonly gates?: readonly Gate[]
  /** What of the release is shown here, where the URL is a claim of the node. */
  readonly resource?: ClaimResource
  /** Key of the gateway's table of handlers: by type, or as `handler:` of the nearest ancestor says. */
  readonly handler?: string
  readonly redirect?: RedirectTarget
  readonly file?: FileTarget
  readonly viewer?: Viewer
  readonly payload?: TypedPayload
}

export interface TreeEntry {
  readonly name: string
  readonly type: 'blob' | 'tree'
  readonly mode: string
  readonly id: ObjectId
}

export interface Content {
  /**
   * @param host lower-case host name without port
   * @param rawPath path of the request target, percent-encoded, without query
   * @param reader who is told what is wrong; whether they may see the site is for the caller to ask
   * @returns undefined when no record is there
   * @throws KUBE_NAME_FOREIGN when the subnet does not answer for the host, KUBE_NAME_INVALID, KUBE_HOPS, KUBE_NOT_FOUND
   * with what is missing where a mount shows what is not here
   */
  find(host: string, rawPath: string, reader: Reader): Promise<Site | undefined>
  /** An entry below a tree; undefined when there is none. @throws KUBE_OBJECT_MISSING */
  lookup(tree: ObjectId, path: readonly string[]): Promise<TreeEntry | undefined>
  /** Entries of one tree. */
  list(tree: ObjectId): Promise<readonly TreeEntry[]>
  /** Position of the ledger; what was found at one position may be kept until the next. */
  position(): number
  /** Hosts that this subnet answers for: `kube.local`, `kube.localhost` and configured ones. */
  bases(): readonly string[]
}
