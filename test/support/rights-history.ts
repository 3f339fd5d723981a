// Made-up histories of a subnet that quarrels about rights: admins, writers and accounts who set rules, publish files of
// keys, grant, revoke at cuts near and far, make realms strict and write there in one term or another, write with and without
// the right, use signatures twice, and fork their chains, while they know more or less of each other.
import fc from 'fast-check'
import { sha256 } from '../../src/base/bytes.ts'
import { didOfKey } from '../../src/base/identity.ts'
import { observe, tick } from '../../src/ledger/clock.ts'
import { Ledger } from '../../src/ledger/ledger.ts'
import type {
  ChainHead,
  Change,
  Entry,
  EntryAccount,
  Facts,
  Grant,
  HybridTime,
  Order,
  RuleSet
} from '../../src/ledger/types.ts'
import { chainOf, type Draft, didOf, fakeId, grantOf, headOf, makeArrival, subnetKey } from './ledger-history.ts'
import type { Arrival } from './reference-rights.ts'

const root = didOfKey(subnetKey)
/** 0 and 1 are admins by the root, 2 by 0; 3 may write all, 4 below `e`. */
const kubes = 5
/** The first is an admin by the root, the others are nobody until a rule or a credential names them. */
export const accounts: readonly string[] = [
  didOfKey(sha256('account 0')),
  didOfKey(sha256('account 1')),
  `ssh:SHA256:${'A'.repeat(43)}`
]
const nodes = ['a', 'b', 'e', 'e/f', 'k']
const leaves = ['!https', '!code', '!dev/x']

const from = { node: 'k', path: 'keys' }
const other = { node: 'b', path: 'keys' }
export const ruleSets: readonly (RuleSet | undefined)[] = [
  undefined,
  [],
  [{ name: 'all', from }],
  [{ name: 'code', from, only: ['!code', '!dev/*'] }],
  [{ name: 'more', from, only: ['!code', '!dev/*', '!https'] }],
  [{ name: 'records', from, only: ['!meta', '!https'] }],
  [
    { name: 'code', from, only: ['!code'] },
    { name: 'sites', from: other, only: ['!*'] }
  ]
]

/** `term` is used where the writer has heard that a realm is strict; 0 is none. */
type Writer = { kube: number; account: number; term: number }
export type Step =
  | ({ type: 'write'; node: number; leaves: number[]; back: number; again: boolean } & Writer)
  | ({ type: 'rules'; node: number; set: number; andSite: boolean } & Writer)
  | ({ type: 'order'; node: number; order: Order | undefined } & Writer)
  | ({ type: 'keys'; node: number; holders: number[] } & Writer)
  | ({ type: 'grant'; to: number; role: Grant['role']; scope: string; again: number } & Writer)
  | ({ type: 'revoke'; what: number; isKey: boolean; back: number; all: boolean } & Writer)
  | { type: 'meet'; from: number; to: number }
  | { type: 'fork'; kube: number; back: number }

export const kube = fc.nat(kubes - 1)
/** Most write as themselves. */
const account = fc.oneof(
  { weight: 3, arbitrary: fc.constant(-1) },
  { weight: 2, arbitrary: fc.nat(accounts.length - 1) }
)
const term = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 4 }) }
)
const as = <T extends string, R extends object>(type: T, more: { [K in keyof R]: fc.Arbitrary<R[K]> }) =>
  fc.record({ type: fc.constant(type), kube, account, term, ...more }) as fc.Arbitrary<{ type: T } & Writer & R>
const node = fc.nat(nodes.length - 1)
const orders = fc.constantFrom<Order | undefined>('strict', 'strict', 'merge', undefined)
export const meet: fc.Arbitrary<Step> = fc.record({ type: fc.constant('meet' as const), from: kube, to: kube })
const fork = fc.record({ type: fc.constant('fork' as const), kube, back: fc.integer({ min: 1, max: 3 }) })
const write = (where: fc.Arbitrary<number>): fc.Arbitrary<Step> =>
  as('write', {
    node: where,
    leaves: fc.uniqueArray(fc.nat(leaves.length - 1), { minLength: 1, maxLength: 2 }),
    back: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat(3)),
    again: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true))
  })
