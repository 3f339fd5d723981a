// Made-up histories of a subnet: several KUBEs that write, meet, part, fork their chains, have wrong clocks and break
// the rules. Entries are not signed; what the ledger is given has been checked before.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { sha256, utf8 } from '../../src/base/bytes.ts'
import { didOfKey, keyOfPeerId, peerIdOfKey } from '../../src/base/identity.ts'
import { observe, tick } from '../../src/ledger/clock.ts'
import { compareHeads } from '../../src/ledger/entry-check.ts'
import type { ChainHead, Entry, EntryAccount, Grant, HybridTime, RefUpdate } from '../../src/ledger/types.ts'
import { type Arrival, referenceState } from './reference-ledger.ts'

export const subnetKey = sha256('the root of a test')
const root = didOfKey(subnetKey)

const remembered = <K, V>(make: (key: K) => V): ((key: K) => V) => {
  const made = new Map<K, V>()
  return key => {
    const value = made.get(key) ?? make(key)
    made.set(key, value)
    return value
  }
}

export const chainOf = remembered((kube: number): string => peerIdOfKey(sha256(`kube ${kube}`)))
export const didOf = remembered((chain: string): string => didOfKey(keyOfPeerId(chain)))
export const fakeId = (...seed: readonly unknown[]): string =>
  createHash('sha1').update(JSON.stringify(seed)).digest('hex')

export function grantOf(issuer: string, subject: string, role: Grant['role'], scope = ''): Grant {
  return { id: fakeId('grant', issuer, subject, role, scope), issuer, subject, role, scope }
}

export interface Draft {
  readonly kube: number
  readonly updates: readonly RefUpdate[]
  readonly time: HybridTime
  readonly parent?: Entry | undefined
  readonly deps?: readonly ChainHead[]
  readonly sequence?: number
  readonly grants?: readonly Grant[]
  readonly parentSha256?: Uint8Array
  readonly account?: EntryAccount
  readonly term?: number
  /** What else it brings. */
  readonly facts?: Omit<Arrival, 'entry' | 'grants'>
}

/** An entry as `decodeEntry` would give it, with a made-up id. */
export function makeArrival(draft: Draft): Arrival {
  const { kube, updates, time, parent, deps = [], grants = [] } = draft
  const chain = chainOf(kube)
  const sequence = draft.sequence ?? (parent?.sequence ?? 0) + 1
  const id = fakeId(chain, sequence, parent?.id, updates, time, deps, draft.account, draft.term)
  const parentSha256 = draft.parentSha256 ?? parent?.sha256
  const entry: Entry = {
    id,
    chain,
    sequence,
    rules: 1,
    time,
    publishedMs: time.wallMs,
    parent: parent?.id,
    deps: deps.toSorted(compareHeads),
    updates,
    ...(draft.account && { account: draft.account }),
    credentials: [],
    message: `update ${sequence}`,
    ...(draft.term !== undefined && { term: draft.term }),
    sha256: sha256(utf8.encode(id)),
    parentSha256: parent && parentSha256
  }
  return { entry, grants, ...draft.facts }
}

export const headOf = ({ chain, sequence, id }: Entry): ChainHead => ({ chain, sequence, id })

/** Admin, two that may write, a member, one that an admin lets in later, and one that has no right at all. */
export const kubes = 6
const nodeRefs = ['a', 'b', 'c', 'e/f'].map(node => `refs/${node}/!https`)

export type Step =
  | { type: 'write'; kube: number; refs: number[]; value: number; citeAll: boolean; fault: Fault }
  | { type: 'meet'; from: number; to: number }
  | { type: 'fork'; kube: number; back: number }
  | { type: 'settle'; kube: number; restore: boolean; pick: number }
  | { type: 'wait'; ms: number }

type Fault = 'none' | 'clock' | 'sequence' | 'parent' | 'dep' | 'ref'

