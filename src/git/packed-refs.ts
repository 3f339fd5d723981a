// The file `packed-refs` (git-pack-refs): one line a ref, sorted; a line `^<id>` gives what a tag above it points to.
// It is searched where it stands: a million refs as objects would take two hundred megabytes.
import { isAscii } from 'node:buffer'
import { isObjectId } from '../base/git-format.ts'
import type { ObjectId, RefName } from '../base/types.ts'
import { conflict } from '../storage/ref-names.ts'

export interface PackedRef {
  readonly value: ObjectId
  /** The object that a tag object leads to. */
  readonly peeled?: ObjectId
}

/** The bytes of a file, or of a text in memory. */
export interface Bytes {
  readonly length: number
  /** From `start` up to, not with, `end`, both within the length. Not to be written to. */
  read(start: number, end: number): Buffer
}

export interface PackedLine extends PackedRef {
  readonly ref: RefName
  /** Where the line after it starts, and after that of what its tag points to. */
  readonly end: number
}

/** What a ref becomes; undefined removes it. */
export type PackedChange = readonly [RefName, PackedRef | undefined]

const header = '# pack-refs with: peeled fully-peeled sorted \n'
const lineBytes = 256
const linesBytes = 256 << 10
const copyBytes = 1 << 20
const newline = 0x0a
const caret = 0x5e

/** Lines that are none, or were cut short, are left out: all but chain heads is a view that is made anew. */
export function parsePackedRefs(text: string): Map<RefName, PackedRef> {
  const refs = new Map<RefName, PackedRef>()
  let last: RefName | undefined
  for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    const value = line.slice(0, 40)
    if (line.startsWith('^') && last !== undefined && isObjectId(line.slice(1))) {
      refs.set(last, { value: refs.get(last)!.value, peeled: line.slice(1) })
    } else if (line.startsWith(' refs/', 40) && isObjectId(value)) {
      last = line.slice(41)
      refs.set(last, { value })
    }
  }
  return refs
}

/** The order of git: bytes. That of strings is the same but for characters beyond the first plane. */
export function byName(a: RefName, b: RefName): number {
  const order = a < b ? -1 : a > b ? 1 : 0
  return beyondBmp.test(a) || beyondBmp.test(b) ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : order
}

const beyondBmp = /[\ud800-\udfff]/

function format(ref: RefName, { value, peeled }: PackedRef): string {
  return peeled === undefined ? `${value} ${ref}\n` : `${value} ${ref}\n^${peeled}\n`
}

export function formatPackedRefs(refs: ReadonlyMap<RefName, PackedRef>): string {
  const names = [...refs.keys()].sort(byName)
  return header + names.map(name => format(name, refs.get(name)!)).join('')
}

/** Whether git says of the file that it is sorted; every git of the last years does. */
export function saysSorted(bytes: Bytes): boolean {
  const first = bytes.read(0, Math.min(bytes.length, lineBytes)).toString('latin1').split('\n', 1)[0] ?? ''
  return first.startsWith('# pack-refs with:') && first.split(' ').includes('sorted')
}

/** Where a name stands or would stand. */
interface Place {
  readonly at: number
  /** The first ref that is not before the name; undefined at the end, and for a line that is none. */
  readonly line: PackedLine | undefined
  /** The ref above it. */
  readonly above: RefName | undefined
}

export class PackedRefs {
  private readonly bytes: Bytes
  /** Where the first ref stands. */
  private readonly start: number
  /** The place found last: who looks for many names mostly asks in their order, and often for names of one place. */
  private last: Place | undefined

  /** @param bytes sorted, with git's header or empty */
  constructor(bytes: Bytes) {
    this.bytes = bytes
    this.start = bytes.length === 0 ? 0 : this.endOfLine(0)
  }

  get isEmpty(): boolean {
    return this.start >= this.bytes.length
  }

  find(ref: RefName): PackedRef | undefined {
    const { line } = this.placeOf(ref)
    return line?.ref === ref ? line : undefined
  }

  /** Whether the name is a folder of some ref. */
  hasBelow(name: string): boolean {
    return this.placeOf(`${name}/`).line?.ref.startsWith(`${name}/`) ?? false
  }

  /** Refs from a name on with their values, in their order; undefined for what is none. */
  *lines(from?: RefName): Generator<readonly [RefName, ObjectId] | undefined> {
    const { length } = this.bytes
    for (let at = from === undefined ? this.start : this.lowerBound(from); at < length; ) {
      const piece = this.bytes.read(at, Math.min(at + linesBytes, length))
      const end = at + piece.length < length ? piece.lastIndexOf(newline) + 1 : piece.length
      // A line as long as all this is none of git's; nor is one without an end, which a crash may leave.
      if (end === 0) yield undefined
      const whole = piece[end - 1] === newline ? end : piece.lastIndexOf(newline) + 1
      const text = piece.subarray(0, whole)
      for (const line of text.toString(isAscii(text) ? 'latin1' : 'utf8').split('\n')) {
        if (line.startsWith(' refs/', 40)) yield [line.slice(41), line.slice(0, 40)]
        else if (line !== '' && line.charCodeAt(0) !== caret) yield undefined
      }
      if (whole < end) yield undefined
      at += end === 0 ? piece.length : end
    }
  }

  /** The text of the file with these changes, sorted by name, in pieces. */
  *changed(changes: readonly PackedChange[]): Generator<Buffer> {
    let text = header
    let at = this.start
    for (const [ref, value] of changes) {
      const { at: place, line } = this.placeOf(ref)
      if (place > at || text.length > copyBytes) {
        yield Buffer.from(text)
        text = ''
        yield* this.copied(at, place)
      }
      at = line?.ref === ref ? line.end : place
      if (value !== undefined) text += format(ref, value)
    }
    yield Buffer.from(text)
    yield* this.copied(at, this.bytes.length)
  }

