// The messages of `/kube/sequencer/1.0.0` as values, and their protobuf form (proto/dxos/kube/sequencer.proto).
import { fromHex, toHex } from '../base/bytes.ts'
import { catalogue, type ErrorCode, KubeError } from '../base/errors.ts'
import type { LimitName } from '../base/limit-hits.ts'
import { updatesMax } from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { AccountSignature } from '../ledger/account.ts'
import {
  decodeObjectList,
  encodeObjectList,
  encodeUpdates,
  readAccount,
  readUpdates
} from '../ledger/changeset-codec.ts'
import { isTerm } from '../ledger/entry-check.ts'
import type { ChainHead, ListedObject, RefUpdate } from '../ledger/types.ts'
import { dxos } from '../proto/generated.js'

export const sequencerProtocol = '/kube/sequencer/1.0.0'

/** A changeset of strict realms that another KUBE is asked to order. */
export interface OrderRequest {
  readonly type: 'order'
  readonly updates: readonly RefUpdate[]
  /** Of the person, or of the asking KUBE, for the chain of whoever is asked. */
  readonly account: AccountSignature
  readonly message: string
  readonly objects: readonly ListedObject[]
  /** The new trees may be older releases'. */
  readonly lookBack: boolean
}

export type SequencerRequest =
  | { readonly type: 'lease'; readonly term: number }
  | { readonly type: 'confirm'; readonly term: number; readonly entry: ObjectId }
  | { readonly type: 'release'; readonly term: number }
  | { readonly type: 'fence'; readonly term: number }
  | OrderRequest
  | { readonly type: 'settle'; readonly entry: ObjectId }

export interface SequencerRefusal {
  readonly type: 'refusal'
  readonly error: KubeError
  /** Of a refused lease: what the member has promised. */
  readonly promised?: { readonly term: number; readonly holder: PeerId; readonly remainingMs: number }
}

export type SequencerAnswer =
  | {
      readonly type: 'granted'
      readonly last: ChainHead | undefined
      /** Of a fence: the member does not know what it promised before. */
      readonly unsure?: boolean
    }
  | { readonly type: 'confirmed' }
  | { readonly type: 'released' }
  | { readonly type: 'ordered'; readonly entry: ChainHead }
  | SequencerRefusal

const { SequencerRequest: RequestCodec, SequencerAnswer: AnswerCodec } = dxos.kube

const misbehaved = (reason: string, cause?: unknown, limit?: LimitName): KubeError =>
  new KubeError('KUBE_PEER_MISBEHAVED', 'a peer broke the protocol of sequencers', {
    reason,
    limit,
    ...(cause !== undefined && { cause })
  })

function decoded<T>(decode: () => T): T {
  try {
    return decode()
  } catch (cause) {
    throw misbehaved('what it sent is no message', cause)
  }
}

function termOf(value: unknown): number {
  const term = Number(value ?? 0)
  if (!isTerm(term)) throw misbehaved('a term is out of range')
  return term
}

function idOf(bytes: Uint8Array | null | undefined): ObjectId {
  if (bytes?.length !== 20) throw misbehaved('an object id is not 20 bytes long')
  return toHex(bytes)
}

const headOf = ({ chain, sequence, id }: dxos.kube.Dependency.$Properties): ChainHead => ({
  chain: chain ?? '',
  sequence: Number(sequence ?? 0),
  id: idOf(id)
})

const headMessage = ({ chain, sequence, id }: ChainHead): dxos.kube.Dependency.$Properties => ({
  chain,
  sequence,
  id: fromHex(id)
})

export function encodeRequest(request: SequencerRequest): Uint8Array {
  switch (request.type) {
    case 'lease':
      return RequestCodec.encode({ lease: { term: request.term } }).finish()
    case 'confirm':
      return RequestCodec.encode({ confirm: { term: request.term, entry: fromHex(request.entry) } }).finish()
    case 'release':
      return RequestCodec.encode({ release: { term: request.term } }).finish()
    case 'fence':
      return RequestCodec.encode({ fence: { term: request.term } }).finish()
    case 'settle':
      return RequestCodec.encode({ settle: { entry: fromHex(request.entry) } }).finish()
    case 'order': {
      const { updates, account, message, objects, lookBack } = request
      const order = { updates: encodeUpdates(updates), account, message, objects: encodeObjectList(objects), lookBack }
      return RequestCodec.encode({ order }).finish()
    }
  }
}

