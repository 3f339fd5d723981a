// Whoever goes on from a position, whatever was written, heard of and taken back meanwhile, comes to what the refs are.
import { expect, test } from 'vitest'
import { toKubeError } from '../../../src/base/errors.ts'
import { didOfKey, keyOfPeerId } from '../../../src/base/identity.ts'
import { type ObjectId, type RefName, silent } from '../../../src/base/types.ts'
import { emptyRecord } from '../../../src/graph/record.ts'
import { refOf } from '../../../src/graph/ref.ts'
import { factReader } from '../../../src/node/entries/entry-facts.ts'
import { cutHere, revocationCommit } from '../../../src/node/entries/revocation.ts'
import { Records, recordCommit } from '../../../src/node/records.ts'
import { RecordFeed } from '../../../src/rpc/dmg/record-feed.ts'
import { peerOf } from '../../simulation/sim-kube.ts'
import { memoryDisk, SmallReplica } from '../../support/small-replica.ts'
import { SeededRandom } from '../../support/virtual-time.ts'

const author = { name: 'a', email: 'a@kube', seconds: 1_700_000_000, offset: 0 }
const metaOf = (name: string): RefName => refOf([name], '!meta')
const nodes = ['x', 'y', 'z', 'w'] as const

/** A machine with whoever follows there. */
class Machine {
  readonly small: SmallReplica
  readonly feed: RecordFeed
  #count = 0

  private constructor(small: SmallReplica, records: Records) {
    this.small = small
    this.feed = new RecordFeed({ replica: small.replica, records, logger: silent })
  }

  static async open(index: number): Promise<Machine> {
    const disk = memoryDisk()
    const small = await SmallReplica.open(index, disk, silent, factReader('', silent))
    return new Machine(small, await Records.follow(small.replica, disk.objects, disk.state, silent))
  }

  get ledger() {
    return this.small.replica.ledger
  }

  async set(names: readonly string[]): Promise<void> {
    const title = `${this.small.replica.ledger.position} ${this.#count++}`
    await this.small.replica.append(() => {
      const written = names.map(name => {
        const old = this.ledger.ref(metaOf(name))
        const record = { ...emptyRecord, properties: { title: `${title} ${name}` } }
        const commit = recordCommit({ record, yaml: title, parents: old ? [old] : [], author, message: title })
        return { update: { ref: metaOf(name), old, new: commit.id }, objects: commit.objects }
      })
      const objects = written.flatMap(one => one.objects)
      return { updates: written.map(one => one.update), objects, message: title }
    })
  }

  /** Takes the right of another machine, with what this one has not seen of it. */
  async remove(index: number): Promise<void> {
    await this.small.replica.append(() => {
      const key = didOfKey(keyOfPeerId(peerOf(index)))
      const commit = revocationCommit({ key, cut: cutHere(this.ledger), reason: 'removed' }, author)
      const updates = [{ ref: `refs/!trust/removal${index}/!revoked`, old: undefined, new: commit.id }]
      return { updates, objects: commit.objects, message: 'remove' }
    })
  }
}

/** One who reads, stops, and goes on. */
class Watcher {
  readonly #machine: Machine
  readonly #state = new Map<RefName, ObjectId>()
  #position: string | undefined

  constructor(machine: Machine) {
    this.#machine = machine
  }

  async read(): Promise<void> {
    const ended = new AbortController()
    const from = this.#position === undefined ? {} : { from: this.#position }
    for (const name of this.#position === undefined ? nodes : []) this.#note(metaOf(name), this.#now(metaOf(name)))
    for await (const item of this.#machine.feed.follow({ path: [], signal: ended.signal, beatMs: 1, ...from })) {
      const isIdle = item.change === undefined && this.#position !== undefined
      this.#position = item.position
      if (item.change) this.#note(refOf(item.change.path, '!meta'), item.change.id)
      if (isIdle) break
    }
    ended.abort()
  }

  #now(ref: RefName): ObjectId | undefined {
    return this.#machine.ledger.ref(ref)
  }

