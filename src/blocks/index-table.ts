// What stands beside the blocks and is no block: refs, and which pieces large objects have. A LevelDB of its own.
import type { KubeError } from '../base/errors.ts'
import { levelError } from '../storage/level-error.ts'
import { type Change, DurableLevel } from './durable-level.ts'

export class IndexTable {
  private readonly dir: string
  private readonly level: DurableLevel

  constructor(dir: string) {
    this.dir = dir
    this.level = new DurableLevel(dir)
  }

  private async told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (thrown) {
      throw this.error(thrown)
    }
  }

  private error(thrown: unknown): KubeError {
    return levelError(thrown, `the index in ${this.dir} cannot be used`, ['kubed stop', 'kubed fsck --rebuild'])
  }

  open(): Promise<void> {
    return this.told(() => this.level.open())
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.told(() => this.level.reading(() => this.level.get(key)))
  }

  /** Durable when it resolves. */
  put(key: string, value: Uint8Array): Promise<void> {
    return this.told(() => this.level.put(key, value))
  }

  /** All of them or none; fsynced only where it is asked for. */
  change(changes: readonly Change[], durable = false): Promise<void> {
    return this.told(() => this.level.change(changes, durable))
  }

  /** All whose keys begin so, in order; `limit` of them. */
  startingWith(prefix: string, limit = -1): Promise<[string, Uint8Array][]> {
    // No key of ours has a byte above those of UTF-8.
    const range = { gte: prefix, lt: `${prefix}\u{10ffff}`, limit }
    return this.told(() => this.level.reading(() => this.level.iterator(range).all()))
  }

  async close(): Promise<void> {
    await this.level.end()
  }
}
