// Many real daemons on one machine: each publishes, all come to one state.
import { gitId } from '../../src/base/bytes.ts'
import type { SubnetStatus } from '../../src/rpc/api.ts'
import { type ControlClient, connect } from '../../src/rpc/client.ts'
import { Kube, kubedProgram } from './kubes.ts'
import { cpuSecondsOf, loopbackTraffic, residentMb } from './machine.ts'
import type { Scope } from './scope.ts'

export interface ManyOptions {
  readonly kubes: number
  readonly publishes: number
  /** How many of them are under way together. */
  readonly atOnce: number
}

export interface ManyResult {
  /** Until all had started and agreed on who is there. */
  readonly startedMs: number
  /** Of each publish, sorted: the calls of the daemon, without a command around them. */
  readonly publishMs: readonly number[]
  /** All publishes, and from the last of them until all agree. */
  readonly publishingMs: number
  readonly agreedMs: number
  readonly entries: number
  /** CPU of all daemons. */
  readonly cpuSeconds: number
  /** Over the loopback meanwhile; undefined where the system does not count it. */
  readonly bytes: number | undefined
  readonly packets: number | undefined
  /** Of each daemon, sorted. */
  readonly residentMb: readonly number[]
  /** Of the first. */
  readonly connections: number
}

const startMsMax = 60_000
const settleMsMax = 300_000

interface Member {
  readonly kube: Kube
  readonly client: ControlClient
}

/** Starts them one after the other; each joins by a code of the first. */
async function startAll(scope: Scope, count: number): Promise<Member[]> {
  const members: Member[] = []
  for (let index = 0; index < count; index++) {
    const kube = new Kube(scope, `k${index}`)
    const host = members[0]?.kube
    const code = host === undefined ? undefined : (await host.kubed(['invite'])).trim()
    const started = kube.start({ command: kubedProgram, args: code === undefined ? [] : ['--join', code] })
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`${kube.name} did not start`)), startMsMax).unref()
    })
    await Promise.race([started, late])
    members.push({ kube, client: connect(kube.home) })
  }
  return members
}

async function publishOne({ client }: Member, number: number): Promise<number> {
  const content = Buffer.from(`publish ${number}`)
  const id = gitId('blob', content)
  const startedMs = performance.now()
  const files = [{ path: 'index.html', mode: '100644', id, size: content.length }] as const
  const { session } = await client.call('publish.plan', { name: `dx://site-${number % 100}`, files: [...files] })
  const blobs = async function* () {
    yield { id, size: content.length, content }
  }
  await client.sendBlobs(session, blobs())
  await client.call('publish.commit', { session })
  return performance.now() - startedMs
}

async function publishAll(members: readonly Member[], { publishes, atOnce }: ManyOptions): Promise<number[]> {
  const tookMs: number[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < publishes) {
      const number = next++
      tookMs.push(await publishOne(members[number % members.length]!, number))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return tookMs.sort((a, b) => a - b)
}

/** Asks all of them until they say the same digest and position. */
async function settled(members: readonly Member[]): Promise<SubnetStatus> {
  const end = performance.now() + settleMsMax
  for (;;) {
    const all = await Promise.all(members.map(({ client }) => client.call('status', {})))
    const [first] = all
    const same = all.filter(({ digest, position }) => digest === first!.digest && position === first!.position).length
    if (same === members.length) return first!
    if (performance.now() > end) {
      throw new Error(`${same} of ${members.length} agree after ${settleMsMax / 1000} s`)
    }
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

export async function manyKubes(scope: Scope, options: ManyOptions, say: (text: string) => void): Promise<ManyResult> {
  let from = performance.now()
  const members = await startAll(scope, options.kubes)
  const pids = members.map(({ kube }) => kube.pid)
  await settled(members)
  const startedMs = performance.now() - from
  say(`${options.kubes} daemons started and agreed on who is there in ${(startedMs / 1000).toFixed(1)} s`)
  const [cpu, traffic] = [cpuSecondsOf(pids), loopbackTraffic()]
  from = performance.now()
  const publishMs = await publishAll(members, options)
  const publishingMs = performance.now() - from
  const { position: entries, machines } = await settled(members)
  const agreedMs = performance.now() - from - publishingMs
  const after = loopbackTraffic()
  return {
    startedMs,
    publishMs,
    publishingMs,
    agreedMs,
    entries,
    cpuSeconds: cpuSecondsOf(pids) - cpu,
    bytes: after && traffic && after.bytes - traffic.bytes,
    packets: after && traffic && after.packets - traffic.packets,
    residentMb: pids.map(pid => residentMb(pid) ?? 0).sort((a, b) => a - b),
    connections: machines.filter(machine => machine.connected).length - 1
  }
}
