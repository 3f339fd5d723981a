// Whether entries that arrive bring all that they name.
import { gitId } from '../../base/bytes.ts'
import { decodeCommit, decodeTag, decodeTree } from '../../base/git-format.ts'
import { readBytesMax } from '../../base/limits.ts'
import type { Logger, ObjectId } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Objects } from '../../ports/objects.ts'
import type { StagedEntry } from '../../sync/types.ts'
import { eachOf } from '../objects/pending-objects.ts'
import { typeOfRaw } from '../objects/raw-object.ts'
import { formed, readAs } from '../objects/small-commit.ts'

export interface ConnectedOptions {
  readonly ledger: Pick<Ledger, 'missing'>
  readonly objects: Objects
  readonly logger: Logger
  /** Brings objects here that an entry counts on and that were freed; whether all came. */
  readonly recover?: (ids: ReadonlySet<ObjectId>) => Promise<boolean>
}

/** Leaves out entries that name objects which nobody listed, with what builds on them. */
export async function connectedOnly(
  entries: readonly StagedEntry[],
  { ledger, objects, logger, recover }: ConnectedOptions
): Promise<StagedEntry[]> {
  const whole: StagedEntry[] = []
  const taken = new Set<ObjectId>()
  const arriving = new Set<ObjectId>()
  for (const staged of entries) {
    const { entry, listed } = staged
    if (!ledger.missing(entry).every(id => taken.has(id))) continue
    if (await isConnected(objects, staged, arriving, recover)) {
      whole.push(staged)
      taken.add(entry.id)
      for (const object of listed) arriving.add(object.id)
    } else
      logger.log('warn', 'an entry names objects that it does not list', {
        chain: entry.chain,
        sequence: entry.sequence
      })
  }
  return whole
}
/**
 * Whether everything that the new commits, trees and tags name is listed or here, and these are what they say they are: nothing
 * incomplete becomes visible.
 * `arriving` are objects of entries before it that are stored together with it.
 */
export async function isConnected(
  objects: Objects,
  staged: StagedEntry,
  arriving: ReadonlySet<ObjectId>,
  recover: ConnectedOptions['recover'] = async () => false
): Promise<boolean> {
  const listed = new Set(staged.listed.map(object => object.id))
  const inline = new Map(
    staged.inline.map(typeOfRaw).map(object => [gitId(object.type, object.content), object.content])
  )
  const outside = new Set<ObjectId>()
  const name = (id: ObjectId): void => {
    if (!listed.has(id)) outside.add(id)
  }
  for (const update of staged.entry.updates) if (update.new !== undefined) name(update.new)
  const parts = staged.listed.flatMap(({ id, type }) => (type === 'blob' ? [] : [{ id, type }]))
  const children = await eachOf(parts, ({ id, type }) => {
    const read = (content: Uint8Array) => childrenOf(type, content)
    const content = inline.get(id)
    return content ? formed(() => read(content)) : readAs(objects, id, { type, bytesMax: readBytesMax }, read)
  })
  for (const found of children) {
    if (found === undefined) return false
    for (const child of found) name(child)
  }
  const missing = new Set<ObjectId>()
  for (const id of outside) if (!arriving.has(id) && !(await objects.has(id))) missing.add(id)
  return missing.size === 0 || (await recover(missing))
}

function childrenOf(type: 'commit' | 'tree' | 'tag', content: Uint8Array): ObjectId[] {
  if (type === 'tag') return [decodeTag(content)]
  if (type === 'tree')
    return decodeTree(content)
      .filter(entry => entry.mode !== '160000')
      .map(entry => entry.id)
  const { tree, parents } = decodeCommit(content)
  return [tree, ...parents]
}
