// Who says which KUBE orders strict realms (replication.md, Merge). Implementations: the members of the subnet
// (`node/member-arbiter.ts`), and a cluster of etcd (`src/etcd`).
import type { ObjectId, PeerId } from '../base/types.ts'

/** What is confirmed: an entry that this KUBE wrote in its term. */
export interface OrderedEntry {
  readonly id: ObjectId
  readonly chain: PeerId
  readonly sequence: number
}

export type Turn =
  /** This KUBE orders, in this term, and has all that was ordered before. */
  | { readonly type: 'own'; readonly term: number }
  /** Another does, as far as is known. */
  | { readonly type: 'other'; readonly holder: PeerId }
  /** Nobody does at this moment; it may help to ask again soon. */
  | { readonly type: 'none'; readonly reason: string }

export interface Arbiter {
  /**
   * Takes the turn where nobody has it, or says who does; keeps one that this KUBE has.
   * @throws KUBE_SEQUENCER where nobody can have it as things are, with the reason
   */
  take(): Promise<Turn>
  /** The term of this KUBE, while it has the turn. */
  term(): number | undefined
  /** Whether this KUBE has the turn of this term, as far as clocks say. */
  holds(term: number): boolean
  /** Resolves once an entry of this term counts, whoever takes over. @throws KUBE_SEQUENCER when that is not known */
  confirm(term: number, entry: OrderedEntry): Promise<void>
  /** Lets others take over at once. Never fails. */
  release(): Promise<void>
}
