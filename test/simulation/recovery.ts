// How soon a subnet agrees once nothing is lost any more. All start out with what the chaos left them, and meet anew;
// while they catch up one of them leaves, and what others have does not wait for it; then it comes back. In some, all being
// well, the disk of one is full for a moment while another writes. A machine that forgets to ask is found by this: it would
// agree in the end, after the next probe.
import { diskFull } from '../support/memory-disk.ts'
import type { MemoryWorld } from '../support/memory-network.ts'
import type { SeededRandom, VirtualTime } from '../support/virtual-time.ts'
import { havePast, haveSame, type IsGone } from './agreement.ts'
import { peerOf, type SimKube } from './sim-kube.ts'

export interface Recovery {
  /** Virtual milliseconds until those who stayed had the same, and until all did. */
  readonly withoutMs: number
  readonly wholeMs: number
  /** Until they did again, from when the disk had room. */
  readonly roomMs?: number
}

export interface Recovering {
  readonly time: VirtualTime
  readonly world: MemoryWorld
  readonly kubes: readonly SimKube[]
  readonly isGone: IsGone
  /** Whether it runs, by the program that it stays with. */
  readonly isUp: (kube: SimKube) => boolean
  /** Something new there, if it may write; resolves when it has, or is refused. */
  write(kube: SimKube): Promise<void>
  /** What is wrong, with the seed and with who has what. */
  violation(what: string): Error
}

/** A probe, which would mend what was forgotten, comes every 30 s. */
const soonMs = 5_000

/**
 * @param fills what to draw from whose disk is full for a moment; undefined: nobody's
 * @throws a violation when they do not agree soon
 */
export async function recover(subnet: Recovering, random: SeededRandom, fills?: SeededRandom): Promise<Recovery> {
  const { time, world, kubes } = subnet
  await time.run(60_000, () => kubes.every(subnet.isUp))
  world.liars.clear()
  world.faults = { loss: 0, duplication: 0, breakage: 0, delayMsMax: 5 + random.below(50) }
  meetAnew(subnet, random)
  const leaver = random.pick(kubes)
  const others = kubes.filter(kube => kube !== leaver)
  await time.run(50 + random.below(20 * world.faults.delayMsMax))
  leaver.crash(() => true)
  const withoutMs = await soon(subnet, () => haveSame(others, subnet.isGone))
  await leaver.boot()
  meetAnew(subnet, random)
  const done = (): boolean => haveSame(kubes, subnet.isGone) && havePast(kubes)
  const wholeMs = await soon(subnet, done)
  if (!fills) return { withoutMs, wholeMs }
  await fillOne(subnet, fills)
  return { withoutMs, wholeMs, roomMs: await soon(subnet, done) }
}

/** It tries again what it could not store. */
async function fillOne(subnet: Recovering, random: SeededRandom): Promise<void> {
  const { disk } = random.pick(subnet.kubes)
  const writer = random.pick(subnet.kubes.filter(kube => kube.disk !== disk))
  const { fault } = disk
  disk.fault = diskFull
  let hasWritten = false
  void subnet.write(writer).then(() => {
    hasWritten = true
  })
  await subnet.time.run(soonMs, () => hasWritten)
  await subnet.time.run(random.below(1_000))
  disk.fault = fault
}

function meetAnew({ world, time, kubes }: Recovering, random: SeededRandom): void {
  for (const [a] of kubes.entries()) {
    for (let b = 0; b < a; b++) {
      world.disconnect(peerOf(a), peerOf(b))
      time.after(random.below(200), () => world.connect(peerOf(a), peerOf(b)))
    }
  }
}

async function soon(subnet: Recovering, done: () => boolean): Promise<number> {
  const from = subnet.time.now
  if (await subnet.time.run(soonMs, done)) return subnet.time.now - from
  throw subnet.violation(`no agreement within ${soonMs} ms where nothing is lost at ${subnet.time.now}`)
}
