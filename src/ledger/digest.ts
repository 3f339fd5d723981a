// One hash over all refs of a state, the same for the same refs in whatever order they came, at a cost of
// microseconds a change.
//
// digest = SHA-256(64 groups); group = SHA-256(its 64 buckets); bucket = SHA-256(a line `<ref> <id>\n` for each of its
// refs, sorted by bytes); the bucket of a ref is the first 12 bits of the SHA-256 of its name.
import { sha256, toHex } from '../base/bytes.ts'
import type { ObjectId, RefName } from '../base/types.ts'

const fan = 64
const hashBytes = 32

export function bucketOf(ref: RefName): number {
  const hash = sha256(ref)
  return (hash[0]! << 4) | (hash[1]! >> 4)
}

export class StateDigest {
  /** Refs of a bucket that have a value. */
  readonly #refsOf: (bucket: number) => Iterable<readonly [RefName, ObjectId]>
  readonly #buckets = new Uint8Array(fan * fan * hashBytes)
  readonly #groups = new Uint8Array(fan * hashBytes)
  readonly #stale = new Set<number>()
  #root: string | undefined

  constructor(refsOf: (bucket: number) => Iterable<readonly [RefName, ObjectId]>) {
    this.#refsOf = refsOf
    const empty = sha256('')
    for (let bucket = 0; bucket < fan * fan; bucket++) this.#buckets.set(empty, bucket * hashBytes)
    for (let group = 0; group < fan; group++) this.#hashGroup(group)
  }

  /** A ref of this bucket has changed. */
  touch(bucket: number): void {
    this.#stale.add(bucket)
    this.#root = undefined
  }

  /** 64 hex digits. */
  get(): string {
    if (this.#root !== undefined) return this.#root
    const groups = new Set<number>()
    for (const bucket of this.#stale) {
      const lines = [...this.#refsOf(bucket)].map(([ref, id]) => `${ref} ${id}\n`).sort()
      this.#buckets.set(sha256(lines.join('')), bucket * hashBytes)
      groups.add(Math.floor(bucket / fan))
    }
    this.#stale.clear()
    for (const group of groups) this.#hashGroup(group)
    this.#root = toHex(sha256(this.#groups))
    return this.#root
  }

  #hashGroup(group: number): void {
    const size = fan * hashBytes
    this.#groups.set(sha256(this.#buckets.subarray(group * size, (group + 1) * size)), group * hashBytes)
  }
}
