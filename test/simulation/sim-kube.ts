// One KUBE of a simulation: the real replica and replicator over a disk and a network in memory.
import { sha256, toHex } from '../../src/base/bytes.ts'
import { didOfKey, keyOfPeerId, peerIdOfKey } from '../../src/base/identity.ts'
import { uncounted } from '../../src/base/limit-hits.ts'
import { type Logger, type ObjectId, type PeerId, type RefName, silent } from '../../src/base/types.ts'
import { emptyRecord, recordFromJson } from '../../src/graph/record.ts'
import { encodeRecord } from '../../src/graph/record-codec.ts'
import { accountNamespace } from '../../src/ledger/account.ts'
import { keptValues, type RetentionView } from '../../src/ledger/kept-values.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { isMeta } from '../../src/ledger/ref-grammar.ts'
import type { Entry, Grant, RefUpdate } from '../../src/ledger/types.ts'
import { Checkpoints } from '../../src/node/checkpoints/checkpoints.ts'
import { type FactReader, factReader } from '../../src/node/entries/entry-facts.ts'
import { Listings } from '../../src/node/entries/listings.ts'
import { FreeGate } from '../../src/node/freeing/free-gate.ts'
import { Freeing } from '../../src/node/freeing/freeing.ts'
import { SeenMembers } from '../../src/node/members/seen-members.ts'
import { Lacking } from '../../src/node/mending/lacking.ts'
import { Recovering } from '../../src/node/mending/recovering.ts'
import { SelfRepair } from '../../src/node/mending/self-repair.ts'
import { Shallow } from '../../src/node/objects/shallow.ts'
import { smallCommit } from '../../src/node/objects/small-commit.ts'
import { Records, recordCommit } from '../../src/node/records.ts'
import { Replica } from '../../src/node/replica.ts'
import { Replicator } from '../../src/node/replicator.ts'
import { openSequencer, type SequencerParts } from '../../src/node/strict/open-sequencer.ts'
import type { PromiseStore } from '../../src/node/strict/promises.ts'
import type { Sequencer } from '../../src/node/strict/sequencer.ts'
import type { GitObject } from '../../src/ports/objects.ts'
import type { Signer, Verifier } from '../../src/ports/signer.ts'
import type { KeptPromise } from '../../src/sync/lease.ts'
import type { SigningKey } from '../../src/trust/keys.ts'
import { sshsigOf } from '../../src/trust/ssh-signature.ts'
import { diskFull, MemoryDisk } from '../support/memory-disk.ts'
import type { MemoryNetwork, MemoryWorld } from '../support/memory-network.ts'
import type { SeededRandom } from '../support/virtual-time.ts'

export const subnet = sha256('simulated subnet')
export const peerOf = (index: number): PeerId => peerIdOfKey(sha256(`simulated kube ${index}`))

/** Cheap and unforgeable within the simulation: nobody there has another's secret. */
export function seal(chain: PeerId, payload: Uint8Array): string {
  const mac = Buffer.from(sha256(`secret of ${chain}`, payload)).toString('base64')
  return `-----BEGIN SSH SIGNATURE-----\n${mac}\n-----END SSH SIGNATURE-----\n`
}

export const verifier: Verifier = { verify: (chain, payload, armored) => armored === seal(chain, payload) }

export interface SimContext {
  readonly world: MemoryWorld
  readonly random: SeededRandom
  /** What credentials say, by commit. */
  readonly grants: Map<ObjectId, Grant>
  /** Where changesets are signed, as strict realms want it: the keys of the KUBEs. */
  readonly keys?: readonly SigningKey[]
  /** Entries that a checkpoint must bring to be taken instead of them. */
  readonly checkpointGain: number
  /** Entries that came by checkpoints. */
  adopted: number
  /** Who is in the subnet; where there are any, machines free what nothing needs, and keep one release of each node. */
  readonly frees?: readonly PeerId[]
  /** Whether a write has what lost against the value that it replaces as parents too, as a publish has. */
  readonly joins?: boolean
}

/** All nodes keep one release. */
const keepingOne: RetentionView = {
  meta: (_, key) => (key === '' ? { id: '', record: { ...emptyRecord, properties: { keep: 1 } } } : undefined),
  at: () => undefined
}