const grant: fc.Arbitrary<Step> = as('grant', {
  to: fc.nat(kubes + accounts.length - 1),
  role: fc.constantFrom<Grant['role']>('admin', 'write', 'member'),
  scope: fc.constantFrom('', 'e'),
  again: fc.oneof({ weight: 2, arbitrary: fc.constant(-1) }, fc.nat(30))
})
export const revoke: fc.Arbitrary<Step> = as('revoke', {
  what: fc.nat(30),
  isKey: fc.boolean(),
  back: fc.nat(3),
  all: fc.boolean()
})
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: write(node) },
  { weight: 4, arbitrary: as('rules', { node, set: fc.nat(ruleSets.length - 1), andSite: fc.boolean() }) },
  { weight: 2, arbitrary: as('order', { node, order: orders }) },
  {
    weight: 3,
    arbitrary: as('keys', {
      node: fc.constantFrom(1, 4, 4),
      holders: fc.subarray(accounts.map((_, at) => at))
    })
  },
  { weight: 2, arbitrary: grant },
  { weight: 3, arbitrary: revoke },
  { weight: 7, arbitrary: meet },
  { weight: 1, arbitrary: fork }
)
/** Of a subnet where most is strict. */
const strictStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 18, arbitrary: write(fc.constantFrom(0, 0, 2, 3)) },
  {
    weight: 1,
    arbitrary: as('rules', { node: fc.constant(0), set: fc.nat(ruleSets.length - 1), andSite: fc.boolean() })
  },
  { weight: 3, arbitrary: as('order', { node: fc.constantFrom(0, 2, 3), order: orders }) },
  { weight: 1, arbitrary: grant },
  { weight: 2, arbitrary: revoke },
  { weight: 14, arbitrary: meet },
  { weight: 1, arbitrary: fork }
)

interface Machine {
  tip: Entry | undefined
  readonly known: Map<string, Arrival>
}

export class Quarrel {
  readonly #machines: Machine[] = Array.from({ length: kubes }, () => ({ tip: undefined, known: new Map() }))
  readonly #all = new Map<string, Arrival>()
  readonly #granted: Grant[] = []
  #now = 1_000
  #nonces = 0

