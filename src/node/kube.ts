// One KUBE put together: its home, its ledger, its peers. What serves people (rpc, web) stands on this.
import { KubeError } from '../base/errors.ts'
import type { Ident } from '../base/git-format.ts'
import { didOfKey, keyOfDid, keyOfPeerId } from '../base/identity.ts'
import { connectionsMax } from '../base/limits.ts'
import type { Logger, PeerId } from '../base/types.ts'
import { version } from '../base/version.ts'
import { rulesKnown } from '../ledger/types.ts'
import { createNetwork, type Libp2pNetwork } from '../p2p/network.ts'
import type { Objects } from '../ports/objects.ts'
import type { Hello } from '../sync/messages.ts'
import { verifyMembership } from '../trust/credentials.ts'
import { type Keys, libp2pPrivateKey } from '../trust/keys.ts'
import { createSigner, createVerifier } from '../trust/ssh-signature.ts'
import { type Subnet, saveSubnet } from '../trust/subnet-file.ts'
import { ClockWatch } from './clock-watch.ts'
import { Dialer, type DialTarget } from './dialer.ts'
import { factReader } from './entry-facts.ts'
import type { FsckReport } from './fsck.ts'
import { writeGenesis } from './genesis.ts'
import type { Home } from './home.ts'
import { markHome } from './home-mark.ts'
import { MachineAnnouncer } from './machine-announcer.ts'
import { Membership } from './membership.ts'
import { realClock, realRandom, realScheduler } from './real.ts'
import { RecordIndex } from './record-index.ts'
import { Records } from './records.ts'
import { type Applied, Replica } from './replica.ts'
import { Replicator } from './replicator.ts'
import { SelfRepair, watchObjects } from './self-repair.ts'
import { Tokens } from './tokens.ts'

export interface KubeOptions {
  readonly home: Home
  readonly keys: Keys
  readonly subnet: Subnet
  /** Name of this machine. */
  readonly name: string
  /** Addresses of whoever invited us, until the graph names members. */
  readonly bootstrap: readonly string[]
  readonly realmDir: string
  readonly listen: readonly string[]
  readonly connect: readonly string[]
  readonly mdns: boolean
  readonly logger: Logger
}

export interface Kube {
  readonly self: PeerId
  readonly name: string
  readonly home: Home
  readonly keys: Keys
  readonly subnet: Subnet
  readonly objects: Objects
  readonly replica: Replica
  readonly records: Records
  /** Which nodes have records. */
  readonly index: RecordIndex
  readonly membership: Membership
  /** Credentials of whoever bears them. */
  readonly tokens: Tokens
  readonly network: Libp2pNetwork
  readonly replicator: Replicator
  /** What peers say of the clock of this machine. */
  readonly clocks: ClockWatch
  /** When this home came here from another place, where that is less than a day ago; milliseconds. */
  readonly movedMs: number | undefined
  readonly logger: Logger
  /** This KUBE as the author of a commit made at `ms`. */
  author(ms: number): Ident
  /** Verifies everything and mends from peers what it can; first makes the state anew when asked to. */
  repair(options?: { readonly rebuild?: boolean }): Promise<FsckReport>
  /** SSH signature of this KUBE in git's format. */
  sign(payload: Uint8Array): string
  /** Resolves when it may append: its own newest entry is known, or nobody is there to ask. */
  readonly mayAppend: Promise<void>
  /** Called with each member whose stream has opened, from now on. */
  onMember(listener: (peer: PeerId) => void): void
  stop(): Promise<void>
}

