// What a KUBE that orders strict realms makes of what members ask: two KUBEs of a simulated subnet without faults, one of
// which says what it likes.
import { createPrivateKey } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { concatBytes, fromHex, sha256 } from '../../../src/base/bytes.ts'
import { KubeError } from '../../../src/base/errors.ts'
import { didOfKey } from '../../../src/base/identity.ts'
import { leaseAnswerMsMax, ordersOpenMax } from '../../../src/base/limits.ts'
import { recordFromJson } from '../../../src/graph/record.ts'
import { accountNamespace, accountStatement } from '../../../src/ledger/account.ts'
import { smallCommit } from '../../../src/node/objects/small-commit.ts'
import { recordCommit } from '../../../src/node/records.ts'
import {
  decodeAnswer,
  encodeRequest,
  type OrderRequest,
  type SequencerAnswer,
  sequencerProtocol
} from '../../../src/sync/sequencer-messages.ts'
import { type SigningKey, signingKey } from '../../../src/trust/keys.ts'
import { sshsigOf } from '../../../src/trust/ssh-signature.ts'
import { type SimContext, SimKube, subnet } from '../../simulation/sim-kube.ts'
import { MemoryWorld } from '../../support/memory-network.ts'
import { SeededRandom, VirtualTime } from '../../support/virtual-time.ts'

const author = { name: 'sim', email: 'sim@kube', seconds: 1_700_000_000, offset: 0 }
const ref = 'refs/strict/!https'

function keyOf(index: number): SigningKey {
  const pkcs8 = concatBytes(fromHex('302e020100300506032b657004220420'), sha256(`ordering kube ${index}`))
  return signingKey(createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }))
}

let time: VirtualTime
let world: MemoryWorld
let one: SimKube
let two: SimKube
let keys: SigningKey[]

beforeEach(async () => {
  time = new VirtualTime()
  const random = new SeededRandom(1)
  world = new MemoryWorld(time, random, { loss: 0, duplication: 0, breakage: 0, delayMsMax: 5 })
  keys = [keyOf(0), keyOf(1)]
  const context: SimContext = { world, random, grants: new Map(), keys, adopted: 0, checkpointGain: 30 }
  one = new SimKube(0, context)
  two = new SimKube(1, context)
  await one.boot()
  await two.boot()
  const members = keys.map(({ did, peerId }) => ({ did, peer: peerId }))
  const founding = one.found(members, didOfKey(subnet))
  await time.run(3_000)
  await founding
  await one.life!.replica.append(() => {
    const { id, objects } = recordCommit({
      record: recordFromJson({ order: 'strict' }),
      yaml: '',
      parents: [],
      author,
      message: 'strict'
    })
    return { updates: [{ ref: 'refs/strict/!meta', old: undefined, new: id }], objects, message: 'strict' }
  })
  world.connect(one.id, two.id)
  await time.run(60_000, () => two.life?.replica.ledger.ref('refs/strict/!meta') !== undefined)
})

/** A changeset of `two`, its objects in its store, signed by a key for a chain. */
async function order(text: string, key = keys[1]!, chain = one.id, refs = [ref]): Promise<OrderRequest> {
  const commit = smallCommit({ files: { 'index.html': Buffer.from(text) }, parents: [], author, message: text })
  const objects = two.disk.objects()
  await objects.write(commit.objects)
  const updates = refs.map(one => ({ ref: one, old: undefined, new: commit.id }))
  const nonce = sha256(text).slice(0, 16)
  const sequence = one.life!.replica.ledger.tipOf(one.id)!.sequence
  const statement = accountStatement({ subnet, chain, sequence, nonce, updates })
  const account = { ...sshsigOf(key, accountNamespace, statement), sequence, nonce }
  const listed = await two.life!.replica.listed({ updates, objects: [], message: text })
  return { type: 'order', updates, account, message: text, objects: listed, lookBack: false }
}

/** What `one` answers to `two`. */
async function ask(bytes: Uint8Array): Promise<SequencerAnswer | undefined> {
  const channel = world.open(two.id, one.id, sequencerProtocol)
  let answer: SequencerAnswer | undefined
  const read = (async () => {
    await channel.send(bytes)
    for await (const message of channel) {
      answer = decodeAnswer(message)
      break
    }
  })().catch(() => undefined)
  await time.run(30_000, () => answer !== undefined)
  void read
  return answer
}

const codeOf = (answer: SequencerAnswer | undefined): string | undefined =>
  answer?.type === 'refusal' ? answer.error.code : answer?.type

