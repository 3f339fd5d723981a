// What the ledger thinks of each entry before the merge: void (it never had the right), struck (it has lost it), or it
// counts. And what it would think of one that is still to be written.
import { didOfKey, keyOfPeerId } from '../base/identity.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { EntryTable, Links } from './entry-table.ts'
import { Epochs } from './epochs.ts'
import type { Evidence } from './evidence.ts'
import { Fences } from './fences.ts'
import { type Past, removedKeys, shownFiles } from './key-files.ts'
import { disorder, OrderLog, orderOf, ordersByNode } from './orders.ts'
import type { ToldAccount } from './part-details.ts'
import { isPast, PastView } from './past-view.ts'
import { PlainRights } from './plain-rights.ts'
import { onlyAdminsRaise, Raises } from './raises.ts'
import type { RefTable } from './ref-table.ts'
import { type Denial, isAdmin, updatesDenial } from './rights.ts'
import { type Revoked, RightsLog, type RuleWrite, rulesByNode, type Withdrawal } from './rights-log.ts'
import { Strikes } from './strikes.ts'
import {
  type Entry,
  type Facts,
  firstRules,
  type Grant,
  type KeyFile,
  type KeysInFile,
  type Order,
  type RefUpdate,
  type RuleSet
} from './types.ts'
import { nodeOf, sameRules, takesNothing } from './write-rules.ts'

/** What an entry comes to, and which others are struck because of it or are no longer. */
export interface Judgement {
  readonly standing: 'counts' | 'struck' | 'void'
  readonly changed: readonly number[]
}

const unchanged: readonly number[] = []

export class Judge {
  readonly #table: EntryTable
  readonly #refs: RefTable
  readonly #log = new RightsLog()
  readonly #orders = new OrderLog()
  readonly raises: Raises
  readonly #evidence: Evidence
  readonly #epochs: Epochs
  readonly #strikes: Strikes
  readonly #fences: Fences
  readonly #plain: PlainRights
  readonly #dids = new Map<PeerId, string>()
  /** Why an entry is void, by its number. */
  readonly #void = new Map<number, string>()

  /** `root` is the did of the subnet. */
  constructor(root: string, table: EntryTable, refs: RefTable) {
    this.#table = table
    this.#refs = refs
    this.#evidence = {
      root,
      table,
      log: this.#log,
      orders: this.#orders,
      isVoid: entry => this.#void.has(entry),
      didOf: chain => this.#didOf(chain),
      refName: ref => refs.name(ref),
      writersOf: ref => this.#writersOf(ref)
    }
    this.#epochs = new Epochs(this.#evidence)
    this.#strikes = new Strikes(this.#evidence, this.#epochs)
    this.raises = new Raises(table, this.#epochs)
    this.#fences = new Fences(table, entry => this.#strikes.has(entry))
    this.#plain = new PlainRights(this.#evidence, this.#epochs)
  }

  /** Takes in the entry that was just added to the table; `wrong`: in which way it is none. */
  take(number: number, entry: Entry, facts: Facts, links: Links, wrong: string | undefined): Judgement {
    this.#epochs.push(links)
    this.#log.take(number, facts)
    const denied = (): string | undefined => this.#epochs.at(number).denialAtPast(number)?.reason
    const reason =
      wrong ??
      this.#replayed(number) ??
      denied() ??
      this.#disorder(number, entry) ??
      this.raises.refusal(number, facts, links)
    if (reason !== undefined) {
      this.#void.set(number, reason)
      this.#log.drop(number)
      return { standing: 'void', changed: unchanged }
    }
    this.raises.take(number, facts)
    const withdrawal = this.#record(number, entry, facts)
    if (withdrawal !== undefined) this.#log.addWithdrawal(withdrawal)
    const struck = withdrawal === undefined ? unchanged : this.#strikes.withdraw(number)
    if (withdrawal === undefined) this.#strikes.add(number)
    const changed = this.#fence(number, entry, struck)
    return { standing: this.isStruck(number) ? 'struck' : 'counts', changed }
  }

  /**
   * Whether an entry to come that brings nothing, and has no term, has the right to what it does and changes nobody's. What
   * is not plain may have it as well.
   */
  isPlain(links: Links, refs: readonly number[], account: ToldAccount | undefined): boolean {
    const { accounts } = this.#table
    const number = account === undefined ? -1 : accounts.numberOf(account.subject)
    if (number === undefined || (account !== undefined && !accounts.isNew(account))) return false
    return this.#plain.mayWrite(links.parent!, this.#epochs.pastOf(links), refs, number)
  }

  /** Takes in the entry that was just added to the table, and is plain. */
  takePlain(number: number, links: Links): Judgement['standing'] {
    this.#epochs.push(links)
    this.#strikes.add(number)
    return this.#strikes.has(number) ? 'struck' : 'counts'
  }

