// Heads of chains that a disk has lost. The entries that they led to are still among the objects, so the end of each
// chain's longest branch is found again there.
import { decodeCommit, decodeTree } from '../../base/git-format.ts'
import type { ObjectId, PeerId, RefName } from '../../base/types.ts'
import type { Entry, EntryBytes } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import type { Refs } from '../../ports/refs.ts'
import { logRef } from '../entries/branches.ts'

export interface MendHeadsOptions {
  readonly objects: Objects
  readonly refs: Refs
  /** Checks hashes, bindings and signature. Throws for what is no entry. */
  readonly decode: (bytes: EntryBytes) => { entry: Entry }
}

/** Gives each chain without a readable head one, durably. @returns the heads that were set */
export async function mendHeads({ objects, refs, decode }: MendHeadsOptions): Promise<RefName[]> {
  const heads = await refs.heads({ damagedToo: true })
  const ends = new Map<PeerId, Entry>()
  for await (const id of objects.ids()) {
    const entry = await entryAt(objects, id, decode)
    if (entry === undefined || heads.has(logRef(entry.chain))) continue
    if (entry.sequence > (ends.get(entry.chain)?.sequence ?? 0)) ends.set(entry.chain, entry)
  }
  const set: RefName[] = []
  for (const { chain, id } of ends.values()) {
    await refs.setHead(logRef(chain), id)
    set.push(logRef(chain))
  }
  return set
}

/** Undefined for every other object, and for what cannot be read. */
async function entryAt(objects: Objects, id: ObjectId, decode: MendHeadsOptions['decode']): Promise<Entry | undefined> {
  try {
    if ((await objects.header(id)).type !== 'commit') return undefined
    const commit = (await objects.read(id)).content
    const { message, tree } = decodeCommit(commit)
    if (!message.includes('\nChangeset-SHA256: ')) return undefined
    const files = new Map(decodeTree((await objects.read(tree)).content).map(file => [file.name, file.id]))
    const read = async (name: string): Promise<Uint8Array> => (await objects.read(files.get(name) ?? '')).content
    const [changeset, listed] = [await read('changeset.binpb'), await read('objects.binpb')]
    return decode({ commit, changeset, objects: listed }).entry
  } catch {
    return undefined
  }
}
