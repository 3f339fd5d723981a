import { gossipsub } from '@libp2p/gossipsub'
import { identify } from '@libp2p/identify'
import { describe, expect, it, vi } from 'vitest'
import type { PeerId } from '../../../src/base/types.ts'
import { cable, connect, sleep, startBare, startNode, type TestNode } from './nodes.ts'

const topic = 'heads'
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))

interface Heard {
  readonly from: PeerId
  readonly text: string
}

function listen({ network }: TestNode): Heard[] {
  const heard: Heard[] = []
  network.subscribe(topic, (from, message) => heard.push({ from, text: Buffer.from(message).toString() }))
  return heard
}

/** Publishes until `test` holds: subscriptions take a moment to become known. */
async function publishUntil(node: TestNode, text: string, test: () => void): Promise<void> {
  await vi.waitFor(
    async () => {
      await node.network.publish(topic, bytes(text))
      await sleep(20)
      test()
    },
    { timeout: 5000, interval: 50 }
  )
}

describe('gossip', () => {
  it('goes on after peers were away', async () => {
    const [a, b] = [await startNode(), await startNode()]
    listen(a)
    const heard = listen(b)
    for (const round of ['one', 'two', 'three']) {
      await connect(a, b)
      await publishUntil(a, round, () => expect(heard.at(-1)).toEqual({ from: a.network.peerId, text: round }))
      await a.network.disconnect(b.network.peerId)
      await vi.waitFor(() => expect(b.network.peers()).toEqual([]))
    }
  })

  it('moves to the other connection when one of two closes', async () => {
    const [a, b] = [await startNode(), await startNode()]
    listen(a)
    const heard = listen(b)
    const limits = { pingIntervalMs: 200, pingTimeoutMs: 200 }
    const c = await startNode({ limits })
    listen(c)
    const { address, cut } = await cable(b.network.addresses()[0]!)
    await Promise.all([c.network.dial([address]), b.network.dial(c.network.addresses())])
    await publishUntil(c, 'before', () => expect(heard.at(-1)?.text).toBe('before'))
    cut()
    await sleep(600)
    expect([b.disconnected, c.disconnected]).toEqual([[], []])
    await publishUntil(c, 'after', () => expect(heard.at(-1)?.text).toBe('after'))
  })

  it('keeps out who is no member, both ways, until it is one', async () => {
    const members = new Set<PeerId>()
    const isMember = (peer: PeerId): boolean => members.has(peer)
    const host = await startNode({ isMember })
    const guest = await startNode()
    const hostHeard = listen(host)
    const guestHeard = listen(guest)
    await connect(guest, host)
    for (let count = 0; count < 10; count++) {
      await Promise.all([host.network.publish(topic, bytes('x')), guest.network.publish(topic, bytes('y'))])
      await sleep(20)
    }
    expect([hostHeard, guestHeard]).toEqual([[], []])
    members.add(guest.network.peerId)
    host.network.membersChanged()
    await publishUntil(guest, 'y', () => expect(hostHeard).not.toEqual([]))
    await publishUntil(host, 'x', () => expect(guestHeard).not.toEqual([]))
    members.delete(guest.network.peerId)
    host.network.membersChanged()
    await sleep(50)
    hostHeard.length = 0
    guestHeard.length = 0
    for (let count = 0; count < 5; count++) {
      await Promise.all([host.network.publish(topic, bytes('x')), guest.network.publish(topic, bytes('y'))])
      await sleep(20)
    }
    expect([hostHeard, guestHeard]).toEqual([[], []])
  })

  it('drops what a stranger signed although a member passes it on', async () => {
    const host = await startNode()
    const stranger = await startNode()
    const reader = await startNode({ isMember: peer => peer !== stranger.network.peerId })
    const heard = listen(reader)
    const hostHeard = listen(host)
    listen(stranger)
    await connect(stranger, host)
    await connect(reader, host)
    await publishUntil(host, 'mine', () => expect(heard).not.toEqual([]))
    await publishUntil(stranger, 'forged', () => expect(hostHeard).not.toEqual([]))
    await sleep(100)
    expect(new Set(heard.map(({ from }) => from))).toEqual(new Set([host.network.peerId]))
  })

  it('takes neither unsigned nor oversized messages', async () => {
    const node = await startNode()
    const heard = listen(node)
    for (const [policy, size] of [
      ['StrictNoSign', 10],
      ['StrictSign', (64 << 10) + 1]
    ] as const) {
      const bare = await startBare('Ed25519', {
        identify: identify(),
        gossip: gossipsub({ globalSignaturePolicy: policy, allowPublishToZeroTopicPeers: true })
      })
      const { gossip } = bare.services as unknown as { gossip: ReturnType<ReturnType<typeof gossipsub>> }
      await node.network.dial(bare.getMultiaddrs().map(String))
      await vi.waitFor(() => expect(gossip.getSubscribers(topic)).toHaveLength(1))
      await gossip.publish(topic, new Uint8Array(size))
    }
    await sleep(100)
    expect(heard).toEqual([])
  })

  it('lives when a handler of it throws', async () => {
    const [a, b] = [await startNode(), await startNode()]
    b.network.subscribe(topic, () => {
      throw new Error('a fault of the handler')
    })
    const heard = listen(b)
    await connect(a, b)
    await publishUntil(a, 'x', () => expect(heard).not.toEqual([]))
  })
})
