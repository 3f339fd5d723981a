// `actions.writes` (trust.md, Who may write): which key may write which ref of a node. Rules reach the ledger as facts of
// the records that hold them; nothing here looks at entries.
import type { RefName } from '../base/types.ts'
import { pathKey } from '../graph/component.ts'
import { parseName } from '../graph/name.ts'
import type { WriteRule } from '../graph/properties.ts'
import type { KeyRule, RuleSet } from './types.ts'

/** What of a record's rules is about keys. `from:` is read literally, without mounts. */
export function ruleSetOf(writes: readonly WriteRule[]): RuleSet {
  return writes.map(({ name, from, only }): KeyRule => {
    const place = from === undefined ? undefined : parseName(from)
    return {
      name,
      ...(place && { from: { node: pathKey(place.path), path: place.resource.join('/') } }),
      ...(only && { only })
    }
  })
}

/** A ref of a node as rules see it; undefined for those that no node has: credentials and machines. */
export function nodeOf(ref: RefName): { readonly node: string; readonly leaf: string } | undefined {
  const at = ref.indexOf('/!')
  const leaf = ref.slice(at + 1)
  if (at === 4 && (leaf.startsWith('!trust/') || leaf.startsWith('!machines/'))) return undefined
  return { node: at === 4 ? '' : ref.slice('refs/'.length, at), leaf }
}

export const metaOf = (node: string): RefName => (node === '' ? 'refs/!meta' : `refs/${node}/!meta`)
export const releaseOf = (node: string): RefName => (node === '' ? 'refs/!https' : `refs/${node}/!https`)

/** `a/b` of `a/b/c`, the root of `a`; undefined of the root. */
export function parentOf(node: string): string | undefined {
  if (node === '') return undefined
  return node.slice(0, Math.max(0, node.lastIndexOf('/')))
}

/** `!*` is every leaf, `!dev/*` every branch below it. */
export function covers(pattern: string, leaf: string): boolean {
  return pattern === leaf || (pattern.endsWith('*') && leaf.startsWith(pattern.slice(0, -1)))
}

/** Whether a rule is about a leaf. */
export function isAbout({ only }: KeyRule, leaf: string): boolean {
  return only === undefined || only.some(pattern => covers(pattern, leaf))
}

function isWithin(rule: KeyRule, other: KeyRule): boolean {
  if (rule.from === undefined) return true
  if (other.from?.node !== rule.from.node || other.from.path !== rule.from.path) return false
  return other.only === undefined || (rule.only?.every(pattern => isAbout(other, pattern)) ?? false)
}

/** Whether the rules allow nobody anything that the others do not, whatever stands in the files of keys. */
export function allowsNothingNew(rules: RuleSet, others: RuleSet): boolean {
  return rules.every(rule => rule.from === undefined || others.some(other => isWithin(rule, other)))
}

/** Whether a change from the one to the other takes nothing from anybody, as far as the rules alone show. */
export function takesNothing(before: RuleSet | undefined, after: RuleSet | undefined): boolean {
  if (before === undefined || after === undefined) return before === after
  const named = new Set(before.map(rule => rule.from?.node))
  return allowsNothingNew(before, after) && after.every(rule => named.has(rule.from?.node))
}

export function sameRules(a: RuleSet | undefined, b: RuleSet | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b))
}

/** Whether all that a scope covers is covered by the other. */
export function isWithinScope(inner: string, outer: string): boolean {
  return outer === '' || inner === outer || inner.startsWith(`${outer}/`)
}
