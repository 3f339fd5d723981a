// Peers that stall, flood or speak nonsense at each step, members among them: they are let go with a reason and counted,
// memory stays bounded, and people are served meanwhile.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { gitId } from '../../src/base/bytes.ts'
import { keyOfDid } from '../../src/base/identity.ts'
import { headsMax, helloBytesMax, messageBytesMax, objectServesMax, peerStallMsMax } from '../../src/base/limits.ts'
import type { PeerId } from '../../src/base/types.ts'
import { encodeFrame } from '../../src/p2p/frames.ts'
import { createNetwork, type Libp2pNetwork } from '../../src/p2p/network.ts'
import type { Channel } from '../../src/ports/network.ts'
import { dxos } from '../../src/proto/generated.js'
import type { Published, SubnetStatus } from '../../src/rpc/api.ts'
import { encodeMessage, headsTopic, objectsProtocol, type SyncMessage, syncProtocol } from '../../src/sync/messages.ts'
import { enrolProtocol } from '../../src/trust/enrolment-proof.ts'
import { createSigningKey, libp2pPrivateKey, loadKeys, type SigningKey } from '../../src/trust/keys.ts'
import { loadSubnet } from '../../src/trust/subnet-file.ts'
import { Bench, converged, eventually } from '../support/kube-process.ts'
import { forge } from '../support/ledger-vectors.ts'

const bench = new Bench()
const kube = bench.kube('a1')
let memberKey: SigningKey
let credentials: readonly string[]
const networks: Libp2pNetwork[] = []

beforeAll(async () => {
  await kube.start()
  const other = await bench.kube('a2').start(['--join', await kube.invite()])
  await converged([kube, other])
  await other.end()
  const dir = path.join(other.home, 'keys')
  memberKey = (await loadKeys(dir))!.kube
  credentials = (await loadSubnet(dir, memberKey))!.credentials
}, 60_000)
afterAll(async () => {
  await Promise.all(networks.map(network => network.stop()))
  await bench.end()
})
// Whatever the peer before has done: a person publishes and reads as ever.
beforeEach(async () => {
  const started = performance.now()
  await kube.json<Published>(['publish', bench.site({ 'index.html': `${Math.random()}` }), '--to', 'app'])
  expect(performance.now() - started).toBeLessThan(3000)
})