  run(steps: readonly Step[]): Arrival[] {
    this.#found()
    for (const one of steps) this.#step(one)
    return [...this.#all.values()]
  }

  #found(): void {
    const write = (kube: number, grants: Grant[]) => {
      this.#granted.push(...grants)
      this.#append({ kube, account: -1, term: 0 }, [[`refs/!trust/${kube}/!credential`, fakeId('grant', kube)]], {
        grants
      })
    }
    const did = (at: number) => didOf(chainOf(at))
    write(0, [
      grantOf(root, did(0), 'admin'),
      grantOf(root, accounts[0]!, 'admin'),
      grantOf(root, did(1), 'admin'),
      grantOf(root, did(3), 'write'),
      grantOf(root, did(4), 'member')
    ])
    write(0, [grantOf(did(0), did(2), 'admin'), grantOf(did(0), did(4), 'write', 'e')])
    for (let at = 1; at < kubes; at++) this.#meet(0, at)
  }

  #step(one: Step): void {
    this.#now += 1
    if (one.type === 'meet') this.#meet(one.from, one.to)
    else if (one.type === 'fork') this.#fork(this.#machines[one.kube]!, one.back)
    else if (one.type === 'write') this.#write(one)
    else if (one.type === 'rules') this.#rules(one)
    else if (one.type === 'order') this.#order(one)
    else if (one.type === 'keys') this.#keys(one)
    else if (one.type === 'grant') this.#grant(one)
    else this.#revoke(one)
  }

  #write(one: Extract<Step, { type: 'write' }>): void {
    const refs = one.leaves.map((leaf): [string, string] => [`refs/${nodes[one.node]}/${leaves[leaf]}`, this.#value()])
    this.#append(one, refs, {}, one)
  }

  #rules(one: Extract<Step, { type: 'rules' }>): void {
    const ref = `refs/${nodes[one.node]}/!meta`
    const set = ruleSets[one.set]
    const refs: [string, string][] = [[ref, this.#value()]]
    if (one.andSite) refs.push([`refs/${nodes[one.node]}/!https`, this.#value()])
    const files = refs.slice(1).map(([, commit]) => ({ commit, path: 'keys', subjects: [accounts[1]!] }))
    this.#append(one, refs, { files, ...(set !== undefined && { rules: [{ ref, rules: set }] }) })
  }

  #order({ node: at, order, ...writer }: Extract<Step, { type: 'order' }>): void {
    const ref = `refs/${nodes[at]}/!meta`
    this.#append(writer, [[ref, this.#value()]], order === undefined ? {} : { orders: [{ ref, order }] })
  }

  /** Whether a machine has heard of an order for one of these or above it: most times that is right. */
  #hasHeard(machine: Machine, refs: readonly (readonly [string, string])[]): boolean {
    const orders = [...machine.known.values()].flatMap(({ orders: own = [] }) => own)
    const last = orders.findLast(({ ref }) =>
      refs.some(([written]) => written.startsWith(ref.slice(0, -'!meta'.length)))
    )
    return last?.order === 'strict'
  }

  #keys(one: Extract<Step, { type: 'keys' }>): void {
    const commit = this.#value()
    const subjects = one.holders.map(at => accounts[at]!).sort()
    const refs: [string, string][] = [[`refs/${nodes[one.node]}/!https`, commit]]
    this.#append(one, refs, { files: [{ commit, path: 'keys', subjects }] })
  }

  #grant(one: Extract<Step, { type: 'grant' }>): void {
    const to = one.to < kubes ? didOf(chainOf(one.to)) : accounts[one.to - kubes]!
    const grant = grantOf(this.#subject(one), to, one.role, one.scope)
    // What was granted before can be carried once more, whoever granted it.
    const again = one.again < 0 ? undefined : this.#granted[one.again % this.#granted.length]
    const grants = again === undefined ? [grant] : [grant, again]
    this.#granted.push(grant)
    this.#append(one, [[`refs/!trust/${grant.id}/!credential`, this.#value()]], { grants })
  }

  #revoke(one: Extract<Step, { type: 'revoke' }>): void {
    const grant = this.#granted[one.what % this.#granted.length]!
    const cut = this.#cut(this.#machines[one.kube]!, one.back).filter(
      ({ chain }) => one.all || didOf(chain) === grant.subject
    )
    const subject = one.isKey ? { key: grant.subject } : { credential: grant.id }
    const refs: [string, string][] = [[`refs/!trust/${grant.id}/!revoked`, this.#value()]]
    this.#append(one, refs, { revocations: [{ ...subject, cut }] })
  }

  /** What a machine knows of each chain, some entries short. */
  #cut(machine: Machine, back: number): ChainHead[] {
    return this.#tips(machine).map(tip => {
      let entry = tip
      for (let n = 0; n < back && entry.parent; n++) entry = machine.known.get(entry.parent)!.entry
      return headOf(entry)
    })
  }

  #subject({ kube: at, account: who }: Writer): string {
    return who < 0 ? didOf(chainOf(at)) : accounts[who]!
  }

  #value(): string {
    return fakeId('value', this.#now, this.#all.size)
  }

  #append(
    writer: Writer,
    refs: readonly (readonly [string, string])[],
    brings: Omit<Arrival, 'entry' | 'grants'> & { grants?: Grant[] },
    signed: { back: number; again: boolean } = { back: 0, again: false }
  ): void {
    const machine = this.#machines[writer.kube]!
    const deps = this.#tips(machine).filter(entry => entry.chain !== chainOf(writer.kube))
    const { grants = [], ...facts } = brings
    const draft: Draft = {
      kube: writer.kube,
      updates: [...refs].sort().map(([ref, value]) => ({ ref, old: undefined, new: value })),
      time: this.#time(machine),
      parent: machine.tip,
      deps: deps.map(headOf),
      grants,
      facts,
      ...(writer.term > 0 && this.#hasHeard(machine, refs) && { term: writer.term }),
      ...(writer.account >= 0 && { account: this.#account(machine, writer.account, signed) })
    }
    const arrival = makeArrival(draft)
    this.#all.set(arrival.entry.id, arrival)
    machine.known.set(arrival.entry.id, arrival)
    machine.tip = arrival.entry
  }

  #account(machine: Machine, who: number, { back, again }: { back: number; again: boolean }): EntryAccount {
    if (!again) this.#nonces++
    const nonce = this.#nonces.toString(16).padStart(32, '0')
    return { subject: accounts[who]!, sequence: Math.max(0, (machine.tip?.sequence ?? 0) - back), nonce }
  }

  #time(machine: Machine): HybridTime {
    let latest: HybridTime | undefined
    for (const { entry } of machine.known.values()) latest = observe(latest, entry.time)
    return tick(latest, this.#now)
  }

  #tips(machine: Machine): Entry[] {
    const builtOn = new Set<string>()
    for (const { entry } of machine.known.values()) {
      if (entry.parent) builtOn.add(entry.parent)
      for (const dep of entry.deps) builtOn.add(dep.id)
    }
    const tips = [...machine.known.values()].map(({ entry }) => entry).filter(({ id }) => !builtOn.has(id))
    return machine.tip && !tips.includes(machine.tip) ? [...tips, machine.tip] : tips
  }

  #meet(one: number, two: number): void {
    for (const [id, arrival] of this.#machines[one]!.known) this.#machines[two]!.known.set(id, arrival)
  }

  #fork(machine: Machine, back: number): void {
    for (let n = 0; n < back && machine.tip?.parent; n++) machine.tip = machine.known.get(machine.tip.parent)!.entry
  }
}

