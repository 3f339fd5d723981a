// A kubed that does not answer yet: it opens its home, or closes it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The process that has left its number in the home and is there; undefined when there is none. */
export function processOf(home: string): number | undefined {
  let pid: number
  try {
    pid = Number(readFileSync(join(home, 'kubed.pid'), 'utf8').trim())
  } catch {
    return undefined
  }
  return Number.isSafeInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ESRCH') return false
    if (code === 'EPERM') return true
    throw error
  }
}
