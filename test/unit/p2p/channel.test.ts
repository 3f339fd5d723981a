// Channels against peers that keep no rules, breaking connections, and readers that do not read.
import net from 'node:net'
import type { Stream } from '@libp2p/interface'
import { describe, expect, it, vi } from 'vitest'
import { channelBufferBytesMax, streamWindowBytesMax } from '../../../src/base/limits.ts'
import { encodeFrame, encodeLength } from '../../../src/p2p/frames.ts'
import type { Channel } from '../../../src/ports/network.ts'
import { cable, connect, serveBare, sleep, startBare, startNode, type TestNode } from './nodes.ts'

const protocol = '/test/1'

async function read(channel: Channel): Promise<number[]> {
  const sizes: number[] = []
  for await (const message of channel) sizes.push(message.length)
  return sizes
}

/** A channel to a bare peer that serves it with `serve`. */
async function openBare(node: TestNode, serve: (stream: Stream) => unknown): Promise<Channel> {
  const addresses = await serveBare(await startBare(), protocol, serve)
  return node.network.open(await node.network.dial(addresses), protocol)
}

describe('a peer that keeps no rules', () => {
  it('announces a message beyond the limit: the channel ends', async () => {
    const node = await startNode({ limits: { messageBytesMax: 1000 } })
    const closed = Promise.withResolvers<unknown>()
    const channel = await openBare(node, stream => {
      stream.addEventListener('close', event => closed.resolve(event.error?.name))
      stream.send(encodeLength(1001))
    })
    await expect(read(channel)).rejects.toMatchObject({ code: 'KUBE_PEER_MISBEHAVED' })
    await expect(channel.send(Uint8Array.of(1))).rejects.toMatchObject({ code: 'KUBE_PEER_MISBEHAVED' })
    expect(await closed.promise).toBe('StreamResetError')
  })

  it('ends inside a message', async () => {
    const channel = await openBare(await startNode(), async stream => {
      stream.send(encodeFrame(new Uint8Array(10))[0]!)
      stream.send(Uint8Array.of(5, 1, 2))
      await stream.close()
    })
    await expect(read(channel)).rejects.toMatchObject({ code: 'KUBE_PEER_MISBEHAVED' })
  })

  it('answers and ends before anything is read: nothing is lost', async () => {
    const channel = await openBare(await startNode(), async stream => {
      for (let count = 0; count < 20; count++) stream.send(encodeFrame(new Uint8Array(50_000))[0]!)
      await stream.close()
    })
    await sleep(100)
    expect(await read(channel)).toEqual(Array(20).fill(50_000))
    await channel.close()
  })

  it('resets after its end: what it sent is still read', async () => {
    const channel = await openBare(await startNode(), async stream => {
      for (let count = 0; count < 20; count++) stream.send(encodeFrame(new Uint8Array(50_000))[0]!)
      await stream.close()
      await sleep(50)
      stream.abort(new Error('bye'))
    })
    await sleep(150)
    await expect(channel.send(Uint8Array.of(1))).rejects.toMatchObject({ code: 'KUBE_PEER_LOST' })
    expect(await read(channel)).toHaveLength(20)
  })

  it('does not end a channel that was answered: it is reset after a while', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const [a, b] = [await startNode(), await startNode()]
      await a.network.dial(b.network.addresses())
      b.network.handle(protocol, async channel => channel.send(Uint8Array.of(1)))
      const channel = await a.network.open(b.network.peerId, protocol)
      expect(await read(channel)).toEqual([1])
      await channel.send(Uint8Array.of(2))
      await new Promise(resolve => setImmediate(resolve))
      await vi.advanceTimersByTimeAsync(11_000)
      vi.useRealTimers()
      await vi.waitFor(() => expect(channel.send(Uint8Array.of(3))).rejects.toMatchObject({ code: 'KUBE_PEER_LOST' }))
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a connection that breaks', () => {
  it('is no clean end for the reader', async () => {
    const node = await startNode()
    const bare = await startBare()
    const hasRead = Promise.withResolvers<void>()
    const addresses = await serveBare(bare, protocol, async stream => {
      stream.send(encodeFrame(new Uint8Array(10))[0]!)
      await hasRead.promise
      for (const connection of bare.getConnections()) connection.abort(new Error('cut'))
    })
    const channel = await node.network.open(await node.network.dial(addresses), protocol)
    const messages = channel[Symbol.asyncIterator]()
    expect((await messages.next()).value).toHaveLength(10)
    hasRead.resolve()
    await expect(messages.next()).rejects.toMatchObject({ code: 'KUBE_PEER_LOST' })
    await vi.waitFor(() => expect(node.disconnected).toHaveLength(1))
  })

  it('writes a message to its socket at once, not the length, the header, the bytes and the tag by themselves', async () => {
    const [a, b] = [await startNode(), await startNode()]
    await connect(a, b)
    const came = Promise.withResolvers<void>()
    b.network.handle(protocol, async channel => {
      for await (const message of channel) if (message.length === 40_000) came.resolve()
    })
    const channel = await a.network.open(b.network.peerId, protocol)
    await channel.send(new Uint8Array(10))
    await sleep(100)
    const written = vi.spyOn(net.Socket.prototype, 'write')
    try {
      void channel.send(new Uint8Array(40_000))
      const large = written.mock.calls.map(([bytes]) => (bytes as Uint8Array).length)
      expect(large).toEqual([expect.toSatisfy((bytes: number) => bytes > 40_000)])
    } finally {
      written.mockRestore()
    }
    await came.promise
  })

  it('costs a small frame each way and no more while nobody uses it', async () => {
    const limits = { pingIntervalMs: 100, pingTimeoutMs: 1000 }
    const [a, b] = [await startNode({ limits }), await startNode({ limits })]
    const { address, bytes } = await cable(b.network.addresses()[0]!)
    await a.network.dial([address])
    // What they tell each other at first.
    await sleep(500)
    const before = bytes()
    await sleep(1000)
    // A frame of yamux has 12 bytes, and noise adds 18.
    const pings = (bytes() - before) / (2 * (12 + 18))
    expect(pings).toBeGreaterThanOrEqual(2)
    expect(pings).toBeLessThanOrEqual(10)
    expect([a.disconnected, b.disconnected]).toEqual([[], []])
  })

  it('is noticed when the other side has gone silent', async () => {
    const limits = { pingIntervalMs: 200, pingTimeoutMs: 300 }
    const [a, b] = [await startNode({ limits }), await startNode({ limits })]
    const { address, cut } = await cable(b.network.addresses()[0]!)
    await a.network.dial([address])
    b.network.handle(protocol, async channel => void (await read(channel)))
    const channel = await a.network.open(b.network.peerId, protocol)
    const reading = expect(read(channel)).rejects.toMatchObject({ code: 'KUBE_PEER_LOST' })
    await sleep(500)
    expect([a.disconnected, b.disconnected]).toEqual([[], []])
    cut()
    await reading
    await vi.waitFor(() => expect([a.disconnected.length, b.disconnected.length]).toEqual([1, 1]), 2000)
  })
})

describe('backpressure', () => {
  it('keeps 200 MB out of memory while nobody reads them', async () => {
    const [a, b] = [await startNode(), await startNode()]
    await connect(a, b)
    const message = new Uint8Array(64 << 10)
    const total = 3200
    const release = Promise.withResolvers<void>()
    let received = 0
    b.network.handle(protocol, async channel => {
      await release.promise
      for await (const part of channel) received += part.length
    })
    const channel = await a.network.open(b.network.peerId, protocol)
    const before = process.memoryUsage()
    let sent = 0
    const sending = (async () => {
      for (; sent < total; sent++) await channel.send(message)
      await channel.close()
    })()
    await sleep(400)
    const after = process.memoryUsage()
    // What is under way: the reader's buffer, two windows, and what the sockets of the system hold.
    expect(sent * message.length).toBeLessThan(channelBufferBytesMax + 2 * streamWindowBytesMax + (8 << 20))
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(24 << 20)
    release.resolve()
    await sending
    await read(channel)
    expect(received).toBe(total * message.length)
  })

  it('holds against a reader that stops and goes', async () => {
    const [a, b] = [await startNode(), await startNode()]
    await connect(a, b)
    const sizes = Array.from({ length: 400 }, (_, index) => (index * 48_271) % 150_000)
    let peak = 0
    const done = Promise.withResolvers<number[]>()
    b.network.handle(protocol, async channel => {
      const seen: number[] = []
      for await (const message of channel) {
        seen.push(message.length)
        if (seen.length % 20 === 0) await sleep(5)
        peak = Math.max(peak, (channel as Channel & { buffered: number }).buffered)
      }
      done.resolve(seen)
    })
    const channel = await a.network.open(b.network.peerId, protocol)
    for (const size of sizes) await channel.send(new Uint8Array(size))
    await channel.close()
    expect(await done.promise).toEqual(sizes)
    expect(peak).toBeLessThan(channelBufferBytesMax + 2 * streamWindowBytesMax)
  })

  it('does not let one stalled channel stop the others', async () => {
    const [a, b] = [await startNode(), await startNode()]
    await connect(a, b)
    const release = Promise.withResolvers<void>()
    b.network.handle('/stalled/1', () => release.promise)
    b.network.handle(protocol, async channel => {
      for await (const message of channel) await channel.send(message)
    })
    const stalled = await a.network.open(b.network.peerId, '/stalled/1')
    let isSent = false
    const sending = stalled.send(new Uint8Array(8 << 20)).then(
      () => {
        isSent = true
      },
      () => undefined
    )
    const channel = await a.network.open(b.network.peerId, protocol)
    await channel.send(new Uint8Array(100_000))
    await channel.close()
    expect(await read(channel)).toEqual([100_000])
    expect(isSent).toBe(false)
    stalled.abort(new Error('enough'))
    await sending
    release.resolve()
  })

  it('refuses a sender that never waits', async () => {
    const [a, b] = [await startNode(), await startNode()]
    await connect(a, b)
    b.network.handle(protocol, () => new Promise(() => undefined))
    const channel = await a.network.open(b.network.peerId, protocol)
    const message = new Uint8Array(8 << 20)
    const sends = Array.from({ length: 12 }, () => channel.send(message).catch(error => error.code))
    expect(await sends.at(-1)).toBe('KUBE_LIMIT')
    channel.abort(new Error('enough'))
    await Promise.all(sends)
  })
})
