// Files of a folder as they are on disk: exact names, git's modes, links followed within the project and refused
// beyond it, anything that is no file refused.
import { type BigIntStats, type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { shellWord } from '../base/command-words.ts'
import { KubeError } from '../base/errors.ts'
import { pathFromBytes, pathToBytes, showPath } from '../base/path-bytes.ts'
import { refusal, whyGitForbids, whySecretName } from './refuse.ts'

/** Files in one publish; more is a mistake (a home folder) or links that multiply. */
const filesMax = 1_000_000
/** Folders read before signals are looked at. */
const foldersPerTurn = 64

export interface SourceFile {
  /** In the release. */
  readonly path: string
  /** In the project, by the names that lead there. */
  readonly source: string
  /** Absolute, links resolved. */
  readonly real: string
  readonly mode: '100644' | '100755'
  readonly size: number
  /** Changes whenever the content may have: size, times, inode. */
  readonly stamp: string
  /** Latest of modification and change, milliseconds since 1970-01-01 UTC. */
  readonly changedMs: number
}

export type Choice = 'take' | 'enter' | 'skip'

export interface Walk {
  /** Folder or file in the project, without a last slash; empty for the project itself. */
  readonly from: string
  /** Whether a file is taken, a folder is taken whole, only entered, or left. */
  choose(source: string, folder: boolean): Choice
  /** Path in the release. */
  place(source: string): string
}

/** What the file system takes for a path. */
export function fsPath(path: string): string | Buffer {
  return path.isWellFormed() ? path : Buffer.from(pathToBytes(path) ?? path)
}

export class Walker {
  /** Real path of the project. */
  readonly root: string
  readonly files: SourceFile[] = []
  private readonly allow: ReadonlySet<string>
  private readonly signal: AbortSignal
  private folders = 0

  /** @throws KUBE_DIR_MISSING */
  constructor(dir: string, allow: readonly string[], signal: AbortSignal) {
    this.root = pathFromBytes(realpathSync(fsPath(dir), { encoding: 'buffer' }))
    this.allow = new Set(allow.map(path => path.replace(/^\.\//, '')))
    this.signal = signal
  }

  /** Adds the files of a walk. @throws KUBE_FILE_REFUSED, KUBE_FILE_UNREADABLE, KUBE_LIMIT */
  async walk(walk: Walk): Promise<void> {
    const real = this.within(walk.from === '' ? this.root : `${this.root}/${walk.from}`, walk.from)
    if (statSync(fsPath(real)).isDirectory()) await this.folder(walk, real, walk.from, [real], false)
    else this.file(walk, real, walk.from)
  }

  /** @param whole an ancestor was taken whole, so that nothing is chosen any more */
  private async folder(
    walk: Walk,
    real: string,
    source: string,
    chain: readonly string[],
    whole: boolean
  ): Promise<void> {
    if (++this.folders % foldersPerTurn === 0) await setImmediate()
    this.signal.throwIfAborted()
    for (const entry of this.list(real, source)) {
      const name = pathFromBytes(entry.name as unknown as Buffer)
      const below = source === '' ? name : `${source}/${name}`
      const choice = whole ? 'take' : walk.choose(below, entry.isDirectory())
      if (choice === 'take') {
        this.checkName(name, below)
        await this.take(walk, entry, `${real}/${name}`, below, chain)
      } else if (choice === 'enter' && entry.isDirectory() && whyGitForbids(name) === undefined) {
        await this.folder(walk, `${real}/${name}`, below, [...chain, `${real}/${name}`], false)
      }
    }
  }

  private async take(walk: Walk, entry: Dirent, real: string, source: string, chain: readonly string[]): Promise<void> {
    const linked = entry.isSymbolicLink()
    const target = linked ? this.within(real, source) : real
    const folder = linked ? statSync(fsPath(target)).isDirectory() : entry.isDirectory()
    if (!folder) return this.file(walk, target, source)
    if (chain.includes(target)) throw refusal(source, 'a link that leads back to a folder it is in')
    await this.folder(walk, target, source, [...chain, target], true)
  }

  private list(real: string, source: string): Dirent[] {
    try {
      const entries = readdirSync(fsPath(real), { withFileTypes: true, encoding: 'buffer' }) as unknown as Dirent[]
      return entries.sort((a, b) => Buffer.compare(a.name as unknown as Buffer, b.name as unknown as Buffer))
    } catch (error) {
      throw unreadable(error, source, real, 'folder')
    }
  }

  private checkName(name: string, source: string): void {
    const forbidden = whyGitForbids(name)
    if (forbidden !== undefined) throw refusal(source, forbidden)
    const secret = whySecretName(name)
    if (secret !== undefined && !this.allow.has(source)) throw refusal(source, secret, { allowable: true })
  }

  /** Where a path really is; it must be in the project, and no way in may lead past a refused name. */
  private within(path: string, source: string): string {
    let real: string
    try {
      real = pathFromBytes(realpathSync.native(fsPath(path), { encoding: 'buffer' }))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOENT') throw refusal(source, 'a link to nothing')
      if (code === 'ELOOP') throw refusal(source, 'a link that leads back to itself')
      throw unreadable(error, source, path, 'link')
    }
    if (real === this.root) return real
    if (!real.startsWith(`${this.root}/`)) throw refusal(source, 'a link that leaves the project')
    for (const name of real.slice(this.root.length + 1).split('/')) this.checkName(name, source)
    return real
  }

  private file(walk: Walk, real: string, source: string): void {
    let stat: BigIntStats
    try {
      stat = lstatSync(fsPath(real), { bigint: true })
    } catch (error) {
      throw unreadable(error, source, real, 'file')
    }
    if (!stat.isFile()) throw refusal(source, `${kindOf(stat)}, not a file`)
    if (this.files.length >= filesMax) {
      throw new KubeError('KUBE_LIMIT', `more than ${filesMax} files`, { reason: `reached at ${showPath(source)}` })
    }
    this.files.push({
      path: walk.place(source),
      source,
      real,
      mode: (stat.mode & 0o100n) === 0n ? '100644' : '100755',
      size: Number(stat.size),
      stamp: stampOf(stat),
      changedMs: changedMs(stat)
    })
  }
}

export function stampOf(stat: BigIntStats): string {
  return `${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}:${stat.ino}:${stat.dev}`
}

function changedMs(stat: BigIntStats): number {
  return Math.max(Number(stat.mtimeNs / 1000n), Number(stat.ctimeNs / 1000n)) / 1000
}

function kindOf(stat: BigIntStats): string {
  if (stat.isFIFO()) return 'a named pipe'
  if (stat.isSocket()) return 'a socket'
  if (stat.isDirectory()) return 'a folder'
  return 'a device'
}

/** @param path absolute, for the command that mends it */
export function unreadable(error: unknown, source: string, path: string, what: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  const name = showPath(source) || '.'
  if (code === 'EACCES' || code === 'EPERM') {
    return new KubeError('KUBE_FILE_UNREADABLE', `the ${what} ${name} cannot be read`, {
      reason: 'this user has no permission',
      next: [`chmod u+r${what === 'folder' ? 'x' : ''} ${shellWord(showPath(path))}`],
      cause: error
    })
  }
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') {
    return new KubeError('KUBE_FILE_CHANGED', `${name} was moved or removed while it was published`, {
      next: ['dx publish'],
      cause: error
    })
  }
  return error
}
