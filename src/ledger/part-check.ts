// Whether entries that came in a checkpoint have the form of entries, asked before any of them goes into the ledger. What
// many share is looked at once; an entry with more to it than most have is checked as one that comes by itself.
import { messageLineBytesMax } from '../base/limits.ts'
import type { RefName } from '../base/types.ts'
import { isHybridTime, isWallMs } from './clock.ts'
import { assertEntryForm, isChain, isSequence, messageLine } from './entry-check.ts'
import { demand, invalid } from './failure.ts'
import type { PartRows } from './part-rows.ts'
import { refusedRef } from './ref-grammar.ts'
import { TextIndex } from './text-index.ts'
import type { TextSpans } from './text-spans.ts'
import { firstRules } from './types.ts'

/** Checks the parts of one checkpoint. */
export class FormCheck {
  readonly #subnet: Uint8Array
  /** That were checked, by number. */
  readonly refs: RefName[] = []
  readonly #numbers: TextIndex

  /** @param seed see `TextIndex` */
  constructor(subnet: Uint8Array, seed: number) {
    this.#subnet = subnet
    this.#numbers = new TextIndex(this.refs, seed)
  }

  /** The texts of a part. Gives the numbers of its refs in `refs`. @throws KUBE_LEDGER_INVALID */
  assertTexts({ columns: { chains, refs, messages } }: PartRows): Int32Array {
    demand(chains.every(isChain), 'a chain in a checkpoint is not a peer id')
    const numbers = new Int32Array(refs.length)
    for (let place = 0; place < refs.length; place++) {
      numbers[place] = this.#numbers.findIn(refs, place) ?? this.#addRef(refs.at(place))
    }
    for (let place = 0; place < messages.length; place++) {
      if (isPlainLine(messages, place)) continue
      const text = messages.at(place)
      demand(messageLine(text) === text, 'the message of an entry of a checkpoint is not one line')
    }
    return numbers
  }

  #addRef(ref: RefName): number {
    const refused = refusedRef(ref)
    if (refused !== undefined) throw invalid(`the ref ${JSON.stringify(ref.slice(0, 200))}: ${refused}`)
    this.refs.push(ref)
    this.#numbers.addLast()
    return this.refs.length - 1
  }

  /** An entry of a part whose texts were checked. @throws KUBE_LEDGER_INVALID with what is wrong */
  assertEntry(rows: PartRows, row: number): void {
    const { columns } = rows
    const [deps, updates] = [rows.depsCount(row), columns.updatesEnd[row]! - rows.firstUpdate(row)]
    if (!rows.isPlain(row) || columns.rules[row] !== firstRules || deps > 1 || updates > 1) {
      assertEntryForm(rows.entry(row).entry, this.#subnet)
      return
    }
    const [sequence, wallMs, counter] = [columns.sequence[row]!, columns.wallMs[row]!, columns.counter[row]!]
    demand(isSequence(sequence), 'its sequence number is out of range')
    demand(isHybridTime({ wallMs, counter }), 'its hybrid time is out of range')
    demand(isWallMs(columns.publishedMs[row]!), 'its published time is out of range')
    const isFirst = columns.parent[row] === 0
    demand(isFirst === (sequence === 1), 'the first entry of a chain has no parent, every other has one')
    demand(!isNone(columns.ids, row), 'its id is not an object id')
    if (updates === 1) {
      const at = columns.updatesEnd[row]! - 1
      const changes = isNone(columns.new, at) || !isSameId(columns.old, columns.new, at)
      demand(changes, 'an update of an entry of a checkpoint does not change its ref')
    }
  }
}

function isPlainLine(texts: TextSpans, place: number): boolean {
  const { bytes } = texts
  const [start, end] = [texts.start(place), texts.end(place)]
  if (end === start || end - start > messageLineBytesMax || bytes[start] === 32 || bytes[end - 1] === 32) return false
  for (let at = start; at < end; at++) if (bytes[at]! < 32 || bytes[at]! > 126) return false
  return true
}

function isNone(ids: Int32Array, at: number): boolean {
  for (let word = 5 * at; word < 5 * (at + 1); word++) if (ids[word] !== 0) return false
  return true
}

function isSameId(a: Int32Array, b: Int32Array, at: number): boolean {
  for (let word = 5 * at; word < 5 * (at + 1); word++) if (a[word] !== b[word]) return false
  return true
}
