// Between what is about to be freed and whoever looks for it: an object that is asked for is freed by no run that is
// under way, as whoever asks may come to rely on it.
import type { ObjectId } from '../../base/types.ts'
import type { FreeOptions, Objects, StoredObject } from '../../ports/objects.ts'

const none: ReadonlySet<ObjectId> = new Set()

export class FreeGate {
  /** What the run under way may free. */
  #doomed = new Set<ObjectId>()
  /** What is being removed at this moment. */
  #going = none
  #removing: Promise<void> = Promise.resolve()
  /** Writes under way: they may have found that what they bring is here. */
  #writes = 0
  #quiet: (() => void)[] = []
  /** What packs on their way in are expected to bring. */
  readonly #expected = new Set<ReadonlyMap<ObjectId, unknown>>()

  /** The same store; what is looked for through it is not freed. Freeing itself goes to the store below. */
  watch(objects: Objects): Objects {
    return {
      has: async id => {
        await this.#ask([id])
        return await objects.has(id)
      },
      present: async ids => {
        await this.#ask(ids)
        return await objects.present(ids)
      },
      read: (id, options) => {
        this.#spare(id)
        return objects.read(id, options)
      },
      header: id => {
        this.#spare(id)
        return objects.header(id)
      },
      stream: (id, options) => {
        this.#spare(id)
        return objects.stream(id, options)
      },
      write: (...given) => this.#writing(() => objects.write(...given)),
      pack: ids => {
        for (const id of ids) this.#spare(id)
        return objects.pack(ids)
      },
      receive: async (pack, expected, kept) => {
        await this.#ask(expected.keys())
        this.#expected.add(expected)
        try {
          return await objects.receive(pack, expected, kept)
        } finally {
          this.#expected.delete(expected)
        }
      },
      ids: () => objects.ids(),
      verify: id => objects.verify(id),
      quarantine: id => objects.quarantine(id),
      mend: () => objects.mend(),
      occupied: ids => objects.occupied(ids),
      free: (ids, options) => objects.free(ids, options),
      close: () => objects.close()
    }
  }

  /** From now on these may go, but for what is asked for. One run at a time. */
  begin(ids: Iterable<ObjectId>): void {
    this.#doomed = new Set(ids)
    for (const expected of this.#expected) for (const id of expected.keys()) this.#doomed.delete(id)
  }

  end(): void {
    this.#doomed = new Set()
  }

  /** Waits until nothing is written, then removes what may still go; who asks for some of it waits meanwhile. */
  readonly gate: FreeOptions['gate'] = async (ids, remove) => {
    while (this.#writes > 0) await new Promise<void>(resolve => this.#quiet.push(resolve))
    // They stay on the list: an object may stand in several places.
    const may = new Set(ids.filter(id => this.#doomed.has(id)))
    this.#going = may
    const removed = remove(may)
    this.#removing = removed.then(
      () => undefined,
      () => undefined
    )
    try {
      return await removed
    } finally {
      this.#going = none
    }
  }

  #spare(id: ObjectId): void {
    if (this.#doomed.size > 0) this.#doomed.delete(id)
  }

  async #ask(ids: Iterable<ObjectId>): Promise<void> {
    if (this.#doomed.size === 0 && this.#going.size === 0) return
    let wait = false
    for (const id of ids) {
      this.#doomed.delete(id)
      wait ||= this.#going.has(id)
    }
    if (wait) await this.#removing
  }

  async #writing(write: () => Promise<StoredObject[]>): Promise<StoredObject[]> {
    while (this.#going.size > 0) await this.#removing
    this.#writes++
    try {
      const stored = await write()
      for (const { id } of stored) this.#spare(id)
      return stored
    } finally {
      if (--this.#writes === 0) for (const resolve of this.#quiet.splice(0)) resolve()
    }
  }
}
