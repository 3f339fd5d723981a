// What the daemon offers to dx and kubed over its unix socket: one method a name, JSON in and out. Free of
// transport; `src/rpc/client.ts` calls it, `src/web/control-socket.ts` carries it (POST /v1/<method>).
import type { ObjectId } from '../base/types.ts'
import type { FsckReport } from '../node/mending/fsck.ts'
import type { GcReport } from './gc-report.ts'
import type { Granted, GrantRequest, KnownAccount, ListedKey } from './grant-report.ts'
import type { RulesStatus } from './rules-report.ts'

export type { FsckReport }

export interface FileEntry {
  /** Path in the release, components separated by `/`, exactly as on disk (bytes as latin1 is never used: UTF-8). */
  readonly path: string
  readonly mode: '100644' | '100755'
  readonly id: ObjectId
  readonly size: number
}

export type Replicas = number | 'majority' | 'all'

export interface PublishPlanRequest {
  readonly name: string
  /** Ref of the node, default `!https`. */
  readonly ref?: string
  readonly files: readonly FileEntry[]
  /** Record properties of the project's dx.yml as YAML text. */
  readonly properties?: string
  /** One line kept with the release. */
  readonly message?: string
}

export interface PublishPlan {
  /** To be given to `publish.commit`. */
  readonly session: string
  /** Blobs that the store lacks: send these, then commit. */
  readonly missing: readonly ObjectId[]
  /** What is published already is the same, files and record. */
  readonly unchanged: boolean
  /** The realm is strict: what is there now is what the publish stands on, and whoever comes second has to look first. */
  readonly strict?: boolean
  readonly warnings: readonly string[]
}

export interface PublishCommitRequest {
  readonly session: string
  readonly replicas?: Replicas
  readonly timeoutMs?: number
}

/** What is others than in the release that is published; a few small files, with their bytes. */
export interface PublishChangeRequest extends Omit<PublishPlanRequest, 'files'> {
  /** That release. */
  readonly since: ObjectId
  /** Files that it has not, or otherwise. */
  readonly put: readonly ChangedFile[]
  /** Of all files of the new release together. */
  readonly bytes: number
  readonly replicas?: Replicas
  readonly timeoutMs?: number
}

export interface ChangedFile extends FileEntry {
  /** Base64. */
  readonly content: string
}

/** `plan`: it has to be planned, as another release is there, or the realm is strict. */
export type PublishChanged =
  | { readonly plan: true }
  | { readonly published: Published; readonly unchanged: boolean; readonly warnings: readonly string[] }

export interface Published {
  readonly type: 'published'
  /** `dx://notepad` */
  readonly name: string
  readonly url: string
  readonly release: ObjectId
  readonly files: number
  readonly bytes: number
  /** New blobs. */
  readonly stored: number
  /** Names of the machines that serve it: each has said so itself. */
  readonly servedBy: readonly string[]
  readonly ms: number
  /** Present when `replicas` was asked for and not met in time. */
  readonly short?: { readonly wanted: number; readonly got: number }
}

export interface Listed {
  readonly name: string
  readonly type: string
  readonly release: ObjectId | null
  /** ISO 8601, or null. */
  readonly published: string | null
  readonly urls: readonly string[]
}

export interface Machine {
  readonly name: string
  readonly id: string
  readonly connected: boolean
  /** Entries that it has not yet said it has; of this machine, those that others have said they have. Null while unknown. */
  readonly lag: number | null
  readonly digest: string | null
  /** This very machine. */
  readonly self: boolean
  readonly admin: boolean
  readonly addresses: readonly string[]
}

export interface SubnetStatus {
  readonly subnet: string
  readonly digest: string
  readonly position: number
  readonly machines: readonly Machine[]
  readonly conflicts: number
  readonly warnings: readonly string[]
  /** How often each limit between machines was met since the start; docs/limits.md. */
  readonly limits: Readonly<Record<string, number>>
  /** The checkpoint that is held; null while there is none. */
  readonly checkpoint: CheckpointStatus | null
}

