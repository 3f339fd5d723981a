// One enrolment on one channel: messages in turn, each within its time and size, and a refusal instead of any of them.
import { type ErrorCode, KubeError } from '../base/errors.ts'
import type { LimitName } from '../base/limit-hits.ts'
import type { Channel } from '../ports/network.ts'
import { dxos } from '../proto/generated.js'
import { newCode } from './join-code.ts'

type Message = dxos.kube.EnrolMessage.$Properties
export type MessageKind = 'hello' | 'identity' | 'proof' | 'grant'
export type MessageOf<K extends MessageKind> = NonNullable<Message[K]>

export interface ConversationOptions {
  /** Ends the conversation with KUBE_INTERRUPTED. */
  readonly signal?: AbortSignal
  /** For each message that is waited for. */
  readonly timeoutMs?: number
}

/** The largest message has some dozens of credentials and machines. */
export const enrolMessageBytesMax = 128 << 10
const timeoutMsDefault = 15_000
/** After a refusal the other side has this long to read it. */
const partingMs = 2_000
const reasonLengthMax = 500

// What a peer may say of us in the words of our catalogue; all else is that it refused.
const tellable: ReadonlySet<string> = new Set<ErrorCode>([
  'KUBE_CLOCK',
  'KUBE_CODE_EXPIRED',
  'KUBE_CODE_INVALID',
  'KUBE_CODE_SUBNET',
  'KUBE_CODE_UNKNOWN',
  'KUBE_CODE_USED',
  'KUBE_DENIED',
  'KUBE_PEER_MISBEHAVED',
  'KUBE_TIMEOUT'
])

