// The State port over level: views that can be deleted. Each value stands behind a checksum over its key and itself, as
// level checks none when it reads: what is damaged counts as not there, and whoever asked finds it in git again.
import { crc32 } from 'node:zlib'
import { ClassicLevel } from 'classic-level'
import { KubeError } from '../base/errors.ts'
import type { KeyRange, State, StateOperation } from '../ports/state.ts'
import { isCorruption, levelError } from '../storage/level-error.ts'

export interface StateOptions {
  /** Starts empty: what was there is deleted first, damaged or not. */
  readonly rebuild?: boolean
}

type Database = ClassicLevel<string, Uint8Array>

/**
 * Opens the database in `dir`, or makes it. One process at a time.
 * @throws KUBE_STATE_DAMAGED, KUBE_ALREADY_RUNNING when another process has it, KUBE_DISK_FULL, KUBE_DISK
 */
export async function openState(dir: string, options: StateOptions = {}): Promise<State> {
  if (options.rebuild === true) await destroy(dir)
  return new LevelState(await openDatabase(dir), dir)
}

async function openDatabase(dir: string): Promise<Database> {
  const database: Database = new ClassicLevel(dir, { keyEncoding: 'utf8', valueEncoding: 'view' })
  try {
    await database.open()
    return database
  } catch (thrown) {
    throw stateError(thrown, dir)
  }
}

/** Under the lock of the database, so never what another process has open. */
async function destroy(dir: string): Promise<void> {
  try {
    await ClassicLevel.destroy(dir)
  } catch (thrown) {
    throw stateError(thrown, dir)
  }
}

function stateError(thrown: unknown, dir: string): KubeError {
  const error = levelError(thrown, `the views in ${dir} cannot be used`, [])
  if (!isCorruption(thrown)) return error
  return new KubeError('KUBE_STATE_DAMAGED', `the views in ${dir} are damaged`, {
    reason: error.reason,
    next: ['kubed fsck --rebuild'],
    cause: thrown
  })
}

const checksumBytes = 4

function seal(key: string, value: Uint8Array): Uint8Array {
  const sealed = Buffer.allocUnsafe(checksumBytes + value.length)
  sealed.writeUInt32LE(crc32(value, crc32(key)))
  sealed.set(value, checksumBytes)
  return sealed
}

/** Undefined where it is damaged. */
function unseal(key: string, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < checksumBytes) return undefined
  const value = sealed.subarray(checksumBytes)
  const said = new DataView(sealed.buffer, sealed.byteOffset).getUint32(0, true)
  return said === crc32(value, crc32(key)) ? value : undefined
}

class LevelState implements State {
  private database: Database
  private readonly dir: string

  constructor(database: Database, dir: string) {
    this.database = database
    this.dir = dir
  }

  get(key: string): Uint8Array | undefined {
    try {
      const sealed = this.database.getSync(key)
      return sealed && unseal(key, sealed)
    } catch (thrown) {
      if (isCorruption(thrown)) return undefined
      throw stateError(thrown, this.dir)
    }
  }

  async batch(operations: readonly StateOperation[]): Promise<void> {
    try {
      await this.database.batch(
        operations.map(({ key, value }) =>
          value === undefined ? { type: 'del' as const, key } : { type: 'put' as const, key, value: seal(key, value) }
        )
      )
    } catch (thrown) {
      throw stateError(thrown, this.dir)
    }
  }

  async *range(
    from: string,
    to: string,
    options: { reverse?: boolean; limit?: number } = {}
  ): AsyncGenerator<[string, Uint8Array]> {
    const { reverse = false, limit = -1 } = options
    try {
      for await (const [key, sealed] of this.database.iterator({ gte: from, lt: to, reverse, limit })) {
        const value = unseal(key, sealed)
        if (value !== undefined) yield [key, value]
      }
    } catch (thrown) {
      throw stateError(thrown, this.dir)
    }
  }

  async clear(range?: KeyRange): Promise<void> {
    if (range !== undefined) {
      await this.clearRange(range)
      return
    }
    await this.database.close()
    await destroy(this.dir)
    this.database = await openDatabase(this.dir)
  }

  private async clearRange({ from, to }: KeyRange): Promise<void> {
    try {
      await this.database.clear({ gte: from, lt: to })
    } catch (thrown) {
      throw stateError(thrown, this.dir)
    }
  }

  async close(): Promise<void> {
    await this.database.close()
  }
}
