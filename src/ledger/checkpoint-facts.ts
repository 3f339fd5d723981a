// What entries brought that rights depend on, as checkpoints carry it.
import { fromHex, toHex } from '../base/bytes.ts'
import type { dxos } from '../proto/generated.js'
import { demand, invalid } from './failure.ts'
import type { ChainHead, Facts, Grant, KeyRule, KeysInFile, Revocation, Role, RuleSet } from './types.ts'

type Message = dxos.kube.ICheckpointFacts
const roles: ReadonlySet<string> = new Set<Role>(['member', 'admin', 'write', 'read', 'control', 'replicate'])

export function encodeFacts({ grants = [], revocations = [], rules = [], orders = [], raises = 0 }: Facts): Message {
  return {
    // What a reader of credentials knows of one beyond the grant has no place here.
    grants: grants.map(({ id, issuer, subject, role, scope }) => ({ id, issuer, subject, role, scope })),
    revocations: revocations.map(({ cut, ...what }) => ({ ...what, cut: encodeHeads(cut) })),
    rules: rules.map(({ ref, rules: set }) => ({ ref, rules: set.map(encodeRule) })),
    orders: orders.map(({ ref, order }) => ({ ref, order })),
    raises
  }
}

/** @throws KUBE_LEDGER_INVALID */
export function decodeFacts({ grants, revocations, rules, orders, raises }: Message): Facts {
  return {
    ...(grants?.length && { grants: grants.map(decodeGrant) }),
    ...(revocations?.length && { revocations: revocations.map(decodeRevocation) }),
    ...(rules?.length && { rules: rules.map(({ ref, rules: set }) => ({ ref: ref ?? '', rules: decodeRules(set) })) }),
    ...(orders?.length && { orders: orders.map(decodeOrder) }),
    ...(raises && { raises })
  }
}

function decodeOrder({ ref, order }: dxos.kube.ICheckpointOrder): NonNullable<Facts['orders']>[number] {
  if (order !== 'strict' && order !== 'merge') throw invalid('an order in a checkpoint is none that there is')
  return { ref: ref ?? '', order }
}

export const encodeHeads = (heads: readonly ChainHead[]): dxos.kube.IDependency[] =>
  heads.map(({ chain, sequence, id }) => ({ chain, sequence, id: fromHex(id) }))

/** @throws KUBE_LEDGER_INVALID */
export function decodeHeads(heads: readonly dxos.kube.IDependency[] | null | undefined): ChainHead[] {
  return (heads ?? []).map(({ chain, sequence, id }) => {
    demand(id?.length === 20, 'an id in a checkpoint is none')
    return { chain: chain ?? '', sequence: Number(sequence ?? 0), id: toHex(id!) }
  })
}

function decodeGrant({ id, issuer, subject, role, scope }: dxos.kube.ICheckpointGrant): Grant {
  demand(roles.has(role ?? ''), 'a grant in a checkpoint has no role that there is')
  return { id: id ?? '', issuer: issuer ?? '', subject: subject ?? '', role: role as Role, scope: scope ?? '' }
}

function decodeRevocation({ credential, key, cut }: dxos.kube.ICheckpointRevocation): Revocation {
  return { ...(credential && { credential }), ...(key && { key }), cut: decodeHeads(cut) }
}

function encodeRule({ name, from, only }: KeyRule): dxos.kube.ICheckpointRule {
  return { name, ...(from && { from }), restricted: only !== undefined, only: [...(only ?? [])] }
}

const decodeRules = (rules: readonly dxos.kube.ICheckpointRule[] | null | undefined): RuleSet =>
  (rules ?? []).map(({ name, from, restricted, only }) => ({
    name: name ?? '',
    ...(from && { from: { node: from.node ?? '', path: from.path ?? '' } }),
    ...(restricted && { only: [...(only ?? [])] })
  }))

export const encodeKeys = ({ commit, path, subjects }: KeysInFile): dxos.kube.ICheckpointKeys => ({
  commit: fromHex(commit),
  path,
  subjects: [...subjects]
})

/** @throws KUBE_LEDGER_INVALID */
export function decodeKeys({ commit, path, subjects }: dxos.kube.ICheckpointKeys): KeysInFile {
  demand(commit?.length === 20, 'an id in a checkpoint is none')
  return { commit: toHex(commit!), path: path ?? '', subjects: [...(subjects ?? [])] }
}
