// The messages of `/kube/sequencer/1.0.0`: what is sent is what is read, and what is none is said to be none.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { dxos } from '../../../src/proto/generated.js'
import {
  decodeAnswer,
  decodeRequest,
  encodeAnswer,
  encodeRequest,
  type SequencerAnswer,
  type SequencerRequest
} from '../../../src/sync/sequencer-messages.ts'
import { chainOf } from '../../support/ledger-history.ts'

const id = (digit: string): string => digit.repeat(40)
const head = { chain: chainOf(1), sequence: 7, id: id('a') }
const account = {
  publicKey: new Uint8Array([1, 2, 3]),
  sequence: 6,
  nonce: new Uint8Array(16).fill(9),
  signature: new Uint8Array([4, 5])
}

const requests: SequencerRequest[] = [
  { type: 'lease', term: 3 },
  { type: 'confirm', term: 3, entry: id('b') },
  { type: 'release', term: 2 ** 52 },
  { type: 'fence', term: 100_003 },
  { type: 'settle', entry: id('c') },
  {
    type: 'order',
    updates: [{ ref: 'refs/a/!https', old: undefined, new: id('d') }],
    account,
    message: 'publish dx://a',
    objects: [{ id: id('d'), type: 'commit', size: 5, sha256: new Uint8Array(32).fill(1) }],
    lookBack: true
  }
]

const answers: SequencerAnswer[] = [
  { type: 'granted', last: head, unsure: true },
  { type: 'granted', last: undefined, unsure: true },
  { type: 'granted', last: undefined },
  { type: 'granted', last: head },
  { type: 'confirmed' },
  { type: 'released' },
  { type: 'ordered', entry: head },
  {
    type: 'refusal',
    error: new KubeError('KUBE_SEQUENCER', 'no', { reason: 'it has promised another', next: ['dx machines'] }),
    promised: { term: 3, holder: chainOf(2), remainingMs: 5_000 }
  }
]

describe('messages between members about strict realms', () => {
  test.each(requests)('a request comes as it was sent: $type', request => {
    expect(decodeRequest(encodeRequest(request))).toEqual(request)
  })

  test.each(answers)('an answer comes as it was sent: $type', answer => {
    expect(decodeAnswer(encodeAnswer(answer))).toEqual(answer)
  })

  test.each([
    ['no term', dxos.kube.SequencerRequest.encode({ lease: {} }).finish()],
    ['a term that is no safe integer', dxos.kube.SequencerRequest.encode({ lease: { term: 2 ** 60 } }).finish()],
    [
      'an entry that is no id',
      dxos.kube.SequencerRequest.encode({ confirm: { term: 1, entry: new Uint8Array(3) } }).finish()
    ],
    [
      'an order without a signature',
      dxos.kube.SequencerRequest.encode({ order: { updates: [{ ref: 'refs/a/!https' }] } }).finish()
    ],
    ['an order of nothing', dxos.kube.SequencerRequest.encode({ order: { account } }).finish()],
    [
      'an order with a list that is none',
      dxos.kube.SequencerRequest.encode({ order: { account, updates: [{}], objects: new Uint8Array([1]) } }).finish()
    ],
    ['a kind that there is not', new Uint8Array([0x7a, 0])]
  ])('%s is refused', (_, bytes) => {
    expect(() => decodeRequest(bytes)).toThrow(expect.objectContaining({ code: 'KUBE_PEER_MISBEHAVED' }))
  })

  test('bytes of any kind are a message or refused with that', () => {
    for (const decode of [decodeRequest, decodeAnswer]) {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
          try {
            decode(bytes)
          } catch (thrown) {
            expect(thrown).toMatchObject({ code: 'KUBE_PEER_MISBEHAVED' })
          }
        })
      )
    }
  })

  test('what a peer says is shown without what would move a cursor, cut, and by codes that it may use alone', () => {
    const said = (code: string, reason: string) => {
      const answer = decodeAnswer(
        dxos.kube.SequencerAnswer.encode({ refusal: { code, reason, message: 'm' } }).finish()
      )
      return answer.type === 'refusal' ? answer.error : undefined
    }
    expect(said('KUBE_STALE', 'a\u001b[2Jb\nc')).toMatchObject({ code: 'KUBE_STALE', reason: 'a [2Jb c' })
    expect(said('KUBE_HOME_INVALID', '')).toMatchObject({ code: 'KUBE_PEER_REFUSED' })
    expect(said('constructor', '')).toMatchObject({ code: 'KUBE_PEER_REFUSED' })
    expect(said('KUBE_STALE', 'x'.repeat(10_000))?.reason.length).toBe(500)
  })
})
