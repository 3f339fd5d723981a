// A home whose graph is filled without a daemon: with the replica and the records that a daemon has.
import { keyOfDid } from '../../src/base/identity.ts'
import { type ObjectId, silent } from '../../src/base/types.ts'
import { pathKey } from '../../src/graph/component.ts'
import { recordFromJson } from '../../src/graph/record.ts'
import type { RefUpdate } from '../../src/ledger/types.ts'
import { factReader } from '../../src/node/entries/entry-facts.ts'
import { openHome } from '../../src/node/home/home.ts'
import { realClock, realScheduler } from '../../src/node/real.ts'
import { Records, recordCommit } from '../../src/node/records.ts'
import { Replica } from '../../src/node/replica.ts'
import type { GitObject } from '../../src/ports/objects.ts'
import { loadKeys } from '../../src/trust/keys.ts'
import { createSigner, createVerifier } from '../../src/trust/ssh-signature.ts'
import { loadSubnet } from '../../src/trust/subnet-file.ts'

/** Records of one changeset. */
const batch = 10_000
const groups = 1_000
export const depths = [3, 12] as const

/** Names of the records: even ones three deep, odd ones twelve deep. */
export function pathOf(at: number): string[] {
  const [group, leaf] = [`group${at % groups}`, `record${at}`]
  if (at % 2 === 0) return ['flat', group, leaf]
  return ['deep', ...Array.from({ length: 9 }, (_, level) => `level${level}`), group, leaf]
}

export class GraphHome {
  readonly records: Records
  count = 0
  readonly #replica: Replica
  readonly #close: () => Promise<void>

  private constructor(replica: Replica, records: Records, close: () => Promise<void>) {
    this.#replica = replica
    this.records = records
    this.#close = close
  }

  /** Opens the home of a daemon that has stopped. */
  static async open(dir: string): Promise<GraphHome> {
    const home = await openHome(dir)
    const keys = await loadKeys(home.paths.keys)
    const subnet = keys && (await loadSubnet(home.paths.keys, keys.kube))
    if (!keys || !subnet) throw new Error(`${dir} has no keys`)
    const { objects, refs } = home.repository
    const replica = await Replica.open({
      self: keys.kube.peerId,
      subnet: keyOfDid(subnet.root),
      name: 'bench',
      objects,
      refs,
      state: home.state,
      signer: createSigner(keys.kube),
      verifier: createVerifier(),
      clock: realClock,
      scheduler: realScheduler,
      logger: silent,
      facts: factReader(subnet.root, silent)
    })
    const records = await Records.follow(replica, objects, home.state, silent)
    return new GraphHome(replica, records, async () => {
      await replica.close()
      await home.close()
    })
  }

  /** Until there are so many records besides those of the first start. */
  async grow(count: number): Promise<void> {
    while (this.count < count) {
      const end = Math.min(this.count + batch, count)
      await this.#replica.append(() => this.#changeset(this.count, end))
      this.count = end
    }
  }

  #changeset(from: number, end: number) {
    const updates: RefUpdate[] = []
    const objects: GitObject[] = []
    const author = { name: 'bench', email: 'bench@kube', seconds: 1_800_000_000, offset: 0 }
    const add = (path: readonly string[], title: string): void => {
      const ref = `refs/${pathKey(path)}/!meta`
      const record = recordFromJson({ title })
      const yaml = `title: ${title}\n`
      const made = recordCommit({ record, yaml, parents: [], author, message: `set ${title}` })
      const id: ObjectId = made.id
      updates.push({ ref, old: undefined, new: id })
      objects.push(...made.objects)
    }
    for (let at = from; at < end; at++) add(pathOf(at), `Record ${at}`)
    return { updates, objects, message: `records ${from} to ${end}` }
  }

  async close(): Promise<void> {
    await this.#close()
  }
}
