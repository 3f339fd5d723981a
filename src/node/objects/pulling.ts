// Bounds on a channel on which objects come or go: too little for too long ends it.
import { KubeError } from '../../base/errors.ts'
import type { OnLimit } from '../../base/limit-hits.ts'
import { packStallBytesMin, packStallMsMax, peerStallMsMax } from '../../base/limits.ts'
import type { Scheduler } from '../../base/types.ts'
import type { Channel } from '../../ports/network.ts'

/** The channel's messages; fails when too little comes for too long: others have the objects too. */
export async function* unstalled(channel: Channel, scheduler: Scheduler): AsyncGenerator<Uint8Array> {
  const stalled = (): void =>
    channel.abort(new KubeError('KUBE_TIMEOUT', `${channel.peer} stopped sending objects`, { limit: 'packStallMsMax' }))
  let cancel = scheduler.after(packStallMsMax, stalled)
  let came = 0
  try {
    for await (const piece of channel) {
      came += piece.length
      const isEnough = came >= packStallBytesMin
      if (isEnough) cancel()
      yield piece
      if (!isEnough) continue
      came = 0
      cancel = scheduler.after(packStallMsMax, stalled)
    }
  } finally {
    cancel()
  }
}

/** Ends the channel of a peer that asks for nothing, or takes nothing of the answer, for too long. */
export class Serving {
  readonly #channel: Channel
  readonly #scheduler: Scheduler
  readonly #hit: OnLimit

  constructor(channel: Channel, { scheduler, hit }: { readonly scheduler: Scheduler; readonly hit: OnLimit }) {
    this.#channel = channel
    this.#scheduler = scheduler
    this.#hit = hit
  }

  /** The one request; undefined where none came. */
  async request(): Promise<Uint8Array | undefined> {
    const messages = this.#channel[Symbol.asyncIterator]()
    const { done, value } = await this.#within('asked for nothing', 'packStallMsMax', messages.next())
    return done ? undefined : value
  }

  async send(bytes: Uint8Array): Promise<void> {
    await this.#within('takes nothing', 'peerStallMsMax', this.#channel.send(bytes))
  }

  async #within<T>(what: string, limit: 'packStallMsMax' | 'peerStallMsMax', work: Promise<T>): Promise<T> {
    const cancel = this.#scheduler.after(limit === 'packStallMsMax' ? packStallMsMax : peerStallMsMax, () => {
      this.#hit(limit)
      this.#channel.abort(new KubeError('KUBE_TIMEOUT', `${this.#channel.peer} ${what}`))
    })
    return work.finally(cancel)
  }
}
