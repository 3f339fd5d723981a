// The sequencer of a KUBE put together: by promises of the members, or by a cluster of etcd where the configuration names one.
import type { OnLimit } from '../../base/limit-hits.ts'
import { nobody } from '../../base/sequencer-errors.ts'
import type { Clock, Logger, ObjectId, PeerId, RandomSource, Scheduler } from '../../base/types.ts'
import { EtcdArbiter, type EtcdArbiterOptions } from '../../etcd/etcd-arbiter.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Arbiter } from '../../ports/arbiter.ts'
import type { Network } from '../../ports/network.ts'
import type { Objects } from '../../ports/objects.ts'
import type { Replica } from '../replica.ts'
import type { Replicator } from '../replicator.ts'
import { Electorates } from './electorate.ts'
import { MemberArbiter } from './member-arbiter.ts'
import { type PromiseStore, Promises } from './promises.ts'
import { Sequencer, type SignStatement } from './sequencer.ts'
import { VoteRecovery } from './vote-recovery.ts'

export interface SequencerParts {
  readonly self: PeerId
  /** Raw public key of the subnet root. */
  readonly subnet: Uint8Array
  readonly replica: Replica
  readonly replicator: Pick<Replicator, 'until'>
  readonly objects: Objects
  readonly network: Network
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly random: RandomSource
  readonly logger: Logger
  readonly hit: OnLimit
  readonly sign: SignStatement
  readonly promises: PromiseStore
  readonly isMember: (peer: PeerId) => boolean
  /** Whether a credential is of a person's key. */
  readonly isAccount: (credentialId: string) => boolean
  readonly nameOf: (peer: PeerId) => string
  readonly mayAppend: () => Promise<void>
  /** Client URLs of the cluster that orders, where the subnet runs one, what it asks for, and the subnet's did. */
  readonly etcd?: Pick<EtcdArbiterOptions, 'endpoints' | 'access' | 'subnet'>
}

/** Takes its protocol; before the network starts. @throws KUBE_HOME_INVALID */
export async function openSequencer(parts: SequencerParts): Promise<Sequencer> {
  const { replica, replicator, isAccount } = parts
  const { ledger } = replica
  const until = (done: () => boolean, ms: number): Promise<boolean> => replicator.until(done, ms)
  const buildsOn = (entry: ObjectId): boolean => ledger.placeOf(entry) !== undefined
  if (parts.etcd) {
    const arbiter = new EtcdArbiter({
      ...parts,
      ...parts.etcd,
      has: buildsOn,
      covers: (entry, past) => ledger.covers(entry, past),
      lastTerm: () => ledger.strictTip()?.term ?? 0,
      until
    })
    return new Sequencer({ ...parts, arbiter: knowing(ledger, arbiter), until })
  }
  const electorates = new Electorates(ledger, isAccount)
  const promises = await Promises.open({ ...parts, ledger, store: parts.promises, until })
  const recovery = new VoteRecovery({ ...parts, ledger, promises, electorates, until })
  // What others know of its own chain and it does not was written with a newer home than this one.
  replica.onApplied(({ entries, origin }) => {
    if (origin === 'remote' && entries.some(({ chain }) => chain === parts.self)) recovery.doubt()
  })
  const arbiter = new MemberArbiter({ ...parts, ledger, promises, recovery, electorates, buildsOn, until })
  const lease: Promises['answer'] = (from, request) => promises.answer(from, request)
  return new Sequencer({ ...parts, arbiter: knowing(ledger, arbiter), recovery, lease, until })
}

/** Who does not know the rules in force orders nothing, and leaves the turn to others. */
function knowing({ rules }: Pick<Ledger, 'rules'>, arbiter: Arbiter): Arbiter {
  const isKnown = (): boolean => rules.inForce <= rules.known
  return {
    take: async () => {
      if (isKnown()) return await arbiter.take()
      await arbiter.release()
      throw nobody('this machine does not know the merge rules in force')
    },
    term: () => (isKnown() ? arbiter.term() : undefined),
    holds: term => isKnown() && arbiter.holds(term),
    confirm: (term, entry) => arbiter.confirm(term, entry),
    release: () => arbiter.release()
  }
}
