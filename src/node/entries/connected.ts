// Whether entries that arrive bring all that they name.
import { toKubeError } from '../../base/errors.ts'
import { decodeCommit, decodeTag, decodeTree, type TreeEntry } from '../../base/git-format.ts'
import { readBytesMax } from '../../base/limits.ts'
import type { Logger, ObjectId, RefName } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Entry } from '../../ledger/types.ts'
import type { GitObject, Objects } from '../../ports/objects.ts'
import type { StagedEntry } from '../../sync/types.ts'
import { gapsBehind, lackedBelow } from '../objects/below.ts'
import { eachOf } from '../objects/pending-objects.ts'
import { hashedRaw } from '../objects/raw-object.ts'
import { historyMax } from '../objects/reachable.ts'
import type { Shallow } from '../objects/shallow.ts'
import { formed, readAs } from '../objects/small-commit.ts'
import type { DoubtedValues } from './changes.ts'
import type { Listings } from './listings.ts'

export interface ConnectedOptions {
  readonly ledger: Pick<Ledger, 'missing' | 'get' | 'ref' | 'writes' | 'isGranted'>
  readonly objects: Objects
  readonly logger: Logger
  /** Which values of refs are here whole; see `Lacking`. Absent: whatever is here is. */
  readonly lacking?: Pick<DoubtedValues, 'isPossible' | 'isWhole'>
  /** Brings objects here that an entry counts on, with all that they need; see `Recovering`. Absent: what is not here is nowhere. */
  readonly seek?: (ids: Iterable<ObjectId>) => Promise<'here' | 'nowhere' | 'later'>
  /** What the entries of the ledger list. Absent: whatever is here was listed. */
  readonly listings?: Pick<Listings, 'lackOne'>
  /** Where histories end here. Absent: they never do. */
  readonly shallow?: Pick<Shallow, 'commits' | 'change'>
}

/** What something listed names: what it is not whole without, and the commits before it. */
interface Named {
  readonly parts: readonly ObjectId[]
  readonly parents: readonly ObjectId[]
}

/** Entries of its own chain, and commits before what they set, through which a value is looked for that an entry replaces. */
const lookedBackMax = 256

/** Leaves out entries that name objects which nobody listed, with what builds on them. */
export async function connectedOnly(
  entries: readonly StagedEntry[],
  options: ConnectedOptions
): Promise<StagedEntry[]> {
  const { ledger, logger } = options
  const whole: StagedEntry[] = []
  const connecting = new Connecting(options)
  for (const staged of entries) {
    const { entry } = staged
    if (!ledger.missing(entry).every(id => connecting.isTaken(id))) continue
    const { chain, sequence } = entry
    try {
      const isConnected = await connecting.isConnected(staged)
      if (isConnected) whole.push(staged)
      else if (isConnected === undefined) logger.log('info', 'an entry waits until lists are read', { chain, sequence })
      else logger.log('warn', 'an entry names objects that it does not list', { chain, sequence })
    } catch (thrown) {
      // It keeps nothing else from being taken.
      const { code, reason, message } = toKubeError(thrown)
      logger.log('error', 'what an entry names cannot be read', { chain, sequence, code, reason: reason || message })
    }
  }
  return whole
}

/** Entries that are taken in together, one after another. */
export class Connecting {
  readonly #options: Pick<ConnectedOptions, 'objects'> & Partial<ConnectedOptions>
  /** What those bring that were found to be connected, and what they count on. */
  readonly #whole = new Set<ObjectId>()
  readonly #taken = new Map<ObjectId, Entry>()
  /** What entries list of chains that nobody was granted anything for: they may be left out, with what builds on them. */
  readonly #ofNobody = new Map<ObjectId, ReadonlySet<ObjectId>>()
  /** Those of these entries that the one looked at builds on. */
  #below: ReadonlySet<ObjectId>[] = []
  /** Objects that came with their entries, and are not stored yet. */
  readonly #inline = new Map<ObjectId, GitObject>()

