// yamux, and whether the other side of a connection is still there. It is asked once nothing has come from it for a
// while, by a ping of yamux: a small frame each way. libp2p's own monitor opens a stream for each ping, and does so on
// both sides: each of ten idle machines sent 1,131 packets a minute with it, and 92 without.
import { yamux } from '@chainsafe/libp2p-yamux'
import type { MessageStream, StreamMuxerFactory } from '@libp2p/interface'
import { KubeError } from '../base/errors.ts'
import type { OnLimit } from '../base/limit-hits.ts'
import { streamWindowBytesMax } from '../base/limits.ts'

export interface LivenessTimes {
  /** A connection is tested when nothing has come from the other side for this long, in ms. */
  readonly pingIntervalMs: number
  /** One that does not answer in this time is cut. */
  readonly pingTimeoutMs: number
}

/** Who accepted a connection waits this much longer before it asks: what the other side asks tells it enough. */
const acceptorPatience = 1.25

type Multiplexer = ReturnType<ReturnType<ReturnType<typeof yamux>>['createStreamMuxer']>

/** The multiplexer of all connections. @param hit told of `pingTimeoutMs` */
export function multiplexer(times: LivenessTimes, hit: OnLimit): () => StreamMuxerFactory {
  const make = yamux({
    enableKeepAlive: false,
    streamOptions: {
      maxStreamWindowSize: streamWindowBytesMax,
      // A paused stream keeps what its window lets in, and is reset when this is less.
      maxReadBufferLength: 4 * streamWindowBytesMax
    }
  })
  return () => {
    const factory = make()
    return {
      protocol: factory.protocol,
      createStreamMuxer: socket => {
        const muxer = factory.createStreamMuxer(socket)
        watch(muxer, socket, times, hit)
        return muxer
      }
    }
  }
}

function silent(ms: number): KubeError {
  const reason = `it did not answer a ping in ${ms} ms`
  return new KubeError('KUBE_TIMEOUT', 'the peer has gone silent', { reason, limit: 'pingTimeoutMs' })
}

function watch(muxer: Multiplexer, socket: MessageStream, times: LivenessTimes, hit: OnLimit): void {
  const silentMs = times.pingIntervalMs * (socket.direction === 'inbound' ? acceptorPatience : 1)
  let heardMs = performance.now()
  let isClosed = false
  let timer: NodeJS.Timeout | undefined
  socket.addEventListener('message', () => {
    heardMs = performance.now()
  })
  socket.addEventListener('close', () => {
    isClosed = true
    clearTimeout(timer)
  })
  const lookAfter = (ms: number): void => {
    clearTimeout(timer)
    if (!isClosed) timer = setTimeout(look, ms).unref()
  }
  const look = (): void => {
    const restMs = heardMs + silentMs - performance.now()
    if (restMs > 0) lookAfter(restMs)
    else ask()
  }
  const ask = (): void => {
    const waiting = new AbortController()
    timer = setTimeout(() => waiting.abort(), times.pingTimeoutMs).unref()
    muxer.ping({ signal: waiting.signal }).then(
      () => lookAfter(silentMs),
      (thrown: Error) => {
        const isSilent = waiting.signal.aborted
        if (isSilent) hit('pingTimeoutMs')
        clearTimeout(timer)
        const error = isSilent ? silent(times.pingTimeoutMs) : thrown
        muxer.abort(error)
        socket.abort(error)
      }
    )
  }
  // The first tells how long a round trip takes, by which windows grow.
  ask()
}
