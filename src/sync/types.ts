// Replication as a state machine: inputs come in with the time, effects go out; nothing here does I/O
// (replication.md, Sync). The shell in src/node carries the effects out, the simulator likewise.
import type { KubeError } from '../base/errors.ts'
import type { LimitName } from '../base/limit-hits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { CheckpointOffer } from '../ledger/checkpoint.ts'
import type { ChainHead, Entry, EntryBytes, ListedObject } from '../ledger/types.ts'
import type { RawObject, SyncMessage } from './messages.ts'

/** The part of the ledger that replication reads. */
export interface LedgerView {
  has(id: ObjectId): boolean
  get(id: ObjectId): Entry | undefined
  heads(): readonly ChainHead[]
  /** Whether `ancestor` is in the causal past of an entry; of what is not in the ledger nothing is known. */
  covers(id: ObjectId, ancestor: ObjectId): boolean
  /** Parent and deps that are not in the ledger. */
  missing(entry: Entry): readonly ObjectId[]
  digest(): string
  /** How many entries are here. */
  readonly position: number
  /** Whether the key of a chain was ever granted anything: no entry of another one counts. */
  isGranted(chain: PeerId): boolean
  /** Entries of the branch that ends in `head`, after sequence `after`, oldest first, at most `limit`. */
  branch(head: ObjectId, after: number, limit: number): readonly Entry[]
}

/** What two clocks say, in milliseconds. */
export interface SyncTime {
  /** From any origin, never going back: by this one it waits and gives up. */
  readonly nowMs: number
  /** Since 1970-01-01 UTC; somebody may set it. What is dated into the future is held by it. */
  readonly wallMs: number
}

/** An entry that arrived and is not in the ledger yet. */
export interface StagedEntry {
  readonly entry: Entry
  readonly bytes: EntryBytes
  readonly listed: readonly ListedObject[]
  /** Objects that came along with it, unchecked. */
  readonly inline: readonly RawObject[]
}

/** What became of a checkpoint that a peer offered. `known`: it tells nothing that those held do not. */
export type AdoptionOutcome = 'held' | 'known' | 'refused' | 'failed'

export type FetchOutcome =
  /** Everything the entries list is here, or in hand. */
  | 'complete'
  /** The peer did not have all of it. */
  | 'unavailable'
  /** An object is not what an entry lists, here or as it came: it is not known whether who sent it or the list is untrue. */
  | 'disputed'
  /** The peer sent what nobody asked for. */
  | 'misbehaved'
  /** The connection failed. */
  | 'failed'
  /** This disk cannot have it now. */
  | 'refused'

export type SyncInput =
  | { readonly type: 'connected'; readonly peer: PeerId }
  | { readonly type: 'disconnected'; readonly peer: PeerId }
  | { readonly type: 'received'; readonly peer: PeerId; readonly message: SyncMessage }
  | { readonly type: 'gossiped'; readonly from: PeerId; readonly head: ChainHead }
  | { readonly type: 'appended'; readonly staged: StagedEntry }
  | {
      readonly type: 'fetched'
      readonly peer: PeerId
      readonly ids: readonly ObjectId[]
      readonly outcome: FetchOutcome
    }
  | { readonly type: 'committed'; readonly ids: readonly ObjectId[]; readonly refused: readonly ObjectId[] }
  /** Another checkpoint is held here, or it has more signers. */
  | { readonly type: 'checkpoint' }
  /** Ends an `adopt`; `held`: its entries are in the ledger. */
  | { readonly type: 'adopted'; readonly peer: PeerId; readonly outcome: AdoptionOutcome }
  /** Bytes of the past were stored, or it is known which are lacking. */
  | { readonly type: 'history' }
  /** Objects that entries were refused for may be here now, or may be brought. */
  | { readonly type: 'recovered' }
  | { readonly type: 'tick' }

export type SyncEffect =
  | { readonly type: 'send'; readonly peer: PeerId; readonly message: SyncMessage }
  /** Reads these entries and sends them as one or more `entries` messages. */
  | {
      readonly type: 'send-entries'
      readonly peer: PeerId
      readonly chain: PeerId
      readonly head: ObjectId
      readonly ids: readonly ObjectId[]
      readonly end: boolean
    }
  | { readonly type: 'gossip'; readonly head: ChainHead }
  /** Brings the objects of these entries here, from `peer` or out of `inline`; answered by `fetched`. */
  | { readonly type: 'fetch'; readonly peer: PeerId; readonly entries: readonly StagedEntry[] }
  /**
   * Stores and inserts these entries in this order; answered by `committed`, with those refused. Those of `strangers`, whose chains
   * nobody was granted anything for, only when they bring the root's own grant.
   */
  | { readonly type: 'commit'; readonly entries: readonly StagedEntry[]; readonly strangers: ReadonlySet<ObjectId> }
  /** Stores the bytes of an entry that came with a checkpoint; answered by `history`. */
  | { readonly type: 'keep'; readonly peer: PeerId; readonly staged: StagedEntry }
  /** Brings the checkpoint that this peer offers here, with all that it lists; answered by `adopted`. */
  | { readonly type: 'adopt'; readonly peer: PeerId; readonly offer: CheckpointOffer }
  | { readonly type: 'close'; readonly peer: PeerId; readonly reason: KubeError }
  /** Something of what a peer told was left out. */
  | { readonly type: 'limit'; readonly limit: LimitName }
