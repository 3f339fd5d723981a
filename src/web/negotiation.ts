// What a client would rather have: a page, the record, which coding. Header values repeat, so answers are kept.
import Negotiator from 'negotiator'

/** `page`: Accept names text/html; `json`, `dmg`, `protobuf`: it names these rather than a page; `any`: none of them. */
export type Wanted = 'page' | 'json' | 'dmg' | 'protobuf' | 'any'
export type Coding = 'br' | 'zstd' | 'gzip'

const codingOrder = ['br', 'zstd', 'gzip', 'identity']
const kept = 256
const keptLengthMax = 512

/** Keeps the results of `work` for the values that come again and again. */
function remembered<T>(work: (value: string) => T): (value: string) => T {
  const seen = new Map<string, T>()
  return value => {
    const known = seen.get(value)
    if (known !== undefined) return known
    const result = work(value)
    if (value.length > keptLengthMax) return result
    if (seen.size >= kept) seen.clear()
    seen.set(value, result)
    return result
  }
}

const wantedOf = remembered((accept: string): Wanted => {
  for (const type of new Negotiator({ headers: { accept } }).mediaTypes()) {
    if (type === 'text/html') return 'page'
    if (type === 'application/json' || type === 'application/problem+json') return 'json'
    if (type === 'application/dmg') return 'dmg'
    if (type === 'application/x-protobuf') return 'protobuf'
  }
  return 'any'
})

/** Since negotiator 1.0 (its types are older): among equals ours decides. */
interface Preferring {
  encodings(available: string[], options?: { preferred: string[] }): string[]
}

export interface Codings {
  /** Best first. */
  readonly list: readonly Coding[]
  /** Of the list, for keys. */
  readonly key: string
}

const codingsOf = remembered((header: string): Codings => {
  const negotiator: Preferring = new Negotiator({ headers: { 'accept-encoding': header } })
  const acceptable = negotiator.encodings(codingOrder, { preferred: codingOrder })
  const until = acceptable.indexOf('identity')
  const list = (until < 0 ? acceptable : acceptable.slice(0, until)) as Coding[]
  return { list, key: list.join() }
})

/** RFC 9110, 12.5.1. Without the field, or with wildcards alone, the client takes what is there. */
export function wanted(accept: string | undefined): Wanted {
  return accept === undefined ? 'any' : wantedOf(accept)
}

export const noCodings: Codings = { list: [], key: '' }

/** Codings that are better than none (RFC 9110, 12.5.3). Without the field: none. */
export function codings(acceptEncoding: string | undefined): Codings {
  return acceptEncoding === undefined ? noCodings : codingsOf(acceptEncoding)
}

/** Of what is available the one that `Accept` likes best, the first among equals; undefined when it takes none. */
export function preferred(accept: string | undefined, available: readonly string[]): string | undefined {
  if (accept === undefined || accept.length > keptLengthMax) return available[0]
  return new Negotiator({ headers: { accept } }).mediaTypes([...available])[0]
}
