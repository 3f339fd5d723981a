// Who may write what, at one place in the graph of entries (trust.md, Who may write): by credentials, and by the rules of
// records. What held there, and what of it still counts, a `RightsView` says.
import type { PeerId, RefName } from '../base/types.ts'
import type { Grant, KeyRule, RefUpdate, RuleSet } from './types.ts'
import { allowsNothingNew, isAbout, metaOf, nodeOf, parentOf, sameRules } from './write-rules.ts'

/** Who writes. */
export interface Actor {
  /** `did:key:…` or `ssh:SHA256:…` */
  readonly subject: string
  /** The KUBE, when it writes in its own name. */
  readonly chain: PeerId | undefined
  readonly grants: readonly Grant[]
}

/** Rules as they stand at one place. Where the last writers were concurrent, there are several, and all must allow. */
export interface RightsView {
  /** Of each of the last writers of the node's rules; undefined where the node has none. */
  rules(node: string): readonly (RuleSet | undefined)[]
  /** Whether the file of each of the node's last releases has the key. */
  hasKey(from: NonNullable<KeyRule['from']>, subject: string): boolean
  /** Whether there is a last release of the node whose file does not count, as no entry shows it. */
  isHidden(from: NonNullable<KeyRule['from']>): boolean
  /** Whether a rule names the node in `from:`. */
  isKeyNode(node: string): boolean
}

/** Why somebody may not write a ref. */
export interface Denial {
  readonly subject: string
  readonly ref?: RefName
  /** Where a rule decided: the node that has it, and the rules' names. */
  readonly node?: string
  readonly rules?: RuleSet
  /** Files that these rules name and that do not count, as nobody has shown them: whoever published them knew of no such rule. */
  readonly hidden?: readonly NonNullable<KeyRule['from']>[]
  /** One sentence. */
  readonly reason: string
}

/** Of the whole subnet. */
export function isAdmin(grants: readonly Grant[]): boolean {
  return grants.some(({ role, scope }) => role === 'admin' && scope === '')
}

/** Why the actor may not write the ref; undefined when it may. */
export function denial(actor: Actor, ref: RefName, view: RightsView): Denial | undefined {
  if (isAdminOf(actor, ref)) return undefined
  const place = nodeOf(ref)
  if (place === undefined) return byCredentials(actor, ref)
  const own = view.rules(place.node)
  if (view.isKeyNode(place.node) && (own.length === 0 || own.includes(undefined))) {
    const reason = `a rule takes its keys from ${shown(place.node)}, so admins alone write it`
    return { subject: actor.subject, ref, node: place.node, reason }
  }
  return byRules(actor, ref, place.leaf, place.node, view)
}

const isAdminOf = ({ grants }: Actor, ref: RefName): boolean =>
  grants.some(grant => grant.role === 'admin' && isWithin(ref, grant.scope))

/** Whether the actor may write a ref for which no rule is: more grants never take that from it. */
export function mayWithoutRules(actor: Actor, ref: RefName): boolean {
  return isAdminOf(actor, ref) || byCredentials(actor, ref) === undefined
}

/** The nearest of the node and its ancestors with rules decides alone; where none has, credentials do. */
function byRules(
  actor: Actor,
  ref: RefName,
  leaf: string,
  node: string | undefined,
  view: RightsView
): Denial | undefined {
  if (node === undefined) return byCredentials(actor, ref)
  const found = view.rules(node)
  for (const rules of found) {
    if (rules === undefined) continue
    const allows = rules.some(rule => rule.from && isAbout(rule, leaf) && view.hasKey(rule.from, actor.subject))
    if (allows) continue
    const names = rules.map(rule => rule.name).join(', ') || 'that lets nobody write'
    const reason = `the rule ${names} of ${shown(node)} does not let ${actor.subject} write ${leaf}`
    const hidden = rules.flatMap(({ from }) => (from && view.isHidden(from) ? [from] : []))
    return { subject: actor.subject, ref, node, rules, ...(hidden.length > 0 && { hidden }), reason }
  }
  if (found.length > 0 && !found.includes(undefined)) return undefined
  return byRules(actor, ref, leaf, parentOf(node), view)
}

function byCredentials(actor: Actor, ref: RefName): Denial | undefined {
  if (actor.grants.some(grant => allows(grant, actor.chain, ref))) return undefined
  return { subject: actor.subject, ref, reason: `no credential lets ${actor.subject} write ${ref}` }
}

function allows(grant: Grant, chain: PeerId | undefined, ref: RefName): boolean {
  const own = chain !== undefined && ref.startsWith(`refs/!machines/${chain}/`)
  if (grant.role === 'member') return own
  if (grant.role !== 'write' || !isWithin(ref, grant.scope)) return false
  if (ref === 'refs/!meta' || ref.startsWith('refs/!trust/')) return false
  return own || !ref.startsWith('refs/!machines/')
}

/**
 * Why the actor may not give a node these rules; undefined when it may, as far as `denial` lets it write the record:
 * it also takes the right to write the record whose rules decided so far, unless they allow nobody anything new.
 */
export function settingDenial(
  actor: Actor,
  node: string,
  rules: RuleSet | undefined,
  view: RightsView
): Denial | undefined {
  const present = view.rules(node)
  if (present.length === 0 ? rules === undefined : present.every(other => sameRules(other, rules))) return undefined
  for (let at: string | undefined = node; at !== undefined; at = parentOf(at)) {
    const decided = view.rules(at)
    const news = at !== node && decided.some(others => others && !(rules && allowsNothingNew(rules, others)))
    const refused = news ? denial(actor, metaOf(at), view) : undefined
    if (refused !== undefined) return { ...refused, reason: `${refused.reason}, and so none to replace it below` }
    if (decided.length > 0 && !decided.includes(undefined)) return undefined
  }
  return undefined
}

/** Why the actor may not make all of these updates; undefined when it may. `rulesOf` gives those that a node gets. */
export function updatesDenial(
  actor: Actor,
  updates: readonly Pick<RefUpdate, 'ref'>[],
  rulesOf: (node: string) => RuleSet | undefined,
  view: RightsView
): Denial | undefined {
  for (const { ref } of updates) {
    const refused = denial(actor, ref, view)
    if (refused !== undefined) return refused
    const place = nodeOf(ref)
    const setting = place?.leaf === '!meta' ? settingDenial(actor, place.node, rulesOf(place.node), view) : undefined
    if (setting !== undefined) return setting
  }
  return undefined
}

export function isWithin(ref: RefName, scope: string): boolean {
  return scope === '' || ref.startsWith(`refs/${scope}/`)
}

/** A node for people: the root is `/`. */
export function shown(node: string): string {
  return `/${node}`
}
