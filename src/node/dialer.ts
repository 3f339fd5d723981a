// Keeps this KUBE connected to the members of its subnet: dials those that are away, with pauses that grow, and
// sooner when something says that they may be back.
import { toKubeError } from '../base/errors.ts'
import { connectionsMax } from '../base/limits.ts'
import type { Logger, PeerId, RandomSource, Scheduler } from '../base/types.ts'
import type { Network } from '../ports/network.ts'

export interface DialTarget {
  /** Undefined for an address whose peer is not known yet. */
  readonly peer: PeerId | undefined
  readonly addresses: readonly string[]
}

export interface DialerOptions {
  readonly network: Network
  readonly targets: () => readonly DialTarget[]
  readonly scheduler: Scheduler
  readonly random: RandomSource
  readonly logger: Logger
}

interface Attempt {
  failures: number
  addresses: string
  running: boolean
  cancel: (() => void) | undefined
  /** The peer that answered at an address without one. */
  peer: PeerId | undefined
}

const pauseMsMin = 300
const pauseMsMax = 30_000
const dialMsMax = 10_000

export class Dialer {
  readonly #options: DialerOptions
  readonly #attempts = new Map<string, Attempt>()
  readonly #abort = new AbortController()

  constructor(options: DialerOptions) {
    this.#options = options
  }

  /** Looks at who is away; called at the start and whenever members, addresses or connections change. */
  refresh(): void {
    if (this.#abort.signal.aborted) return
    const connected = new Set(this.#options.network.peers())
    for (const target of this.#options.targets()) {
      if (connected.size >= connectionsMax) return
      const attempt = this.#attempt(target)
      const peer = target.peer ?? attempt.peer
      if (attempt.running || attempt.cancel || target.addresses.length === 0) continue
      if (peer !== undefined && connected.has(peer)) continue
      this.#schedule(target, attempt)
    }
  }

  stop(): void {
    this.#abort.abort()
    for (const attempt of this.#attempts.values()) attempt.cancel?.()
  }

  #attempt(target: DialTarget): Attempt {
    const key = target.peer ?? target.addresses.join(' ')
    const addresses = target.addresses.join(' ')
    const known = this.#attempts.get(key)
    if (known && known.addresses === addresses) return known
    // New addresses are tried at once.
    known?.cancel?.()
    const attempt: Attempt = { failures: 0, addresses, running: false, cancel: undefined, peer: known?.peer }
    this.#attempts.set(key, attempt)
    return attempt
  }

  #schedule(target: DialTarget, attempt: Attempt): void {
    const { scheduler, random } = this.#options
    const pause = attempt.failures === 0 ? 0 : Math.min(pauseMsMax, pauseMsMin * 2 ** Math.min(attempt.failures, 8))
    attempt.cancel = scheduler.after(pause * (0.75 + random.next() / 2), () => {
      attempt.cancel = undefined
      void this.#dial(target, attempt)
    })
  }

  async #dial(target: DialTarget, attempt: Attempt): Promise<void> {
    const { network, logger } = this.#options
    if (target.peer !== undefined && network.peers().includes(target.peer)) return
    attempt.running = true
    try {
      const signal = AbortSignal.any([this.#abort.signal, AbortSignal.timeout(dialMsMax)])
      attempt.peer = await network.dial(target.addresses, { signal })
      attempt.failures = 0
    } catch (thrown) {
      attempt.failures++
      logger.log('debug', 'a member does not answer', { peer: target.peer, reason: toKubeError(thrown).reason })
    }
    attempt.running = false
    this.refresh()
  }
}
