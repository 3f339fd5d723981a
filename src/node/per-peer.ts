// How much of one kind is done for each peer at once.
import { KubeError } from '../base/errors.ts'
import type { OnLimit } from '../base/limit-hits.ts'
import { objectServesMax, wantsOpenMax } from '../base/limits.ts'
import type { PeerId } from '../base/types.ts'

const limits = { objectServesMax, wantsOpenMax }

export class PerPeer {
  readonly #limit: keyof typeof limits
  readonly #hit: OnLimit
  readonly #open = new Map<PeerId, number>()

  constructor(limit: keyof typeof limits, hit: OnLimit) {
    this.#limit = limit
    this.#hit = hit
  }

  /** Runs `work` unless as many are under way for this peer as the limit allows. @throws KUBE_LIMIT */
  async run(peer: PeerId, work: () => Promise<void>): Promise<void> {
    const open = this.#open.get(peer) ?? 0
    if (open >= limits[this.#limit]) {
      this.#hit(this.#limit)
      throw new KubeError('KUBE_LIMIT', `${peer} asks for more before it was answered`, { reason: `${open} are open` })
    }
    this.#open.set(peer, open + 1)
    try {
      await work()
    } finally {
      const left = (this.#open.get(peer) ?? 1) - 1
      if (left === 0) this.#open.delete(peer)
      else this.#open.set(peer, left)
    }
  }
}
