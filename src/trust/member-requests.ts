// What a member asks of an admin KUBE, over one channel (proto/dxos/kube/member.proto): one request, one answer. Who asks
// is whom the connection shows, so nothing in a request says it.
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { type ErrorCode, KubeError, toKubeError } from '../base/errors.ts'
import type { Channel } from '../ports/network.ts'
import { dxos } from '../proto/generated.js'
import { heardRefusal, limited, silent, TimeLimit, toldRefusal } from './conversation.ts'

export const memberProtocol = '/kube/member/1.0.0'
/** A certificate, or some dozens of credentials. */
const memberMessageBytesMax = 128 << 10
/** From the request to the answer. */
const answerMsMax = 15_000

export type MemberRequest =
  | { readonly type: 'certificate'; readonly publicKey: KeyObject }
  | { readonly type: 'leave' }
  | { readonly type: 'rotate'; readonly statement: string }
  | { readonly type: 'retire'; readonly statement: string }

export type MemberAnswer =
  | { readonly type: 'certificate'; readonly certificate: X509Certificate; readonly rootCaKey?: KeyObject }
  | { readonly type: 'done' }
  | { readonly type: 'rotate'; readonly credentials: readonly string[] }

const { MemberRequest: RequestCodec, MemberAnswer: AnswerCodec } = dxos.kube

// What an admin KUBE may say in the words of our catalogue.
const tellable: ReadonlySet<string> = new Set<ErrorCode>([
  'KUBE_CREDENTIAL_INVALID',
  'KUBE_DENIED',
  'KUBE_KEY_INVALID',
  'KUBE_LAST_ADMIN',
  'KUBE_NOT_FOUND',
  'KUBE_PEER_MISBEHAVED',
  'KUBE_TIMEOUT'
])

function misbehaved(reason: string, cause?: unknown): KubeError {
  return new KubeError('KUBE_PEER_MISBEHAVED', 'the other KUBE broke the protocol of members', {
    reason,
    ...(cause === undefined ? {} : { cause })
  })
}

function encodeRequest(request: MemberRequest): Uint8Array {
  switch (request.type) {
    case 'certificate': {
      const certificateKey = new Uint8Array(request.publicKey.export({ format: 'der', type: 'spki' }))
      return RequestCodec.encode({ certificate: { certificateKey } }).finish()
    }
    case 'leave':
      return RequestCodec.encode({ leave: {} }).finish()
    case 'rotate':
      return RequestCodec.encode({ rotate: { statement: request.statement } }).finish()
    case 'retire':
      return RequestCodec.encode({ retire: { statement: request.statement } }).finish()
  }
}

/** @throws KUBE_PEER_MISBEHAVED, KUBE_KEY_INVALID for a key that is not P-256 */
function decodeRequest(bytes: Uint8Array): MemberRequest {
  const { certificate, leave, rotate, retire } = decoded(() => RequestCodec.decode(bytes))
  if (certificate) return { type: 'certificate', publicKey: certificateKeyOf(certificate.certificateKey) }
  if (leave) return { type: 'leave' }
  if (rotate) return { type: 'rotate', statement: rotate.statement ?? '' }
  if (retire) return { type: 'retire', statement: retire.statement ?? '' }
  throw misbehaved('a request of no known kind')
}

function certificateKeyOf(der: Uint8Array | null | undefined): KeyObject {
  try {
    const key = createPublicKey({ key: Buffer.from(der ?? []), format: 'der', type: 'spki' })
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key
  } catch (cause) {
    throw misbehaved('the key for its certificate is none', cause)
  }
  throw new KubeError('KUBE_KEY_INVALID', 'the key of an intermediate CA must be P-256')
}

function encodeAnswer(answer: MemberAnswer): Uint8Array {
  switch (answer.type) {
    case 'certificate': {
      const { certificate, rootCaKey } = answer
      const key = rootCaKey && new Uint8Array(rootCaKey.export({ format: 'der', type: 'pkcs8' }))
      const intermediate = new Uint8Array(certificate.raw)
      return AnswerCodec.encode({ certificate: { intermediate, ...(key && { rootCaKey: key }) } }).finish()
    }
    case 'done':
      return AnswerCodec.encode({ done: {} }).finish()
    case 'rotate':
      return AnswerCodec.encode({ rotate: { credentials: [...answer.credentials] } }).finish()
  }
}

/** @throws what the other side refused with, KUBE_PEER_MISBEHAVED */
function decodeAnswer(bytes: Uint8Array): MemberAnswer {
  const { certificate, done, rotate, refusal } = decoded(() => AnswerCodec.decode(bytes))
  if (refusal) {
    const { code, reason } = heardRefusal(refusal, tellable)
    throw new KubeError(code, 'the admin KUBE refused', { reason })
  }
  if (done) return { type: 'done' }
  if (rotate) return { type: 'rotate', credentials: rotate.credentials ?? [] }
  if (!certificate) throw misbehaved('an answer of no known kind')
  try {
    const { intermediate, rootCaKey } = certificate
    return {
      type: 'certificate',
      certificate: new X509Certificate(intermediate ?? new Uint8Array()),
      ...(rootCaKey?.length && {
        rootCaKey: createPrivateKey({ key: Buffer.from(rootCaKey), format: 'der', type: 'pkcs8' })
      })
    }
  } catch (cause) {
    throw misbehaved('what it sent is no certificate', cause)
  }
}

function decoded<T>(decode: () => T): T {
  try {
    return decode()
  } catch (cause) {
    throw misbehaved('what it sent is no message', cause)
  }
}

/** The first message of a channel, within its time and size. */
async function only(channel: Channel): Promise<Uint8Array> {
  channel.limit(memberMessageBytesMax)
  try {
    const { done, value } = await limited(channel[Symbol.asyncIterator]().next(), answerMsMax)
    if (done) throw new KubeError('KUBE_PEER_LOST', 'the other KUBE ended the connection without a word')
    return value
  } catch (error) {
    throw error instanceof TimeLimit ? silent('the other KUBE was silent', answerMsMax) : error
  }
}

/**
 * Asks over a channel of `memberProtocol`, which ends with it.
 * @throws what the other side refused with; KUBE_PEER_MISBEHAVED, KUBE_TIMEOUT, KUBE_PEER_LOST, KUBE_PEER_REFUSED
 */
export async function askAsMember(channel: Channel, request: MemberRequest): Promise<MemberAnswer> {
  try {
    await channel.send(encodeRequest(request))
    await channel.close()
    const answer = decodeAnswer(await only(channel))
    const wanted = { certificate: 'certificate', rotate: 'rotate', leave: 'done', retire: 'done' }[request.type]
    if (answer.type !== wanted) throw misbehaved(`it answered ${answer.type} to ${request.type}`)
    return answer
  } finally {
    channel.abort(new KubeError('KUBE_INTERRUPTED', 'the question is answered'))
  }
}

/** Reads one request and sends what `answer` gives for it, or why not. Gives the failure, for the log. */
export async function answerMember(
  channel: Channel,
  answer: (request: MemberRequest) => Promise<MemberAnswer>
): Promise<KubeError | undefined> {
  try {
    const request = decodeRequest(await only(channel))
    await channel.send(encodeAnswer(await answer(request)))
    await channel.close()
    return undefined
  } catch (thrown) {
    const error = toKubeError(thrown)
    try {
      await channel.send(AnswerCodec.encode({ refusal: toldRefusal(error, tellable) }).finish())
      await channel.close()
    } catch (cause) {
      channel.abort(cause instanceof Error ? cause : error)
    }
    return error
  }
}
