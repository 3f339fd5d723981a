// What a state needs: which values its refs have or may get back, and how deep the history of each is kept.
import { unpublishedKeptMs } from '../base/limits.ts'
import type { ObjectId, RefName } from '../base/types.ts'
import type { DmgRecord } from '../graph/record.ts'
import { depthKept } from '../graph/retention.ts'
import type { GraphView } from '../graph/view.ts'
import type { KeptValue } from './kept-history.ts'
import type { Ledger } from './ledger.ts'
import { isMeta } from './ref-grammar.ts'
import type { RemovedRef } from './state-refs.ts'

export interface RetentionView extends GraphView {
  /** A record by its commit; undefined when it is not at hand. */
  at(id: ObjectId): DmgRecord | undefined
}

export interface StateValue extends KeptValue {
  readonly ref: string
  /** A schema that a record pins, which may be of another subnet and so not here. */
  readonly pinned?: true
}

/** What of a ledger says which values are kept: itself, or what it was at one moment. */
export interface KeptState extends Pick<Ledger, 'conflicts' | 'get'> {
  refs(): Iterable<readonly [RefName, ObjectId]>
  removed(): Iterable<RemovedRef>
}

export interface KeptValuesOptions {
  readonly ledger: KeptState
  readonly view: RetentionView
  /** The time that counts, in hybrid wall milliseconds: of the latest entry, where all have to come to the same. */
  readonly atMs: number
}

/**
 * Values that the state of a ledger keeps: of every ref, of what lost with all that the same changeset wrote (restoring
 * writes all of it), of refs deleted less than `unpublishedKeptMs` ago, and schemas that records pin.
 * @throws what the view throws for a record that cannot be read
 */
export function* keptValues({ ledger, view, atMs }: KeptValuesOptions): Generator<StateValue> {
  for (const [ref, id] of ledger.refs()) {
    yield { ref, id, depth: depthKept(view, ref) }
    if (isMeta(ref)) yield* pinnedBy(view, ref, id)
  }
  for (const conflict of ledger.conflicts()) {
    for (const { ref, new: id } of ledger.get(conflict.entry)?.updates ?? []) {
      if (id === undefined) continue
      yield { ref, id, depth: depthKept(view, ref) }
      if (isMeta(ref)) yield* pinnedBy(view, ref, id)
    }
  }
  for (const { ref, last, time } of ledger.removed()) {
    if (time.wallMs > atMs - unpublishedKeptMs) yield { ref, id: last, depth: depthKept(view, ref) }
  }
}

function* pinnedBy(view: RetentionView, ref: string, record: ObjectId): Generator<StateValue> {
  const schema = view.at(record)?.payload?.schema
  if (schema !== undefined) yield { ref, id: schema, depth: 1, pinned: true }
}
