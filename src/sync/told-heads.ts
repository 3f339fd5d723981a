// Which entries a peer has, as far as it has told: the ends of its chains, of each branch where one forked.
import { headsMax } from '../base/limits.ts'
import type { PeerId } from '../base/types.ts'
import type { ChainHead } from '../ledger/types.ts'
import type { LedgerView } from './types.ts'

/** Of one chain, the latest: an honest one forks where a home was restored from a backup. */
const endsMax = 64

export class ToldHeads {
  readonly #ledger: Pick<LedgerView, 'has' | 'covers'>
  /** By chain, the latest first. */
  readonly #ends = new Map<PeerId, readonly ChainHead[]>()
  #size = 0

  constructor(ledger: Pick<LedgerView, 'has' | 'covers'>) {
    this.#ledger = ledger
  }

  /** Takes note of a head; false when there are too many. */
  add(head: ChainHead): boolean {
    const known = this.#ends.get(head.chain) ?? []
    if (known.some(({ id }) => id === head.id)) return true
    const [latest] = known
    // What is not here yet tells nothing of its branch: what it follows goes with the next one.
    const isPast = ({ id }: ChainHead): boolean =>
      this.#ledger.covers(head.id, id) || (latest !== undefined && this.#ledger.covers(latest.id, id))
    const ends = [head, ...known.filter(end => !isPast(end))].sort((a, b) => b.sequence - a.sequence).slice(0, endsMax)
    const size = this.#size + ends.length - known.length
    if (size > headsMax) return false
    this.#ends.set(head.chain, ends)
    this.#size = size
    return true
  }

  /** Of one chain, or of all. */
  *of(chain?: PeerId): Generator<ChainHead> {
    if (chain !== undefined) yield* this.#ends.get(chain) ?? []
    else for (const ends of this.#ends.values()) yield* ends
  }

  /** The highest sequence number of a chain. */
  sequence(chain: PeerId): number {
    return this.#ends.get(chain)?.[0]?.sequence ?? 0
  }

  /** Whether the peer has this entry, or one after it; of what is not here yet it is taken to be on the same branch. */
  has({ chain, sequence, id }: ChainHead): boolean {
    const ends = this.#ends.get(chain) ?? []
    return ends.some(
      end =>
        end.id === id || (end.sequence > sequence && (!this.#ledger.has(end.id) || this.#ledger.covers(end.id, id)))
    )
  }
}
