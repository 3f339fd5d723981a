// One hash over all refs of a state, the same for the same refs in whatever order they came, at a cost of
// microseconds a change.
//
// digest = SHA-256(64 groups); group = SHA-256(its 64 buckets); bucket = SHA-256(a line `<ref> <id>\n` for each of its
// refs, sorted by bytes); the bucket of a ref is the first 12 bits of the SHA-256 of its name.
import { sha256, toHex } from '../base/bytes.ts'
import type { ObjectId, RefName } from '../base/types.ts'

const fan = 64
const hashBytes = 32

const repeated = (hash: Uint8Array, count: number): Uint8Array => {
  const all = new Uint8Array(count * hashBytes)
  for (let at = 0; at < count; at++) all.set(hash, at * hashBytes)
  return all
}
/** Of a state without refs. */
const noBuckets = repeated(sha256(''), fan * fan)
const noGroups = repeated(sha256(noBuckets.subarray(0, fan * hashBytes)), fan)

export function bucketOf(ref: RefName): number {
  const hash = sha256(ref)
  return (hash[0]! << 4) | (hash[1]! >> 4)
}

export class StateDigest {
  readonly #bucketOf: (ref: number) => number
  /** Refs of a bucket that have a value. */
  readonly #refsOf: (bucket: number) => Iterable<readonly [RefName, ObjectId]>
  readonly #buckets = Uint8Array.from(noBuckets)
  readonly #groups = Uint8Array.from(noGroups)
  readonly #stale = new Set<number>()
  /** By ref, 1: touched since the digest was last read; and how many. Their buckets are hashed when somebody asks. */
  #touched = new Uint8Array(64)
  #end = 0
  #root: string | undefined

  constructor(bucketOf: (ref: number) => number, refsOf: (bucket: number) => Iterable<readonly [RefName, ObjectId]>) {
    this.#bucketOf = bucketOf
    this.#refsOf = refsOf
  }

  /** The ref of this number has changed. */
  touch(ref: number): void {
    if (ref >= this.#touched.length) {
      const grown = new Uint8Array(Math.max(2 * this.#touched.length, ref + 1))
      grown.set(this.#touched)
      this.#touched = grown
    }
    this.#touched[ref] = 1
    this.#end = Math.max(this.#end, ref + 1)
    this.#root = undefined
  }

  /** A ref of this bucket has changed. */
  touchBucket(bucket: number): void {
    this.#stale.add(bucket)
    this.#root = undefined
  }

  /** 64 hex digits. */
  get(): string {
    if (this.#root !== undefined) return this.#root
    this.#findStale()
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

  #findStale(): void {
    for (let ref = this.#touched.indexOf(1); ref !== -1 && ref < this.#end; ref = this.#touched.indexOf(1, ref + 1)) {
      this.#stale.add(this.#bucketOf(ref))
      this.#touched[ref] = 0
    }
    this.#end = 0
  }

  #hashGroup(group: number): void {
    const size = fan * hashBytes
    this.#groups.set(sha256(this.#buckets.subarray(group * size, (group + 1) * size)), group * hashBytes)
  }
}
