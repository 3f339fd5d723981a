// Records as the web shows them: own or effective, as JSON or canonical bytes, with children and history.
import { KubeError } from '../../base/errors.ts'
import { ifHere } from '../../base/object-faults.ts'
import type { ObjectId } from '../../base/types.ts'
import { pathKey } from '../../graph/component.ts'
import { hostToPath } from '../../graph/host.ts'
import type { JsonObject } from '../../graph/json.ts'
import { locate } from '../../graph/locate.ts'
import { parseName } from '../../graph/name.ts'
import { formatName } from '../../graph/name-format.ts'
import { type DmgRecord, typeOfRecord } from '../../graph/record.ts'
import { encodeRecord } from '../../graph/record-codec.ts'
import { schemaType } from '../../graph/types.ts'
import { parseUrlPath } from '../../graph/url-path.ts'
import type { GraphView } from '../../graph/view.ts'
import type { Kube } from '../../node/kube.ts'
import { readSmallFile } from '../../node/objects/small-commit.ts'
import { assertReadable, mayReadLiterally, type Reader, siteFor } from '../access.ts'
import type { ListedChild } from '../api.ts'
import { assertOurs } from '../content/content-reader.ts'
import { type Came, nearUrl } from '../near-url.ts'
import { subjectOf } from '../publish/release.ts'
import { schemasOf } from '../schemas/schemas.ts'
import type { Trees } from '../trees.ts'
import { checkedLimit, childComponent, hasBelow, listChildren } from './record-read.ts'

/** The record of exactly the node that a URL names. */
export interface NodeView {
  /** `dx://notepad` */
  readonly name: string
  /** The URL's path ended with `/`. */
  readonly slash: boolean
  readonly recordId: ObjectId
  readonly hasRelease: boolean
  readonly path: readonly string[]
  readonly own: DmgRecord
  readonly effective: DmgRecord
  /** Its bytes, unless the record itself is asked for, are its descriptor set. */
  readonly isSchema: boolean
}

export interface Change {
  readonly id: ObjectId
  /** ISO 8601. */
  readonly at: string
  /** For members: which machines and people there are is theirs to know. */
  readonly by?: string
  readonly message: string
}

/** What the gateway reads of records. */
export interface RecordViews {
  /** @throws KUBE_NAME_FOREIGN, KUBE_HOPS, KUBE_DENIED for a record that is not public */
  find(host: string, rawPath: string, reader?: Reader): NodeView | undefined
  json(view: NodeView, own: boolean): Promise<JsonObject>
  /** Canonical bytes; of the own record those of `record.binpb` itself. */
  bytes(view: NodeView, own: boolean): Promise<Uint8Array>
  /** Undefined where no node is. @throws as `find`, KUBE_USAGE */
  children(
    host: string,
    rawPath: string,
    page: { after?: string; limit?: number },
    reader?: Reader
  ): Promise<ListedChild[] | undefined>
  /** The latest changes of the record, newest first: those that the reader could have seen when they were made. */
  history(view: NodeView, reader?: Reader): Promise<Change[]>
  /** URL of a name, on the names by which the reader came; undefined for a name that has none. */
  urlOf(name: string, host: string): string | undefined
}

/** Changes of a record that a page shows. */
const historyShown = 20

export interface RecordViewsOptions {
  readonly kube: Kube
  readonly trees: Trees
  readonly bases: readonly string[]
  readonly httpsPort: () => number
}

export function createRecordViews({ kube, trees, bases, httpsPort }: RecordViewsOptions): RecordViews {
  const find = (host: string, rawPath: string, reader: Reader = 'anyone'): NodeView | undefined => {
    assertOurs(host, bases)
    const found = siteFor(kube, reader, host, rawPath)
    if (!found) return undefined
    assertReadable(reader, found.resolution, `https://${host}${rawPath}`)
    if (found.rest.length > 0) return undefined
    const { node, own, effective, recordId } = found.resolution
    const hasRelease = kube.replica.ledger.ref(`refs/${pathKey(node)}/!https`) !== undefined
    const name = formatName(node, { bases, hostLabels: own.hostLabels })
    return {
      name,
      slash: found.slash,
      recordId,
      hasRelease,
      path: node,
      own,
      effective,
      isSchema: typeOfRecord(own) === schemaType
    }
  }
  return {
    find,
    json: (view, own) => schemasOf(kube).json(own ? view.own : view.effective),
    async bytes({ recordId, effective }, own) {
      if (!own) return encodeRecord(effective)
      const file = await readSmallFile(kube.objects, recordId, 'record.binpb')
      if (file) return file
      throw new KubeError('KUBE_OBJECT_MISSING', 'a record cannot be read', { reason: `${recordId} has none` })
    },
    async children(host, rawPath, { after, limit }, reader = 'anyone') {
      const path = find(host, rawPath, reader)?.path ?? bareNode(kube, host, rawPath, reader)
      if (!path) return undefined
      const last = childComponent(after)
      const query = { path, limit: checkedLimit(limit), reader }
      return listChildren(kube, { ...query, ...(last !== undefined && { after: last }) }, { bases, port: httpsPort() })
    },
    history: (view, reader = 'anyone') => historyOf(kube, trees, view, reader),
    urlOf: (name, host) => urlOfName(kube.records, name, { host, bases, port: httpsPort() })
  }
}

/** A node without a record that has others below it; undefined when the reader may see none. */
function bareNode(kube: Kube, host: string, rawPath: string, reader: Reader): readonly string[] | undefined {
  const found = siteFor(kube, reader, host, rawPath)
  if (!found) return undefined
  const { path } = locate(kube.records, [...hostToPath(host), ...parseUrlPath(rawPath).components])
  return hasBelow(kube, reader, path) ? path : undefined
}

async function historyOf(kube: Kube, trees: Trees, { recordId, path }: NodeView, reader: Reader): Promise<Change[]> {
  const changes: Change[] = []
  let next: ObjectId | undefined = recordId
  for (let looked = 0; next !== undefined && looked < historyShown; looked++) {
    const id: ObjectId = next
    const commit = await ifHere(trees.commit(id))
    // Freed, or yet to come behind a checkpoint.
    if (commit === undefined) break
    const { release, parents, author, message } = commit
    next = kube.shallow.has(id) ? undefined : parents[0]
    if (!(await couldRead(kube, reader, path, id))) continue
    const at = new Date(release.publishedMs).toISOString()
    changes.push({ id, at, message: subjectOf(message), ...(reader === 'member' && { by: author }) })
  }
  return changes
}

/** By what the record itself said then. */
async function couldRead(kube: Kube, reader: Reader, path: readonly string[], id: ObjectId): Promise<boolean> {
  if (reader === 'member') return true
  try {
    const then = kube.records.at(id) ?? (await kube.records.load(id))
    return then !== undefined && mayReadLiterally(kube, reader, path, then)
  } catch (error) {
    // What cannot be read any more is not told of.
    if (error instanceof KubeError) return false
    throw error
  }
}

/** Undefined for what is no name of a node of this subnet. */
function urlOfName(view: GraphView, text: string, came: Came): string | undefined {
  try {
    const { path, hostLabels, subnet, resource } = parseName(text)
    if ((subnet !== undefined && !view.owns?.(subnet)) || resource.length > 0) return undefined
    return nearUrl(path, hostLabels, came)
  } catch (error) {
    if (error instanceof KubeError) return undefined
    throw error
  }
}
