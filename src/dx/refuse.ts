// Names that are never published: what git forbids in a tree, git's own folder, and secrets by their name.
import { KubeError } from '../base/errors.ts'
import { showPath } from '../base/path-bytes.ts'
import { projectFile } from './project.ts'

/** Code points that HFS+ ignores in names (git's utf8.c, `is_hfs_dotgit`). */
const ignoredByHfs = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g

/** Why git takes no entry of this name; undefined when it does (git-fsck(1): hasDot, hasDotdot, hasDotgit). */
export function whyGitForbids(name: string): string | undefined {
  if (name === '' || name === '.' || name === '..') return 'git takes no file of this name'
  const dotGit = `git keeps its own data under this name; publish a folder without it, or list files: in ${projectFile}`
  if (name.replace(ignoredByHfs, '').toLowerCase() === '.git') return dotGit
  // On Windows a backslash separates, spaces and dots at the end are dropped, and `git~1` is the short name.
  const likeDotGit = name.split('\\').some(part => /^(?:\.git|git~1)[. ]*(?::.*)?$/is.test(part))
  return likeDotGit ? dotGit : undefined
}

/** Why a name alone says that the file is secret. */
export function whySecretName(name: string): string | undefined {
  const lower = name.toLowerCase()
  if (lower.startsWith('.env') && lower !== '.env.example') return 'a .env file holds secrets'
  if (/\.(?:p12|pfx|jks|keystore)$/.test(lower)) return 'a key store holds private keys'
  return undefined
}

/** A file that is not published, by its path in the project and the reason. */
export function refusal(source: string, why: string, options: { allowable?: boolean } = {}): KubeError {
  const allow = `; project.publish.allow: in ${projectFile} lets it through`
  return new KubeError('KUBE_FILE_REFUSED', `${showPath(source)} is not published`, {
    reason: options.allowable === true ? why + allow : why,
    next: ['dx help publish']
  })
}
