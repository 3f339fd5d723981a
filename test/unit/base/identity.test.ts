import { generateKeyPairSync } from 'node:crypto'
import { privateKeyFromRaw, publicKeyFromRaw } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import fc from 'fast-check'
import { base36 } from 'multiformats/bases/base36'
import { describe, expect, test } from 'vitest'
import { didOfKey, isPeerId, keyOfDid, keyOfPeerId, peerIdOfKey } from '../../../src/base/identity.ts'
import { libp2pPrivateKey, rawPublicKey, signingKey } from '../../../src/trust/keys.ts'

const anyKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).filter(raw => raw.some(byte => byte > 1))

describe('spellings of a key', () => {
  test('peer ids are those of libp2p', () => {
    for (let times = 0; times < 20; times++) {
      const pair = generateKeyPairSync('ed25519')
      const raw = rawPublicKey(pair.publicKey)
      expect(peerIdOfKey(raw)).toBe(publicKeyFromRaw(raw).toCID().toString(base36))
      const key = signingKey(pair.privateKey)
      const libp2p = peerIdFromPrivateKey(privateKeyFromRaw(libp2pPrivateKey(key)))
      expect(libp2p.toCID().toString(base36)).toBe(key.peerId)
    }
  })

  test('the did:key of the specification (did:key v0.9, Ed25519)', () => {
    const did = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
    expect(didOfKey(keyOfDid(did))).toBe(did)
    expect(Buffer.from(keyOfDid(did)).toString('hex')).toBe(
      '2e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6'
    )
  })

  test('there and back', () => {
    fc.assert(
      fc.property(anyKey, raw => {
        expect(keyOfPeerId(peerIdOfKey(raw))).toEqual(raw)
        expect(keyOfDid(didOfKey(raw))).toEqual(raw)
      })
    )
  })

  test('whatever is read is the one spelling of its key', () => {
    const mutated = fc.tuple(anyKey, fc.nat(200), fc.string({ minLength: 1, maxLength: 1 })).map(([raw, at, to]) => {
      const id = peerIdOfKey(raw)
      return id.slice(0, at % id.length) + to + id.slice((at % id.length) + 1)
    })
    fc.assert(
      fc.property(mutated, text => {
        if (isPeerId(text)) expect(peerIdOfKey(keyOfPeerId(text))).toBe(text)
      })
    )
  })

  test.each([
    ['nothing', ''],
    ['base58 of libp2p', '12D3KooWGzxzKZYveHXtpG6AsrUJBcWxHBFS2HsEoGTxrMLvKXtf'],
    ['upper case', peerIdOfKey(new Uint8Array(32).fill(7)).toUpperCase()],
    ['white space', ` ${peerIdOfKey(new Uint8Array(32).fill(7))}`],
    ['very long', `k${'5'.repeat(10_000)}`],
    ['another codec', base36.encode(Uint8Array.of(1, 0x55, 0, 1, 1))]
  ])('no peer id: %s', (_, text) => {
    expect(() => keyOfPeerId(text)).toThrow(expect.objectContaining({ code: 'KUBE_KEY_INVALID' }))
  })

  test.each([
    ['nothing', ''],
    ['another method', 'did:web:example.com'],
    ['a P-256 key', 'did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169'],
    ['a fragment', `${didOfKey(new Uint8Array(32).fill(7))}#x`]
  ])('no did:key of ours: %s', (_, text) => {
    expect(() => keyOfDid(text)).toThrow(expect.objectContaining({ code: 'KUBE_KEY_INVALID' }))
  })

  test('keys for which anybody can sign are none', () => {
    const zero = new Uint8Array(32)
    const one = Uint8Array.from(zero)
    one[0] = 1
    for (const raw of [zero, one]) expect(() => peerIdOfKey(raw)).toThrow(/not an Ed25519 public key/)
    expect(() => didOfKey(new Uint8Array(31))).toThrow(/not an Ed25519 public key/)
  })
})