export interface CheckpointStatus {
  /** Entries that it holds. */
  readonly position: number
  /** ISO 8601. */
  readonly made: string
  /** Ids of the admins who signed it. */
  readonly signers: readonly string[]
  /** How many must, for others to take it. */
  readonly needed: number
  /** Whether the entries in it are here one by one as well. */
  readonly whole: boolean
}

export interface DaemonStatus {
  readonly pid: number
  readonly version: string
  readonly home: string
  readonly name: string
  readonly peerId: string
  readonly subnet: string
  readonly https: string
  readonly http: string | null
  readonly p2p: readonly string[]
  readonly startedMs: number
  readonly peers: number
  /** How far this clock is ahead of most peers' (behind: negative); null while no peer has told its time. */
  readonly clock: { readonly aheadMs: number; readonly peers: number } | null
  /** When the web certificate ends unless it is renewed; ISO 8601. */
  readonly certificateUntil: string
  readonly digest: string
  readonly rssBytes: number
}

export interface LoggedRelease {
  readonly release: ObjectId
  readonly published: string
  readonly by: string
  readonly message: string
  /** It lost a conflict that was settled since, or was never confirmed in a strict realm: the name did not come from it to what it is. */
  readonly lost?: true
}

export interface ResolvedPart {
  readonly path: string
  readonly record?: ObjectId
  readonly resource?: ObjectId
}

export interface Resolved {
  readonly '@type': 'dxos.dmg.service.ResolveUrlResponse'
  readonly parts: readonly ResolvedPart[]
  /** With `explain`: one line a hop. */
  readonly hops?: readonly {
    readonly ref: string
    readonly rule: string
    readonly signer: string | null
    readonly age: string | null
  }[]
}

export interface SettledConflict {
  readonly id: string
  /** Refs that were written. */
  readonly refs: readonly string[]
  /** Other conflicts of these refs, settled with it: what they brought is in the history of what is there now. */
  readonly also: readonly string[]
}

export interface ListedConflict {
  readonly id: string
  readonly name: string
  readonly ref: string
  readonly won: ObjectId | null
  readonly lost: ObjectId | null
  /**
   * Where both are versions of a schema: what documents of the one that lost would not fit in the one that stands; none
   * when all do.
   */
  readonly breaks?: readonly string[]
}

/** With `name`: `text` is its record, as YAML. Without: `records` has them all. */
export interface RecordSetRequest {
  readonly name?: string
  readonly text?: string
  readonly records?: readonly unknown[]
  /** A shipped short name or a NAME. */
  readonly type?: string
  /** Changes only what is given. */
  readonly merge?: boolean
}

export interface RecordsSet {
  readonly type: 'set'
  /** Each with the id of its `!meta` commit. */
  readonly records: readonly { readonly name: string; readonly record: ObjectId }[]
  /** Refs that were written; 0 when all was so already. */
  readonly changed: number
  /** Where a watch goes on from. */
  readonly position: string
  /** What whoever asked should know, a line each. */
  readonly warnings: readonly string[]
}

export interface ListedChild {
  readonly name: string
  /** Empty for a record without a type, and for a node without a record. */
  readonly type: string
  readonly title: string | null
  /** Id of its `!meta` commit; null for a node that only has others below it. */
  readonly record: ObjectId | null
  readonly url: string | null
}

export interface ListedMount {
  readonly at: string
  readonly name: string
  /** There while the node that it shows has no record here. */
  readonly missing?: true
}

export interface MountMade extends ListedMount {
  /** What whoever asked should know, a line each. */
  readonly warnings: readonly string[]
}

export interface SchemaPublishRequest {
  readonly name: string
  /** Text of the .proto file. */
  readonly source: string
  /** Files beside it that it imports, by the path in `import`. */
  readonly files?: Readonly<Record<string, string>>
  /** The message that documents are of, where there are several. */
  readonly message?: string
  /** Also where documents of the version before do not fit. */
  readonly force?: boolean
}

export interface SchemaPublished {
  readonly type: 'schema'
  readonly name: string
  /** Id of the `!meta` commit. */
  readonly schema: ObjectId
  /** Full name of the message. */
  readonly message: string
  /** What documents of the version before do not fit, when it was forced. */
  readonly breaks: readonly string[]
}

