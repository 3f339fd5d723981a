// Which entries of a set are void, struck, or count: rights by credentials and rules, withdrawals by seniority, from the
// definition (replication.md, Merge; trust.md, Who may write, Revocation). Nothing is shared between two questions but what
// was found about the very same set of withdrawals.
import { didOfKey, keyOfPeerId } from '../../src/base/identity.ts'
import type { Entry, Facts, Grant, KeyRule, RuleSet } from '../../src/ledger/types.ts'
import { isInOrder } from './reference-orders.ts'

export interface Arrival extends Omit<Facts, 'grants' | 'keys'> {
  readonly entry: Entry
  readonly grants: readonly Grant[]
  /** Files of keys in the releases that it brings. */
  readonly files?: NonNullable<Facts['keys']>
}

type Rules = RuleSet | undefined
interface Actor {
  readonly subject: string
  readonly kube: boolean
  readonly chain: string
  readonly grants: readonly Grant[]
}
interface Taken {
  readonly id: string
  readonly revokes: readonly { credential?: string; key?: string; cut: readonly string[] }[]
  /** Node: rules before, and after. */
  readonly rules: ReadonlyMap<string, { before: readonly Rules[]; after: Rules }>
  /** `node path key` */
  readonly keys: ReadonlySet<string>
}
interface View {
  /** Every node that anybody ever gave rules. */
  readonly ruled: Iterable<string>
  rules(node: string): readonly Rules[]
  hasKey(node: string, path: string, subject: string): boolean
}
type Rank = readonly (number | string)[]

const dids = new Map<string, string>()
const didOf = (chain: string): string => {
  const did = dids.get(chain) ?? didOfKey(keyOfPeerId(chain))
  dids.set(chain, did)
  return did
}
const inScope = (ref: string, scope: string): boolean => scope === '' || ref.startsWith(`refs/${scope}/`)
const placeOf = (ref: string): { node: string; leaf: string } | undefined => {
  const found = /^refs\/(?:((?:[^!/][^/]*\/)*[^!/][^/]*)\/)?(!.*)$/.exec(ref)
  const [node, leaf] = [found?.[1] ?? '', found?.[2] ?? '']
  return node === '' && /^!(trust|machines)\//.test(leaf) ? undefined : { node, leaf }
}
const isAbout = (rule: KeyRule, leaf: string): boolean =>
  rule.only?.some(glob => (glob.endsWith('*') ? leaf.startsWith(glob.slice(0, -1)) : leaf === glob)) ?? true
const up = (node: string): string | undefined => {
  if (node === '') return undefined
  return node.includes('/') ? node.replace(/\/[^/]*$/, '') : ''
}
const same = (a: Rules, b: Rules): boolean => JSON.stringify(a) === JSON.stringify(b)
const fromOf = ({ from }: KeyRule): string => (from ? `${from.node}:${from.path}` : '')
const within = (a: KeyRule, b: KeyRule): boolean =>
  a.from === undefined ||
  (fromOf(a) === fromOf(b) && (b.only === undefined || (a.only?.every(leaf => isAbout(b, leaf)) ?? false)))
const nothingNew = (a: RuleSet, b: RuleSet): boolean => a.every(x => x.from === undefined || b.some(y => within(x, y)))
const takesNothing = (a: Rules, b: Rules): boolean => {
  if (a === undefined || b === undefined) return a === b
  return nothingNew(a, b) && b.every(y => a.some(x => x.from?.node === y.from?.node))
}

/** Older entries first. */
const isLater = (a: Entry['time'], b: Entry['time']): boolean =>
  a.wallMs > b.wallMs || (a.wallMs === b.wallMs && a.counter > b.counter)

function isTrue(entry: Entry, byId: ReadonlyMap<string, Arrival>): boolean {
  if (entry.parent !== undefined) {
    const { entry: parent } = byId.get(entry.parent)!
    if (parent.chain !== entry.chain || parent.sequence !== entry.sequence - 1) return false
    if (Buffer.compare(parent.sha256, entry.parentSha256!) !== 0) return false
  }
  return entry.deps.every(dep => {
    const { entry: cited } = byId.get(dep.id)!
    return cited.chain === dep.chain && cited.sequence === dep.sequence
  })
}

