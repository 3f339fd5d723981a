// Which entries a peer has, as far as it has told: the ends of its chains, of each branch where one forked.
import { headsMax } from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { ChainHead } from '../ledger/types.ts'
import type { LedgerView } from './types.ts'

/** Of one chain, the latest: an honest one forks where a home was restored from a backup. */
const endsMax = 16
/** Of all chains: few of them fork. */
const allEndsMax = 2 * headsMax

export class ToldHeads {
  readonly #ledger: Pick<LedgerView, 'has' | 'covers'>
  /** By chain, the latest first. */
  readonly #ends = new Map<PeerId, readonly ChainHead[]>()
  #size = 0

  constructor(ledger: Pick<LedgerView, 'has' | 'covers'>) {
    this.#ledger = ledger
  }

  /**
   * Takes note of a head; false when it is of more chains than are remembered.
   * @param parent the entry before it on its branch, where that is known
   */
  add(head: ChainHead, parent?: ObjectId): boolean {
    const known = this.#ends.get(head.chain)
    if (known === undefined && this.#ends.size >= headsMax) return false
    const ends = known ?? []
    const [latest] = ends
    if (latest !== undefined && latest.id !== head.id && this.#ledger.covers(latest.id, head.id)) return true
    // What is not here yet tells nothing of its branch: what it follows goes with the next one.
    const later = [head, ...(latest ? [latest] : [])].filter(({ id }) => this.#ledger.has(id))
    const isPast = ({ id }: ChainHead): boolean =>
      id === head.id || id === parent || later.some(one => this.#ledger.covers(one.id, id))
    const left = ends.filter(end => !isPast(end))
    const at = left.findIndex(end => end.sequence <= head.sequence)
    left.splice(at < 0 ? left.length : at, 0, head)
    // One that goes on and on is told again and again: other branches are older, and stay.
    if (left.length > endsMax || this.#size + left.length - ends.length > allEndsMax) left.splice(1, 1)
    this.#ends.set(head.chain, left)
    this.#size += left.length - ends.length
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
