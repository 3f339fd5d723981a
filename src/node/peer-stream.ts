// What is sent to one member, in order, with a bound: a peer that does not read is let go and catches up later.
import { KubeError } from '../base/errors.ts'
import type { OnLimit } from '../base/limit-hits.ts'
import { peerQueueBytesMax, peerStallMsMax } from '../base/limits.ts'
import type { Scheduler } from '../base/types.ts'
import type { Channel } from '../ports/network.ts'

export class PeerStream {
  readonly #channel: Channel
  readonly #scheduler: Scheduler
  readonly #hit: OnLimit
  readonly #queue: Uint8Array[] = []
  #queued = 0
  #sending = false
  #closed = false

  constructor(channel: Channel, scheduler: Scheduler, hit: OnLimit) {
    this.#hit = hit
    this.#channel = channel
    this.#scheduler = scheduler
  }

  send(message: Uint8Array): void {
    if (this.#closed) return
    this.#queue.push(message)
    this.#queued += message.length
    if (this.#queued > peerQueueBytesMax) {
      this.#hit('peerQueueBytesMax')
      this.close(
        new KubeError('KUBE_LIMIT', `${this.#channel.peer} reads too slowly`, { reason: `${this.#queued} bytes wait` })
      )
    } else if (!this.#sending) void this.#drain()
  }

  close(reason: Error): void {
    if (this.#closed) return
    this.#closed = true
    this.#queue.length = 0
    this.#channel.abort(reason)
  }

  async #drain(): Promise<void> {
    this.#sending = true
    try {
      for (let next = this.#queue.shift(); next && !this.#closed; next = this.#queue.shift()) {
        const stalled = new KubeError('KUBE_TIMEOUT', `${this.#channel.peer} does not read`)
        const cancel = this.#scheduler.after(peerStallMsMax, () => {
          this.#hit('peerStallMsMax')
          this.close(stalled)
        })
        try {
          await this.#channel.send(next)
        } finally {
          cancel()
        }
        this.#queued -= next.length
      }
    } catch (error) {
      this.close(error instanceof Error ? error : new Error(String(error)))
    }
    this.#sending = false
  }
}
