import { describe, expect, it, vi } from 'vitest'
import { connect, listenTcp, makeNetwork, sleep, startBare, startNode } from './nodes.ts'

const echo = '/echo/1'

describe('dial', () => {
  it('gives the reason of each address', async () => {
    const a = await startNode({ limits: { dialAddressTimeoutMs: 300, dialTimeoutMs: 3000 } })
    const silent = await listenTcp(() => undefined)
    const closed = await listenTcp(() => undefined)
    const web = await listenTcp(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const other = await startNode()
    const wanted = makeNetwork().peerId
    const wrong = other.network.addresses()[0]!.replace(/\/p2p\/.*/, `/p2p/${wanted}`)
    const addresses = [
      `/ip4/127.0.0.1/tcp/${silent}`,
      '/ip4/127.0.0.1/tcp/1',
      `/ip4/127.0.0.1/tcp/${web}`,
      wrong,
      '127.0.0.1:4001',
      `/ip4/127.0.0.1/udp/${closed}/quic-v1`,
      a.network.addresses()[0]!
    ]
    const failure = await a.network.dial(addresses).catch(error => error)
    expect(failure).toMatchObject({ code: 'KUBE_UNREACHABLE', next: ['kubed status'] })
    const reasons: string[] = failure.reason.split('; ')
    expect(reasons[0]).toBe(`/ip4/127.0.0.1/tcp/${silent}: no answer in 0.3 s`)
    expect(reasons[1]).toBe('/ip4/127.0.0.1/tcp/1: connection refused, nothing listens there')
    expect(reasons[2]).toContain('what answers there is no KUBE')
    expect(reasons[3]).toBe(`${wrong}: another machine answers there`)
    expect(reasons[4]).toContain('127.0.0.1:4001: not an address')
    expect(reasons[5]).toContain('not an address of TCP')
    expect(reasons[6]).toContain('that is this machine itself')
    const self = a.network.addresses()[0]!.replace(/\/p2p\/.*/, '')
    await expect(a.network.dial([self])).rejects.toMatchObject({ reason: `${self}: that is this machine itself` })
    expect(a.network.peers()).toEqual([])
    expect([...other.connected, ...a.connected]).toEqual([])
  })

  it('does not wait for silent addresses when another answers', async () => {
    const [a, b] = [await startNode(), await startNode()]
    const silent = await listenTcp(() => undefined)
    const before = performance.now()
    const peer = await a.network.dial([`/ip4/127.0.0.1/tcp/${silent}`, ...b.network.addresses()])
    expect(peer).toBe(b.network.peerId)
    expect(performance.now() - before).toBeLessThan(1500)
  })

  it('ends all together in the time for a dial', async () => {
    const a = await startNode({ limits: { dialAddressTimeoutMs: 5000, dialTimeoutMs: 300 } })
    const silent = await listenTcp(() => undefined)
    const before = performance.now()
    await expect(a.network.dial([`/ip4/127.0.0.1/tcp/${silent}`])).rejects.toMatchObject({
      reason: expect.stringContaining('no answer in 0.3 s')
    })
    expect(performance.now() - before).toBeLessThan(1500)
  })

  it('ends when asked to', async () => {
    const a = await startNode()
    const silent = await listenTcp(() => undefined)
    const signal = AbortSignal.timeout(100)
    await expect(a.network.dial([`/ip4/127.0.0.1/tcp/${silent}`], { signal })).rejects.toMatchObject({
      code: 'KUBE_TIMEOUT'
    })
  })

  it('ends when the network stops', async () => {
    const a = await startNode()
    const silent = await listenTcp(() => undefined)
    const dialling = expect(a.network.dial([`/ip4/127.0.0.1/tcp/${silent}`])).rejects.toMatchObject({
      code: 'KUBE_INTERRUPTED'
    })
    await sleep(50)
    await a.network.stop()
    await dialling
  })

  it('keeps the connection when the times of the dial are over', async () => {
    const a = await startNode({ limits: { dialAddressTimeoutMs: 250, dialTimeoutMs: 300 } })
    const b = await startNode()
    b.network.handle(echo, async channel => {
      for await (const message of channel) await channel.send(message)
    })
    await a.network.dial(b.network.addresses(), { signal: AbortSignal.timeout(350) })
    await sleep(500)
    const channel = await a.network.open(b.network.peerId, echo, { signal: AbortSignal.timeout(200) })
    await sleep(300)
    await channel.send(Uint8Array.of(1))
    await channel.close()
    const answers: number[] = []
    for await (const message of channel) answers.push(message.length)
    expect(answers).toEqual([1])
    expect(a.disconnected).toEqual([])
  })

  it('understands both spellings of a peer, and an address without one', async () => {
    const b = await startNode()
    const [address] = b.network.addresses()
    const bare = address!.replace(/\/p2p\/.*/, '')
    for (const spelling of [address!, `${bare}/p2p/${b.network.peerId}`, bare]) {
      const a = await startNode()
      expect(await a.network.dial([spelling])).toBe(b.network.peerId)
    }
  })

  it('opens no second connection to a peer that is connected', async () => {
    const [a, b] = [await startNode(), await startNode()]
    const accepted = vi.fn()
    const port = b.network.addresses()[0]!.split('/')[4]
    for (let count = 0; count < 3; count++) accepted(await a.network.dial([`/ip4/127.0.0.1/tcp/${port}`]))
    expect(accepted.mock.calls.flat()).toEqual(Array(3).fill(b.network.peerId))
    expect(a.connected).toEqual([b.network.peerId])
    expect(a.disconnected).toEqual([])
    await connect(a, b)
  })

  it('refuses peers that have no key of a KUBE, in both directions', async () => {
    const a = await startNode()
    const stranger = await startBare('secp256k1')
    await expect(a.network.dial(stranger.getMultiaddrs().map(String))).rejects.toMatchObject({
      code: 'KUBE_UNREACHABLE'
    })
    const { multiaddr } = await import('@multiformats/multiaddr')
    await stranger.dial(multiaddr(a.network.addresses()[0]!)).catch(() => undefined)
    await sleep(100)
    expect(a.connected).toEqual([])
    expect(stranger.getConnections()).toEqual([])
  })
})
