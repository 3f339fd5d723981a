// The Refs port in the index: chain heads durable, all else a view.
import { fromHex, toHex } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import type { ObjectId, RefName } from '../base/types.ts'
import type { RefChange, Refs, RefValues } from '../ports/refs.ts'
import { checkRef, conflict, headPattern, headsFolder } from '../storage/ref-names.ts'
import type { Change } from './durable-level.ts'
import type { IndexTable } from './index-table.ts'

const keyPrefix = 'ref/'
const idBytes = 20
/** Ids one after another. */
const shallowKey = 'shallow'

function changeOf({ ref, value }: RefChange): Change {
  return { key: keyPrefix + ref, value: value === undefined ? undefined : fromHex(value) }
}

/** `refs/a/b/c` → `refs/a/b`, `refs/a`. */
function foldersOf(ref: RefName): string[] {
  const parts = ref.split('/')
  return parts.slice(2).map((_, index) => parts.slice(0, parts.length - 1 - index).join('/'))
}

export class BlockRefs implements Refs {
  private readonly index: IndexTable
  private turn: Promise<unknown> = Promise.resolve()

  constructor(index: IndexTable) {
    this.index = index
  }

  /** Changes go one after the other. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work)
    // The caller gets the failure; the next change does not depend on it.
    this.turn = result.catch(() => undefined)
    return result
  }

  private async startingWith(prefix: string): Promise<Map<RefName, ObjectId>> {
    const found = new Map<RefName, ObjectId>()
    for (const [key, value] of await this.index.startingWith(keyPrefix + prefix)) {
      // One that is damaged is as good as none: a peer has the head, the ledger all others.
      if (value.length === idBytes) found.set(key.slice(keyPrefix.length), toHex(value))
    }
    return found
  }

  list(): Promise<Map<RefName, ObjectId>> {
    return this.inTurn(() => this.startingWith(''))
  }

  heads(): Promise<Map<RefName, ObjectId>> {
    return this.inTurn(async () => {
      const found = await this.startingWith(`${headsFolder}/`)
      for (const ref of found.keys()) if (!headPattern.test(ref)) found.delete(ref)
      return found
    })
  }

  /** @throws KUBE_REF_CONFLICT, KUBE_REF_INVALID for what cannot be a head */
  refuse(refs: Iterable<RefName>): Promise<void> {
    return this.inTurn(async () => {
      for (const ref of refs) await this.refuseHead(ref)
    })
  }

  private async refuseHead(ref: RefName): Promise<void> {
    checkRef(ref)
    if (!headPattern.test(ref)) throw new KubeError('KUBE_REF_INVALID', `${ref} is not a chain head`)
    await this.refuseConflict(ref, new Overlay())
  }

  setHead(ref: RefName, value: ObjectId): Promise<void> {
    return this.inTurn(async () => {
      await this.refuseHead(ref)
      await this.index.put(keyPrefix + ref, fromHex(value))
    })
  }

  setView(changes: readonly RefChange[]): Promise<void> {
    return this.inTurn(() => this.apply(changes))
  }

  private async apply(changes: readonly RefChange[]): Promise<void> {
    for (const { ref } of changes) {
      checkRef(ref)
      if (headPattern.test(ref)) throw new KubeError('KUBE_REF_INVALID', `${ref} is a chain head, not a view`)
    }
    const overlay = new Overlay()
    for (const change of changes) {
      if (change.value !== undefined) await this.refuseConflict(change.ref, overlay)
      overlay.set(change)
    }
    await this.index.change(changes.map(changeOf))
  }

  /** As git: no ref is a folder of another. */
  private async refuseConflict(ref: RefName, overlay: Overlay): Promise<void> {
    if (overlay.has(ref) === true || (overlay.has(ref) === undefined && (await this.isHere(ref)))) return
    for (const folder of foldersOf(ref)) {
      if (overlay.has(folder) ?? (await this.isHere(folder))) throw conflict(ref, folder)
    }
    if (overlay.isFolder(ref)) throw conflict(ref)
    for (let count = 1; ; count *= 8) {
      const below = await this.index.startingWith(`${keyPrefix}${ref}/`, count)
      const other = below.map(([key]) => key.slice(keyPrefix.length)).find(name => overlay.has(name) !== false)
      if (other !== undefined) throw conflict(ref, other)
      if (below.length < count) return
    }
  }

  private async isHere(ref: RefName): Promise<boolean> {
    return (await this.index.get(keyPrefix + ref)) !== undefined
  }

  shallow(): Promise<Set<ObjectId>> {
    return this.inTurn(async () => {
      const ids = (await this.index.get(shallowKey)) ?? new Uint8Array()
      return new Set(toHex(ids).match(/.{40}/g))
    })
  }

  setShallow(commits: ReadonlySet<ObjectId>): Promise<void> {
    return this.inTurn(() => this.index.put(shallowKey, fromHex([...commits].sort().join(''))))
  }

  rebuildView(refs: RefValues): Promise<number> {
    return this.inTurn(async () => {
      const here = await this.startingWith('')
      const heads = new Map([...here].filter(([ref]) => headPattern.test(ref)))
      const removed: RefChange[] = []
      const set: RefChange[] = []
      for (const ref of here.keys()) {
        if (!headPattern.test(ref) && refs.get(ref) === undefined) removed.push({ ref, value: undefined })
      }
      for (const [ref, value] of refs) if (!headPattern.test(ref) && here.get(ref) !== value) set.push({ ref, value })
      for (const { ref } of set) {
        checkRef(ref)
        const other = foldersOf(ref).find(folder => (refs.get(folder) ?? heads.get(folder)) !== undefined)
        if (other !== undefined) throw conflict(ref, other)
      }
      await this.index.change([...removed, ...set].map(changeOf))
      return removed.length + set.length
    })
  }
}

/** What changes of one call have made of the refs so far. */
class Overlay {
  private readonly values = new Map<RefName, boolean>()
  private readonly folders = new Map<string, number>()

  /** Undefined where no change was about it. */
  has(ref: RefName): boolean | undefined {
    return this.values.get(ref)
  }

  isFolder(name: string): boolean {
    return (this.folders.get(name) ?? 0) > 0
  }

  set({ ref, value }: RefChange): void {
    const before = this.values.get(ref) ?? false
    const after = value !== undefined
    this.values.set(ref, after)
    if (before === after) return
    for (const folder of foldersOf(ref)) this.folders.set(folder, (this.folders.get(folder) ?? 0) + (after ? 1 : -1))
  }
}
