// One call of the DMG service with its messages in some format: what every door hands its bytes to.
import { KubeError } from '../../base/errors.ts'
import type { RecordsSet, Resolved } from '../api.ts'
import type { GivenRecord } from '../records/record-set.ts'
import type { ResolveQuery } from '../records/resolved.ts'
import type { Caller, Dmg, ListedRecords, ListQuery, NamedRecord, WatchedRecords } from './dmg.ts'

/** Readers throw KUBE_USAGE for what is no such message. */
export interface DmgFormat {
  resolveRequest(bytes: Uint8Array): ResolveQuery
  resolveAnswer(answer: Resolved): Uint8Array
  getRequest(bytes: Uint8Array): { readonly records: readonly string[]; readonly own: boolean }
  getAnswer(dmg: Dmg, records: readonly NamedRecord[]): Promise<Uint8Array>
  setRequest(bytes: Uint8Array): { readonly records: readonly GivenRecord[]; readonly merge: boolean }
  setAnswer(set: RecordsSet): Uint8Array
  listRequest(bytes: Uint8Array): ListQuery
  listAnswer(dmg: Dmg, listed: ListedRecords): Promise<Uint8Array>
  watchRequest(bytes: Uint8Array): { readonly name?: string; readonly position?: string }
  watchAnswer(dmg: Dmg, watched: WatchedRecords): Promise<Uint8Array>
}

export interface DmgCall {
  readonly method: string
  readonly request: Uint8Array
  readonly format: DmgFormat
  readonly caller: Caller
  /** Ends a watch. */
  readonly signal: AbortSignal
}

/** One answer, or as many as come until the signal. */
export type DmgAnswer =
  | { readonly kind: 'one'; readonly bytes: Uint8Array }
  | { readonly kind: 'stream'; readonly messages: AsyncGenerator<Uint8Array> }

type Method = (dmg: Dmg, call: DmgCall) => Promise<DmgAnswer>

const one = (bytes: Uint8Array): DmgAnswer => ({ kind: 'one', bytes })

const methods: Readonly<Record<string, Method>> = {
  async ResolveUrl(dmg, { format, request, caller }) {
    return one(format.resolveAnswer(await dmg.resolveUrl(format.resolveRequest(request), caller)))
  },
  async GetRecords(dmg, { format, request, caller }) {
    const { records, own } = format.getRequest(request)
    return one(await format.getAnswer(dmg, await dmg.getRecords(records, own, caller)))
  },
  async SetRecord(dmg, { format, request, caller }) {
    const { records, merge } = format.setRequest(request)
    return one(format.setAnswer(await dmg.setRecords(records, merge, caller)))
  },
  async ListRecords(dmg, { format, request, caller }) {
    return one(await format.listAnswer(dmg, await dmg.listRecords(format.listRequest(request), caller)))
  },
  async WatchRecords(dmg, { format, request, caller, signal }) {
    const watched = dmg.watchRecords(format.watchRequest(request), caller, signal)
    return { kind: 'stream', messages: written(dmg, watched, format) }
  }
}

async function* written(
  dmg: Dmg,
  watched: AsyncGenerator<WatchedRecords>,
  format: DmgFormat
): AsyncGenerator<Uint8Array> {
  for await (const one of watched) yield format.watchAnswer(dmg, one)
}

/** @throws KUBE_USAGE for an unknown method or a malformed request, and whatever the method throws */
export async function callDmg(dmg: Dmg, call: DmgCall): Promise<DmgAnswer> {
  const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined
  if (method) return method(dmg, call)
  throw new KubeError('KUBE_USAGE', `the DMG service has no method ${JSON.stringify(call.method.slice(0, 40))}`, {
    reason: `it has ${Object.keys(methods).join(', ')}`
  })
}
