// Objects as they travel inline with a new entry.
import { gitId, gitSha256 } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import { pushBytesMax } from '../../base/limits.ts'
import type { ObjectId } from '../../base/types.ts'
import type { ListedObject } from '../../ledger/types.ts'
import type { GitObject, Objects } from '../../ports/objects.ts'
import type { RawObject } from '../../sync/messages.ts'

/** By number as in `OBJECT_TYPE_…` of changeset.proto. */
const types = [undefined, 'commit', 'tree', 'blob', 'tag'] as const

export function rawObject({ type, content }: GitObject): RawObject {
  return { type: types.indexOf(type), content }
}

type Hashed = Required<GitObject>

const hashedBefore = new WeakMap<RawObject, Hashed>()

/** Hashed once, however many look at it on its way in. @throws KUBE_PEER_MISBEHAVED for a number that stands for no type */
export function hashedRaw(raw: RawObject): Hashed {
  const known = hashedBefore.get(raw)
  if (known !== undefined) return known
  const { content } = raw
  const type = types[raw.type]
  if (!type) throw new KubeError('KUBE_PEER_MISBEHAVED', 'an object of no known type', { reason: `type ${raw.type}` })
  const hashed = { type, content, id: gitId(type, content), sha256: gitSha256(type, content) }
  hashedBefore.set(raw, hashed)
  return hashed
}

/** What goes along with a new entry: all that it lists, or nothing when that is more than is pushed. */
export async function inlineOf(
  listed: readonly ListedObject[],
  pending: ReadonlyMap<ObjectId, GitObject>,
  objects: Objects
): Promise<RawObject[]> {
  if (listed.reduce((sum, object) => sum + object.size, 0) > pushBytesMax) return []
  return Promise.all(listed.map(async ({ id }) => rawObject(pending.get(id) ?? (await objects.read(id)))))
}
