// All packs of a repository. The folder is read again only when something was not found and the folder has changed.
import { statSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { openPacksMax } from '../base/limits.ts'
import { isDamage } from '../base/object-faults.ts'
import type { Logger, ObjectId } from '../base/types.ts'
import { hasErrno } from '../storage/disk.ts'
import { IdFilter } from './id-filter.ts'
import { PackFile } from './pack-file.ts'
import { PackIndex } from './pack-index.ts'

export interface PackedCopy {
  readonly pack: PackFile
  readonly position: number
}

const damagedIndex = 'its index is damaged'

/** Clocks of file systems are coarse: what came this shortly before a look may have the same time as the look. */
const settledAfterMs = 50
/** Indexes held in memory whole, those of the packs that came last first; the others are read where they stand. */
const indexBytesMax = 16 << 20

export class PackSet {
  readonly folder: string
  private readonly log: Logger
  private readonly packs = new Map<string, PackFile>()
  /** Packs without an index that can be used, and why. */
  private readonly unindexed = new Map<string, string>()
  /** Packs whose index the disk has not taken. */
  private readonly unwritten = new Set<string>()
  private seen = -1n
  private indexBytes = 0
  /** Objects in all packs. */
  private count = 0
  private filter = new IdFilter(0)
  private refreshing: Promise<boolean> | undefined
  /** Another one after each pack that came or went. */
  generation = 0

  constructor(folder: string, log: Logger) {
    this.folder = folder
    this.log = log
  }

  /** Copies of an object in packs, the newest pack first. */
  copies(id: ObjectId): PackedCopy[] {
    const key = Buffer.from(id, 'hex')
    const found: PackedCopy[] = []
    if (!this.filter.mayHave(key.readUInt32BE())) return found
    for (const pack of this.packs.values()) {
      const position = pack.index.find(key)
      if (position >= 0) found.unshift({ pack, position })
    }
    if (found.length > 0) this.limitOpen()
    return found
  }

  has(id: ObjectId): boolean {
    const key = Buffer.from(id, 'hex')
    if (!this.filter.mayHave(key.readUInt32BE())) return false
    for (const pack of this.packs.values()) if (pack.index.find(key) >= 0) return true
    return false
  }

  all(): PackFile[] {
    return [...this.packs.values()]
  }

  /** Names of packs that have no index that can be used, each with the reason. */
  broken(): ReadonlyMap<string, string> {
    return this.unindexed
  }

  /** With an index that was made again and is `written` or not; what was there under that name is let go. */
  async replace(name: string, index: PackIndex, written: boolean): Promise<void> {
    const before = this.packs.get(name)
    if (before) {
      this.drop(name, before)
      await before.retire()
    }
    if (written) this.unwritten.delete(name)
    else this.unwritten.add(name)
    this.add(name, index)
  }

  /** Of a pack that was moved away. */
  forget(name: string): void {
    this.unindexed.delete(name)
  }

  add(name: string, index: PackIndex): void {
    this.unindexed.delete(name)
    if (this.packs.has(name)) return
    this.generation++
    this.packs.set(name, new PackFile(join(this.folder, `${name}.pack`), index))
    this.indexBytes += index.held
    this.limitIndexes()
    this.count += index.count
    const grown = this.count > this.filter.capacity
    if (grown) this.filter = new IdFilter(this.count)
    for (const pack of grown ? this.packs.values() : [{ index }]) pack.index.addTo(this.filter)
  }

  private limitIndexes(): void {
    for (const [name, { index }] of this.packs) {
      if (this.indexBytes <= indexBytesMax) return
      if (this.unwritten.has(name)) continue
      this.indexBytes -= index.held
      index.letGo(join(this.folder, `${name}.idx`))
    }
  }

  async remove(pack: PackFile): Promise<void> {
    for (const [name, candidate] of this.packs) if (candidate === pack) this.drop(name, pack)
    await pack.retire()
  }

  private drop(name: string, { index }: PackFile): void {
    this.generation++
    this.packs.delete(name)
    this.unwritten.delete(name)
    this.indexBytes -= index.held
    this.count -= index.count
  }

  /** Looks for packs that came or went, where the folder has changed; true when there were any. */
  async refresh(): Promise<boolean> {
    if (this.refreshing === undefined && this.folderState() === this.seen) return false
    this.refreshing ??= this.look().finally(() => {
      this.refreshing = undefined
    })
    return await this.refreshing
  }

  /** On the main thread: it is asked for each object that is not here. */
  private folderState(): bigint {
    return statSync(this.folder, { bigint: true }).mtimeNs
  }

  private async look(): Promise<boolean> {
    const state = this.folderState()
    const changedMs = Number(state) / 1e6
    const names = new Set<string>()
    const packs = new Set<string>()
    for (const file of await readdir(this.folder)) {
      if (file.endsWith('.idx')) names.add(file.slice(0, -4))
      else if (file.endsWith('.pack')) packs.add(file.slice(0, -5))
    }
    for (const name of this.unindexed.keys()) if (!packs.has(name)) this.unindexed.delete(name)
    for (const name of packs) if (!names.has(name)) this.unindexed.set(name, 'it has no index')
    let changed = false
    for (const [name, pack] of this.packs) {
      if (names.has(name) || (this.unwritten.has(name) && packs.has(name))) continue
      this.drop(name, pack)
      await pack.retire()
      changed = true
    }
    for (const name of names) changed = (await this.load(name)) || changed
    this.seen = Date.now() - changedMs < settledAfterMs ? -1n : state
    return changed
  }

  private async load(name: string): Promise<boolean> {
    if (this.packs.has(name) || this.unindexed.get(name) === damagedIndex) return false
    const path = join(this.folder, name)
    try {
      await stat(`${path}.pack`)
      this.add(name, new PackIndex(await readFile(`${path}.idx`)))
      return true
    } catch (thrown) {
      // Removed by git between the two looks.
      if (hasErrno(thrown, 'ENOENT')) return false
      if (!isDamage(thrown)) throw thrown
      this.unindexed.set(name, damagedIndex)
      this.log.log('error', 'the index of a pack cannot be used', { pack: name })
      return false
    }
  }

  /** Holds the indexes against the disk: of what has become damaged there, or is gone, none is used any more. */
  async recheck(): Promise<void> {
    await this.refresh()
    for (const [name, pack] of [...this.packs]) {
      if (this.unwritten.has(name)) continue
      try {
        const index = new PackIndex(await readFile(join(this.folder, `${name}.idx`)))
        if (index.packChecksum.equals(await pack.checksum())) continue
      } catch (thrown) {
        if (!isDamage(thrown) && !hasErrno(thrown, 'ENOENT')) throw thrown
      }
      if (this.packs.get(name) === pack) this.unindexed.set(name, damagedIndex)
    }
  }

  private limitOpen(): void {
    let open = 0
    for (const pack of this.packs.values()) if (pack.isOpen) open++
    for (const pack of this.packs.values()) {
      if (open <= openPacksMax) return
      if (!pack.isOpen || !pack.idle) continue
      open--
      pack.close().catch(thrown => this.log.log('warn', 'a pack did not close', { reason: String(thrown) }))
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.all().map(pack => pack.retire()))
    this.packs.clear()
  }
}
