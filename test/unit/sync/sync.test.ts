// The state machine step by step, over a ledger that only remembers. What it does in the large, the simulator shows.
import { describe, expect, it } from 'vitest'
import { sha256, toHex } from '../../../src/base/bytes.ts'
import { KubeError } from '../../../src/base/errors.ts'
import { peerIdOfKey } from '../../../src/base/identity.ts'
import {
  allHeldBytesMax,
  headsMax,
  heldBytesMax,
  heldEntriesMax,
  strangeEntriesMax,
  wantsMax
} from '../../../src/base/limits.ts'
import type { ObjectId } from '../../../src/base/types.ts'
import type { ChainHead, Entry, EntryBytes } from '../../../src/ledger/types.ts'
import { type HistoryView, noHistory } from '../../../src/sync/history.ts'
import type { SyncMessage } from '../../../src/sync/messages.ts'
import { Sync } from '../../../src/sync/sync.ts'
import type { LedgerView, StagedEntry, SyncEffect } from '../../../src/sync/types.ts'

const peerOf = (name: string): string => peerIdOfKey(sha256(name))
const [self, alice, bob] = ['self', 'alice', 'bob'].map(peerOf) as [string, string, string]
const start = 1_700_000_000_000
const day = 24 * 60 * 60 * 1000

interface Made {
  readonly entry: Entry
  readonly bytes: EntryBytes
}

function make(
  chain: string,
  sequence: number,
  more: { parent?: Entry; deps?: ChainHead[]; wallMs?: number } = {}
): Made {
  const id = toHex(sha256(`${chain} ${sequence} ${more.parent?.id}`)).slice(0, 40)
  const entry: Entry = {
    id,
    chain,
    sequence,
    rules: 1,
    time: { wallMs: more.wallMs ?? start + sequence, counter: 0 },
    publishedMs: start,
    parent: more.parent?.id,
    deps: more.deps ?? [],
    updates: [{ ref: 'refs/a/!https', old: undefined, new: id }],
    credentials: [],
    message: `${sequence}`,
    sha256: new Uint8Array(32),
    parentSha256: undefined
  }
  const none = new Uint8Array()
  return { entry, bytes: { commit: Buffer.from(JSON.stringify(entry)), changeset: none, objects: none } }
}

const headOf = ({ chain, sequence, id }: Entry): ChainHead => ({ chain, sequence, id })

class Memory implements LedgerView {
  readonly entries = new Map<ObjectId, Entry>()
  /** Chains that nobody was granted anything for. */
  readonly strangers = new Set<string>()

  get position(): number {
    return this.entries.size
  }

  has(id: ObjectId): boolean {
    return this.entries.has(id)
  }

  get(id: ObjectId): Entry | undefined {
    return this.entries.get(id)
  }

  heads(): ChainHead[] {
    const parents = new Set([...this.entries.values()].map(entry => entry.parent))
    return [...this.entries.values()].filter(entry => !parents.has(entry.id)).map(headOf)
  }

  missing(entry: Entry): ObjectId[] {
    return [...(entry.parent ? [entry.parent] : []), ...entry.deps.map(dep => dep.id)].filter(id => !this.has(id))
  }

  digest(): string {
    return toHex(sha256([...this.entries.keys()].sort().join(' ')))
  }

  isGranted(chain: string): boolean {
    return !this.strangers.has(chain)
  }

  branch(head: ObjectId, after: number, limit: number): Entry[] {
    const found: Entry[] = []
    for (let entry = this.get(head); entry && entry.sequence > after; entry = this.get(entry.parent ?? ''))
      found.unshift(entry)
    return found.slice(0, limit)
  }
}

function subject(history: HistoryView = noHistory) {
  const ledger = new Memory()
  const sync = new Sync({
    self,
    ledger,
    random: () => 0,
    history,
    decode: bytes => {
      const text = Buffer.from(bytes.commit).toString()
      if (!text.startsWith('{'))
        throw new KubeError('KUBE_LEDGER_INVALID', 'not an entry', { reason: 'it is nonsense' })
      return { entry: JSON.parse(text) as Entry, listed: [] }
    }
  })
  const receive = (peer: string, message: SyncMessage, now = start) =>
    sync.step({ type: 'received', peer, message }, now)
  const heads = (peer: string, ...entries: Entry[]) =>
    receive(peer, { type: 'heads', heads: entries.map(headOf), digest: '', reply: false })
  return { ledger, sync, receive, heads }
}

const sent = (effects: readonly SyncEffect[], type: SyncMessage['type']) =>
  effects.flatMap(effect => (effect.type === 'send' && effect.message.type === type ? [effect] : []))
const kinds = (effects: readonly SyncEffect[]): string[] => effects.map(effect => effect.type)

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
    const [have] = sent(sync.step({ type: 'committed', ids: [entry.id] }, start), 'have')
    expect(have).toMatchObject({ peer: alice, message: { heads: [headOf(entry)] } })
    expect(sync.caughtUp()).toBe(true)
  })

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
    sync.step({ type: 'refused', ids: [lie.entry.id] }, start)
    expect(kinds(sync.step({ type: 'tick' }, start + 100))).not.toContain('commit')
    receive(alice, { type: 'push', entry: honest.bytes, objects: [] }, start + 101)
    const ids = [honest.entry.id]
    sync.step({ type: 'fetched', peer: alice, ids, outcome: 'complete' }, start + 102)
    ledger.entries.set(honest.entry.id, honest.entry)
    expect(kinds(sync.step({ type: 'committed', ids }, start + 103))).toContain('commit')
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
    sync.step({ type: 'committed', ids }, start)
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

  describe('the past behind a checkpoint', () => {
    const run = { head: headOf(make(bob, 3).entry), after: 1 }
    const heads = { type: 'heads', heads: [], digest: '', reply: false } as const
    const past = () => {
      const history = { next: () => run, isWhole: false, isBare: () => false, pass: () => undefined }
      return { history, ...subject(history) }
    }
    const asked = (effects: readonly SyncEffect[]) => sent(effects, 'want').map(({ peer, message }) => [peer, message])
    const askedOf = (peer: string) => [[peer, expect.objectContaining({ chain: bob, after: 1, head: run.head.id })]]

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
    const told = sync.step({ type: 'committed', ids: [cited.id, building.entry.id] }, start)
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

  describe('what a staged entry builds on', () => {
    const first = make(alice, 1)
    const second = make(alice, 2, { parent: first.entry })
    const bytes = second.bytes

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
