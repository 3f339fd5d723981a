// The file `packed-refs` (git-pack-refs): one line a ref, sorted; a line `^<id>` gives what a tag above it points to.
import { isObjectId } from '../base/git-format.ts'
import type { ObjectId, RefName } from '../base/types.ts'

export interface PackedRef {
  readonly value: ObjectId
  /** The object that a tag object leads to. */
  readonly peeled?: ObjectId
}

const header = '# pack-refs with: peeled fully-peeled sorted \n'

/** Lines that are none are left out: all but chain heads is a view that is made anew. */
export function parsePackedRefs(text: string): Map<RefName, PackedRef> {
  const refs = new Map<RefName, PackedRef>()
  let last: RefName | undefined
  for (const line of text.split('\n')) {
    const value = line.slice(0, 40)
    if (line.startsWith('^') && last !== undefined && isObjectId(line.slice(1))) {
      refs.set(last, { value: refs.get(last)!.value, peeled: line.slice(1) })
    } else if (line[40] === ' ' && isObjectId(value)) {
      last = line.slice(41)
      refs.set(last, { value })
    }
  }
  return refs
}

export function formatPackedRefs(refs: ReadonlyMap<RefName, PackedRef>): string {
  // Git compares names as bytes; for names of ASCII, and ours are, the order of strings is the same.
  const names = [...refs.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  const lines = names.map(name => {
    const { value, peeled } = refs.get(name)!
    return peeled === undefined ? `${value} ${name}\n` : `${value} ${name}\n^${peeled}\n`
  })
  return header + lines.join('')
}
