// A libp2p stream as a channel of messages, with backpressure both ways.
//
// What libp2p 3 needs care with: its own async iterator reads without bound; `onDrain()` waits only the first time
// (the promise is never renewed); pausing from within `resume()` is undone by it; a connection that breaks looks
// like a clean end unless `remoteCloseWrite` was seen before.
import type { Stream, StreamCloseEvent, StreamMessageEvent } from '@libp2p/interface'
import { KubeError } from '../base/errors.ts'
import { type LimitName, type OnLimit, uncounted } from '../base/limit-hits.ts'
import { channelBufferBytesMax, sendQueueBytesMax } from '../base/limits.ts'
import type { PeerId } from '../base/types.ts'
import type { Channel } from '../ports/network.ts'
import { encodeFrame, FrameReader } from './frames.ts'

type Read = IteratorResult<Uint8Array, undefined>

const sent: Promise<void> = Promise.resolve()

export class StreamChannel implements Channel {
  readonly peer: PeerId
  readonly protocol: string
  readonly #stream: Stream
  readonly #messageBytesMax: number
  readonly #hit: OnLimit
  readonly #frames: FrameReader
  /** Why nothing is read any more. */
  #failure: Error | undefined
  /** Why nothing is sent any more; the rest of what came may still be read. */
  #broken: Error | undefined
  /** The other side has said that it sends nothing more. */
  #limitName: LimitName = 'messageBytesMax'
  #finished = false
  /** Everything it sent has come. */
  #ended = false
  #received = false
  #resuming = false
  #reader: PromiseWithResolvers<Read> | undefined
  #drain: PromiseWithResolvers<void> | undefined
  /** The last send that still waits for its turn or for the transport. */
  #turn: Promise<void> | undefined
  #queuedBytes = 0
  #closing: Promise<void> | undefined

