import { randomBytes } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { streamsMax } from '../../../src/base/limits.ts'
import type { PeerId } from '../../../src/base/types.ts'
import type { Channel } from '../../../src/ports/network.ts'
import { cable, connect, listenTcp, makeNetwork, sleep, startNode, type TestNode } from './nodes.ts'

const protocol = '/test/1'
const nothing = { connected: () => undefined, disconnected: () => undefined }
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))

async function echo(channel: Channel): Promise<void> {
  for await (const message of channel) await channel.send(message)
}

describe('listening', () => {
  it('tells the real port with its own name', async () => {
    const { network } = await startNode()
    expect(network.addresses()).toEqual([expect.stringMatching(/^\/ip4\/127\.0\.0\.1\/tcp\/[1-9]\d+\/p2p\/12D3/)])
    await network.stop()
    expect(network.addresses()).toEqual([])
  })

  it('tells addresses that were announced besides', async () => {
    const { network } = await startNode({ announce: ['/dns4/home.example.org/tcp/4001'] })
    expect(network.addresses()).toHaveLength(2)
    expect(network.addresses()[0]).toMatch(/^\/dns4\/home\.example\.org\/tcp\/4001\/p2p\/12D3/)
  })

  it('says that a port is taken, and works on another', async () => {
    const port = await listenTcp(() => undefined)
    const address = `/ip4/127.0.0.1/tcp/${port}`
    const network = makeNetwork({ listen: [address] })
    await expect(network.start(nothing)).rejects.toMatchObject({
      code: 'KUBE_PORT_IN_USE',
      message: expect.stringContaining(address),
      next: [expect.stringContaining('--p2p 0')]
    })
    expect(network.addresses()).toEqual([])
    await startNode()
  })

  it('says that an address is none of this machine', async () => {
    const network = makeNetwork({ listen: ['/ip4/192.0.2.1/tcp/0'] })
    await expect(network.start(nothing)).rejects.toMatchObject({ code: 'KUBE_CONFIG_INVALID' })
  })

  it('says which address it does not understand', async () => {
    for (const listen of ['127.0.0.1:4001', '/ip4/127.0.0.1/udp/0/quic-v1']) {
      const failure = await makeNetwork({ listen: [listen] })
        .start(nothing)
        .catch(error => error)
      expect(failure).toMatchObject({ code: 'KUBE_CONFIG_INVALID', message: expect.stringContaining(listen) })
      expect(failure.reason).not.toContain('\n')
    }
    await expect(makeNetwork({ announce: ['home:4001'] }).start(nothing)).rejects.toMatchObject({
      code: 'KUBE_CONFIG_INVALID'
    })
  })

  it('comes back on the same port with the same name', async () => {
    const privateKey = new Uint8Array(randomBytes(32))
    const first = await startNode({ privateKey })
    const a = await startNode()
    await connect(a, first)
    const [address] = first.network.addresses()
    first.network.handle(protocol, echo)
    await first.network.stop()
    await vi.waitFor(() => expect(a.disconnected).toEqual([first.network.peerId]))
    const again = await startNode({ privateKey, listen: [address!.replace(/\/p2p\/.*/, '')] })
    expect(again.network.addresses()).toEqual([address])
    expect(await a.network.dial([address!])).toBe(first.network.peerId)
    await again.network.stop()
    await vi.waitFor(() => expect(a.disconnected).toHaveLength(2))
    // The same object may start again too; handlers and topics stay.
    await first.network.start(nothing)
    await a.network.dial(first.network.addresses())
    const channel = await a.network.open(first.network.peerId, protocol)
    await channel.send(bytes('x'))
    await channel.close()
    for await (const message of channel) expect(message).toEqual(bytes('x'))
    await first.network.stop()
  })
})

