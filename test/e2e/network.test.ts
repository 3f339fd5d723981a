// Real daemons on real lines: in network namespaces of their own, with partitions, delay, loss, a narrow line, and
// addresses that change. What is acknowledged anywhere is everywhere in the end.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { gitId } from '../../src/base/bytes.ts'
import type { ListedConflict, Machine, Published, SubnetStatus } from '../../src/rpc/api.ts'
import { Bench, converged, eventually, type KubeProcess } from '../support/kube-process.ts'
import { Lab, labMissing, type Translator } from '../support/lab.ts'

const missing = labMissing()
if (missing !== undefined) console.warn(`SKIPPED: the network laboratory cannot be made: ${missing}`)

interface Place {
  readonly bench: Bench
  readonly lab: Lab
  /** Daemons on machines of the laboratory; the first founds the subnet. */
  subnet(
    names: readonly string[],
    options?: { listen?: string; behind?: Readonly<Record<string, Translator>> }
  ): Promise<KubeProcess[]>
  publish(kube: KubeProcess, name: string, text: string | Uint8Array): Promise<Published>
}

function placeIn(bench: Bench, lab: Lab): Place {
  return {
    bench,
    lab,
    async subnet(names, { listen, behind = {} } = {}) {
      const kubes: KubeProcess[] = []
      for (const name of names) {
        const { netns, address } = await lab.machine(name, behind[name])
        kubes.push(bench.kube(name, { netns, address: listen ?? address }))
      }
      const [first, ...others] = kubes
      await first!.start()
      for (const other of others) await other.start(['--join', await first!.invite()])
      await converged(kubes)
      return kubes
    },
    publish: (kube, name, text) => kube.json<Published>(['publish', bench.site({ 'index.html': text }), '--to', name])
  }
}

/** A test in a laboratory of its own: several may run at once. */
const inLab = (body: (place: Place) => Promise<void>) => async (): Promise<void> => {
  const bench = new Bench()
  const lab = new Lab(1)
  try {
    await body(placeIn(bench, lab))
  } finally {
    await bench.end()
    lab.end()
  }
}

const status = (kube: KubeProcess) => kube.json<SubnetStatus>(['status'])

/** How long until both have the same state, in ms. */
async function timeToConverge(kubes: readonly KubeProcess[], withinMs: number): Promise<number> {
  const started = performance.now()
  await converged(kubes, withinMs)
  return Math.round(performance.now() - started)
}

const connectedTo = async (kube: KubeProcess, count: number, withinMs = 10_000) =>
  eventually(
    async () => (await kube.json<Machine[]>(['machines'])).filter(one => one.connected).length === count,
    `${kube.name} sees ${count} machines`,
    withinMs
  )

describe.skipIf(missing !== undefined)('a partition', () => {
  test.concurrent(
    'of writers on both sides heals: every publish is there, what collided is one conflict everywhere',
    inLab(async ({ lab, publish, subnet }) => {
      const kubes = await subnet(['a1', 'a2', 'a3'])
      const [a1, a2, a3] = kubes as [KubeProcess, KubeProcess, KubeProcess]
      await publish(a1, 'app', 'base')
      await converged(kubes)
      await lab.part(['a1', 'a2'], ['a3'])
      const releases: [string, string][] = []
      for (let at = 0; at < 4; at++) {
        releases.push([`left-${at}`, (await publish(at % 2 ? a1 : a2, `left-${at}`, `left ${at}`)).release])
        releases.push([`right-${at}`, (await publish(a3, `right-${at}`, `right ${at}`)).release])
      }
      const one = await publish(a1, 'app', 'by a1')
      const two = await publish(a3, 'app', 'by a3')
      await converged([a1, a2])
      expect((await status(a3)).digest).not.toBe((await status(a1)).digest)
      await lab.part()
      const healed = await timeToConverge(kubes, 60_000)
      console.info(`healed ${healed} ms after the line`)
      for (const kube of kubes) {
        for (const [name, release] of releases) {
          const listed = await kube.json<{ release: string }[]>(['log', name])
          expect(listed[0]?.release, `${name} on ${kube.name}`).toBe(release)
        }
        const conflicts = await kube.json<ListedConflict[]>(['conflicts'])
        expect(conflicts).toHaveLength(1)
        expect([conflicts[0]!.won, conflicts[0]!.lost].sort()).toEqual([one.release, two.release].sort())
      }
    }),
    150_000
  )

  test.concurrent(
    'that comes and goes while one side writes loses nothing',
    inLab(async ({ lab, publish, subnet }) => {
      const kubes = await subnet(['a1', 'a2'])
      const [a1] = kubes as [KubeProcess, KubeProcess]
      for (let at = 0; at < 6; at++) {
        if (at % 2 === 0) await lab.part(['a1'], ['a2'])
        else await lab.part()
        await publish(a1, 'app', `text ${at}`)
      }
      await lab.part()
      await converged(kubes, 60_000)
      for (const kube of kubes) expect(await kube.json<unknown[]>(['log', 'app'])).toHaveLength(6)
    }),
    120_000
  )
})

