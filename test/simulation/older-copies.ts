// A home is copied, and later the copy takes its place.
import { decodeCommit } from '../../src/base/git-format.ts'
import type { ObjectId } from '../../src/base/types.ts'
import type { Entry } from '../../src/ledger/types.ts'
import { isCheckpointRef } from '../../src/node/entries/checkpoint-file.ts'
import { copy, MemoryDisk } from '../support/memory-disk.ts'
import type { SeededRandom } from '../support/virtual-time.ts'
import type { SimKube } from './sim-kube.ts'

export interface CopiedHomes {
  readonly random: SeededRandom
  readonly kubes: readonly SimKube[]
  readonly chaos: boolean
  /** What writers were told is durable; what is on a lost disk alone is not to be had any more. */
  readonly acknowledged: Map<ObjectId, Entry>
}

export class OlderCopies {
  readonly #subnet: CopiedHomes
  readonly #bootLater: (kube: SimKube) => void
  #kept: { readonly kube: SimKube; readonly disk: MemoryDisk } | undefined = undefined

  constructor(subnet: CopiedHomes, bootLater: (kube: SimKube) => void) {
    this.#subnet = subnet
    this.#bootLater = bootLater
  }

  turn(): void {
    const { random, kubes, chaos } = this.#subnet
    if (!chaos || random.chance(0.6)) return
    if (this.#kept) {
      this.#restore(this.#kept.kube, this.#kept.disk)
      this.#kept = undefined
      return
    }
    const kube = random.pick(kubes)
    const disk = new MemoryDisk(kube.disk.fault)
    copy(kube.disk, disk)
    this.#kept = { kube, disk }
  }

  #restore(kube: SimKube, disk: MemoryDisk): void {
    if (!kube.life) return
    const { kubes, acknowledged } = this.#subnet
    // What only the lost disk had was promised on one machine, and that machine is lost.
    const elsewhere = kubes.filter(other => other !== kube)
    for (const [id, entry] of [...acknowledged]) {
      if (!elsewhere.some(other => hasTaken(other.disk, entry))) acknowledged.delete(id)
    }
    kube.crash(() => true)
    kube.disk = disk
    disk.crash(() => true)
    this.#bootLater(kube)
  }
}

/** Whether a head leads to an entry: what a full disk has refused may have left its bytes, and is not here for that. */
function hasTaken({ refsDurable, objectsDurable }: MemoryDisk, { id, chain }: Entry): boolean {
  for (const [ref, tip] of refsDurable) {
    if (!ref.startsWith(`refs/!kubes/${chain}/!`) || isCheckpointRef(ref)) continue
    for (let at: ObjectId | undefined = tip; at !== undefined; ) {
      if (at === id) return true
      const commit = objectsDurable.get(at)
      at = commit && decodeCommit(commit.content).parents[0]
    }
  }
  return false
}
