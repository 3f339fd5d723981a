// An entry as git stores it.
import { entryTree } from '../ledger/entry.ts'
import type { EntryBytes } from '../ledger/types.ts'
import type { GitObject } from '../ports/objects.ts'

/** The four git objects of an entry. */
export function entryObjects(bytes: EntryBytes): GitObject[] {
  const blobs: GitObject[] = [
    { type: 'blob', content: bytes.changeset },
    { type: 'blob', content: bytes.objects }
  ]
  return [
    ...blobs,
    { type: 'tree', content: entryTree(bytes.changeset, bytes.objects) },
    { type: 'commit', content: bytes.commit }
  ]
}
