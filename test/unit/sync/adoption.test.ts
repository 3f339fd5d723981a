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

/** Each peer offers one, or none. */
function view(
  offers: readonly (CheckpointOffer | undefined)[],
  more: Partial<AdoptionView> & { readonly held?: CheckpointOffer; readonly covered?: readonly CheckpointOffer[] } = {}
): AdoptionView {
  const { held, covered = [], ...rest } = more
  const peers = offers.map((given, index) => {
    const peer = new Peer(peerIdOfKey(sha256(`peer ${index}`)), { has: () => false, covers: () => false })
    peer.offered(given ? [given] : [])
    return peer
  })
  const map = new Map(peers.map(peer => [peer.id, peer]))
  const checkpoints: AdoptionView['checkpoints'] = {
    offers: () => (held ? [held] : []),
    isCovered: sha256 => covered.some(offer => offer.sha256 === sha256)
  }
  return { peers: map, position: 100, checkpoints, gain: 50, isIdle: false, isStuck: false, ...rest }
}

const taken = (adoption: Adoption, given: AdoptionView, now = 0): number[] =>
  adoption.plan(given, now).map(effect => (effect.type === 'adopt' ? effect.offer.position : -1))

test('one that brings much is taken at once, the latest of them; any other when nothing is to be done', () => {
  expect(taken(new Adoption(), view([offer(120), undefined]))).toEqual([])
  expect(taken(new Adoption(), view([offer(160), offer(190), offer(170)]))).toEqual([190])
  expect(taken(new Adoption(), view([offer(120)], { isIdle: true }))).toEqual([120])
  expect(taken(new Adoption(), view([offer(90)], { isIdle: true }))).toEqual([90])
})

test('whatever it brings, it is taken where objects are to be had nowhere else', () => {
  expect(taken(new Adoption(), view([offer(60)], { isStuck: true }))).toEqual([60])
})

test('none is taken that is held, or told by what is held, but for more signers of the same', () => {
  const idle = { isIdle: true, held: offer(120), covered: [offer(90)] }
  expect(taken(new Adoption(), view([offer(120)], idle))).toEqual([])
  expect(taken(new Adoption(), view([offer(90)], idle))).toEqual([])
  expect(taken(new Adoption(), view([offer(120, 2)], idle))).toEqual([120])
})

test('an older one is taken too: it may tell of what no later one tells', () => {
  const held = offer(120)
  expect(taken(new Adoption(), view([offer(90)], { isIdle: true, held }))).toEqual([90])
  expect(taken(new Adoption(), view([offer(90)], { held }))).toEqual([])
  expect(taken(new Adoption(), view([offer(90)], { isStuck: true, held }))).toEqual([90])
})

test('of several that one peer has each is looked at by itself', () => {
  const adoption = new Adoption()
  const given = view([offer(120)], { isIdle: true })
  const [peer] = given.peers.values()
  peer!.offered([offer(130), offer(120), offer(110)])
  expect(taken(adoption, given)).toEqual([130])
  adoption.ended(peer, 'refused', 0)
  expect(taken(adoption, given)).toEqual([120])
  adoption.ended(peer, 'known', 0)
  expect(taken(adoption, view([], { isIdle: true }))).toEqual([])
  const covered = {
    ...given,
    checkpoints: { ...given.checkpoints, isCovered: (sha256: string) => sha256 === offer(120).sha256 }
  }
  expect(taken(adoption, covered)).toEqual([110])
  expect(peer!.offered(Array.from({ length: 9 }, (_, at) => offer(200 - at)))).toBe(false)
  expect(peer!.offers).toHaveLength(8)
})

test('one at a time; entries wait only for one that brings them', () => {
  const adoption = new Adoption()
  const given = view([offer(190)])
  expect(taken(adoption, given)).toEqual([190])
  expect(adoption.isAhead).toBe(true)
  expect(taken(adoption, given)).toEqual([])
  adoption.ended([...given.peers.values()][0], 'held', 0)
  expect(adoption.isAhead).toBe(false)
  const idle = new Adoption()
  idle.plan(view([offer(120)], { isIdle: true }), 0)
  expect(idle.isAhead).toBe(false)
})

test('one that was refused is tried once more when its entries have come by themselves, and then not again', () => {
  const adoption = new Adoption()
  const given = view([offer(190)])
  const [peer] = given.peers.values()
  taken(adoption, given)
  adoption.ended(peer, 'refused', 0)
  expect(taken(adoption, given)).toEqual([])
  const idle = { ...given, position: 190, isIdle: true }
  expect(taken(adoption, idle)).toEqual([190])
  adoption.ended(peer, 'refused', 0)
  expect(taken(adoption, idle)).toEqual([])
  peer!.offered([offer(190, 2)])
  expect(taken(adoption, idle)).toEqual([190])
})

test('another peer is asked where one did not have it, and the same one again after a while', () => {
  const adoption = new Adoption()
  const given = view([offer(190), offer(190)])
  const [first, second] = [...given.peers.values()]
  expect(adoption.plan(given, 0)).toMatchObject([{ peer: first!.id }])
  adoption.ended(first, 'failed', 0)
  expect(adoption.plan(given, 0)).toMatchObject([{ peer: second!.id }])
  adoption.ended(second, 'failed', 500)
  expect(adoption.plan(given, 900)).toEqual([])
  expect(adoption.plan(given, 1_000)).toMatchObject([{ peer: first!.id }])
  adoption.ended(first, 'failed', 1_000)
  expect(adoption.plan(given, 2_500)).toMatchObject([{ peer: second!.id }])
})