interface Life {
  readonly replica: Replica
  readonly records: Records
  readonly replicator: Replicator
  readonly checkpoints: Checkpoints
  readonly repair: SelfRepair
  readonly freeing: Freeing
  readonly network: MemoryNetwork
  readonly mayAppend: Promise<void>
  /** Where there are keys. */
  readonly sequencer: Sequencer | undefined
}

/** `SIM_LOG=1` shows what the KUBEs say. */
function loggerOf(index: number, time: { now: number }): Logger {
  if (!process.env.SIM_LOG) return silent
  return {
    log: (level, message, fields) => console.error(`${time.now} kube-${index} ${level} ${message}`, fields ?? '')
  }
}

/** What a proof says where credentials are not signed. */
function isAdmin(grants: SimContext['grants'], peer: PeerId): boolean {
  const subject = didOfKey(keyOfPeerId(peer))
  return [...grants.values()].some(grant => grant.role === 'admin' && grant.scope === '' && grant.subject === subject)
}

const isCredential = (ref: string): boolean => ref.endsWith('/!credential')

export class SimKube {
  readonly index: number
  readonly id: PeerId
  disk = new MemoryDisk()
  skewMs = 0
  /** How far its clock was moved while the program ran. */
  movedMs = 0
  /** How long the seconds of its monotonic clock are. */
  rate = 1
  /** Number of the newest merge rules that its program knows. */
  rulesKnown = 1
  /** What it promised to who orders strict realms, as far as that is durable. */
  promise: KeptPromise | undefined = undefined
  /** Its home was replaced by an older copy, and it has kept no promise since. */
  isOlder = false
  life: Life | undefined = undefined
  booting = false
  readonly #context: SimContext

  /** Rules, revocations and files of keys as they are; credentials by what the simulation knows of them. */
  readonly facts: FactReader

  constructor(index: number, context: SimContext) {
    this.index = index
    this.id = context.keys?.[index]?.peerId ?? peerOf(index)
    this.#context = context
    const real = factReader('', silent)
    const grantsIn = (updates: readonly RefUpdate[]) =>
      updates.flatMap(({ ref, new: commit }) => (isCredential(ref) ? (context.grants.get(commit ?? '') ?? []) : []))
    this.facts = {
      keysIn: real.keysIn,
      of: async (updates, objects) => {
        const others = updates.filter(({ ref }) => !isCredential(ref))
        return { ...(await real.of(others, objects)), grants: grantsIn(updates) }
      }
    }
  }

