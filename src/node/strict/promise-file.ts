// `keys/promise.json`: the last promise of this machine to who orders strict realms. It is with the keys because nothing
// gives it back: a machine that forgets it could promise twice. It names the very file that it is: one that was put back from
// a backup is another, and what was promised since is not in it.
import type { BigIntStats } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { isPeerId } from '../../base/identity.ts'
import { isTerm } from '../../ledger/entry-check.ts'
import type { KeptPromise } from '../../sync/lease.ts'
import { readIfThere, writeDurable } from '../../trust/key-files.ts'
import type { PromiseStore, StoredPromise } from './promises.ts'

/** @param isNew whether this machine has never been anywhere: it has promised nothing then, though there is no file */
export function promiseFile(keysDir: string, isNew: boolean): PromiseStore {
  const file = path.join(keysDir, 'promise.json')
  const save = (kept: KeptPromise | undefined, isCurrent: boolean): Promise<void> => write(file, kept, isCurrent)
  return {
    async load() {
      const text = await readIfThere(file)
      if (text !== undefined) return await read(text, file)
      if (!isNew) return { kept: undefined, isCurrent: false }
      await save(undefined, true)
      return { kept: undefined, isCurrent: true }
    },
    save
  }
}

/** Number of a file and when it was made: no copy has both. */
const markOf = ({ ino, birthtimeNs }: BigIntStats): string => `${ino} ${birthtimeNs}`

/** Durable when it resolves; the old file, or this one, after a crash at any moment. */
function write(file: string, kept: KeptPromise | undefined, isCurrent: boolean): Promise<void> {
  return writeDurable(file, async handle => {
    const mark = isCurrent ? { file: markOf(await handle.stat({ bigint: true })) } : {}
    return `${JSON.stringify({ ...kept, ...mark })}\n`
  })
}

/** What is damaged says nothing: the others are asked, as after a backup. */
async function read(text: string, file: string): Promise<StoredPromise> {
  let said: Partial<KeptPromise & { file: string }> | undefined
  try {
    said = JSON.parse(text) as typeof said
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  const { term = 0, holder = '', fence, file: mark } = said ?? {}
  const isCurrent = mark !== undefined && mark === markOf(await fs.stat(file, { bigint: true }))
  const kept = isTerm(term) && isPeerId(holder) ? { term, holder, ...(fence === true && { fence }) } : undefined
  return { kept, isCurrent: isCurrent && (kept !== undefined || (term === 0 && holder === '')) }
}
