// Networks and bare libp2p peers for the tests, all on loopback; everything started here is stopped after each test.
import { randomBytes } from 'node:crypto'
import net from 'node:net'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { generateKeyPair } from '@libp2p/crypto/keys'
import type { Stream } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { createLibp2p, type Libp2p } from 'libp2p'
import { afterEach, expect, vi } from 'vitest'
import type { PeerId } from '../../../src/base/types.ts'
import { createNetwork, type Libp2pNetwork } from '../../../src/p2p/network.ts'
import type { NetworkOptions } from '../../../src/p2p/options.ts'

export const anyPort = '/ip4/127.0.0.1/tcp/0'

const ends: (() => unknown)[] = []

/** Runs when the test is over, last first. */
export function atEnd(end: () => unknown): void {
  ends.push(end)
}

afterEach(async () => {
  while (ends.length > 0) await ends.pop()!()
})

export interface TestNode {
  readonly network: Libp2pNetwork
  readonly connected: PeerId[]
  readonly disconnected: PeerId[]
}

export function makeNetwork(options: Partial<NetworkOptions> = {}): Libp2pNetwork {
  return createNetwork({ privateKey: new Uint8Array(randomBytes(32)), listen: [anyPort], mdns: false, ...options })
}

export async function startNode(
  options: Partial<NetworkOptions> = {},
  prepare: (network: Libp2pNetwork) => void = () => undefined
): Promise<TestNode> {
  const network = makeNetwork(options)
  prepare(network)
  const connected: PeerId[] = []
  const disconnected: PeerId[] = []
  atEnd(() => network.stop())
  await network.start({ connected: peer => connected.push(peer), disconnected: peer => disconnected.push(peer) })
  return { network, connected, disconnected }
}

export async function connect(a: TestNode, b: TestNode): Promise<void> {
  await a.network.dial(b.network.addresses())
  await vi.waitFor(() => expect(b.connected).toContain(a.network.peerId))
}

/** A peer that speaks libp2p without our framing and limits. */
export async function startBare(
  kind: 'Ed25519' | 'secp256k1' = 'Ed25519',
  services: NonNullable<Parameters<typeof createLibp2p>[0]>['services'] = {}
): Promise<Libp2p> {
  const privateKey = kind === 'Ed25519' ? await generateKeyPair('Ed25519') : await generateKeyPair('secp256k1')
  const node = await createLibp2p({
    privateKey,
    addresses: { listen: [anyPort] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionMonitor: { enabled: false },
    services
  })
  atEnd(() => node.stop())
  return node
}

/** Offers `protocol` on a bare peer that does with the stream whatever the test wants. */
export async function serveBare(node: Libp2p, protocol: string, serve: (stream: Stream) => unknown): Promise<string[]> {
  await node.handle(protocol, stream => void serve(stream))
  return node.getMultiaddrs().map(String)
}

/** A TCP server; gives its port. */
export async function listenTcp(onSocket: (socket: net.Socket) => void): Promise<number> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    onSocket(socket)
  })
  atEnd(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as net.AddressInfo).port
}

/** A cable between a dialler and `address` that can be cut without either side being told. */
export async function cable(address: string): Promise<{ address: string; cut(): void; bytes(): number }> {
  const [, , , , port, , peer] = address.split('/')
  let isCut = false
  let passed = 0
  const own = await listenTcp(near => {
    const far = net.connect(Number(port), '127.0.0.1')
    far.on('error', () => far.destroy())
    atEnd(() => far.destroy())
    const pass = (to: net.Socket) => (data: Buffer) => {
      if (isCut) return
      passed += data.length
      to.write(data)
    }
    near.on('data', pass(far))
    far.on('data', pass(near))
    near.on('close', () => isCut || far.destroy())
    far.on('close', () => isCut || near.destroy())
  })
  return {
    address: `/ip4/127.0.0.1/tcp/${own}/p2p/${peer}`,
    cut: () => {
      isCut = true
    },
    bytes: () => passed
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
