// Who is asked, and when again, for what could not be had.
import { describe, expect, it } from 'vitest'
import type { SyncMessage } from '../../../src/sync/messages.ts'
import type { SyncEffect } from '../../../src/sync/types.ts'
import { peerOf } from '../../simulation/sim-kube.ts'
import { alice, bob, headOf, kinds, make, self, sent, start, subject } from '../../support/sync-subject.ts'

describe('what cannot be had of one', () => {
  it('blames nobody for a list that is untrue, and asks for the objects of the others without it', () => {
    const { sync, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const [honest, untrue] = [make(bob, 1), make(alice, 1)]
    const ids = [honest, untrue].map(({ entry }) => entry.id)
    // While the objects of one entry are on their way, two more come.
    const first = make(self, 1)
    receive(alice, { type: 'push', entry: first.bytes, objects: [] })
    for (const { bytes } of [honest, untrue]) receive(alice, { type: 'push', entry: bytes, objects: [] })
    const fetches = (effects: readonly SyncEffect[]) =>
      effects.flatMap(effect => (effect.type === 'fetch' ? [effect.entries.map(({ entry }) => entry.id)] : []))
    const both = sync.step({ type: 'fetched', peer: alice, ids: [first.entry.id], outcome: 'complete' }, start)
    expect(fetches(both)).toEqual([ids])
    const disputed = sync.step({ type: 'fetched', peer: alice, ids, outcome: 'disputed' }, start)
    expect(kinds(disputed)).not.toContain('close')
    expect(fetches(sync.step({ type: 'tick' }, start + 1_000))).toEqual([[ids[0]]])
    const next = sync.step({ type: 'fetched', peer: alice, ids: [ids[0]!], outcome: 'complete' }, start + 1_000)
    expect(fetches(next)).toEqual([[ids[1]]])
    const alone = sync.step({ type: 'fetched', peer: alice, ids: [ids[1]!], outcome: 'disputed' }, start + 1_000)
    expect(kinds(alone)).not.toContain('close')
    // It is given up in the end, as nobody brings it further, and asked for again.
    sync.step({ type: 'tick' }, start + 70_000)
    expect(sync.pending().filter(line => line.startsWith(alice.slice(-6)))).toEqual([])
  })

  it('asks another holder when the first does not answer in time', () => {
    const { sync, heads } = subject()
    const { entry } = make(bob, 1)
    for (const peer of [alice, bob]) sync.step({ type: 'connected', peer }, start)
    const [first] = sent(heads(alice, entry), 'want')
    heads(bob, entry)
    const [second] = sent(sync.step({ type: 'tick' }, start + 10_001), 'want')
    expect([first?.peer, second?.peer]).toEqual([alice, bob])
  })

  it('asks another holder for objects that the first does not have', () => {
    const { sync, receive, heads } = subject()
    const { entry, bytes } = make(bob, 1)
    for (const peer of [alice, bob]) sync.step({ type: 'connected', peer }, start)
    heads(alice, entry)
    heads(bob, entry)
    receive(alice, { type: 'entries', chain: bob, head: entry.id, entries: [bytes], end: true })
    const [again] = sync.step({ type: 'fetched', peer: alice, ids: [entry.id], outcome: 'unavailable' }, start)
    expect(again).toMatchObject({ type: 'fetch', peer: bob })
  })

  it('asks who comes to have objects at once, however often others had none of them', () => {
    const { sync, receive, heads } = subject()
    const { entry, bytes } = make(bob, 1)
    for (const peer of [alice, bob]) sync.step({ type: 'connected', peer }, start)
    let effects = receive(alice, { type: 'push', entry: bytes, objects: [] })
    let at = start
    // It backs off from alice, for longer each time.
    for (let tries = 0; tries < 6; at += 100) {
      if (effects.some(({ type }) => type === 'fetch')) {
        tries++
        sync.step({ type: 'fetched', peer: alice, ids: [entry.id], outcome: 'failed' }, at)
      }
      effects = sync.step({ type: 'tick' }, at)
    }
    expect(kinds(sync.step({ type: 'tick' }, at))).not.toContain('fetch')
    const had = receive(bob, { type: 'have', heads: [headOf(entry)] }, at)
    expect(had).toContainEqual(expect.objectContaining({ type: 'fetch', peer: bob }))
    // Once somebody comes back it is tried at once too, and not of the same first.
    sync.step({ type: 'disconnected', peer: bob }, at)
    sync.step({ type: 'fetched', peer: bob, ids: [entry.id], outcome: 'failed' }, at)
    sync.step({ type: 'connected', peer: bob }, at)
    expect(heads(bob, entry)).toContainEqual(expect.objectContaining({ type: 'fetch', peer: alice }))
  })

  it('asks who had none and has come by it within a second, however long it would pause by now', () => {
    const { sync, receive, heads } = subject()
    const [entry, next] = [make(bob, 1), make(bob, 2)]
    for (const peer of [alice, bob]) sync.step({ type: 'connected', peer }, start)
    let effects = receive(alice, { type: 'push', entry: entry.bytes, objects: [] })
    let at = start
    for (let tries = 0; tries < 6; at += 100) {
      if (effects.some(({ type }) => type === 'fetch')) {
        tries++
        sync.step({ type: 'fetched', peer: alice, ids: [entry.entry.id], outcome: 'unavailable' }, at)
      }
      effects = sync.step({ type: 'tick' }, at)
    }
    const asks = (of: string) => expect.objectContaining({ type: 'fetch', peer: of })
    // It says so while it may not be asked yet: alone, or while somebody else is asked.
    expect(kinds(receive(alice, { type: 'have', heads: [headOf(next.entry)] }, at))).not.toContain('fetch')
    expect(sync.nextDeadline(at)).toBeLessThanOrEqual(at + 1_000)
    expect(sync.step({ type: 'tick' }, at + 1_000)).toContainEqual(asks(alice))
    sync.step({ type: 'fetched', peer: alice, ids: [entry.entry.id], outcome: 'unavailable' }, at + 1_000)
    expect(heads(bob, next.entry)).toContainEqual(asks(bob))
    receive(alice, { type: 'have', heads: [headOf(make(bob, 3).entry)] }, at + 1_100)
    sync.step({ type: 'fetched', peer: bob, ids: [entry.entry.id], outcome: 'unavailable' }, at + 1_200)
    expect(sync.step({ type: 'tick' }, at + 2_000)).toContainEqual(asks(alice))
  })

  it('asks for each by itself once one of several is nowhere: the others come', () => {
    const { sync, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const [gone, good] = [make(bob, 1), make(peerOf(1), 1)]
    let at = start
    const asked: number[] = []
    let isHere = false
    const answer = (ids: string[]) => {
      asked.push(ids.length)
      // The second does not come by itself at first.
      const outcome = ids.includes(gone.entry.id) ? 'unavailable' : asked.length < 3 ? 'failed' : 'complete'
      isHere ||= outcome === 'complete'
      return sync.step({ type: 'fetched', peer: alice, ids, outcome }, at)
    }
    const effects = [gone, good].flatMap(({ bytes }) => receive(alice, { type: 'push', entry: bytes, objects: [] }))
    for (; at < start + 20_000 && !isHere; at += 100) {
      for (let next = effects.shift(); next; next = effects.shift()) {
        if (next.type === 'fetch') effects.push(...answer(next.entries.map(({ entry }) => entry.id)))
      }
      effects.push(...sync.step({ type: 'tick' }, at))
    }
    expect(asked).toContain(2)
    expect(isHere).toBe(true)
  })

  it('takes it for one failure when nobody can be heard just then, as with a disk that is full', () => {
    const { sync, receive } = subject()
    const peers = [alice, bob, ...Array.from({ length: 6 }, (_, at) => peerOf(at))]
    for (const peer of peers) sync.step({ type: 'connected', peer }, start)
    const { entry, bytes } = make(bob, 1)
    for (const [at, peer] of peers.entries()) {
      const message: SyncMessage = { type: 'have', heads: [headOf(entry)] }
      const effects = receive(peer, at === 0 ? { type: 'push', entry: bytes, objects: [] } : message, start + at)
      const asked = effects.flatMap(effect => (effect.type === 'fetch' ? [effect.peer] : []))
      expect(asked).toHaveLength(1)
      sync.step({ type: 'fetched', peer: asked[0]!, ids: [entry.id], outcome: 'failed' }, start + at)
    }
    expect(sync.nextDeadline(start + 10)).toBeLessThan(start + 1_000)
  })

  it('tries again in time, and gives up in time, though somebody sets the clock back', () => {
    const { sync } = subject()
    const { bytes, entry } = make(bob, 1)
    const at = (nowMs: number) => ({ nowMs, wallMs: start - nowMs * 60 })
    for (const peer of [alice, bob]) sync.step({ type: 'connected', peer }, at(0))
    const message: SyncMessage = { type: 'push', entry: bytes, objects: [] }
    sync.step({ type: 'received', peer: alice, message }, at(0))
    sync.step({ type: 'fetched', peer: alice, ids: [entry.id], outcome: 'failed' }, at(10))
    const again = sync.nextDeadline(10)
    expect(again).toBeLessThan(1_000)
    expect(kinds(sync.step({ type: 'tick' }, at(again!)))).toContain('fetch')
    sync.step({ type: 'fetched', peer: alice, ids: [entry.id], outcome: 'unavailable' }, at(again!))
    sync.step({ type: 'tick' }, at(again! + 61_000))
    expect(sync.staged()).toEqual([])
  })

  it('tries again in time though the clock goes on between a step and the question when the next is due', () => {
    const { sync, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const { entry, bytes } = make(alice, 1)
    receive(alice, { type: 'push', entry: bytes, objects: [] })
    sync.step({ type: 'fetched', peer: alice, ids: [entry.id], outcome: 'failed' }, start)
    const retryAt = sync.nextDeadline(start)!
    // A timer may end a moment early.
    expect(kinds(sync.step({ type: 'tick' }, retryAt - 1))).not.toContain('fetch')
    const due = sync.nextDeadline(retryAt + 2)!
    expect(due).toBe(retryAt + 3)
    expect(kinds(sync.step({ type: 'tick' }, due))).toContain('fetch')
  })

  it('asks nobody without end who says again and again that it has what it cannot give', () => {
    const { sync, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const { entry, bytes } = make(bob, 1)
    const have: SyncMessage = { type: 'have', heads: [headOf(entry)] }
    let fetches = 0
    for (let told = 0; told < 1_000; told++) {
      const effects = receive(alice, told === 0 ? { type: 'push', entry: bytes, objects: [] } : have)
      if (!kinds(effects).includes('fetch')) continue
      fetches++
      sync.step({ type: 'fetched', peer: alice, ids: [entry.id], outcome: 'unavailable' }, start)
    }
    expect(fetches).toBe(1)
  })

  it('tries what was refused again once its chain has brought more', () => {
    const { sync, receive, ledger } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const [lie, honest] = [make(bob, 1), make(bob, 1, { parent: make(alice, 1).entry })]
    ledger.entries.set(honest.entry.parent!, make(alice, 1).entry)
    receive(alice, { type: 'push', entry: lie.bytes, objects: [] })
    sync.step({ type: 'fetched', peer: alice, ids: [lie.entry.id], outcome: 'complete' }, start)
    sync.step({ type: 'committed', ids: [], refused: [lie.entry.id] }, start)
    expect(kinds(sync.step({ type: 'tick' }, start + 100))).not.toContain('commit')
    receive(alice, { type: 'push', entry: honest.bytes, objects: [] }, start + 101)
    const ids = [honest.entry.id]
    sync.step({ type: 'fetched', peer: alice, ids, outcome: 'complete' }, start + 102)
    ledger.entries.set(honest.entry.id, honest.entry)
    expect(kinds(sync.step({ type: 'committed', ids, refused: [] }, start + 103))).toContain('commit')
  })

  it('gives an entry up whose objects nobody has any more', () => {
    const { sync, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const { entry, bytes } = make(alice, 1)
    let effects = receive(alice, { type: 'push', entry: bytes, objects: [] })
    expect(sync.caughtUp()).toBe(false)
    let tries = 0
    for (let at = start; at <= start + 120_000; at += 1_000) {
      if (effects.some(({ type }) => type === 'fetch')) {
        tries++
        sync.step({ type: 'fetched', peer: alice, ids: [entry.id], outcome: 'unavailable' }, at)
      }
      effects = sync.step({ type: 'tick' }, at)
    }
    expect(tries).toBeLessThan(20)
    // Only whoever still tells of it is asked for it anew.
    expect(sync.pending()).toEqual([expect.stringMatching(/^wants .* of 1 peers$/)])
  })
})

describe('what this disk refuses', () => {
  it('is no fault of whoever has it, and keeps nothing else from coming', () => {
    const { sync, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const first = make(self, 1)
    const [large, small] = [make(bob, 1), make(alice, 1)]
    receive(alice, { type: 'push', entry: first.bytes, objects: [] })
    for (const { bytes } of [large, small]) receive(alice, { type: 'push', entry: bytes, objects: [] })
    const ids = [large, small].map(({ entry }) => entry.id)
    sync.step({ type: 'fetched', peer: alice, ids: [first.entry.id], outcome: 'complete' }, start)
    const fetched = (effects: readonly SyncEffect[]) =>
      effects.flatMap(effect => (effect.type === 'fetch' ? [effect.entries.map(({ entry }) => entry.id)] : []))
    expect(fetched(sync.step({ type: 'fetched', peer: alice, ids, outcome: 'refused' }, start))).toEqual([])
    expect(fetched(sync.step({ type: 'tick' }, start + 600))).toEqual([[ids[0]]])
    const next = sync.step({ type: 'fetched', peer: alice, ids: [ids[0]!], outcome: 'refused' }, start + 600)
    expect(fetched(next)).toEqual([[ids[1]]])
    for (let at = 1; at < 20; at++) {
      sync.step({ type: 'tick' }, start + at * 40_000)
      sync.step({ type: 'fetched', peer: alice, ids: [ids[0]!], outcome: 'refused' }, start + at * 40_000)
    }
    expect(sync.lacking()).toEqual([])
    // Once there is room.
    expect(fetched(sync.step({ type: 'recovered' }, start + 800_000))).toContainEqual([ids[0]])
  })

  it('counts as one failure, however often it is tried in a moment', () => {
    const { sync, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const { entry, bytes } = make(bob, 1)
    receive(alice, { type: 'push', entry: bytes, objects: [] })
    sync.step({ type: 'fetched', peer: alice, ids: [entry.id], outcome: 'complete' }, start)
    for (let at = 0; at < 10; at++) {
      sync.step({ type: 'committed', ids: [], refused: [entry.id] }, start + at * 20)
      expect(kinds(sync.step({ type: 'recovered' }, start + at * 20))).toContain('commit')
    }
    sync.step({ type: 'committed', ids: [], refused: [entry.id] }, start + 200)
    expect(kinds(sync.step({ type: 'tick' }, start + 800))).toContain('commit')
  })
})
