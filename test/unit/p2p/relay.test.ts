// Who relays, for whom, and through whom somebody may come. That it carries, test/e2e/network.test.ts shows.
import type { Connection, PeerId as Libp2pPeerId } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../src/base/bytes.ts'
import { peerIdOfKey } from '../../../src/base/identity.ts'
import { uncounted } from '../../../src/base/limit-hits.ts'
import { relaysMax } from '../../../src/base/limits.ts'
import { type PeerId, silent } from '../../../src/base/types.ts'
import { toLibp2p } from '../../../src/p2p/identity.ts'
import { isOutside } from '../../../src/p2p/punch.ts'
import { isPublic, Relays } from '../../../src/p2p/relay.ts'

const peerOf = (name: string): PeerId => peerIdOfKey(sha256(name))
const members = ['a', 'b', 'c', 'd', 'e', 'f'].map(peerOf)
const [one, other] = members.map(toLibp2p) as [Libp2pPeerId, Libp2pPeerId]
const stranger = toLibp2p(peerOf('stranger'))
const open = '/ip4/44.1.0.1/tcp/4001'

function relaysAt(...addresses: string[]): Relays {
  return new Relays({
    isMember: peer => members.includes(peer),
    addresses: () => addresses,
    logger: silent,
    hit: uncounted
  })
}

describe('a relay', () => {
  const gates = relaysAt('/ip4/127.0.0.1/tcp/4001', `${open}/p2p/${members[0]}`).gates()

  it('gives places to members alone', async () => {
    expect(await gates.denyInboundRelayReservation!(one)).toBe(false)
    expect(await gates.denyInboundRelayReservation!(stranger)).toBe(true)
  })

  it('connects members with members alone', async () => {
    expect(await gates.denyOutboundRelayedConnection!(one, other)).toBe(false)
    expect(await gates.denyOutboundRelayedConnection!(one, stranger)).toBe(true)
    expect(await gates.denyOutboundRelayedConnection!(stranger, one)).toBe(true)
  })

  it('is believed by members, about members', async () => {
    expect(await gates.denyInboundRelayedConnection!(one, other)).toBe(false)
    expect(await gates.denyInboundRelayedConnection!(stranger, other)).toBe(true)
    expect(await gates.denyInboundRelayedConnection!(one, stranger)).toBe(true)
  })

  it('is off where nobody outside could reach it', async () => {
    for (const addresses of [[], ['/ip4/127.0.0.1/tcp/1'], ['/ip4/192.168.1.7/tcp/1', '/ip4/100.64.0.3/tcp/1']]) {
      const closed = relaysAt(...addresses).gates()
      expect(await closed.denyInboundRelayReservation!(one)).toBe(true)
      expect(await closed.denyOutboundRelayedConnection!(one, other)).toBe(true)
      // It may be reached through others all the same.
      expect(await closed.denyInboundRelayedConnection!(one, other)).toBe(false)
    }
  })
})

describe('places are asked for', () => {
  const connection = (peer: PeerId, address: string, more: Partial<Connection> = {}): Connection =>
    ({
      remotePeer: toLibp2p(peer),
      remoteAddr: multiaddr(`${address}/p2p/${peer}`),
      direction: 'outbound',
      status: 'open',
      ...more
    }) as Connection

  function asked(connections: readonly Connection[]): string[] {
    const relays = relaysAt()
    const named: string[] = []
    const reservationStore = {
      addRelay: async (relay: Libp2pPeerId) => void named.push(relay.toString()),
      hasReservation: () => false
    }
    relays.use(reservationStore)
    relays.refresh(connections)
    relays.stop()
    return named
  }

  it('of members that were reached at a public address, the same few everywhere', () => {
    const all = members.map((peer, at) => connection(peer, `/ip4/44.1.0.${at}/tcp/1`))
    const expected = members
      .toSorted()
      .slice(0, relaysMax)
      .map(peer => toLibp2p(peer).toString())
    expect(asked(all)).toEqual(expected)
    expect(asked(all.toReversed())).toEqual(expected)
  })

  it('so many and no more, whoever comes later, and however often', async () => {
    const held = new Set<string>()
    const waiting: (() => void)[] = []
    let named = 0
    const relays = relaysAt()
    relays.use({
      addRelay: relay => {
        named++
        return new Promise(settle => waiting.push(() => settle(held.add(relay.toString()))))
      },
      hasReservation: relay => held.has(relay.toString())
    })
    const late = members
      .toSorted()
      .toReversed()
      .map((peer, at) => connection(peer, `/ip4/44.1.0.${at}/tcp/1`))
    for (let count = 1; count <= late.length; count++) {
      // Each is connected twice, and those that would have been preferred come last.
      const connections = [...late.slice(0, count), ...late.slice(0, count)]
      relays.refresh(connections)
      relays.refresh(connections)
      expect(named).toBe(Math.min(count, relaysMax))
      if (count % 2 === 0) for (const settle of waiting.splice(0)) settle()
      await Promise.resolve()
    }
    relays.stop()
  })

  it('of nobody beside us in a local network, who came to us, who is a stranger or is relayed', () => {
    const [a, b, c] = members as [PeerId, PeerId, PeerId]
    expect(
      asked([
        connection(a, '/ip4/192.168.1.2/tcp/1'),
        connection(b, open, { direction: 'inbound' }),
        connection(c, `${open}/p2p/${a}/p2p-circuit`),
        connection(peerOf('stranger'), open)
      ])
    ).toEqual([])
  })

  it('goes by members that are connected directly', () => {
    const [a, b, c] = members as [PeerId, PeerId, PeerId]
    const connections = [connection(a, open), connection(b, `${open}/p2p/${a}/p2p-circuit`), connection(c, open)]
    expect(relaysAt().routes(c, connections)).toEqual([`/p2p/${toLibp2p(a)}/p2p-circuit/p2p/${toLibp2p(c)}`])
  })
})

describe('an address', () => {
  it.each([
    ['/ip4/44.1.0.1/tcp/1', true],
    ['/ip4/172.32.0.1/tcp/1', true],
    ['/ip4/100.128.0.1/tcp/1', true],
    ...['0.1.2.3', '10.0.0.1', '127.0.0.1', '172.16.0.1', '172.31.9.9', '192.168.0.1', '169.254.1.1', '224.0.0.1']
      .concat('100.64.0.1', '100.127.9.9', '255.255.255.255')
      .map((ip): [string, boolean] => [`/ip4/${ip}/tcp/1`, false]),
    ['/ip4/44.1.0.1/udp/1', false],
    ['/ip6/::1/tcp/1', false],
    ['/dns4/kube.example/tcp/1', false]
  ])('%s lies outside of every local network: %s', (address, outside) => {
    expect(isOutside(address)).toBe(outside)
  })

  it('of a name or outside is public', () => {
    expect(isPublic('/dns4/kube.example/tcp/1')).toBe(true)
    expect(isPublic(`${open}/p2p/${members[0]}`)).toBe(true)
    expect(isPublic('/ip4/10.0.0.1/tcp/1')).toBe(false)
  })
})
