// Parts of a KUBE that are put together of several others.
import { keyOfDid } from '../base/identity.ts'
import type { Logger, PeerId } from '../base/types.ts'
import type { EtcdAccess } from '../etcd/transport.ts'
import { accountNamespace } from '../ledger/account.ts'
import type { Keys } from '../trust/keys.ts'
import { sshsigOf } from '../trust/ssh-signature.ts'
import type { Subnet } from '../trust/subnet-file.ts'
import type { Checkpoints } from './checkpoints/checkpoints.ts'
import type { DialTarget } from './dialer.ts'
import type { Applied } from './entries/changes.ts'
import { touchesTrust } from './entries/revocation.ts'
import { Freeing } from './freeing/freeing.ts'
import type { Home } from './home/home.ts'
import type { Membership } from './members/membership.ts'
import { SeenMembers } from './members/seen-members.ts'
import type { openSoundLedger } from './open-ledger.ts'
import { realClock, realRandom, realScheduler } from './real.ts'
import type { Replicator } from './replicator.ts'
import { openSequencer, type SequencerParts } from './strict/open-sequencer.ts'
import { promiseFile } from './strict/promise-file.ts'
import type { Sequencer } from './strict/sequencer.ts'

interface Context {
  readonly self: PeerId
  readonly home: Home
  readonly replicator: Replicator
  readonly checkpoints: Checkpoints
  readonly onLost: () => void
  readonly logger: Logger
}

export function freeingOf(parts: Awaited<ReturnType<typeof openSoundLedger>> & Context): Freeing {
  const { self, home, replica, membership, records, replicator, checkpoints, stored, gate, shallow, onLost, logger } =
    parts
  const members = new SeenMembers({
    self,
    ledger: replica.ledger,
    membership,
    state: home.state,
    clock: realClock,
    connected: () => replicator.members(),
    hasAll: (peer, heads) => replicator.sync.hasAll(peer, heads),
    caughtUp: () => replicator.sync.caughtUp()
  })
  return new Freeing({
    replica,
    objects: stored,
    state: home.state,
    gate,
    shallow,
    view: records,
    checkpoints,
    members,
    staged: () => replicator.sync.staged(),
    onLost,
    sweep: () => home.partials.sweep(),
    clock: realClock,
    logger
  })
}

type SequencerContext = Omit<
  SequencerParts,
  'subnet' | 'clock' | 'scheduler' | 'random' | 'sign' | 'promises' | 'isMember' | 'isAccount' | 'nameOf' | 'etcd'
> & {
  readonly keys: Keys
  readonly home: Home
  readonly subnet: Subnet
  readonly membership: Membership
  /** Whether this machine had written nothing yet when its home was opened. */
  readonly isNew: boolean
  /** Client URLs of a cluster of etcd that orders instead of the members. */
  readonly etcd: readonly string[] | undefined
  readonly etcdAccess: EtcdAccess | undefined
}

export function sequencerOf(context: SequencerContext): Promise<Sequencer> {
  const { keys, home, subnet, membership, isNew, etcd, etcdAccess: access, ...parts } = context
  return openSequencer({
    ...parts,
    subnet: keyOfDid(subnet.root),
    clock: realClock,
    scheduler: realScheduler,
    random: realRandom,
    sign: async statement => sshsigOf(keys.kube, accountNamespace, statement),
    promises: promiseFile(home.paths.keys, isNew),
    isMember: peer => membership.isMember(peer),
    isAccount: id => membership.isAccount(id),
    nameOf: peer => membership.nameOf(peer),
    ...(etcd && { etcd: { endpoints: etcd, subnet: subnet.root, ...(access && { access }) } })
  })
}

export function targetsOf(
  self: PeerId,
  membership: Pick<Membership, 'machines' | 'isMember' | 'isRemoved'>,
  connect: readonly string[],
  bootstrap: readonly string[],
  discovered: ReadonlyMap<PeerId, readonly string[]>
): DialTarget[] {
  const members = membership.machines().filter(machine => machine.id !== self)
  const targets: DialTarget[] = members.map(({ id, addresses }) => ({
    peer: id,
    addresses: [...new Set([...addresses, ...(discovered.get(id) ?? [])])]
  }))
  for (const addresses of byPeer(connect)) targets.push({ peer: undefined, addresses })
  // Before the first catch-up the graph names nobody: whoever invited us does.
  if (members.length === 0 && bootstrap.length > 0) targets.push({ peer: undefined, addresses: bootstrap })
  // Until it names this machine too, it names some, who may be gone; each of the others is asked.
  else if (!membership.isMember(self) && !membership.isRemoved(self)) {
    const known = new Set(members.flatMap(({ addresses }) => addresses))
    const rest = bootstrap.filter(address => !known.has(address))
    for (const addresses of byPeer(rest)) targets.push({ peer: undefined, addresses })
  }
  return targets
}

/** Those of one peer together: where one address does not answer another may, before somebody else has to relay. */
function byPeer(addresses: readonly string[]): string[][] {
  return [...Map.groupBy(addresses, address => address.split('/p2p/')[1] ?? address).values()]
}

/** Members that this very change has removed are let go; this KUBE itself says so and goes on serving what it has. */
export function dismissRemoved(
  { entries }: Applied,
  parts: { self: PeerId; membership: Membership; replicator: Replicator; logger: Logger }
): void {
  const last = entries.at(-1)
  if (last === undefined || !touchesTrust(entries)) return
  const { self, membership, replicator, logger } = parts
  for (const peer of replicator.members()) if (membership.isRemoved(peer)) replicator.dismiss(peer, last.id)
  if (!membership.isRemoved(self)) return
  logger.log('error', 'this machine was removed from its subnet', { next: 'kubed join CODE --home DIR' })
}
