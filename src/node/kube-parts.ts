// Parts of a KUBE that are put together of several others.
import type { Logger, PeerId } from '../base/types.ts'
import type { Checkpoints } from './checkpoints.ts'
import type { DialTarget } from './dialer.ts'
import { Freeing } from './freeing.ts'
import type { Home } from './home.ts'
import type { Membership } from './membership.ts'
import type { openSoundLedger } from './open-ledger.ts'
import { realClock } from './real.ts'
import type { Replicator } from './replicator.ts'
import { SeenMembers } from './seen-members.ts'

interface Context {
  readonly self: PeerId
  readonly home: Home
  readonly replicator: Replicator
  readonly checkpoints: Checkpoints
  readonly logger: Logger
}

export function freeingOf(parts: Awaited<ReturnType<typeof openSoundLedger>> & Context): Freeing {
  const { self, home, replica, membership, records, replicator, checkpoints, stored, gate, shallow, logger } = parts
  const members = new SeenMembers({
    self,
    ledger: replica.ledger,
    membership,
    state: home.state,
    clock: realClock,
    connected: () => replicator.members(),
    lag: peer => replicator.sync.lag(peer),
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
    clock: realClock,
    logger
  })
}

export function targetsOf(
  self: PeerId,
  membership: Membership,
  connect: readonly string[],
  bootstrap: readonly string[],
  discovered: ReadonlyMap<PeerId, readonly string[]>
): DialTarget[] {
  const members = membership.machines().filter(machine => machine.id !== self)
  const targets: DialTarget[] = members.map(({ id, addresses }) => ({
    peer: id,
    addresses: [...new Set([...addresses, ...(discovered.get(id) ?? [])])]
  }))
  for (const address of connect) targets.push({ peer: undefined, addresses: [address] })
  // Before the first catch-up the graph names nobody: whoever invited us does.
  if (members.length === 0 && bootstrap.length > 0) targets.push({ peer: undefined, addresses: bootstrap })
  return targets
}