const residentKiB = (): number =>
  Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${kube.pid}/status`, 'utf8'))?.[1])

const hits = async (): Promise<Readonly<Record<string, number>>> => (await kube.json<SubnetStatus>(['status'])).limits

async function connect(key: SigningKey): Promise<{ network: Libp2pNetwork; peer: PeerId }> {
  const network = createNetwork({ privateKey: libp2pPrivateKey(key), listen: [], mdns: false })
  // The other side opens one too, when its id is the lower one; it is told nothing.
  network.handle(syncProtocol, channel => drain(channel))
  networks.push(network)
  await network.start({ connected: () => undefined, disconnected: () => undefined })
  return { network, peer: await network.dial(kube.ready!.p2p) }
}

async function drain(channel: Channel): Promise<void> {
  for await (const _ of channel);
}

/** Whether the other side ends the channel within the time. */
async function ended(channel: Channel, withinMs = 10_000): Promise<boolean> {
  const late = new Promise<boolean>(resolve => setTimeout(() => resolve(false), withinMs).unref())
  const over = drain(channel).then(
    () => true,
    () => true
  )
  return Promise.race([over, late])
}

/** A sync stream of the member, admitted. */
async function admitted(): Promise<Channel & { network: Libp2pNetwork; peerId: PeerId }> {
  const { network, peer } = await connect(memberKey)
  const channel = await network.open(peer, syncProtocol)
  await channel.send(encodeMessage(hello()))
  return Object.assign(channel, { network, peerId: peer })
}

const connected = () =>
  eventually(async () => {
    const machines = await kube.json<{ name: string; connected: boolean }[]>(['machines'])
    return machines.some(one => one.name === 'a2' && one.connected)
  }, 'the member is admitted')

function hello(): SyncMessage {
  const subnet = keyOfDid(kube.ready!.subnet)
  return {
    type: 'hello',
    subnet,
    rules: 1,
    name: 'a2',
    version: '0',
    clockMs: Date.now(),
    credentials: [...credentials]
  }
}

const send = (channel: Channel, message: SyncMessage): Promise<void> => channel.send(encodeMessage(message))

describe('a stranger', () => {
  test('fills no memory with first messages that never end', async () => {
    const before = residentKiB()
    const { network, peer } = await connect(createSigningKey())
    const nearly = new Uint8Array(messageBytesMax - 1)
    const channels: Channel[] = []
    for (let at = 0; at < 24; at++) {
      const channel = await network.open(peer, at % 2 ? syncProtocol : enrolProtocol)
      channels.push(channel)
      void channel.send(nearly).catch(() => undefined)
    }
    for (const channel of channels) expect(await ended(channel, 5000)).toBe(true)
    expect(residentKiB() - before).toBeLessThan(80_000)
    expect((await hits()).helloBytesMax).toBeGreaterThanOrEqual(12)
    expect(nearly.length).toBeGreaterThan(helloBytesMax)
  }, 60_000)

  test('that says nothing is let go, at the sync stream and at the enrolment', async () => {
    const { network, peer } = await connect(createSigningKey())
    const silent = await network.open(peer, syncProtocol)
    const knocking = await network.open(peer, enrolProtocol)
    expect(await ended(silent, 15_000)).toBe(true)
    expect(await ended(knocking, 20_000)).toBe(true)
    expect((await hits()).helloMsMax).toBeGreaterThan(0)
  }, 60_000)
})

describe('a member', () => {
  test.each([
    ['a second hello', () => encodeMessage(hello())],
    ['noise', () => new Uint8Array(1000).fill(0xff)],
    ['an empty message', () => new Uint8Array()],
    ['an entry that is none', () => encodeMessage({ type: 'push', entry: noEntry, objects: [] })]
  ] as const)('that sends %s is let go', async (_, bytes) => {
    const channel = await admitted()
    await channel.send(bytes())
    expect(await ended(channel)).toBe(true)
    await channel.network.stop()
  })

  const noEntry = { commit: new Uint8Array(100), changeset: new Uint8Array(100), objects: new Uint8Array(100) }

  test('that tells of endless chains is heard of so many', async () => {
    const channel = await admitted()
    const before = residentKiB()
    const id = 'ab'.repeat(20)
    for (let batch = 0; batch * 1000 <= headsMax; batch++) {
      const heads = Array.from({ length: 1000 }, (_, at) => {
        const chain = `k${(batch * 1000 + at).toString(36).padStart(56, '0')}`
        return { chain, sequence: 1, id }
      })
      await send(channel, { type: 'have', heads }).catch(() => undefined)
    }
    await eventually(async () => ((await hits()).headsMax ?? 0) > 0, 'the limit is met')
    expect(residentKiB() - before).toBeLessThan(80_000)
    await connected()
    await channel.network.stop()
  }, 60_000)

  test('that tells of endless entries of one chain fills no memory', async () => {
    const channel = await admitted()
    const before = residentKiB()
    const chain = kube.ready!.peerId
    for (let batch = 0; batch < 200; batch++) {
      const heads = Array.from({ length: 1000 }, (_, at) => {
        const number = batch * 1000 + at
        return { chain, sequence: 1_000_000 + number, id: number.toString(16).padStart(40, '0') }
      })
      await send(channel, { type: 'have', heads }).catch(() => undefined)
    }
    // Garbage of what was read is part of it; what is kept is counted in test/unit/sync.
    expect(residentKiB() - before).toBeLessThan(250_000)
    await channel.network.stop()
  }, 60_000)

  test('that sends an entry by rules that nobody put in force stays, and it counts for nothing', async () => {
    const channel = await admitted()
    await connected()
    const before = await kube.json<SubnetStatus>(['status'])
    const values = { rules: 99, subnet: keyOfDid(before.subnet), chain: memberKey.peerId, updates: [] }
    const newer = forge({ values, objects: [], key: memberKey })
    await send(channel, { type: 'push', entry: newer, objects: [] })
    expect(await ended(channel, 1_000)).toBe(false)
    const after = await kube.json<SubnetStatus>(['status'])
    expect(after).toMatchObject({ digest: before.digest, position: before.position + 1 })
    expect(after.warnings.filter(warning => warning.includes('rules'))).toEqual([])
    await connected()
    await channel.network.stop()
  })

  test('that asks for entries faster than it is answered is let go', async () => {
    const channel = await admitted()
    const reading = ended(channel, 20_000)
    const head = (await kube.git('rev-parse', `refs/!kubes/${kube.ready!.peerId}/!log`)).out.trim()
    const chain = kube.ready!.peerId
    for (let at = 0; at < 5000; at++) {
      const asked = send(channel, { type: 'want', chain, after: 0, head, limit: 256 })
      if (
        !(await asked.then(
          () => true,
          () => false
        ))
      )
        break
    }
    expect(await reading).toBe(true)
    expect((await hits()).wantsOpenMax).toBeGreaterThan(0)
    await channel.network.stop()
  }, 60_000)

  test('that opens requests for objects and asks for nothing holds only so many', async () => {
    const channel = await admitted()
    await connected()
    const opened: Channel[] = []
    for (let at = 0; at < 40; at++) opened.push(await channel.network.open(channel.peerId, objectsProtocol))
    await eventually(async () => ((await hits()).objectServesMax ?? 0) >= 40 - objectServesMax, 'they are refused')
    for (const one of opened) expect(await ended(one, 20_000)).toBe(true)
    expect((await hits()).packStallMsMax).toBeGreaterThanOrEqual(objectServesMax)
    await channel.network.stop()
  }, 60_000)

  test('that takes no byte of what it asked for is let go', async () => {
    const large = randomBytes(16 << 20)
    await kube.json(['publish', bench.site({ 'index.html': 'large', 'large.bin': large }), '--to', 'large'])
    const id = gitId('blob', large)
    const channel = await admitted()
    await connected()
    const asking = await channel.network.open(channel.peerId, objectsProtocol)
    await asking.send(dxos.kube.ObjectsRequest.encode({ want: [Buffer.from(id, 'hex')] }).finish())
    const stalled = async () => ((await hits()).peerStallMsMax ?? 0) > 0
    await eventually(stalled, 'it is noticed', peerStallMsMax + 10_000)
    expect(await ended(asking)).toBe(true)
    await channel.network.stop()
  }, 60_000)

  test('whose gossip is noise is heard no further', async () => {
    const channel = await admitted()
    for (let at = 0; at < 500; at++) {
      await channel.network.publish(headsTopic(kube.ready!.subnet), encodeFrame(new Uint8Array(200).fill(at))[0]!)
    }
    expect(kube.running).toBe(true)
    await channel.network.stop()
  })
})

test('after all of them the ledger is whole', async () => {
  expect((await kube.kubed(['fsck'])).code).toBe(0)
})
