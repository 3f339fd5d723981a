// Writes that are under way: enough of them to share an fsync, not so many that their bytes fill the memory.
const countMax = 512
const bytesMax = 16 << 20

export class Pending {
  private writes: Promise<void>[] = []
  private bytes = 0

  /** Waits for those under way once they are many. @throws what one of them threw */
  async add(write: Promise<void>, bytes: number): Promise<void> {
    // Awaited in `settle`; until then a rejection is not an unhandled one.
    write.catch(() => undefined)
    this.writes.push(write)
    this.bytes += bytes
    if (this.writes.length >= countMax || this.bytes >= bytesMax) await this.settle()
  }

  async settle(): Promise<void> {
    const { writes } = this
    this.writes = []
    this.bytes = 0
    const ended = await Promise.allSettled(writes)
    const failed = ended.find(one => one.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  /** Once all have ended, well or not. */
  async end(): Promise<void> {
    await Promise.allSettled(this.writes)
  }
}
