// Files that only their owner may read, written so that a crash at any moment leaves the old one or the new one.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { KubeError } from '../base/errors.ts'

const fileMode = 0o600
const folderMode = 0o700
const others = 0o077

export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

export async function exists(file: string): Promise<boolean> {
  try {
    await fs.stat(file)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

/** The text of a file; undefined when there is none. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Makes what is listed in a folder survive a power cut. */
export async function syncFolder(dir: string): Promise<void> {
  const handle = await fs.open(dir, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes a folder of mode 0700, with the folders above it, if it is not there; durable when it resolves. */
export async function makeFolderDurable(dir: string): Promise<void> {
  const made = await fs.mkdir(dir, { recursive: true, mode: folderMode })
  // The mode given to mkdir passes through the umask.
  if (made !== undefined) await fs.chmod(dir, folderMode)
  await syncFolder(dir)
  await syncFolder(path.dirname(dir))
}

/** What goes into a file, or what says so of the new file itself. */
type Content = string | Uint8Array | ((handle: fs.FileHandle) => Promise<string>)

/** Replaces a file at once: its new bytes are durable before its name shows them. Mode 0600 unless told. */
export async function writeDurable(file: string, content: Content, mode = fileMode): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`
  const handle = await fs.open(temporary, 'wx', mode)
  try {
    try {
      await handle.chmod(mode)
      await handle.writeFile(typeof content === 'function' ? await content(handle) : content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await fs.rename(temporary, file)
  } catch (error) {
    await fs.rm(temporary, { force: true })
    throw error
  }
  await syncFolder(path.dirname(file))
}

/** Puts a file in the place of another, durably. Both are in one folder. */
export async function moveDurable(from: string, to: string): Promise<void> {
  await fs.rename(from, to)
  await syncFolder(path.dirname(to))
}

/** Removes a file, durably; none is fine. */
export async function removeDurable(file: string): Promise<void> {
  await fs.rm(file, { force: true })
  await syncFolder(path.dirname(file))
}

/**
 * Refuses a folder of private files when another user may read it or anything in it but `*.pub`, or change where
 * something in it leads.
 * @throws KUBE_KEYS_LOOSE naming the first such file and the command that mends it
 */
export async function assertTight(dir: string): Promise<void> {
  await assertMode(dir, '700')
  for (const entry of await fs.readdir(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name)
    if (entry.isSymbolicLink()) {
      throw new KubeError('KUBE_KEYS_LOOSE', `${file} is a link`, {
        reason: 'what it leads to may be changed by other users; the file itself has to be here',
        next: [`ls -l ${file}`]
      })
    }
    if (entry.isDirectory()) await assertTight(file)
    else if (!entry.name.endsWith('.pub')) await assertMode(file, '600')
  }
}

/** @throws KUBE_KEYS_LOOSE when another user may read or change it */
export async function assertMode(file: string, wanted: string): Promise<void> {
  let mode: number
  try {
    mode = (await fs.stat(file)).mode & 0o777
  } catch (error) {
    // A file that was replaced while the folder was listed: nothing to read there.
    if (isMissing(error)) return
    throw error
  }
  if ((mode & others) === 0) return
  throw new KubeError('KUBE_KEYS_LOOSE', `${file} can be read by other users`, {
    reason: `its mode is ${mode.toString(8).padStart(3, '0')}, not ${wanted}`,
    next: [`chmod ${wanted} ${file}`]
  })
}