export class ReferenceRights {
  readonly #root: string
  readonly #byId: ReadonlyMap<string, Arrival>
  readonly #pasts: ReadonlyMap<string, ReadonlySet<string>>
  readonly ruled = new Set<string>()
  /** Whether any entry brings an order of a realm. */
  readonly hasOrders: boolean
  readonly #files = new Map<string, readonly string[]>()
  readonly #shownBy = new Map<string, ReadonlySet<string>>()
  readonly #void = new Map<string, boolean>()
  readonly #taken = new Map<string, Taken | undefined>()
  readonly #verdicts = new Map<string, Verdict>()

  constructor(subnet: Uint8Array, byId: ReadonlyMap<string, Arrival>, pasts: ReadonlyMap<string, ReadonlySet<string>>) {
    this.#root = didOfKey(subnet)
    this.#byId = byId
    this.#pasts = pasts
    this.hasOrders = [...byId.values()].some(({ orders = [] }) => orders.length > 0)
    for (const { files = [], rules = [] } of byId.values()) {
      for (const { ref } of rules) this.ruled.add(placeOf(ref)?.node ?? '')
      for (const { commit, path, subjects } of files) this.#files.set(`${commit} ${path}`, subjects)
    }
  }

  /** Never had the right, or is not what it says it is: whatever else there is. */
  isVoid(id: string): boolean {
    let found = this.#void.get(id)
    if (found === undefined) {
      found = this.#isMisfit(id) || this.#isUnruly(id) || this.verdict([...this.past(id)]).lacksRight(id)
      found ||= !isInOrder(this, id) || this.#raisesWithoutRight(id)
      this.#void.set(id, found)
    }
    return found
  }

  /** Of a set that holds the past of each of its entries. */
  verdict(ids: readonly string[]): Verdict {
    const taking = ids.filter(id => this.taken(id) !== undefined).sort()
    const key = taking.join()
    const verdict = this.#verdicts.get(key) ?? new Verdict(this, this.#root, taking)
    this.#verdicts.set(key, verdict)
    return verdict
  }

  past(id: string): ReadonlySet<string> {
    return this.#pasts.get(id)!
  }

  arrival(id: string): Arrival {
    return this.#byId.get(id)!
  }

  get ids(): IterableIterator<string> {
    return this.#byId.keys()
  }

  /** What stands in a file, where one of these entries shows it. */
  shownFile(commit: string | undefined, path: string, seen: Iterable<string>): readonly string[] {
    return [...seen].some(id => this.#shown(id).has(`${commit} ${path}`)) ? this.#file(commit, path) : []
  }

  #file(commit: string | undefined, path: string): readonly string[] {
    return this.#files.get(`${commit} ${path}`) ?? []
  }