describe('who orders', () => {
  test('leaves the turn to others once it does not know the rules in force', async () => {
    const before = await ask(encodeRequest(await order('before')))
    expect(before).toMatchObject({ type: 'ordered' })
    const life = one.life!
    expect(life.sequencer!.isHolding()).toBe(true)
    await one.raise(2)
    const later = await order('later')
    expect(codeOf(await ask(encodeRequest(later)))).toBe('KUBE_SEQUENCER')
    expect(life.sequencer!.isHolding()).toBe(false)
    const request = { updates: later.updates, objects: [], message: 'later' }
    await expect(life.sequencer!.order(request)).rejects.toMatchObject({ code: 'KUBE_LEDGER_NEWER' })
  })

  test.each([
    ['its clock is wrong', 'KUBE_CLOCK'],
    ['its disk is full', 'KUBE_DISK_FULL']
  ] as const)('leaves the turn to who asked where %s, and does not take it again at once', async (_, code) => {
    const { replica, sequencer } = one.life!
    const fail = (): never => {
      throw new KubeError(code, 'it cannot write', { next: ['mend this machine'] })
    }
    const { append } = replica
    if (code === 'KUBE_CLOCK') replica.assertWritable = fail
    else replica.append = async () => fail()
    const refused = await ask(encodeRequest(await order('refused')))
    expect(refused).toMatchObject({
      type: 'refusal',
      error: { code: 'KUBE_SEQUENCER', next: ['dx machines', 'kubed doctor'] }
    })
    expect(refused?.type === 'refusal' && refused.error.reason).toBe('kube-0 cannot write: it cannot write')
    expect(sequencer!.isHolding()).toBe(false)
    // Who asks through its own program takes over.
    const { updates } = await order('mine')
    const request = { updates, objects: [], message: 'mine' }
    const writing = two.life!.sequencer!.order(request)
    await time.run(5_000)
    expect((await writing).chain).toBe(two.id)
    // Its own person is told what it is, and the turn stays where it is.
    const refusal = { code: code === 'KUBE_CLOCK' ? code : 'KUBE_STALE' }
    const own = expect(sequencer!.order(request)).rejects.toMatchObject(refusal)
    await time.run(5_000)
    await own
    expect(sequencer!.isHolding()).toBe(false)
    replica.append = append
  })

  test('writes what a member has signed, once, with that signature', async () => {
    const request = encodeRequest(await order('hello'))
    const first = await ask(request)
    const again = await ask(request)
    expect(first).toMatchObject({ type: 'ordered' })
    expect(again).toEqual(first)
    const entry = first?.type === 'ordered' ? one.life!.replica.ledger.get(first.entry.id) : undefined
    expect(entry).toMatchObject({ chain: one.id, term: 1, account: { subject: keys[1]!.did }, message: 'hello' })
  })

  test('refuses what stands on another value, and says to rebase', async () => {
    await ask(encodeRequest(await order('first')))
    const second = await ask(encodeRequest(await order('second')))
    expect(codeOf(second)).toBe('KUBE_STALE')
    expect(second?.type === 'refusal' && second.error.reason).toContain('rebase')
  })

  const refused: readonly [string, () => Promise<OrderRequest>][] = [
    ['signed for the chain of another', () => order('x', keys[1], two.id)],
    [
      'whose updates are others than were signed',
      async () => ({ ...(await order('x')), updates: [{ ref, old: undefined, new: 'a'.repeat(40) }] })
    ],
    ['of a key that has no right', () => order('x', keyOf(7))],
    ['of other realms', () => order('x', keys[1], one.id, ['refs/free/!https'])],
    ['of strict realms and others', () => order('x', keys[1], one.id, ['refs/free/!https', ref])],
    [
      'whose objects are nowhere',
      async () => {
        const request = await order('x')
        two.disk.objectsDurable.clear()
        return request
      }
    ]
  ]

  test.each(refused)('writes nothing %s', async (_, request) => {
    const before = one.life!.replica.ledger.ref(ref)
    const answer = await ask(encodeRequest(await request()))
    expect(answer?.type).toBe('refusal')
    expect(one.life!.replica.ledger.ref(ref)).toBe(before)
    expect([...one.life!.replica.ledger.entries()].filter(({ term }) => term !== undefined)).toEqual([])
  })

  test.each([
    ['nonsense', new Uint8Array([255, 255, 255])],
    ['a request of no kind', new Uint8Array([0x7a, 0])]
  ])('answers %s with a refusal, and goes on', async (_, bytes) => {
    expect((await ask(bytes))?.type).toBe('refusal')
    expect((await ask(encodeRequest(await order('after'))))?.type).toBe('ordered')
  })

  test('promises no term far above those that have been', async () => {
    expect(codeOf(await ask(encodeRequest({ type: 'lease', term: Number.MAX_SAFE_INTEGER })))).toBe('KUBE_SEQUENCER')
    expect(codeOf(await ask(encodeRequest({ type: 'lease', term: 5 })))).toBe('granted')
  })

  test('lets who asks for nothing go', async () => {
    const channel = world.open(two.id, one.id, sequencerProtocol)
    let ended = false
    void (async () => {
      for await (const _ of channel);
    })().catch(() => {
      ended = true
    })
    await time.run(leaseAnswerMsMax + 1_000, () => ended)
    expect(ended).toBe(true)
  })

  test('orders so many for one member at once, and no more', async () => {
    const requests = await Promise.all(Array.from({ length: ordersOpenMax + 3 }, (_, at) => order(`${at}`)))
    const answers = Promise.all(requests.map(request => ask(encodeRequest(request))))
    await time.run(30_000)
    const codes = (await answers).map(codeOf)
    expect(codes.filter(code => code === 'KUBE_LIMIT')).toHaveLength(3)
    expect(codes.filter(code => code === 'ordered')).toHaveLength(1)
  })

  test('a stranger is refused before a byte', async () => {
    const stranger = keyOf(9).peerId
    await world.node(stranger).start({ connected: () => undefined, disconnected: () => undefined })
    world.connect(one.id, stranger)
    expect(() => world.open(stranger, one.id, sequencerProtocol)).toThrow(/refuses/)
  })
})
