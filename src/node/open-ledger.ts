// The ledger of a home opened with all that follows it: its state, its records, who is a member.
import { KubeError } from '../base/errors.ts'
import type { Ident } from '../base/git-format.ts'
import { keyOfDid } from '../base/identity.ts'
import type { Logger, PeerId } from '../base/types.ts'
import { depthKept } from '../graph/retention.ts'
import type { Keys } from '../trust/keys.ts'
import { createSigner, createVerifier } from '../trust/ssh-signature.ts'
import { type Subnet, saveSubnet } from '../trust/subnet-file.ts'
import { factReader } from './entries/entry-facts.ts'
import { FreeGate } from './freeing/free-gate.ts'
import { writeGenesis } from './genesis.ts'
import type { Home } from './home/home.ts'
import { Membership } from './members/membership.ts'
import { watchObjects } from './mending/self-repair.ts'
import { recentFirst } from './objects/recent-objects.ts'
import { Shallow } from './objects/shallow.ts'
import { realClock, realRandom, realScheduler } from './real.ts'
import { Records } from './records.ts'
import { Replica } from './replica.ts'

export interface LedgerOptions {
  readonly home: Home
  readonly keys: Keys
  readonly subnet: Subnet
  /** Name of this machine. */
  readonly name: string
  readonly realmDir: string
  readonly logger: Logger
  /** See `Ledger`. */
  readonly rulesKnown?: number
}

/** As `openLedger`; a state in which damage comes to light is a view, and made anew. */
export async function openSoundLedger(options: LedgerOptions, onDamage: () => void): ReturnType<typeof openLedger> {
  try {
    return await openLedger(options, onDamage)
  } catch (thrown) {
    if (!(thrown instanceof KubeError) || thrown.code !== 'KUBE_STATE_DAMAGED') throw thrown
    options.logger.log('warn', 'the views are damaged and are made anew', { reason: thrown.reason })
    await options.home.state.clear()
    return await openLedger(options, onDamage)
  }
}

/** Opens the ledger and, for a founder's first start, writes its first entries. */
async function openLedger(options: LedgerOptions, onDamage: () => void) {
  const { home, keys, logger, realmDir } = options
  let { subnet } = options
  const { refs } = home.repository
  const gate = new FreeGate()
  const stored = recentFirst(watchObjects(home.repository.objects, onDamage))
  const objects = gate.watch(stored)
  const shallow = await Shallow.open(refs)
  const signer = createSigner(keys.kube)
  const replica = await Replica.open({
    self: keys.kube.peerId,
    subnet: keyOfDid(subnet.root),
    name: options.name,
    objects,
    refs,
    shallow: shallow.commits,
    state: home.state,
    signer,
    verifier: createVerifier(),
    ...(options.rulesKnown !== undefined && { rulesKnown: options.rulesKnown }),
    seed: Math.floor(realRandom.next() * 2 ** 32),
    clock: realClock,
    scheduler: realScheduler,
    logger,
    facts: factReader(subnet.root, logger)
  })
  const isNew = replica.ledger.tipOf(keys.kube.peerId) === undefined
  // Before the first entries are written, so that it sees their records as it sees all later ones.
  const records = await Records.follow(replica, objects, home.state, logger, name => isOwn(subnet, name))
  replica.keepOf = ref => depthKept(records, ref)
  if (subnet.founding.length > 0) {
    const author = authorOf(options.name, keys.kube.peerId, realClock.now())
    await writeGenesis({ replica, founding: subnet.founding, author, realmDir })
    subnet = { ...subnet, founding: [] }
    await saveSubnet(home.paths.keys, keys.kube, subnet)
  }
  // What shows who is a member is in every home that is whole.
  const named = watchObjects(objects, onDamage, 'damage')
  const membership = await Membership.follow(replica, named, subnet.root, realClock, logger)
  return { replica, membership, records, subnet, objects, named, stored, signer, gate, shallow, isNew }
}

/** Whether a name of a subnet is this one's: its did, a DNS name of it, or one below. */
function isOwn({ root, bases }: Subnet, name: string): boolean {
  return name === root || bases.some(base => name === base || name.endsWith(`.${base}`))
}

export function authorOf(name: string, self: PeerId, ms: number): Ident {
  return { name, email: `${self}@kube`, seconds: Math.floor(ms / 1000), offset: 0 }
}