  private *copied(start: number, end: number): Generator<Buffer> {
    for (let at = start; at < end; at += copyBytes) yield this.bytes.read(at, Math.min(at + copyBytes, end))
  }

  private placeOf(ref: RefName): Place {
    const { last } = this
    if (last !== undefined && isAt(last, ref)) return last
    const isAfter = last?.line !== undefined && byName(last.line.ref, ref) < 0
    const at = this.lowerBound(ref, isAfter ? last.line.end : this.start)
    const above = at === this.start ? undefined : this.lineAt(this.startOfRef(at - 1, this.start))?.ref
    const place = { at, line: this.lineAt(at), above }
    // Nothing is told from lines that are none.
    const isSound = (above !== undefined || at === this.start) && (place.line !== undefined || at >= this.bytes.length)
    this.last = isSound ? place : undefined
    return place
  }

  /** Where the first ref stands that is not before `ref`; looked for from a line on, near it first. */
  private lowerBound(ref: RefName, from = this.start): number {
    const wanted = Buffer.from(ref)
    let low = from
    let high = this.bytes.length
    if (low >= high || this.compareAt(low, wanted) >= 0) return low
    for (let step = 16 * lineBytes; low + step < high; step *= 4) {
      const probe = this.startOfRef(low + step, low)
      if (this.compareAt(probe, wanted) >= 0) {
        high = probe
        break
      }
      low = probe
    }
    while (low < high) {
      const middle = this.startOfRef(Math.floor((low + high) / 2), low)
      if (this.compareAt(middle, wanted) >= 0) high = middle
      else low = this.endOfRef(middle)
    }
    return low
  }

  private compareAt(start: number, wanted: Buffer): number {
    const end = this.endOfLine(start)
    const line = this.bytes.read(start, end)
    return Buffer.compare(line.subarray(41, line.at(-1) === newline ? -1 : undefined), wanted)
  }

  private lineAt(start: number): PackedLine | undefined {
    if (start >= this.bytes.length) return undefined
    const end = this.endOfLine(start)
    const text = this.bytes.read(start, end).toString('utf8')
    const value = text.slice(0, 40)
    if (text[40] !== ' ' || text.at(-1) !== '\n' || !isObjectId(value)) return undefined
    const ref = text.slice(41, -1)
    if (end >= this.bytes.length || this.bytes.read(end, end + 1)[0] !== caret) return { ref, value, end }
    const after = this.endOfLine(end)
    const peeled = this.bytes
      .read(end + 1, after)
      .toString('latin1')
      .trimEnd()
    return isObjectId(peeled) ? { ref, value, peeled, end: after } : { ref, value, end: after }
  }

  /** Where the line that has this byte starts, or the line of the ref above it when it is one of a tag; `low` is a start. */
  private startOfRef(byte: number, low: number): number {
    let start = this.startOfLine(byte, low)
    while (start > low && this.bytes.read(start, start + 1)[0] === caret) start = this.startOfLine(start - 1, low)
    return start
  }

  private endOfRef(start: number): number {
    let end = this.endOfLine(start)
    while (end < this.bytes.length && this.bytes.read(end, end + 1)[0] === caret) end = this.endOfLine(end)
    return end
  }

  private startOfLine(byte: number, low: number): number {
    for (let end = byte, size = lineBytes; end > low; size *= 2) {
      const start = Math.max(low, end - size)
      const found = this.bytes.read(start, end).lastIndexOf(newline)
      if (found >= 0) return start + found + 1
      end = start
    }
    return low
  }

  private endOfLine(start: number): number {
    const { length } = this.bytes
    for (let at = start, size = lineBytes; at < length; at += size, size *= 2) {
      const found = this.bytes.read(at, Math.min(at + size, length)).indexOf(newline)
      if (found >= 0) return at + found + 1
    }
    return length
  }
}

/** Whether a name belongs at a place. */
function isAt({ above, line }: Place, ref: RefName): boolean {
  return (above === undefined || byName(above, ref) < 0) && (line === undefined || byName(ref, line.ref) <= 0)
}

/** Names that would be folders of a ref. */
export function namesAbove(ref: RefName): string[] {
  const names: string[] = []
  for (let at = ref.indexOf('/'); at >= 0; at = ref.indexOf('/', at + 1)) names.push(ref.slice(0, at))
  return names
}

/** No ref may be a folder of another once the changes are made. */
export function refuseConflicts(packed: PackedRefs, changes: readonly PackedChange[]): void {
  const after = new Map(changes)
  const folders = new Set<string>()
  for (const [ref, value] of changes) {
    if (value === undefined) continue
    for (const name of namesAbove(ref).reverse()) {
      if (folders.has(name)) break
      const stands = after.has(name) ? after.get(name) !== undefined : packed.find(name) !== undefined
      if (stands) throw conflict(ref, name)
      folders.add(name)
    }
  }
  for (const [ref, value] of changes) {
    if (value === undefined) continue
    if (folders.has(ref)) throw conflict(ref)
    if (packed.find(ref) !== undefined || !packed.hasBelow(ref)) continue
    for (const line of packed.lines(`${ref}/`)) {
      const below = line?.[0]
      if (!below?.startsWith(`${ref}/`)) break
      if (!after.has(below) || after.get(below) !== undefined) throw conflict(ref, below)
    }
  }
}
