// The Refs port over a bare repository: chain heads durable, all else a view that git reads.
import { KubeError } from '../base/errors.ts'
import { isObjectId } from '../base/git-format.ts'
import { looseRefsMax } from '../base/limits.ts'
import type { ObjectId, RefName } from '../base/types.ts'
import type { RefChange, Refs, RefValues } from '../ports/refs.ts'
import { onDisk } from '../storage/disk.ts'
import { checkRef, conflict, headPattern, headsFolder } from '../storage/ref-names.ts'
import type { Heads } from './heads.ts'
import {
  byName,
  formatPackedRefs,
  namesAbove,
  type PackedChange,
  type PackedRef,
  PackedRefs,
  parsePackedRefs,
  refuseConflicts,
  saysSorted
} from './packed-refs.ts'
import { bytesOf, PagedFile } from './paged-file.ts'
import type { RefFiles } from './ref-files.ts'

interface Packed {
  /** Of the file that was opened. */
  readonly state: string
  readonly refs: PackedRefs
  readonly close: () => void
}

const nothingPacked: Packed = { state: '', refs: new PackedRefs(bytesOf(Buffer.alloc(0))), close: () => undefined }

interface Differences {
  readonly changes: readonly RefChange[]
  readonly kept: readonly RefChange[]
}

/** Loose refs. */
interface Scan {
  readonly refs: Map<RefName, ObjectId>
  /** How many are a view. */
  readonly views: number
  /** Files among them that hold no id. */
  readonly junk: readonly RefName[]
}

export interface GitRefsOptions {
  readonly files: RefFiles
  readonly heads: Heads
  /** Gives what a tag object leads to; undefined for any other object. */
  readonly peel: (id: ObjectId) => Promise<ObjectId | undefined>
}

export class GitRefs implements Refs {
  private readonly options: GitRefsOptions
  private readonly files: RefFiles
  private packed: Packed = nothingPacked
  /** State of the packed file that is known to be right, as far as no loose ref hides it. */
  private checked: string | undefined
  /** Loose refs of the view, without which a packed one would show that is older. */
  private readonly standing = new Set<RefName>()
  private turn: Promise<unknown> = Promise.resolve()

  constructor(options: GitRefsOptions) {
    this.options = options
    this.files = options.files
    options.heads.place = () => this.placed()
  }

  /** Changes go one after the other. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(() => onDisk(work))
    // The caller gets the failure; the next change does not depend on it.
    this.turn = result.catch(() => undefined)
    return result
  }

  list(): Promise<Map<RefName, ObjectId>> {
    return this.inTurn(() => this.all())
  }

  heads({ damagedToo = false } = {}): Promise<Map<RefName, ObjectId>> {
    return this.inTurn(async () => {
      const found = await this.all(headsFolder, damagedToo)
      for (const ref of found.keys()) if (!headPattern.test(ref)) found.delete(ref)
      return found
    })
  }

  shallow(): Promise<Set<ObjectId>> {
    return this.inTurn(async () => {
      const text = await this.files.read('shallow')
      const commits = new Set(text?.split('\n').filter(isObjectId))
      // Git reads no repository with another line in it.
      if (text !== undefined && !/^([0-9a-f]{40}\n)+$/.test(text)) await this.writeShallow(commits)
      return commits
    })
  }

  setShallow(commits: ReadonlySet<ObjectId>): Promise<void> {
    return this.inTurn(() => this.writeShallow(commits))
  }

  /** Under git's own lock; none is no file, as git takes an empty one for a repository that is cut. */
  private async writeShallow(commits: ReadonlySet<ObjectId>): Promise<void> {
    if (commits.size > 0) await this.files.replace('shallow', `${[...commits].sort().join('\n')}\n`, true)
    else await this.files.removeFile('shallow')
  }

  private async all(folder = 'refs', damagedToo = false): Promise<Map<RefName, ObjectId>> {
    // Loose ones first: git pack-refs writes the packed file before it removes them, so none is missed.
    const { refs: loose } = await this.scan(folder, damagedToo)
    const refs = new Map<RefName, ObjectId>()
    for (const line of (await this.readPacked()).lines(`${folder}/`)) {
      if (line === undefined) continue
      const [ref, value] = line
      if (!ref.startsWith(`${folder}/`)) break
      if (isObjectId(value)) refs.set(ref, value)
    }
    for (const [ref, value] of loose) refs.set(ref, value)
    for (const [ref, value] of this.options.heads.unplaced) if (ref.startsWith(`${folder}/`)) refs.set(ref, value)
    return refs
  }