describe.skipIf(missing !== undefined)('a bad line', () => {
  test.concurrent(
    'of 200 ms, 5 % loss and 1 Mbit/s carries small and large publishes, in both directions',
    inLab(async ({ lab, publish, subnet }) => {
      const kubes = await subnet(['a1', 'a2'])
      const [a1, a2] = kubes as [KubeProcess, KubeProcess]
      await lab.shape({ delay: 0.1, loss: 0.05, rate: 125_000 })
      const times: number[] = []
      for (let at = 0; at < 5; at++) {
        await publish(at % 2 ? a1 : a2, 'small', `text ${at}`)
        times.push(await timeToConverge(kubes, 60_000))
      }
      const large = randomBytes(500_000)
      await publish(a1, 'large', large)
      const took = await timeToConverge(kubes, 120_000)
      console.info(`small: ${times.join(', ')} ms; 500 KB of noise: ${took} ms`)
      const counts = await lab.counts()
      expect(counts.a1!.lost).toBeGreaterThan(5)
      const said = await a2.kubed(['fsck'])
      expect(said.code, said.err).toBe(0)
    }),
    240_000
  )

  test.concurrent(
    'whose other end dies again and again lets a pull go on where it was',
    inLab(async ({ bench, lab, subnet }) => {
      const kubes = await subnet(['a1', 'a2'])
      const [a1] = kubes as [KubeProcess, KubeProcess]
      await lab.part(['a1'], ['a2'])
      const files = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`f${at}.bin`, randomBytes(100_000)]))
      await a1.json(['publish', bench.site({ 'index.html': 'many', ...files }), '--to', 'many'])
      await lab.shape({ rate: 250_000 })
      const before = (await lab.counts()).a1!.bytes
      await lab.part()
      for (let round = 0; round < 3; round++) {
        await eventually(async () => (await lab.counts()).a1!.bytes - before > (round + 1) * 500_000, 'bytes', 60_000)
        await a1.end('SIGKILL')
        await a1.start()
      }
      await converged(kubes, 60_000)
      const sent = (await lab.counts()).a1!.bytes - before
      console.info(`2,000,000 bytes were pulled in 4 goes: ${sent} bytes on the wire`)
      // Packs are cut short three times; what was whole in them is not sent again.
      expect(sent).toBeLessThan(1.4 * 2_000_000)
    }),
    180_000
  )

  test.concurrent(
    'either end of which dies lets one large file go on where it was',
    inLab(async ({ bench, lab, subnet }) => {
      const kubes = await subnet(['a1', 'a2'])
      const [a1, a2] = kubes as [KubeProcess, KubeProcess]
      await lab.part(['a1'], ['a2'])
      const large = randomBytes(20_000_000)
      await a1.json(['publish', bench.site({ 'index.html': 'one', 'film.mp4': large }), '--to', 'one'])
      await lab.shape({ rate: 2_000_000 })
      const before = (await lab.counts()).a1!.bytes
      await lab.part()
      for (const [round, dies] of [a1, a2, a1].entries()) {
        await eventually(async () => (await lab.counts()).a1!.bytes - before > (round + 1) * 5_000_000, 'bytes', 60_000)
        await dies.end('SIGKILL')
        await dies.start()
      }
      await converged(kubes, 60_000)
      const sent = (await lab.counts()).a1!.bytes - before
      console.info(`one file of 20,000,000 bytes was pulled in 4 goes: ${sent} bytes on the wire`)
      expect(sent).toBeLessThan(1.2 * 20_000_000)
      expect((await a2.git('fsck', '--full', '--strict')).code).toBe(0)
      expect((await a2.git('cat-file', '-s', gitId('blob', large))).out.trim()).toBe(String(large.length))
      expect(fs.readdirSync(path.join(a2.home, 'partial'))).toEqual([])
    }),
    180_000
  )
})

