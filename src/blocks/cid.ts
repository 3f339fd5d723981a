// Names of blocks, as IPLD has them: CIDs of version 1 (multiformats). An object of git is `git-raw` with its SHA-1, the
// block being header and content; a piece of a large one is `raw` with its SHA-256.
import { CID } from 'multiformats/cid'
import * as Digest from 'multiformats/hashes/digest'
import { fromHex } from '../base/bytes.ts'
import type { ObjectId } from '../base/types.ts'

// Numbers of the multicodec table.
const gitRaw = 0x78
const raw = 0x55
const sha1 = 0x11
const sha256 = 0x12

/** The CID of an object whose block is here, and the one it has anywhere. */
export function objectCid(id: ObjectId): CID {
  return CID.createV1(gitRaw, Digest.create(sha1, fromHex(id)))
}

/** @param digest SHA-256 in hex */
export function pieceCid(digest: string): CID {
  return CID.createV1(raw, Digest.create(sha256, fromHex(digest)))
}

// The library's keys: a slash and the multihash, here in multibase `f`, which is plain hex.
const objectPrefix = '/f1114'
const piecePrefix = '/f1220'

export function objectKey(id: ObjectId): string {
  return objectPrefix + id
}

export function idOfKey(key: string): ObjectId {
  return key.slice(objectPrefix.length)
}

export function digestOfKey(key: string): string {
  return key.slice(piecePrefix.length)
}

/** Keys of all blocks of one kind: from the first on, below the second. */
export const objectKeys = [objectPrefix, `${objectPrefix}g`] as const
export const pieceKeys = [piecePrefix, `${piecePrefix}g`] as const
