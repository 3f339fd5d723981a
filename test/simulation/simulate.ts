import { didOfKey, keyOfPeerId } from '../../src/base/identity.ts'
import type { ObjectId } from '../../src/base/types.ts'
import type { Entry, Standing } from '../../src/ledger/types.ts'
import { copy, diskFull, MemoryDisk } from '../support/memory-disk.ts'
import { MemoryWorld } from '../support/memory-network.ts'
import { SeededRandom, VirtualTime } from '../support/virtual-time.ts'
import { havePast, haveSame, haveValues } from './agreement.ts'
import { Checks, Violation } from './checks.ts'
import { Liar } from './liar.ts'
import { OlderCopies } from './older-copies.ts'
import { Quarrels } from './quarrels.ts'
import { type Recovery, recover } from './recovery.ts'
import { peerOf, type SimContext, SimKube, seal, subnet } from './sim-kube.ts'

/** From this seed on writes join what lost conflicts; schedules of lower seeds stay what they were. */
const joiningFrom = 1_000_000
/** From this one on schedules are of many sizes: what is short shows as much of what goes wrong at a start or an end. */
const sizedFrom = 2_000_000

export interface SimulationOptions {
  readonly seed: number
  /** By the seed unless given. */
  readonly kubes?: number
  /** Virtual milliseconds of chaos before the subnet is left to itself; likewise. */
  readonly chaosMs?: number
  /** Whether in half of the schedules machines get to know newer merge rules, one by one, and an admin puts them in force. */
  readonly upgrades?: boolean
  /** Whether in half of the schedules clocks are moved while programs run, and time goes by within a step. */
  readonly clocks?: boolean
  /** Whether in half of the schedules machines free what nothing needs. */
  readonly freeing?: boolean
  /** Whether in half of the schedules the network gets well at the end of the chaos, and agreement must come soon. */
  readonly recovery?: boolean
}

type Sized = SimulationOptions & Required<Pick<SimulationOptions, 'kubes' | 'chaosMs'>>

export interface SimulationResult {
  readonly seed: number
  readonly acknowledged: number
  readonly conflicts: number
  readonly crashes: number
  readonly checkpoints: number
  /** Entries that came by one. */
  readonly adopted: number
  /** Objects, on all machines together. */
  readonly freed: number
  readonly entries: number
  /** Machines that went over to another program, and entries that they could not read before. */
  readonly upgraded: number
  readonly newer: number
  readonly standings: Readonly<Record<Standing, number>>
  /** Lies told, by kind. */
  readonly lies: Readonly<Record<string, number>>
  /** Virtual milliseconds from the end of the chaos to agreement. */
  readonly settledMs: number
  /** Where the network got well: virtual milliseconds to agreement without one of them, and with all. */
  readonly recovery: Recovery | undefined
}

/** The first by their number that no subnet begins with. */
const newRules = 2

class Simulation {
  readonly seed: number
  readonly random: SeededRandom
  readonly time: VirtualTime
  readonly world: MemoryWorld
  readonly kubes: SimKube[]
  readonly context: SimContext
  readonly acknowledged = new Map<ObjectId, Entry>()
  readonly failures: unknown[] = []
  crashes = 0
  checkpoints = 0
  /** Kubes of different sides do not meet. */
  sides: number[]
  chaos = true
  #writes = 0
  #quarrels: Quarrels | undefined = undefined
  liar: Liar | undefined = undefined
  /** Drawn from apart, so that a schedule without upgrades stays what it was. */
  readonly #versions: SeededRandom
  readonly #upgrades: boolean
  /** Likewise. */
  readonly #clocks: SeededRandom
  readonly #movesClocks: boolean
  /** Likewise. */
  readonly #frees: SeededRandom
  /** Bytes of all that was ever freed: entries and what they bring are read in the end. */
  readonly everything = new MemoryDisk()
  freed = 0
  readonly #recovery: boolean
  upgraded = 0
  newer = 0

