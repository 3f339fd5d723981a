import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../src/base/bytes.ts'
import { KubeError } from '../../../src/base/errors.ts'
import { peerIdOfKey } from '../../../src/base/identity.ts'
import { dxos } from '../../../src/proto/generated.js'
import { decodeHead, decodeMessage, encodeHead, encodeMessage, type SyncMessage } from '../../../src/sync/messages.ts'

const hex = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map(bytes => Buffer.from(bytes).toString('hex'))
const chain = fc.nat(20).map(n => peerIdOfKey(sha256(`peer ${n}`)))
const head = fc.record({ chain, sequence: fc.nat({ max: Number.MAX_SAFE_INTEGER }), id: hex(20) })
const bytes = fc.uint8Array({ maxLength: 200 }).map(array => Buffer.from(array))
const entry = fc.record({ commit: bytes, changeset: bytes, objects: bytes })
const text = fc.string({ maxLength: 40 })

const message: fc.Arbitrary<SyncMessage> = fc.oneof(
  fc.record({
    type: fc.constant('hello' as const),
    subnet: bytes,
    rules: fc.nat(),
    name: text,
    version: text,
    credentials: fc.array(text, { maxLength: 4 }),
    clockMs: fc.nat({ max: Number.MAX_SAFE_INTEGER })
  }),
  fc.record({
    type: fc.constant('heads' as const),
    heads: fc.array(head, { maxLength: 8 }),
    digest: hex(32),
    reply: fc.boolean()
  }),
  fc.record({ type: fc.constant('removed' as const) }),
  fc.record({ type: fc.constant('probe' as const), digest: hex(32), headsDigest: hex(32) }),
  fc.record({ type: fc.constant('want' as const), chain, after: fc.nat(), head: hex(20), limit: fc.nat(256) }),
  fc.record({
    type: fc.constant('entries' as const),
    chain,
    head: hex(20),
    entries: fc.array(entry, { maxLength: 4 }),
    end: fc.boolean()
  }),
  fc.record({
    type: fc.constant('push' as const),
    entry,
    objects: fc.array(fc.record({ type: fc.nat(4), content: bytes }), { maxLength: 4 })
  }),
  fc.record({ type: fc.constant('have' as const), heads: fc.array(head, { maxLength: 8 }) })
)

describe('messages of the sync protocol', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(message, said => {
        expect(JSON.stringify(decodeMessage(encodeMessage(said)))).toBe(JSON.stringify(said))
      })
    )
  })

  it('sends the objects of a push deflated, and inflates no more than a push can have', () => {
    const none = Buffer.alloc(0)
    const entry = { commit: none, changeset: none, objects: none }
    const said = { type: 'push', entry, objects: [{ type: 3, content: Buffer.alloc(100_000, 'text ') }] } as const
    const encoded = encodeMessage(said)
    expect(encoded.length).toBeLessThan(2_000)
    expect(JSON.stringify(decodeMessage(encoded))).toBe(JSON.stringify(said))
    const bomb = deflateSync(Buffer.alloc(64 << 20))
    const push = dxos.kube.SyncMessage.encode({ push: { entry, objectsDeflated: bomb } }).finish()
    expect(() => decodeMessage(push)).toThrow(expect.objectContaining({ code: 'KUBE_PEER_MISBEHAVED' }))
  })

  it('the name in a hello is a name, however long what was sent', () => {
    const said = { subnet: new Uint8Array(32), rules: 1, credentials: [], clockMs: 0 }
    const hello = { type: 'hello', name: '😀'.repeat(1e6), version: 'x'.repeat(1e6), ...said } as const
    const read = decodeMessage(encodeMessage(hello))
    expect(read.type === 'hello' && read.name.length < 64 && read.version.length < 64).toBe(true)
    expect(read.type === 'hello' && read.name.isWellFormed()).toBe(true)
  })

  it('a head of gossip comes back as it was', () => {
    fc.assert(
      fc.property(head, said => {
        expect(decodeHead(encodeHead(said))).toEqual(said)
      })
    )
  })

  it('anything else is a peer that misbehaves, never another failure', () => {
    const attempt = (raw: Uint8Array): void => {
      try {
        decodeMessage(raw)
      } catch (error) {
        expect(error).toBeInstanceOf(KubeError)
        expect((error as KubeError).code).toBe('KUBE_PEER_MISBEHAVED')
      }
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), attempt))
    const changed = fc.tuple(message, fc.nat(), fc.integer({ min: 1, max: 255 })).map(([said, at, flip]) => {
      const raw = encodeMessage(said)
      if (raw.length > 0) raw[at % raw.length]! ^= flip
      return raw
    })
    fc.assert(fc.property(changed, attempt))
  })

  it.each([
    ['an empty message', new Uint8Array(), 'no known kind'],
    ['a short object id', encodeHead({ chain: peerIdOfKey(sha256('a')), sequence: 1, id: 'abcd' }), '20 bytes'],
    ['a chain that is no peer id', encodeHead({ chain: 'nobody', sequence: 1, id: '0'.repeat(40) }), 'not a peer id']
  ])('%s is refused with the reason', (_, raw, reason) => {
    const decode = raw.length === 0 ? decodeMessage : decodeHead
    expect(() => decode(raw)).toThrow(expect.objectContaining({ code: 'KUBE_PEER_MISBEHAVED' }))
    try {
      decode(raw)
    } catch (error) {
      expect(`${(error as KubeError).message} ${(error as KubeError).reason}`).toContain(reason)
    }
  })
})