  private async scan(folder = 'refs', damagedToo = false): Promise<Scan> {
    const refs = new Map<RefName, ObjectId>()
    const junk: RefName[] = []
    let views = 0
    for await (const ref of this.files.names(folder)) {
      const value = (await this.files.read(ref))?.trimEnd()
      if (value === undefined) continue
      const isHead = headPattern.test(ref)
      if (!isHead) views++
      if (isObjectId(value)) refs.set(ref, value)
      else if (isHead && !damagedToo && !this.options.heads.unplaced.has(ref) && !isSpare(ref)) throw damagedHead(ref)
      else if (!isHead) junk.push(ref)
    }
    return { refs, views, junk }
  }

  private async readPacked(): Promise<PackedRefs> {
    const state = await this.files.state('packed-refs')
    if (state === this.packed.state) return this.packed.refs
    this.letGo()
    if (state === '') return this.packed.refs
    // Opened after its state was seen: if it changed in between, the next look opens it again.
    const opened = PagedFile.open(this.files.path('packed-refs'))
    if (opened === undefined) return this.packed.refs
    const { bytes, close } = opened
    if (saysSorted(bytes) || bytes.length === 0) this.packed = { state, refs: new PackedRefs(bytes), close }
    else this.packed = { ...nothingPacked, state, refs: inOrder(bytes.read(0, bytes.length)) }
    if (this.packed.close !== close) close()
    return this.packed.refs
  }

  /** Lets go of the packed file; it is opened again when it is needed. */
  private letGo(): void {
    this.packed.close()
    this.packed = nothingPacked
  }

  /** Nothing is written by itself any more. @throws as `placed` */
  async close(): Promise<void> {
    this.options.heads.stop()
    await this.placed().finally(() => this.letGo())
  }

  async setHead(ref: RefName, value: ObjectId): Promise<void> {
    await onDisk(() => this.options.heads.set(ref, value))
  }

  /** Git sees all that was stored before, and the heads that were set. @throws what the disk throws */
  placed(): Promise<void> {
    return this.inTurn(() => this.options.heads.placeAll())
  }

  setView(changes: readonly RefChange[]): Promise<void> {
    return this.inTurn(async () => {
      await this.change(changes)
      await this.options.heads.placeAll()
    })
  }

  private async change(changes: readonly RefChange[]): Promise<void> {
    // Git takes a ref for broken that leads to nothing.
    await this.options.heads.objectsPlaced()
    for (const { ref } of changes) {
      checkRef(ref)
      if (headPattern.test(ref)) throw new KubeError('KUBE_REF_INVALID', `${ref} is a chain head, not a view`)
    }
    if (changes.length > looseRefsMax) return await this.changePacked(changes)
    for (const { ref, value } of changes) {
      if (value === undefined) await this.remove(ref)
      else {
        await this.refuseConflict(ref)
        await this.files.replace(ref, `${value}\n`, false)
        this.standing.add(ref)
      }
    }
  }

  // The files of loose refs stand in each other's way by themselves; those in packed-refs must be looked up.
  private async refuseConflict(ref: RefName): Promise<void> {
    const packed = await this.readPacked()
    if (packed.isEmpty || packed.find(ref) !== undefined) return
    const other = namesAbove(ref).find(name => packed.find(name) !== undefined)
    if (other !== undefined || packed.hasBelow(ref)) throw conflict(ref, other)
  }

  private async remove(ref: RefName): Promise<void> {
    if ((await this.readPacked()).find(ref) !== undefined) await this.rewritePacked([[ref, undefined]])
    await this.files.remove(ref)
    this.standing.delete(ref)
  }

  private async changePacked(changes: readonly RefChange[]): Promise<void> {
    const last = new Map(changes.map(({ ref, value }) => [ref, value]))
    const entries: PackedChange[] = []
    for (const [ref, value] of last) {
      entries.push([ref, value === undefined ? undefined : await this.entryFor(ref, value)])
    }
    await this.rewritePacked(entries.sort(([a], [b]) => byName(a, b)))
    // A loose ref would hide the packed one.
    const loose = new Set<RefName>()
    for await (const ref of this.files.names()) loose.add(ref)
    for (const ref of last.keys()) {
      if (loose.has(ref)) await this.files.remove(ref)
      this.standing.delete(ref)
    }
  }

  /** Leaves of nodes (`!meta`, `!https`) hold commits; what stands below them may be a tag that someone pushed. */
  private async entryFor(ref: RefName, value: ObjectId): Promise<PackedRef> {
    const isLeaf = ref.slice(ref.lastIndexOf('/') + 1).startsWith('!')
    const peeled = isLeaf ? undefined : await this.options.peel(value)
    return peeled === undefined ? { value } : { value, peeled }
  }

