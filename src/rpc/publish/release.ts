// Releases as commits: signed in git's SSH format, the paths published on their own remembered in trailers.
import { gitId } from '../../base/bytes.ts'
import { encodeCommit, withSignature } from '../../base/git-format.ts'

import type { ObjectId } from '../../base/types.ts'
import type { Kube } from '../../node/kube.ts'
import type { GitObject } from '../../ports/objects.ts'
import { author, signCommit } from '../signing.ts'

export interface ReleaseRequest {
  readonly tree: ObjectId
  /** The release before first, then what it settles. */
  readonly parents: readonly ObjectId[]
  /** One line for people. */
  readonly message: string
  /** Folders of the release that were published on their own (`NAME:PATH`). */
  readonly folders: readonly string[]
}

/** Signed by whoever calls: the person, else this KUBE. */
export async function makeRelease(
  kube: Kube,
  request: ReleaseRequest,
  nowMs: number
): Promise<{ id: ObjectId; object: GitObject }> {
  const by = author(kube, nowMs)
  const { tree, parents, folders } = request
  const subject = request.message.replace(/\s+/g, ' ').trim() || 'publish'
  const trailers = folders.map(folder => `Kube-Folder: ${encodeURIComponent(folder)}\n`).join('')
  const message = `${subject}\n${trailers === '' ? '' : `\n${trailers}`}`
  const payload = encodeCommit({ tree, parents, author: by, committer: by, message })
  const content = withSignature(payload, await signCommit(kube, payload))
  return { id: gitId('commit', content), object: { type: 'commit', content } }
}

export function foldersOf(message: string): string[] {
  return [...message.matchAll(/^Kube-Folder: (\S+)$/gm)].map(match => decodeURIComponent(match[1] ?? ''))
}

export const subjectOf = (message: string): string => message.split('\n', 1)[0] ?? ''
