// What every network must do, whichever it is: run by network.test.ts for libp2p, and on the simulator's.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { messageBytesMax } from '../../src/base/limits.ts'
import type { PeerId } from '../../src/base/types.ts'
import type { Channel, Network } from '../../src/ports/network.ts'

export interface Started {
  readonly network: Network
  readonly connected: PeerId[]
  readonly disconnected: PeerId[]
}

export async function readAll(channel: Channel): Promise<Uint8Array[]> {
  const messages: Uint8Array[] = []
  for await (const message of channel) messages.push(message)
  return messages
}

export const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))
export const text = (message: Uint8Array): string => Buffer.from(message).toString()

const echo = async (channel: Channel): Promise<void> => {
  for await (const message of channel) await channel.send(message)
}

/** `create` makes a network with an identity of its own, not started, that listens on loopback. */
export function describeNetwork(name: string, create: () => Network): void {
  const running: Network[] = []

  async function start(): Promise<Started> {
    const network = create()
    running.push(network)
    const connected: PeerId[] = []
    const disconnected: PeerId[] = []
    await network.start({
      connected: peer => connected.push(peer),
      disconnected: peer => disconnected.push(peer)
    })
    return { network, connected, disconnected }
  }

  async function pair(): Promise<[Started, Started]> {
    const [a, b] = [await start(), await start()]
    await a.network.dial(b.network.addresses())
    await vi.waitFor(() => expect(b.connected).toEqual([a.network.peerId]))
    return [a, b]
  }

  afterEach(async () => {
    await Promise.all(running.splice(0).map(network => network.stop()))
  })

  describe(`${name}: connections`, () => {
    it('tells both sides who the other is, once', async () => {
      const [a, b] = await pair()
      expect(a.connected).toEqual([b.network.peerId])
      expect(a.network.peers()).toEqual([b.network.peerId])
      expect(b.network.peers()).toEqual([a.network.peerId])
      expect(await a.network.dial(b.network.addresses())).toBe(b.network.peerId)
      expect(a.connected).toHaveLength(1)
    })

    it('works when both dial at once', async () => {
      const [a, b] = [await start(), await start()]
      await Promise.all([
        a.network.dial(b.network.addresses()),
        b.network.dial(a.network.addresses()),
        a.network.dial(b.network.addresses())
      ])
      b.network.handle('/echo/1', echo)
      const channel = await a.network.open(b.network.peerId, '/echo/1')
      await channel.send(bytes('hello'))
      await channel.close()
      expect((await readAll(channel)).map(text)).toEqual(['hello'])
      expect([a.connected.length, b.connected.length]).toEqual([1, 1])
      await a.network.disconnect(b.network.peerId)
      await vi.waitFor(() => expect([a.disconnected.length, b.disconnected.length]).toEqual([1, 1]))
      expect([a.network.peers(), b.network.peers()]).toEqual([[], []])
    })

    it('connects again after a disconnect', async () => {
      const [a, b] = await pair()
      await a.network.disconnect(b.network.peerId)
      await vi.waitFor(() => expect(b.disconnected).toEqual([a.network.peerId]))
      expect(a.disconnected).toEqual([b.network.peerId])
      await b.network.dial(a.network.addresses())
      await vi.waitFor(() => expect(a.connected).toHaveLength(2))
    })

    it('says which addresses do not answer', async () => {
      const [a, b] = [await start(), await start()]
      const addresses = b.network.addresses()
      await b.network.stop()
      const failure = expect(a.network.dial(addresses)).rejects
      await failure.toMatchObject({ code: 'KUBE_UNREACHABLE' })
      await expect(a.network.dial(addresses)).rejects.toMatchObject({
        reason: expect.stringContaining(addresses[0]!)
      })
      await expect(a.network.dial([])).rejects.toMatchObject({ code: 'KUBE_UNREACHABLE' })
    })

    it('does not dial itself', async () => {
      const a = await start()
      await expect(a.network.dial(a.network.addresses())).rejects.toMatchObject({
        code: 'KUBE_UNREACHABLE',
        reason: expect.stringContaining('this machine itself')
      })
    })

    it('obeys an aborted signal', async () => {
      const [a, b] = [await start(), await start()]
      const signal = AbortSignal.abort()
      await expect(a.network.dial(b.network.addresses(), { signal })).rejects.toMatchObject({
        code: 'KUBE_INTERRUPTED'
      })
    })

    it('ends everything on stop', async () => {
      const [a, b] = await pair()
      a.network.handle('/hold/1', async channel => {
        await readAll(channel)
      })
      const channel = await b.network.open(a.network.peerId, '/hold/1')
      const ended = expect(readAll(channel)).rejects.toMatchObject({ name: 'KubeError' })
      await a.network.stop()
      await ended
      await vi.waitFor(() => expect(b.disconnected).toEqual([a.network.peerId]))
      expect(a.network.peers()).toEqual([])
      await expect(a.network.open(b.network.peerId, '/hold/1')).rejects.toMatchObject({ code: 'KUBE_UNREACHABLE' })
      await a.network.stop()
    })
  })

  describe(`${name}: channels`, () => {
    it('carries messages both ways, whoever dialled', async () => {
      const [a, b] = await pair()
      for (const [from, to] of [
        [a, b],
        [b, a]
      ] as const) {
        to.network.handle('/echo/1', echo)
        const channel = await from.network.open(to.network.peerId, '/echo/1')
        expect(channel.peer).toBe(to.network.peerId)
        await channel.send(bytes('one'))
        await channel.send(bytes(''))
        await channel.send(bytes('three'))
        await channel.close()
        expect((await readAll(channel)).map(text)).toEqual(['one', '', 'three'])
      }
    })

    it('carries a message of the greatest length and refuses a longer one', async () => {
      const [a, b] = await pair()
      b.network.handle('/echo/1', echo)
      const channel = await a.network.open(b.network.peerId, '/echo/1')
      const long = new Uint8Array(messageBytesMax).map((_, index) => index % 251)
      await expect(channel.send(new Uint8Array(messageBytesMax + 1))).rejects.toMatchObject({ code: 'KUBE_LIMIT' })
      const [answers] = await Promise.all([readAll(channel), channel.send(long).then(() => channel.close())])
      expect(answers).toHaveLength(1)
      expect(Buffer.compare(answers[0]!, long)).toBe(0)
    })

    it('keeps the order of concurrent sends', async () => {
      const [a, b] = await pair()
      b.network.handle('/echo/1', echo)
      const channel = await a.network.open(b.network.peerId, '/echo/1')
      const sizes = Array.from({ length: 300 }, (_, index) => (index * 7919) % 20_000)
      const sends = Promise.all(
        sizes.map((size, index) => channel.send(Buffer.concat([bytes(`${index}:`), Buffer.alloc(size)])))
      ).then(() => channel.close())
      const answers = await readAll(channel)
      await sends
      expect(answers.map(answer => Number.parseInt(text(answer), 10))).toEqual(sizes.map((_, index) => index))
    })

    it('ends the reader after the last message, and the other direction goes on', async () => {
      const [a, b] = await pair()
      b.network.handle('/count/1', async channel => {
        const messages = await readAll(channel)
        for (let left = 3; left > 0; left--) await channel.send(bytes(`${messages.length}`))
      })
      const channel = await a.network.open(b.network.peerId, '/count/1')
      for (let count = 0; count < 5; count++) await channel.send(bytes('x'))
      await channel.close()
      expect((await readAll(channel)).map(text)).toEqual(['5', '5', '5'])
      await expect(channel.send(bytes('late'))).rejects.toMatchObject({ name: 'KubeError' })
    })

    it('gives two readers in turn what belongs to each', async () => {
      const [a, b] = await pair()
      b.network.handle('/echo/1', echo)
      const channel = await a.network.open(b.network.peerId, '/echo/1')
      for (const word of ['a', 'b', 'c']) await channel.send(bytes(word))
      await channel.close()
      for await (const message of channel) {
        expect(text(message)).toBe('a')
        break
      }
      expect((await readAll(channel)).map(text)).toEqual(['b', 'c'])
    })

    it('ends both directions on abort', async () => {
      const [a, b] = await pair()
      const seen = Promise.withResolvers<unknown>()
      b.network.handle('/hold/1', async channel => {
        await readAll(channel).catch(seen.resolve)
      })
      const channel = await a.network.open(b.network.peerId, '/hold/1')
      await channel.send(bytes('x'))
      const reading = expect(readAll(channel)).rejects.toThrow('enough')
      channel.abort(new Error('enough'))
      await reading
      await expect(channel.send(bytes('y'))).rejects.toThrow('enough')
      expect(await seen.promise).toMatchObject({ code: 'KUBE_PEER_LOST' })
    })

    it('resets the channel of a handler that throws, and lives', async () => {
      const [a, b] = await pair()
      b.network.handle('/broken/1', async channel => {
        for await (const message of channel) {
          await channel.send(message)
          throw new Error('a fault of the handler')
        }
      })
      b.network.handle('/echo/1', echo)
      const channel = await a.network.open(b.network.peerId, '/broken/1')
      await channel.send(bytes('x'))
      await expect(readAll(channel)).rejects.toMatchObject({ code: expect.stringMatching(/^KUBE_PEER_/) })
      const next = await a.network.open(b.network.peerId, '/echo/1')
      await next.send(bytes('still here'))
      await next.close()
      expect((await readAll(next)).map(text)).toEqual(['still here'])
      expect(b.disconnected).toEqual([])
    })

    it('closes the channel of a handler that returns', async () => {
      const [a, b] = await pair()
      b.network.handle('/greet/1', channel => channel.send(bytes('hello')))
      const channel = await a.network.open(b.network.peerId, '/greet/1')
      expect((await readAll(channel)).map(text)).toEqual(['hello'])
      await channel.close()
    })

    it('refuses peers at the gate before the handler sees them', async () => {
      const [a, b] = await pair()
      let allowed = false
      const handler = vi.fn(echo)
      b.network.handle('/members/1', handler, peer => allowed && peer === a.network.peerId)
      const tryIt = async (): Promise<string[]> => {
        const channel = await a.network.open(b.network.peerId, '/members/1')
        await channel.send(bytes('let me in'))
        await channel.close()
        return (await readAll(channel)).map(text)
      }
      await expect(tryIt()).rejects.toMatchObject({ code: 'KUBE_PEER_REFUSED' })
      expect(handler).not.toHaveBeenCalled()
      allowed = true
      expect(await tryIt()).toEqual(['let me in'])
    })

    it('does not open what the peer does not speak, nor to a stranger', async () => {
      const [a, b] = await pair()
      await expect(a.network.open(b.network.peerId, '/unknown/1')).rejects.toMatchObject({
        code: 'KUBE_PEER_REFUSED'
      })
      const c = create()
      await expect(a.network.open(c.peerId, '/echo/1')).rejects.toMatchObject({ code: 'KUBE_UNREACHABLE' })
    })

    it('stops a sender whose reader does not read', async () => {
      const [a, b] = await pair()
      const release = Promise.withResolvers<void>()
      let received = 0
      b.network.handle('/slow/1', async channel => {
        await release.promise
        for await (const message of channel) received += message.length
      })
      const channel = await a.network.open(b.network.peerId, '/slow/1')
      const message = new Uint8Array(64 << 10)
      const total = 400
      let sent = 0
      const sending = (async () => {
        for (; sent < total; sent++) await channel.send(message)
        await channel.close()
      })()
      await new Promise(resolve => setTimeout(resolve, 300))
      expect(sent).toBeLessThan(total)
      release.resolve()
      await sending
      await readAll(channel)
      expect(received).toBe(total * message.length)
    })
  })

  describe(`${name}: gossip`, () => {
    it('reaches those who subscribed, with the name of the publisher', async () => {
      const nodes = [await start(), await start(), await start()]
      const heard = nodes.map(() => [] as string[])
      nodes.forEach(({ network }, index) => {
        network.subscribe('heads', (from, message) => heard[index]!.push(`${from} ${text(message)}`))
      })
      const [first, second, third] = nodes as [Started, Started, Started]
      // A line: what the first says reaches the third through the second.
      await second.network.dial(first.network.addresses())
      await second.network.dial(third.network.addresses())
      let count = 0
      await vi.waitFor(
        async () => {
          await first.network.publish('heads', bytes(`${count++}`))
          expect(heard[1]).not.toEqual([])
          expect(heard[2]).not.toEqual([])
        },
        { timeout: 5000, interval: 50 }
      )
      for (const line of [...heard[1]!, ...heard[2]!]) expect(line.startsWith(first.network.peerId)).toBe(true)
      expect(heard[0]).toEqual([])
    })

    it('does not mind that nobody listens', async () => {
      const a = await start()
      await a.network.publish('heads', bytes('alone'))
      await a.network.stop()
      await a.network.publish('heads', bytes('stopped'))
    })

    it('refuses a message that is too long', async () => {
      const a = await start()
      await expect(a.network.publish('heads', new Uint8Array((64 << 10) + 1))).rejects.toMatchObject({
        code: 'KUBE_LIMIT'
      })
    })
  })
}
