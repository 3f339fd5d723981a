// `keys/machine.json`: on which machine this home was last used. A home that was copied acts with one key from two
// places; that is told at the first start of the copy, before its chain forks.
import fs from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { sha256, toHex } from '../../base/bytes.ts'
import { readIfThere, writeDurable } from '../../trust/key-files.ts'

interface Mark {
  readonly mark: string
  /** When it was first seen here after it had been elsewhere; milliseconds since 1970-01-01 UTC. */
  readonly movedMs?: number
}

/** Somebody who moved a home is not told of it for ever. */
const toldMs = 24 * 60 * 60 * 1000

/** A copy has another folder, a moved disk the same folder in another machine: either gives another mark. */
async function markOf(keysDir: string): Promise<string> {
  const { ino } = await fs.stat(keysDir, { bigint: true })
  const machine = (await readIfThere('/etc/machine-id'))?.trim() || hostname()
  return toHex(sha256(`kube/home-mark\0${machine}\0${ino}`)).slice(0, 32)
}

/** Leaves the mark of this machine. Gives when the home came here, where that is less than a day ago. */
export async function markHome(keysDir: string, now: number): Promise<number | undefined> {
  const file = path.join(keysDir, 'machine.json')
  const mark = await markOf(keysDir)
  const before = await readMark(file)
  if (before?.mark !== mark) {
    const moved = before === undefined ? {} : { movedMs: now }
    await writeDurable(file, `${JSON.stringify({ mark, ...moved })}\n`)
    return before === undefined ? undefined : now
  }
  return before.movedMs !== undefined && now - before.movedMs < toldMs ? before.movedMs : undefined
}

async function readMark(file: string): Promise<Mark | undefined> {
  const text = await readIfThere(file)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as Mark
  } catch (error) {
    // A mark that is damaged says nothing.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
