// Files that are whole or absent, and folders that remember them: temporary file, fsync, rename, fsync of the folder.
import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { KubeError, toKubeError } from '../base/errors.ts'

export function hasErrno(thrown: unknown, ...codes: readonly string[]): boolean {
  const code = (thrown as { code?: unknown } | null)?.code
  return typeof code === 'string' && codes.includes(code)
}

/** What the disk refused as KUBE_DISK_FULL or KUBE_DISK; anything else as it is. */
export function diskError(thrown: unknown): unknown {
  const { code, syscall, message } = (thrown ?? {}) as { code?: unknown; syscall?: unknown; message?: unknown }
  if (thrown instanceof KubeError || typeof code !== 'string' || typeof syscall !== 'string') return thrown
  if (code === 'ENOSPC' || code === 'EDQUOT') return toKubeError(thrown)
  return new KubeError('KUBE_DISK', 'the disk refused', { reason: String(message), cause: thrown })
}

/** Runs `work`; what the disk refuses is thrown as a KubeError. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    throw diskError(thrown)
  }
}

/** The same for what comes piece by piece. */
export async function* piecesOnDisk<T>(pieces: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* pieces
  } catch (thrown) {
    throw diskError(thrown)
  }
}

/** Makes the names in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the bytes of a file, or the names in a folder, durable; false when there is none. */
export async function syncFile(path: string): Promise<boolean> {
  try {
    await syncFolder(path)
    return true
  } catch (thrown) {
    if (!hasErrno(thrown, 'ENOENT', 'ENOTDIR')) throw thrown
    return false
  }
}

/** Writes a new file; with `durable` its bytes are on the disk before it resolves. Read-only, as git's objects are. */
export async function writeFresh(path: string, bytes: Uint8Array, durable: boolean, mode = 0o444): Promise<void> {
  const handle = await open(path, 'wx', mode)
  try {
    await handle.writeFile(bytes)
    if (durable) await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Removes files that a failed work left; one that is not there is fine. */
export async function removeAll(paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map(path => rm(path, { force: true })))
}

/** Names for temporary files; the next open of the repository removes what a crash left there. */
export class Scratch {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  name(kind: string): string {
    return `${kind}-${randomUUID()}`
  }

  path(kind: string): string {
    return join(this.folder, this.name(kind))
  }
}

/** Runs `work` on every item, at most `limit` at a time; the first failure ends it once those under way have ended. */
export async function forEachLimited<T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>
): Promise<void> {
  const iterator = items[Symbol.iterator]()
  let failed = false
  const lane = async () => {
    for (let next = iterator.next(); !next.done && !failed; next = iterator.next()) {
      try {
        await work(next.value)
      } catch (thrown) {
        failed = true
        throw thrown
      }
    }
  }
  const results = await Promise.allSettled(Array.from({ length: limit }, lane))
  const failure = results.find(result => result.status === 'rejected')
  if (failure !== undefined) throw failure.reason
}

/** Results of `work` in the order of the items, with at most `limit` of them under way. */
export async function* mapOrdered<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => R | Promise<R>
): AsyncGenerator<R> {
  const underWay: (R | Promise<R>)[] = []
  const start = (item: T) => {
    const result = work(item)
    // Awaited below, in order; until then a rejection is not an unhandled one.
    if (result instanceof Promise) result.catch(() => undefined)
    underWay.push(result)
  }
  let next = 0
  try {
    while (next < items.length || underWay.length > 0) {
      while (next < items.length && underWay.length < limit) start(items[next++]!)
      const result = underWay.shift()!
      yield result instanceof Promise ? await result : result
    }
  } finally {
    await Promise.allSettled(underWay)
  }
}