describe.skipIf(missing !== undefined)('a machine', () => {
  test.concurrent(
    'that joined through another is connected to the rest without it',
    inLab(async ({ lab, publish, subnet }) => {
      // It listens everywhere: others are told of its loopback too, and come to themselves there.
      const [, a2, a3] = await subnet(['a1', 'a2', 'a3'], { listen: '0.0.0.0' })
      await connectedTo(a3!, 3)
      await lab.part(['a1'], ['a2', 'a3'])
      await publish(a2!, 'app', 'without a1')
      // Sooner than the loss of a relay is noticed.
      await converged([a2!, a3!], 10_000)
    }),
    120_000
  )

  test.concurrent(
    'that only a relay led to is connected directly once it can be',
    inLab(async ({ bench, lab, publish }) => {
      const [a1, a2, a3] = await Promise.all(
        ['a1', 'a2', 'a3'].map(async name => bench.kube(name, { ...(await lab.machine(name)) }))
      )
      await a1!.start()
      lab.block('a2', 'a3')
      for (const kube of [a2!, a3!]) await kube.start(['--join', await a1!.invite()])
      for (const kube of [a2!, a3!]) await connectedTo(kube, 3)
      expect(lab.talk('a2', 'a3')).toBe(false)
      lab.unblock('a2', 'a3')
      await eventually(async () => lab.talk('a2', 'a3'), 'a direct connection', 60_000)
      await publish(a2!, 'app', 'to all')
      await converged([a1!, a2!, a3!])
      await a1!.end('SIGKILL')
      await publish(a2!, 'app', 'without a1')
      await converged([a2!, a3!], 10_000)
    }),
    120_000
  )

  test.concurrent(
    'whose address changes is noticed and told: the machine is reached at the new one',
    inLab(async ({ lab, publish, subnet }) => {
      const kubes = await subnet(['a1', 'a2'], { listen: '0.0.0.0' })
      const [a1] = kubes as [KubeProcess, KubeProcess]
      await lab.move('a2', '44.1.0.99')
      await publish(a1, 'app', 'after the move')
      const took = await timeToConverge(kubes, 90_000)
      console.info(`caught up ${took} ms after the move`)
      await eventually(
        async () => {
          const machines = await a1.json<Machine[]>(['machines'])
          return machines.find(one => one.name === 'a2')?.addresses.some(address => address.includes('/44.1.0.99/'))
        },
        'the new address in the graph',
        90_000
      )
      // Whoever comes back now finds it there, without being dialled.
      await a1.end()
      await a1.start()
      await connectedTo(a1, 2)
    }),
    200_000
  )

  test.concurrent(
    'and another, both behind address translators, find each other through a third, and then go on without it',
    inLab(async ({ publish, subnet }) => {
      const kubes = await subnet(['open', 'b1', 'b2'], { behind: { b1: 'cone', b2: 'cone' } })
      const [open, b1, b2] = kubes as [KubeProcess, KubeProcess, KubeProcess]
      for (const kube of [b1, b2]) await connectedTo(kube, 3, 60_000)
      const direct = () =>
        eventually(
          async () => b1.log.includes('connected directly') || b2.log.includes('connected directly'),
          'a direct connection',
          30_000
        )
      await direct()
      await open.end('SIGKILL')
      await publish(b1, 'app', 'by b1')
      await converged([b1, b2], 30_000)
      await publish(b2, 'app', 'by b2')
      await converged([b1, b2], 30_000)
      await open.start()
      await converged(kubes, 60_000)
    }),
    200_000
  )

  test.concurrent(
    'and another, behind translators that nobody gets through, stay with the one that relays',
    inLab(async ({ publish, subnet }) => {
      const kubes = await subnet(['open', 'b1', 'b2'], { behind: { b1: 'symmetric', b2: 'symmetric' } })
      const [open, b1, b2] = kubes as [KubeProcess, KubeProcess, KubeProcess]
      for (const kube of [b1, b2]) await connectedTo(kube, 3, 60_000)
      await publish(b1, 'app', 'by b1')
      await publish(b2, 'app', 'by b2')
      await converged(kubes, 30_000)
      // The relay carries them, and when it comes back, it does so again.
      await open.end()
      await open.start()
      for (const kube of [b1, b2]) await connectedTo(kube, 3, 90_000)
      await publish(b1, 'app', 'again')
      await converged(kubes, 30_000)
    }),
    240_000
  )
})
