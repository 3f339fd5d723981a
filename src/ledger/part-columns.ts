// A part of a checkpoint as typed columns (proto/dxos/kube/checkpoint.proto). Read by hand and not by generated code, which
// gives a list of JavaScript numbers a column and takes as long as all that follows.
import { wordsOf } from './columns.ts'
import { Cursor } from './cursor.ts'
import { demand } from './failure.ts'
import { Details } from './part-details.ts'
import { TextSpans } from './text-spans.ts'

/** Columns by entry, unless it says otherwise; hashes and ids as `wordsOf`. */
export interface PartColumns {
  readonly length: number
  /** Number of its first entry. */
  readonly first: number
  readonly chains: readonly string[]
  readonly refs: TextSpans
  readonly messages: TextSpans
  readonly ids: Int32Array
  readonly sha256: Int32Array
  readonly chain: Uint32Array
  readonly message: Uint32Array
  readonly sequence: Float64Array
  readonly rules: Uint32Array
  readonly wallMs: Float64Array
  readonly counter: Uint32Array
  readonly publishedMs: Float64Array
  /** How far back; 0 for none. */
  readonly parent: Uint32Array
  /** Where its heads end in `deps`, which says how far back each is. */
  readonly depsEnd: Uint32Array
  readonly deps: Uint32Array
  /** Where its updates end in `updateRef`, `old` and `new`. */
  readonly updatesEnd: Uint32Array
  readonly updateRef: Uint32Array
  readonly old: Int32Array
  readonly new: Int32Array
  /** What only some entries have. */
  readonly details: Details
}

/** Where in the bytes something stands. */
interface Span {
  readonly start: number
  readonly end: number
}

/** Numbers of the fields. */
const field = {
  first: 1,
  chains: 2,
  refs: 3,
  messages: 4,
  ids: 5,
  sha256: 6,
  chain: 7,
  message: 8,
  sequence: 9,
  rules: 10,
  wallMs: 11,
  counter: 12,
  publishedMs: 13,
  parent: 14,
  depsCount: 15,
  deps: 16,
  updatesCount: 17,
  updateRef: 18,
  old: 19,
  new: 20,
  details: 21
} as const
const repeated: ReadonlySet<number> = new Set([field.chains, field.refs, field.messages, field.details])

/** @throws KUBE_LEDGER_INVALID when they are no part, or its columns do not fit each other */
export function decodePart(bytes: Uint8Array): PartColumns {
  const { places, first } = fieldsOf(bytes)
  const all = (number: number): readonly number[] => places[number] ?? []
  const of = (number: number): Span => ({ start: all(number)[0] ?? 0, end: all(number)[1] ?? 0 })
  const words = (number: number): Int32Array => {
    const { start, end } = of(number)
    demand((end - start) % 4 === 0, 'the columns of a part of a checkpoint differ in length')
    return wordsOf(bytes.subarray(start, end))
  }
  const small = (number: number): Uint32Array => smallIn(bytes, of(number))
  const texts = (number: number): TextSpans => new TextSpans(bytes, all(number))
  const wallMs = numbersIn(bytes, of(field.wallMs))
  let last = 0
  for (let row = 0; row < wallMs.length; row++) {
    last += signed(wallMs[row]!)
    wallMs[row] = last
  }
  const publishedMs = numbersIn(bytes, of(field.publishedMs))
  for (let row = 0; row < publishedMs.length; row++) publishedMs[row] = signed(publishedMs[row]!) + (wallMs[row] ?? 0)
  const chain = small(field.chain)
  const part: PartColumns = {
    length: chain.length,
    first,
    chains: listed(texts(field.chains)),
    refs: texts(field.refs),
    messages: texts(field.messages),
    ids: words(field.ids),
    sha256: words(field.sha256),
    chain,
    message: small(field.message),
    sequence: numbersIn(bytes, of(field.sequence)),
    rules: small(field.rules),
    wallMs,
    counter: small(field.counter),
    publishedMs,
    parent: small(field.parent),
    depsEnd: ends(small(field.depsCount)),
    deps: small(field.deps),
    updatesEnd: ends(small(field.updatesCount)),
    updateRef: small(field.updateRef),
    old: words(field.old),
    new: words(field.new),
    details: new Details(bytes, all(field.details))
  }
  assertShape(part)
  return part
}

