import { randomBytes } from 'node:crypto'
import { generateKeyPair, privateKeyFromRaw } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { base36 } from 'multiformats/bases/base36'
import { describe, expect, it } from 'vitest'
import { loopbackLast } from '../../../src/base/multiaddrs.ts'
import { expectedPeers } from '../../../src/p2p/dialer.ts'
import { serviceTag } from '../../../src/p2p/discovery.ts'
import { fromLibp2p, parseTarget, toLibp2p, toPrivateKey } from '../../../src/p2p/identity.ts'

describe('identity', () => {
  it('spells peers as base36 CIDs and reads them back', async () => {
    const key = await generateKeyPair('Ed25519')
    const libp2p = peerIdFromPrivateKey(key)
    const ours = fromLibp2p(libp2p)
    expect(ours).toBe(libp2p.toCID().toString(base36))
    expect(ours).toMatch(/^k51/)
    expect(toLibp2p(ours).equals(libp2p)).toBe(true)
  })

  it('takes a key as seed or as seed and public key', async () => {
    const key = await generateKeyPair('Ed25519')
    expect(toPrivateKey(key.raw).equals(key)).toBe(true)
    expect(toPrivateKey(key.raw.subarray(0, 32)).equals(key)).toBe(true)
    expect(privateKeyFromRaw(key.raw.subarray(0, 32)).type).toBe('secp256k1')
    expect(() => toPrivateKey(new Uint8Array(31))).toThrow(expect.objectContaining({ code: 'KUBE_KEY_INVALID' }))
  })

  it('refuses peers with other kinds of key', async () => {
    const other = peerIdFromPrivateKey(await generateKeyPair('secp256k1'))
    expect(() => fromLibp2p(other)).toThrow(expect.objectContaining({ code: 'KUBE_KEY_INVALID' }))
    expect(() => toLibp2p('k51nonsense')).toThrow(expect.objectContaining({ code: 'KUBE_KEY_INVALID' }))
  })

  it('reads addresses with either spelling of the peer, or none', () => {
    const libp2p = peerIdFromPrivateKey(toPrivateKey(new Uint8Array(randomBytes(32))))
    const ours = fromLibp2p(libp2p)
    expect(parseTarget(`/ip4/127.0.0.1/tcp/1/p2p/${libp2p}`).peer).toBe(ours)
    expect(parseTarget(`/ip4/127.0.0.1/tcp/1/p2p/${ours}`).peer).toBe(ours)
    expect(parseTarget('/dns4/example.org/tcp/1').peer).toBeUndefined()
    expect(() => parseTarget('127.0.0.1:4001')).toThrow()
    expect(expectedPeers(['nonsense', `/ip4/127.0.0.1/tcp/1/p2p/${ours}`, '/ip4/127.0.0.1/tcp/2'])).toEqual([ours])
  })

  it('puts addresses first that others can use', () => {
    expect(loopbackLast(['/ip4/127.0.0.1/tcp/1', '/ip6/::1/tcp/1', '/ip4/192.168.1.2/tcp/1'])).toEqual([
      '/ip4/192.168.1.2/tcp/1',
      '/ip4/127.0.0.1/tcp/1',
      '/ip6/::1/tcp/1'
    ])
  })

  it('makes a service tag that DNS takes', () => {
    expect(serviceTag('z6Mk_Ab')).toBe('_kube-z6mkab._udp.local')
    expect(serviceTag('x'.repeat(99)).split('.')[0]!.length).toBeLessThanOrEqual(63)
  })
})