/** Text of a peer as it may stand in a message to a person: no control characters, not long. */
export function shownText(text: string | null | undefined, lengthMax: number): string {
  const clean = (text ?? '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return clean.length > lengthMax ? `${clean.slice(0, lengthMax - 1).toWellFormed()}…` : clean
}

// What a person is told of a code that the other side does not take.
const refusedCodes: Partial<Record<ErrorCode, string>> = {
  KUBE_CODE_EXPIRED: 'the join code has expired',
  KUBE_CODE_INVALID: 'the join code is not valid',
  KUBE_CODE_SUBNET: 'the join code is of another subnet',
  KUBE_CODE_UNKNOWN: 'the other KUBE did not make the join code',
  KUBE_CODE_USED: 'the join code was used before'
}

/** A refusal that the other side sent. */
export class PeerRefusal extends KubeError {}

/** A refusal that came, in words of our catalogue and fit to be shown. */
export function heardRefusal(
  refusal: dxos.kube.EnrolRefusal.$Properties,
  known: ReadonlySet<string>
): { code: ErrorCode; reason: string } {
  const code = known.has(refusal.code ?? '') ? (refusal.code as ErrorCode) : 'KUBE_PEER_REFUSED'
  return { code, reason: shownText(refusal.reason, reasonLengthMax) || 'it gave no reason' }
}

/** What the other side is told. A fault of ours, and what it says of our disk and keys, is not for others. */
export function toldRefusal(error: KubeError, known: ReadonlySet<string>): { code: string; reason: string } {
  if (!known.has(error.code)) return { code: 'KUBE_PEER_REFUSED', reason: 'a fault of its own' }
  return { code: error.code, reason: error.reason || error.message }
}

function refusalError(refusal: dxos.kube.EnrolRefusal.$Properties, step: string): PeerRefusal {
  const { code, reason } = heardRefusal(refusal, tellable)
  const what = refusedCodes[code]
  if (what === undefined) {
    const next = code === 'KUBE_DENIED' ? ['kubed join CODE --home DIR'] : []
    return new PeerRefusal(code, `refused by the other KUBE at ${step}`, { reason, next })
  }
  return new PeerRefusal(code, what, { reason: `refused at ${step}: ${reason}`, next: [newCode] })
}

export function misbehaved(step: string, reason: string, cause?: unknown, limit?: LimitName): KubeError {
  return new KubeError('KUBE_PEER_MISBEHAVED', `the other KUBE broke the protocol at ${step}`, {
    reason,
    limit,
    ...(cause === undefined ? {} : { cause })
  })
}

export class Conversation {
  readonly channel: Channel
  readonly #messages: AsyncIterator<Uint8Array>
  readonly #options: ConversationOptions

  constructor(channel: Channel, options: ConversationOptions) {
    this.channel = channel
    channel.limit(enrolMessageBytesMax, 'enrolMessageBytesMax')
    this.#messages = channel[Symbol.asyncIterator]()
    this.#options = options
  }

  /**
   * The next message, which must be of this kind.
   * @throws what the other side refused with, KUBE_PEER_MISBEHAVED, KUBE_TIMEOUT, KUBE_UNREACHABLE, KUBE_INTERRUPTED
   */
  async receive<K extends MessageKind>(kind: K, step: string): Promise<MessageOf<K>> {
    const bytes = await this.#bytes(step)
    let message: dxos.kube.EnrolMessage
    try {
      message = dxos.kube.EnrolMessage.decode(bytes)
    } catch (error) {
      throw misbehaved(step, 'what it sent is no message', error)
    }
    if (message.refusal) throw refusalError(message.refusal, step)
    const body = message[kind]
    if (!body) throw misbehaved(step, `it sent ${message.body ?? 'an empty message'} instead of ${kind}`)
    return body as MessageOf<K>
  }

  async send(message: Message, step: string): Promise<void> {
    const bytes = dxos.kube.EnrolMessage.encode(message).finish()
    await this.#within(this.channel.send(bytes), step)
  }

  /** Says why it ends here, and ends; best effort, for the conversation has failed already. */
  async refuse(error: KubeError): Promise<void> {
    if (error instanceof PeerRefusal) return await this.finish()
    // Nobody waits for what goes to a connection that is gone, or when this side has been told to stop.
    if (error.code === 'KUBE_INTERRUPTED' || error.code === 'KUBE_UNREACHABLE') return this.channel.abort(error)
    const refusal = toldRefusal(error, tellable)
    try {
      await limited(this.channel.send(dxos.kube.EnrolMessage.encode({ refusal }).finish()), partingMs)
      await this.#part()
    } catch (cause) {
      this.channel.abort(cause instanceof Error ? cause : error)
    }
  }

  /** Ends well: says that no more is sent, and waits a little for the other side to end too. */
  async finish(): Promise<void> {
    try {
      await this.#part()
    } catch (error) {
      // Both sides have what they need; a channel that breaks now has done its work.
      this.channel.abort(error instanceof Error ? error : new Error(String(error)))
    }
  }

  async #part(): Promise<void> {
    await limited(this.channel.close(), partingMs)
    const last = await limited(this.#messages.next(), partingMs)
    if (!last.done) this.channel.abort(new Error('more was sent after the end'))
  }

  async #bytes(step: string): Promise<Uint8Array> {
    let result: IteratorResult<Uint8Array>
    try {
      result = await this.#within(this.#messages.next(), step)
    } catch (error) {
      if (error instanceof KubeError) throw error
      throw lost(step, 'the connection broke', error)
    }
    if (result.done) throw lost(step, 'it ended the connection without a word')
    return result.value
  }

  async #within<T>(promise: Promise<T>, step: string): Promise<T> {
    const { signal, timeoutMs = timeoutMsDefault } = this.#options
    try {
      const value = await limited(promise, timeoutMs, signal)
      signal?.throwIfAborted()
      return value
    } catch (error) {
      if (signal?.aborted) throw new KubeError('KUBE_INTERRUPTED', `interrupted at ${step}`, { cause: error })
      if (!(error instanceof TimeLimit)) throw error
      throw silent(`the other KUBE was silent at ${step}`, timeoutMs)
    }
  }
}

function lost(step: string, reason: string, cause?: unknown): KubeError {
  const details = cause === undefined ? {} : { cause }
  return new KubeError('KUBE_UNREACHABLE', `the connection was lost at ${step}`, { reason, ...details })
}

/** The other side has said nothing in its time. */
export function silent(message: string, ms: number): KubeError {
  return new KubeError('KUBE_TIMEOUT', message, { reason: `nothing came in ${ms / 1000} s` })
}

export class TimeLimit extends Error {}

/**
 * The promise, or a failure once the time is up or the signal is given. What the promise does then is nobody's.
 * @throws TimeLimit, or the reason of the signal
 */
export async function limited<T>(promise: Promise<T>, ms: number, signal?: AbortSignal): Promise<T> {
  const { promise: limit, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new TimeLimit(`more than ${ms} ms`)), ms)
  const onAbort = () => reject(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  if (signal?.aborted) onAbort()
  try {
    return await Promise.race([promise, limit])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}
