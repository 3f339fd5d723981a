// A disk in memory: what is durable stands apart from what is only written, so that a machine can crash and
// start again with nothing but the former. No timers, no randomness: what survives is asked of the caller.
import { KubeError } from '../../src/base/errors.ts'
import type { ObjectId, RefName } from '../../src/base/types.ts'
import type { GitObject, Objects } from '../../src/ports/objects.ts'
import type { Refs } from '../../src/ports/refs.ts'
import type { State, StateOperation } from '../../src/ports/state.ts'
import { headPattern } from '../../src/storage/ref-names.ts'
import { MemoryObjects } from './memory-objects.ts'
import { MemoryRefs } from './memory-refs.ts'
import { MemoryState } from './memory-state.ts'

export type DiskOperation =
  | 'objects.write'
  | 'objects.receive'
  | 'objects.read'
  | 'objects.free'
  | 'refs.setHead'
  | 'refs.setShallow'
  | 'refs.setView'
  | 'refs.rebuildView'
  | 'state.batch'

/** An error for an operation that must fail; nothing of it is stored then. */
export type Fault = (operation: DiskOperation) => Error | undefined

/** What is asked at a crash of all that had not become durable: `object <id>`, `ref <name>`, `state`. */
export type Survives = (what: string) => boolean

export function diskFull(): KubeError {
  return new KubeError('KUBE_DISK_FULL', 'no space left on the disk', { reason: 'a fault of the test' })
}

/** The life of the handles opened between two crashes. */
export class MachineLife {
  over = false

  check(): void {
    if (this.over) throw new KubeError('KUBE_DISK', 'the machine has crashed', { reason: 'a fault of the test' })
  }
}

export class MemoryDisk {
  fault: Fault
  life = new MachineLife()
  readonly objectsDurable = new Map<ObjectId, GitObject>()
  /** Being written: a crash may leave any of them. */
  readonly objectsLanding = new Map<ObjectId, GitObject>()
  readonly refsDurable = new Map<RefName, ObjectId>()
  readonly refsLive = new Map<RefName, ObjectId>()
  readonly headsLanding = new Map<RefName, ObjectId>()
  shallow: ReadonlySet<ObjectId> = new Set()
  readonly stateDurable = new Map<string, Uint8Array>()
  readonly stateLive = new Map<string, Uint8Array>()
  /** Batches since the last crash, in order: a crash leaves the first few of them. */
  stateJournal: (readonly StateOperation[])[] = []

  constructor(fault: Fault = () => undefined) {
    this.fault = fault
  }

  objects(): Objects {
    return new MemoryObjects(this, this.life)
  }

  refs(): Refs {
    return new MemoryRefs(this, this.life)
  }

  state(): State {
    return new MemoryState(this, this.life)
  }

  /** Fails when the machine has crashed meanwhile or the test says so. */
  enter(operation: DiskOperation, life: MachineLife): void {
    life.check()
    const error = this.fault(operation)
    if (error !== undefined) throw error
  }

  /**
   * All handles are dead and what was not durable is gone, but for what survives: nothing by default, the worst that
   * a loss of power may do. `() => true` is a killed process.
   */
  crash(survives: Survives = () => false): void {
    this.life.over = true
    this.life = new MachineLife()
    for (const [id, object] of this.objectsLanding) {
      if (survives(`object ${id}`)) this.objectsDurable.set(id, object)
    }
    this.objectsLanding.clear()
    for (const [ref, value] of this.headsLanding) if (survives(`ref ${ref}`)) this.refsDurable.set(ref, value)
    this.headsLanding.clear()
    this.crashViews(survives)
    this.crashState(survives)
  }

  private crashViews(survives: Survives): void {
    const names = new Set([...this.refsLive.keys(), ...this.refsDurable.keys()])
    for (const ref of names) {
      const value = this.refsLive.get(ref)
      if (value === this.refsDurable.get(ref) || this.isHead(ref) || !survives(`ref ${ref}`)) continue
      if (value === undefined) this.refsDurable.delete(ref)
      else this.refsDurable.set(ref, value)
    }
    this.refsLive.clear()
    for (const [ref, value] of this.refsDurable) this.refsLive.set(ref, value)
  }

  private crashState(survives: Survives): void {
    for (const batch of this.stateJournal) {
      if (!survives('state')) break
      applyBatch(this.stateDurable, batch)
    }
    this.stateJournal = []
    this.stateLive.clear()
    for (const [key, value] of this.stateDurable) this.stateLive.set(key, value)
  }

  isHead(ref: RefName): boolean {
    return headPattern.test(ref)
  }

  /** Turns one bit of an object over. */
  damage(id: ObjectId): void {
    const object = this.objectsDurable.get(id)
    if (object === undefined) return
    const content = object.content.length === 0 ? new Uint8Array(1) : Uint8Array.from(object.content)
    content[0] = content[0]! ^ 1
    this.objectsDurable.set(id, { type: object.type, content })
  }
}

export function applyBatch(map: Map<string, Uint8Array>, operations: readonly StateOperation[]): void {
  for (const { key, value } of operations) {
    if (value === undefined) map.delete(key)
    else map.set(key, Uint8Array.from(value))
  }
}

/** What is durable on one disk, on another too. */
export function copy(from: MemoryDisk, to: MemoryDisk): void {
  for (const [id, object] of from.objectsDurable) to.objectsDurable.set(id, object)
  for (const [ref, value] of from.refsDurable) to.refsDurable.set(ref, value)
  for (const [key, value] of from.stateDurable) to.stateDurable.set(key, value)
}
