// Objects as they travel inline with a new entry.
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

/** @throws KUBE_PEER_MISBEHAVED for a number that stands for no type */
export function typeOfRaw({ type, content }: RawObject): GitObject {
  const name = types[type]
  if (!name) throw new KubeError('KUBE_PEER_MISBEHAVED', 'an object of no known type', { reason: `type ${type}` })
  return { type: name, content }
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
