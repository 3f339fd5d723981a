// A simulated disk under the real adapters: what they do by node:fs/promises is carried out and written down, call by
// call, so that the files can be given as a loss of power would leave them at any moment. Files have what was written
// before their last fsync, folders the names that they had at theirs; of all else anything may survive or not.
// Put in place with `vi.mock('node:fs/promises', …)`; calls outside of `root` pass through.
import fs from 'node:fs'
import type promises from 'node:fs/promises'
import path from 'node:path'

type Promises = typeof promises
type Handle = promises.FileHandle

interface Inode {
  readonly number: number
}

type Name = readonly [name: string, target: Inode | 'folder' | undefined]

type Operation =
  | { readonly kind: 'write'; readonly inode: Inode; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly inode: Inode; readonly length: number }
  /** `from`: operations before this one are covered. */
  | { readonly kind: 'sync'; readonly inode: Inode; readonly from: number }
  | { readonly kind: 'names'; readonly folder: string; readonly names: readonly Name[] }
  | { readonly kind: 'sync-folder'; readonly folder: string; readonly from: number }
  | { readonly kind: 'mark'; readonly what: unknown }

/** What becomes of all that was not fsynced. */
export interface Survival {
  /** How many of a folder's changes of names, of `pending` in their order. */
  names(pending: number): number
  /** How many of a file's writes, of `pending`; a part of the next one if `torn`. */
  writes(pending: number): { whole: number; torn: number }
}

export const survivals = {
  nothing: { names: () => 0, writes: () => ({ whole: 0, torn: 0 }) },
  everything: { names: pending => pending, writes: pending => ({ whole: pending, torn: 0 }) },
  /** What file systems without ordering do: a new name for a file whose bytes never came. */
  'names without bytes': { names: pending => pending, writes: () => ({ whole: 0, torn: 0 }) }
} satisfies Record<string, Survival>

/** Any part, by a random number of 0 ≤ n < 1. */
export function someSurvive(random: () => number): Survival {
  return {
    names: pending => Math.floor(random() * (pending + 1)),
    writes: pending => ({ whole: Math.floor(random() * (pending + 1)), torn: random() })
  }
}

/** An error for an operation that must fail, named by its system call. */
export type Refusal = (call: 'open' | 'write' | 'sync' | 'name') => NodeJS.ErrnoException | undefined

