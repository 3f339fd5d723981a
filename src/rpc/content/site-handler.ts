// Who answers for a record on the web: by its type, then by the nearest ancestor that names a handler for it.
import { KubeError } from '../../base/errors.ts'
import { pathKey } from '../../graph/component.ts'
import { formatName } from '../../graph/name-format.ts'
import { parseOwnName } from '../../graph/own-name.ts'
import { type DmgRecord, payloadFields, recordToJson, typeOfRecord } from '../../graph/record.ts'
import { parseTreeRef, refOf } from '../../graph/ref.ts'
import { type Resolution, resolve } from '../../graph/resolve.ts'
import { canonicalType, schemaHost, webappType } from '../../graph/types.ts'
import type { Kube } from '../../node/kube.ts'
import { type Reader, tripFor } from '../access.ts'
import { checkRedirect } from '../records/redirects.ts'
import { schemasOf } from '../schemas/schemas.ts'
import type { Trees } from '../trees.ts'
import type { FileTarget, RedirectTarget, Site, Viewer } from './content.ts'

type Handling = Pick<Site, 'redirect' | 'file' | 'viewer' | 'payload'> & { readonly handler: string }

const shippedPrefix = `${schemaHost}/dmg/`
/** Their handlers do what the type says; others only show what is there. */
const acting: ReadonlySet<string> = new Set(['webapp', 'mount', 'redirect', 'schema', 'file', 'service'])

/** The short name of a shipped type, else ''. */
function shortType(type: string): string {
  return type.startsWith(shippedPrefix) ? type.slice(shippedPrefix.length) : ''
}

/** What the gateway needs to know to answer for a record. */
export async function handlingOf(kube: Kube, trees: Trees, found: Resolution, reader: Reader): Promise<Handling> {
  const type = typeOfRecord(found.own)
  if (type === '') return { handler: '' }
  const short = shortType(type)
  if (short === 'redirect') return { handler: short, ...redirectOf(kube, found, reader) }
  if (short === 'file') return { handler: short, ...(await fileOf(kube, trees, found)) }
  if (acting.has(short)) return { handler: short, ...payloadOf(kube, found.own) }
  const named = handlerFor(found.effective, type)
  const ships = named === undefined ? '' : shortType(canonicalType(named))
  if (acting.has(ships)) return { handler: ships, ...payloadOf(kube, found.own) }
  const viewer = named === undefined || ships !== '' ? undefined : await viewerAt(kube, trees, named)
  return { handler: 'document', ...payloadOf(kube, found.own), ...(viewer && { viewer }) }
}

/** What the nearest ancestor says for the type, else for all types. */
export function handlerFor({ properties }: DmgRecord, type: string): string | undefined {
  const { handler } = properties
  if (handler === undefined) return undefined
  for (const [key, name] of Object.entries(handler)) {
    if (key !== '*' && isType(key, type)) return name
  }
  return handler['*']
}

function isType(spelled: string, type: string): boolean {
  try {
    return canonicalType(spelled) === type
  } catch (error) {
    if (error instanceof KubeError) return false
    throw error
  }
}

function redirectOf(kube: Kube, { redirect, node, own }: Resolution, reader: Reader): { redirect?: RedirectTarget } {
  if (redirect === undefined) return {}
  let loop: KubeError | undefined
  try {
    const name = formatName(node, { hostLabels: own.hostLabels })
    checkRedirect(kube.records, { path: node, metaRef: refOf(node, '!meta'), name, hostLabels: own.hostLabels }, own)
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    loop = tripFor(kube, reader, error)
  }
  return { redirect: { ...redirect, loop } }
}

async function fileOf(kube: Kube, trees: Trees, { node, own }: Resolution): Promise<{ file?: FileTarget }> {
  const { source, mediaType } = own.payload ? payloadFields(own.payload) : {}
  if (typeof source !== 'string') return {}
  const { leaf, path } = parseTreeRef(source)
  const head = kube.replica.ledger.ref(refOf(node, leaf))
  if (head === undefined) return {}
  const { release } = await trees.commit(head)
  const entry = await trees.lookup(release.tree, path)
  if (entry?.type !== 'blob') return {}
  return { file: { entry, release, mediaType: typeof mediaType === 'string' ? mediaType : undefined } }
}

function payloadOf(kube: Kube, { payload }: DmgRecord): Pick<Site, 'payload'> {
  if (payload === undefined) return {}
  const row = schemasOf(kube).rowOf(payload)
  return { payload: { message: row?.message, bytes: payload.value } }
}

/** The web app that shows records of the type; undefined where it is not there. */
async function viewerAt(kube: Kube, trees: Trees, name: string): Promise<Viewer | undefined> {
  try {
    const found = resolve(kube.records, parseOwnName(kube.records, name).path)
    if (found === undefined || found.rest.length > 0 || typeOfRecord(found.own) !== webappType) return undefined
    const head = kube.replica.ledger.ref(refOf(found.node, '!https'))
    if (head === undefined) return undefined
    const { access } = found.effective.properties
    const { gates } = found
    const seen = { node: pathKey(found.node), ...(access !== undefined && { access }), ...(gates && { gates }) }
    return { ...seen, record: recordToJson(found.effective), release: (await trees.commit(head)).release }
  } catch (error) {
    if (!(error instanceof KubeError) || error.code === 'KUBE_OBJECT_MISSING') throw error
    kube.logger.log('debug', 'a handler leads nowhere', { handler: name, reason: error.message })
    return undefined
  }
}