  constructor(options: Pick<ConnectedOptions, 'objects'> & Partial<ConnectedOptions>) {
    this.#options = options
  }

  /**
   * Whether everything that the new commits, trees and tags name is listed or here, and these are what they say they are:
   * nothing incomplete becomes visible. Undefined while it is not known what is listed.
   */
  async isConnected(staged: StagedEntry): Promise<boolean | undefined> {
    const listed = new Set(staged.listed.map(object => object.id))
    this.#below = this.#ofNobody.size > 0 ? this.#listsBelow(staged.entry) : []
    for (const object of staged.inline.map(hashedRaw)) this.#inline.set(object.id, object)
    const isOutside = (id: ObjectId): boolean => !listed.has(id) && !this.#isBrought(id)
    const outside = new Set<ObjectId>()
    /** By commit that is not listed: the listed ones that come after it. */
    const before = new Map<ObjectId, ObjectId[]>()
    const { updates } = staged.entry
    for (const { new: value } of updates) if (value !== undefined && isOutside(value)) outside.add(value)
    const naming = staged.listed.flatMap(({ id, type }) => (type === 'blob' ? [] : [{ id, type }]))
    const named = await eachOf(naming, ({ id, type }) => this.#readAs(id, type, content => namedBy(type, content)))
    for (const [at, found] of named.entries()) {
      if (found === undefined) return false
      const { id } = naming[at]!
      for (const part of found.parts) if (isOutside(part)) outside.add(part)
      const parents = this.#options.shallow?.commits.has(id) ? [] : found.parents
      for (const parent of parents) {
        if (!isOutside(parent)) continue
        const after = before.get(parent)
        if (after === undefined) before.set(parent, [id])
        else after.push(id)
      }
    }
    // What is replaced was not freed: it is brought.
    for (const id of [...outside, ...updates.map(({ old }) => old)]) if (id && before.delete(id)) outside.add(id)
    const isHere = await this.#isHere(outside, staged, listed)
    if (!isHere) return isHere
    const isWhole = before.size === 0 || (await this.#endHistories(before))
    if (!isWhole) return isWhole
    const { chain, id } = staged.entry
    if (this.#options.ledger?.isGranted(chain) ?? true) for (const object of listed) this.#whole.add(object)
    else this.#ofNobody.set(id, listed)
    this.#taken.set(id, staged.entry)
    return true
  }

  isTaken(id: ObjectId): boolean {
    return this.#taken.has(id)
  }

  /** Whether what an entry counts on and does not list is here, with all that it needs, and others can have it too. */
  async #isHere(
    outside: ReadonlySet<ObjectId>,
    staged: StagedEntry,
    listed: ReadonlySet<ObjectId>
  ): Promise<boolean | undefined> {
    if (outside.size === 0) return true
    const { objects, lacking, seek } = this.#options
    const rest = outside.difference(await this.#before(staged, listed, (ref, old) => this.#isWhole(ref, old)))
    if (rest.size === 0) return true
    const isListed = await this.#isListed(rest, staged, listed)
    if (!isListed) return isListed
    const missing = lacking?.isPossible
      ? await lackedBelow(objects, rest, this.#whole)
      : rest.difference(await objects.present([...rest]))
    return missing.size === 0 || (await seek?.(missing)) === 'here'
  }

  /**
   * History that a listed commit goes on from may have been freed everywhere, as that of what lost a conflict: where it can be
   * had of nobody it ends there, with every machine that lacks it. Undefined while that is not known.
   */
  async #endHistories(before: ReadonlyMap<ObjectId, readonly ObjectId[]>): Promise<boolean | undefined> {
    const { objects, shallow, seek = async () => 'nowhere' } = this.#options
    const ends = new Set<ObjectId>()
    const here = new Set<ObjectId>()
    for (const [parent, listed] of before) {
      const lacked = await lackedBelow(objects, [parent], this.#whole)
      const found = lacked.size === 0 ? 'here' : await seek([parent])
      if (found === 'later') return undefined
      if (found === 'here') here.add(parent)
      else for (const id of listed) ends.add(id)
    }
    if (shallow === undefined) return ends.size === 0
    // Of a transfer that came to nothing it may be here, and not what was before it.
    const gaps = await gapsBehind(objects, here, { shallow: shallow.commits, max: historyMax })
    if (ends.size + gaps.size > 0) await shallow.change(known => known.union(ends).union(gaps))
    return true
  }

  /** Whether an entry brought it, or is to bring it, as far as that can be known. */
  async #isListed(
    rest: ReadonlySet<ObjectId>,
    staged: StagedEntry,
    listed: ReadonlySet<ObjectId>
  ): Promise<boolean | undefined> {
    const { listings } = this.#options
    if (listings === undefined) return true
    const past = await this.#past(staged.entry)
    const replaced = await this.#before(staged, listed, (_, old) => past.has(old))
    const unknown = rest.difference(past).difference(replaced)
    if (unknown.size === 0) return true
    const isLacking = await listings.lackOne(unknown)
    return isLacking === undefined ? undefined : !isLacking
  }

  /**
   * What it replaces, as far as entries set its refs to that, what these are now, and what its chain set them to before; with
   * the commits before these, and the trees of all.
   */
  async #past({ parent, updates }: Entry): Promise<Set<ObjectId>> {
    const { ledger } = this.#options
    const refs = new Set(updates.map(({ ref }) => ref))
    const now = new Set<ObjectId>()
    const own = new Set<ObjectId>()
    for (const ref of refs) add(now, ledger?.ref(ref))
    let entry = this.#entry(parent)
    for (let count = 0; entry !== undefined && count < lookedBackMax; count++, entry = this.#entry(entry.parent)) {
      for (const update of entry.updates) if (refs.has(update.ref)) add(own, update.new)
    }
    for (const { ref, old } of updates) {
      if (old !== undefined && (now.has(old) || own.has(old) || ledger?.writes.wasSet(ref, old))) now.add(old)
    }
    const trees = new Set<ObjectId>()
    await this.#follow(now, trees, historyMax)
    await this.#follow(own, trees, lookedBackMax)
    return now.union(own).union(trees)
  }

  /** Adds the commits before these, and the trees of all, of at most so many. */
  async #follow(commits: Set<ObjectId>, trees: Set<ObjectId>, max: number): Promise<void> {
    let count = 0
    for (const id of commits) {
      if (count++ >= max) break
      const commit = await this.#readIfHere(id, 'commit', decodeCommit)
      if (commit === undefined) continue
      trees.add(commit.tree)
      for (const before of commit.parents) commits.add(before)
    }
  }

  #entry(id: ObjectId | undefined): Entry | undefined {
    return id === undefined ? undefined : (this.#taken.get(id) ?? this.#options.ledger?.get(id))
  }

  /**
   * What the values name that are replaced: in the place of each tree that is listed, be it of the new value or of a commit
   * on the way to it. What else stands in a tree, or stood elsewhere, is not among it. Each tree is held against what stood in
   * one place, as whoever made the list did, in the same order (`Reach`).
   */
  async #before(
    { entry }: StagedEntry,
    listed: ReadonlySet<ObjectId>,
    isKnown: (ref: RefName, old: ObjectId) => boolean
  ): Promise<Set<ObjectId>> {
    const before = new Set<ObjectId>()
    const walked = new Set<ObjectId>()
    /** Of trees that are replaced: what in them are trees. */
    const folders = new Map<ObjectId, readonly TreeEntry[]>()
    const foldersOf = async (then: ObjectId): Promise<readonly TreeEntry[]> => {
      const known = folders.get(then)
      if (known !== undefined) return known
      const entries = (await this.#readIfHere(then, 'tree', decodeTree)) ?? []
      for (const { mode, id } of entries) if (mode !== '160000') before.add(id)
      const found = entries.filter(({ mode }) => mode === '40000')
      folders.set(then, found)
      return found
    }
    const walk = async (now: ObjectId, then: ObjectId): Promise<void> => {
      before.add(then)
      if (now === then || !listed.has(now) || walked.has(now)) return
      walked.add(now)
      const old = await foldersOf(then)
      const trees = old.length > 0 ? await this.#readIfHere(now, 'tree', treesIn) : undefined
      for (const { name, id } of old) {
        const successor = trees?.get(name)
        if (successor !== undefined) await walk(successor, id)
      }
    }
    for (const { ref, old, new: value } of entry.updates) {
      if (old === undefined || value === undefined || !isKnown(ref, old)) continue
      before.add(old)
      const oldTree = await this.#readIfHere(old, 'commit', treeOf)
      if (oldTree === undefined) continue
      const waiting = [value]
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        if (id === old || walked.has(id) || (id !== value && !listed.has(id))) continue
        walked.add(id)
        const commit = await this.#readIfHere(id, 'commit', decodeCommit)
        if (commit !== undefined) await walk(commit.tree, oldTree)
        waiting.push(...(commit?.parents ?? (await this.#taggedBy(id))))
      }
    }
    return before
  }

  /** What a tag is of. */
  async #taggedBy(id: ObjectId): Promise<readonly ObjectId[]> {
    const of = await this.#readIfHere(id, 'tag', decodeTag)
    return of === undefined ? [] : [of]
  }

  #isBrought(id: ObjectId): boolean {
    return this.#whole.has(id) || this.#below.some(listed => listed.has(id))
  }

  #listsBelow({ parent, deps }: Entry): ReadonlySet<ObjectId>[] {
    const found: ReadonlySet<ObjectId>[] = []
    const ids = new Set([...(parent === undefined ? [] : [parent]), ...deps.map(({ id }) => id)])
    for (const id of ids) {
      const listed = this.#ofNobody.get(id)
      if (listed !== undefined) found.push(listed)
      const entry = this.#taken.get(id)
      if (entry?.parent !== undefined) ids.add(entry.parent)
      for (const dep of entry?.deps ?? []) ids.add(dep.id)
    }
    return found
  }