  #note(ref: RefName, value: ObjectId | undefined): void {
    if (value === undefined) this.#state.delete(ref)
    else this.#state.set(ref, value)
  }

  /** By ref: what it was told, and what is. */
  differences(): [RefName, ObjectId | undefined, ObjectId | undefined][] {
    return nodes.flatMap(name => {
      const [told, is] = [this.#state.get(metaOf(name)), this.#now(metaOf(name))]
      return told === is ? [] : [[metaOf(name), told, is] as [RefName, ObjectId | undefined, ObjectId | undefined]]
    })
  }
}

async function subnetOf(count: number): Promise<Machine[]> {
  const machines = await Promise.all(Array.from({ length: count }, (_, index) => Machine.open(index)))
  const all = machines.map((_, index) => index)
  await machines[0]!.small.found(all, [0, 1])
  for (const machine of machines.slice(1)) await hears(machine, machines[0]!, machines)
  return machines
}

/** All that another has. */
async function hears(machine: Machine, other: Machine, all: readonly Machine[]): Promise<void> {
  const staged = all.flatMap(({ small }) => small.staged.map(one => ({ one, small })))
  const fresh = staged.filter(({ one }) => other.ledger.has(one.entry.id) && !machine.ledger.has(one.entry.id))
  const waiting = new Set(fresh)
  while (waiting.size > 0) {
    for (const next of waiting) {
      if (machine.ledger.missing(next.one.entry).length > 0) continue
      waiting.delete(next)
      await machine.small.take(next.small, [next.one])
    }
  }
}

test('of a machine that was removed, what it wrote unseen is taken back for whoever goes on', async () => {
  const machines = await subnetOf(3)
  const [a, b, c] = machines as [Machine, Machine, Machine]
  await a.set(['x'])
  for (const machine of [b, c]) await hears(machine, a, machines)
  const watcher = new Watcher(b)
  await watcher.read()
  await c.set(['x', 'y'])
  await hears(b, c, machines)
  await watcher.read()
  await a.remove(2)
  await hears(b, a, machines)
  await watcher.read()
  expect(b.ledger.ref(metaOf('y'))).toBeUndefined()
  expect(watcher.differences()).toEqual([])
})

test('of a changeset that counts again every record is told to whoever goes on', async () => {
  const machines = await subnetOf(3)
  const [a, b, c] = machines as [Machine, Machine, Machine]
  await b.set(['x', 'y'])
  await hears(c, b, machines)
  const watcher = new Watcher(c)
  await watcher.read()
  await a.set(['x', 'z'])
  await hears(c, a, machines)
  await watcher.read()
  await b.set(['x', 'z'])
  await hears(c, b, machines)
  await watcher.read()
  expect(watcher.differences()).toEqual([])
})

/** One that was removed is refused. */
function unlessDenied(thrown: unknown): void {
  if (toKubeError(thrown).code !== 'KUBE_DENIED') throw thrown
}

const seeds = Array.from({ length: Number(process.env.FEED_SEEDS ?? 40) }, (_, seed) => seed)
test.for(seeds)('whatever happens between two readings (seed %i)', async seed => {
  const random = new SeededRandom(seed)
  const machines = await subnetOf(4)
  const watchers = machines.flatMap(machine => [new Watcher(machine), new Watcher(machine)])
  let removed = 0
  for (let step = 0; step < 60; step++) {
    const machine = random.pick(machines)
    const dice = random.next()
    if (dice < 0.35) {
      const names = nodes.filter(() => random.chance(0.4))
      if (names.length > 0) await machine.set(names).catch(unlessDenied)
    } else if (dice < 0.7) await hears(machine, random.pick(machines), machines)
    else if (dice < 0.72 && removed === 0) {
      removed = 2 + random.below(2)
      await machines[random.below(2)]!.remove(removed)
    } else await random.pick(watchers).read()
  }
  for (const machine of machines) for (const other of machines) await hears(machine, other, machines)
  for (const [at, watcher] of watchers.entries()) {
    await watcher.read()
    expect(watcher.differences(), `watcher ${at}`).toEqual([])
  }
})
