// The Refs port over a bare repository: chain heads durable, all else a view that git reads.
import { KubeError } from '../base/errors.ts'
import { isObjectId } from '../base/git-format.ts'
import { looseRefsMax } from '../base/limits.ts'
import type { ObjectId, RefName } from '../base/types.ts'
import type { RefChange, Refs } from '../ports/refs.ts'
import { onDisk } from './disk.ts'
import { formatPackedRefs, type PackedRef, parsePackedRefs } from './packed-refs.ts'
import { conflict, type RefFiles } from './ref-files.ts'

const headPattern = /^refs\/!kubes\/[^/]+\/!(log|fork(-[0-9a-f]+)?)$/
// git-check-ref-format, as far as names can do harm here.
const badRef = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(\/|$)|[/.]$/u

function checkRef(ref: RefName): void {
  if (ref.startsWith('refs/') && !badRef.test(ref) && ref.isWellFormed()) return
  throw new KubeError('KUBE_REF_INVALID', `${JSON.stringify(ref)} is not a ref`, { reason: 'git forbids the name' })
}

interface Packed {
  /** Of the file that was read. */
  readonly state: string
  readonly refs: ReadonlyMap<RefName, PackedRef>
  /** Every name that a packed ref has above it. */
  above: ReadonlySet<string> | undefined
}

interface Scan {
  readonly refs: Map<RefName, ObjectId>
  /** Loose refs that are a view. */
  readonly views: number
  /** Files among them that hold no id. */
  readonly junk: readonly RefName[]
}

export class GitRefs implements Refs {
  private readonly files: RefFiles
  private readonly peel: (id: ObjectId) => Promise<ObjectId | undefined>
  private packed: Packed = { state: '-', refs: new Map(), above: undefined }
  private turn: Promise<unknown> = Promise.resolve()

  /** @param peel gives what a tag object leads to; undefined for any other object */
  constructor(files: RefFiles, peel: (id: ObjectId) => Promise<ObjectId | undefined>) {
    this.files = files
    this.peel = peel
  }

  /** Changes go one after the other. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(() => onDisk(work))
    // The caller gets the failure; the next change does not depend on it.
    this.turn = result.catch(() => undefined)
    return result
  }

  list(): Promise<Map<RefName, ObjectId>> {
    return this.inTurn(async () => (await this.scan()).refs)
  }

  private async scan(): Promise<Scan> {
    // Loose ones first: git pack-refs writes the packed file before it removes them, so none is missed.
    const loose = new Map<RefName, ObjectId>()
    const junk: RefName[] = []
    let views = 0
    for await (const ref of this.files.names()) {
      const value = (await this.files.read(ref))?.trimEnd()
      if (value === undefined) continue
      const isHead = headPattern.test(ref)
      if (!isHead) views++
      if (isObjectId(value)) loose.set(ref, value)
      else if (isHead) throw damagedHead(ref)
      else junk.push(ref)
    }
    const refs = new Map<RefName, ObjectId>()
    for (const [ref, { value }] of await this.readPacked()) refs.set(ref, value)
    for (const [ref, value] of loose) refs.set(ref, value)
    return { refs, views, junk }
  }

  private async readPacked(): Promise<ReadonlyMap<RefName, PackedRef>> {
    const state = await this.files.state('packed-refs')
    if (state !== this.packed.state) {
      const text = (await this.files.read('packed-refs')) ?? ''
      // Read after its state: if it changed in between, the next look reads it again.
      this.packed = { state, refs: parsePackedRefs(text), above: undefined }
    }
    return this.packed.refs
  }

  setHead(ref: RefName, value: ObjectId): Promise<void> {
    return this.inTurn(async () => {
      checkRef(ref)
      if (!headPattern.test(ref)) throw new KubeError('KUBE_REF_INVALID', `${ref} is not a chain head`)
      await this.files.replace(ref, `${value}\n`, true)
    })
  }

  setView(changes: readonly RefChange[]): Promise<void> {
    return this.inTurn(() => this.change(changes))
  }

  private async change(changes: readonly RefChange[]): Promise<void> {
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
      }
    }
  }

  // The files of loose refs stand in each other's way by themselves; those in packed-refs must be looked up.
  private async refuseConflict(ref: RefName): Promise<void> {
    const refs = await this.readPacked()
    if (refs.size === 0 || refs.has(ref)) return
    this.packed.above ??= new Set([...refs.keys()].flatMap(namesAbove))
    const other = namesAbove(ref).find(name => refs.has(name))
    if (other !== undefined || this.packed.above.has(ref)) throw conflict(ref, other)
  }

  private async remove(ref: RefName): Promise<void> {
    if ((await this.readPacked()).has(ref)) await this.rewritePacked(refs => refs.delete(ref))
    await this.files.remove(ref)
  }

  private async changePacked(changes: readonly RefChange[]): Promise<void> {
    const last = new Map(changes.map(({ ref, value }) => [ref, value]))
    const entries = new Map<RefName, PackedRef>()
    for (const [ref, value] of last) {
      if (value !== undefined) entries.set(ref, await this.entryFor(ref, value))
    }
    await this.rewritePacked(refs => {
      for (const ref of last.keys()) refs.delete(ref)
      for (const [ref, entry] of entries) refs.set(ref, entry)
      refuseConflicts(refs)
    })
    // A loose ref would hide the packed one.
    const loose = new Set<RefName>()
    for await (const ref of this.files.names()) loose.add(ref)
    for (const ref of last.keys()) if (loose.has(ref)) await this.files.remove(ref)
  }

  /** Leaves of nodes (`!meta`, `!https`) hold commits; what stands below them may be a tag that someone pushed. */
  private async entryFor(ref: RefName, value: ObjectId): Promise<PackedRef> {
    const isLeaf = ref.slice(ref.lastIndexOf('/') + 1).startsWith('!')
    const peeled = isLeaf ? undefined : await this.peel(value)
    return peeled === undefined ? { value } : { value, peeled }
  }

