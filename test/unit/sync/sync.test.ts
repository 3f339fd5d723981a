// The state machine step by step. What it does in the large, the simulator shows.
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../src/ledger/types.ts'
import type { StagedEntry } from '../../../src/sync/types.ts'
import { alice, bob, headOf, kinds, make, peerOf, self, sent, start, subject } from '../../support/sync-subject.ts'

describe('replication', () => {
  it('tells its heads on connect, and asks for what the other has and it lacks', () => {
    const { sync, heads } = subject()
    expect(sent(sync.step({ type: 'connected', peer: alice }, start), 'heads')).toHaveLength(1)
    const { entry } = make(alice, 1)
    const [want] = sent(heads(alice, entry), 'want')
    expect(want?.message).toMatchObject({ chain: alice, after: 0, head: entry.id })
    expect(sync.caughtUp()).toBe(false)
  })

  it('fetches the objects of what arrives, stores it, and tells its writer at once', () => {
    const { sync, ledger, receive, heads } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const { entry, bytes } = make(alice, 1)
    heads(alice, entry)
    const fetch = receive(alice, { type: 'entries', chain: alice, head: entry.id, entries: [bytes], end: true })
    expect(kinds(fetch)).toEqual(['fetch'])
    const commit = sync.step({ type: 'fetched', peer: alice, ids: [entry.id], outcome: 'complete' }, start)
    expect(kinds(commit)).toEqual(['commit'])
    ledger.entries.set(entry.id, entry)
    const [have] = sent(sync.step({ type: 'committed', ids: [entry.id], refused: [] }, start), 'have')
    expect(have).toMatchObject({ peer: alice, message: { heads: [headOf(entry)] } })
    expect(sync.caughtUp()).toBe(true)
  })

  it('tells of every branch of a chain that forked', () => {
    const { sync, ledger } = subject()
    for (const peer of [alice, bob]) sync.step({ type: 'connected', peer }, start)
    const first = make(self, 1)
    const branches = [
      make(self, 2, { parent: first.entry }),
      make(self, 2, { parent: make(self, 1, { parent: first.entry }).entry })
    ]
    const all = [first, ...branches]
    for (const { entry, bytes } of all) {
      sync.step({ type: 'received', peer: alice, message: { type: 'push', entry: bytes, objects: [] } }, start)
      ledger.entries.set(entry.id, entry)
    }
    const ids = all.map(({ entry }) => entry.id)
    sync.step({ type: 'committed', ids, refused: [] }, start)
    const [told] = sent(sync.step({ type: 'tick' }, start + 20), 'have')
    expect(told?.message).toMatchObject({ heads: branches.map(({ entry }) => headOf(entry)) })
  })

  it('stores what builds on something only after that', () => {
    const { sync, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const first = make(alice, 1)
    const second = make(alice, 2, { parent: first.entry })
    receive(alice, { type: 'push', entry: second.bytes, objects: [] })
    const early = sync.step({ type: 'fetched', peer: alice, ids: [second.entry.id], outcome: 'complete' }, start)
    expect(kinds(early)).not.toContain('commit')
    receive(alice, { type: 'push', entry: first.bytes, objects: [] })
    const late = sync.step({ type: 'fetched', peer: alice, ids: [first.entry.id], outcome: 'complete' }, start)
    const commit = late.find(effect => effect.type === 'commit') as { entries: StagedEntry[] } | undefined
    expect(commit?.entries.map(({ entry }) => entry.sequence)).toEqual([1, 2])
  })

  it('sends a peer away that sends what is no entry, or other objects than it announced', () => {
    const { sync, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const nonsense = { commit: Buffer.from('x'), changeset: new Uint8Array(), objects: new Uint8Array() }
    const [closed] = receive(alice, { type: 'push', entry: nonsense, objects: [] })
    expect(closed).toMatchObject({ type: 'close', peer: alice, reason: { reason: 'it is nonsense' } })
    sync.step({ type: 'connected', peer: bob }, start)
    const { entry, bytes } = make(bob, 1)
    receive(bob, { type: 'push', entry: bytes, objects: [] })
    const lied = sync.step({ type: 'fetched', peer: bob, ids: [entry.id], outcome: 'misbehaved' }, start)
    expect(lied).toContainEqual(expect.objectContaining({ type: 'close', peer: bob }))
  })

  it('pushes a small entry with its objects to eight peers, and tells the rest of its head', () => {
    const { sync, ledger } = subject()
    for (let n = 0; n < 11; n++) sync.step({ type: 'connected', peer: peerOf(`peer ${n}`) }, start)
    const { entry, bytes } = make(self, 1)
    ledger.entries.set(entry.id, entry)
    const effects = sync.step({ type: 'appended', staged: { entry, bytes, listed: [], inline: [] } }, start)
    expect(sent(effects, 'push')).toHaveLength(8)
    expect(sent(effects, 'have')).toHaveLength(3)
    // Whoever is not connected hears of it a moment later, of several once.
    expect(effects.filter(effect => effect.type === 'gossip')).toHaveLength(0)
    const next = make(self, 2, { parent: entry })
    ledger.entries.set(next.entry.id, next.entry)
    sync.step({ type: 'appended', staged: { ...next, listed: [], inline: [] } }, start + 5)
    const later = sync.step({ type: 'tick' }, sync.nextDeadline(start + 5) ?? 0)
    const { chain, sequence, id } = next.entry
    expect(later.filter(effect => effect.type === 'gossip')).toEqual([
      { type: 'gossip', head: { chain, sequence, id } }
    ])
  })

  it('knows when a peer has entries of its own chain that it lacks', () => {
    const { sync, heads } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    expect(sync.ownBehind()).toBe(false)
    heads(alice, make(self, 3).entry)
    expect(sync.ownBehind()).toBe(true)
  })

  it('compares digests every 30 s, and is still between', () => {
    const { sync } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    expect(sync.nextDeadline(start)).toBe(start + 30_000)
    expect(sync.step({ type: 'tick' }, start + 29_999)).toEqual([])
    expect(sent(sync.step({ type: 'tick' }, start + 30_000), 'probe')).toHaveLength(1)
    expect(sync.nextDeadline(start + 30_000)).toBe(start + 60_000)
  })

  it('serves a branch in order and in bounds, and says so when it has nothing', () => {
    const { ledger, receive, sync } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    let parent: Entry | undefined
    for (let n = 1; n <= 5; n++) {
      const { entry } = make(self, n, parent ? { parent } : {})
      ledger.entries.set(entry.id, entry)
      parent = entry
    }
    const ask = (head: string, after: number, limit: number) =>
      receive(alice, { type: 'want', chain: self, head, after, limit }).find(effect => effect.type === 'send-entries')
    expect(ask(parent!.id, 2, 2)?.ids).toEqual([3, 4].map(n => [...ledger.entries.values()][n - 1]!.id))
    expect(ask('f'.repeat(40), 0, 10)).toMatchObject({ ids: [], end: true })
  })
})
