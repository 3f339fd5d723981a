// What rights are judged by: the entries that are here and what they brought.
import type { ObjectId, PeerId } from '../base/types.ts'
import type { EntryTable } from './entry-table.ts'
import type { OrderLog } from './orders.ts'
import type { RightsLog } from './rights-log.ts'

/** What a verdict reads; none of it changes with the withdrawals. */
export interface Evidence {
  readonly root: string
  readonly table: EntryTable
  readonly log: RightsLog
  readonly orders: OrderLog
  isVoid(entry: number): boolean
  didOf(chain: PeerId): string
  refName(ref: number): string
  /** The non-void entries that wrote a ref, with what they set it to. */
  writersOf(ref: string): Iterable<{ readonly entry: number; readonly value: ObjectId | undefined }>
}