describe('limits', () => {
  it('carries many channels of one protocol at once', async () => {
    const [a, b] = [await startNode(), await startNode()]
    await connect(a, b)
    b.network.handle(protocol, echo, () => true)
    const channels = await Promise.all(Array.from({ length: 200 }, () => a.network.open(b.network.peerId, protocol)))
    await Promise.all(channels.map(channel => channel.send(bytes('x')).then(() => channel.close())))
    let answers = 0
    for (const channel of channels) for await (const message of channel) answers += message.length
    expect(answers).toBe(200)
    expect(streamsMax).toBeGreaterThanOrEqual(200)
  })

  it('takes no more strangers than allowed, and members always', async () => {
    const members = new Set<PeerId>()
    const host = await startNode({ isMember: peer => members.has(peer), limits: { strangersMax: 2 } })
    const nodes = [await startNode(), await startNode(), await startNode(), await startNode()]
    members.add(nodes[3]!.network.peerId)
    await connect(nodes[0]!, host)
    await connect(nodes[1]!, host)
    await nodes[2]!.network.dial(host.network.addresses()).catch(() => undefined)
    await connect(nodes[3]!, host)
    await vi.waitFor(() => expect(nodes[2]!.network.peers()).toEqual([]))
    expect(host.network.peers()).toHaveLength(3)
    expect(host.connected).not.toContain(nodes[2]!.network.peerId)
  })

  it('takes one handler for a protocol', async () => {
    const { network } = await startNode()
    network.handle(protocol, echo)
    expect(() => network.handle(protocol, echo)).toThrow(expect.objectContaining({ code: 'KUBE_INTERNAL' }))
  })
})

describe('stop', () => {
  it('ends in time although the peer is silent and data waits', async () => {
    const [a, b] = [await startNode(), await startNode()]
    const { address, cut } = await cable(b.network.addresses()[0]!)
    await a.network.dial([address])
    b.network.handle(protocol, () => new Promise(() => undefined))
    a.network.subscribe('heads', () => undefined)
    const channel = await a.network.open(b.network.peerId, protocol)
    cut()
    const sending = expect(channel.send(new Uint8Array(8 << 20))).rejects.toMatchObject({ code: 'KUBE_INTERRUPTED' })
    await sleep(50)
    const before = performance.now()
    await a.network.stop()
    expect(performance.now() - before).toBeLessThan(2000)
    await sending
    expect(a.disconnected).toEqual([b.network.peerId])
  })
})

describe('ten nodes on one host', () => {
  it('connect to each other, talk and gossip', async () => {
    const nodes: TestNode[] = []
    for (let count = 0; count < 10; count++) nodes.push(await startNode())
    const heard = nodes.map(() => new Map<string, PeerId>())
    nodes.forEach(({ network }, index) => {
      network.handle(protocol, echo)
      network.subscribe('heads', (from, message) => heard[index]!.set(Buffer.from(message).toString(), from))
    })
    const dials: Promise<PeerId>[] = []
    for (const [index, node] of nodes.entries()) {
      for (const other of nodes.slice(index + 1)) dials.push(node.network.dial(other.network.addresses()))
    }
    await Promise.all(dials)
    await vi.waitFor(() => {
      for (const node of nodes) expect([node.connected.length, node.network.peers().length]).toEqual([9, 9])
    })
    const talks = nodes.map(async ({ network }, index) => {
      const channel = await network.open(nodes[(index + 5) % 10]!.network.peerId, protocol)
      await channel.send(bytes(`${index}`))
      await channel.close()
      for await (const message of channel) return Buffer.from(message).toString()
      return undefined
    })
    expect(await Promise.all(talks)).toEqual(nodes.map((_, index) => `${index}`))
    await vi.waitFor(
      async () => {
        await Promise.all(nodes.map(({ network }, index) => network.publish('heads', bytes(`from ${index}`))))
        for (const [index, messages] of heard.entries()) expect([index, messages.size]).toEqual([index, 9])
      },
      { timeout: 5000, interval: 100 }
    )
    for (const messages of heard) {
      for (const [message, from] of messages) expect(from).toBe(nodes[Number(message.slice(5))]!.network.peerId)
    }
    expect(nodes.flatMap(({ disconnected }) => disconnected)).toEqual([])
  })
})
