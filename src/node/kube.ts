import type { Ident } from '../base/git-format.ts'
import { keyOfDid } from '../base/identity.ts'
import { LimitHits } from '../base/limit-hits.ts'
import { connectionsMax } from '../base/limits.ts'
import type { Logger, ObjectId, PeerId } from '../base/types.ts'
import { version } from '../base/version.ts'
import type { EtcdAccess } from '../etcd/transport.ts'
import { createNetwork, type Libp2pNetwork } from '../p2p/network.ts'
import type { Objects } from '../ports/objects.ts'
import { type Keys, libp2pPrivateKey } from '../trust/keys.ts'
import { createVerifier } from '../trust/ssh-signature.ts'
import type { Subnet } from '../trust/subnet-file.ts'
import { CheckpointKeeper } from './checkpoints/checkpoint-keeper.ts'
import { Checkpoints } from './checkpoints/checkpoints.ts'
import { ClockWatch } from './clock-watch.ts'
import { Dialer } from './dialer.ts'
import { Listings } from './entries/listings.ts'
import type { Freeing } from './freeing/freeing.ts'
import { admit, helloOf, provesAdmin } from './greeting.ts'
import type { Home } from './home/home.ts'
import { markHome } from './home/home-mark.ts'
import { dismissRemoved, freeingOf, sequencerOf, targetsOf } from './kube-parts.ts'
import { MachineAnnouncer } from './members/machine-announcer.ts'
import type { Membership } from './members/membership.ts'
import { Tokens } from './members/tokens.ts'
import type { FsckReport } from './mending/fsck.ts'
import { healingOf } from './mending/healing.ts'
import { Lacking } from './mending/lacking.ts'
import { Recovering } from './mending/recovering.ts'
import type { SelfRepair } from './mending/self-repair.ts'
import { authorOf, type LedgerOptions, openSoundLedger } from './open-ledger.ts'
import { realClock, realRandom, realScheduler, upMs } from './real.ts'
import { RecordIndex } from './record-index.ts'
import type { Records } from './records.ts'
import type { Replica } from './replica.ts'
import { Replicator } from './replicator.ts'
import type { Sequencer } from './strict/sequencer.ts'

export interface KubeOptions extends LedgerOptions {
  /** Addresses of whoever invited us, until the graph names members. */
  readonly bootstrap: readonly string[]
  readonly listen: readonly string[]
  readonly connect: readonly string[]
  readonly mdns: boolean
  /** Client URLs of a cluster of etcd that orders strict realms. */
  readonly etcd?: readonly string[]
  /** What that cluster asks for, where it is not open to everybody. */
  readonly etcdAccess?: EtcdAccess
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
  /** Of what nothing needs any more. */
  readonly freeing: Freeing
  /** Commits whose parents are not here because their history was cut. */
  readonly shallow: ReadonlySet<ObjectId>
  readonly membership: Membership
  /** Credentials of whoever bears them. */
  readonly tokens: Tokens
  readonly network: Libp2pNetwork
  readonly replicator: Replicator
  /** Writes to strict realms, and to others. */
  readonly sequencer: Sequencer
  readonly checkpoints: Checkpoints
  /** What peers say of the clock of this machine. */
  readonly clocks: ClockWatch
  /** When this home came here from another place, where that is less than a day ago; milliseconds. */
  readonly movedMs: number | undefined
  /** How often each limit between machines was met. */
  readonly limits: LimitHits
  readonly logger: Logger
  /** This KUBE as the author of a commit made at `ms`. */
  author(ms: number): Ident
  /** Verifies everything and mends from peers what it can; first makes the state anew when asked to. */
  repair(options?: { readonly rebuild?: boolean }): Promise<FsckReport>
  /** Somebody asked for what the state leads to, and it is not here, or not what its id says: peers may have it. */
  noticeLoss(): void
  /** How often something was found to be lost since the start, and what was when everything was verified the last time. */
  losses(): { readonly times: number; readonly objects: readonly ObjectId[] }
  /** SSH signature of this KUBE in git's format. */
  sign(payload: Uint8Array): string
  /** Resolves when it may append: its own newest entry is known, or nobody is there to ask. */
  readonly mayAppend: Promise<void>
  /** Called with each member whose stream has opened, from now on. */
  onMember(listener: (peer: PeerId) => void): void
  /** Connects to every member, until the answer is called. */
  reachAll(): () => void
  stop(): Promise<void>
}

