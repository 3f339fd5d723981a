// A strict realm in virtual time under a seeded schedule of faults that are never off: frames lost and delayed, streams
// broken, partitions, crashes at any moment with whatever had not become durable (promises too), full disks, clocks that are
// wrong and whose seconds are of different lengths (in a third of the schedules more than a lease allows for: then several
// may believe that they order, and still nothing that was answered is lost), and in half of the schedules a member that lies in what it relays.
// Everything that is asked for is recorded; afterwards all must agree, and what was answered must be a history that one
// machine could have made, doing one changeset after another.
import { createPrivateKey } from 'node:crypto'
import { concatBytes, fromHex, sha256 } from '../../src/base/bytes.ts'
import { KubeError } from '../../src/base/errors.ts'
import { didOfKey } from '../../src/base/identity.ts'
import type { ObjectId } from '../../src/base/types.ts'
import { recordFromJson } from '../../src/graph/record.ts'
import type { Entry } from '../../src/ledger/types.ts'
import type { AppendRequest } from '../../src/node/entries/changes.ts'
import { smallCommit } from '../../src/node/objects/small-commit.ts'
import { recordCommit } from '../../src/node/records.ts'
import { type SigningKey, signingKey } from '../../src/trust/keys.ts'
import {
  linearization,
  type Operation,
  type Registers,
  registersKey,
  type Swap,
  swapAll
} from '../support/linearizability.ts'
import { copy, diskFull, MemoryDisk } from '../support/memory-disk.ts'
import { MemoryWorld } from '../support/memory-network.ts'
import { SeededRandom, VirtualTime } from '../support/virtual-time.ts'
import { Violation } from './checks.ts'
import { Liar } from './liar.ts'
import { type SimContext, SimKube, seal, subnet } from './sim-kube.ts'

export interface StrictResult {
  readonly seed: number
  readonly kubes: number
  readonly accepted: number
  /** Told to rebase. */
  readonly stale: number
  /** Refused with another reason, and surely not written. */
  readonly refused: number
  /** Nobody knows what became of them. */
  readonly open: number
  /** Of these, those that count in the end. */
  readonly openAccepted: number
  /** Written, and set aside because another term had begun. */
  readonly setAside: number
  readonly terms: number
  readonly crashes: number
  /** Homes that became older. */
  readonly restored: number
}

interface Backup {
  readonly kube: SimKube
  readonly disk: MemoryDisk
  readonly promise: SimKube['promise']
}

const author = { name: 'sim', email: 'sim@kube', seconds: 1_700_000_000, offset: 0 }
const realm = 'refs/strict/!meta'
const refs = ['refs/strict/!https', 'refs/strict/a/!https', 'refs/strict/b/!https']
const keysMax = 5

function keyOf(index: number): SigningKey {
  const pkcs8 = concatBytes(fromHex('302e020100300506032b657004220420'), sha256(`strict kube ${index}`))
  return signingKey(createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }))
}

/** Made once: a KUBE is the same in every schedule. */
const keys = Array.from({ length: keysMax }, (_, index) => keyOf(index))

interface Asked {
  readonly what: string
  readonly calledAt: number
  readonly swaps: readonly Swap[]
  outcome: 'open' | 'stale' | 'refused' | { readonly entry: Entry; readonly at: number }
}

class StrictRealm {
  readonly seed: number
  readonly random: SeededRandom
  readonly time = new VirtualTime()
  readonly world: MemoryWorld
  readonly kubes: SimKube[]
  readonly asked: Asked[] = []
  crashes = 0
  restored = 0
  chaos = true
  /** Clocks run at any rate. */
  readonly #wild: boolean
  #sides: readonly number[]
  #liar: SimKube | undefined
  #backup: Backup | undefined
  #count = 0

  constructor(seed: number) {
    this.seed = seed
    this.random = new SeededRandom(seed)
    this.world = new MemoryWorld(this.time, this.random, {
      loss: 0.02 + this.random.next() * 0.1,
      duplication: 0.02 + this.random.next() * 0.1,
      breakage: 0.01 + this.random.next() * 0.05,
      delayMsMax: 5 + this.random.below(400)
    })
    const count = this.random.pick([1, 2, 3, 3, 4, 5, 5])
    const context: SimContext = {
      world: this.world,
      random: this.random,
      grants: new Map(),
      keys: keys.slice(0, count),
      adopted: 0,
      checkpointGain: 30
    }
    this.kubes = context.keys!.map((_, index) => new SimKube(index, context))
    this.#sides = this.kubes.map(() => 0)
    this.#wild = this.random.chance(0.33)
  }

