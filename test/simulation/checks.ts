// What must hold of every schedule once its machines agree.
import { setImmediate } from 'node:timers/promises'
import type { ObjectId } from '../../src/base/types.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { Entry, KeysInFile, Standing } from '../../src/ledger/types.ts'
import { copy, type MemoryDisk } from '../support/memory-disk.ts'
import { type Arrival, referenceState } from '../support/reference-ledger.ts'
import type { SeededRandom } from '../support/virtual-time.ts'
import { type IsGone, neededBy } from './agreement.ts'
import { type SimKube, subnet } from './sim-kube.ts'

/** A violation, with the seed that shows it again. */
export class Violation extends Error {
  constructor(seed: number, what: string, more = '') {
    super(`seed ${seed}: ${what}   (scripts/simulate ${more}--from ${seed} --seeds 1)`)
    this.name = 'Violation'
  }
}

export interface Checked {
  readonly seed: number
  readonly random: SeededRandom
  readonly kubes: readonly SimKube[]
  readonly acknowledged: ReadonlyMap<ObjectId, Entry>
  /** What was once written and may be freed by now. */
  readonly everything: MemoryDisk
  readonly isGone: IsGone
}

export class Checks {
  readonly #checked: Checked
  /** Of the entries of the one state that all agree on. */
  readonly standings: Record<Standing, number> = { standing: 0, 'set-aside': 0, struck: 0, void: 0, newer: 0 }
  /** What was once written is somewhere, not everywhere: who took a checkpoint has what is live. */
  readonly #everything: MemoryDisk

  constructor(checked: Checked) {
    this.#checked = checked
    this.#everything = checked.everything
  }

  /** @throws Violation */
  async run(): Promise<void> {
    const ledgers = this.#checked.kubes.map(kube => kube.life!.replica.ledger)
    for (const [index, ledger] of ledgers.entries()) {
      for (const { id, message } of this.#checked.acknowledged.values()) {
        const standing = ledger.standing(id)
        if (standing === undefined)
          throw new Violation(this.#checked.seed, `kube ${index} lacks what was acknowledged: ${message}`)
        // What was allowed when it was written can lose to a later write or a withdrawal; it never becomes nothing.
        if (standing === 'void')
          throw new Violation(this.#checked.seed, `kube ${index} voids what was acknowledged: ${message}`)
      }
      for (const [ref, value] of ledger.refs()) {
        if (this.#checked.kubes[index]?.disk.refsLive.get(ref) === value) continue
        throw new Violation(this.#checked.seed, `kube ${index} shows another ${ref} to git than it serves`)
      }
    }
    await this.#checkAgainstReference(ledgers)
    await this.#checkRecords()
    await this.#checkStarts()
  }

  async #checkAgainstReference(ledgers: readonly Ledger[]): Promise<void> {
    for (const { disk } of this.#checked.kubes) copy(disk, this.#everything)
    const arrivals: Arrival[] = []
    for (const entry of ledgers[0]!.entries()) arrivals.push(await this.#arrival(entry))
    const { refs, standing } = referenceState(subnet, arrivals)
    for (const [index, ledger] of ledgers.entries()) {
      for (const [id, expected] of standing) {
        const found = ledger.standing(id)
        const { message, chain } = ledgers[0]!.get(id)!
        if (found === expected || (found === undefined && !ledger.isGranted(chain))) continue
        throw new Violation(
          this.#checked.seed,
          `kube ${index} has ${id} (${message}) ${found}, the definition says ${expected}`
        )
      }
    }
    const own = new Map(ledgers[0]!.refs())
    if (own.size !== refs.size)
      throw new Violation(this.#checked.seed, `${own.size} refs, the definition says ${refs.size}`)
    for (const [ref, value] of refs) {
      if (own.get(ref) !== value)
        throw new Violation(this.#checked.seed, `${ref} is ${own.get(ref)}, the definition says ${value}`)
    }
    for (const standings of standing.values()) this.standings[standings]++
  }

  /** An entry with what it brings, files of keys included, as the reference wants it. */
  async #arrival(entry: Entry): Promise<Arrival> {
    const { facts } = this.#checked.kubes[0]!
    const objects = this.#everything.objects()
    const { grants = [], ...brings } = await facts.of(entry.updates, objects)
    const files: KeysInFile[] = []
    for (const { ref, new: commit } of entry.updates) {
      if (ref !== 'refs/keys/!https' || commit === undefined) continue
      files.push({ commit, path: 'keys', subjects: await facts.keysIn({ commit, path: 'keys' }, objects) })
    }
    return { ...brings, entry, grants, files }
  }

  /** Records are read from a view; it has what git has. */
  async #checkRecords(): Promise<void> {
    // What a disk refused to read when it came is looked for when somebody asks.
    for (const kube of this.#checked.kubes) kube.unread()
    await setImmediate()
    for (const kube of this.#checked.kubes) {
      for (const [ref, why] of kube.unread()) {
        const value = kube.life?.replica.ledger.ref(ref)
        if (value !== undefined && neededBy(kube.disk, value).some(this.#checked.isGone)) continue
        throw new Violation(this.#checked.seed, `kube ${kube.index} cannot read ${ref}: ${why}`)
      }
    }
  }

  /** What all agree on is on each disk: a start after a loss of power comes to the same. */
  async #checkStarts(): Promise<void> {
    for (const kube of this.#checked.kubes) {
      const before = kube.life!.replica.ledger.digest()
      kube.crash(() => this.#checked.random.chance(0.5))
      await kube.boot()
      const { ledger } = kube.life!.replica
      if (ledger.digest() === before) continue
      throw new Violation(
        this.#checked.seed,
        `kube ${kube.index} starts with another state, of ${ledger.position} entries`
      )
    }
  }
}
