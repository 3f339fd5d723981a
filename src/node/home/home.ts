// The home on disk: `home.json`, `dmg.git` or `blocks/`, `keys/`, `ca.crt`, `state/`, `kubed.sock`, `kubed.pid`. One daemon holds it at a time:
// the lock is that of the database under `state/`, which the system drops with the process; `kubed.pid` says whose.
import fs from 'node:fs/promises'
import path from 'node:path'
import { homeFlag, shellWord } from '../../base/command-words.ts'
import type { StoreKind } from '../../base/daemon-options.ts'
import { KubeError } from '../../base/errors.ts'
import { type Logger, silent } from '../../base/types.ts'
import { openState } from '../../level/state.ts'
import type { Partials } from '../../ports/partials.ts'
import type { Repository } from '../../ports/repository.ts'
import type { State } from '../../ports/state.ts'
import { PartialFiles } from '../../storage/partial-files.ts'
import { isMissing, syncFolder } from '../../trust/key-files.ts'
import { loadConfig } from './config.ts'
import { bringUp } from './home-format.ts'
import { openStore } from './store.ts'

export interface Home {
  readonly dir: string
  readonly store: StoreKind
  readonly repository: Repository
  readonly state: State
  /** What has come of large objects. */
  readonly partials: Partials
  readonly paths: HomePaths
  /** Bytes that this user may still write to its disk. */
  free(): Promise<number>
  close(): Promise<void>
}

export interface HomePaths {
  readonly keys: string
  readonly ca: string
  readonly socket: string
  readonly pid: string
  readonly state: string
}

export function homePaths(dir: string): HomePaths {
  return {
    keys: path.join(dir, 'keys'),
    ca: path.join(dir, 'ca.crt'),
    socket: path.join(dir, 'kubed.sock'),
    pid: path.join(dir, 'kubed.pid'),
    state: path.join(dir, 'state')
  }
}

export interface OpenHomeOptions {
  /** Throws the views away; they are built anew. */
  readonly rebuild?: boolean
  readonly logger?: Logger
}

/** Views that are damaged are thrown away. @throws KUBE_ALREADY_RUNNING, KUBE_HOME_INVALID, KUBE_DISK_FULL */
export async function openHome(dir: string, options: OpenHomeOptions = {}): Promise<Home> {
  const paths = homePaths(dir)
  await makeHome(dir)
  const { store = 'git' } = await loadConfig(dir)
  const state = await lockState(paths, options)
  try {
    await bringUp(dir)
    await fs.writeFile(paths.pid, `${process.pid}\n`)
    const repository = await openStore(dir, store, {
      mend: options.rebuild ?? false,
      ...(options.logger && { logger: options.logger })
    })
    const close = async (): Promise<void> => {
      await repository.close()
      await fs.rm(paths.pid, { force: true })
      await state.close()
    }
    const partials = new PartialFiles(path.join(dir, 'partial'), options)
    const free = async (): Promise<number> => {
      const { blocks, bavail, bfree, bsize } = await fs.statfs(dir)
      // Some file systems do not tell; root may use what is set apart for it.
      if (blocks === 0) return Number.POSITIVE_INFINITY
      return (process.getuid?.() === 0 ? bfree : bavail) * bsize
    }
    return { dir, store, repository, state, partials, paths, free, close }
  } catch (error) {
    await state.close()
    throw error
  }
}

/** Root may write anywhere, and its files would keep the daemon of another user from starting. */
async function assertOwn(dir: string): Promise<void> {
  const keys = await fs.stat(homePaths(dir).keys).catch((thrown: unknown) => {
    if (isMissing(thrown)) return undefined
    throw thrown
  })
  if (process.geteuid?.() !== 0 || keys === undefined || keys.uid === 0) return
  throw new KubeError('KUBE_HOME_INVALID', `${dir} is the home of another user`, {
    reason: `its keys belong to user ${keys.uid}, whose kubed could not use what root makes there`,
    next: [`sudo -u '#${keys.uid}' kubed fsck --home ${shellWord(dir)}   # and so what else opens it`]
  })
}

/** What is made in a home from here on is for this user alone, whatever the mode of the home. */
async function makeHome(dir: string): Promise<void> {
  process.umask(0o077)
  try {
    const first = await fs.mkdir(dir, { recursive: true, mode: 0o700 })
    // A home that was acknowledged has its name after a loss of power too.
    for (let made = dir; first?.length && made.length >= first.length; made = path.dirname(made)) {
      await syncFolder(path.dirname(made))
    }
    await fs.access(dir, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOSPC') throw cause
    throw new KubeError('KUBE_HOME_INVALID', `${dir} cannot be the home of a KUBE`, {
      reason: whyUnfit(cause),
      next: [`ls -ld ${shellWord(dir)}`, 'kubed start --home DIR'],
      cause
    })
  }
  await assertOwn(dir)
  const mode = (await fs.stat(dir)).mode & 0o777
  if ((mode & 0o022) === 0) return
  throw new KubeError('KUBE_HOME_INVALID', `${dir} cannot be the home of a KUBE`, {
    reason: `its mode is ${mode.toString(8)}: other users may put other keys in it`,
    next: [`chmod go-w ${shellWord(dir)}`]
  })
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  EEXIST: 'there is a file of this name',
  ENOTDIR: 'a file stands where a folder should be',
  // What mkdir -p gives on a read-only file system.
  ENOENT: 'a folder above it is not there and cannot be made',
  ENAMETOOLONG: 'its path is too long'
}

function whyUnfit(cause: unknown): string {
  const { code = '', message } = cause as NodeJS.ErrnoException
  return reasons[code] ?? message ?? String(cause)
}

async function lockState(paths: HomePaths, { rebuild = false, logger = silent }: OpenHomeOptions): Promise<State> {
  try {
    return await openState(paths.state, { rebuild })
  } catch (error) {
    if (error instanceof KubeError && error.code === 'KUBE_STATE_DAMAGED' && !rebuild) {
      logger.log('warn', 'the views are damaged and are made anew', { reason: error.reason })
      return await lockState(paths, { rebuild: true, logger })
    }
    if (!(error instanceof KubeError) || error.code !== 'KUBE_ALREADY_RUNNING') throw error
    const pid = await runningPid(paths)
    const who = pid === undefined ? 'another kubed' : `kubed with pid ${pid}`
    const dir = path.dirname(paths.state)
    throw new KubeError('KUBE_ALREADY_RUNNING', `${who} has ${dir}`, {
      reason: 'one daemon per home',
      next: ['status', 'stop'].map(word => `kubed ${word}${homeFlag(dir, process.env)}`),
      cause: error
    })
  }
}

/** The pid that the running daemon left; undefined when there is none to be read. */
export async function runningPid(paths: HomePaths): Promise<number | undefined> {
  try {
    const pid = Number((await fs.readFile(paths.pid, 'utf8')).trim())
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
