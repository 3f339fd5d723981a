// Two ends of one channel in memory, as src/ports/network.ts has it: ordered, with backpressure, no network.
import { KubeError } from '../../src/base/errors.ts'
import type { PeerId } from '../../src/base/types.ts'
import type { Channel } from '../../src/ports/network.ts'

/** Messages under way in one direction before `send` waits. */
const inFlightMax = 4

class Pipe {
  readonly #queue: Uint8Array[] = []
  /** Longer messages end the pipe. */
  messageBytesMax = Number.POSITIVE_INFINITY
  #closed = false
  #broken: Error | undefined
  #wake: (() => void)[] = []

  async push(message: Uint8Array): Promise<void> {
    if (this.#closed) throw new Error('this side is closed')
    this.#throwIfBroken()
    this.#queue.push(Uint8Array.from(message))
    this.#changed()
    while (this.#queue.length > inFlightMax && this.#broken === undefined) await this.#change()
    this.#throwIfBroken()
  }

  async pull(): Promise<IteratorResult<Uint8Array, undefined>> {
    for (;;) {
      this.#throwIfBroken()
      const message = this.#queue.shift()
      if (message !== undefined) {
        if (message.length > this.messageBytesMax) this.break(tooLong(message.length))
        this.#throwIfBroken()
        this.#changed()
        return { done: false, value: message }
      }
      if (this.#closed) return { done: true, value: undefined }
      await this.#change()
    }
  }

  close(): void {
    this.#closed = true
    this.#changed()
  }

  break(reason: Error): void {
    this.#broken ??= reason
    this.#changed()
  }

  #throwIfBroken(): void {
    if (this.#broken !== undefined) throw this.#broken
  }

  async #change(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake.push(resolve)
    await promise
  }

  #changed(): void {
    const wake = this.#wake
    this.#wake = []
    for (const resolve of wake) resolve()
  }
}

function tooLong(bytes: number): KubeError {
  return new KubeError('KUBE_PEER_MISBEHAVED', 'the peer sent a message that is too long', { reason: `${bytes} bytes` })
}

function end(peer: PeerId, incoming: Pipe, outgoing: Pipe): Channel {
  return {
    peer,
    limit: bytes => {
      incoming.messageBytesMax = bytes
    },
    send: message => outgoing.push(message),
    close: async () => outgoing.close(),
    abort: reason => {
      incoming.break(reason)
      outgoing.break(reason)
    },
    [Symbol.asyncIterator]: () => ({ next: () => incoming.pull() })
  }
}

/** The end of `a`, whose `peer` is `b`, and the end of `b`. */
export function channelPair(a: PeerId, b: PeerId): [Channel, Channel] {
  const [toB, toA] = [new Pipe(), new Pipe()]
  return [end(b, toA, toB), end(a, toB, toA)]
}