export const quarrel = (maxLength = 40): fc.Arbitrary<Arrival[]> =>
  fc.array(step, { minLength: 1, maxLength, size: 'max' }).map(steps => new Quarrel().run(steps))

/** The same where the node `a`, and what becomes strict later, is ordered by one or another of several terms. */
export const strictQuarrel = (maxLength = 40): fc.Arbitrary<Arrival[]> => {
  const first: Step = { type: 'order', kube: 0, account: -1, term: 0, node: 0, order: 'strict' }
  const told = [1, 2, 3, 4].map((to): Step => ({ type: 'meet', from: 0, to }))
  return fc
    .array(strictStep, { minLength: 1, maxLength, size: 'max' })
    .map(steps => new Quarrel().run([first, ...told, ...steps]))
}

/** A ledger that is given what it asks for, as `Replica` does. */
export class FilledLedger {
  readonly ledger = new Ledger({ subnet: subnetKey })
  readonly #files = new Map<string, NonNullable<Facts['keys']>[number]>()

  constructor(arrivals: readonly Arrival[]) {
    for (const file of arrivals.flatMap(({ files = [] }) => files)) this.#files.set(`${file.commit} ${file.path}`, file)
  }

  insert({ entry, ...facts }: Arrival): Change {
    const { files: _, ...own } = facts
    const keys = this.ledger
      .shownFiles(entry.updates, own, entry)
      .map(file => this.#files.get(`${file.commit} ${file.path}`) ?? { ...file, subjects: [] })
    return this.ledger.insert(entry, { ...own, keys })
  }
}