export interface ControlApi {
  keys(request: Record<string, never>): Promise<ListedKey[]>
  /** `key`: base64 of an SSH key's wire form; without it, what this KUBE itself is. */
  account(request: { key?: string }): Promise<KnownAccount>
  grant(request: GrantRequest): Promise<Granted>
  /** Id of a credential, or a key. */
  revoke(request: { what: string }): Promise<{ revoked: readonly string[] }>
  'schema.publish'(request: SchemaPublishRequest): Promise<SchemaPublished>
  'publish.plan'(request: PublishPlanRequest): Promise<PublishPlan>
  'publish.commit'(request: PublishCommitRequest): Promise<Published>
  /** Plan, blobs and commit in one. */
  'publish.change'(request: PublishChangeRequest): Promise<PublishChanged>
  ls(request: { name?: string }): Promise<Listed[]>
  status(request: Record<string, never>): Promise<SubnetStatus>
  log(request: { name: string }): Promise<LoggedRelease[]>
  /** Without `release`: the last release with another tree. */
  rollback(request: { name: string; release?: string }): Promise<Published>
  resolve(request: { url?: string; dxn?: string; explain?: boolean }): Promise<Resolved>
  'record.get'(request: { name: string; own?: boolean }): Promise<{ json: unknown; yaml: string }>
  'record.set'(request: RecordSetRequest): Promise<RecordsSet>
  /** `after`: name of the last child of the page before. */
  'record.children'(request: { name: string; after?: string; limit?: number }): Promise<ListedChild[]>
  mount(request: { name: string; at: string; over?: boolean }): Promise<MountMade>
  unmount(request: { at: string }): Promise<ListedMount>
  mounts(request: Record<string, never>): Promise<ListedMount[]>
  machines(request: Record<string, never>): Promise<Machine[]>
  rules(request: Record<string, never>): Promise<RulesStatus>
  /** By name or id. */
  'machine.remove'(request: { name: string }): Promise<{ name: string; id: string }>
  /** Takes this machine out of its subnet; the daemon ends. */
  leave(request: Record<string, never>): Promise<{ subnet: string; pid: number }>
  /** Gives this machine another key; the daemon ends, and the next start is under the new one. */
  rotate(request: Record<string, never>): Promise<{ from: string; to: string; pid: number }>
  /** Makes a checkpoint of what the ledger is now. @throws KUBE_DENIED on a machine that is no admin */
  checkpoint(request: Record<string, never>): Promise<CheckpointStatus>
  conflicts(request: Record<string, never>): Promise<ListedConflict[]>
  'conflicts.settle'(request: { id: string; how: 'restore' | 'drop' }): Promise<SettledConflict>
  /** `as`: what the machine that joins becomes; an admin while there are fewer than two, unless said. */
  invite(request: {
    uses?: number
    ttlMs?: number
    as?: 'auto' | 'member' | 'admin'
  }): Promise<{ code: string; expires: string }>
  fsck(request: { rebuild?: boolean }): Promise<FsckReport>
  gc(request: { dryRun?: boolean; unfinished?: boolean; sign?: boolean }): Promise<GcReport>
  daemon(request: Record<string, never>): Promise<DaemonStatus>
  stop(request: Record<string, never>): Promise<{ pid: number }>
}

export type MethodName = keyof ControlApi
export type RequestOf<M extends MethodName> = Parameters<ControlApi[M]>[0]
export type ResponseOf<M extends MethodName> = Awaited<ReturnType<ControlApi[M]>>

/** Methods that write: in the name of the person who calls, where dx finds a key of theirs. */
export const signedMethods: ReadonlySet<string> = new Set<MethodName>([
  'publish.commit',
  'publish.change',
  'rollback',
  'record.set',
  'mount',
  'unmount',
  'schema.publish',
  'conflicts.settle',
  'grant',
  'revoke'
])

/**
 * Blobs are sent with `PUT /v1/publish/<session>`: for each missing blob, in any order, its id (20 bytes), its size
 * (8 bytes, big endian), its content. Answer: `{ "stored": n }`. A blob whose bytes do not have the id: KUBE_FILE_CHANGED.
 */
export const blobHeaderBytes = 28