/** As `openLedger`; a state in which damage comes to light is a view, and made anew. */
async function openSoundLedger(options: KubeOptions, onDamage: () => void): ReturnType<typeof openLedger> {
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
async function openLedger(options: KubeOptions, onDamage: () => void) {
  const { home, keys, logger, realmDir } = options
  let { subnet } = options
  const { refs } = home.repository
  const objects = watchObjects(home.repository.objects, onDamage)
  const signer = createSigner(keys.kube)
  const replica = await Replica.open({
    self: keys.kube.peerId,
    subnet: keyOfDid(subnet.root),
    name: options.name,
    objects,
    refs,
    state: home.state,
    signer,
    verifier: createVerifier(),
    seed: Math.floor(realRandom.next() * 2 ** 32),
    clock: realClock,
    scheduler: realScheduler,
    logger,
    facts: factReader(logger)
  })
  // Before the first entries are written, so that it sees their records as it sees all later ones.
  const records = await Records.follow(replica, objects, home.state, logger, name => isOwn(subnet, name))
  if (subnet.founding.length > 0) {
    const author = authorOf(options.name, keys.kube.peerId, realClock.now())
    await writeGenesis({ replica, founding: subnet.founding, author, realmDir })
    subnet = { ...subnet, founding: [] }
    await saveSubnet(home.paths.keys, keys.kube, subnet)
  }
  const membership = await Membership.follow(replica, objects, realClock, logger)
  return { replica, membership, records, subnet, objects, signer }
}

/** Whether a name of a subnet is this one's: its did, a DNS name of it, or one below. */
function isOwn({ root, bases }: Subnet, name: string): boolean {
  return name === root || bases.some(base => name === base || name.endsWith(`.${base}`))
}

function authorOf(name: string, self: PeerId, ms: number): Ident {
  return { name, email: `${self}@kube`, seconds: Math.floor(ms / 1000), offset: 0 }
}

/** @throws KUBE_PORT_IN_USE and whatever the home throws */
export async function startKube(options: KubeOptions): Promise<Kube> {
  const { home, keys, logger } = options
  let damagedAtStart = false
  let repair: SelfRepair | undefined
  let announcer: MachineAnnouncer | undefined
  const { replica, membership, records, subnet, objects, signer } = await openSoundLedger(options, () => {
    damagedAtStart = true
    repair?.notice()
  })
  const self = keys.kube.peerId
  const tokens = await Tokens.follow({
    replica,
    objects,
    membership,
    subnet: subnet.root,
    self: keys.kube.did,
    clock: realClock,
    scheduler: realScheduler,
    logger
  })
  const movedMs = await markHome(home.paths.keys, realClock.now())
  if (movedMs !== undefined) {
    logger.log('warn', 'this home was used elsewhere before; if kubed still runs there, stop one of the two', {
      next: 'kubed doctor'
    })
  }
  const clocks = new ClockWatch(realClock)
  replica.assertWritable = () => clocks.assertWritable()
  const network = createNetwork({
    privateKey: libp2pPrivateKey(keys.kube),
    listen: options.listen,
    mdns: options.mdns,
    mdnsTag: subnet.root.slice(-16).toLowerCase(),
    agentVersion: `kubed/${version}`,
    isMember: peer => membership.isMember(peer),
    isRefused: peer => membership.isRemoved(peer),
    logger
  })
  const replicator = new Replicator({
    self,
    subnetDid: subnet.root,
    replica,
    objects,
    network,
    clock: realClock,
    random: realRandom,
    scheduler: realScheduler,
    logger,
    hello: () => helloOf(self, options.name, subnet, membership),
    admit: async (peer, hello) => {
      await admit(peer, hello, subnet, membership)
      clocks.observe(peer, hello.name, hello.clockMs)
    },
    isRemoved: peer => membership.isRemoved(peer)
  })
  const discovered = new Map<PeerId, readonly string[]>()
  const dialer = new Dialer({
    network,
    targets: () => targetsOf(self, membership, options.connect, options.bootstrap, discovered),
    scheduler: realScheduler,
    random: realRandom,
    logger
  })
  network.onDiscovered((peer, addresses) => {
    // Only members are dialled: others of the local network are none of ours.
    if (!membership.isMember(peer)) return
    if (discovered.size < 8 * connectionsMax) discovered.set(peer, addresses)
    dialer.refresh()
  })
  const announce = (): void => {
    announcer
      ?.announce()
      .catch(error => logger.log('warn', 'this machine could not announce itself', { reason: String(error) }))
  }
  replica.onApplied(applied => {
    network.membersChanged()
    dismissRemoved(applied, { self, membership, replicator, logger })
    dialer.refresh()
    announce()
  })
  repair = new SelfRepair({
    replica,
    objects,
    refs: home.repository.refs,
    repair: wanted => replicator.repair(wanted),
    peers: () => replicator.members().length,
    rereadAll: async () => {
      await membership.rebuild(replica)
      await records.rebuild()
    },
    scheduler: realScheduler,
    logger
  })
  const healer = repair
  const memberListeners: ((peer: PeerId) => void)[] = [() => healer.peerCame()]
  replicator.onMember = peer => {
    for (const listener of memberListeners) listener(peer)
  }
  if (damagedAtStart) healer.notice()
  replicator.attach()
  await network.start({
    connected: peer => replicator.connected(peer),
    disconnected: peer => {
      replicator.disconnected(peer)
      dialer.refresh()
    }
  })
  dialer.refresh()
  const anyMembers = targetsOf(self, membership, options.connect, options.bootstrap, discovered).length > 0
  const mayAppend = replicator.ownTipKnown(anyMembers)
  announcer = new MachineAnnouncer({ self, name: options.name, network, membership, replica, mayAppend })
  announce()
  return {
    self,
    name: options.name,
    home,
    keys,
    subnet,
    objects,
    replica,
    records,
    index: RecordIndex.follow(replica),
    membership,
    tokens,
    network,
    replicator,
    clocks,
    movedMs,
    logger,
    async repair({ rebuild = false } = {}) {
      if (rebuild) await replica.rebuildState()
      return await healer.run()
    },
    sign: payload => signer.sign(payload),
    author: ms => authorOf(options.name, self, ms),
    mayAppend,
    onMember: listener => memberListeners.push(listener),
    async stop() {
      healer.stop()
      dialer.stop()
      replicator.stop()
      await network.stop()
      // What was being written is finished before the disk is closed.
      await replica.close()
      await home.close()
    }
  }
}

function helloOf(self: PeerId, name: string, subnet: Subnet, membership: Membership): Hello {
  const proof = membership.proof(self)
  return {
    type: 'hello',
    subnet: keyOfDid(subnet.root),
    rules: rulesKnown,
    name,
    version,
    credentials: proof.length > 0 ? proof : subnet.credentials,
    clockMs: realClock.now()
  }
}

/** Members that this very change has removed are let go; this KUBE itself says so and goes on serving what it has. */
function dismissRemoved(
  { entries, refs }: Applied,
  parts: { self: PeerId; membership: Membership; replicator: Replicator; logger: Logger }
): void {
  const last = entries.at(-1)
  if (last === undefined || ![...refs.keys()].some(ref => ref.startsWith('refs/!trust/'))) return
  const { self, membership, replicator, logger } = parts
  for (const peer of replicator.members()) if (membership.isRemoved(peer)) replicator.dismiss(peer, last.id)
  if (!membership.isRemoved(self)) return
  logger.log('error', 'this machine was removed from its subnet', { next: 'kubed join CODE --home DIR' })
}

async function admit(peer: PeerId, hello: Hello, subnet: Subnet, membership: Membership): Promise<void> {
  const root = didOfKey(hello.subnet)
  if (root !== subnet.root) {
    throw new KubeError('KUBE_PEER_REFUSED', `${peer} is of another subnet`, { reason: `its root is ${root}` })
  }
  if (membership.isRemoved(peer)) {
    throw new KubeError('KUBE_PEER_REFUSED', `${peer} was removed from the subnet`, { reason: 'its key is revoked' })
  }
  // What the graph has was judged at its place there; what it has not yet must lead to the root past all that has ended.
  if (membership.isMember(peer)) return
  const subject = didOfKey(keyOfPeerId(peer))
  const isRevoked = (id: string, of: string): boolean => membership.isRevoked(id, of)
  const { roles } = await verifyMembership(hello.credentials, { root, subject, now: realClock.now(), isRevoked })
  if (!roles.includes('member') && !roles.includes('admin')) {
    throw new KubeError('KUBE_PEER_REFUSED', `${peer} is no member`, { reason: 'it has no member credential' })
  }
}

function targetsOf(
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
