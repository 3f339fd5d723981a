// Whether entries that arrive bring all that they name.
import { decodeCommit, decodeTag, decodeTree } from '../../base/git-format.ts'
import { readBytesMax } from '../../base/limits.ts'
import type { Logger, ObjectId, RefName } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { GitObject, Objects } from '../../ports/objects.ts'
import type { StagedEntry } from '../../sync/types.ts'
import { lackedBelow } from '../objects/below.ts'
import { eachOf } from '../objects/pending-objects.ts'
import { hashedRaw } from '../objects/raw-object.ts'
import { formed, readAs } from '../objects/small-commit.ts'
import type { DoubtedValues } from './changes.ts'

export interface ConnectedOptions {
  readonly ledger: Pick<Ledger, 'missing'>
  readonly objects: Objects
  readonly logger: Logger
  /** Which values of refs are here whole; see `Lacking`. Absent: whatever is here is. */
  readonly lacking?: Pick<DoubtedValues, 'isPossible' | 'isWhole'>
  /** Brings objects here that an entry counts on, with all that they need; whether all are here then. */
  readonly recover?: (ids: ReadonlySet<ObjectId>) => Promise<boolean>
}

/** Leaves out entries that name objects which nobody listed, with what builds on them. */
export async function connectedOnly(
  entries: readonly StagedEntry[],
  options: ConnectedOptions
): Promise<StagedEntry[]> {
  const { ledger, logger } = options
  const whole: StagedEntry[] = []
  const taken = new Set<ObjectId>()
  const connecting = new Connecting(options)
  for (const staged of entries) {
    const { entry } = staged
    if (!ledger.missing(entry).every(id => taken.has(id))) continue
    if (await connecting.isConnected(staged)) {
      whole.push(staged)
      taken.add(entry.id)
    } else
      logger.log('warn', 'an entry names objects that it does not list', {
        chain: entry.chain,
        sequence: entry.sequence
      })
  }
  return whole
}

/** Entries that are taken in together, one after another. */
export class Connecting {
  readonly #options: Pick<ConnectedOptions, 'objects' | 'lacking' | 'recover'>
  /** What those bring that were found to be connected, and what they count on. */
  readonly #whole = new Set<ObjectId>()
  /** Objects that came with their entries, and are not stored yet. */
  readonly #inline = new Map<ObjectId, GitObject>()

  constructor(options: Pick<ConnectedOptions, 'objects' | 'lacking' | 'recover'>) {
    this.#options = options
  }

  /**
   * Whether everything that the new commits, trees and tags name is listed or here, and these are what they say they are:
   * nothing incomplete becomes visible.
   */
  async isConnected(staged: StagedEntry): Promise<boolean> {
    const listed = new Set(staged.listed.map(object => object.id))
    for (const object of staged.inline.map(hashedRaw)) this.#inline.set(object.id, object)
    const outside = new Set<ObjectId>()
    const name = (id: ObjectId): void => {
      if (!listed.has(id) && !this.#whole.has(id)) outside.add(id)
    }
    for (const update of staged.entry.updates) if (update.new !== undefined) name(update.new)
    const parts = staged.listed.flatMap(({ id, type }) => (type === 'blob' ? [] : [{ id, type }]))
    const children = await eachOf(parts, ({ id, type }) => this.#readAs(id, type, content => childrenOf(type, content)))
    for (const found of children) {
      if (found === undefined) return false
      for (const child of found) name(child)
    }
    if (!(await this.#isHere(outside, staged, listed))) return false
    for (const id of listed) this.#whole.add(id)
    return true
  }

  /** Whether what an entry counts on and does not list is here, with all that it needs. */
  async #isHere(outside: ReadonlySet<ObjectId>, staged: StagedEntry, listed: ReadonlySet<ObjectId>): Promise<boolean> {
    if (outside.size === 0) return true
    const { objects, lacking, recover = async () => false } = this.#options
    if (!lacking?.isPossible) {
      const here = await objects.present([...outside])
      return here.size === outside.size || (await recover(outside.difference(here)))
    }
    const before = await this.#before(staged, listed)
    const missing = await lackedBelow(objects, outside.difference(before), this.#whole)
    return missing.size === 0 || (await recover(missing))
  }

  /**
   * What the values name that are replaced: in the place of each tree that is listed. What else stands in a tree, or stood
   * elsewhere, is not among it.
   */
  async #before({ entry }: StagedEntry, listed: ReadonlySet<ObjectId>): Promise<Set<ObjectId>> {
    const before = new Set<ObjectId>()
    const walked = new Set<string>()
    const walk = async (now: ObjectId, then: ObjectId): Promise<void> => {
      before.add(then)
      const pair = `${now} ${then}`
      if (now === then || !listed.has(now) || walked.has(pair)) return
      walked.add(pair)
      const [trees, old] = [await this.#readAs(now, 'tree', treesIn), await this.#readAs(then, 'tree', decodeTree)]
      for (const { mode, name, id } of old ?? []) {
        if (mode === '160000') continue
        before.add(id)
        const successor = mode === '40000' ? trees?.get(name) : undefined
        if (successor !== undefined) await walk(successor, id)
      }
    }
    for (const { ref, old, new: value } of entry.updates) {
      if (old === undefined || value === undefined || !this.#isWhole(ref, old)) continue
      before.add(old)
      const tree = await this.#readAs(value, 'commit', treeOf)
      const oldTree = await this.#readAs(old, 'commit', treeOf)
      if (tree !== undefined && oldTree !== undefined) await walk(tree, oldTree)
    }
    return before
  }

  #isWhole(ref: RefName, value: ObjectId): boolean {
    return this.#whole.has(value) || this.#options.lacking?.isWhole(ref, value) === true
  }

  #readAs<T>(id: ObjectId, type: 'commit' | 'tree' | 'tag', read: (content: Uint8Array) => T) {
    const known = this.#inline.get(id)
    if (known !== undefined) return known.type === type ? formed(() => read(known.content)) : undefined
    return readAs(this.#options.objects, id, { type, bytesMax: readBytesMax }, read)
  }
}

const treeOf = (content: Uint8Array): ObjectId => decodeCommit(content).tree

const treesIn = (content: Uint8Array): Map<string, ObjectId> =>
  new Map(decodeTree(content).flatMap(({ mode, name, id }) => (mode === '40000' ? [[name, id]] : [])))

function childrenOf(type: 'commit' | 'tree' | 'tag', content: Uint8Array): ObjectId[] {
  if (type === 'tag') return [decodeTag(content)]
  if (type === 'tree')
    return decodeTree(content)
      .filter(entry => entry.mode !== '160000')
      .map(entry => entry.id)
  const { tree, parents } = decodeCommit(content)
  return [tree, ...parents]
}
