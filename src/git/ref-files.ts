// Loose refs and `packed-refs` as files, changed under git's own locks, so that git may work in the repository too.
import { link, mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { uptime } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { KubeError } from '../base/errors.ts'
import type { RefName } from '../base/types.ts'
import { hasErrno, removeAll, type Scratch, syncFile, syncFolder, writeFresh } from '../storage/disk.ts'
import { conflict } from '../storage/ref-names.ts'

/** How long a lock of another program is waited for, in all. */
const lockWaitMs = 2_000
const lockRetryMs = 10
/** Folders may be removed by another program while they are made, and between making and using them. */
const attemptsMax = 5
const writeBytes = 1 << 20
/** The clock may have been set since the machine started. */
const bootMarginMs = 5_000

export class RefFiles {
  readonly root: string
  private readonly scratch: Scratch

  constructor(root: string, scratch: Scratch) {
    this.root = root
    this.scratch = scratch
  }

  path(file: string): string {
    return join(this.root, file)
  }

  async read(ref: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.root, ref), 'utf8')
    } catch (thrown) {
      if (hasErrno(thrown, 'ENOENT', 'ENOTDIR', 'EISDIR')) return undefined
      throw thrown
    }
  }

  /** What changes whenever the file does; empty when it is not there. */
  async state(file: string): Promise<string> {
    try {
      const { ino, size, mtimeNs } = await stat(join(this.root, file), { bigint: true })
      return `${ino}:${size}:${mtimeNs}`
    } catch (thrown) {
      if (hasErrno(thrown, 'ENOENT')) return ''
      throw thrown
    }
  }

  /** Names of all loose refs. */
  async *names(folder = 'refs'): AsyncGenerator<RefName> {
    const entries = await readdir(join(this.root, folder), { withFileTypes: true }).catch((thrown: unknown) => {
      // Emptied and removed by another program meanwhile.
      if (hasErrno(thrown, 'ENOENT')) return []
      throw thrown
    })
    for (const entry of entries) {
      const name = `${folder}/${entry.name}`
      if (entry.isDirectory()) yield* this.names(name)
      else if (!name.endsWith('.lock')) yield name
    }
  }

  /**
   * Writes a file under git's lock for it: the new text stands in `<file>.lock`, then takes the name.
   * With `durable` the text and the name are on the disk when it resolves.
   */
  async replace(file: string, text: string, durable: boolean): Promise<void> {
    const temporary = this.scratch.path('ref')
    try {
      await writeFresh(temporary, Buffer.from(text), durable, 0o644)
      let made: string | undefined
      for (let attempt = 1; ; attempt++) {
        try {
          // Mostly it is there.
          if (attempt > 1) made = (await this.makeFolder(file)) ?? made
          await this.lock(file, temporary)
          await this.takeName(file)
          if (durable) await this.syncFolders(file, made)
          return
        } catch (thrown) {
          if (!hasErrno(thrown, 'ENOENT', 'ENOTDIR') || attempt === attemptsMax) throw thrown
        }
      }
    } finally {
      await removeAll([temporary])
    }
  }

  /** The lock is a second name of the temporary file: so a crash leaves it recognizable as ours. */
  private async lock(file: string, temporary: string): Promise<void> {
    for (let waited = 0; ; waited += lockRetryMs) {
      try {
        return await link(temporary, join(this.root, `${file}.lock`))
      } catch (thrown) {
        if (!hasErrno(thrown, 'EEXIST')) throw thrown
        if (waited >= lockWaitMs) {
          throw new KubeError('KUBE_DISK', `${file} is locked by another program`, {
            reason: `${file}.lock stays`,
            next: [`rm ${join(this.root, `${file}.lock`)}`],
            cause: thrown
          })
        }
      }
      await sleep(lockRetryMs)
    }
  }

  private async takeName(file: string): Promise<void> {
    const path = join(this.root, file)
    const lock = `${path}.lock`
    try {
      await rename(lock, path).catch(async (thrown: unknown) => {
        if (!hasErrno(thrown, 'EISDIR', 'ENOTEMPTY', 'EEXIST')) throw thrown
        // Folders that are empty are no refs; git clears them away in the same case.
        if (!(await this.removeEmpty(file))) throw conflict(file)
        await rename(lock, path)
      })
    } catch (thrown) {
      await removeAll([lock])
      throw thrown
    }
  }

  /** Makes the folders of a file; gives the first one that had not been there. */
  private async makeFolder(file: string): Promise<string | undefined> {
    try {
      return await mkdir(dirname(join(this.root, file)), { recursive: true })
    } catch (thrown) {
      if (hasErrno(thrown, 'EEXIST', 'ENOTDIR')) throw conflict(file)
      throw thrown
    }
  }

  private async syncFolders(file: string, made: string | undefined): Promise<void> {
    const folders: string[] = []
    const top = made === undefined ? dirname(join(this.root, file)) : dirname(made)
    for (let folder = dirname(join(this.root, file)); folder.length >= top.length; folder = dirname(folder)) {
      folders.push(folder)
    }
    await Promise.all(folders.map(syncFolder))
  }

  /** New text, in pieces, for a file whose lock is held. */
  async overwrite(file: string, text: Iterable<Buffer>, durable: boolean): Promise<void> {
    const temporary = this.scratch.path('text')
    try {
      await writePieces(temporary, text, durable)
      await rename(temporary, join(this.root, file))
      if (durable) await this.syncFolders(file, undefined)
    } finally {
      await removeAll([temporary])
    }
  }

  /** Makes the bytes of a file durable, where there is one. */
  async sync(file: string): Promise<void> {
    if ((await this.state(file)) === '') return
    const handle = await open(join(this.root, file), 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }

  /** Runs `work` while nobody else may change the file. */
  async locked<T>(file: string, work: () => Promise<T>): Promise<T> {
    const temporary = this.scratch.path('ref')
    await this.makeFolder(file)
    try {
      await writeFresh(temporary, new Uint8Array(), false, 0o644)
      await this.lock(file, temporary)
      try {
        return await work()
      } finally {
        await removeAll([join(this.root, `${file}.lock`)])
      }
    } finally {
      await removeAll([temporary])
    }
  }

  /** Removes a file of the repository, durably. */
  async removeFile(file: string): Promise<void> {
    if ((await this.state(file)) === '') return
    await this.locked(file, () => rm(join(this.root, file), { force: true }))
    await this.syncFolders(file, undefined)
  }

  /** Removes a loose ref, and the folders that it leaves empty. */
  async remove(ref: RefName): Promise<void> {
    if ((await this.state(ref)) !== '') await this.locked(ref, () => rm(join(this.root, ref), { force: true }))
    for (let folder = dirname(ref); folder !== 'refs'; folder = dirname(folder)) {
      try {
        await rmdir(join(this.root, folder))
      } catch (thrown) {
        if (hasErrno(thrown, 'ENOTEMPTY', 'EEXIST', 'ENOTDIR')) return
        if (!hasErrno(thrown, 'ENOENT')) throw thrown
      }
    }
  }

  private async removeEmpty(folder: string): Promise<boolean> {
    const entries = await readdir(join(this.root, folder), { withFileTypes: true })
    for (const entry of entries) {
      if (!entry.isDirectory() || !(await this.removeEmpty(`${folder}/${entry.name}`))) return false
    }
    await rmdir(join(this.root, folder))
    return true
  }

  /** Fsyncs the files of these and the folders that they stand in; what is gone is in packed-refs. @throws what the disk throws */
  async settle(refs: Iterable<RefName>): Promise<void> {
    const folders = new Set<string>()
    for (const ref of refs) {
      if (!(await syncFile(join(this.root, ref)))) continue
      for (let folder = dirname(ref); folder !== '.'; folder = dirname(folder)) folders.add(folder)
    }
    for (const folder of folders) await syncFile(join(this.root, folder))
  }

  /** @throws KUBE_REF_CONFLICT where a ref stands above it, or below */
  async refuseConflict(ref: RefName): Promise<void> {
    try {
      if (!(await stat(join(this.root, ref))).isDirectory()) return
    } catch (thrown) {
      if (hasErrno(thrown, 'ENOTDIR')) throw conflict(ref)
      if (hasErrno(thrown, 'ENOENT')) return
      throw thrown
    }
    for await (const below of this.names(ref)) throw conflict(ref, below)
  }

  /**
   * Removes locks that a crash left: of ours each has the same inode as a temporary file, and after a crash of the
   * machine nobody who took one before is alive.
   */
  async removeStaleLocks(): Promise<void> {
    const own = new Set<bigint>()
    for (const name of await readdir(this.scratch.folder)) {
      if (name.startsWith('ref-')) own.add((await stat(join(this.scratch.folder, name), { bigint: true })).ino)
    }
    const bootedMs = Date.now() - uptime() * 1000 - bootMarginMs
    for await (const lock of this.locks('refs')) await this.removeIfStale(lock, own, bootedMs)
    for (const file of ['packed-refs', 'shallow']) await this.removeIfStale(`${file}.lock`, own, bootedMs)
  }

  private async removeIfStale(lock: string, own: ReadonlySet<bigint>, bootedMs: number): Promise<void> {
    const path = join(this.root, lock)
    try {
      const { ino, mtimeMs } = await stat(path, { bigint: true })
      if (own.has(ino) || Number(mtimeMs) < bootedMs) await removeAll([path])
    } catch (thrown) {
      if (!hasErrno(thrown, 'ENOENT')) throw thrown
    }
  }

  private async *locks(folder: string): AsyncGenerator<string> {
    for (const entry of await readdir(join(this.root, folder), { withFileTypes: true })) {
      const name = `${folder}/${entry.name}`
      if (entry.isDirectory()) yield* this.locks(name)
      else if (name.endsWith('.lock')) yield name
    }
  }
}

/** Small pieces are put together. */
async function writePieces(path: string, pieces: Iterable<Buffer>, durable: boolean): Promise<void> {
  const handle = await open(path, 'wx', 0o644)
  let gathered: Buffer[] = []
  let length = 0
  const flush = async (): Promise<void> => {
    if (length > 0) await handle.writeFile(Buffer.concat(gathered))
    gathered = []
    length = 0
  }
  try {
    for (const piece of pieces) {
      gathered.push(piece)
      length += piece.length
      if (length >= writeBytes) await flush()
    }
    await flush()
    if (durable) await handle.sync()
  } finally {
    await handle.close()
  }
}
