// The State port in memory, over a MemoryDisk.
import type { KeyRange, State, StateOperation } from '../../src/ports/state.ts'
import { applyBatch, type MachineLife, type MemoryDisk } from './memory-disk.ts'

const compareKeys = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

export class MemoryState implements State {
  private readonly disk: MemoryDisk
  private readonly life: MachineLife
  private sorted: string[] | undefined

  constructor(disk: MemoryDisk, life: MachineLife) {
    this.disk = disk
    this.life = life
  }

  get(key: string): Uint8Array | undefined {
    this.life.check()
    return this.disk.stateLive.get(key)
  }

  async batch(operations: readonly StateOperation[]): Promise<void> {
    this.disk.enter('state.batch', this.life)
    const copies = operations.map(({ key, value }) => ({ key, value: value && Uint8Array.from(value) }))
    this.disk.stateJournal.push(copies)
    applyBatch(this.disk.stateLive, copies)
    this.sorted = undefined
  }

  async *range(
    from: string,
    to: string,
    options: { reverse?: boolean; limit?: number } = {}
  ): AsyncGenerator<[string, Uint8Array]> {
    this.life.check()
    this.sorted ??= [...this.disk.stateLive.keys()].sort(compareKeys)
    const keys = this.sorted.filter(key => compareKeys(key, from) >= 0 && compareKeys(key, to) < 0)
    if (options.reverse === true) keys.reverse()
    const entries = keys
      .slice(0, options.limit)
      .map((key): [string, Uint8Array] => [key, this.disk.stateLive.get(key)!])
    yield* entries
  }

  async clear(range?: KeyRange): Promise<void> {
    const isMeant = (key: string): boolean =>
      range === undefined || (compareKeys(key, range.from) >= 0 && compareKeys(key, range.to) < 0)
    await this.batch([...this.disk.stateLive.keys()].filter(isMeant).map(key => ({ key, value: undefined })))
  }

  async close(): Promise<void> {
    this.life.check()
  }
}
