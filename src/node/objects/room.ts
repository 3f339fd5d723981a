// Room on this disk for what comes from others. What does not fit is not begun: it would take all that is left, from every
// program on this disk, again and again. Where a disk was full, it is looked at until there is room, and all that waits
// goes on at once; no system tells when that is.
import { KubeError } from '../../base/errors.ts'
import { roomLookMs } from '../../base/limits.ts'
import type { ObjectId, Scheduler } from '../../base/types.ts'

export interface RoomOptions {
  /** Bytes that are free on the disk of the store. Absent: as many as are wanted. */
  readonly free?: (() => Promise<number>) | undefined
  readonly scheduler: Scheduler
  /** Whether something waits to be stored. */
  readonly isAwaited: () => boolean
  /** There is more room than there was. */
  readonly onRoom: () => void
}

/** What a disk has refused, for people. */
export interface DiskFault {
  readonly code: string
  readonly reason: string
}

/** On the disk files of a site are a fraction of what they are, media are not. */
const smallest = 4
/** Of what comes, while it comes. */
const copiesMax = 4
/** More room than when it did not fit, of what is to come and in bytes, for another attempt. */
const moreShare = 1 / 16
const moreBytesMin = 256 << 10
/** Entries whose attempts are remembered. */
const triedMax = 4_096

export class Room {
  readonly #options: RoomOptions
  /** By entry: bytes that were free when its objects did not fit. */
  readonly #tried = new Map<ObjectId, number>()
  #fault: DiskFault | undefined
  /** What was free when something was refused. */
  #freeThen: number | undefined
  #cancel: (() => void) | undefined

  constructor(options: RoomOptions) {
    this.#options = options
  }

  /** What this disk has refused, and what waits for that. */
  get fault(): DiskFault | undefined {
    return this.#options.isAwaited() ? this.#fault : undefined
  }

  /**
   * Before so many bytes are asked for, all together, for these entries; gives how many are free.
   * @throws KUBE_DISK_FULL where they cannot fit, or did not when there was as much room
   */
  async assertFor(entries: readonly ObjectId[], bytes: number): Promise<number> {
    const free = (await this.#free()) ?? Number.POSITIVE_INFINITY
    const before = Math.max(-1, ...entries.map(id => this.#tried.get(id) ?? -1))
    const isMore = before < 0 || free - before > Math.max(moreBytesMin, bytes * moreShare)
    if (bytes <= smallest * free && isMore) return free
    throw new KubeError('KUBE_DISK_FULL', 'what is to come does not fit on this disk', {
      reason: `it has ${bytes} bytes, ${free} are free`,
      next: ['df -h']
    })
  }

  /** So many bytes of these did not fit where so much was free. Where there was room it is something else, as a quota. */
  didNotFit(entries: readonly ObjectId[], bytes: number, free: number): void {
    if (free > copiesMax * bytes) return
    for (const id of entries) this.#tried.set(id, free)
    for (const oldest of this.#tried.keys()) {
      if (this.#tried.size <= triedMax) break
      this.#tried.delete(oldest)
    }
  }

  /** The objects of these are here, or something else was stored. */
  came(entries: readonly ObjectId[]): void {
    for (const id of entries) this.#tried.delete(id)
    if (this.#tried.size === 0) this.#fault = undefined
  }

  /**
   * The disk has refused something that came. Looks now and then whether there is more room than there was, while something
   * waits.
   * @param free bytes that were free when that began; absent: what is free now
   */
  refused({ code, reason, message }: KubeError, free?: number): void {
    this.#fault = { code, reason: reason || message }
    if (code === 'KUBE_DISK_FULL') this.#freeThen = free ?? this.#freeThen
    if (this.#cancel === undefined) void this.#look()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = () => undefined
  }

  /** Never rejects: a disk that is ill may not say how much is free. */
  async #look(): Promise<void> {
    const { scheduler, onRoom, isAwaited } = this.#options
    this.#cancel = scheduler.after(roomLookMs, () => {
      this.#cancel = undefined
      if (isAwaited()) void this.#look()
      else this.#fault = undefined
    })
    const now = await this.#free()
    if (now === undefined) return
    this.#freeThen ??= now
    // What comes takes room while it comes, and gives it back.
    if (now - this.#freeThen <= moreBytesMin) return
    this.#freeThen = now
    onRoom()
  }

  async #free(): Promise<number | undefined> {
    try {
      return await this.#options.free?.()
    } catch {
      return undefined
    }
  }
}
