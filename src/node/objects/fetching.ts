// Brings the objects of entries that have arrived, as far as there is room for them.
import { type KubeError, toKubeError } from '../../base/errors.ts'
import type { Logger, PeerId } from '../../base/types.ts'
import type { FetchOutcome, StagedEntry } from '../../sync/types.ts'
import { type FetchRequest, fetchObjects, Measured } from './object-transfer.ts'
import { type DiskFault, Room, type RoomOptions } from './room.ts'

export type FetchingOptions = Pick<FetchRequest, 'network' | 'objects' | 'scheduler' | 'partials'> &
  RoomOptions & { readonly logger: Logger }

const ofDisk: ReadonlySet<string> = new Set(['KUBE_DISK_FULL', 'KUBE_DISK'])

export class Fetching {
  readonly #options: FetchingOptions
  readonly #room: Room
  readonly measured: Measured

  constructor(options: FetchingOptions) {
    this.#options = options
    this.#room = new Room(options)
    this.measured = new Measured(options.objects)
  }

  /** What this disk refuses, while something waits for it. */
  get fault(): DiskFault | undefined {
    return this.#room.fault
  }

  stop(): void {
    this.#room.stop()
  }

  /** Never throws. */
  async fetch(peer: PeerId, entries: readonly StagedEntry[]): Promise<FetchOutcome> {
    const { logger } = this.#options
    const ids = entries.map(({ entry }) => entry.id)
    let begun: { readonly bytes: number; readonly free: number } | undefined
    const room = async (bytes: number): Promise<void> => {
      begun = { bytes, free: await this.#room.assertFor(ids, bytes) }
    }
    try {
      const outcome = await fetchObjects({ ...this.#options, peer, entries, measured: this.measured, room })
      if (outcome === 'complete') this.#room.came(ids)
      else if (outcome === 'disputed') logger.log('warn', 'an object is not what an entry lists', { peer, ids })
      else logger.log('debug', 'a peer lacks objects', { peer, outcome, ids })
      return outcome
    } catch (thrown) {
      const error = toKubeError(thrown)
      const { code, reason, message } = error
      logger.log('warn', 'objects could not be fetched', { peer, code, reason: reason || message })
      if (code === 'KUBE_DISK_FULL' && begun) this.#room.didNotFit(ids, begun.bytes, begun.free)
      if (this.refused(error, begun?.free)) return 'refused'
      return code === 'KUBE_PEER_MISBEHAVED' ? 'misbehaved' : 'failed'
    }
  }

  /** Whether it is this disk that failed; see `Room.refused`. */
  refused(error: KubeError, free?: number): boolean {
    if (!ofDisk.has(error.code)) return false
    this.#room.refused(error, free)
    return true
  }

  /** Something was stored. */
  stored(): void {
    this.#room.came([])
  }
}
