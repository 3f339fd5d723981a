// However much others send, and however far into the future: what is taken in.
import { describe, expect, it } from 'vitest'
import { sha256, toHex } from '../../../src/base/bytes.ts'
import {
  allHeldBytesMax,
  headsMax,
  heldBytesMax,
  heldEntriesMax,
  strangeEntriesMax,
  wantsMax
} from '../../../src/base/limits.ts'
import type { ChainHead } from '../../../src/ledger/types.ts'
import type { SyncMessage } from '../../../src/sync/messages.ts'
import type { SyncEffect } from '../../../src/sync/types.ts'
import {
  alice,
  bob,
  day,
  headOf,
  kinds,
  type Made,
  make,
  peerOf,
  sent,
  start,
  subject
} from '../../support/sync-subject.ts'

describe('limits of what is taken in', () => {
  it('holds an entry that is more than a day ahead until its time has come near', () => {
    const { sync, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const { entry, bytes } = make(alice, 1, { wallMs: start + day + 60_000 })
    const effects = receive(alice, { type: 'push', entry: bytes, objects: [] })
    expect(effects).toEqual([{ type: 'limit', limit: 'futureMsMax' }])
    expect(sync.held().map(({ id }) => id)).toEqual([entry.id])
    expect(sync.caughtUp()).toBe(true)
    expect(sync.nextDeadline(start)).toBeLessThanOrEqual(start + 60_000)
    expect(kinds(sync.step({ type: 'tick' }, start + 60_000))).toContain('fetch')
    expect(sync.held()).toEqual([])
  })

  it('lets go of what it holds soon after the clock was put right', () => {
    const { sync } = subject()
    const { entry, bytes } = make(alice, 1)
    const at = (nowMs: number, wallMs: number) => ({ nowMs, wallMs })
    sync.step({ type: 'connected', peer: alice }, at(0, start - 10 * day))
    const message: SyncMessage = { type: 'push', entry: bytes, objects: [] }
    sync.step({ type: 'received', peer: alice, message }, at(0, start - 10 * day))
    expect(sync.held().map(({ id }) => id)).toEqual([entry.id])
    const again = sync.nextDeadline(0)
    expect(again).toBeLessThanOrEqual(30_000)
    expect(kinds(sync.step({ type: 'tick' }, at(again!, start)))).toContain('fetch')
  })

  it('takes in what others write, however much one member dates into the future', () => {
    const { sync, receive, heads } = subject()
    for (const peer of [alice, bob]) sync.step({ type: 'connected', peer }, start)
    for (let sequence = 1; sequence < 3_000; sequence++) {
      const { bytes } = make(alice, sequence, { wallMs: start + 2 * day })
      receive(alice, { type: 'push', entry: bytes, objects: [] })
    }
    expect(sync.held().length).toBe(heldEntriesMax)
    const { entry, bytes } = make(bob, 1)
    expect(sent(heads(bob, entry), 'want')).toHaveLength(1)
    expect(kinds(receive(bob, { type: 'push', entry: bytes, objects: [] }))).toContain('fetch')
  })

  it('keeps few bytes of what one member dates into the future', () => {
    const { sync, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    for (let sequence = 1; sequence < 20; sequence++) {
      const { bytes } = make(alice, sequence, { wallMs: start + 2 * day })
      receive(alice, { type: 'push', entry: { ...bytes, objects: new Uint8Array(heldBytesMax / 4) }, objects: [] })
    }
    expect(sync.held().length).toBeLessThan(5)
  })

  it('keeps few bytes of what is dated into the future in all, however many chains it is of', () => {
    const { sync, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const objects = [{ type: 3, content: new Uint8Array(heldBytesMax / 2) }]
    for (let n = 0; n < 40; n++) {
      receive(alice, { type: 'push', entry: make(peerOf(`chain ${n}`), 1, { wallMs: start + 2 * day }).bytes, objects })
    }
    expect(sync.held().length).toBeGreaterThan(0)
    expect(sync.held().length * (heldBytesMax / 2)).toBeLessThanOrEqual(allHeldBytesMax)
  })

  it('takes nothing in of chains that nobody was granted anything for, but what somebody builds on', () => {
    const { sync, ledger, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const commits = (effects: readonly SyncEffect[]) =>
      effects.flatMap(effect => (effect.type === 'commit' ? [effect.entries.map(({ entry }) => entry.id)] : []))
    const come = ({ entry, bytes }: Made) => {
      receive(alice, { type: 'push', entry: bytes, objects: [] })
      return sync.step({ type: 'fetched', peer: alice, ids: [entry.id], outcome: 'complete' }, start)
    }
    const made = Array.from({ length: 3 * strangeEntriesMax }, (_, n) => make(peerOf(`made up ${n}`), 1))
    for (const one of made) {
      ledger.strangers.add(one.entry.chain)
      expect(commits(come(one))).toEqual([])
    }
    expect(sync.pending()).toHaveLength(strangeEntriesMax)
    // They keep nobody from being up to date.
    expect(sync.caughtUp()).toBe(true)
    const cited = made.at(-1)!.entry
    const building = make(alice, 1, { deps: [headOf(cited)], wallMs: start + 1_000 })
    expect(commits(come(building))).toEqual([[cited.id, building.entry.id]])
    for (const entry of [cited, building.entry]) ledger.entries.set(entry.id, entry)
    const told = sync.step({ type: 'committed', ids: [cited.id, building.entry.id], refused: [] }, start)
    expect(sent(told, 'have').map(({ message }) => message)).toEqual([
      { type: 'have', heads: [headOf(building.entry)] }
    ])
    const [heads] = sent(sync.step({ type: 'connected', peer: bob }, start), 'heads')
    expect(heads?.message).toMatchObject({ heads: [headOf(building.entry)] })
    sync.step({ type: 'tick' }, start + 120_000)
    expect(sync.pending().filter(line => line.includes('stranger'))).toEqual([])
    const none = make(peerOf('made up'), 1, { wallMs: start + 2 * day })
    ledger.strangers.add(none.entry.chain)
    receive(alice, { type: 'push', entry: none.bytes, objects: [] })
    expect(sync.held()).toEqual([])
  })

  it('remembers so many chains of a peer, and goes on with it', () => {
    const { sync, heads } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const many = Array.from({ length: headsMax }, (_, n) => ({ ...make(alice, 1).entry, chain: `k${n}`, id: `${n}` }))
    const effects = heads(alice, ...many, make(bob, 1).entry)
    expect(kinds(effects)).not.toContain('close')
    expect(effects).toContainEqual({ type: 'limit', limit: 'headsMax' })
    expect(sync.told()).toEqual([alice])
    expect(sync.holders(headOf(make(bob, 1).entry))).toEqual([])
  })

  it('remembers no more heads than a subnet has, whatever a peer tells', () => {
    const { sync, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const told = (from: number, count: number): ChainHead[] =>
      Array.from({ length: count }, (_, at) => ({ chain: bob, sequence: from + at, id: toHex(sha256(`${from + at}`)) }))
    for (let at = 0; at < 5; at++) {
      receive(alice, { type: 'heads', heads: told(1 + at * 5_000, 5_000), digest: '', reply: false })
    }
    expect(sync.pending()).toHaveLength(wantsMax)
  })
})
