// The Refs port in memory, over a MemoryDisk.
import { KubeError } from '../../src/base/errors.ts'
import type { ObjectId, RefName } from '../../src/base/types.ts'
import type { RefChange, Refs, RefValues } from '../../src/ports/refs.ts'
import type { MachineLife, MemoryDisk } from './memory-disk.ts'

const good = /^refs(\/(?![.])[^\p{Cc} ~^:?*[\\/]+)+$/u

export class MemoryRefs implements Refs {
  private readonly disk: MemoryDisk
  private readonly life: MachineLife

  constructor(disk: MemoryDisk, life: MachineLife) {
    this.disk = disk
    this.life = life
  }

  async list(): Promise<Map<RefName, ObjectId>> {
    this.life.check()
    return new Map(this.disk.refsLive)
  }

  async heads(): Promise<Map<RefName, ObjectId>> {
    this.life.check()
    return new Map([...this.disk.refsLive].filter(([ref]) => this.disk.isHead(ref)))
  }

  private check(ref: RefName, isHead: boolean): void {
    const forbidden = !good.test(ref) || /\.\.|@\{|\.lock(\/|$)|\.$/.test(ref)
    if (forbidden || this.disk.isHead(ref) !== isHead) {
      throw new KubeError('KUBE_REF_INVALID', `${JSON.stringify(ref)} cannot be written`, { reason: 'its name' })
    }
  }

  /** @throws KUBE_REF_INVALID for what cannot be a head */
  refuse(ref: RefName): void {
    this.check(ref, true)
  }

  async setHead(ref: RefName, value: ObjectId): Promise<void> {
    this.disk.enter('refs.setHead', this.life)
    this.check(ref, true)
    this.disk.headsLanding.set(ref, value)
    await Promise.resolve()
    this.life.check()
    this.disk.headsLanding.delete(ref)
    this.disk.refsDurable.set(ref, value)
    this.disk.refsLive.set(ref, value)
  }

  async setView(changes: readonly RefChange[]): Promise<void> {
    this.disk.enter('refs.setView', this.life)
    this.change(changes)
  }

  private change(changes: readonly RefChange[]): void {
    for (const { ref } of changes) this.check(ref, false)
    for (const { ref, value } of changes) {
      if (value === undefined) this.disk.refsLive.delete(ref)
      else {
        this.refuseConflict(ref)
        this.disk.refsLive.set(ref, value)
      }
    }
  }

  private refuseConflict(ref: RefName): void {
    if (this.disk.refsLive.has(ref)) return
    for (const other of this.disk.refsLive.keys()) {
      if (other.startsWith(`${ref}/`) || ref.startsWith(`${other}/`)) {
        throw new KubeError('KUBE_REF_INVALID', `${ref} cannot be written`, { reason: `${other} is a ref` })
      }
    }
  }

  async shallow(): Promise<Set<ObjectId>> {
    this.life.check()
    return new Set(this.disk.shallow)
  }

  async setShallow(commits: ReadonlySet<ObjectId>): Promise<void> {
    this.disk.enter('refs.setShallow', this.life)
    this.disk.shallow = new Set(commits)
  }

  async rebuildView(refs: RefValues): Promise<number> {
    this.disk.enter('refs.rebuildView', this.life)
    const changes: RefChange[] = []
    for (const ref of this.disk.refsLive.keys()) {
      if (refs.get(ref) === undefined && !this.disk.isHead(ref)) changes.push({ ref, value: undefined })
    }
    for (const [ref, value] of refs) {
      if (!this.disk.isHead(ref) && this.disk.refsLive.get(ref) !== value) changes.push({ ref, value })
    }
    this.change(changes)
    return changes.length
  }
}
