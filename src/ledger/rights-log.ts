// What entries have brought that rights depend on: credentials, rules of records, files of keys, and withdrawals of any of
// them. Of entries that are not void; whether one still counts, a `Verdict` says.
import type { ObjectId, RefName } from '../base/types.ts'
import type { EntryTable } from './entry-table.ts'
import type { Facts, Grant, KeyFile, KeysInFile, RuleSet } from './types.ts'
import { nodeOf } from './write-rules.ts'

/** Where a grant came into the ledger. */
export interface Held {
  readonly grant: Grant
  /** Number of the entry that brought it. */
  readonly carrier: number
}

/** An entry that gave a node other rules than it had. */
export interface RuleWrite {
  readonly entry: number
  readonly before: readonly (RuleSet | undefined)[]
  readonly after: RuleSet | undefined
}

export interface Revoked {
  readonly credential?: string
  readonly key?: string
  /** Numbers of the last entries that are believed. */
  readonly cut: readonly number[]
}

/** The entry that revoked, and the last entries that it believes. */
interface Revocation {
  readonly entry: number
  readonly cut: readonly number[]
}

/** A credential could have the name of a key. */
const credentialKey = (id: string): string => `credential ${id}`

/** An entry that took rights from somebody. */
export interface Withdrawal {
  readonly entry: number
  readonly revokes: readonly Revoked[]
  /** By node: rules that it changed. */
  readonly rules: ReadonlyMap<string, RuleWrite>
  /** By `keyOfFile`: keys that are no longer in a file that rules name. */
  readonly removed: ReadonlyMap<string, ReadonlySet<string>>
}

export type From = { readonly node: string; readonly path: string }
export const keyOfFile = ({ node, path }: From): string => `${node}:${path}`

export class RightsLog {
  readonly #bySubject = new Map<string, Held[]>()
  readonly #byIssuer = new Map<string, Held[]>()
  readonly #byCarrier = new Map<number, Held[]>()
  /** By credential. */
  readonly #subjectsOf = new Map<string, Set<string>>()
  readonly #carried = new Map<number, readonly Grant[]>()
  readonly #ruleWrites = new Map<string, RuleWrite[]>()
  readonly #rulesOf = new Map<number, ReadonlyMap<string, RuleSet>>()
  /** By node with a file of keys: the nodes whose rules ever named it. */
  readonly #naming = new Map<string, Set<string>>()
  readonly #paths = new Map<string, Set<string>>()
  readonly #keys = new Map<string, ReadonlySet<string>>()
  /** By file of keys: entries that show it. */
  readonly #shown = new Map<string, number[]>()
  readonly #withdrawals = new Map<number, Withdrawal>()
  /** By credential, and by key, that they revoke. */
  readonly #revocations = new Map<string, Revocation[]>()
  #version = 0

  /** Another number whenever something was added or taken back. */
  get version(): number {
    return this.#version
  }

  /** What an entry brings, before it is judged. */
  take(entry: number, { grants = [], rules = [], keys = [] }: Facts): void {
    if (grants.length + rules.length + keys.length > 0) this.#version++
    if (grants.length > 0) this.#carried.set(entry, grants)
    if (rules.length > 0) this.#rulesOf.set(entry, rulesByNode(rules))
    for (const { commit, path, subjects } of keys) this.#keys.set(`${commit} ${path}`, new Set(subjects))
  }

  /** Takes back what a void entry brought; what stands in a file of keys does not depend on who published it. */
  drop(entry: number): void {
    this.#version++
    this.#carried.delete(entry)
    this.#rulesOf.delete(entry)
  }

