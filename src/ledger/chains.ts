// The entries of all chains as they are, whatever they come to: what is here, what builds on what, where each chain ends.
import { depsMax } from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import { Branches, type Fork } from './branches.ts'
import { compareHeads } from './entry-check.ts'
import type { EntryTable } from './entry-table.ts'
import type { Lines } from './lines.ts'
import { NewerEntries } from './newer.ts'
import type { ChainHead, Entry } from './types.ts'

/** More room than this is not made for entries that are only announced. */
const expectedMax = 1 << 22

export class Chains {
  protected readonly lines: Lines
  protected readonly table: EntryTable
  readonly #branches: Branches
  /** What has no place in the state yet. */
  readonly newer = new NewerEntries()
  /** Heads of before the last change, and at which numbers of entries they were so. */
  #heads: { readonly heads: readonly ChainHead[]; readonly position: number; readonly newer: number } | undefined

  constructor(lines: Lines, table: EntryTable) {
    this.lines = lines
    this.table = table
    this.#branches = new Branches(table)
  }

  /** Parent and cited heads of an entry that are not here; all of them must be before it can be inserted. */
  missing(entry: Entry): ObjectId[] {
    const needed = entry.deps.map(dep => dep.id)
    if (entry.parent !== undefined) needed.unshift(entry.parent)
    return needed.filter(id => !this.has(id))
  }

  has(id: ObjectId): boolean {
    return this.table.find(id) !== undefined || this.newer.has(id)
  }

  get(id: ObjectId): Entry | undefined {
    const number = this.table.find(id)
    return number === undefined ? this.newer.get(id) : this.table.get(number)
  }

  /** Entries in the order in which they came, from one position up to, not with, another. */
  *entries(from = 0, to = this.table.length): Generator<Entry> {
    for (let number = from; number < to; number++) yield this.table.get(number)
  }

  /** Their ids alone. */
  *ids(from: number, to: number): Generator<ObjectId> {
    for (let number = from; number < to; number++) yield this.table.id(number)
  }

  /** How many entries came before one; undefined when it is not here. */
  placeOf(id: ObjectId): number | undefined {
    return this.table.find(id)
  }

  /** What the entry after so many is. */
  toldAt(place: number): ChainHead & Pick<Entry, 'sha256'> {
    return { ...this.table.head(place), sha256: this.table.sha256(place) }
  }

  /** Whether an entry is one of these heads, or in the causal past of one. */
  isWithin(heads: readonly ChainHead[], id: ObjectId): boolean {
    const number = this.table.find(id)
    if (number === undefined) return false
    return heads.some(head => {
      const tip = this.table.find(head.id)
      return tip !== undefined && this.table.reaches(tip, number)
    })
  }

  /** So many entries will come: columns that grow by doubling are copied less. */
  expect(count: number): void {
    this.table.reserve(Math.min(count, expectedMax))
  }

  /** How many entries are here, newer ones apart: grows by one with each. */
  get position(): number {
    return this.table.length
  }

  /** Tips of every chain, of each branch where one forked; sorted by chain, sequence and id. */
  heads(): readonly ChainHead[] {
    const { newer } = this
    if (newer.size === 0) return this.#branches.heads()
    if (this.#heads?.position !== this.position || this.#heads.newer !== newer.size) {
      const followed = new Set(newer.parents())
      const heads = [...this.#branches.heads().filter(({ id }) => !followed.has(id)), ...newer.tips()]
      this.#heads = { heads: heads.sort(compareHeads), position: this.position, newer: newer.size }
    }
    return this.#heads.heads
  }

  /** The head that the next entry of this chain follows, newer ones apart: of the longest branch, of those the smallest id. */
  tipOf(chain: PeerId): ChainHead | undefined {
    const tip = this.#branches.tip(chain)
    return tip === undefined ? undefined : this.table.head(tip)
  }

  /** Entries of the branch that ends in `head`, after sequence `after`, oldest first, at most `limit`. */
  branch(head: ObjectId, after: number, limit: number): Entry[] {
    const { entries, below } = this.newer.upTo(head, after)
    const number = below === undefined ? undefined : this.table.find(below)
    if (number === undefined || entries[0]?.sequence === after + 1) return entries.slice(0, limit)
    return [...this.#branches.upTo(number, after, limit), ...entries].slice(0, limit)
  }

  /** Chains whose keys were used twice, with the proof. */
  forks(): Fork[] {
    return this.#branches.forks()
  }

  /**
   * Heads for the next entry of a chain to cite: those that its tip has not in its past, other branches of its own chain too,
   * without those that another one of them has. Sorted; at most `depsMax`, what is left is for the entry after.
   */
  depsFor(chain: PeerId): ChainHead[] {
    const tip = this.#branches.tip(chain)
    const tips = this.lines.all.map(line => line.entries.last())
    const unseen = tips.filter(head => tip === undefined || !this.table.reaches(tip, head))
    return unseen
      .filter(head => !unseen.some(other => other !== head && this.table.reaches(other, head)))
      .map(head => this.table.head(head))
      .sort(compareHeads)
      .slice(0, depsMax)
  }

  /** Whether `ancestor` is in the causal past of `id`; nothing is in its own past, or in that of an unknown entry. */
  covers(id: ObjectId, ancestor: ObjectId): boolean {
    const [entry, past] = [this.table.find(id), this.table.find(ancestor)]
    return entry !== undefined && past !== undefined && entry !== past && this.table.reaches(entry, past)
  }
}
