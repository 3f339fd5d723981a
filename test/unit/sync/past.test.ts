// What came before an entry, or before a checkpoint: who is asked for it.
import { describe, expect, it } from 'vitest'
import type { SyncEffect } from '../../../src/sync/types.ts'
import { alice, bob, day, headOf, kinds, make, sent, start, subject } from '../../support/sync-subject.ts'

describe('what came before', () => {
  it('is given whatever number it is thought to have: what is said to build on it may lie', () => {
    const { sync, ledger, receive } = subject()
    sync.step({ type: 'connected', peer: alice }, start)
    const { entry } = make(bob, 1)
    ledger.entries.set(entry.id, entry)
    const want = { type: 'want', chain: bob, head: entry.id, limit: 10 } as const
    for (const after of [0, 1, 7]) {
      expect(receive(alice, { ...want, after })).toContainEqual(
        expect.objectContaining({ type: 'send-entries', ids: [entry.id], end: true })
      )
    }
    expect(receive(alice, { ...want, head: 'f'.repeat(40), after: 0 })).toContainEqual(
      expect.objectContaining({ type: 'send-entries', ids: [] })
    )
  })

  describe('the past behind a checkpoint', () => {
    const run = { head: headOf(make(bob, 3).entry), after: 1 }
    const heads = { type: 'heads', heads: [], digest: '', reply: false } as const
    const past = () => {
      const history = { next: () => run, isWhole: false, isBare: () => false, pass: () => undefined }
      return { history, ...subject(history) }
    }
    const asked = (effects: readonly SyncEffect[]) => sent(effects, 'want').map(({ peer, message }) => [peer, message])
    const askedOf = (peer: string) => [[peer, expect.objectContaining({ chain: bob, after: 1, head: run.head.id })]]

    it('once it is here, what was refused is tried again at once', () => {
      const { sync, history, receive } = past()
      sync.step({ type: 'connected', peer: alice }, start)
      const { entry, bytes } = make(alice, 1)
      receive(alice, { type: 'push', entry: bytes, objects: [] })
      const ids = [entry.id]
      expect(kinds(sync.step({ type: 'fetched', peer: alice, ids, outcome: 'complete' }, start))).toContain('commit')
      sync.step({ type: 'committed', ids: [], refused: ids }, start)
      expect(kinds(sync.step({ type: 'history' }, start))).not.toContain('commit')
      history.isWhole = true
      expect(kinds(sync.step({ type: 'history' }, start))).toContain('commit')
    })

    it('is asked for though somebody dates into the future', () => {
      const { sync, receive } = past()
      sync.step({ type: 'connected', peer: alice }, start)
      receive(alice, { type: 'push', entry: make(alice, 1, { wallMs: start + 2 * day }).bytes, objects: [] })
      expect(asked(receive(alice, heads))).toEqual(askedOf(alice))
    })

    it('is asked for though something waits for objects that nobody has', () => {
      const { sync, receive } = past()
      sync.step({ type: 'connected', peer: alice }, start)
      const { entry, bytes } = make(alice, 1)
      receive(alice, { type: 'push', entry: bytes, objects: [] })
      expect(asked(receive(alice, heads))).toEqual([])
      const failed = sync.step({ type: 'fetched', peer: alice, ids: [entry.id], outcome: 'unavailable' }, start)
      expect(asked(failed)).toEqual(askedOf(alice))
    })

    it('is asked of all in turn, whatever of it nobody has; once around, until there is news', () => {
      const runs = [1, 2, 3].map(n => ({ head: headOf(make(bob, n).entry), after: 0 }))
      const view = { next: () => runs[0], isWhole: false, isBare: () => false, pass: () => runs.push(runs.shift()!) }
      const { sync, receive } = subject(view)
      const all: string[] = []
      /** Answers in vain, as long as somebody is asked. */
      const answer = (effects: readonly SyncEffect[], turns = 50): void => {
        expect(turns).toBeGreaterThan(0)
        for (const { peer, message } of sent([...effects, ...sync.step({ type: 'history' }, start)], 'want')) {
          if (message.type !== 'want') continue
          all.push(`${peer} ${message.head}`)
          answer(receive(peer, { type: 'entries', chain: bob, head: message.head, entries: [], end: true }), turns - 1)
        }
      }
      const asked = (peers: readonly string[]): string[] =>
        peers.flatMap(peer => runs.map(({ head }) => `${peer} ${head.id}`)).sort()
      for (const peer of [alice, bob]) sync.step({ type: 'connected', peer }, start)
      for (const peer of [alice, bob]) answer(receive(peer, heads))
      expect(all.splice(0).sort()).toEqual(asked([alice, bob]))
      const checkpoints = [{ sha256: 'ab'.repeat(32), position: 1, signers: 1 }]
      answer(receive(alice, { type: 'have', heads: [], checkpoints }))
      expect(all.splice(0).sort()).toEqual(asked([alice]))
      for (const peer of [alice, bob]) answer(receive(peer, { type: 'have', heads: [] }))
      expect(all).toEqual([])
    })

    it('is asked of others when whoever was asked sends nothing, again and again', () => {
      const { sync, receive } = past()
      for (const peer of [alice, bob]) sync.step({ type: 'connected', peer }, start)
      expect(asked([...receive(alice, heads), ...receive(bob, heads)])).toEqual(askedOf(alice))
      const nothing = { type: 'entries', chain: bob, head: run.head.id, entries: [], end: false } as const
      const later = [6_000, 12_000].flatMap(ms => [
        ...receive(alice, nothing, start + ms),
        ...sync.step({ type: 'tick' }, start + ms)
      ])
      expect(asked(later)).toEqual(askedOf(bob))
    })

    it('is asked of each in turn, however often one tells that it may have got it', () => {
      const { sync, receive } = past()
      for (const peer of [alice, bob]) sync.step({ type: 'connected', peer }, start)
      const checkpoints = [{ sha256: 'ab'.repeat(32), position: 1, signers: 1 }]
      const turns = asked([...receive(alice, heads), ...receive(bob, heads)])
      for (let n = 0; n < 4; n++) {
        receive(alice, { type: 'have', heads: [], checkpoints })
        const inVain = { type: 'entries', chain: bob, head: run.head.id, entries: [], end: true } as const
        turns.push(...asked(receive(String(turns.at(-1)![0]), inVain)))
      }
      expect(turns.map(([peer]) => peer)).toEqual([alice, bob, alice, alice, alice])
    })

    it('is asked for again of who has got it since, and who has got it says so', () => {
      const { sync, receive, history } = past()
      sync.step({ type: 'connected', peer: alice }, start)
      receive(alice, heads)
      receive(alice, { type: 'entries', chain: bob, head: run.head.id, entries: [], end: true })
      expect(asked(sync.step({ type: 'tick' }, start + 1))).toEqual([])
      const checkpoints = [{ sha256: 'ab'.repeat(32), position: 1, signers: 1 }]
      expect(asked(receive(alice, { type: 'have', heads: [], checkpoints }))).toEqual(askedOf(alice))
      expect(sent(sync.step({ type: 'history' }, start + 2), 'have')).toEqual([])
      history.isWhole = true
      expect(sent(sync.step({ type: 'history' }, start + 2), 'have')).toHaveLength(1)
      expect(sent(sync.step({ type: 'history' }, start + 2), 'have')).toEqual([])
    })
  })

  it('takes an older checkpoint of a peer that has what others build on and cannot give it', () => {
    const { sync, receive } = subject()
    const told = { sha256: 'ab'.repeat(32), position: 1, signers: 1 }
    for (const peer of [alice, bob]) sync.step({ type: 'connected', peer }, start)
    const lost = make(bob, 1)
    const built = make(alice, 1, { deps: [headOf(lost.entry)] })
    const heads = [lost, built].map(({ entry }) => headOf(entry))
    receive(alice, { type: 'heads', heads, digest: '', reply: false, checkpoints: [told] })
    receive(alice, { type: 'push', entry: built.bytes, objects: [] })
    const fetched = sync.step({ type: 'fetched', peer: alice, ids: [built.entry.id], outcome: 'complete' }, start)
    // As long as somebody may answer, nothing else is done.
    expect(kinds(fetched)).not.toContain('adopt')
    const end = { type: 'entries', entries: [], end: true } as const
    for (const { id, chain } of heads) {
      const effects = receive(alice, { ...end, chain, head: id })
      if (id === lost.entry.id) expect(effects).toContainEqual({ type: 'adopt', peer: alice, offer: told })
    }
  })

  describe('what a staged entry builds on', () => {
    const first = make(alice, 1)
    const second = make(alice, 2, { parent: first.entry })
    const bytes = second.bytes

    it('is asked of who tells of its chain later, at once', () => {
      const { sync, heads, receive } = subject()
      for (const peer of [alice, bob]) sync.step({ type: 'connected', peer }, start)
      heads(bob)
      receive(alice, { type: 'push', entry: bytes, objects: [] })
      sync.step({ type: 'disconnected', peer: alice }, start)
      const third = make(alice, 3, { parent: second.entry })
      const told = receive(bob, { type: 'have', heads: [headOf(third.entry)] })
      const [{ head }] = sent(told, 'want').map(({ message }) => message as { head: string }) as [{ head: string }]
      expect(head).toBe(third.entry.id)
      const came = { type: 'entries', chain: alice, head, entries: [third.bytes], end: true } as const
      expect(sent(receive(bob, came), 'want')).toMatchObject([{ peer: bob, message: { head: first.entry.id } }])
    })

    it('is asked of others at once when whoever was asked goes', () => {
      const { sync, receive } = subject()
      for (const peer of [alice, bob]) sync.step({ type: 'connected', peer }, start)
      // Alice gives the second by itself, is asked for the first, and goes.
      const pushed = receive(alice, { type: 'push', entry: bytes, objects: [] })
      expect(sent(pushed, 'want')).toMatchObject([{ peer: alice, message: { head: first.entry.id } }])
      receive(bob, { type: 'have', heads: [headOf(second.entry)] })
      const gone = sync.step({ type: 'disconnected', peer: alice }, start)
      expect(sent(gone, 'want')).toMatchObject([{ peer: bob, message: { head: first.entry.id } }])
    })

    it('is asked of who comes later and has it, at once', () => {
      const { sync, heads, receive } = subject()
      sync.step({ type: 'connected', peer: alice }, start)
      receive(alice, { type: 'push', entry: bytes, objects: [] })
      sync.step({ type: 'disconnected', peer: alice }, start)
      sync.step({ type: 'connected', peer: bob }, start)
      const told = heads(bob, second.entry)
      expect(sent(told, 'want')).toMatchObject([{ peer: bob, message: { head: first.entry.id } }])
    })
  })
})