  addGrant(grant: Grant, carrier: number): void {
    this.#version++
    const held = { grant, carrier }
    append(this.#bySubject, grant.subject, held)
    append(this.#byIssuer, grant.issuer, held)
    append(this.#byCarrier, carrier, held)
    add(this.#subjectsOf, grant.id, grant.subject)
  }

  addRuleWrite(node: string, write: RuleWrite): void {
    this.#version++
    append(this.#ruleWrites, node, write)
    for (const { from } of write.after ?? []) {
      if (from === undefined) continue
      add(this.#naming, from.node, node)
      add(this.#paths, from.node, from.path)
    }
  }

  addWithdrawal(withdrawal: Withdrawal): void {
    this.#version++
    this.#withdrawals.set(withdrawal.entry, withdrawal)
    for (const { credential, key, cut } of withdrawal.revokes) {
      const by = { entry: withdrawal.entry, cut }
      if (credential !== undefined) append(this.#revocations, credentialKey(credential), by)
      if (key !== undefined) append(this.#revocations, key, by)
    }
  }

  /** What an entry took from others. */
  withdrawal(entry: number): Withdrawal {
    return this.#withdrawals.get(entry)!
  }

  /** Revocations of a credential, or without one of a key. */
  revocations(key: string, credential?: string): readonly Revocation[] {
    return this.#revocations.get(credential === undefined ? key : credentialKey(credential)) ?? []
  }

  /** Grants that an entry brought, valid or not. */
  carried(entry: number): readonly Grant[] {
    return this.#carried.get(entry) ?? []
  }

  /** Entries that brought grants. */
  carriers(): IterableIterator<number> {
    return this.#carried.keys()
  }

  heldBy(subject: string): readonly Held[] {
    return this.#bySubject.get(subject) ?? []
  }

  /** Grants of an entry whose issuers had the right to them. */
  heldFrom(carrier: number): readonly Held[] {
    return this.#byCarrier.get(carrier) ?? []
  }

  /** Who holds, or held, what a revocation is about. */
  subjectsOf({ key, credential }: Revoked): string[] {
    if (key !== undefined) return [key]
    return [...(this.#subjectsOf.get(credential ?? '') ?? [])]
  }

  issuedBy(issuer: string): readonly Held[] {
    return this.#byIssuer.get(issuer) ?? []
  }

  subjects(): IterableIterator<string> {
    return this.#bySubject.keys()
  }

  ruleWrites(node: string): readonly RuleWrite[] {
    return this.#ruleWrites.get(node) ?? []
  }

  /** Nodes whose rules ever named this one in `from:`. */
  naming(node: string): ReadonlySet<string> | undefined {
    return this.#naming.get(node)
  }

  /** Files of keys of a node that rules ever named. */
  pathsOf(node: string): Iterable<string> {
    return this.#paths.get(node) ?? []
  }

  get hasRules(): boolean {
    return this.#ruleWrites.size > 0
  }

  /** Rules that an entry gives a node; undefined when its record has none, and when it writes none. */
  rulesIn(entry: number, node: string): RuleSet | undefined {
    return this.#rulesOf.get(entry)?.get(node)
  }

  /** Every file of keys that was read. */
  *files(): Generator<KeysInFile> {
    for (const [name, subjects] of this.#keys) {
      const [commit = '', path = ''] = [name.slice(0, 40), name.slice(41)]
      yield { commit, path, subjects: [...subjects] }
    }
  }

  keysOf(commit: ObjectId, path: string): ReadonlySet<string> | undefined {
    return this.#keys.get(`${commit} ${path}`)
  }

  /** What stands in the file counts for whoever has seen this entry. */
  addShown({ commit, path }: KeyFile, entry: number): void {
    append(this.#shown, `${commit} ${path}`, entry)
  }

  /** What stands in a file that one of these entries shows. */
  shownKeys(commit: ObjectId, path: string, isSeen: (entry: number) => boolean): ReadonlySet<string> | undefined {
    return this.#shown.get(`${commit} ${path}`)?.some(isSeen) ? this.keysOf(commit, path) : undefined
  }

  /** Whether others' rights can depend on an entry that is no withdrawal. */
  bears(entry: number, table: EntryTable, nameOf: (ref: number) => RefName): boolean {
    if (this.#carried.has(entry) || this.#rulesOf.has(entry)) return true
    if (this.#naming.size === 0 && this.#ruleWrites.size === 0) return false
    for (const slot of table.slots(entry)) {
      const place = nodeOf(nameOf(table.refOfSlot(slot)))
      if (place?.leaf === '!https' && this.#naming.has(place.node)) return true
      if (place?.leaf === '!meta' && this.#ruleWrites.get(place.node)?.some(write => write.entry === entry)) return true
    }
    return false
  }
}

/** Rules in what an entry brings, by node. */
export function rulesByNode(rules: NonNullable<Facts['rules']>): Map<string, RuleSet> {
  return new Map(rules.map(({ ref, rules: set }) => [nodeOf(ref)?.node ?? '', set]))
}

function append<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key)
  if (set) set.add(value)
  else map.set(key, new Set([value]))
}