  /** @param changes sorted by name */
  private async rewritePacked(changes: readonly PackedChange[]): Promise<void> {
    await this.files.locked('packed-refs', async () => {
      const packed = await this.readPacked()
      const wasChecked = this.packed.state === this.checked
      refuseConflicts(packed, changes)
      // Only git itself puts chain heads there; from then on the file is more than a view.
      await this.files.overwrite('packed-refs', packed.changed(changes), packed.hasBelow(headsFolder))
      this.checked = wasChecked ? await this.files.state('packed-refs') : undefined
    })
  }

  viewMark(wanted: RefValues): Promise<string | undefined> {
    return this.inTurn(async () => {
      const loose = await this.scan()
      // Loose ones that add up are put together by the next start.
      if (loose.junk.length > 0 || loose.views > looseRefsMax) return undefined
      if (this.checked === undefined || (await this.files.state('packed-refs')) !== this.checked) return undefined
      for (const [ref, value] of loose.refs) if (!isHeadName(ref) && wanted.get(ref) !== value) return undefined
      for (const ref of this.standing) if (!loose.refs.has(ref)) return undefined
      await this.files.sync('packed-refs')
      return markOf(this.checked, loose)
    })
  }

  rebuildView(wanted: RefValues, mark?: string): Promise<number> {
    return this.inTurn(async () => {
      const loose = await this.scan()
      const state = await this.files.state('packed-refs')
      this.standing.clear()
      for (const ref of loose.refs.keys()) if (!isHeadName(ref)) this.standing.add(ref)
      if (mark === markOf(state, loose)) {
        this.checked = state
        return 0
      }
      let found = this.differences(wanted, loose, await this.readPacked())
      if (found === 'damaged') {
        await this.mendPacked()
        found = this.differences(wanted, loose, await this.readPacked())
      }
      if (found === 'damaged') throw new KubeError('KUBE_DISK', 'packed-refs is written by another program')
      this.checked = this.packed.state
      // Loose refs add up over many small changes; now is the time to put them together.
      const { changes, kept } = found
      if (loose.views > looseRefsMax) await this.change([...changes, ...kept])
      else if (changes.length > 0) await this.change(changes)
      return changes.length
    })
  }

  /** A crash of the machine may leave lines that are none, as the file is a view and not fsynced. */
  private async mendPacked(): Promise<void> {
    await this.files.locked('packed-refs', async () => {
      const refs = parsePackedRefs((await this.files.read('packed-refs')) ?? '')
      await this.files.overwrite('packed-refs', [Buffer.from(formatPackedRefs(refs))], true)
    })
  }

  /** What must change for the view to be as wanted, and the loose refs that are so already. */
  private differences(wanted: RefValues, loose: Scan, packed: PackedRefs): Differences | 'damaged' {
    const changes: RefChange[] = []
    const kept: RefChange[] = []
    let present = 0
    const compare = (ref: RefName, value: ObjectId | undefined): boolean => {
      const right = wanted.get(ref)
      if (right !== undefined) present++
      if (right !== value || right === undefined) changes.push({ ref, value: right })
      return right === value
    }
    for (const [ref, value] of loose.refs) {
      if (!isHeadName(ref) && compare(ref, value)) kept.push({ ref, value })
    }
    for (const ref of loose.junk) compare(ref, undefined)
    // Mostly there are a few of these, and a million lines.
    const seen = new Set([...loose.refs.keys(), ...loose.junk].filter(ref => !isHeadName(ref)))
    let before = ''
    for (const line of packed.lines()) {
      if (line === undefined || byName(before, line[0]) >= 0) return 'damaged'
      before = line[0]
      if (!isHeadName(before) && (seen.size === 0 || !seen.has(before))) compare(before, line[1])
    }
    if (present === wanted.size) return { changes, kept }
    for (const [ref, value] of wanted) {
      if (!seen.has(ref) && !isHeadName(ref) && packed.find(ref) === undefined) changes.push({ ref, value })
    }
    return { changes, kept }
  }
}

/** The file of packed refs, and what stands loose. */
function markOf(packed: string, loose: Scan): string {
  const views = [...loose.refs].filter(([ref]) => !isHeadName(ref)).sort(([a], [b]) => byName(a, b))
  return JSON.stringify([packed, loose.junk, views])
}

/** Of a million refs the start of the name says that they are none. */
const isHeadName = (ref: RefName): boolean => ref.startsWith(headsFolder) && headPattern.test(ref)

function inOrder(text: Buffer): PackedRefs {
  return new PackedRefs(bytesOf(Buffer.from(formatPackedRefs(parsePackedRefs(text.toString('utf8'))))))
}

/** A checkpoint is made again, or comes again. */
const isSpare = (ref: RefName): boolean => /\/!checkpoint(-\d+)?$/.test(ref)

function damagedHead(ref: RefName): KubeError {
  return new KubeError('KUBE_DISK', `${ref} is damaged`, {
    reason: 'the head of a chain holds no id; its newest entry is still among the objects',
    next: ['kubed fsck']
  })
}
