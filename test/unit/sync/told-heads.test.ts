// What is known of what a peer has, where a chain forked.
import { describe, expect, it } from 'vitest'
import { headsMax } from '../../../src/base/limits.ts'
import type { ChainHead } from '../../../src/ledger/types.ts'
import { ToldHeads } from '../../../src/sync/told-heads.ts'
import { alice, bob, headOf, make, sent, start, subject } from '../../support/sync-subject.ts'

const head = (sequence: number, id = `${sequence}`, chain = alice): ChainHead => ({ chain, sequence, id })

/** A ledger with what follows what, by ids. */
function told(...lines: readonly (readonly string[])[]) {
  const has = (id: string): boolean => lines.some(line => line.includes(id))
  const covers = (id: string, past: string): boolean =>
    lines.some(line => line.includes(id) && line.includes(past) && line.indexOf(past) < line.indexOf(id))
  return new ToldHeads({ has, covers })
}

describe('what a peer has told that it has', () => {
  it('is each end of a chain, and what comes before one', () => {
    const heads = told(['1', '2', '3a'], ['1', '2', '3b', '4b'])
    for (const end of [head(3, '3a'), head(3, '3b')]) expect(heads.add(end)).toBe(true)
    expect(['3a', '3b', '2'].map(id => heads.has(head(id === '2' ? 2 : 3, id)))).toEqual([true, true, true])
    expect(heads.has(head(4, '4b'))).toBe(false)
  })

  it('is not an end of another branch, be that shorter', () => {
    const heads = told(['1', '2', '3'], ['1', '2b'])
    heads.add(head(3))
    expect(heads.has(head(2))).toBe(true)
    expect(heads.has(head(2, '2b'))).toBe(false)
  })

  it('is taken to be on the branch of what is not here yet', () => {
    const heads = told(['1', '2'])
    heads.add(head(7))
    expect(heads.has(head(2))).toBe(true)
  })

  it('is as long as it has ends: what a later one follows goes', () => {
    const line = Array.from({ length: 500 }, (_, n) => `${n + 1}`)
    const here = line.slice(0, 400)
    const heads = told(here, ['1', '2', '3b'])
    heads.add(head(3, '3b'))
    for (const id of here) heads.add(head(Number(id)))
    expect([...heads.of(alice)].map(({ id }) => id)).toEqual(['400', '3b'])
    for (const id of line) heads.add(head(Number(id)))
    expect([...heads.of(alice)]).toHaveLength(16)
    expect(heads.sequence(alice)).toBe(500)
    // What goes is told again, of the branch that goes on.
    expect(heads.has(head(3, '3b'))).toBe(true)
  })

  it('is no longer for entries that come one after another, each with the one before it', () => {
    const heads = told(['1', '2', '3b'])
    heads.add(head(3, '3b'))
    for (let at = 3; at < 300; at++) heads.add(head(at), `${at - 1}`)
    expect([...heads.of(alice)].map(({ id }) => id)).toEqual(['299', '3b'])
  })

  it('is of so many chains at most', () => {
    const heads = told()
    for (let n = 0; n < headsMax; n++) expect(heads.add(head(1, `${n}`, `k${n}`))).toBe(true)
    expect(heads.add(head(1, 'one more', bob))).toBe(false)
    expect([...heads.of()]).toHaveLength(headsMax)
  })
})

describe('a chain that forked', () => {
  it('is lacked by who has one branch of it', () => {
    const { sync, ledger, receive } = subject()
    const [one, other] = [make(bob, 1), make(bob, 1, { wallMs: 7 })]
    for (const { entry } of [one, other]) ledger.entries.set(entry.id, entry)
    sync.step({ type: 'connected', peer: alice }, start)
    const heads = (told: readonly ChainHead[]) =>
      receive(alice, { type: 'heads', heads: told, digest: '', reply: false })
    heads([headOf(one.entry)])
    expect(sync.lag(alice)).toBe(1)
    heads([headOf(one.entry), headOf(other.entry)])
    expect(sync.lag(alice)).toBe(0)
  })

  it('has what each of its branches builds on asked for again, of whoever says that it has it', () => {
    const { sync, receive } = subject()
    const lacked = make(alice, 1)
    const deps = [headOf(lacked.entry)]
    const forked = [make(bob, 1, { deps }), make(bob, 1, { wallMs: 7 })]
    const heads = { type: 'heads', heads: forked.map(({ entry }) => headOf(entry)), digest: '', reply: false } as const
    sync.step({ type: 'connected', peer: bob }, start)
    for (const { bytes } of forked) receive(bob, { type: 'push', entry: bytes, objects: [] })
    // Who sent them went, and what was asked of it with it.
    sync.step({ type: 'disconnected', peer: bob }, start)
    sync.step({ type: 'connected', peer: bob }, start)
    expect(sent(receive(bob, heads), 'want')).toEqual([
      { type: 'send', peer: bob, message: expect.objectContaining({ chain: alice, head: lacked.entry.id }) }
    ])
  })
})
