// When machines of the simulator have the same, and all of it that is to be had.
import { decodeCommit, decodeTree } from '../../src/base/git-format.ts'
import type { ObjectId } from '../../src/base/types.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { headsTold } from '../../src/sync/peers.ts'
import type { MemoryDisk } from '../support/memory-disk.ts'
import type { SimKube } from './sim-kube.ts'

/** Whether these have the past behind their checkpoints, as far as one of them has it. */
export function havePast(kubes: readonly SimKube[]): boolean {
  return kubes.every(
    ({ life, disk }) =>
      life !== undefined && (life.checkpoints.history.isWhole || lacksWhatNobodyHas(life.replica.ledger, kubes, disk))
  )
}

/** Whether an object is nowhere any more, by what is said to cost that. */
export type IsGone = (id: ObjectId) => boolean

const nothingIsGone: IsGone = () => false

/** Whether these have the same state, as git is shown it too. */
export function haveSame(kubes: readonly SimKube[], isGone = nothingIsGone): boolean {
  const lives = kubes.map(kube => kube.life)
  const first = lives[0]?.replica.ledger
  // What takes long to find out comes last: this is asked at every event.
  if (!first || !lives.every(life => life && haveSameEntries(life.replica.ledger, first))) return false
  const digest = first.digest()
  return kubes.every(
    ({ life, disk }) =>
      life?.replica.ledger.digest() === digest &&
      [...life.replica.ledger.refs()].every(
        // What git is shown follows a moment later.
        ([ref, value]) => (disk.objectsDurable.has(value) || isGone(value)) && disk.refsLive.get(ref) === value
      )
  )
}

/** Whether whatever a ref names is there, whole: what counts again is brought a while after it came to count. */
export function haveValues({ life, disk }: SimKube, isGone = nothingIsGone): boolean {
  const refs = life?.replica.ledger.refs() ?? []
  return [...refs].every(([, value]) => neededBy(disk, value).every(id => disk.objectsDurable.has(id) || isGone(id)))
}

/** A value with its tree and files, as far as they are here; not its parents. */
export function* neededBy(disk: Pick<MemoryDisk, 'objectsDurable'>, id: ObjectId): Generator<ObjectId> {
  yield id
  const object = disk.objectsDurable.get(id)
  if (object?.type === 'commit') yield* neededBy(disk, decodeCommit(object.content).tree)
  if (object?.type === 'tree') for (const child of decodeTree(object.content)) yield* neededBy(disk, child.id)
}

/** Who wrote an entry may have lost it, with its disk, when only its checkpoint had come to others: that stands. */
function lacksWhatNobodyHas(ledger: Ledger, kubes: readonly SimKube[], disk: MemoryDisk): boolean {
  const lacking = [...ledger.entries()].filter(({ id }) => !disk.objectsDurable.has(id))
  return lacking.every(({ id }) => !kubes.some(other => other.disk.objectsDurable.has(id)))
}

/** Who counts nowhere comes with what builds on it or not at all, and nobody is told of its entries. */
function haveSameEntries(a: Ledger, b: Ledger): boolean {
  // As many are not the same: each may have one that counts nowhere.
  const [one, other] = [headsTold(a), headsTold(b)]
  return one.length === other.length && one.every(({ id }, index) => id === other[index]?.id)
}