export function errno(code: 'ENOSPC' | 'EROFS' | 'EIO', syscall: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: a fault of the test, ${syscall}`), { code, syscall, errno: -1 })
}

class RecordedDisk {
  root = '/nowhere'
  refuse: Refusal = () => undefined
  operations: Operation[] = []
  #inodes = new Map<string, Inode>()
  #next = 0

  /** Forgets everything; from now on what happens below this folder, which is empty, is recorded. */
  start(root: string): void {
    this.root = root
    this.operations = []
    this.#inodes = new Map()
    this.refuse = () => undefined
  }

  /** Notes what was promised at this moment. */
  mark(what: unknown): void {
    this.operations.push({ kind: 'mark', what })
  }

  /** What was promised within the first operations. */
  marks(operations: number): unknown[] {
    return this.operations.slice(0, operations).flatMap(each => (each.kind === 'mark' ? [each.what] : []))
  }

  covers(file: string): boolean {
    return file.startsWith(`${this.root}/`) || file === this.root
  }

  check(call: Parameters<Refusal>[0]): void {
    const error = this.refuse(call)
    if (error) throw error
  }

  inode(file: string): Inode {
    const known = this.#inodes.get(file)
    if (known) return known
    const inode = { number: this.#next++ }
    this.#inodes.set(file, inode)
    return inode
  }

  note(operation: Operation): void {
    this.operations.push(operation)
  }

  created(file: string): void {
    this.#inodes.delete(file)
    this.#names(file, [[path.basename(file), this.inode(file)]])
  }

  folderMade(folder: string): void {
    this.#names(folder, [[path.basename(folder), 'folder']])
  }

  gone(file: string): void {
    this.#inodes.delete(file)
    this.#names(file, [[path.basename(file), undefined]])
  }

  linked(from: string, to: string): void {
    const inode = this.inode(from)
    this.#inodes.set(to, inode)
    this.#names(to, [[path.basename(to), inode]])
  }

  renamed(from: string, to: string): void {
    const inode = this.inode(from)
    // Two names of one file: rename(2) does nothing then.
    if (this.#inodes.get(to) === inode) return
    this.#inodes.delete(from)
    this.#inodes.set(to, inode)
    const [gone, come]: Name[] = [
      [path.basename(from), undefined],
      [path.basename(to), inode]
    ]
    if (path.dirname(from) === path.dirname(to)) this.#names(to, [gone!, come!])
    else {
      this.#names(to, [come!])
      this.#names(from, [gone!])
    }
  }

  #names(file: string, names: readonly Name[]): void {
    this.operations.push({ kind: 'names', folder: path.relative(this.root, path.dirname(file)), names })
  }

  /** Writes to `target` what a loss of power after the first `count` operations leaves. */
  crash(count: number, survival: Survival, target: string): void {
    const left = new Leftover()
    for (const [index, operation] of this.operations.slice(0, count).entries()) left.take(index, operation)
    left.write(survival, target)
  }
}

interface Pending<T> {
  readonly index: number
  readonly change: T
}

type Change = Extract<Operation, { kind: 'write' | 'truncate' }>

/** Time of day of every file, seconds: the machine has started anew since. */
const beforeBoot = 1_000_000_000

/** The disk after some operations. */
class Leftover {
  readonly #files = new Map<Inode, { content: Buffer; pending: Pending<Change>[] }>()
  readonly #folders = new Map<string, { names: Map<string, Name[1]>; pending: Pending<readonly Name[]>[] }>()

  /** Where each file was written first: its other names are links to it. */
  readonly #written = new Map<Inode, string>()

  #file(inode: Inode) {
    const file = this.#files.get(inode) ?? { content: Buffer.alloc(0), pending: [] }
    this.#files.set(inode, file)
    return file
  }

  #folder(name: string) {
    const folder = this.#folders.get(name) ?? { names: new Map<string, Name[1]>(), pending: [] }
    this.#folders.set(name, folder)
    return folder
  }

  take(index: number, operation: Operation): void {
    if (operation.kind === 'names') this.#folder(operation.folder).pending.push({ index, change: operation.names })
    else if (operation.kind === 'sync-folder') {
      const folder = this.#folder(operation.folder)
      const later = folder.pending.filter(pending => pending.index >= operation.from)
      for (const { index: at, change } of folder.pending) if (at < operation.from) rename(folder.names, change)
      folder.pending = later
    } else if (operation.kind === 'sync') {
      const file = this.#file(operation.inode)
      const later = file.pending.filter(pending => pending.index >= operation.from)
      for (const { index: at, change } of file.pending) {
        if (at < operation.from) file.content = changed(file.content, change)
      }
      file.pending = later
    } else if (operation.kind !== 'mark') this.#file(operation.inode).pending.push({ index, change: operation })
  }

  write(survival: Survival, target: string): void {
    this.#written.clear()
    this.#writeFolder('', survival, target)
  }

  #writeFolder(name: string, survival: Survival, target: string): void {
    fs.mkdirSync(target, { recursive: true })
    const { names, pending } = this.#folder(name)
    const here = new Map(names)
    for (const { change } of pending.slice(0, survival.names(pending.length))) rename(here, change)
    for (const [child, what] of here) {
      if (what === 'folder') this.#writeFolder(path.join(name, child), survival, path.join(target, child))
      else if (what) this.#writeFile(what, survival, path.join(target, child))
    }
  }

  #writeFile(inode: Inode, survival: Survival, target: string): void {
    let { content } = this.#file(inode)
    const { pending } = this.#file(inode)
    const { whole, torn } = survival.writes(pending.length)
    for (const { change } of pending.slice(0, whole)) content = changed(content, change)
    const next = pending[whole]?.change
    if (next?.kind === 'write' && torn > 0) {
      content = changed(content, { ...next, bytes: next.bytes.subarray(0, Math.floor(torn * next.bytes.length)) })
    }
    const other = this.#written.get(inode)
    if (other !== undefined) {
      fs.linkSync(other, target)
      return
    }
    fs.writeFileSync(target, content)
    fs.utimesSync(target, beforeBoot, beforeBoot)
    this.#written.set(inode, target)
  }
}

function rename(names: Map<string, Name[1]>, change: readonly Name[]): void {
  for (const [name, what] of change) {
    if (what === undefined) names.delete(name)
    else names.set(name, what)
  }
}

function changed(content: Buffer, change: Change): Buffer {
  if (change.kind === 'truncate') return Buffer.from(content.subarray(0, change.length))
  const result = Buffer.alloc(Math.max(content.length, change.at + change.bytes.length))
  content.copy(result)
  change.bytes.copy(result, change.at)
  return result
}

export const recordedDisk = new RecordedDisk()

/** Notes what is written and fsynced by a handle. */
function watchHandle(handle: Handle, file: string): Handle {
  const disk = recordedDisk
  const inode = disk.inode(file)
  let position = 0
  const wrote = (bytes: Buffer, at: number): void => disk.note({ kind: 'write', inode, at, bytes })
  const bytesOf = (data: unknown): Buffer =>
    typeof data === 'string' ? Buffer.from(data) : Buffer.from(data as Uint8Array)
  const synced = (real: () => Promise<void>) => async (): Promise<void> => {
    disk.check('sync')
    const from = disk.operations.length
    await real()
    disk.note({ kind: 'sync', inode, from })
  }
  const { writev, writeFile, truncate, sync, datasync } = handle
  const write = handle.write.bind(handle) as (data: Uint8Array, ...place: number[]) => Promise<{ bytesWritten: number }>
  return Object.assign(handle, {
    write: async (data: Uint8Array, offset: number, length: number, at: number) => {
      disk.check('write')
      const part = data.subarray(offset, offset + length)
      const result = await write(part, 0, part.length, at)
      wrote(Buffer.from(part.subarray(0, result.bytesWritten)), at)
      return result
    },
    writev: async (buffers: readonly Uint8Array[], at: number) => {
      disk.check('write')
      const result = await writev.call(handle, buffers, at)
      wrote(Buffer.concat(buffers).subarray(0, result.bytesWritten), at)
      return result
    },
    writeFile: async (data: string | Uint8Array) => {
      disk.check('write')
      await writeFile.call(handle, data)
      wrote(bytesOf(data), position)
      position += bytesOf(data).length
    },
    truncate: async (length: number) => {
      await truncate.call(handle, length)
      disk.note({ kind: 'truncate', inode, length })
    },
    sync: synced(() => sync.call(handle)),
    datasync: synced(() => datasync.call(handle))
  })
}

function watchFolder(handle: Handle, folder: string): Handle {
  const { sync } = handle
  return Object.assign(handle, {
    sync: async (): Promise<void> => {
      recordedDisk.check('sync')
      const from = recordedDisk.operations.length
      await sync.call(handle)
      recordedDisk.note({ kind: 'sync-folder', folder: path.relative(recordedDisk.root, folder), from })
    }
  })
}

/** The module `node:fs/promises` with its calls recorded. */
export function recording(real: Promises): Promises {
  const disk = recordedDisk
  const open = async (file: string, flags: string | number = 'r', mode?: number): Promise<Handle> => {
    if (!disk.covers(file)) return await real.open(file, flags, mode)
    if (flags !== 'r') disk.check('open')
    const handle = await real.open(file, flags, mode)
    if (flags !== 'r') disk.created(file)
    else if ((await handle.stat()).isDirectory()) return watchFolder(handle, file)
    return watchHandle(handle, file)
  }
  const mkdir = async (folder: string, options?: { recursive?: boolean }): Promise<string | undefined> => {
    if (disk.covers(folder)) disk.check('name')
    const first = await real.mkdir(folder, { recursive: false, ...options })
    if (!disk.covers(folder) || (options?.recursive && first === undefined)) return first
    const top = first ?? folder
    for (let made = top; ; made = path.join(made, path.relative(made, folder).split('/')[0]!)) {
      disk.folderMade(made)
      if (made === folder) return first
    }
  }
  const rename = async (from: string, to: string): Promise<void> => {
    if (disk.covers(to)) disk.check('name')
    await real.rename(from, to)
    if (disk.covers(to)) disk.renamed(from, to)
  }
  const link = async (from: string, to: string): Promise<void> => {
    if (disk.covers(to)) disk.check('name')
    await real.link(from, to)
    if (disk.covers(to)) disk.linked(from, to)
  }
  const rm = async (file: string, options?: { recursive?: boolean; force?: boolean }): Promise<void> => {
    const there = fs.existsSync(file)
    await real.rm(file, options)
    if (there && disk.covers(file)) disk.gone(file)
  }
  const rmdir = async (folder: string): Promise<void> => {
    await real.rmdir(folder)
    if (disk.covers(folder)) disk.gone(folder)
  }
  const unlink = async (file: string): Promise<void> => {
    await real.unlink(file)
    if (disk.covers(file)) disk.gone(file)
  }
  const watched = { open, mkdir, rename, link, rm, unlink, rmdir }
  return { ...real, ...watched, default: { ...real, ...watched } } as unknown as Promises
}