  isVoid(entry: number): boolean {
    return this.#void.has(entry)
  }

  /** Whether a withdrawal or a later term has taken it out of the merge. */
  isStruck(entry: number): boolean {
    return this.#strikes.has(entry) || this.#fences.has(entry)
  }

  /** All of them, once or twice. */
  *struck(): Generator<number> {
    yield* this.#strikes.values()
    yield* this.#fences.values()
  }

  /** Whether it is a later term alone that has. */
  isFenced(entry: number): boolean {
    return this.#fences.has(entry) && !this.#strikes.has(entry)
  }

  /** The last entry of strict realms that counts. */
  strictTip(): number | undefined {
    return this.#fences.tip()
  }

  /** How a changeset that has seen everything here is ordered. */
  orderNow(updates: readonly Pick<RefUpdate, 'ref'>[]): Order | 'mixed' {
    return this.#orders.isEmpty ? 'merge' : orderOf(updates, this.#epochs.now.viewNow())
  }

  /** Why an entry is void or struck. */
  reason(entry: number): string | undefined {
    const reason = this.#void.get(entry) ?? this.#strikes.reason(entry)
    return reason ?? (this.#fences.has(entry) ? 'a later term had begun without it' : undefined)
  }

  /** Files of keys that an entry to come with these updates shows; without links one that has seen all that is here. */
  shownFiles(updates: readonly RefUpdate[], facts: Facts, links?: Links): KeyFile[] {
    return shownFiles(this.#evidence, updates, facts, this.#pastOf(links))
  }

  /** How many keys a file has, where that is known, and whether an entry shows it, so that it counts for whoever has seen all. */
  knowledgeOf({ commit, path }: KeyFile): { readonly keys: number; readonly isShown: boolean } | undefined {
    const keys = this.#log.keysOf(commit, path)?.size
    return keys === undefined
      ? undefined
      : { keys, isShown: this.#log.shownKeys(commit, path, () => true) !== undefined }
  }

  #pastOf(links: Links | undefined): Past {
    if (links === undefined) return { has: () => true, view: () => this.#epochs.now.viewNow() }
    const has = (entry: number): boolean => isPast(this.#table, entry, links)
    return { has, view: () => this.#epochs.of(this.#epochs.pastOf(links)).viewOf(has) }
  }

  /** Why the next entry of a KUBE could not make these updates, for the account when one is given. */
  denial(chain: PeerId, updates: readonly RefUpdate[], facts: Facts, account?: string): Denial | undefined {
    const { now } = this.#epochs
    const kube = this.#didOf(chain)
    const subject = account ?? kube
    const own = (facts.grants ?? []).filter(grant => grant.subject === subject && grant.issuer === this.#evidence.root)
    const grants = [...now.grantsNow(subject), ...own]
    const held = account === undefined ? grants : now.grantsNow(kube)
    if (held.length === 0) return { subject: kube, reason: `${chain} holds no credential that lets it write` }
    if (now.isRevokedNow(subject)) return { subject, reason: `the key ${subject} was revoked` }
    const rules = rulesByNode(facts.rules ?? [])
    const isRaise = (facts.raises ?? firstRules) > this.raises.now()
    if (isRaise && !isAdmin(grants)) return { subject, reason: onlyAdminsRaise }
    const actor = { subject, chain: account === undefined ? chain : undefined, grants }
    return updatesDenial(actor, updates, node => rules.get(node), now.viewNow())
  }

  /** Valid grants that are in force once everything here is seen, each once; of one subject when given. */
  grants(subject?: string): Grant[] {
    const subjects = subject === undefined ? [...this.#log.subjects()] : [subject]
    return subjects.flatMap(each => this.#epochs.now.grantsNow(each))
  }

  /** Valid grants in the causal past of an entry, with those that it brought itself. */
  grantsAt(entry: number, subject?: string): Grant[] {
    const subjects = subject === undefined ? [...this.#log.subjects()] : [subject]
    const verdict = this.#epochs.at(entry)
    const grants = subjects.flatMap(each => {
      if (verdict.isRevokedAt(each, entry)) return []
      const own = this.#log.heldBy(each).filter(({ carrier }) => carrier === entry)
      return [...verdict.grantsAt(each, entry), ...own.map(({ grant }) => grant)]
    })
    return [...new Map(grants.map(grant => [grant.id, grant])).values()]
  }

  /** Every file of keys that was read. */
  keys(): Iterable<KeysInFile> {
    return this.#log.files()
  }

  /** Whether the key of a chain was ever granted anything, in force or not: entries of others never count. */
  isGranted(chain: PeerId): boolean {
    return this.#log.heldBy(this.#dids.get(chain) ?? didOfKey(keyOfPeerId(chain))).length > 0
  }

  /** Withdrawals that count. */
  withdrawals(): ReadonlySet<number> {
    return this.#epochs.now.accepted
  }

  #replayed(number: number): string | undefined {
    const again = this.#table.accounts.isReplayed(number, entry => this.#table.parent(entry))
    return again ? 'the signature of its account was used before' : undefined
  }

  #disorder(number: number, { updates, term }: Entry): string | undefined {
    const order = this.#orders.isEmpty ? 'merge' : orderOf(updates, this.#epochs.at(number).viewAt(number))
    return disorder(order, term)
  }

  /** Those that withdrawals or terms have taken out of the merge because of an entry, or no longer do; itself apart. */
  #fence(number: number, { term }: Entry, struck: readonly number[]): readonly number[] {
    const fenced = term === undefined ? unchanged : this.#fences.take(number)
    const again = struck.some(other => this.#table.term(other) !== undefined) ? this.#fences.settle() : unchanged
    if (fenced.length + again.length === 0) return struck
    return [...new Set([...struck, ...fenced, ...again])].filter(other => other !== number)
  }

  /** Keeps what others' rights depend on. Gives what the entry takes from others. */
  #record(number: number, entry: Entry, facts: Facts): Withdrawal | undefined {
    const verdict = this.#epochs.at(number)
    for (const grant of facts.grants ?? []) {
      if (verdict.mayIssue(grant, number)) this.#log.addGrant(grant, number)
    }
    const has = (other: number): boolean => this.#table.isBefore(other, number)
    const view = new PastView(this.#evidence, other => !this.#void.has(other), has)
    const rules = this.#ruleWrites(number, entry, view)
    const shown = shownFiles(this.#evidence, entry.updates, facts, { has, view: () => verdict.viewAt(number) })
    for (const file of shown) {
      if (!this.#log.shownKeys(file.commit, file.path, has)) this.#log.addShown(file, number)
    }
    const removed = removedKeys(this.#evidence, number, entry, { has, view: () => view })
    const revokes = (facts.revocations ?? []).map(
      ({ credential, key, cut }): Revoked => ({
        ...(credential !== undefined && { credential }),
        ...(key !== undefined && { key }),
        cut: cut.flatMap(head => this.#lastBelieved(number, head.id))
      })
    )
    for (const [node, write] of rules) this.#log.addRuleWrite(node, write)
    this.#recordOrders(number, entry, facts, view)
    const taking = new Map([...rules].filter(([, write]) => !takesNothingOf(write)))
    if (revokes.length + taking.size + removed.size === 0) return undefined
    return { entry: number, revokes, rules: taking, removed }
  }

  #lastBelieved(number: number, id: ObjectId): number[] {
    const last = this.#table.find(id)
    return last !== undefined && this.#table.isBefore(last, number) ? [last] : []
  }

  /** Where the rules that an entry gives a node are others than it had. */
  #ruleWrites(number: number, entry: Entry, view: PastView): Map<string, RuleWrite> {
    const writes = new Map<string, RuleWrite>()
    for (const { ref } of entry.updates) {
      const place = nodeOf(ref)
      if (place?.leaf !== '!meta') continue
      const before = view.rules(place.node)
      const after: RuleSet | undefined = this.#log.rulesIn(number, place.node)
      const same = before.length === 0 ? after === undefined : before.every(rules => sameRules(rules, after))
      if (!same) writes.set(place.node, { entry: number, before, after })
    }
    return writes
  }

  /** Where the order that an entry gives a node is another than it had. */
  #recordOrders(number: number, { updates }: Entry, { orders }: Facts, view: PastView): void {
    if (orders === undefined && this.#orders.isEmpty) return
    const own = ordersByNode(orders ?? [])
    for (const { ref } of updates) {
      const place = nodeOf(ref)
      if (place?.leaf !== '!meta') continue
      const before = view.orders(place.node)
      const after = own.get(place.node)
      const same = before.length === 0 ? after === undefined : before.every(order => order === after)
      if (!same) this.#orders.add(place.node, { entry: number, after })
    }
  }

  *#writersOf(name: string): Generator<{ entry: number; value: ObjectId | undefined }> {
    const ref = this.#refs.find(name)
    if (ref === undefined) return
    for (const slot of this.#refs.writers(ref)) {
      yield { entry: this.#table.entryOfSlot(slot), value: this.#table.newOfSlot(slot) }
    }
  }

  #didOf(chain: PeerId): string {
    let did = this.#dids.get(chain)
    if (did === undefined) {
      did = didOfKey(keyOfPeerId(chain))
      this.#dids.set(chain, did)
    }
    return did
  }
}

function takesNothingOf({ before, after }: RuleWrite): boolean {
  return before.length === 0 ? takesNothing(undefined, after) : before.every(rules => takesNothing(rules, after))
}
