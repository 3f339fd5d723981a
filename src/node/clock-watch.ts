// What the clocks of peers say of ours (replication.md, Merge): each tells its own when a stream opens. As long as a peer is
// connected its clock is reckoned by how long this machine has been up, so that one that is set here is noticed at once.
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
  readonly #upMs: () => number
  /** What time it was at each peer when this machine came up, and how far our clock was ahead when it told. */
  readonly #peers = new Map<PeerId, { readonly originMs: number; readonly aheadMs: number; readonly name: string }>()
  /** Of others the last word counts as it was: a machine that was halted does not know for how long. */
  connected: () => readonly PeerId[] = () => []

  /** @param upMs milliseconds since this machine came up, asleep or awake */
  constructor(clock: Clock, upMs: () => number) {
    this.#clock = clock
    this.#upMs = upMs
  }

  /** A peer has said what time it is there, in milliseconds; 0 for one that says nothing. */
  observe(peer: PeerId, name: string, theirsMs: number): void {
    if (!Number.isSafeInteger(theirsMs) || theirsMs <= 0) return
    this.#peers.delete(peer)
    this.#peers.set(peer, { originMs: theirsMs - this.#upMs(), aheadMs: this.#clock.now() - theirsMs, name })
    // The latest words of as many peers as are kept connected: others have had time to put their clocks right.
    if (this.#peers.size > 2 * connectionsMax) this.#peers.delete(this.#peers.keys().next().value!)
  }

  /** What more than half of the peers agree on; undefined while none has told its time. */
  state(): ClockState | undefined {
    const oursMs = this.#clock.now() - this.#upMs()
    const there = new Set(this.connected())
    const ahead = [...this.#peers].map(([peer, { originMs, aheadMs }]) =>
      there.has(peer) ? oursMs - originMs : aheadMs
    )
    const sorted = ahead.sort((a, b) => Math.abs(a) - Math.abs(b))
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
    const who = peers === 1 ? `at ${[...this.#peers.values()][0]?.name ?? 'the peer'}` : `at most of ${peers} peers`
    const apart = Math.round(Math.abs(aheadMs) / 1000)
    return `here it is ${iso(now)}, ${who} ${iso(now - aheadMs)}, ${apart} s apart`
  }
}

const iso = (ms: number): string => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : `${ms} ms`)
