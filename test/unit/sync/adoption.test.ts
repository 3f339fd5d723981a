// When a checkpoint is taken instead of entries, and of whom.
import { expect, test } from 'vitest'
import { sha256 } from '../../../src/base/bytes.ts'
import { peerIdOfKey } from '../../../src/base/identity.ts'
import type { CheckpointOffer } from '../../../src/ledger/checkpoint.ts'
import { Adoption, type AdoptionView } from '../../../src/sync/adoption.ts'
import { Peer } from '../../../src/sync/peers.ts'

const offer = (position: number, signers = 1, word = `${position}`): CheckpointOffer => ({
  sha256: Buffer.from(sha256(word)).toString('hex'),
  position,
  signers
})

function view(offers: readonly (CheckpointOffer | undefined)[], more: Partial<AdoptionView> = {}): AdoptionView {
  const peers = offers.map((given, index) => {
    const peer = new Peer(peerIdOfKey(sha256(`peer ${index}`)))
    peer.offer = given
    return peer
  })
  const map = new Map(peers.map(peer => [peer.id, peer]))
  return { peers: map, position: 100, held: undefined, gain: 50, isIdle: false, isStuck: false, ...more }
}

const taken = (adoption: Adoption, given: AdoptionView): number[] =>
  adoption.plan(given).map(effect => (effect.type === 'adopt' ? effect.offer.position : -1))

test('one that brings much is taken at once, the latest of them; any other when nothing is to be done', () => {
  expect(taken(new Adoption(), view([offer(120), undefined]))).toEqual([])
  expect(taken(new Adoption(), view([offer(160), offer(190), offer(170)]))).toEqual([190])
  expect(taken(new Adoption(), view([offer(120)], { isIdle: true }))).toEqual([120])
  expect(taken(new Adoption(), view([offer(90)], { isIdle: true }))).toEqual([90])
})

test('whatever it brings, it is taken where objects are to be had nowhere else', () => {
  expect(taken(new Adoption(), view([offer(60)], { isStuck: true }))).toEqual([60])
})

test('none is taken that is held, or older, but for more signers of the same', () => {
  const idle = { isIdle: true, held: offer(120) }
  expect(taken(new Adoption(), view([offer(120)], idle))).toEqual([])
  expect(taken(new Adoption(), view([offer(90)], idle))).toEqual([])
  expect(taken(new Adoption(), view([offer(120, 1, 'another')], idle))).toEqual([])
  expect(taken(new Adoption(), view([offer(120, 2)], idle))).toEqual([120])
})

test('one at a time; entries wait only for one that brings them', () => {
  const adoption = new Adoption()
  const given = view([offer(190)])
  expect(taken(adoption, given)).toEqual([190])
  expect(adoption.isAhead).toBe(true)
  expect(taken(adoption, given)).toEqual([])
  adoption.ended([...given.peers.values()][0], 'held')
  expect(adoption.isAhead).toBe(false)
  const idle = new Adoption()
  idle.plan(view([offer(120)], { isIdle: true }))
  expect(idle.isAhead).toBe(false)
})

test('one that was refused is tried once more when its entries have come by themselves, and then not again', () => {
  const adoption = new Adoption()
  const given = view([offer(190)])
  const [peer] = given.peers.values()
  taken(adoption, given)
  adoption.ended(peer, 'refused')
  expect(taken(adoption, given)).toEqual([])
  const idle = { ...given, position: 190, isIdle: true }
  expect(taken(adoption, idle)).toEqual([190])
  adoption.ended(peer, 'refused')
  expect(taken(adoption, idle)).toEqual([])
  peer!.offer = offer(190, 2)
  expect(taken(adoption, idle)).toEqual([190])
})

test('another peer is asked where one did not have it', () => {
  const adoption = new Adoption()
  const given = view([offer(190), offer(190)])
  const [first] = given.peers.values()
  expect(adoption.plan(given)).toMatchObject([{ peer: first!.id }])
  adoption.ended(first, 'failed')
  expect(adoption.plan(given)).toMatchObject([{ peer: [...given.peers.keys()][1] }])
})
