// A write that was refused, as people are told: which rule, which key, and who could change that.
import { KubeError } from '../base/errors.ts'
import type { Denial } from '../ledger/rights.ts'
import { shown } from '../ledger/rights.ts'

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
