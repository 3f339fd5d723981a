// The words of the ledger. Everything here is a value; nothing does I/O.
import type { ObjectId, PeerId, RefName } from '../base/types.ts'

/** Number of the newest merge rules that this program knows (replication.md, One truth). */
export const rulesKnown = 1

/** Number of the rules by which a subnet begins. */
export const firstRules = 1

export interface HybridTime {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly wallMs: number
  readonly counter: number
}

export interface RefUpdate {
  readonly ref: RefName
  readonly old: ObjectId | undefined
  readonly new: ObjectId | undefined
}

export interface ChainHead {
  readonly chain: PeerId
  readonly sequence: number
  readonly id: ObjectId
}

export interface ListedObject {
  readonly id: ObjectId
  readonly type: 'commit' | 'tree' | 'blob' | 'tag'
  readonly size: number
  readonly sha256: Uint8Array
}

/** In whose name an entry's updates are made, when not in that of its KUBE. Its signature was checked. */
export interface EntryAccount {
  /** `did:key:…`, or `ssh:SHA256:…` of a key that is not Ed25519. */
  readonly subject: string
  /** The sequence number of the chain for which it was signed. */
  readonly sequence: number
  /** 32 hex digits. */
  readonly nonce: string
}

/** An entry as it travels and is stored: three byte strings that bind each other. */
export interface EntryBytes {
  /** The commit object's content, signature included. */
  readonly commit: Uint8Array
  readonly changeset: Uint8Array
  readonly objects: Uint8Array
}

/** A decoded entry whose hashes, bindings and signature hold. Whether it counts is the ledger's to say. */
export interface Entry {
  /** Commit id. */
  readonly id: ObjectId
  readonly chain: PeerId
  readonly sequence: number
  readonly rules: number
  readonly time: HybridTime
  readonly publishedMs: number
  readonly parent: ObjectId | undefined
  readonly deps: readonly ChainHead[]
  readonly updates: readonly RefUpdate[]
  readonly account?: EntryAccount
  readonly credentials: readonly string[]
  readonly message: string
  /** Of a changeset of strict realms: the term in which its chain orders them, from 1. */
  readonly term?: number
  /** SHA-256 of the commit's content: what the next entry of the chain binds as `parentSha256`. */
  readonly sha256: Uint8Array
  readonly parentSha256: Uint8Array | undefined
  /** In which way it breaks the rules whose number it has; of rules above the first alone (`decodeEntry`). */
  readonly malformed?: string
}

export type Role = 'member' | 'admin' | 'write' | 'read' | 'control' | 'replicate'

/** A credential found in the graph, its own signature already verified by the shell. */
export interface Grant {
  readonly id: string
  /** `did:key:…` */
  readonly issuer: string
  readonly subject: string
  readonly role: Role
  /** Prefix of ref paths, e.g. `local/kube`; empty for all. */
  readonly scope: string
}

/** One rule of `actions.writes`, as far as it is about keys. */
export interface KeyRule {
  readonly name: string
  /** The file of keys: a node, as `pathKey` spells it, and a path in its `!https`. Absent: it lets nobody write. */
  readonly from?: { readonly node: string; readonly path: string }
  /** Patterns of the leaves that it is about; all of them when absent. */
  readonly only?: readonly string[]
}

export type RuleSet = readonly KeyRule[]

/** How the changesets of a realm are ordered: by merging, or one after another by who has the term. */
export type Order = 'strict' | 'merge'

/** The end of a right, at a cut (`refs/!trust/<id>/!revoked`). */
export interface Revocation {
  /** Id of a credential. */
  readonly credential?: string
  /** Or a key, with all that was ever granted to it: `did:key:…`, `ssh:SHA256:…`. */
  readonly key?: string
  /** The last entry of each chain that is still believed; of a chain that is not here nothing is. */
  readonly cut: readonly ChainHead[]
}

/** A file of authorized_keys lines in the tree of a release. */
export interface KeyFile {
  readonly commit: ObjectId
  readonly path: string
}

export interface KeysInFile extends KeyFile {
  /** `did:key:…` or `ssh:SHA256:…`, each once; none where there is no such file. */
  readonly subjects: readonly string[]
}

/**
 * What an entry's updates bring that rights depend on, read from their objects before the entry is inserted. All of it
 * follows from the ids of objects, so it is the same on every KUBE.
 */
export interface Facts {
  /** Credentials, their own signatures checked. */
  readonly grants?: readonly Grant[]
  readonly revocations?: readonly Revocation[]
  /** Of each `!meta` whose record has `actions.writes`. */
  readonly rules?: readonly { readonly ref: RefName; readonly rules: RuleSet }[]
  /** Of each `!meta` whose record has an `order` of its own; one that ends an inherited order has `merge`. */
  readonly orders?: readonly { readonly ref: RefName; readonly order: Order }[]
  /** Number of merge rules that the record of the root puts in force; absent for the first. */
  readonly raises?: number
  /** Of the files that it shows those that were not known. */
  readonly keys?: readonly KeysInFile[]
}

/** What the ledger makes of an entry. */
export type Standing =
  /** Its updates count. */
  | 'standing'
  /** It lost to a later concurrent one on a shared ref, or to a later term that had begun without it; kept. */
  | 'set-aside'
  /** A withdrawal that it had not seen, or the cut of a revocation, took its right; kept. */
  | 'struck'
  /** No right at its causal past, or malformed in a way that only its past shows; keeps its place. */
  | 'void'
  /** By rules that this program does not know, or built on such an entry: kept and passed on, in no state here. */
  | 'newer'

export interface Conflict {
  /** 12 hex digits of the losing entry's id: the same on every KUBE. */
  readonly id: string
  readonly entry: ObjectId
  readonly ref: RefName
  /** The present value, and the one that lost. */
  readonly won: ObjectId | undefined
  readonly lost: ObjectId | undefined
}

/** What inserting an entry did to the state. */
export interface Change {
  readonly standing: Standing
  /** Why it is void or struck. */
  readonly reason?: string
  /** Every ref of the state whose value changed, kept conflicts (`refs/!conflicts/…`) included. */
  readonly refs: ReadonlyMap<RefName, { readonly old: ObjectId | undefined; readonly new: ObjectId | undefined }>
  /** Grows by one with each inserted entry. */
  readonly position: number
}
