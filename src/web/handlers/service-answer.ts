// One request to one address of a service: when its body flows, how long its answer is waited for, what went wrong.
import type http from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import type { TLSSocket } from 'node:tls'
import { KubeError } from '../../base/errors.ts'
import type { LimitName } from '../../base/limit-hits.ts'
import type { Forward } from '../asked.ts'
import type { RawRequest, RawResponse } from '../respond.ts'
import { Taken } from './service-slots.ts'

export interface ServiceTimes {
  /** Until there is a connection, handshake included. */
  readonly connectMsMax: number
  /** From the last piece of the request's body to the head of the answer. */
  readonly answerMsMax: number
}

/** The address could not be reached: nothing was sent to it. */
export class NotSent extends Error {
  readonly limit: LimitName | undefined

  constructor(message: string, limit?: LimitName) {
    super(message)
    this.limit = limit
  }
}

/** The service took its time; the reason says how much. */
export class TooLate extends Error {
  readonly limit = 'serviceAnswerMsMax'

  constructor(ms: number) {
    super(`no answer in ${ms / 1000} s`)
  }
}

/** Calls back once a socket can carry a request. */
export function whenOpen(asking: http.ClientRequest, open: () => void): void {
  asking.once('socket', (socket: Socket | TLSSocket) => {
    // `alpnProtocol` is null until the handshake is done.
    if ('alpnProtocol' in socket && socket.alpnProtocol === null) socket.once('secureConnect', open)
    else if (socket.connecting) socket.once('connect', open)
    else open()
  })
}

/**
 * The head of the answer. The body of the request flows once there is a connection.
 * @throws NotSent, TooLate, and what the connection throws
 */
export function answerOf(
  asking: http.ClientRequest,
  request: RawRequest,
  hasBody: boolean,
  { connectMsMax, answerMsMax }: ServiceTimes
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let connected = false
    const slow = setTimeout(
      () => asking.destroy(new NotSent('no connection in time', 'serviceConnectMsMax')),
      connectMsMax
    )
    let late: NodeJS.Timeout | undefined
    const goesOn = (): void => void late?.refresh()
    whenOpen(asking, () => {
      connected = true
      clearTimeout(slow)
      late = setTimeout(() => asking.destroy(new TooLate(answerMsMax)), answerMsMax)
      if (!hasBody) {
        asking.end()
        return
      }
      pipeline(request, asking).catch(error => asking.destroy(error as Error))
      request.on('data', goesOn)
    })
    const settle = (): void => {
      clearTimeout(slow)
      clearTimeout(late)
      request.off('data', goesOn)
    }
    asking.once('response', answer => {
      settle()
      resolve(answer)
    })
    asking.on('error', error => {
      settle()
      const again = !connected || (asking.reusedSocket && !hasBody)
      reject(again && !(error instanceof TooLate || error instanceof NotSent) ? new NotSent(error.message) : error)
    })
  })
}

/** Hands an answer back; resolves when all of it is handed over. */
export async function relay(
  answer: IncomingMessage,
  response: RawResponse,
  fields: http.OutgoingHttpHeaders
): Promise<void> {
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) response.setHeader(name, value)
  response.statusCode = answer.statusCode ?? 502
  try {
    await pipeline(answer, response as NodeJS.WritableStream)
  } finally {
    answer.destroy()
  }
}

export function asFailure(error: unknown, address: URL | undefined, { node }: Forward): KubeError {
  if (error instanceof Taken) {
    const [code, what] = error.byOneClient
      ? (['KUBE_TOO_MANY', `you have too much open with the service at ${node}`] as const)
      : (['KUBE_BUSY', `the service at ${node} is busy`] as const)
    return new KubeError(code, what, { reason: error.message, next: [`dx record get /${node}`], cause: error })
  }
  const late = error instanceof TooLate
  const said = error instanceof Error ? error.message : String(error)
  return new KubeError(late ? 'KUBE_TIMEOUT' : 'KUBE_UNREACHABLE', `the service at ${node} does not answer`, {
    reason: address ? `${address.origin}: ${said}` : 'none of its addresses can be reached',
    next: [`dx record get /${node}`],
    cause: error
  })
}