/** By number of a field where it begins and ends, as often as it is there; and the one number that is in no column. */
function fieldsOf(bytes: Uint8Array): { places: number[][]; first: number } {
  const places: number[][] = Array.from({ length: field.details + 1 }, () => [])
  const cursor = new Cursor(bytes)
  let first = 0
  while (!cursor.isDone) {
    const tag = cursor.number()
    const [number, wire] = [Math.floor(tag / 8), tag % 8]
    if (number === field.first && wire === 0) {
      first = cursor.number()
      continue
    }
    const start = cursor.skip(wire)
    const known = places[number]
    if (known === undefined) continue
    demand(wire === 2, 'a column of a part of a checkpoint is none')
    demand(known.length === 0 || repeated.has(number), 'a part of a checkpoint has a column twice')
    known.push(start, cursor.at)
  }
  return { places, first }
}

/** A column of varints. */
function numbersIn(bytes: Uint8Array, { start, end }: Span): Float64Array {
  const numbers = new Float64Array(countIn(bytes, start, end))
  fill(numbers, bytes, start, end)
  return numbers
}

/** The same of numbers below 2^32. */
function smallIn(bytes: Uint8Array, { start, end }: Span): Uint32Array {
  const count = countIn(bytes, start, end)
  // Most columns are of numbers of one byte.
  if (count === end - start) return new Uint32Array(bytes.subarray(start, end))
  const numbers = new Uint32Array(count)
  fill(numbers, bytes, start, end)
  return numbers
}

function countIn(bytes: Uint8Array, start: number, end: number): number {
  let count = 0
  for (let at = start; at < end; at++) if (bytes[at]! < 128) count++
  return count
}

function fill(numbers: Float64Array | Uint32Array, bytes: Uint8Array, start: number, end: number): void {
  let at = start
  for (let row = 0; row < numbers.length; row++) {
    let byte = bytes[at++]!
    let value = byte & 127
    for (let scale = 128; byte >= 128; scale *= 128) {
      byte = bytes[at++]!
      value += (byte & 127) * scale
    }
    numbers[row] = value
  }
  demand(at === end, 'a column of a part of a checkpoint ends in the middle of a number')
}

/** As protobuf writes signed numbers: 0, -1, 1, -2, … */
const signed = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2)

function listed(texts: TextSpans): string[] {
  return Array.from({ length: texts.length }, (_, place) => texts.at(place))
}

function ends(counts: Uint32Array): Uint32Array {
  let end = 0
  for (let row = 0; row < counts.length; row++) {
    end += counts[row]!
    demand(end < 2 ** 31, 'a part of a checkpoint counts more than it can hold')
    counts[row] = end
  }
  return counts
}

/** All columns are as long as they must be, and name what is there, so that none is read beyond its end. */
function assertShape(part: PartColumns): void {
  const { length, first, deps, updateRef } = part
  const columns = [part.message, part.sequence, part.rules, part.wallMs, part.counter, part.publishedMs, part.parent]
  const even = [...columns, part.depsEnd, part.updatesEnd].every(column => column.length === length)
  const wide = part.ids.length === 5 * length && part.sha256.length === 8 * length
  const values = part.old.length === 5 * updateRef.length && part.new.length === 5 * updateRef.length
  const lists = deps.length === (part.depsEnd.at(-1) ?? 0) && updateRef.length === (part.updatesEnd.at(-1) ?? 0)
  demand(even && wide && values && lists, 'the columns of a part of a checkpoint differ in length')
  const named =
    allBelow(part.chain, part.chains.length) &&
    allBelow(part.message, part.messages.length) &&
    allBelow(updateRef, part.refs.length)
  demand(named, 'a part of a checkpoint names a text that it does not have')
  for (let row = 0, dep = 0; row < length; row++) {
    let isThere = part.parent[row]! <= first + row
    for (; dep < part.depsEnd[row]!; dep++) if (deps[dep] === 0 || deps[dep]! > first + row) isThere = false
    demand(isThere, 'an entry of a checkpoint builds on none that is in it')
  }
}

function allBelow(places: Uint32Array, end: number): boolean {
  for (let at = 0; at < places.length; at++) if (places[at]! >= end) return false
  return true
}