  #isWhole(ref: RefName, value: ObjectId): boolean {
    return this.#isBrought(value) || this.#options.lacking?.isWhole(ref, value) === true
  }

  /** What an entry points to may be a lie, and nowhere; of what was before, history may be cut. */
  async #readIfHere<T>(
    id: ObjectId,
    type: 'commit' | 'tree' | 'tag',
    read: (content: Uint8Array) => T
  ): Promise<T | undefined> {
    try {
      return await this.#readAs(id, type, read)
    } catch (thrown) {
      if (toKubeError(thrown).code === 'KUBE_OBJECT_MISSING') return undefined
      throw thrown
    }
  }

  #readAs<T>(id: ObjectId, type: 'commit' | 'tree' | 'tag', read: (content: Uint8Array) => T) {
    const known = this.#inline.get(id)
    if (known !== undefined) return known.type === type ? formed(() => read(known.content)) : undefined
    return readAs(this.#options.objects, id, { type, bytesMax: readBytesMax }, read)
  }
}

function add(ids: Set<ObjectId>, id: ObjectId | undefined): void {
  if (id !== undefined) ids.add(id)
}

const treeOf = (content: Uint8Array): ObjectId => decodeCommit(content).tree

const treesIn = (content: Uint8Array): Map<string, ObjectId> =>
  new Map(decodeTree(content).flatMap(({ mode, name, id }) => (mode === '40000' ? [[name, id]] : [])))

function namedBy(type: 'commit' | 'tree' | 'tag', content: Uint8Array): Named {
  if (type === 'commit') {
    const { tree, parents } = decodeCommit(content)
    return { parts: [tree], parents }
  }
  if (type === 'tag') return { parts: [decodeTag(content)], parents: [] }
  const parts = decodeTree(content).flatMap(({ mode, id }) => (mode === '160000' ? [] : [id]))
  return { parts, parents: [] }
}