  async start(): Promise<void> {
    const members = keys.slice(0, this.kubes.length).map(({ did, peerId }) => ({ did, peer: peerId }))
    for (const kube of this.kubes) {
      kube.skewMs = this.random.below(20 * 60_000) - 10 * 60_000
      // Any two differ by less than a tenth, or by twenty times.
      kube.rate = this.#wild ? 0.2 + this.random.next() * 4 : 0.96 + this.random.next() * 0.08
      await kube.boot()
    }
    const founding = this.kubes[0]!.found(members, didOfKey(subnet))
    await this.time.run(3_000)
    await founding
    await this.kubes[0]!.life!.replica.append(() => {
      const record = recordFromJson({ order: 'strict' })
      const { id, objects } = recordCommit({ record, yaml: '', parents: [], author, message: 'strict' })
      return { updates: [{ ref: realm, old: undefined, new: id }], objects, message: 'strict' }
    })
    this.#every(20, 200, () => this.#meet())
    const isStrict = (): boolean => this.kubes.every(({ life }) => life?.replica.ledger.ref(realm) !== undefined)
    if (!(await this.time.run(10 * 60_000, isStrict))) throw this.#violation('nobody heard that it is strict')
    if (this.kubes.length > 2 && this.random.chance(0.5)) this.#addLiar(this.kubes.at(-1)!)
    for (const kube of this.kubes)
      kube.disk.fault = () => (this.chaos && this.random.chance(0.004) ? diskFull() : undefined)
    this.#every(50, 1_200, () => this.#write())
    this.#every(200, 3_000, () => this.#writeElsewhere())
    this.#every(3_000, 15_000, () => this.#crash())
    this.#every(500, 8_000, () => this.#partition())
    if (this.kubes.length > 1) this.#every(5_000, 20_000, () => this.#backUpOrRestore())
  }

