// A connection that goes on in another protocol, between a client and a service: WebSocket (RFC 6455).
import type http from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { OnLimit } from '../../base/limit-hits.ts'
import { serviceTunnelIdleMs } from '../../base/limits.ts'
import { NotSent, type ServiceTimes, TooLate, whenOpen } from './service-answer.ts'

export interface Upgraded {
  readonly answer: IncomingMessage
  /** Undefined when the service said no. */
  readonly upstream: Duplex | undefined
  readonly upstreamHead: Buffer
}

/**
 * What a service says to a request to go on in another protocol.
 * @throws NotSent, TooLate, and what the connection throws
 */
export function upgraded(asking: http.ClientRequest, { connectMsMax, answerMsMax }: ServiceTimes): Promise<Upgraded> {
  return new Promise((resolve, reject) => {
    let connected = false
    let timer = setTimeout(
      () => asking.destroy(new NotSent('no connection in time', 'serviceConnectMsMax')),
      connectMsMax
    )
    whenOpen(asking, () => {
      connected = true
      clearTimeout(timer)
      timer = setTimeout(() => asking.destroy(new TooLate(answerMsMax)), answerMsMax)
      asking.end()
    })
    const settled = (found: Upgraded): void => {
      clearTimeout(timer)
      resolve(found)
    }
    asking.once('upgrade', (answer, upstream, upstreamHead) => settled({ answer, upstream, upstreamHead }))
    asking.once('response', answer => settled({ answer, upstream: undefined, upstreamHead: Buffer.alloc(0) }))
    asking.on('error', error => {
      clearTimeout(timer)
      reject(connected || error instanceof NotSent ? error : new NotSent(error.message))
    })
  })
}

/** Gives the client what the service said; from there on both are one connection. Resolves when it is over. */
export async function handOver(client: Duplex, head: Buffer, said: Upgraded, hit: OnLimit): Promise<void> {
  const { answer, upstream, upstreamHead } = said
  client.write(headOf(answer))
  if (upstream === undefined) {
    // Whoever leaves in the midst of a no is none the worse for it.
    await pipeline(answer, client).catch(() => client.destroy())
    return
  }
  client.write(upstreamHead)
  upstream.write(head)
  await tunnel(client, upstream, hit)
}

/** Joins two connections; the end of one is the end of both, also one that came already. */
function tunnel(client: Duplex, upstream: Duplex, hit: OnLimit): Promise<void> {
  return new Promise(resolve => {
    const end = (): void => {
      client.destroy()
      upstream.destroy()
      resolve()
    }
    for (const side of [client, upstream]) side.once('error', end).once('close', end)
    // What one side sent before its end still reaches the other.
    client.once('end', () => upstream.once('finish', end))
    upstream.once('end', () => client.once('finish', end))
    if (client.destroyed || upstream.destroyed) {
      end()
      return
    }
    ;(client as Socket).setTimeout(serviceTunnelIdleMs, () => {
      hit('serviceTunnelIdleMs')
      end()
    })
    client.pipe(upstream).pipe(client)
  })
}

/** Status line and fields of an answer as they came. */
function headOf({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`]
  const closing = statusCode === 101 ? [] : ['transfer-encoding', 'connection', 'keep-alive']
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (!closing.includes(rawHeaders[at]!.toLowerCase())) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
  }
  if (statusCode !== 101) lines.push('Connection: close')
  return `${lines.join('\r\n')}\r\n\r\n`
}
