// Where chains end for git while the past behind a checkpoint is not here: at entries that are here and whose parents are
// not. They stand in git's own `shallow` file before a ref leads to them, and until their parents have come.
import { decodeCommit } from '../../base/git-format.ts'
import type { ObjectId } from '../../base/types.ts'
import type { ChainHead, Entry, ListedObject } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import { historyEnds } from '../objects/below.ts'
import type { Shallow } from '../objects/shallow.ts'
import type { Replica } from '../replica.ts'

export interface HistoryCutsOptions {
  readonly replica: Replica
  readonly objects: Objects
  readonly shallow: Shallow
}

/** So many commits are read at once: one by one most of the time goes to waiting. */
const readTogether = 64

/**
 * Histories of values end where what is behind was not kept: git reads that the commits there have no parents. Older ones may be
 * here, of a transfer that came to nothing, and not what was before them.
 */
export async function cutHistories(
  { objects, shallow }: Pick<HistoryCutsOptions, 'objects' | 'shallow'>,
  listed: readonly ListedObject[]
): Promise<void> {
  const cut = new Set<ObjectId>()
  const older = new Set<ObjectId>()
  const known = new Set(listed.map(({ id }) => id))
  const commits = listed.filter(({ id, type }) => type === 'commit' && !shallow.commits.has(id))
  for (let at = 0; at < commits.length; at += readTogether) {
    const some = commits.slice(at, at + readTogether).map(async ({ id }) => {
      return { id, ...decodeCommit((await objects.read(id)).content) }
    })
    const read = await Promise.all(some)
    const here = await objects.present(read.flatMap(({ parents }) => parents))
    for (const { id, parents } of read) {
      if (!parents.every(parent => here.has(parent))) cut.add(id)
      else if (parents.some(parent => !known.has(parent))) older.add(id)
    }
  }
  for (const id of await historyEnds(objects, older, { shallow: shallow.commits.union(cut), whole: new Set() }))
    cut.add(id)
  if (cut.size > 0) await shallow.change(before => before.union(cut))
}

export class HistoryCuts {
  readonly #options: HistoryCutsOptions
  /** Entries among the cut commits, of which most are of releases: looked at with each change. */
  #cuts: ReadonlySet<ObjectId> = new Set()

  constructor(options: HistoryCutsOptions) {
    this.#options = options
    const { replica, shallow } = options
    replica.entries.beforeHeads = entries => this.#cutAt(entries)
    replica.onApplied(async ({ entries }) => {
      if (entries.some(({ id }) => shallow.commits.has(id))) await this.settle([])
      else await this.came(new Set(entries.map(({ id }) => id)))
    })
  }

  /** Durable before a ref leads there: git must not look for what is not here. */
  async #cutAt(entries: readonly Entry[]): Promise<void> {
    const { objects, shallow } = this.#options
    const cut = new Set<ObjectId>()
    for (const { id, parent } of entries) if (parent !== undefined && !(await objects.has(parent))) cut.add(id)
    if (cut.size === 0) return
    await shallow.change(before => before.union(cut))
    this.#cuts = this.#cuts.union(cut)
  }

  /** The bytes of entries have come. */
  async came(ids: ReadonlySet<ObjectId>): Promise<void> {
    const { ledger } = this.#options.replica
    for (const cut of this.#cuts) {
      const parent = ledger.get(cut)?.parent
      if (parent !== undefined && ids.has(parent)) return await this.settle([])
    }
  }

  /**
   * Sets the cuts that are known where they have to be now, and finds those right above these heads of a checkpoint: the
   * file may be of before, or gone.
   */
  async settle(heads: readonly ChainHead[]): Promise<void> {
    const { replica, shallow } = this.#options
    const known = [...shallow.commits].filter(id => replica.ledger.has(id))
    const starts = new Set([...known, ...(await this.#above(heads))])
    if (starts.size === 0) return
    const cuts = new Set<ObjectId>()
    for (const start of starts) {
      const cut = await this.#cutBelow(start)
      if (cut !== undefined) cuts.add(cut)
    }
    const moved = (before: ReadonlySet<ObjectId>) => before.difference(new Set(known)).union(cuts)
    await shallow.change(moved)
    this.#cuts = moved(this.#cuts)
  }

  /** Entries that are here and build right on one of these, which is not. */
  async #above(heads: readonly ChainHead[]): Promise<ObjectId[]> {
    const { replica, objects } = this.#options
    const found: ObjectId[] = []
    const tips = Map.groupBy(replica.ledger.heads(), ({ chain }) => chain)
    for (const { chain, sequence, id } of heads) {
      for (const tip of tips.get(chain) ?? []) {
        const [next] = replica.ledger.branch(tip.id, sequence, 1)
        if (next?.parent === id && (await objects.has(next.id)) && !(await objects.has(id))) found.push(next.id)
      }
    }
    return found
  }

  /** The entry at which the chain ends, from one that is here back; undefined when it is here to its first, or not at all. */
  async #cutBelow(start: ObjectId): Promise<ObjectId | undefined> {
    const { replica, objects } = this.#options
    if (!(await objects.has(start))) return undefined
    for (let at = start; ; ) {
      const parent = replica.ledger.get(at)?.parent
      if (parent === undefined) return undefined
      if (!(await objects.has(parent))) return at
      at = parent
    }
  }
}