/** @throws KUBE_PEER_MISBEHAVED */
export function decodeRequest(bytes: Uint8Array): SequencerRequest {
  const { lease, confirm, release, order, settle, fence } = decoded(() => RequestCodec.decode(bytes))
  if (lease) return { type: 'lease', term: termOf(lease.term) }
  if (confirm) return { type: 'confirm', term: termOf(confirm.term), entry: idOf(confirm.entry) }
  if (release) return { type: 'release', term: termOf(release.term) }
  if (settle) return { type: 'settle', entry: idOf(settle.entry) }
  if (fence) return { type: 'fence', term: termOf(fence.term) }
  if (!order) throw misbehaved('a request of no known kind')
  const { updates, message, objects, lookBack } = order
  const account = decoded(() => readAccount(order.account))
  if (account === undefined) throw misbehaved('nobody has signed what is to be ordered')
  if (!updates?.length) throw misbehaved('a changeset of no updates')
  if (updates.length > updatesMax) throw misbehaved('a changeset of too many updates', undefined, 'updatesMax')
  return {
    type: 'order',
    updates: decoded(() => readUpdates(updates)),
    account,
    message: message ?? '',
    objects: decoded(() => decodeObjectList(new Uint8Array(objects ?? []))),
    lookBack: lookBack ?? false
  }
}

export function encodeAnswer(answer: SequencerAnswer): Uint8Array {
  switch (answer.type) {
    case 'granted':
      return AnswerCodec.encode({
        granted: { ...(answer.last && { last: headMessage(answer.last) }), ...(answer.unsure && { unsure: true }) }
      }).finish()
    case 'confirmed':
      return AnswerCodec.encode({ confirmed: {} }).finish()
    case 'released':
      return AnswerCodec.encode({ released: {} }).finish()
    case 'ordered':
      return AnswerCodec.encode({ ordered: { entry: headMessage(answer.entry) } }).finish()
    case 'refusal': {
      const { code, message, reason, next } = answer.error
      return AnswerCodec.encode({ refusal: { code, message, reason, next: [...next], ...answer.promised } }).finish()
    }
  }
}

/** @throws KUBE_PEER_MISBEHAVED */
export function decodeAnswer(bytes: Uint8Array): SequencerAnswer {
  const { granted, confirmed, released, ordered, refusal } = decoded(() => AnswerCodec.decode(bytes))
  if (granted) {
    const last = granted.last ? headOf(granted.last) : undefined
    return { type: 'granted', last, ...(granted.unsure && { unsure: true }) }
  }
  if (confirmed) return { type: 'confirmed' }
  if (released) return { type: 'released' }
  if (ordered) return { type: 'ordered', entry: headOf(ordered.entry ?? {}) }
  if (!refusal) throw misbehaved('an answer of no known kind')
  const { term, holder, remainingMs } = refusal
  return {
    type: 'refusal',
    error: refusedWith(refusal),
    ...(holder && { promised: { term: termOf(term), holder, remainingMs: remainingMs ?? 0 } })
  }
}

/** What a member may say of us in the words of our catalogue; all else is that it refused. */
const tellable: ReadonlySet<string> = new Set<ErrorCode>([
  'KUBE_DENIED',
  'KUBE_LIMIT',
  'KUBE_ORDER_MIXED',
  'KUBE_SEQUENCER',
  'KUBE_STALE'
])
const textLengthMax = 500
const nextMax = 3

function refusedWith({ code, message, reason, next }: dxos.kube.SequencerRefusal.$Properties): KubeError {
  const known = tellable.has(code ?? '') && Object.hasOwn(catalogue, code ?? '')
  // What it says of itself, and advises, is said of another machine here.
  if (!known) {
    const said = [message, reason].map(shownOf).filter(text => text !== '')
    return new KubeError('KUBE_PEER_REFUSED', 'who orders strict realms refused', { reason: said.join(': ') })
  }
  return new KubeError(code as ErrorCode, shownOf(message) || 'who orders strict realms refused', {
    reason: shownOf(reason),
    next: (next ?? []).slice(0, nextMax).map(shownOf)
  })
}

/** Text of a peer as it may stand in a message to a person. */
const shownOf = (text: string | null | undefined): string =>
  (text ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, textLengthMax)
    .toWellFormed()
