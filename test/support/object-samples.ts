// Objects of every kind, right and wrong packs of them, and pieces of bytes: material for the suites over objects.
import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { expect } from 'vitest'
import { gitId, gitSha256, utf8 } from '../../src/base/bytes.ts'
import { encodeCommit, encodeTree } from '../../src/base/git-format.ts'
import type { ContentSource, ExpectedObject, GitObject, Objects } from '../../src/ports/objects.ts'
import { encodeEntryHeader, encodePackHeader } from '../../src/storage/pack-format.ts'

export const blob = (text: string | Uint8Array): GitObject => ({
  type: 'blob',
  content: typeof text === 'string' ? utf8.encode(text) : text
})

export function expectationOf({ type, content }: GitObject): ExpectedObject {
  return { id: gitId(type, content), type, size: content.length, sha256: gitSha256(type, content) }
}

export const expectAll = (objects: readonly GitObject[]): Map<string, ExpectedObject> =>
  new Map(objects.map(object => [expectationOf(object).id, expectationOf(object)]))

export async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const piece of pieces) {
    expect(piece.length).toBeLessThanOrEqual(64 << 10)
    parts.push(piece)
  }
  return Buffer.concat(parts)
}

export async function* inPieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export async function listed(objects: Objects): Promise<string[]> {
  const ids: string[] = []
  for await (const id of objects.ids()) ids.push(id)
  return ids.sort()
}

const ident = { name: 'A', email: 'a@b', seconds: 1_700_000_000, offset: 0 }
export const file = blob('hello\n')
export const tree: GitObject = {
  type: 'tree',
  content: encodeTree([{ mode: '100644', name: 'a', id: gitId('blob', file.content) }])
}
export const commit: GitObject = {
  type: 'commit',
  content: encodeCommit({
    tree: gitId('tree', tree.content),
    parents: [],
    author: ident,
    committer: ident,
    message: 'm\n'
  })
}
export const tag: GitObject = {
  type: 'tag',
  content: utf8.encode(
    `object ${gitId('commit', commit.content)}\ntype commit\ntag t\ntagger A <a@b> 1700000000 +0000\n\nt\n`
  )
}
export const kinds = [file, tree, commit, tag, blob('')]

export function sourceOf(content: Uint8Array, size = content.length): ContentSource {
  return { type: 'blob', size, open: () => inPieces(content, 60_000) }
}

/** A pack with anything in it, right or wrong. */
export function packOf(entries: readonly Buffer[], count = entries.length): Buffer {
  const body = Buffer.concat([encodePackHeader(count), ...entries])
  return Buffer.concat([body, createHash('sha1').update(body).digest()])
}

export const entryOf = ({ type, content }: GitObject, size = content.length) =>
  Buffer.concat([encodeEntryHeader(type, size), deflateSync(content)])
