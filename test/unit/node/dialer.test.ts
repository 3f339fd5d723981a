// Who is connected to whom in a subnet too large for everybody to know everybody.
import { describe, expect, test } from 'vitest'
import { connectionsMax } from '../../../src/base/limits.ts'
import { silent } from '../../../src/base/types.ts'
import { Dialer } from '../../../src/node/dialer.ts'
import type { Network } from '../../../src/ports/network.ts'
import { SeededRandom, VirtualTime } from '../../support/virtual-time.ts'

class Mesh {
  readonly time = new VirtualTime()
  readonly random = new SeededRandom(5)
  readonly links: Set<number>[]
  readonly dialers: Dialer[]
  /** Those of different sides do not reach each other. */
  side: (kube: number) => number = () => 0

  constructor(size: number) {
    this.links = Array.from({ length: size }, () => new Set())
    this.dialers = this.links.map(
      (_, self) =>
        new Dialer({
          network: this.#network(self),
          targets: () => this.links.map((_, at) => ({ peer: String(at), addresses: [String(at)] })).toSpliced(self, 1),
          scheduler: this.time,
          random: this.random,
          logger: silent
        })
    )
  }

  #network(self: number): Network {
    const unused = (): never => {
      throw new Error('a dialer needs none of it')
    }
    return {
      peerId: String(self),
      peers: () => [...this.links[self]!].map(String),
      dial: async ([address]) => {
        const other = Number(address)
        if (this.side(self) !== this.side(other)) throw new Error('apart')
        this.#link(self, other)
        return String(other)
      },
      disconnect: async peer => this.#unlink(self, Number(peer)),
      relayed: () => [],
      addresses: unused,
      start: unused,
      stop: unused,
      open: unused,
      handle: unused,
      publish: unused,
      subscribe: unused
    }
  }

  #link(a: number, b: number): void {
    this.links[a]!.add(b)
    this.links[b]!.add(a)
  }

  #unlink(a: number, b: number): void {
    this.links[a]!.delete(b)
    this.links[b]!.delete(a)
    this.dialers[a]!.refresh()
    this.dialers[b]!.refresh()
  }

  part(side: (kube: number) => number): void {
    this.side = side
    for (const [self, others] of this.links.entries()) {
      for (const other of [...others]) if (side(self) !== side(other)) this.#unlink(self, other)
    }
  }

  get degrees(): number[] {
    return this.links.map(({ size }) => size)
  }

  /** KUBEs that the first one reaches over others. */
  get reached(): number {
    const seen = new Set([0])
    for (const kube of seen) for (const other of this.links[kube]!) seen.add(other)
    return seen.size
  }
}

const started = async (size: number): Promise<Mesh> => {
  const mesh = new Mesh(size)
  for (const dialer of mesh.dialers) dialer.refresh()
  await mesh.time.run(10_000)
  return mesh
}

test('in a small subnet all are connected to all', async () => {
  const mesh = await started(8)
  expect(new Set(mesh.degrees)).toEqual(new Set([7]))
})

test('in a large one each has enough connections and none has many, and all are reached', async () => {
  const mesh = await started(150)
  expect(Math.min(...mesh.degrees)).toBeGreaterThanOrEqual(connectionsMax)
  const mean = mesh.degrees.reduce((sum, degree) => sum + degree, 0) / 150
  expect(mean).toBeLessThan(2 * connectionsMax)
  expect(Math.max(...mesh.degrees)).toBeLessThan(4 * connectionsMax)
  expect(mesh.reached).toBe(150)
  // Half an hour of a connection more now and then leaves it so.
  await mesh.time.run(30 * 60_000)
  expect(mesh.degrees.reduce((sum, degree) => sum + degree, 0) / 150).toBeLessThan(2.5 * connectionsMax)
  expect(mesh.reached).toBe(150)
}, 60_000)

test('two parts that were apart, each with enough connections, meet again', async () => {
  const mesh = await started(60)
  mesh.part(kube => kube % 2)
  await mesh.time.run(10 * 60_000)
  expect(mesh.reached).toBe(30)
  expect(Math.min(...mesh.degrees)).toBeGreaterThanOrEqual(connectionsMax)
  mesh.part(() => 0)
  await mesh.time.run(3 * 60_000)
  expect(mesh.reached).toBe(60)
})

test('whoever waits for all reaches all, and lets them go afterwards', async () => {
  const mesh = await started(60)
  const release = mesh.dialers[0]!.reachAll()
  await mesh.time.run(1_000)
  expect(mesh.degrees[0]).toBe(59)
  release()
  await mesh.time.run(5 * 60_000)
  expect(mesh.degrees[0]).toBeLessThan(40)
})

describe('a member that is connected through a relay', () => {
  const time = new VirtualTime()
  const start = time.now
  const dials: [atMs: number, address: string | undefined, isDirect: boolean | undefined][] = []
  let answers: boolean | 'relayed' = false
  let relayed = ['far']
  let addresses = ['private']
  const unused = (): never => {
    throw new Error('a dialer needs none of it')
  }
  const dialer = new Dialer({
    network: {
      peerId: 'self',
      peers: () => ['far', 'near'],
      relayed: () => relayed,
      dial: async ([address], { isDirect } = {}) => {
        dials.push([time.now - start, address, isDirect])
        if (!answers) throw new Error('nobody there')
        if (answers !== 'relayed') relayed = []
        return 'far'
      },
      ...{ disconnect: unused, addresses: unused, start: unused, stop: unused, open: unused },
      ...{ handle: unused, publish: unused, subscribe: unused }
    },
    targets: () => [
      { peer: 'near', addresses: ['here'] },
      { peer: 'far', addresses }
    ],
    scheduler: time,
    random: new SeededRandom(1),
    logger: silent
  })

  test('is dialled directly, more and more seldom', async () => {
    dialer.refresh()
    await time.run(60_000)
    expect(dials.length).toBeGreaterThan(4)
    expect(dials.every(([, address, isDirect]) => address === 'private' && isDirect === true)).toBe(true)
    await time.run(3_600_000)
    const gaps = dials.slice(1).map(([at], index) => at - dials[index]![0])
    expect(gaps.at(-1)).toBeGreaterThan(200_000)
    expect(Math.max(...gaps)).toBeLessThan(400_000)
  })

  test('no more often where somebody answers, and that is no direct connection', async () => {
    answers = 'relayed'
    const before = dials.length
    await time.run(3_600_000)
    expect(dials.length - before).toBeLessThan(20)
    answers = false
  })

  test('at once at a new address, and no more when it is there', async () => {
    addresses = ['private', 'public']
    answers = true
    const before = dials.length
    dialer.refresh()
    await time.run(1_000)
    expect(dials.length).toBe(before + 1)
    await time.run(3_600_000)
    expect(dials.length).toBe(before + 1)
  })
})