  private async rewritePacked(work: (refs: Map<RefName, PackedRef>) => void): Promise<void> {
    await this.files.locked('packed-refs', async () => {
      const refs = new Map(await this.readPacked())
      work(refs)
      // Only git itself puts chain heads there; from then on the file is more than a view.
      const durable = [...refs.keys()].some(ref => headPattern.test(ref))
      await this.files.overwrite('packed-refs', formatPackedRefs(refs), durable)
    })
  }

  rebuildView(refs: ReadonlyMap<RefName, ObjectId>): Promise<number> {
    return this.inTurn(async () => {
      const present = await this.scan()
      const changes: RefChange[] = []
      for (const ref of [...present.refs.keys(), ...present.junk]) {
        if (!refs.has(ref) && !headPattern.test(ref)) changes.push({ ref, value: undefined })
      }
      const kept: RefChange[] = []
      for (const [ref, value] of refs) {
        if (headPattern.test(ref)) continue
        if (present.refs.get(ref) === value) kept.push({ ref, value })
        else changes.push({ ref, value })
      }
      // Loose refs add up over many small changes; now is the time to put them together.
      if (present.views > looseRefsMax) await this.change([...changes, ...kept])
      else if (changes.length > 0) await this.change(changes)
      return changes.length
    })
  }
}

function namesAbove(ref: RefName): string[] {
  const names: string[] = []
  for (let at = ref.indexOf('/'); at >= 0; at = ref.indexOf('/', at + 1)) names.push(ref.slice(0, at))
  return names
}

function refuseConflicts(refs: ReadonlyMap<RefName, PackedRef>): void {
  for (const ref of refs.keys()) {
    const other = namesAbove(ref).find(name => refs.has(name))
    if (other !== undefined) throw conflict(ref, other)
  }
}

function damagedHead(ref: RefName): KubeError {
  return new KubeError('KUBE_DISK', `${ref} is damaged`, {
    reason: 'the head of a chain holds no id; its newest entry is still among the objects',
    next: ['kubed fsck']
  })
}