  /** Lies in what it relays and in its own entries, keeps its promises, and orders nothing itself. */
  #addLiar(kube: SimKube): void {
    const { id: chain, index } = kube
    const sign = (payload: Uint8Array): string => seal(chain, payload)
    const lies = 0.02 + this.random.next() * 0.1
    const options = { random: this.random, subnet, name: `kube-${index}`, chain, sign, signAs: seal, lies }
    const liar = new Liar({ ...options, rules: false })
    this.world.liars.set(chain, (frame, protocol) => liar.send(frame, protocol))
    this.#liar = kube
  }

  #every(least: number, most: number, task: () => void): void {
    const again = (): void => {
      this.time.after(least + this.random.below(most - least), () => {
        task()
        this.#assertOneHolder()
        again()
      })
    }
    again()
  }

  #meet(): void {
    const [one, two] = [this.random.pick(this.kubes), this.random.pick(this.kubes)]
    if (one === two || this.#sides[one.index] !== this.#sides[two.index]) return
    if (this.world.linked(one.id, two.id)) {
      if (this.chaos && this.random.chance(0.02)) this.world.disconnect(one.id, two.id)
    } else this.world.connect(one.id, two.id)
  }

  /** A changeset of one to three refs that stands on what its KUBE sees, or saw a while ago. */
  #write(): void {
    if (this.chaos) void this.ask(this.random.pick(this.kubes.filter(kube => kube !== this.#liar)))
  }

  async ask(kube: SimKube): Promise<Asked | undefined> {
    const { life } = kube
    if (!life?.sequencer || life.replica.ledger.orderOf([{ ref: refs[0]! }]) !== 'strict') return undefined
    const { request, swaps } = this.#changeset(kube)
    const asked: Asked = { what: request.message, calledAt: this.time.now, swaps, outcome: 'open' }
    this.asked.push(asked)
    try {
      asked.outcome = { entry: await life.sequencer.order(request), at: this.time.now }
    } catch (thrown) {
      const { code, message } = thrown instanceof KubeError ? thrown : { code: '', message: '' }
      if (code === 'KUBE_STALE') asked.outcome = 'stale'
      else if (code === 'KUBE_SEQUENCER' && message.startsWith('nobody')) asked.outcome = 'refused'
      if (process.env.SIM_LOG) console.error(this.time.now, asked.what, asked.outcome, String(thrown))
    }
    return asked
  }

  #changeset({ index, life }: SimKube): { request: AppendRequest; swaps: Swap[] } {
    const text = `write ${++this.#count} by ${index}`
    const ledger = life!.replica.ledger
    const wanted = new Set(Array.from({ length: 1 + this.random.below(2) }, () => this.random.pick(refs)))
    const objects: AppendRequest['objects'][number][] = []
    const swaps = [...wanted].sort().map((ref): Swap => {
      const old = ledger.ref(ref)
      const files = { 'index.html': Buffer.from(`${text} ${ref}`) }
      const commit = smallCommit({ files, parents: old === undefined ? [] : [old], author, message: text })
      objects.push(...commit.objects)
      return { ref, old, new: commit.id }
    })
    const updates = swaps.map(({ ref, old, new: value }) => ({ ref, old, new: value }))
    return { request: { updates, objects, message: text }, swaps }
  }

  #writeElsewhere(): void {
    if (!this.chaos) return
    const kube = this.random.pick(this.kubes)
    kube.write([`refs/free-${this.random.below(3)}/!https`], `free ${++this.#count}`).catch(() => undefined)
  }

  #crash(): void {
    if (!this.chaos) return
    const kube = this.random.pick(this.kubes)
    if (!kube.life) return
    this.crashes++
    const power = this.random.chance(0.5)
    kube.crash(() => !power || this.random.chance(0.5))
    this.#bootLater(kube)
  }

  /**
   * A home is copied, and later the copy takes its place: its entries and its promises are of before. One at a time, until it
   * has heard from the others what it has lost: what a majority has is lost where two of two or three machines lose it.
   */
  #backUpOrRestore(): void {
    if (!this.chaos || this.random.chance(0.3)) return
    if (!this.#backup) {
      const kube = this.random.pick(this.kubes)
      const disk = new MemoryDisk(kube.disk.fault)
      copy(kube.disk, disk)
      this.#backup = { kube, disk, promise: kube.promise }
      return
    }
    const { kube, disk, promise } = this.#backup
    if (!kube.life || kube === this.#liar || this.kubes.some(({ isOlder }) => isOlder)) return
    this.#backup = undefined
    this.restored++
    kube.crash(() => true)
    kube.disk = disk
    disk.crash(() => true)
    kube.promise = promise
    kube.isOlder = true
    this.#bootLater(kube)
  }

  #bootLater(kube: SimKube): void {
    this.time.after(100 + this.random.below(12_000), () => {
      if (!kube.life && !kube.booting) kube.boot().catch(() => this.#bootLater(kube))
    })
  }

  #partition(): void {
    if (this.chaos) this.#cut(this.kubes.map(() => (this.random.chance(0.4) ? 1 + this.random.below(2) : 0)))
  }

  #cut(sides: readonly number[]): void {
    this.#sides = sides
    for (const one of this.kubes) {
      for (const two of this.kubes) if (sides[one.index] !== sides[two.index]) this.world.disconnect(one.id, two.id)
    }
  }

  #violation(what: string): Violation {
    return new Violation(this.seed, what, '--strict ')
  }

  /** Each by its own clock: at most one believes that it orders. */
  #assertOneHolder(): void {
    const holders = this.kubes.filter(({ life }) => life?.sequencer?.isHolding())
    if (holders.length > 1 && !this.#wild)
      throw this.#violation(`${holders.map(kube => kube.index).join(' and ')} order at once`)
  }

  async settle(): Promise<void> {
    this.chaos = false
    this.#cut(this.kubes.map(() => 0))
    const agreed = (): boolean => {
      const lives = this.kubes.map(({ life }) => life)
      const ledger = lives[0]?.replica.ledger
      return lives.every(life => {
        const other = life?.replica.ledger
        if (!other || !ledger || !life.replicator.sync.caughtUp()) return false
        return other.digest() === ledger.digest() && other.position === ledger.position
      })
    }
    // What is still asked for ends within its time.
    await this.time.run(60_000)
    if (!(await this.time.run(20 * 60_000, agreed))) throw this.#violation('no agreement')
  }

  /** Once all are back, whoever asks is heard; without a majority nobody is. */
  async goOn(): Promise<void> {
    const connected = (): boolean =>
      this.kubes.every(one => this.kubes.every(two => one === two || this.world.linked(one.id, two.id)))
    if (!(await this.time.run(20 * 60_000, connected))) throw this.#violation('they did not meet')
    const [asker] = this.kubes
    const outcomes: unknown[] = []
    // An entry whose frame is lost comes when digests are compared, after it was given up: one may be left open by that.
    while (typeof outcomes.at(-1) !== 'object') {
      if (outcomes.length === 4) throw this.#violation(`nobody orders: ${outcomes.join(', ')}`)
      const again = this.ask(asker!)
      await this.time.run(60_000)
      outcomes.push((await again)?.outcome)
    }
    if (this.kubes.length === 1) return
    this.#cut(this.kubes.map((_, index) => index % (this.kubes.length > 2 ? 3 : 2)))
    await this.time.run(10_000)
    const alone = this.kubes.map(kube => this.ask(kube))
    await this.time.run(60_000)
    for (const one of await Promise.all(alone)) {
      if (typeof one?.outcome === 'object') throw this.#violation('somebody orders without a majority')
    }
    await this.settle()
  }

  check(): StrictResult {
    const ledgers = this.kubes.map(kube => kube.life!.replica.ledger)
    const [ledger] = ledgers
    const accepted = this.asked.flatMap(({ outcome }) => (typeof outcome === 'object' ? [outcome.entry] : []))
    for (const [index, own] of ledgers.entries()) {
      for (const { id, message } of accepted) {
        const standing = own.standing(id)
        if (standing !== 'standing') {
          throw this.#violation(`kube ${index} has ${standing} what was accepted: ${message} (${own.reason(id)})`)
        }
      }
    }
    this.#checkOnce(accepted)
    this.#checkHistory(ledger!.refs(), accepted)
    const strict = [...ledger!.entries()].filter(({ term }) => term !== undefined)
    const standing = strict.filter(({ id }) => ledger!.standing(id) === 'standing')
    const made = new Set(accepted.map(({ id }) => id))
    return {
      seed: this.seed,
      kubes: this.kubes.length,
      accepted: accepted.length,
      stale: this.asked.filter(({ outcome }) => outcome === 'stale').length,
      refused: this.asked.filter(({ outcome }) => outcome === 'refused').length,
      open: this.asked.filter(({ outcome }) => outcome === 'open').length,
      openAccepted: standing.filter(({ id }) => !made.has(id)).length,
      setAside: strict.filter(({ id }) => ledger!.standing(id) === 'set-aside').length,
      terms: new Set(strict.map(({ term }) => term)).size,
      crashes: this.crashes,
      restored: this.restored
    }
  }

  /** No two stand on the same value of one ref, and none was made twice. */
  #checkOnce(accepted: readonly Entry[]): void {
    const seen = new Set<string>()
    for (const { updates } of accepted) {
      for (const { ref, old } of updates) {
        if (seen.has(`${ref} ${old}`)) throw this.#violation(`two were accepted on ${old} of ${ref}`)
        seen.add(`${ref} ${old}`)
      }
    }
    const messages = accepted.map(({ message }) => message)
    const ledger = this.kubes[0]!.life!.replica.ledger
    const standing = [...ledger.entries()].filter(
      ({ id, term }) => term !== undefined && ledger.standing(id) === 'standing'
    )
    for (const what of messages) {
      if (standing.filter(({ message }) => message === what).length > 1) {
        throw this.#violation(`made twice: ${what}`)
      }
    }
  }

  #checkHistory(state: Iterable<readonly [string, ObjectId]>, accepted: readonly Entry[]): void {
    const values = new Map(state)
    const never = Number.POSITIVE_INFINITY
    const done = this.asked.filter(({ outcome }) => typeof outcome === 'object' || outcome === 'open')
    const operations = done.map(
      ({ what, calledAt, swaps, outcome }): Operation<Registers> => ({
        what,
        calledAt,
        answeredAt: typeof outcome === 'object' ? outcome.at : never,
        apply: registers => swapAll(registers, swaps)
      })
    )
    const reads = refs.map(
      (ref): Operation<Registers> => ({
        what: `${ref} in the end`,
        calledAt: this.time.now,
        answeredAt: this.time.now + 1,
        apply: registers => (registers.get(ref) === values.get(ref) ? registers : undefined)
      })
    )
    if (linearization<Registers>(new Map(), [...operations, ...reads], registersKey)) return
    throw this.#violation(`no order of ${accepted.length} accepted changesets gives what is there now`)
  }
}

/** Runs one schedule. @throws Violation */
export async function strictRealm({
  seed,
  chaosMs = 90_000
}: {
  seed: number
  chaosMs?: number
}): Promise<StrictResult> {
  const simulation = new StrictRealm(seed)
  await simulation.start()
  await simulation.time.run(chaosMs)
  await simulation.settle()
  await simulation.goOn()
  return simulation.check()
}
