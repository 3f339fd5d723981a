// Multicast DNS needs a network that carries multicast; where there is none, only the quiet start is tested.
import { randomBytes } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import type { PeerId } from '../../../src/base/types.ts'
import { startNode } from './nodes.ts'

describe('multicast DNS', () => {
  it('finds the peers of its own subnet and dials nobody', async () => {
    const tag = randomBytes(8).toString('hex')
    const listen = ['/ip4/0.0.0.0/tcp/0']
    const a = await startNode({ mdns: true, mdnsTag: tag, listen })
    const other = await startNode({ mdns: true, mdnsTag: `${tag}x`, listen })
    const found = new Map<PeerId, string[]>()
    const b = await startNode({ mdns: true, mdnsTag: tag, listen }, network =>
      network.onDiscovered((peer, addresses) => found.set(peer, addresses))
    )
    await vi
      .waitFor(() => expect(found.size).toBe(1), { timeout: 2000 })
      .catch(() => console.warn('no multicast here: discovery was not tested'))
    if (found.size > 0) {
      expect([...found.keys()]).toEqual([a.network.peerId])
      expect(await b.network.dial(found.get(a.network.peerId)!)).toBe(a.network.peerId)
    }
    expect(b.connected).toHaveLength(found.size)
    expect(other.connected).toEqual([])
  })
})
