// A write that was refused, as people are told: which rule, which key, and who could change that.
import { KubeError } from '../base/errors.ts'
import type { PeerId } from '../base/types.ts'
import { type AccountSignature, accountSubject } from '../ledger/account.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Denial } from '../ledger/rights.ts'
import { shown } from '../ledger/rights.ts'
import type { Facts, RefUpdate } from '../ledger/types.ts'

/** KUBE_DENIED; `who` asked: `this machine`, `the key did:key:…`. */
export function deniedError({ reason, rules, ref, node, subject }: Denial, who: string): KubeError {
  const files = (rules ?? []).flatMap(({ from }) => (from ? [`${shown(from.node)}:${from.path}`] : []))
  const grantor =
    files.length > 0
      ? `an admin may write it, and whoever may write ${[...new Set(files)].join(' or ')} can add the key`
      : node === undefined
        ? 'an admin can grant it'
        : 'an admin may write it'
  const next =
    node === undefined && who.endsWith(subject)
      ? [`dx grant ${ref?.startsWith('refs/!') ? 'admin' : `write ${nameOf(ref)}`} --to ${subject}`]
      : ['dx whoami', 'dx machines']
  return new KubeError('KUBE_DENIED', `${who} may not write that`, { reason: `${reason}; ${grantor}`, next })
}

function nameOf(ref: string | undefined): string {
  const at = ref?.indexOf('/!') ?? -1
  return ref === undefined || at <= 4 ? '/' : ref.slice(4, at)
}

/** @throws KUBE_STALE when an `old` is not the present value */
export function assertFresh(ledger: Ledger, updates: readonly RefUpdate[]): void {
  for (const update of updates) {
    if (ledger.ref(update.ref) === update.old) continue
    throw new KubeError('KUBE_STALE', `${update.ref} was changed meanwhile`, {
      reason: `it is ${ledger.ref(update.ref) ?? 'gone'}, not ${update.old ?? 'absent'}`,
      next: ['repeat the command']
    })
  }
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
  if (denial !== undefined) throw deniedError(denial, subject === undefined ? 'this machine' : `the key ${subject}`)
}