  async boot(): Promise<void> {
    const { world, random, frees } = this.#context
    this.booting = true
    const disk = this.disk
    const { skewMs } = this
    const clock = world.time.clock(() => skewMs + this.movedMs, this.rate)
    const signer: Signer = { peerId: this.id, sign: payload => seal(this.id, payload) }
    const stored = disk.objects()
    const gate = new FreeGate()
    const objects = frees ? gate.watch(stored) : stored
    const shallow = await Shallow.open(disk.refs())
    const logger = loggerOf(this.index, world.time)
    const state = disk.state()
    try {
      const replica = await Replica.open({
        self: this.id,
        subnet,
        name: `kube-${this.index}`,
        objects,
        refs: disk.refs(),
        shallow: shallow.commits,
        state,
        signer,
        verifier,
        clock,
        scheduler: world.time.timers,
        logger,
        facts: this.facts,
        rulesKnown: this.rulesKnown,
        // So that a start has some to take in, and some that is in none.
        tailEntries: 3
      })
      const adopt = replica.adopt.bind(replica)
      replica.adopt = async (...given) => {
        const taken = await adopt(...given)
        this.#context.adopted += taken
        return taken
      }
      const records = await Records.follow(replica, objects, state, logger)
      if (frees) replica.keepOf = () => 1
      const network = world.node(this.id)
      const { grants } = this.#context
      const view = frees ? keepingOne : records
      const checkpoints = await Checkpoints.open({
        self: this.id,
        subnet,
        replica,
        objects,
        refs: disk.refs(),
        state,
        view,
        signer,
        verifier,
        clock,
        scheduler: world.time.timers,
        logger,
        shallow,
        proof: () => [],
        proves: async peer => isAdmin(grants, peer)
      })
      const listings = new Listings({ ledger: replica.ledger, entries: replica.entries, objects })
      const recovering = new Recovering({
        listings,
        objects,
        shallow,
        repair: wanted => replicator.repair(wanted),
        canAsk: () => replicator.members().length > 0,
        logger
      })
      const replicator: Replicator = new Replicator({
        listings,
        shallow,
        seek: ids => recovering.seek(ids),
        self: this.id,
        subnetDid: 'did:key:simulated',
        replica,
        objects,
        network,
        clock,
        random,
        scheduler: world.time.timers,
        logger,
        hit: uncounted,
        checkpoints,
        checkpointGain: this.#context.checkpointGain,
        hello: () => ({
          type: 'hello',
          subnet,
          rules: this.rulesKnown,
          name: `kube-${this.index}`,
          version: '0',
          credentials: [],
          clockMs: clock.now()
        }),
        admit: async () => undefined
      })
      recovering.onFree = () => replicator.recovered()
      const freeing = new Freeing({
        replica,
        objects: stored,
        state,
        gate,
        shallow,
        view,
        checkpoints,
        members: new SeenMembers({
          self: this.id,
          ledger: replica.ledger,
          membership: {
            machines: () => (frees ?? []).map(id => ({ id, name: id, addresses: [], version: '', rules: 1 }))
          },
          state,
          clock,
          connected: () => replicator.members(),
          hasAll: (peer, heads) => replicator.sync.hasAll(peer, heads),
          caughtUp: () => replicator.sync.caughtUp()
        }),
        staged: () => replicator.sync.staged(),
        sweep: async () => undefined,
        onLost: () => repair.notice(),
        clock,
        logger
      })
      const repair = new SelfRepair({
        replica,
        objects,
        refs: disk.refs(),
        repair: wanted => replicator.repair(wanted),
        isCovered: entry => !checkpoints.history.isWhole && checkpoints.covers(entry),
        histories: {
          shallow,
          kept: () => keptValues({ ledger: replica.ledger, view, atMs: clock.now() }),
          mayEnd: () => replicator.members().length > 0
        },
        alone: task => freeing.alone(task),
        peers: () => replicator.members().length,
        rereadAll: () => records.rebuild(),
        scheduler: world.time.timers,
        logger
      })
      const lacking = new Lacking({
        ledger: replica.ledger,
        checkpoints,
        recovering,
        came: () => records.rebuild(),
        logger
      })
      replica.lacking = lacking
      replicator.onMember = () => {
        repair.peerCame()
        lacking.look()
        this.life?.sequencer?.memberCame()
      }
      checkpoints.history.onStored = ids => listings.learned(ids)
      checkpoints.history.onWhole = () => {
        lacking.look()
        void checkpoints.signHeld()
      }
      replicator.attach()
      const started = Promise.withResolvers<void>()
      const sequencer = await this.#openSequencer(
        { replica, replicator, objects, network, clock, logger },
        started.promise
      )
      checkpoints.history.look()
      void checkpoints.signHeld()
      await network.start({
        connected: peer => replicator.connected(peer),
        disconnected: peer => replicator.disconnected(peer)
      })
      const mayAppend = replicator.ownTipKnown(true)
      mayAppend.then(started.resolve, started.reject)
      this.life = {
        replica,
        records,
        replicator,
        checkpoints,
        repair,
        freeing,
        network,
        mayAppend,
        sequencer
      }
    } finally {
      this.booting = false
    }
  }

  #openSequencer(
    parts: Pick<SequencerParts, 'replica' | 'replicator' | 'objects' | 'network' | 'clock' | 'logger'>,
    mayAppend: Promise<void>
  ): Promise<Sequencer> | undefined {
    const { world, random, keys } = this.#context
    const key = keys?.[this.index]
    return (
      key &&
      openSequencer({
        ...parts,
        self: this.id,
        subnet,
        scheduler: world.time.timers,
        random,
        hit: uncounted,
        sign: async statement => sshsigOf(key, accountNamespace, statement),
        promises: this.#promises(),
        isMember: peer => keys.some(({ peerId }) => peerId === peer),
        isAccount: () => false,
        nameOf: peer => `kube-${keys.findIndex(({ peerId }) => peerId === peer)}`,
        mayAppend: () => mayAppend
      })
    )
  }

  /** Each becomes durable some time after it was written, or is lost in a crash before. */
  #promises(): PromiseStore {
    const { world, random } = this.#context
    const { life } = this.disk
    return {
      load: async () => ({ kept: this.promise, isCurrent: !this.isOlder }),
      save: (kept, isCurrent) =>
        new Promise((resolve, reject) => {
          world.time.after(random.below(20), () => {
            const error = life.over || random.chance(0.01) ? diskFull() : undefined
            if (error) return reject(error)
            this.promise = kept
            this.isOlder = !isCurrent
            resolve()
          })
        })
    }
  }

  crash(survives: (what: string) => boolean): void {
    this.life?.replicator.stop()
    this.life?.repair.stop()
    this.#context.world.remove(this.id)
    this.life = undefined
    this.disk.crash(survives)
  }

  /** One changeset over these refs with new content; undefined when it has no right yet. */
  async write(refs: readonly string[], text: string): Promise<Entry | undefined> {
    const { life } = this
    if (!life) return undefined
    await life.mayAppend
    return life.replica.append(() => {
      const updates: RefUpdate[] = []
      const objects: GitObject[] = []
      for (const ref of refs) {
        const old = life.replica.ledger.ref(ref)
        const lost = this.#context.joins ? lostOf(life.replica.ledger, ref) : []
        const content = isMeta(ref)
          ? { 'record.binpb': encodeRecord(recordFromJson({ title: text })) }
          : { 'index.html': Buffer.from(`${text} ${ref}`) }
        const commit = smallCommit({
          files: content,
          parents: [...new Set([...(old === undefined ? [] : [old]), ...lost])],
          author: { name: 'sim', email: 'sim@kube', seconds: 1_700_000_000, offset: 0 },
          message: text
        })
        updates.push({ ref, old, new: commit.id })
        objects.push(...commit.objects)
      }
      return { updates, objects, message: text }
    })
  }

  /** Puts merge rules in force, whoever knows them or not. */
  async raise(rules: number): Promise<Entry | undefined> {
    const { life } = this
    if (!life) return undefined
    await life.mayAppend
    const ref = 'refs/!meta'
    return life.replica.append(() => {
      const old = life.replica.ledger.ref(ref)
      const commit = recordCommit({
        record: { ...emptyRecord, properties: { rules } },
        yaml: '',
        parents: old === undefined ? [] : [old],
        author: { name: 'sim', email: 'sim@kube', seconds: 1_700_000_000, offset: 0 },
        message: `rules ${rules}`
      })
      return { updates: [{ ref, old, new: commit.id }], objects: commit.objects, message: `rules ${rules}` }
    })
  }

  /** Refs of records that cannot be read, and why not. */
  unread(): [ref: RefName, why: string][] {
    const { records, replica } = this.life!
    const unread: [RefName, string][] = []
    for (const [ref] of replica.ledger.refs()) {
      if (!isMeta(ref)) continue
      try {
        records.meta(ref.split('/').slice(1, -1))
      } catch (thrown) {
        unread.push([ref, String(thrown)])
      }
    }
    return unread
  }

  /** The founder's first entry: everybody's credentials, by the root. */
  async found(members: readonly { did: string; peer: PeerId }[], rootDid: string): Promise<void> {
    const updates: RefUpdate[] = []
    const objects: GitObject[] = []
    for (const { did, peer } of members) {
      for (const role of peer === this.id ? (['member', 'admin'] as const) : (['member', 'write'] as const)) {
        const id = toHex(sha256(`${did} ${role}`)).slice(0, 16)
        const commit = smallCommit({
          files: { 'credential.jwt': Buffer.from(`${did} ${role}`) },
          parents: [],
          author: { name: 'sim', email: 'sim@kube', seconds: 1_700_000_000, offset: 0 },
          message: id
        })
        const grant: Grant = { id, issuer: rootDid, subject: did, role, scope: '' }
        this.#context.grants.set(commit.id, grant)
        updates.push({ ref: `refs/!trust/${id}/!credential`, old: undefined, new: commit.id })
        objects.push(...commit.objects)
      }
    }
    await this.life?.replica.append(() => ({ updates, objects, message: 'found' }))
  }
}

function lostOf(ledger: Pick<Ledger, 'conflicts'>, ref: RefName): ObjectId[] {
  return ledger.conflicts().flatMap(conflict => (conflict.ref === ref && conflict.lost ? [conflict.lost] : []))
}