  /**
   * The files of keys that an entry shows: of the release that it brings, where rules that it had seen name them, or its own,
   * and of those that it replaces; and those that its rules name, of the releases that it had seen.
   */
  #shown(id: string): ReadonlySet<string> {
    const known = this.#shownBy.get(id)
    if (known !== undefined) return known
    const shown = new Set<string>()
    const { entry, rules = [] } = this.arrival(id)
    const verdict = this.isVoid(id) ? undefined : this.verdict([...this.past(id)])
    const named = rules.flatMap(({ rules: set }) => set.flatMap(rule => rule.from ?? []))
    const showLast = (node: string, path: string): void => {
      const ref = node === '' ? 'refs/!https' : `refs/${node}/!https`
      const counts = (older: string): boolean => verdict!.counts(older)
      for (const release of this.lastWriters(this.past(id), ref, counts)) shown.add(`${release} ${path}`)
    }
    for (const { node, path } of verdict ? named : []) showLast(node, path)
    for (const { ref, new: commit } of verdict ? entry.updates : []) {
      const place = placeOf(ref)
      if (place?.leaf !== '!https') continue
      const own = named.filter(({ node }) => node === place.node).map(({ path }) => path)
      const before = this.#pathsNamedBefore(id, place.node)
      for (const path of [...own, ...before]) shown.add(`${commit} ${path}`)
      for (const path of before) showLast(place.node, path)
    }
    this.#shownBy.set(id, shown)
    return shown
  }

  /** Number of the merge rules in force for whoever has the past of an entry. */
  #rulesAt(id: string): number {
    const past = [...this.past(id)]
    const raising = past.filter(older => this.arrival(older).raises !== undefined && !this.isVoid(older))
    const counting = raising.filter(older => this.verdict(past).counts(older))
    return Math.max(1, ...counting.map(older => this.arrival(older).raises!))
  }

  /** By other rules than those in force where it was written, or not as these ask for. */
  #isUnruly(id: string): boolean {
    const { rules, updates } = this.arrival(id).entry
    const inForce = this.#rulesAt(id)
    const revokes = updates.length > 0 && updates.every(({ ref }) => /^refs\/!trust\/[^/]+\/!revoked$/.test(ref))
    if (rules !== inForce) return rules > inForce || !revokes
    return rules > 1 && updates.length === 0
  }

  #raisesWithoutRight(id: string): boolean {
    const { raises = 1 } = this.arrival(id)
    return raises > this.#rulesAt(id) && !this.verdict([...this.past(id)]).isAdmin(id)
  }

  #isMisfit(id: string): boolean {
    const { entry } = this.arrival(id)
    if (!isTrue(entry, this.#byId)) return true
    if (![...this.past(id)].every(older => isLater(entry.time, this.arrival(older).entry.time))) return true
    if (entry.account === undefined) return false
    for (let at = entry.parent, back = 0; at !== undefined && back < 1000; back++) {
      const { account, parent } = this.arrival(at).entry
      if (account?.subject === entry.account.subject && account.nonce === entry.account.nonce) return true
      at = parent
    }
    return false
  }

  /** What an entry takes from others; undefined when that is nothing, and of one that is void. */
  taken(id: string): Taken | undefined {
    if (!this.#taken.has(id)) this.#taken.set(id, this.isVoid(id) ? undefined : this.#takes(id))
    return this.#taken.get(id)
  }

  #takes(id: string): Taken | undefined {
    const { entry, revocations = [] } = this.arrival(id)
    const revokes = revocations.map(({ credential, key, cut }) => ({
      ...(credential !== undefined && { credential }),
      ...(key !== undefined && { key }),
      cut: cut.map(head => head.id).filter(head => this.past(id).has(head))
    }))
    const rules = new Map<string, { before: readonly Rules[]; after: Rules }>()
    const keys = new Set<string>()
    const every = (): boolean => true
    for (const { ref, new: commit } of entry.updates) {
      const place = placeOf(ref)
      const node = place?.node ?? ''
      const write = place?.leaf === '!meta' ? this.ruleWrite(id, node) : undefined
      if (write && !(write.before.length > 0 ? write.before : [undefined]).every(b => takesNothing(b, write.after))) {
        rules.set(node, write)
      }
      if (place?.leaf !== '!https') continue
      for (const path of this.#pathsNamedBefore(id, node)) {
        for (const release of this.lastWriters(this.past(id), ref, every)) {
          for (const key of this.shownFile(release, path, [...this.past(id), id])) {
            if (!this.#file(commit, path).includes(key)) keys.add(`${node} ${path} ${key}`)
          }
        }
      }
    }
    return revokes.length + rules.size + keys.size === 0 ? undefined : { id, revokes, rules, keys }
  }

  #pathsNamedBefore(id: string, node: string): Set<string> {
    const paths = new Set<string>()
    for (const older of this.past(id)) {
      if (this.isVoid(older)) continue
      for (const { ref } of this.arrival(older).rules ?? []) {
        const write = this.ruleWrite(older, placeOf(ref)?.node ?? '')
        for (const { from } of write?.after ?? []) if (from?.node === node) paths.add(from.path)
      }
    }
    return paths
  }

  /** The change of a node's rules that an entry makes; undefined when they stay what they were. */
  ruleWrite(id: string, node: string): { before: readonly Rules[]; after: Rules } | undefined {
    const before = this.lastRules(this.past(id), node, () => true)
    const after = this.rulesIn(id, node)
    const stays = before.length === 0 ? after === undefined : before.every(rules => same(rules, after))
    return stays ? undefined : { before, after }
  }

  rulesIn(id: string, node: string): Rules {
    return this.arrival(id).rules?.find(({ ref }) => placeOf(ref)?.node === node)?.rules
  }

  /** Of each of the causally last entries in a set that changed a node's rules: what they made of them. */
  lastRules(ids: Iterable<string>, node: string, counts: (id: string) => boolean): Rules[] {
    const meta = node === '' ? 'refs/!meta' : `refs/${node}/!meta`
    const writers = [...ids].filter(id => {
      if (!this.arrival(id).entry.updates.some(({ ref }) => ref === meta)) return false
      return !this.isVoid(id) && this.ruleWrite(id, node) !== undefined && counts(id)
    })
    return this.#maximal(writers).map(id => this.rulesIn(id, node))
  }

  /** What the causally last entries in a set have set a ref to. */
  lastWriters(ids: Iterable<string>, ref: string, counts: (id: string) => boolean): (string | undefined)[] {
    const valueIn = (id: string) => this.arrival(id).entry.updates.find(update => update.ref === ref)
    const writers = [...ids].filter(id => valueIn(id) !== undefined && !this.isVoid(id) && counts(id))
    return this.#maximal(writers).map(id => valueIn(id)?.new)
  }

  #maximal(ids: readonly string[]): string[] {
    return ids.filter(id => !ids.some(other => this.past(other).has(id)))
  }
}

