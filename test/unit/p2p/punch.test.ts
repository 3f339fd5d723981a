// The conversation before a direct connection: who dials whom, in which role, and what is refused. That it gets through
// translators, test/e2e/network.test.ts shows.
import type { Connection, IdentifyResult } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { describe, expect, it } from 'vitest'
import { sha256, utf8 } from '../../../src/base/bytes.ts'
import { peerIdOfKey } from '../../../src/base/identity.ts'
import { uncounted } from '../../../src/base/limit-hits.ts'
import { type PeerId, silent } from '../../../src/base/types.ts'
import { toLibp2p } from '../../../src/p2p/identity.ts'
import { Punch } from '../../../src/p2p/punch.ts'
import type { Channel } from '../../../src/ports/network.ts'
import { channelPair } from '../../support/channel-pair.ts'

const peerOf = (name: string): PeerId => peerIdOfKey(sha256(name))
const [a, b] = [peerOf('a'), peerOf('b')]
const outsideA = '/ip4/44.1.0.1/tcp/1001'
const outsideB = '/ip4/44.1.0.2/tcp/1002'

interface Dial {
  readonly address: string
  readonly initiator: boolean
}

/** One side, which its relay sees at `seen`; `direct` when it is connected directly already. */
async function side(seen: string | undefined, open?: () => Channel, direct = false) {
  const dials: Dial[] = []
  const punch = new Punch({
    dial: async (address, { initiator }) => {
      dials.push({ address, initiator })
      return {} as Connection
    },
    open: async () => {
      if (open === undefined) throw new Error('nothing to open')
      return open()
    },
    isDirect: () => direct,
    logger: silent,
    hit: uncounted
  })
  await punch.start()
  if (seen !== undefined) {
    const connection = {} as Connection
    punch.dialledFromPort(connection)
    punch.identified({ connection, observedAddr: multiaddr(seen) } as IdentifyResult)
  }
  return { punch, dials }
}

function relayed(peer: PeerId): { connection: Connection; closed: () => boolean } {
  let closed = false
  const close = async (): Promise<void> => {
    closed = true
  }
  const connection = { remotePeer: toLibp2p(peer), status: 'open', close }
  return { connection: connection as unknown as Connection, closed: () => closed }
}

describe('punching', () => {
  it('has both dial what the other is seen as, one of them as the initiator, and lets the relay go', async () => {
    const [toB, toA] = channelPair(a, b)
    const one = await side(outsideA, () => toB)
    const other = await side(outsideB)
    const { connection, closed } = relayed(b)
    await Promise.all([one.punch.begin(connection), other.punch.answer(toA)])
    expect(one.dials).toEqual([{ address: `${outsideB}/p2p/${toLibp2p(b)}`, initiator: false }])
    expect(other.dials).toEqual([{ address: `${outsideA}/p2p/${toLibp2p(a)}`, initiator: true }])
    expect(closed()).toBe(true)
  })

  it('dials nothing inside, and nothing that is no address', async () => {
    for (const told of [
      '/ip4/192.168.1.1/tcp/80',
      '/ip4/127.0.0.1/tcp/22',
      '/ip4/44.1.0.1/udp/9',
      'x'.repeat(1000),
      ''
    ]) {
      const [toB, toA] = channelPair(a, b)
      const { punch, dials } = await side(outsideB)
      await toB.send(utf8.encode(told))
      await expect(punch.answer(toA)).rejects.toMatchObject({ code: 'KUBE_PEER_MISBEHAVED' })
      expect(dials).toEqual([])
    }
  })

  it('takes no more than an address on either side', async () => {
    const limits: number[] = []
    const watched = (channel: Channel): Channel => ({ ...channel, limit: bytes => void limits.push(bytes) })
    const [toB, toA] = channelPair(a, b)
    const one = await side(outsideA, () => watched(toB))
    const other = await side(outsideB)
    await Promise.all([one.punch.begin(relayed(b).connection), other.punch.answer(watched(toA))])
    expect(limits).toEqual([256, 256])
  })

  it('does nothing where there is a direct connection, or nobody has told how this machine is seen', async () => {
    const direct = await side(outsideA, undefined, true)
    const { connection, closed } = relayed(b)
    await direct.punch.begin(connection)
    expect(closed()).toBe(true)
    expect(direct.dials).toEqual([])
    const unseen = await side(undefined)
    await expect(unseen.punch.answer(channelPair(a, b)[1])).rejects.toMatchObject({ code: 'KUBE_UNREACHABLE' })
  })

  it('talks with one peer once at a time', async () => {
    const { punch } = await side(outsideB)
    const [first, second] = [channelPair(a, b), channelPair(a, b)]
    const talking = punch.answer(first[1])
    await expect(punch.answer(second[1])).rejects.toMatchObject({ code: 'KUBE_LIMIT' })
    await first[0].send(utf8.encode('nothing'))
    await expect(talking).rejects.toMatchObject({ code: 'KUBE_PEER_MISBEHAVED' })
    const [again, heard] = channelPair(a, b)
    await again.send(utf8.encode('nothing'))
    await expect(punch.answer(heard)).rejects.toMatchObject({ code: 'KUBE_PEER_MISBEHAVED' })
  })

  it('dials public addresses alone from its own port', async () => {
    const { punch } = await side(undefined)
    expect(punch.portFor(multiaddr(`${outsideA}/p2p/${toLibp2p(a)}`))).toBeGreaterThan(0)
    expect(punch.portFor(multiaddr('/ip4/10.0.0.1/tcp/1'))).toBeUndefined()
  })

  it('believes only what is said about its own port', async () => {
    const { punch } = await side(undefined)
    punch.identified({ connection: {} as Connection, observedAddr: multiaddr(outsideA) } as IdentifyResult)
    await expect(punch.answer(channelPair(a, b)[1])).rejects.toMatchObject({ code: 'KUBE_UNREACHABLE' })
  })
})
