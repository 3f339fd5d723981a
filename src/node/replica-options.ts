// What a replica is put together of.
import type { Clock, Logger, ObjectId, PeerId, Scheduler } from '../base/types.ts'
import type { Objects } from '../ports/objects.ts'
import type { Refs } from '../ports/refs.ts'
import type { Signer, Verifier } from '../ports/signer.ts'
import type { State } from '../ports/state.ts'
import type { FactReader } from './entries/entry-facts.ts'

export interface ReplicaOptions {
  readonly self: PeerId
  /** Raw public key of the subnet root. */
  readonly subnet: Uint8Array
  /** See `Ledger`. */
  readonly seed?: number
  readonly rulesKnown?: number
  /** Name of this KUBE, for the author line of its entries. */
  readonly name: string
  readonly objects: Objects
  readonly refs: Refs
  readonly state: State
  readonly signer: Signer
  readonly verifier: Verifier
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** Reads from objects what rights depend on. */
  readonly facts: FactReader
  /** Commits whose parents are not here because their history was cut. */
  readonly shallow?: ReadonlySet<ObjectId>
  /** See `LedgerTail`. */
  readonly tailEntries?: number
}
