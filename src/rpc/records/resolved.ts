// The answer of ResolveUrl: the seed's parts, and on request why (names.md, Resolution).
import { KubeError } from '../../base/errors.ts'
import { hostToPath } from '../../graph/host.ts'
import { parseDotted, splitUrl } from '../../graph/name.ts'
import { formatName } from '../../graph/name-format.ts'
import { type OwnName, parseOwnName } from '../../graph/own-name.ts'
import { parseRef, refOf } from '../../graph/ref.ts'
import { parseUrlPath } from '../../graph/url-path.ts'
import type { GraphView } from '../../graph/view.ts'
import type { Kube } from '../../node/kube.ts'
import { mayReadLiterally, type Reader, resolveFor } from '../access.ts'
import type { Resolved, ResolvedPart } from '../api.ts'
import type { Trees } from '../trees.ts'
import { targetMissing } from './missing-target.ts'

export interface ResolveQuery {
  readonly url?: string
  readonly dxn?: string
  readonly explain?: boolean
}

/** @throws KUBE_NAME_INVALID, KUBE_NAME_FOREIGN, KUBE_NOT_FOUND, KUBE_HOPS, KUBE_UNAUTHORIZED, KUBE_DENIED */
export async function resolved(
  kube: Kube,
  trees: Trees,
  { url, dxn, explain }: ResolveQuery,
  reader: Reader
): Promise<Resolved> {
  if ((url === undefined) === (dxn === undefined)) {
    throw new KubeError('KUBE_USAGE', 'one of url and dxn is needed', {
      next: ['dx resolve https://notepad.kube.local/']
    })
  }
  const asked = url === undefined ? parseDotted(dxn ?? '') : askedBy(kube.records, url)
  const says = url ?? dxn ?? ''
  const found = resolveFor(kube, reader, { path: asked.path, asked: says }, { explain: explain === true })
  if (!found) {
    const nothing = { reason: `nothing stands at ${formatName(asked.path)}`, next: ['dx ls'] }
    const why = targetMissing(kube, reader, asked.path) ?? nothing
    throw new KubeError('KUBE_NOT_FOUND', `${says} leads to no record`, why)
  }
  const parts: ResolvedPart[] = found.parts.map(({ path, record }) => ({ path, record }))
  const rest = [...found.rest, ...asked.resource]
  if (rest.length > 0)
    parts.push({ path: rest.join('/'), resource: await resourceOf(kube, trees, found.node, rest, says) })
  const answer: Resolved = { '@type': 'dxos.dmg.service.ResolveUrlResponse', parts }
  if (!explain) return answer
  const told = found.hops.filter(({ ref }) => mayReadLiterally(kube, reader, parseRef(ref)?.path ?? []))
  return { ...answer, hops: told.map(hop => why(kube, hop, reader)) }
}

/** What a URL ends in may be any file, also one whose name no node could have. */
function askedBy(view: GraphView, url: string): Pick<OwnName, 'path' | 'resource'> {
  const split = splitUrl(url)
  if (split === undefined || split.host.includes('@')) return parseOwnName(view, url)
  return { path: [...hostToPath(split.host), ...parseUrlPath(split.rawPath).components], resource: [] }
}

async function resourceOf(
  kube: Kube,
  trees: Trees,
  node: readonly string[],
  rest: readonly string[],
  asked: string
): Promise<string> {
  const head = kube.replica.ledger.ref(refOf(node, '!https'))
  const entry = head === undefined ? undefined : await trees.lookup((await trees.commit(head)).release.tree, rest)
  if (entry) return entry.id
  throw new KubeError('KUBE_NOT_FOUND', `${asked} leads to no file`, {
    reason: `${formatName(node)} has no ${rest.join('/')}`,
    next: [`dx log ${formatName(node)}`]
  })
}

/** Which machines there are is for members. */
function why(kube: Kube, { ref, rule }: { readonly ref: string; readonly rule: string }, reader: Reader) {
  const writer = kube.replica.ledger.writer(ref)
  if (!writer) return { ref, rule, signer: null, age: null }
  const signer = reader === 'member' ? (kube.membership.machine(writer.chain)?.name ?? writer.chain) : null
  return { ref, rule, signer, age: new Date(writer.publishedMs).toISOString() }
}
