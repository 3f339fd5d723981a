// Which members may still lack what a checkpoint covers. What each was known to have is remembered, as it may be away;
// one that nobody has seen for a month is not waited for: it will take the checkpoint when it comes.
import { fromUtf8, utf8 } from '../../base/bytes.ts'
import { memberSeenMs } from '../../base/limits.ts'
import type { Clock, ObjectId, PeerId } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { ChainHead } from '../../ledger/types.ts'
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
  /** Whether a connected one has told that it has all of these; undefined while it has told nothing. */
  readonly hasAll: (peer: PeerId, heads: readonly ChainHead[]) => boolean | undefined
  /** Whether all that connected ones have told of is here: what one wrote before it had the rest may count on more. */
  readonly caughtUp: () => boolean
}

interface Seen {
  /** When it was last connected, or since when it is looked for. */
  readonly ms: number
  /** The checkpoint of which it has all entries. */
  readonly has?: ObjectId | undefined
  /** The last entry of its own chain when it told that it lacks some: an older copy of a home has forgotten what it knew. */
  readonly lacksAt?: ObjectId | undefined
}

const keyOf = (peer: PeerId): string => `seen/${peer}`

export class SeenMembers {
  readonly #options: SeenMembersOptions
  #tips: { readonly checkpoint: ObjectId; readonly heads: readonly ChainHead[] } | undefined

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
    const { ledger, state, clock, connected } = this.#options
    const bytes = state.get(keyOf(peer))
    const known = bytes && (JSON.parse(fromUtf8(bytes)) as Seen)
    const now = clock.now()
    // Never later than now: the clock may have been ahead.
    const ms = known === undefined || connected().includes(peer) ? now : Math.min(known.ms, now)
    const tip = ledger.tipOf(peer)
    const told = this.#told(peer, checkpoint)
    const has = told ?? this.#knew(known, tip?.id, checkpoint)
    const lastHad = has ? checkpoint.id : known?.has
    const lacksAt = told === undefined ? known?.lacksAt : undefined
    const seen: Seen = { ms, ...(told === false ? { lacksAt: tip?.id } : { has: lastHad, lacksAt }) }
    if (JSON.stringify(seen) !== JSON.stringify(known)) {
      await state.batch([{ key: keyOf(peer), value: utf8.encode(JSON.stringify(seen)) }])
    }
    const wroteMs = tip === undefined ? 0 : (ledger.get(tip.id)?.time.wallMs ?? 0)
    return has || now - Math.max(ms, wroteMs) > memberSeenMs
  }

  /** What it says by itself; undefined where it says nothing, or what it has said is not here yet. */
  #told(peer: PeerId, checkpoint: HeldCheckpoint): boolean | undefined {
    const { ledger, hasAll, caughtUp } = this.#options
    const heads = this.#tipsOf(checkpoint).filter(({ chain }) => ledger.isGranted(chain))
    const told = hasAll(peer, heads)
    return told && !caughtUp() ? undefined : told
  }

  /** What it had the last time, or has in the past of what it wrote. */
  #knew(known: Seen | undefined, tip: ObjectId | undefined, checkpoint: HeldCheckpoint): boolean {
    if (known?.has === checkpoint.id) return true
    if (tip === undefined || tip === known?.lacksAt) return false
    return this.#tipsOf(checkpoint).every(({ id }) => id === tip || this.#options.ledger.covers(tip, id))
  }

  /** What it covers and nothing that it covers builds on. */
  #tipsOf(checkpoint: HeldCheckpoint): readonly ChainHead[] {
    if (this.#tips?.checkpoint === checkpoint.id) return this.#tips.heads
    const heads = new Map<ObjectId, ChainHead>()
    for (const { id, chain, sequence, parent, deps } of this.#options.ledger.entries()) {
      if (!checkpoint.covers(id)) continue
      heads.set(id, { chain, sequence, id })
      if (parent !== undefined) heads.delete(parent)
      for (const dep of deps) heads.delete(dep.id)
    }
    this.#tips = { checkpoint: checkpoint.id, heads: [...heads.values()] }
    return this.#tips.heads
  }
}