  constructor({ seed, kubes, upgrades = true, clocks = true, freeing = true, recovery = true }: Sized) {
    this.seed = seed
    this.#clocks = new SeededRandom(seed + 0xc10c)
    this.#movesClocks = clocks && this.#clocks.chance(0.5)
    // Most looks at a clock take no time, some as long as a busy machine; timers of Node may end a millisecond early.
    const passing = (): number => (this.#clocks.chance(0.03) ? this.#clocks.next() * 50 : 0)
    this.time = new VirtualTime(this.#movesClocks ? { passing, early: () => this.#clocks.next() } : undefined)
    this.#versions = new SeededRandom(seed + 0x5eed)
    this.#upgrades = upgrades && this.#versions.chance(0.5)
    this.#recovery = recovery
    this.random = new SeededRandom(seed)
    this.world = new MemoryWorld(this.time, this.random, {
      loss: 0.02 + this.random.next() * 0.1,
      duplication: 0.02 + this.random.next() * 0.1,
      breakage: 0.01 + this.random.next() * 0.03,
      delayMsMax: 5 + this.random.below(400)
    })
    this.#frees = new SeededRandom(seed + 0xf4ee)
    const frees = freeing && this.#frees.chance(0.5)
    this.context = {
      world: this.world,
      random: this.random,
      grants: new Map(),
      adopted: 0,
      checkpointGain: 1 + this.random.below(30),
      joins: seed >= joiningFrom,
      ...(frees && { frees: Array.from({ length: kubes }, (_, index) => peerOf(index)) })
    }
    this.kubes = Array.from({ length: kubes }, (_, index) => new SimKube(index, this.context))
    this.sides = this.kubes.map(() => 0)
  }

  async start(): Promise<void> {
    for (const kube of this.kubes) {
      kube.skewMs = this.random.below(40 * 60_000) - 20 * 60_000
      await kube.boot()
    }
    const members = this.kubes.map(({ id }) => ({ did: didOfKey(keyOfPeerId(id)), peer: id }))
    const founding = this.kubes[0]?.found(members, didOfKey(subnet))
    // Alone it waits two virtual seconds for its own newest entry before it may append.
    await this.time.run(3_000)
    await founding
    if (this.random.chance(0.5)) this.#addLiar(this.kubes.at(-1)!)
    if (this.random.chance(0.5)) this.#quarrels = new Quarrels(this.random, this.kubes, this.context.grants)
    for (const kube of this.kubes) kube.disk.fault = () => this.#diskFault()
    this.#every(20, 400, () => this.#meet())
    this.#every(50, 1500, () => this.#write())
    this.#every(500, 6000, () => this.#crash())
    this.#every(1000, 9000, () => this.#partition())
    const copies = new OlderCopies(this, kube => this.#bootLater(kube))
    this.#every(4000, 20_000, () => copies.turn())
    this.#every(500, 6000, () => this.#checkpoint())
    if (this.#upgrades) this.#upgradeNow()
    if (this.#movesClocks) this.#moveClocks()
    if (this.context.frees) this.#free()
  }

  /** Now and then one machine, as the daemon does by itself. */
  #free(): void {
    this.time.after(300 + this.#frees.below(2_000), () => {
      const kube = this.#frees.pick(this.kubes)
      copy(kube.disk, this.everything)
      kube.life?.freeing.run().then(
        ({ freed }) => {
          this.freed += freed?.objects ?? 0
        },
        // Something is not here, or the disk was full, or it crashed.
        () => undefined
      )
      this.#free()
    })
  }

  /** Somebody, or something, sets the clock of a machine, up to half an hour either way; also when all is well. */
  #moveClocks(): void {
    this.time.after(500 + this.#clocks.below(4_000), () => {
      this.#clocks.pick(this.kubes).movedMs = this.#clocks.below(60 * 60_000) - 30 * 60_000
      this.#moveClocks()
    })
  }

  /** One by one, now and then back again; the rules are raised at some time, whoever knows them then. */
  #upgradeNow(): void {
    this.time.after(2_000 + this.#versions.below(9_000), () => {
      if (!this.chaos) return
      const kube = this.#versions.pick(this.kubes)
      const back = this.#versions.chance(0.2)
      if (kube.life && kube.rulesKnown === (back ? newRules : 1)) this.#become(kube, back ? 1 : newRules)
      this.#upgradeNow()
    })
    if (this.#versions.chance(0.4)) {
      this.kubes[0]!.raise(newRules).then(
        entry => entry && this.acknowledged.set(entry.id, entry),
        () => undefined
      )
    }
  }

  /** Starts anew with another program. */
  #become(kube: SimKube, rulesKnown: number): void {
    // What starts already is the program of before.
    if (kube.booting) {
      this.time.after(100, () => this.#become(kube, rulesKnown))
      return
    }
    this.upgraded++
    this.newer += kube.life?.replica.ledger.newer.size ?? 0
    kube.rulesKnown = rulesKnown
    if (!kube.life) return
    kube.crash(() => true)
    this.#bootLater(kube)
  }

  #addLiar({ id: chain, index }: SimKube): void {
    const lies = 0.02 + this.random.next() * 0.2
    const sign = (payload: Uint8Array): string => seal(chain, payload)
    const rules = this.#upgrades
    const options = { random: this.random, subnet, name: `kube-${index}`, chain, sign, signAs: seal, lies, rules }
    const liar = new Liar(options)
    this.world.liars.set(chain, (frame, protocol) => liar.send(frame, protocol))
    this.liar = liar
  }

  #diskFault(): Error | undefined {
    return this.chaos && this.random.chance(0.005) ? diskFull() : undefined
  }

  #every(least: number, most: number, task: () => void): void {
    const again = (): void => {
      this.time.after(least + this.random.below(most - least), () => {
        task()
        again()
      })
    }
    again()
  }

  /** Pairs on one side find each other; now and then a connection drops. */
  #meet(): void {
    const [a, b] = [this.random.below(this.kubes.length), this.random.below(this.kubes.length)]
    const [one, two] = [peerOf(a), peerOf(b)]
    if (this.sides[a] !== this.sides[b]) return
    if (this.world.linked(one, two)) {
      if (this.random.chance(0.03)) this.world.disconnect(one, two)
    } else this.world.connect(one, two)
  }

  #write(): void {
    if (!this.chaos) return
    const kube = this.random.pick(this.kubes)
    void this.#acknowledge(this.#quarrels && this.random.chance(0.6) ? this.#quarrels.act(kube) : this.#writeSome(kube))
  }

  write(kube: SimKube): Promise<void> {
    return this.#acknowledge(this.#writeSome(kube))
  }

  #acknowledge(written: Promise<Entry | undefined>): Promise<void> {
    return written.then(
      entry => {
        if (entry) this.acknowledged.set(entry.id, entry)
      },
      // Refused, disk full or crashed: the writer was told so, and nothing is promised.
      () => undefined
    )
  }

  #writeSome(kube: SimKube): Promise<Entry | undefined> {
    const refs = new Set<string>()
    for (let n = 1 + this.random.below(3); n > 0; n--) {
      refs.add(`refs/node-${this.random.below(5)}/${this.random.chance(0.5) ? '!meta' : '!https'}`)
    }
    this.#writes++
    return kube.write([...refs], `write ${this.#writes}`)
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

  /** An admin makes a checkpoint; others sign it, keep it, or take what they lack from it. */
  #checkpoint(): void {
    const kube = this.random.chance(0.7) ? this.kubes[0]! : this.random.pick(this.kubes)
    kube.life?.checkpoints.make().then(
      () => this.checkpoints++,
      // No admin, or the disk was full, or it crashed.
      () => undefined
    )
  }

  #bootLater(kube: SimKube): void {
    this.time.after(100 + this.random.below(8000), () => {
      kube.skewMs += this.random.below(2000) - 1000
      if (!kube.life && !kube.booting) kube.boot().catch(() => this.#bootLater(kube))
    })
  }

  #partition(): void {
    this.sides = this.kubes.map(() => (this.chaos && this.random.chance(0.4) ? 1 : 0))
    for (const [a, side] of this.sides.entries()) {
      for (const [b, other] of this.sides.entries()) {
        if (side !== other) this.world.disconnect(peerOf(a), peerOf(b))
      }
    }
  }

  /** Writes nothing more, and breaks nothing but the network; all go over to the newest program. */
  endChaos(): void {
    this.chaos = false
    if (this.#upgrades) for (const kube of this.kubes) if (kube.rulesKnown !== newRules) this.#become(kube, newRules)
    this.#partition()
  }

  /** In half of the schedules. */
  async recover(): Promise<Recovery | undefined> {
    const random = new SeededRandom(this.seed + 0xca1)
    if (!this.#recovery || random.chance(0.5)) return undefined
    // All by what is right, say: what was to come at some time must not come an hour later.
    if (this.#movesClocks) for (const kube of this.kubes) kube.movedMs -= this.#clocks.below(40 * 60_000)
    const fills = this.#movesClocks ? this.#clocks : undefined
    return recover(this, random, fills)
  }

  /**
   * What was freed, as all had replaced it, counts again where an older copy of a home, alone, writes beside what replaced it
   * (docs/decisions/0028-retention.md): that is nowhere.
   */
  readonly isGone = (id: ObjectId): boolean => {
    if (this.freed === 0 || this.kubes.some(({ disk }) => disk.objectsDurable.has(id))) return false
    const ledger = this.kubes.find(({ life }) => life)?.life?.replica.ledger
    const lying = this.liar && this.kubes.at(-1)?.id
    return ledger?.forks().some(({ chain }) => chain !== lying) ?? false
  }

  /** Who was starting at the end of the chaos goes over to the newest program a moment later. */
  readonly isUp = ({ life, booting, rulesKnown }: SimKube): boolean =>
    life !== undefined && !booting && (!this.#upgrades || rulesKnown === newRules)

  async settle(): Promise<number> {
    const from = this.time.now
    if (await this.time.run(20 * 60_000, () => this.#agree())) return this.time.now - from
    throw this.violation('no agreement')
  }

  /** Whether they have all there is, by the newest program, and nothing left to ask for. */
  #agree(): boolean {
    const { kubes } = this
    const isCaughtUp = kubes.every(this.isUp) && kubes.every(({ life }) => life?.replicator.sync.caughtUp())
    return (
      isCaughtUp &&
      haveSame(kubes, this.isGone) &&
      havePast(kubes) &&
      kubes.every(kube => haveValues(kube, this.isGone))
    )
  }

  violation(what: string): Violation {
    const states = this.kubes.map(({ index, life }) => {
      if (!life) return `${index} down`
      const { ledger } = life.replica
      return `${index} ${ledger.digest().slice(0, 8)} ${ledger.position} entries${life.replicator.sync.caughtUp() ? '' : ` behind: ${life.replicator.sync.pending().join('; ')}`}`
    })
    return new Violation(this.seed, `${what}: ${states.join(', ')}`)
  }
}

/** Two to six machines, 3 to 40 s of chaos, most of them nearer to 3. */
function sizeOf(seed: number): { kubes: number; chaosMs: number } {
  if (seed < sizedFrom) return { kubes: 5, chaosMs: 40_000 }
  const random = new SeededRandom(seed + 0x512e)
  return { kubes: 2 + random.below(5), chaosMs: 3_000 + Math.floor(37_000 * random.next() ** 3) }
}

/** Runs one schedule. @throws Violation */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const sized = { ...sizeOf(options.seed), ...options }
  const simulation = new Simulation(sized)
  await simulation.start()
  await simulation.time.run(sized.chaosMs)
  simulation.endChaos()
  const recovery = await simulation.recover()
  const settledMs = await simulation.settle()
  const checks = new Checks(simulation)
  await checks.run()
  const { ledger } = simulation.kubes[0]!.life!.replica
  return {
    seed: options.seed,
    acknowledged: simulation.acknowledged.size,
    conflicts: ledger.conflicts().length,
    crashes: simulation.crashes,
    checkpoints: simulation.checkpoints,
    adopted: simulation.context.adopted,
    freed: simulation.freed,
    entries: ledger.position,
    upgraded: simulation.upgraded,
    newer: simulation.newer,
    standings: checks.standings,
    lies: Object.fromEntries(simulation.liar?.told ?? []),
    settledMs,
    recovery
  }
}