/** @throws KUBE_PORT_IN_USE and whatever the home throws */
export async function startKube(options: KubeOptions): Promise<Kube> {
  const { home, keys, logger } = options
  let damagedAtStart = false
  let repair: SelfRepair | undefined
  let announcer: MachineAnnouncer | undefined
  const opened = await openSoundLedger(options, () => {
    damagedAtStart = true
    repair?.notice()
  })
  const { replica, membership, records, subnet, objects, named, signer } = opened
  const self = keys.kube.peerId
  const tokens = await Tokens.follow({
    replica,
    objects: named,
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
  const clocks = new ClockWatch(realClock, upMs)
  replica.assertWritable = () => clocks.assertWritable()
  const limits = new LimitHits()
  const network = createNetwork({
    privateKey: libp2pPrivateKey(keys.kube),
    listen: options.listen,
    mdns: options.mdns,
    mdnsTag: subnet.root.slice(-16).toLowerCase(),
    agentVersion: `kubed/${version}`,
    isMember: peer => membership.isMember(peer),
    hit: limits.hit,
    logger
  })
  const checkpoints = await Checkpoints.open({
    self,
    subnet: keyOfDid(subnet.root),
    replica,
    objects,
    refs: home.repository.refs,
    state: home.state,
    view: records,
    signer,
    verifier: createVerifier(),
    clock: realClock,
    scheduler: realScheduler,
    logger,
    shallow: opened.shallow,
    proof: peer => membership.proof(peer),
    proves: (peer, jwts) => provesAdmin(peer, jwts, subnet, membership)
  })
  const listings = new Listings({ ledger: replica.ledger, entries: replica.entries, objects })
  const recovering = new Recovering({
    listings,
    objects,
    shallow: opened.shallow,
    repair: wanted => replicator.repair(wanted),
    canAsk: () => replicator.members().length > 0,
    logger
  })
  const replicator: Replicator = new Replicator({
    checkpoints,
    self,
    subnetDid: subnet.root,
    replica,
    objects,
    network,
    clock: realClock,
    random: realRandom,
    scheduler: realScheduler,
    logger,
    hit: limits.hit,
    hello: () => helloOf(self, options.name, subnet, membership, replica.ledger.rules.known),
    admit: async (peer, hello) => {
      await admit(peer, hello, subnet, membership)
      clocks.observe(peer, hello.name, hello.clockMs)
      membership.heard(peer, hello.rules)
    },
    isRemoved: peer => membership.isRemoved(peer),
    removedBy: peer => {
      dialer.letBe(peer)
      if (!membership.isRemoved(self)) membership.heardRemoval(peer)
    },
    others: () => membership.machines().flatMap(({ id }) => (id === self ? [] : [id])),
    listings,
    partials: home.partials,
    free: () => home.free(),
    shallow: opened.shallow,
    seek: ids => recovering.seek(ids),
    onLacking: ids => void asked.noted(ids)
  })
  recovering.onFree = () => replicator.recovered()
  clocks.connected = () => replicator.members()
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
  const freeing = freeingOf({ ...opened, self, home, replicator, checkpoints, onLost: () => repair?.notice(), logger })
  const context = { home, checkpoints, replicator, tokens, network, dialer, freeing, logger }
  const { healer, asked } = healingOf({ ...opened, ...context })
  repair = healer
  const lacking = new Lacking({
    ledger: replica.ledger,
    checkpoints,
    recovering,
    came: () => records.rebuild(),
    logger
  })
  replica.lacking = lacking
  checkpoints.history.onStored = ids => listings.learned(ids)
  checkpoints.history.onWhole = () => {
    lacking.look()
    void checkpoints.signHeld()
  }
  const memberListeners: ((peer: PeerId) => void)[] = [() => healer.peerCame(), () => lacking.look()]
  replicator.onMember = peer => {
    for (const listener of memberListeners) listener(peer)
  }
  if (damagedAtStart) healer.notice()
  replicator.attach()
  const held = Promise.withResolvers<void>()
  held.promise.catch(() => undefined)
  const sequencer = await sequencerOf({
    ...{ self, keys, home, subnet, membership, replica, replicator, objects, network, logger },
    hit: limits.hit,
    mayAppend: () => held.promise,
    isNew: opened.isNew,
    etcd: options.etcd,
    etcdAccess: options.etcdAccess
  })
  memberListeners.push(() => sequencer.memberCame())
  checkpoints.history.look()
  void checkpoints.signHeld()
  await network.start({
    connected: peer => {
      replicator.connected(peer)
      announce()
    },
    disconnected: peer => {
      replicator.disconnected(peer)
      dialer.refresh()
      announce()
    }
  })
  dialer.refresh()
  const anyMembers = targetsOf(self, membership, options.connect, options.bootstrap, discovered).length > 0
  const mayAppend = replicator.ownTipKnown(anyMembers)
  mayAppend.then(held.resolve, held.reject)
  announcer = new MachineAnnouncer({
    self,
    name: options.name,
    network,
    membership,
    replica,
    mayAppend,
    scheduler: realScheduler,
    clock: realClock,
    again: announce
  })
  announce()
  const keeper = new CheckpointKeeper({ replica, checkpoints, scheduler: realScheduler, random: realRandom, logger })
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
    freeing,
    shallow: opened.shallow.commits,
    membership,
    tokens,
    network,
    replicator,
    sequencer,
    checkpoints,
    clocks,
    movedMs,
    limits,
    logger,
    async repair({ rebuild = false } = {}) {
      if (rebuild) {
        await replica.rebuildState()
        await records.rebuild()
      }
      return await healer.run()
    },
    noticeLoss: () => healer.notice(),
    losses: () => ({ times: healer.losses, objects: healer.lost }),
    sign: payload => signer.sign(payload),
    author: ms => authorOf(options.name, self, ms),
    mayAppend,
    onMember: listener => memberListeners.push(listener),
    reachAll: () => dialer.reachAll(),
    async stop() {
      healer.stop()
      asked.stop()
      await freeing.stop()
      announcer?.stop()
      keeper.stop()
      dialer.stop()
      await sequencer.release()
      replicator.stop()
      await network.stop()
      // What was being written is finished before the disk is closed.
      listings.close()
      await replica.close()
      await home.close()
    }
  }
}
