// Keeps this KUBE connected to members of its subnet: to all of a small one, to some of a large one, chosen by chance, so
// that what is written spreads in few hops at a cost that does not grow with the subnet. Those that are away are dialled
// with pauses that grow, and sooner when something says that they may be back. Now and then one more is dialled, and let
// go at the next such turn: so two parts of a subnet that were apart, each with enough connections, meet again.
import { toKubeError } from '../base/errors.ts'
import { connectionsMax } from '../base/limits.ts'
import type { Logger, PeerId, RandomSource, Scheduler } from '../base/types.ts'
import type { Network } from '../ports/network.ts'

export interface DialTarget {
  /** Undefined for an address whose peer is not known yet. */
  readonly peer: PeerId | undefined
  readonly addresses: readonly string[]
  /** It is connected through a relay, and may be reached without. */
  readonly isDirect?: boolean
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

/** About how often one member more is dialled. */
const strayMs = 60_000
const pauseMsMin = 300
const pauseMsMax = 30_000
const directPauseMsMax = 300_000
/** More make no pause longer. */
const failuresMax = 8
const directFailuresMax = 10
const dialMsMax = 10_000

export class Dialer {
  readonly #options: DialerOptions
  readonly #attempts = new Map<string, Attempt>()
  readonly #abort = new AbortController()
  #reachingAll = 0
  /** Connected beyond the limit, by us. */
  readonly #strays: PeerId[] = []
  #cancelStray: (() => void) | undefined = undefined

  constructor(options: DialerOptions) {
    this.#options = options
  }

  /** Looks at who is away; called at the start and whenever members, addresses or connections change. */
  refresh(): void {
    if (this.#abort.signal.aborted) return
    const connected = new Set(this.#options.network.peers())
    const relayed = new Set(this.#options.network.relayed())
    const members: DialTarget[] = []
    for (const target of this.#options.targets()) {
      if (target.peer === undefined) this.#consider(target, connected)
      else if (!connected.has(target.peer)) members.push(target)
      else if (relayed.has(target.peer)) this.#consider({ ...target, isDirect: true }, new Set())
    }
    let room = this.#room(connected.size)
    for (const target of this.#shuffled(members)) {
      if (room <= 0) break
      if (this.#consider(target, connected)) room--
    }
    if (members.length > 0) this.#strayLater()
  }

  /** Until the answer is called, every member is dialled: for whoever waits to hear from all of them. */
  reachAll(): () => void {
    let held = true
    this.#reachingAll++
    this.refresh()
    return () => {
      if (held) this.#reachingAll--
      held = false
    }
  }

  /** It answers, and lets this KUBE not in: once it is gone it is dialled after the longest pause. */
  letBe(peer: PeerId): void {
    for (const [key, attempt] of this.#attempts) {
      if (key === peer || attempt.peer === peer) attempt.failures = failuresMax
    }
  }

  stop(): void {
    this.#abort.abort()
    this.#cancelStray?.()
    for (const attempt of this.#attempts.values()) attempt.cancel?.()
  }

  /** Members that may be dialled now; one that did not answer takes no place while it is let be. */
  #room(connected: number): number {
    if (this.#reachingAll > 0) return Number.POSITIVE_INFINITY
    let underWay = 0
    for (const { running, cancel, failures } of this.#attempts.values()) {
      if (running || (cancel && failures === 0)) underWay++
    }
    return connectionsMax - connected - underWay
  }

  /** Whether it is dialled now. */
  #consider(target: DialTarget, connected: ReadonlySet<PeerId>): boolean {
    const attempt = this.#attempt(target)
    const peer = target.peer ?? attempt.peer
    if (attempt.running || attempt.cancel || target.addresses.length === 0) return false
    if (peer !== undefined && connected.has(peer)) return false
    this.#schedule(target, attempt)
    return attempt.failures === 0
  }

  #shuffled(targets: readonly DialTarget[]): DialTarget[] {
    return targets
      .map(target => ({ target, place: this.#options.random.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ target }) => target)
  }

  #strayLater(): void {
    const { scheduler, random } = this.#options
    this.#cancelStray ??= scheduler.after(strayMs * (0.5 + random.next()), () => {
      this.#cancelStray = undefined
      void this.#stray()
    })
  }

  /** Lets go of who was dialled beyond the limit, and dials one that is not connected. */
  async #stray(): Promise<void> {
    const { network, targets, logger } = this.#options
    try {
      for (const peer of this.#strays.splice(0)) {
        if (network.peers().length > connectionsMax && this.#reachingAll === 0) await network.disconnect(peer)
      }
      const connected = new Set(network.peers())
      if (connected.size >= connectionsMax) {
        const away = targets().filter(({ peer, addresses }) => peer && addresses.length > 0 && !connected.has(peer))
        const [target] = this.#shuffled(away)
        if (target) await this.#dial(target, this.#attempt(target), true)
      }
    } catch (thrown) {
      logger.log('debug', 'a member could not be let go', { reason: toKubeError(thrown).reason })
    }
    this.refresh()
  }

  #attempt(target: DialTarget): Attempt {
    const key = `${target.peer ?? target.addresses.join(' ')}${target.isDirect ? ' directly' : ''}`
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
    // Between most that are connected through a relay nothing else leads.
    const max = target.isDirect ? directPauseMsMax : pauseMsMax
    const pause = attempt.failures === 0 ? 0 : Math.min(max, pauseMsMin * 2 ** attempt.failures)
    attempt.cancel = scheduler.after(pause * (0.75 + random.next() / 2), () => {
      attempt.cancel = undefined
      void this.#dial(target, attempt)
    })
  }

  async #dial(target: DialTarget, attempt: Attempt, beyond = this.#reachingAll > 0): Promise<void> {
    const { network, logger } = this.#options
    const peers = network.peers()
    const { peer, isDirect = false } = target
    if (isDirect && peer !== undefined && !network.relayed().includes(peer)) return
    if (!isDirect && peer !== undefined && peers.includes(peer)) return
    const isFull = peers.length >= connectionsMax && !isDirect
    if (peer !== undefined && isFull && !beyond) return
    attempt.running = true
    try {
      const signal = AbortSignal.any([this.#abort.signal, AbortSignal.timeout(dialMsMax)])
      attempt.peer = await network.dial(target.addresses, { signal, isDirect })
      const isThere = (peer ?? attempt.peer) === attempt.peer && !(isDirect && network.relayed().includes(attempt.peer))
      attempt.failures = isThere ? 0 : Math.min(attempt.failures + 1, directFailuresMax)
      if (isFull && beyond) this.#strays.push(attempt.peer)
    } catch (thrown) {
      attempt.failures = Math.min(attempt.failures + 1, directFailuresMax)
      logger.log('debug', 'a member does not answer', { peer, isDirect, reason: toKubeError(thrown).reason })
    }
    attempt.running = false
    this.refresh()
  }
}
