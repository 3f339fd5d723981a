// The commits at which history is cut here, in memory as on the disk.
import type { ObjectId } from '../../base/types.ts'
import type { Refs } from '../../ports/refs.ts'

export class Shallow {
  readonly #refs: Refs
  readonly #commits: Set<ObjectId>
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(refs: Refs, commits: Set<ObjectId>) {
    this.#refs = refs
    this.#commits = commits
  }

  static async open(refs: Refs): Promise<Shallow> {
    return new Shallow(refs, await refs.shallow())
  }

  /** Always those of now. */
  get commits(): ReadonlySet<ObjectId> {
    return this.#commits
  }

  /** Durable when it resolves; one change after the other. */
  change(next: (before: ReadonlySet<ObjectId>) => ReadonlySet<ObjectId>): Promise<void> {
    const work = this.#turn.then(async () => {
      const after = next(this.#commits)
      if (after.size === this.#commits.size && after.isSubsetOf(this.#commits)) return
      await this.#refs.setShallow(after)
      this.#commits.clear()
      for (const id of after) this.#commits.add(id)
    })
    this.#turn = work.catch(() => undefined)
    return work
  }
}
