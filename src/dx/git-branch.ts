// The branch that a folder is on, read from git's own files: no process is started for it.
import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

export type Branch =
  | { readonly kind: 'branch'; readonly name: string }
  /** A commit is checked out, not a branch. */
  | { readonly kind: 'detached' }
  /** The folder is in no git repository. */
  | { readonly kind: 'none' }

/** gitrepository-layout(5): `.git` is a folder, or a file that names it (worktrees, submodules). */
export function readBranch(dir: string): Branch {
  const gitDir = findGitDir(dir)
  if (gitDir === undefined) return { kind: 'none' }
  const head = readIfThere(join(gitDir, 'HEAD'))
  const name = head === undefined ? undefined : /^ref: refs\/heads\/(.+?)\s*$/.exec(head)?.[1]
  // A repository with the reftable format keeps this stand-in in HEAD.
  if (name === undefined || name === '.invalid') return { kind: 'detached' }
  return { kind: 'branch', name }
}

function findGitDir(dir: string): string | undefined {
  for (let at = resolve(dir); ; at = dirname(at)) {
    const git = join(at, '.git')
    const stat = statSync(git, { throwIfNoEntry: false })
    if (stat?.isDirectory()) return git
    if (stat?.isFile()) {
      const named = /^gitdir: (.+?)\s*$/m.exec(readIfThere(git) ?? '')?.[1]
      if (named !== undefined) return resolve(at, named)
    }
    if (dirname(at) === at) return undefined
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return undefined
    throw error
  }
}