const kube = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(0, 1, 4) },
  { weight: 3, arbitrary: fc.constant(2) },
  { weight: 2, arbitrary: fc.constantFrom(3, 5) }
)
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 20, arbitrary: fc.constant<Fault>('none') },
  { weight: 1, arbitrary: fc.constantFrom<Fault>('clock', 'sequence', 'parent', 'dep', 'ref') }
)
const write = fc.record({
  type: fc.constant('write' as const),
  kube,
  refs: fc.uniqueArray(fc.nat(nodeRefs.length - 1), { minLength: 1, maxLength: 3 }),
  value: fc.nat(3),
  citeAll: fc.boolean(),
  fault
})
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: write },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('meet' as const), from: kube, to: kube }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('fork' as const), kube, back: fc.integer({ min: 1, max: 3 }) })
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('settle' as const), kube, restore: fc.boolean(), pick: fc.nat(9) })
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.nat(20) }) }
)

/** Steps, and how far each KUBE's clock is off. */
export const history = (maxLength = 40): fc.Arbitrary<Arrival[]> =>
  fc
    .record({
      steps: fc.array(step, { minLength: 1, maxLength, size: 'max' }),
      skews: fc.array(fc.integer({ min: -10, max: 10 }), { minLength: kubes, maxLength: kubes })
    })
    .map(({ steps, skews }) => new Subnet(skews).run(steps))

interface Machine {
  tip: Entry | undefined
  /** In an order in which each follows what it builds on. */
  readonly known: Map<string, Arrival>
}

class Subnet {
  readonly #skews: readonly number[]
  readonly #machines: Machine[]
  readonly #all = new Map<string, Arrival>()
  #now = 1_000

  constructor(skews: readonly number[]) {
    this.#skews = skews
    this.#machines = skews.map(() => ({ tip: undefined, known: new Map() }))
    this.#found()
  }

  run(steps: readonly Step[]): Arrival[] {
    for (const step of steps) this.#step(step)
    return [...this.#all.values()]
  }

  /** The admin's first entry lets everybody in; what it grants by itself holds only from its second on. */
  #found(): void {
    const [admin, ...others] = [0, 1, 2, 3, 4].map(number => didOf(chainOf(number)))
    const first = makeArrival({
      kube: 0,
      time: { wallMs: 1, counter: 0 },
      updates: [{ ref: 'refs/!meta', old: undefined, new: fakeId('root') }],
      grants: [
        grantOf(root, admin!, 'admin'),
        grantOf(root, others[0]!, 'write'),
        grantOf(root, others[1]!, 'write', 'e'),
        grantOf(root, others[1]!, 'write', 'a'),
        grantOf(root, others[2]!, 'member'),
        grantOf(admin!, didOf(chainOf(5)), 'admin')
      ]
    })
    const second = makeArrival({
      kube: 0,
      time: { wallMs: 2, counter: 0 },
      parent: first.entry,
      updates: [{ ref: 'refs/!trust/x/!credential', old: undefined, new: fakeId('credential') }],
      grants: [grantOf(admin!, others[3]!, 'write')]
    })
    for (const arrival of [first, second]) this.#add(0, arrival)
    for (const number of [1, 2, 4]) this.#meet(0, number)
  }

