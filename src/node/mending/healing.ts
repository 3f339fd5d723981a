// What mends a store, put together.
import type { Logger, PeerId } from '../../base/types.ts'
import { keptValues } from '../../ledger/kept-values.ts'
import type { Libp2pNetwork } from '../../p2p/network.ts'
import type { Checkpoints } from '../checkpoints/checkpoints.ts'
import type { Dialer } from '../dialer.ts'
import type { Freeing } from '../freeing/freeing.ts'
import type { Home } from '../home/home.ts'
import type { Membership } from '../members/membership.ts'
import type { Tokens } from '../members/tokens.ts'
import type { openSoundLedger } from '../open-ledger.ts'
import { realClock, realScheduler } from '../real.ts'
import type { Records } from '../records.ts'
import type { Replica } from '../replica.ts'
import type { Replicator } from '../replicator.ts'
import { AskedInVain } from './asked-in-vain.ts'
import type { Histories } from './ended-histories.ts'
import { SelfRepair } from './self-repair.ts'

interface Context {
  readonly home: Home
  readonly checkpoints: Checkpoints
  readonly replicator: Replicator
  readonly tokens: Tokens
  readonly network: Libp2pNetwork
  readonly dialer: Dialer
  readonly freeing: Freeing
  readonly logger: Logger
}

/** What mends this store, and helps who waits for what it has lost. */
export function healingOf(parts: Awaited<ReturnType<typeof openSoundLedger>> & Context) {
  const { replica, objects, home, checkpoints, replicator, freeing, logger } = parts
  const healer = new SelfRepair({
    replica,
    objects,
    refs: home.repository.refs,
    repair: wanted => replicator.repair(wanted),
    isCovered: entry => !checkpoints.history.isWhole && checkpoints.covers(entry),
    histories: historiesOf(parts, () => replicator.members()),
    alone: task => freeing.alone(task),
    peers: () => replicator.members().length,
    rereadAll: rereadingOf(parts),
    scheduler: realScheduler,
    logger
  })
  checkpoints.lost = () => healer.lost
  const { ledger, entries } = replica
  const asked = new AskedInVain({ ledger, entries, checkpoints, repair: healer, clock: realClock, logger })
  return { healer, asked }
}

/** For `kubed fsck`: whoever may have what is missing is asked, or there is nobody else. */
function historiesOf(
  { replica, records, membership, shallow }: Awaited<ReturnType<typeof openSoundLedger>>,
  members: () => readonly PeerId[]
): Histories {
  const { ledger } = replica
  return {
    shallow,
    kept: () => keptValues({ ledger, view: records, atMs: realClock.now() }),
    mayEnd: () => members().length > 0 || membership.machines().length <= 1
  }
}

interface Views {
  readonly replica: Replica
  readonly membership: Membership
  readonly tokens: Tokens
  readonly records: Records
  readonly network: Libp2pNetwork
  readonly dialer: Dialer
  readonly replicator: Replicator
}

/** Makes anew what was read of objects that were not whole, for all who go by it. */
function rereadingOf({ replica, membership, tokens, records, network, dialer, replicator }: Views) {
  return async (): Promise<void> => {
    await membership.rebuild(replica)
    await tokens.rebuild()
    await records.rebuild()
    network.membersChanged()
    dialer.refresh()
    replicator.recheck()
  }
}
