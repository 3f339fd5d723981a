// A write that was refused, as people are told: which rule, which key, and who could change that.
import { KubeError } from '../base/errors.ts'
import { nobody } from '../base/sequencer-errors.ts'
import type { PeerId } from '../base/types.ts'
import { type AccountSignature, accountSubject } from '../ledger/account.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { disorder } from '../ledger/orders.ts'
import type { Denial } from '../ledger/rights.ts'
import { shown } from '../ledger/rights.ts'
import { revokesAlone } from '../ledger/rules.ts'
import type { Facts, RefUpdate } from '../ledger/types.ts'
import { nodeOf } from '../ledger/write-rules.ts'

/** KUBE_DENIED; `who` asked: `this machine`, `the key did:key:…`. */
export function deniedError(denial: Denial, who: string): KubeError {
  const reason = `${denial.reason}; ${remedyOf(denial)}`
  return new KubeError('KUBE_DENIED', `${who} may not write that`, { reason, next: nextOf(denial, who) })
}

function remedyOf({ rules = [], hidden = [], node }: Denial): string {
  if (hidden.length > 0) {
    return `what stands in ${filesOf(hidden)} was published where no such rule was known, and counts once the rule is set again`
  }
  const files = rules.flatMap(({ from }) => from ?? [])
  if (files.length > 0) return `an admin may write it, and whoever may write ${filesOf(files)} can add the key`
  return node === undefined ? 'an admin can grant it' : 'an admin may write it'
}

function nextOf({ hidden = [], ref, node, subject }: Denial, who: string): string[] {
  if (hidden.length > 0 && node !== undefined) {
    const name = shown(node)
    return [`dx record get ${name} --own > rules.yml && dx record set ${name} --file rules.yml`]
  }
  if (node !== undefined || !who.endsWith(subject)) return ['dx whoami', 'dx machines']
  return [`dx grant ${ref?.startsWith('refs/!') ? 'admin' : `write ${nameOf(ref)}`} --to ${subject}`]
}

function filesOf(files: NonNullable<Denial['hidden']>): string {
  return [...new Set(files.map(({ node, path }) => `${shown(node)}:${path}`))].join(' or ')
}

function nameOf(ref: string | undefined): string {
  const at = ref?.indexOf('/!') ?? -1
  return ref === undefined || at <= 4 ? '/' : ref.slice(4, at)
}

/**
 * Who does not know the rules in force writes nothing but revocations, and these not behind entries of its own that are newer.
 * @throws KUBE_LEDGER_NEWER
 */
export function assertRulesKnown({ rules, newer }: Ledger, self: PeerId, request: Ordered): void {
  if (newer.ofChain(self) || (rules.inForce > rules.known && !revokesAlone(request))) {
    throw newerRules(rules, 'it writes nothing, and serves what it had')
  }
}

/** @throws KUBE_LEDGER_NEWER where the state is not that of all that is here */
export function assertUnderstood({ rules }: Ledger, consequence: string): void {
  if (rules.isBehind) throw newerRules(rules, consequence)
}

function newerRules({ newest, known }: Ledger['rules'], consequence: string): KubeError {
  return new KubeError('KUBE_LEDGER_NEWER', 'the subnet goes by newer rules than this kubed knows', {
    reason: `they have the number ${newest}, it knows ${known}: ${consequence}`,
    next: ['npm install -g kubed', 'dx rules   to see which version knows them']
  })
}

/** @throws KUBE_STALE when an `old` is not the present value */
export function assertFresh(ledger: Ledger, updates: readonly RefUpdate[]): void {
  for (const update of updates) {
    if (ledger.ref(update.ref) === update.old) continue
    const is = `it is ${ledger.ref(update.ref) ?? 'gone'}, not ${update.old ?? 'absent'}`
    const strict = ledger.orderOf([update]) === 'strict'
    throw new KubeError('KUBE_STALE', `${update.ref} was changed meanwhile`, {
      reason: strict ? `${is}: in a strict realm the first has it; look at it and rebase on it` : is,
      next: [...(strict ? ['dx log NAME   # what came first'] : []), 'repeat the command']
    })
  }
}

/**
 * @throws KUBE_SEQUENCER for a changeset of strict realms without a term, KUBE_ORDER_MIXED, KUBE_STALE when an `old` is not
 * the present value
 */
export function assertStanding(ledger: Ledger, request: Ordered): void {
  assertInOrder(ledger, request)
  assertFresh(ledger, request.updates)
}

/** Of each side, so many nodes are named. */
const sidesShown = 5

interface Ordered {
  readonly updates: readonly RefUpdate[]
  readonly term?: number
}

function assertInOrder(ledger: Ledger, { updates, term }: Ordered): void {
  const order = ledger.orderOf(updates)
  const reason = disorder(order, term)
  if (reason === undefined) return
  if (order === 'strict') throw nobody('this machine alone cannot write to a strict realm')
  throw new KubeError('KUBE_ORDER_MIXED', 'a changeset is of strict realms alone, or of none', {
    reason: order === 'mixed' ? sidesOf(ledger, updates) : reason,
    next: ['dx record set NAME --file FILE   with `order: strict`, or write to them apart']
  })
}

/** Which nodes of a changeset are strict and which are not. */
function sidesOf(ledger: Ledger, updates: readonly RefUpdate[]): string {
  const sides = Map.groupBy(updates, update => ledger.orderOf([update]))
  const nodesOf = (order: 'strict' | 'merge'): string => {
    const nodes = new Set((sides.get(order) ?? []).map(({ ref }) => shown(nodeOf(ref)?.node ?? '')))
    return [...nodes].sort().slice(0, sidesShown).join(', ')
  }
  return `strict: ${nodesOf('strict')}; not strict: ${nodesOf('merge')}`
}

interface Asked {
  readonly updates: readonly RefUpdate[]
  readonly account?: AccountSignature
  readonly onBehalfOf?: PeerId
}

/** @throws KUBE_DENIED when this KUBE, the account, or who asked for it has not the right */
export function assertAllowed(
  ledger: Ledger,
  self: PeerId,
  { updates, account, onBehalfOf }: Asked,
  facts: Facts
): void {
  const asker = onBehalfOf && ledger.denial(onBehalfOf, updates, facts)
  if (asker) throw deniedError(asker, 'the peer')
  const subject = account && accountSubject(account.publicKey)
  const denial = ledger.denial(self, updates, facts, subject)
  if (denial === undefined) return
  if (!ledger.isGranted(self)) {
    throw new KubeError('KUBE_DENIED', 'this machine may not write yet', {
      reason: 'it has joined, and has not been brought its own credential: the first catch-up goes on',
      next: ['dx status', 'repeat the command']
    })
  }
  throw deniedError(denial, subject === undefined ? 'this machine' : `the key ${subject}`)
}