  #step(step: Step): void {
    this.#now += 1
    const machine = this.#machines['kube' in step ? step.kube : 0]!
    if (step.type === 'wait') this.#now += step.ms
    else if (step.type === 'meet') this.#meet(step.from, step.to)
    else if (step.type === 'fork') this.#fork(machine, step.back)
    else if (step.type === 'settle') this.#settle(step.kube, step.restore, step.pick)
    else this.#write(step)
  }

  #write({ kube, refs, value, citeAll, fault }: Extract<Step, { type: 'write' }>): void {
    const names = refs.map(ref => nodeRefs[ref]!)
    if (kube === 3) names.splice(0, 1, `refs/!machines/${chainOf(3)}/!meta`)
    if (fault === 'ref') names.push('refs/!trust/y/!credential')
    const updates = names.sort().map(ref => ({
      ref,
      old: fakeId('any'),
      new: value === 0 ? undefined : fakeId('value', value, this.#all.size)
    }))
    this.#append(kube, updates, citeAll, fault)
  }

  /** With the fault `ref` it brings a credential too: one that holds if the KUBE is the admin. */
  #append(kube: number, updates: readonly RefUpdate[], citeAll: boolean, fault: Fault): void {
    const machine = this.#machines[kube]!
    const parent = machine.tip
    const deps = this.#depsOf(machine, chainOf(kube), citeAll)
    let latest: HybridTime | undefined
    for (const { entry } of machine.known.values()) latest = observe(latest, entry.time)
    const time = tick(latest, this.#now + this.#skews[kube]!)
    const wrong = deps.map((dep, at) => (at === 0 && fault === 'dep' ? { ...dep, sequence: dep.sequence + 1 } : dep))
    const arrival = makeArrival({
      kube,
      updates,
      parent,
      deps: wrong,
      grants: fault === 'ref' ? [grantOf(didOf(chainOf(kube)), didOf(chainOf(5)), 'write')] : [],
      time: fault === 'clock' ? { wallMs: 1 + (this.#now % 7), counter: 0 } : time,
      ...(fault === 'sequence' && parent ? { sequence: parent.sequence + 2 } : {}),
      ...(fault === 'parent' && parent ? { parentSha256: sha256('another') } : {})
    })
    this.#add(kube, arrival)
  }

  /** All tips that the machine knows, its own other branches too; or only those of others that no other known entry builds on. */
  #depsOf(machine: Machine, self: string, citeAll: boolean): ChainHead[] {
    const builtOn = new Set<string>()
    for (const { entry } of machine.known.values()) {
      if (entry.parent) builtOn.add(entry.parent)
      if (!citeAll) for (const dep of entry.deps) builtOn.add(dep.id)
    }
    const tips = [...machine.known.values()].map(({ entry }) => entry).filter(entry => !builtOn.has(entry.id))
    return tips.filter(entry => (citeAll ? entry !== machine.tip : entry.chain !== self)).map(headOf)
  }

  #add(kube: number, arrival: Arrival): void {
    const machine = this.#machines[kube]!
    if (this.#all.has(arrival.entry.id)) return
    this.#all.set(arrival.entry.id, arrival)
    machine.known.set(arrival.entry.id, arrival)
    machine.tip = arrival.entry
  }

  #meet(from: number, to: number): void {
    for (const [id, arrival] of this.#machines[from]!.known) this.#machines[to]!.known.set(id, arrival)
  }

  /** A home restored from a backup: it has forgotten its newest entries. */
  #fork(machine: Machine, back: number): void {
    for (let n = 0; n < back && machine.tip?.parent; n++) machine.tip = machine.known.get(machine.tip.parent)!.entry
  }

  #settle(kube: number, restore: boolean, pick: number): void {
    const machine = this.#machines[kube]!
    const { conflicts, refs } = referenceState(subnetKey, [...machine.known.values()])
    const conflict = conflicts[pick % Math.max(1, conflicts.length)]
    if (!conflict) return
    const loser = machine.known.get(conflict.entry)!.entry
    const updates = loser.updates.map(update => ({ ...update, new: restore ? update.new : refs.get(update.ref) }))
    this.#append(kube, updates, true, 'none')
  }
}

/** The same arrivals in another order in which each follows what it builds on; `choices` decide. */
export function reorder(arrivals: readonly Arrival[], choices: () => number): Arrival[] {
  const waiting = new Set(arrivals)
  const here = new Set<string>()
  const ordered: Arrival[] = []
  while (waiting.size > 0) {
    const ready = [...waiting].filter(({ entry }) =>
      [...(entry.parent ? [entry.parent] : []), ...entry.deps.map(dep => dep.id)].every(id => here.has(id))
    )
    const next = ready[Math.floor(choices() * ready.length)]!
    waiting.delete(next)
    here.add(next.entry.id)
    ordered.push(next)
  }
  return ordered
}

/** mulberry32: numbers from 0 up to 1 that follow from the seed. */
export function seeded(seed: number): () => number {
  let drawn = seed
  return () => {
    drawn = (drawn + 0x6d2b79f5) | 0
    let mixed = Math.imul(drawn ^ (drawn >>> 15), 1 | drawn)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