export class Verdict {
  readonly #rights: ReferenceRights
  readonly #root: string
  readonly #withdrawals: readonly string[]
  readonly #accepted = new Set<string>()
  readonly #rejected = new Set<string>()
  #memo = new Map<string, boolean>()

  constructor(rights: ReferenceRights, root: string, withdrawals: readonly string[]) {
    this.#rights = rights
    this.#root = root
    this.#withdrawals = withdrawals
    this.#weigh()
  }

  counts(id: string): boolean {
    if (this.#rights.isVoid(id) || this.#rejected.has(id)) return false
    if (this.#accepted.has(id)) return true
    let found = this.#memo.get(id)
    if (found === undefined) {
      found = !this.lacksRight(id)
      this.#memo.set(id, found)
    }
    return found
  }

  #weigh(): void {
    for (let left = [...this.#withdrawals]; ; ) {
      this.#memo = new Map()
      const able = left.filter(id => this.counts(id)).map(id => ({ id, rank: this.#rank(id) }))
      if (able.length === 0) {
        for (const id of left) this.#rejected.add(id)
        this.#memo = new Map()
        return
      }
      const first = able.reduce((a, b) => (compareRanks(b.rank, a.rank) < 0 ? b : a))
      const level = able.filter(({ rank }) => compareRanks(rank, first.rank) === 0).map(({ id }) => id)
      const struck = level.filter(id => level.some(other => other !== id && this.#strikes(other, id)))
      for (const id of level) (struck.includes(id) ? this.#rejected : this.#accepted).add(id)
      left = left.filter(id => !level.includes(id))
    }
  }

  #strikes(one: string, other: string): boolean {
    this.#accepted.add(one)
    this.#memo = new Map()
    const struck = this.lacksRight(other)
    this.#accepted.delete(one)
    this.#memo = new Map()
    return struck
  }

  /** Length of the chain of issuers, then when the first grant came; nothing for whoever is no admin. */
  #rank(id: string): Rank | undefined {
    return this.#rankOf(this.#actor(id).subject, id)
  }

  #rankOf(subject: string, at: string): Rank | undefined {
    const held = new Set(this.#grantsAt(subject, at).map(grant => grant.id))
    const ranks: Rank[] = []
    for (const id of [...this.#rights.past(at), at]) {
      if (this.#rights.isVoid(id) && id !== at) continue
      for (const grant of this.#rights.arrival(id).grants) {
        if (grant.subject !== subject || grant.role !== 'admin' || grant.scope !== '' || !held.has(grant.id)) continue
        // Of what the entry brings itself, only the root's is held there.
        if (id === at && grant.issuer !== this.#root) continue
        const above =
          grant.issuer === this.#root ? [0] : this.#mayIssueAtPast(grant, id) && this.#rankOf(grant.issuer, id)
        if (!above) continue
        const { time } = this.#rights.arrival(id).entry
        ranks.push([1 + Number(above[0]), time.wallMs, time.counter, id, grant.id])
      }
    }
    return ranks.sort(compareRanks)[0]
  }

  /** Whether an entry that is what it says has no right to all that it does. */
  lacksRight(id: string): boolean {
    const { entry } = this.#rights.arrival(id)
    const actor = this.#actor(id)
    if (this.#keyEnded(didOf(entry.chain), id) || this.#keyEnded(actor.subject, id)) return true
    if (this.#grantsAt(didOf(entry.chain), id).length === 0) return true
    const view = this.#view(id)
    for (const { ref } of entry.updates) {
      if (!mayWrite(actor, ref, view)) return true
      const place = placeOf(ref)
      if (place?.leaf !== '!meta') continue
      if (!maySet(actor, place.node, this.#rights.rulesIn(id, place.node), view)) return true
    }
    return [...this.#accepted].some(other => {
      if (other === id || this.#rights.past(other).has(id) || this.#rights.past(id).has(other)) return false
      const [before, after] = [this.#overlaid(id, other, false), this.#overlaid(id, other, true)]
      return entry.updates.some(({ ref }) => mayWrite(actor, ref, before) && !mayWrite(actor, ref, after))
    })
  }

  /** Of the whole subnet, whoever wrote it. */
  isAdmin(id: string): boolean {
    return this.#actor(id).grants.some(({ role, scope }) => role === 'admin' && scope === '')
  }

  #actor(id: string): Actor {
    const { entry } = this.#rights.arrival(id)
    const subject = entry.account?.subject ?? didOf(entry.chain)
    return { subject, chain: entry.chain, kube: !entry.account, grants: this.#grantsAt(subject, id) }
  }

  #grantsAt(subject: string, at: string): Grant[] {
    const past = [...this.#rights.past(at)].filter(id => !this.#rights.isVoid(id) && this.counts(id))
    const held = past.flatMap(id =>
      this.#rights
        .arrival(id)
        .grants.filter(
          grant => grant.subject === subject && this.#mayIssueAtPast(grant, id) && this.#mayIssue(grant, id)
        )
    )
    const own = this.#rights
      .arrival(at)
      .grants.filter(grant => grant.subject === subject && grant.issuer === this.#root)
    return [...held, ...own].filter(grant => !this.#ended(grant, at))
  }

  /** As those saw it who had the past of the entry alone, and for good. */
  #mayIssueAtPast(grant: Grant, carrier: string): boolean {
    return this.#rights.verdict([...this.#rights.past(carrier)]).#mayIssue(grant, carrier)
  }

  #mayIssue(grant: Grant, carrier: string): boolean {
    if (grant.issuer === this.#root) return true
    if (this.#keyEnded(grant.issuer, carrier)) return false
    const past = [...this.#rights.past(carrier)].filter(id => !this.#rights.isVoid(id) && this.counts(id))
    return past.some(id =>
      this.#rights.arrival(id).grants.some(above => {
        if (above.subject !== grant.issuer || above.role !== 'admin') return false
        const covers = above.scope === '' || above.scope === grant.scope || grant.scope.startsWith(`${above.scope}/`)
        return covers && this.#mayIssueAtPast(above, id) && this.#mayIssue(above, id) && !this.#ended(above, carrier)
      })
    )
  }

  #ended(grant: Grant, at: string): boolean {
    return this.#revoked(at, revoked => revoked.credential === grant.id) || this.#keyEnded(grant.subject, at)
  }

  #keyEnded(key: string, at: string): boolean {
    return this.#revoked(at, revoked => revoked.key === key)
  }

  #revoked(at: string, isMeant: (revoked: Taken['revokes'][number]) => boolean): boolean {
    return [...this.#accepted].some(id => {
      if (id === at) return false
      return this.#rights.taken(id)?.revokes.some(revoked => isMeant(revoked) && !this.#isBelieved(at, revoked.cut))
    })
  }

  /** Whether an entry is one of these, or before it in its chain. */
  #isBelieved(at: string, cut: readonly string[]): boolean {
    const { chain } = this.#rights.arrival(at).entry
    return cut.some(last => {
      for (let id: string | undefined = last; id !== undefined; id = this.#rights.arrival(id).entry.parent) {
        if (this.#rights.arrival(id).entry.chain !== chain) return false
        if (id === at) return true
      }
      return false
    })
  }

  /** `ruling`: a change that it had not seen, as though it had. */
  #view(at: string, ruling?: string): View {
    const past = this.#rights.past(at)
    const seen = ruling === undefined ? past : new Set([...past, ...this.#rights.past(ruling), ruling])
    const file = (release: string | undefined, path: string) => this.#rights.shownFile(release, path, seen)
    const counts = (id: string): boolean => this.counts(id)
    return {
      ruled: this.#rights.ruled,
      rules: node => this.#rights.lastRules(past, node, counts),
      hasKey: (node, path, subject) => {
        const ref = node === '' ? 'refs/!https' : `refs/${node}/!https`
        const releases = this.#rights.lastWriters(past, ref, counts)
        return releases.length > 0 && releases.every(release => file(release, path).includes(subject))
      }
    }
  }

  #overlaid(at: string, ruling: string, after: boolean): View {
    const view = this.#view(at, ruling)
    const taken = this.#rights.taken(ruling)!
    return {
      ...view,
      rules: node => {
        const change = taken.rules.get(node)
        if (change === undefined) return view.rules(node)
        return after ? [change.after] : change.before
      },
      hasKey: (node, path, subject) =>
        taken.keys.has(`${node} ${path} ${subject}`) ? !after : view.hasKey(node, path, subject)
    }
  }
}

function compareRanks(a: Rank | undefined, b: Rank | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  for (const [at, value] of a.entries()) if (value !== b[at]) return value < b[at]! ? -1 : 1
  return 0
}

function mayWrite(actor: Actor, ref: string, view: View): boolean {
  if (actor.grants.some(grant => grant.role === 'admin' && inScope(ref, grant.scope))) return true
  const place = placeOf(ref)
  if (place === undefined) return byCredentials(actor, ref)
  const names = [...view.ruled].some(node =>
    view.rules(node).some(set => set?.some(rule => rule.from?.node === place.node))
  )
  const own = view.rules(place.node)
  if (names && (own.length === 0 || own.includes(undefined))) return false
  return byRules(actor, ref, place.leaf, place.node, view)
}

function byRules(actor: Actor, ref: string, leaf: string, node: string | undefined, view: View): boolean {
  if (node === undefined) return byCredentials(actor, ref)
  const sets = view.rules(node)
  const above = (): boolean => byRules(actor, ref, leaf, up(node), view)
  if (sets.length === 0) return above()
  return sets.every(set => {
    if (set === undefined) return above()
    return set.some(
      rule => rule.from && isAbout(rule, leaf) && view.hasKey(rule.from.node, rule.from.path, actor.subject)
    )
  })
}

function byCredentials({ grants, kube, chain }: Actor, ref: string): boolean {
  const machine = /^refs\/!machines\/([^/]+)\//.exec(ref)?.[1]
  const own = kube && machine === chain
  return grants.some(({ role, scope }) => {
    if (role === 'member') return own
    if (role !== 'write' || ref === 'refs/!meta' || ref.startsWith('refs/!trust/')) return false
    return inScope(ref, scope) && (machine === undefined || own)
  })
}

/** Setting rules takes the right to write the record whose rules decided so far, unless they allow nothing new. */
function maySet(actor: Actor, node: string, rules: Rules, view: View): boolean {
  const present = view.rules(node)
  if (present.length === 0 ? rules === undefined : present.every(set => same(set, rules))) return true
  for (let at: string | undefined = node; at !== undefined; at = up(at)) {
    const sets = view.rules(at)
    const wider = sets.some(set => set !== undefined && !(rules && nothingNew(rules, set)))
    if (at !== node && wider && !mayWrite(actor, at === '' ? 'refs/!meta' : `refs/${at}/!meta`, view)) return false
    if (sets.length > 0 && !sets.includes(undefined)) return true
  }
  return true
}
