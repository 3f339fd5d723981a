// Which members may still lack what a checkpoint covers. What each was known to have is remembered, as it may be away;
// one that nobody has seen for a month is not waited for: it will take the checkpoint when it comes.
import { fromUtf8, utf8 } from '../../base/bytes.ts'
import { memberSeenMs } from '../../base/limits.ts'
import type { Clock, ObjectId, PeerId } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { State } from '../../ports/state.ts'
import type { HeldCheckpoint } from '../checkpoints/held-checkpoint.ts'
import type { Membership } from './membership.ts'

export interface SeenMembersOptions {
  readonly self: PeerId
  readonly ledger: Ledger
  readonly membership: Pick<Membership, 'machines'>
  readonly state: State
  readonly clock: Clock
  /** Members that are connected. */
  readonly connected: () => readonly PeerId[]
  /** Entries that a connected one still lacks; undefined while unknown. */
  readonly lag: (peer: PeerId) => number | undefined
  /** Whether all that connected ones have told of is here: what one wrote before it had the rest may count on more. */
  readonly caughtUp: () => boolean
}

interface Seen {
  /** When it was last connected, or since when it is looked for. */
  readonly ms: number
  /** The checkpoint of which it has all entries. */
  readonly has?: ObjectId
}

const keyOf = (peer: PeerId): string => `seen/${peer}`

export class SeenMembers {
  readonly #options: SeenMembersOptions
  #tips: { readonly checkpoint: ObjectId; readonly ids: readonly ObjectId[] } | undefined

  constructor(options: SeenMembersOptions) {
    this.#options = options
  }

  /** Names of members, seen in the last `memberSeenMs`, that are not known to have every entry which it covers. */
  async lacking(checkpoint: HeldCheckpoint): Promise<string[]> {
    const { self, membership } = this.#options
    const names: string[] = []
    for (const { id, name } of membership.machines()) {
      if (id !== self && !(await this.#has(id, checkpoint))) names.push(name)
    }
    return names.sort()
  }

  /** Whether a member has it all, or has not been seen for so long that nobody waits for it. */
  async #has(peer: PeerId, checkpoint: HeldCheckpoint): Promise<boolean> {
    const { ledger, state, clock, connected, lag, caughtUp } = this.#options
    const bytes = state.get(keyOf(peer))
    const known = bytes && (JSON.parse(fromUtf8(bytes)) as Seen)
    const now = clock.now()
    // Never later than now: the clock may have been ahead.
    const ms = known === undefined || connected().includes(peer) ? now : Math.min(known.ms, now)
    const tip = ledger.tipOf(peer)
    const has =
      known?.has === checkpoint.id ||
      (lag(peer) === 0 && caughtUp()) ||
      (tip !== undefined && this.#tipsOf(checkpoint).every(id => id === tip.id || ledger.covers(tip.id, id)))
    const seen: Seen = { ms, ...(has ? { has: checkpoint.id } : known?.has && { has: known.has }) }
    if (JSON.stringify(seen) !== JSON.stringify(known)) {
      await state.batch([{ key: keyOf(peer), value: utf8.encode(JSON.stringify(seen)) }])
    }
    const wroteMs = tip === undefined ? 0 : (ledger.get(tip.id)?.time.wallMs ?? 0)
    return has || now - Math.max(ms, wroteMs) > memberSeenMs
  }

  /** What it covers and nothing that it covers builds on. */
  #tipsOf(checkpoint: HeldCheckpoint): readonly ObjectId[] {
    if (this.#tips?.checkpoint === checkpoint.id) return this.#tips.ids
    const ids = new Set<ObjectId>()
    for (const { id, parent, deps } of this.#options.ledger.entries()) {
      if (!checkpoint.covers(id)) continue
      ids.add(id)
      if (parent !== undefined) ids.delete(parent)
      for (const dep of deps) ids.delete(dep.id)
    }
    this.#tips = { checkpoint: checkpoint.id, ids: [...ids] }
    return this.#tips.ids
  }
}