  constructor(stream: Stream, peer: PeerId, messageBytesMax: number, hit: OnLimit = uncounted) {
    this.peer = peer
    this.protocol = stream.protocol
    this.#stream = stream
    this.#messageBytesMax = messageBytesMax
    this.#hit = hit
    this.#frames = new FrameReader(messageBytesMax)
    stream.addEventListener('remoteCloseWrite', () => this.#onFinished())
    stream.addEventListener('end', () => this.#onEnd())
    stream.addEventListener('close', event => this.#onClose(event))
    stream.addEventListener('drain', () => this.#drain?.resolve())
    stream.addEventListener('message', event => this.#onMessage(event))
    // What happened while the protocol was agreed on has no event any more.
    if (stream.status !== 'open') this.#fail(this.#lost())
    else if (stream.remoteWriteStatus === 'closed') this.#finished = true
    if (stream.readableEnded) this.#onEnd()
  }

  /** Whether the other side has ended, cleanly or not. */
  get ended(): boolean {
    return this.#ended || this.#failure !== undefined
  }

  /** Bytes held for a reader that has not asked for them; for tests and status. */
  get buffered(): number {
    return this.#frames.buffered + this.#stream.readBufferLength
  }

  limit(bytes: number, name: LimitName = 'messageBytesMax'): void {
    this.#frames.limit(bytes)
    this.#limitName = name
  }

  send(message: Uint8Array): Promise<void> {
    if (message.length > this.#messageBytesMax) {
      return Promise.reject(
        new KubeError('KUBE_LIMIT', 'the message is too long to send', {
          limit: 'messageBytesMax',
          reason: `it has ${message.length} bytes, ${this.#messageBytesMax} are the limit`
        })
      )
    }
    if (this.#closing !== undefined && this.#failure === undefined) {
      return Promise.reject(new KubeError('KUBE_INTERNAL', 'sent on a channel after it was closed'))
    }
    if (this.#broken !== undefined) return Promise.reject(this.#broken)
    if (this.#turn !== undefined || this.#stream.writableNeedsDrain) return this.#queue(message, this.#turn ?? sent)
    try {
      this.#write(message)
    } catch (error) {
      return Promise.reject(error)
    }
    return this.#stream.writableNeedsDrain ? this.#keepTurn(this.#drained()) : sent
  }

  close(): Promise<void> {
    this.#closing ??= this.#finish()
    return this.#closing
  }

  abort(reason: Error): void {
    if (this.#failure === undefined && reason instanceof KubeError && reason.limit) this.#hit(reason.limit)
    this.#fail(reason)
    this.#stream.abort(reason)
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    return { next: () => this.#next() }
  }

  #queue(message: Uint8Array, previous: Promise<void>): Promise<void> {
    if (this.#queuedBytes > sendQueueBytesMax) {
      this.#hit('sendQueueBytesMax')
      return Promise.reject(
        new KubeError('KUBE_LIMIT', 'too much is waiting to be sent on a channel', {
          reason: `${this.#queuedBytes} bytes were given to it without waiting`
        })
      )
    }
    this.#queuedBytes += message.length
    const turn = previous
      .then(() => this.#drained())
      .then(() => {
        this.#write(message)
        return this.#drained()
      })
      .finally(() => {
        this.#queuedBytes -= message.length
      })
    return this.#keepTurn(turn)
  }

  #keepTurn(turn: Promise<void>): Promise<void> {
    const done = (): void => {
      if (this.#turn === turn) this.#turn = undefined
    }
    turn.then(done, done)
    this.#turn = turn
    return turn
  }

  #write(message: Uint8Array): void {
    if (this.#broken !== undefined) throw this.#broken
    try {
      for (const piece of encodeFrame(message)) this.#stream.send(piece)
    } catch (error) {
      throw this.#break(this.#lost(error))
    }
  }

  async #drained(): Promise<void> {
    while (this.#stream.writableNeedsDrain && this.#broken === undefined) {
      this.#drain = Promise.withResolvers()
      await this.#drain.promise
    }
    if (this.#broken !== undefined) throw this.#broken
  }

  async #finish(): Promise<void> {
    if (this.#broken !== undefined) return
    await this.#turn
    try {
      await this.#stream.close()
    } catch (error) {
      throw this.#break(this.#lost(error))
    }
  }

  async #next(): Promise<Read> {
    if (this.#reader !== undefined) {
      throw new KubeError('KUBE_INTERNAL', 'a channel was read by two readers at once')
    }
    const read = this.#take()
    this.#mayResume(read === undefined)
    if (read !== undefined) return read
    // Resuming may have brought what was missing, or the end.
    const again = this.#take()
    if (again !== undefined) return again
    this.#reader = Promise.withResolvers()
    return this.#reader.promise
  }

  /** The next message or the end, where one of them is here. Throws what ended the channel. */
  #take(): Read | undefined {
    if (this.#failure !== undefined) throw this.#failure
    let value: Uint8Array | undefined
    try {
      value = this.#frames.next()
    } catch (error) {
      this.#hit(this.#limitName)
      throw this.#misbehaved(error)
    }
    if (value !== undefined) return { value, done: false }
    if (!this.#ended) return undefined
    if (!this.#frames.partial) return { value: undefined, done: true }
    throw this.#misbehaved(new KubeError('KUBE_PEER_MISBEHAVED', 'the peer ended inside a message'))
  }

  #misbehaved(error: unknown): Error {
    const failure = error instanceof Error ? error : new Error(String(error))
    this.abort(failure)
    return failure
  }

  #onMessage(event: StreamMessageEvent): void {
    if (this.#failure !== undefined) return
    this.#received = true
    for (const piece of event.data instanceof Uint8Array ? [event.data] : event.data) this.#frames.push(piece)
    this.#serve()
    if (!this.#resuming) this.#mayPause()
  }

  /** Gives what there is to the reader that waits. */
  #serve(): void {
    const reader = this.#reader
    if (reader === undefined) return
    try {
      const read = this.#take()
      if (read === undefined) return
      reader.resolve(read)
    } catch (error) {
      reader.reject(error)
    }
    this.#reader = undefined
  }

  #mayPause(): void {
    const enough = this.#reader === undefined && this.#frames.buffered >= channelBufferBytesMax
    if (enough && this.#stream.readStatus === 'readable') this.#stream.pause()
  }

  #mayResume(starved: boolean): void {
    if (this.#stream.readStatus !== 'paused') return
    if (!starved && this.#frames.buffered > channelBufferBytesMax / 4) return
    this.#resuming = true
    try {
      this.#stream.resume()
    } catch (error) {
      // Telling the other side fails when it is gone; what had come was given out before.
      if (this.#stream.status === 'open') this.#fail(this.#lost(error))
    } finally {
      this.#resuming = false
    }
    if (!starved) this.#mayPause()
  }

  #onFinished(): void {
    this.#finished = true
  }

  #onEnd(): void {
    // Without the other side's word it is no end; `close` follows and says why.
    if (!this.#finished) return
    this.#ended = true
    this.#serve()
  }

  #onClose(event: StreamCloseEvent): void {
    this.#break(this.#lost(event.error))
  }

  #lost(cause?: unknown): KubeError {
    const reset = this.#stream.status === 'reset'
    if (reset && !this.#received && !this.#finished) {
      return new KubeError('KUBE_PEER_REFUSED', `peer ${this.peer} refused ${this.protocol}`, {
        reason: 'it reset the channel before any answer: this machine is no member for it, or it failed',
        cause
      })
    }
    return new KubeError('KUBE_PEER_LOST', `the channel ${this.protocol} to peer ${this.peer} ended early`, {
      reason: reset ? 'the peer reset it' : 'the connection broke',
      cause
    })
  }

  /** Nothing can be sent any more. After the other side's end that takes nothing away from what is to be read. */
  #break(failure: Error): Error {
    this.#broken ??= failure
    this.#drain?.reject(this.#broken)
    if (!this.#finished) this.#fail(this.#broken)
    return this.#broken
  }

  /** The first failure stands; everything that waits fails with it. */
  #fail(failure: Error): Error {
    this.#broken ??= failure
    if (this.#failure !== undefined) return this.#failure
    this.#failure = failure
    this.#frames.clear()
    this.#reader?.reject(failure)
    this.#reader = undefined
    this.#drain?.reject(failure)
    return failure
  }
}
