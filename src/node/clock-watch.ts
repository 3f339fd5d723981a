// What the clocks of peers say of ours (replication.md, Merge): each tells its own when a stream opens.
import { KubeError } from '../base/errors.ts'
import { clockSkewMsMax, clockSkewMsSaid, connectionsMax } from '../base/limits.ts'
import type { Clock, PeerId } from '../base/types.ts'

export interface ClockState {
  /** Milliseconds that this clock is ahead of most peers; negative when it is behind. */
  readonly aheadMs: number
  readonly peers: number
}

export class ClockWatch {
  readonly #clock: Clock
  /** Milliseconds that our clock was ahead of each peer's. */
  readonly #ahead = new Map<PeerId, { readonly aheadMs: number; readonly name: string }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A peer has said what time it is there, in milliseconds; 0 for one that says nothing. */
  observe(peer: PeerId, name: string, theirsMs: number): void {
    if (!Number.isSafeInteger(theirsMs) || theirsMs <= 0) return
    this.#ahead.delete(peer)
    this.#ahead.set(peer, { aheadMs: this.#clock.now() - theirsMs, name })
    // The latest words of as many peers as are kept connected: others have had time to put their clocks right.
    if (this.#ahead.size > 2 * connectionsMax) this.#ahead.delete(this.#ahead.keys().next().value!)
  }

  /** What more than half of the peers agree on; undefined while none has told its time. */
  state(): ClockState | undefined {
    const sorted = [...this.#ahead.values()].map(({ aheadMs }) => aheadMs).sort((a, b) => Math.abs(a) - Math.abs(b))
    const aheadMs = sorted[Math.floor((sorted.length - 1) / 2)]
    return aheadMs === undefined ? undefined : { aheadMs, peers: sorted.length }
  }

  /** A line for people when the clocks differ by more than a minute. */
  warning(): string | undefined {
    const state = this.state()
    if (state === undefined || Math.abs(state.aheadMs) <= clockSkewMsSaid) return undefined
    return `the clock of this machine is ${state.aheadMs > 0 ? 'ahead' : 'behind'}: ${this.#both(state)}`
  }

  /** @throws KUBE_CLOCK with both clocks when this one is more than an hour ahead of most peers */
  assertWritable(): void {
    const state = this.state()
    if (state === undefined || state.aheadMs <= clockSkewMsMax) return
    throw new KubeError('KUBE_CLOCK', 'the clock of this machine is too far ahead to write', {
      reason: this.#both(state),
      next: ['timedatectl status', 'kubed doctor'],
      limit: 'clockSkewMsMax'
    })
  }

  #both({ aheadMs, peers }: ClockState): string {
    const now = this.#clock.now()
    const who = peers === 1 ? `at ${[...this.#ahead.values()][0]?.name ?? 'the peer'}` : `at most of ${peers} peers`
    const apart = Math.round(Math.abs(aheadMs) / 1000)
    return `here it is ${iso(now)}, ${who} ${iso(now - aheadMs)}, ${apart} s apart`
  }
}

const iso = (ms: number): string => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : `${ms} ms`)
