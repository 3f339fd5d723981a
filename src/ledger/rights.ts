// Who may write what, by rules number 1: credentials alone, and nothing is ever withdrawn. A right holds at an entry by
// its causal past alone, so every KUBE judges it alike, whatever else it has.
import type { PeerId } from '../base/types.ts'
import type { Grant, RefUpdate } from './types.ts'

/** Where a grant came into the ledger. */
interface Held {
  readonly grant: Grant
  /** Number of the entry that brought it. */
  readonly carrier: number
}

/** Whether the entry of this number is in the causal past that is asked about. */
export type InPast = (carrier: number) => boolean

/** Every valid grant, by its subject. */
export class Grants {
  readonly #root: string
  readonly #bySubject = new Map<string, Held[]>()

  /** `root` is the did of the subnet. */
  constructor(root: string) {
    this.#root = root
  }

  /**
   * Takes in what an entry that counts has brought: a grant is valid when the root issued it, or somebody who held the
   * role of admin in the past of the entry that brought it.
   */
  add(grants: readonly Grant[], carrier: number, inPast: InPast): void {
    const valid = grants.filter(grant => grant.issuer === this.#root || this.#isAdmin(grant.issuer, inPast))
    for (const grant of valid) {
      const held = this.#bySubject.get(grant.subject) ?? []
      if (held.some(other => same(other.grant, grant) && inPast(other.carrier))) continue
      held.push({ grant, carrier })
      this.#bySubject.set(grant.subject, held)
    }
  }

  /** What a subject holds at an entry: from its past, and what the entry itself brings straight from the root. */
  heldAt(subject: string, inPast: InPast, own: readonly Grant[]): Grant[] {
    const past = (this.#bySubject.get(subject) ?? []).filter(held => inPast(held.carrier)).map(held => held.grant)
    return [...past, ...own.filter(grant => grant.subject === subject && grant.issuer === this.#root)]
  }

  /** Valid grants whose carriers are in a past, each once; of one subject when given. */
  all(inPast: InPast, subject?: string): Grant[] {
    const found = subject === undefined ? [...this.#bySubject.values()].flat() : (this.#bySubject.get(subject) ?? [])
    const grants = new Map<string, Grant>()
    for (const { grant, carrier } of found) if (inPast(carrier)) grants.set(keyOf(grant), grant)
    return [...grants.values()]
  }

  #isAdmin(subject: string, inPast: InPast): boolean {
    const held = this.#bySubject.get(subject) ?? []
    return held.some(({ grant, carrier }) => grant.role === 'admin' && grant.scope === '' && inPast(carrier))
  }
}

function keyOf(grant: Grant): string {
  return JSON.stringify([grant.id, grant.issuer, grant.subject, grant.role, grant.scope])
}

function same(a: Grant, b: Grant): boolean {
  return keyOf(a) === keyOf(b)
}

/** Why a KUBE that holds these grants may not make these updates; undefined when it may. */
export function refusal(chain: PeerId, updates: readonly RefUpdate[], grants: readonly Grant[]): string | undefined {
  if (grants.length === 0) return `${chain} holds no credential that lets it write`
  for (const { ref } of updates) {
    if (!grants.some(grant => allows(grant, chain, ref))) return `${chain} has no right to write ${ref}`
  }
  return undefined
}

function allows(grant: Grant, chain: PeerId, ref: string): boolean {
  if (grant.role === 'admin') return isWithin(ref, grant.scope)
  const own = ref.startsWith(`refs/!machines/${chain}/`)
  if (grant.role === 'member') return own
  if (grant.role !== 'write' || !isWithin(ref, grant.scope)) return false
  if (ref === 'refs/!meta' || ref.startsWith('refs/!trust/')) return false
  return own || !ref.startsWith('refs/!machines/')
}

function isWithin(ref: string, scope: string): boolean {
  return scope === '' || ref.startsWith(`refs/${scope}/`)
}
