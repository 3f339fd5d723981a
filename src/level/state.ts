// The State port over level: views that can be deleted.
import { rm } from 'node:fs/promises'
import { Level } from 'level'
import { KubeError, toKubeError } from '../base/errors.ts'
import type { State, StateOperation } from '../ports/state.ts'

export interface StateOptions {
  /** Starts empty: what was there is deleted first, damaged or not. */
  readonly rebuild?: boolean
}

type Database = Level<string, Uint8Array>

/**
 * Opens the database in `dir`, or makes it. One process at a time.
 * @throws KUBE_DISK when it is damaged, KUBE_ALREADY_RUNNING when another process has it, KUBE_DISK_FULL
 */
export async function openState(dir: string, options: StateOptions = {}): Promise<State> {
  if (options.rebuild === true) await rm(dir, { recursive: true, force: true })
  const database: Database = new Level(dir, { keyEncoding: 'utf8', valueEncoding: 'view' })
  try {
    await database.open()
  } catch (thrown) {
    throw stateError(thrown, dir)
  }
  return new LevelState(database, dir)
}

/** What level and the disk below it say, as the one error that a person can act on. */
function stateError(thrown: unknown, dir: string): KubeError {
  if (thrown instanceof KubeError) return thrown
  // The reason stands in the cause, sometimes two deep.
  let innermost = thrown as { code?: unknown; message?: unknown; cause?: unknown }
  while (innermost.cause !== undefined && innermost.cause !== null) innermost = innermost.cause as typeof innermost
  const message = String(innermost.message ?? innermost)
  if (innermost.code === 'LEVEL_LOCKED') {
    return new KubeError('KUBE_ALREADY_RUNNING', 'another process has this home', { reason: message, cause: thrown })
  }
  if (/no space left|quota exceeded/i.test(message)) {
    return toKubeError(Object.assign(new Error(message, { cause: thrown }), { code: 'ENOSPC' }))
  }
  return new KubeError('KUBE_DISK', `the views in ${dir} cannot be used`, {
    reason: message,
    next: ['kubed fsck --rebuild'],
    cause: thrown
  })
}

class LevelState implements State {
  private readonly database: Database
  private readonly dir: string

  constructor(database: Database, dir: string) {
    this.database = database
    this.dir = dir
  }

  get(key: string): Uint8Array | undefined {
    try {
      return this.database.getSync(key)
    } catch (thrown) {
      throw stateError(thrown, this.dir)
    }
  }

  async batch(operations: readonly StateOperation[]): Promise<void> {
    try {
      await this.database.batch(
        operations.map(({ key, value }) =>
          value === undefined ? { type: 'del' as const, key } : { type: 'put' as const, key, value }
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
      yield* this.database.iterator({ gte: from, lt: to, reverse, limit })
    } catch (thrown) {
      throw stateError(thrown, this.dir)
    }
  }

  async clear(): Promise<void> {
    try {
      await this.database.clear()
    } catch (thrown) {
      throw stateError(thrown, this.dir)
    }
  }

  async close(): Promise<void> {
    await this.database.close()
  }
}
