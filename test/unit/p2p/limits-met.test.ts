// What is refused or ended for a limit between machines is counted under its name, also what libp2p refuses by itself.
import net from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { LimitHits } from '../../../src/base/limit-hits.ts'
import { connectionRateMax, dialAddressesMax, openStreamsMax } from '../../../src/base/limits.ts'
import type { Channel } from '../../../src/ports/network.ts'
import { cable, connect, listenTcp, startNode } from './nodes.ts'

const protocol = '/test/limits/1'
const sockets: net.Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

async function drain(channel: Channel): Promise<void> {
  for await (const _ of channel);
}

describe('limits between machines', () => {
  it('channels of a protocol that strangers reach', async () => {
    const limits = new LimitHits()
    const [a, b] = [await startNode(), await startNode({ hit: limits.hit })]
    b.network.handle(protocol, drain)
    await connect(a, b)
    const { peerId } = b.network
    await Promise.allSettled(Array.from({ length: openStreamsMax + 5 }, () => a.network.open(peerId, protocol)))
    await vi.waitFor(() => expect(limits.counts()).toEqual({ openStreamsMax: 5 }))
  })

  it('connections of one address', async () => {
    const limits = new LimitHits()
    const node = await startNode({ hit: limits.hit })
    const port = Number(/tcp\/(\d+)/.exec(node.network.addresses()[0]!)![1])
    for (let at = 0; at < connectionRateMax + 10; at++) {
      const socket = net.connect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      sockets.push(socket)
    }
    await vi.waitFor(() => expect(limits.counts().connectionRateMax).toBeGreaterThanOrEqual(10))
  })

  it('a peer that answers no ping', async () => {
    const hits = new LimitHits()
    const limits = { pingIntervalMs: 300, pingTimeoutMs: 200 }
    const [a, b] = [await startNode({ limits, hit: hits.hit }), await startNode({ limits })]
    const { address, cut } = await cable(b.network.addresses()[0]!)
    await a.network.dial([address])
    cut()
    await vi.waitFor(() => expect(hits.counts().pingTimeoutMs).toBe(1), 3000)
  })

  it('a message of more bytes than its channel takes, and an error that names its limit', async () => {
    const limits = new LimitHits()
    const [a, b] = [await startNode(), await startNode({ hit: limits.hit })]
    b.network.handle(protocol, async channel => {
      channel.limit(10, 'helloBytesMax')
      await drain(channel)
    })
    b.network.handle(`${protocol}/refused`, async () => {
      throw new KubeError('KUBE_LEDGER_INVALID', 'too much', { limit: 'updatesMax' })
    })
    await connect(a, b)
    const long = await a.network.open(b.network.peerId, protocol)
    await long.send(new Uint8Array(11))
    const refused = await a.network.open(b.network.peerId, `${protocol}/refused`)
    await drain(refused).catch(() => undefined)
    await vi.waitFor(() => expect(limits.counts()).toEqual({ helloBytesMax: 1, updatesMax: 1 }))
  })

  it('addresses that do not answer, or are too many', async () => {
    const hits = new LimitHits()
    const node = await startNode({ limits: { dialAddressTimeoutMs: 100 }, hit: hits.hit })
    const port = await listenTcp(() => undefined)
    const [other] = [await startNode()]
    const addresses = Array.from(
      { length: dialAddressesMax + 3 },
      (_, at) => `/ip4/127.0.0.${at + 1}/tcp/${port}/p2p/${other.network.addresses()[0]!.split('/p2p/')[1]}`
    )
    await expect(node.network.dial(addresses)).rejects.toMatchObject({ code: 'KUBE_UNREACHABLE' })
    expect(hits.counts()).toEqual({ dialAddressesMax: 3, dialAddressTimeoutMs: 1 })
    const hasty = await startNode({ limits: { dialTimeoutMs: 100 }, hit: hits.hit })
    await expect(hasty.network.dial(addresses.slice(0, 1))).rejects.toMatchObject({ code: 'KUBE_UNREACHABLE' })
    expect(hits.counts()).toMatchObject({ dialTimeoutMs: 1 })
  })
})
