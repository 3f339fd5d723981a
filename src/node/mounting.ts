// Which nodes have records that mount something, kept in the state beside the records: a list of mounts costs what
// there are of them, not what there are of records. As with records, what has lost stays, for it may count again.
import { KubeError } from '../base/errors.ts'
import type { ObjectId, RefName } from '../base/types.ts'
import { parsePathKey } from '../graph/component.ts'
import { decodeRecord } from '../graph/record-codec.ts'
import { mountType } from '../graph/types.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { State } from '../ports/state.ts'

const prefix = 'mounting/'
const behind = 'mounting0'
const idLength = 40
const [start, leaf] = ['refs/', '/!meta']

/** Key in the state for a record that mounts something: the ref that it was written to, and its commit. */
export const mountingKey = (ref: RefName, commit: ObjectId): string => `${prefix}${ref}/${commit}`

/** Whether a record is a mount, or has an entry in `mounts:`. What is no record mounts nothing. */
export function mountsSomething(record: Uint8Array): boolean {
  try {
    const { payload, properties } = decodeRecord(record)
    return payload?.type === mountType || Object.keys(properties.mounts ?? {}).length > 0
  } catch (thrown) {
    if (thrown instanceof KubeError) return false
    throw thrown
  }
}

/**
 * Paths of the nodes whose present records mount something, in the order of their refs.
 * @param owed keys that the state does not have yet, among others
 */
export async function mountingNodes(
  state: State,
  ledger: Pick<Ledger, 'ref'>,
  owed: Iterable<string>
): Promise<string[][]> {
  const keys = new Set([...owed].filter(key => key.startsWith(prefix)))
  for await (const [key] of state.range(prefix, behind)) keys.add(key)
  const nodes: string[][] = []
  for (const key of [...keys].sort()) {
    const ref = key.slice(prefix.length, -idLength - 1)
    if (ledger.ref(ref) !== key.slice(-idLength)) continue
    const path = parsePathKey(ref === 'refs/!meta' ? '' : ref.slice(start.length, -leaf.length))
    if (path !== undefined) nodes.push(path)
  }
  return nodes
}
