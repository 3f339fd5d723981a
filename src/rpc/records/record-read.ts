// Reading records for people and programs: one, the children of a node, and who may see them.
import { setImmediate } from 'node:timers/promises'
import { KubeError } from '../../base/errors.ts'
import type { ObjectId } from '../../base/types.ts'
import { encodeComponent } from '../../graph/component.ts'
import { locate } from '../../graph/locate.ts'
import { parseName } from '../../graph/name.ts'
import { formatName, urlsOf } from '../../graph/name-format.ts'
import { parseOwnName } from '../../graph/own-name.ts'
import { typeOfRecord } from '../../graph/record.ts'
import { type Resolution, resolve } from '../../graph/resolve.ts'
import { formatYaml } from '../../graph/yaml.ts'
import type { Kube } from '../../node/kube.ts'
import { mayRead, mayReadLiterally, type Reader, resolveFor } from '../access.ts'
import type { ListedChild } from '../api.ts'
import { reader } from '../bounds.ts'
import { schemasOf } from '../schemas/schemas.ts'
import { targetMissing } from './missing-target.ts'

export const childrenLimit = 100
/** Children in one page. */
export const childrenMax = 1000

/**
 * The node that a name leads to.
 * @throws KUBE_NOT_FOUND, KUBE_NAME_FOREIGN, KUBE_HOPS, KUBE_UNAUTHORIZED, KUBE_DENIED
 */
export function recordAt(kube: Kube, name: string, reader: Reader): Resolution {
  const { path, resource } = parseOwnName(kube.records, name)
  // That there is no such thing below is for its readers alone too.
  const found = resolveFor(kube, reader, { path, asked: name })
  if (found && found.rest.length === 0 && resource.length === 0) return found
  const reason = found
    ? `the nearest record is ${formatName(found.node, { hostLabels: found.own.hostLabels })}`
    : 'nothing was published or set there'
  const why = targetMissing(kube, reader, path) ?? { reason, next: ['dx ls'] }
  throw new KubeError('KUBE_NOT_FOUND', `${formatName(path)} has no record`, why)
}

/** A record as JSON and as YAML: with what it inherits, or its own alone, as it was written. */
export async function getRecord(
  kube: Kube,
  { name, own }: { name: string; own?: boolean }
): Promise<{ json: unknown; yaml: string }> {
  const found = recordAt(kube, name, reader())
  const json = await schemasOf(kube).json(own ? found.own : found.effective)
  const text = own ? await kube.records.yaml(found.recordId) : ''
  return { json, yaml: text || formatYaml(json) }
}

interface ChildNode {
  readonly component: string
  readonly record: ObjectId | undefined
}

export interface ChildrenQuery {
  /** Canonical path of the node. */
  readonly path: readonly string[]
  /** Component of the last child of the page before. */
  readonly after?: string
  readonly limit: number
  readonly reader: Reader
}

export interface FoundChild {
  readonly path: readonly string[]
  /** Undefined for a node without a record, and for a mount that leads nowhere. */
  readonly found: Resolution | undefined
}

/** A page of children, in the order of their encoded names; those that the reader may not see are left out. */
export async function childrenOf(kube: Kube, { path, after, limit, reader }: ChildrenQuery): Promise<FoundChild[]> {
  const children: FoundChild[] = []
  let looked = 0
  for (const { component, record } of withMounts(kube, path, after)) {
    if (children.length >= limit) break
    if (++looked % childrenAtOnce === 0) await setImmediate()
    const child = { path: [...path, component], found: tryResolve(kube, [...path, component]) }
    if (reader === 'member' || isShown(kube, reader, child, record)) children.push(child)
  }
  return children
}

/** Children looked at before others get a turn: what a stranger may not see is passed over without an end. */
const childrenAtOnce = 50

/** Nodes that readers of public things know of by looking at what is below a node without a record. */
const belowMax = 100

function isShown(kube: Kube, reader: Reader, { path, found }: FoundChild, record: ObjectId | undefined): boolean {
  if (found) return mayRead(reader, found)
  // A mount that leads nowhere.
  return record !== undefined ? mayReadLiterally(kube, reader, path) : hasBelow(kube, reader, path)
}

/** Whether there is anything below a node that the reader may see. */
export function hasBelow(kube: Kube, reader: Reader, path: readonly string[]): boolean {
  if (reader === 'member') return kube.index.firstBelow(path) !== undefined
  let looked = 0
  for (const below of kube.index.below(path)) {
    const one = tryResolve(kube, below)
    if (one && mayRead(reader, one)) return true
    if (++looked >= belowMax) return false
  }
  return false
}

/** The record at exactly this node. */
function tryResolve(kube: Kube, path: readonly string[]): Resolution | undefined {
  try {
    const found = resolve(kube.records, path)
    return found && found.rest.length === 0 ? found : undefined
  } catch (error) {
    // A mount in a circle, or of another subnet, is listed, and shows nothing.
    if (error instanceof KubeError && error.code !== 'KUBE_OBJECT_MISSING') return undefined
    throw error
  }
}

const orderOf = (component: string): string => `${encodeComponent(component)}/`

/** Children by records, and those that the node's `mounts:` adds. */
function* withMounts(kube: Kube, path: readonly string[], after: string | undefined): Generator<ChildNode> {
  const mounts = Object.keys(kube.records.meta(path)?.record.properties.mounts ?? {})
    .filter(component => after === undefined || orderOf(component) > orderOf(after))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  let next = mounts.shift()
  for (const child of kube.index.children(path, after)) {
    for (; next !== undefined && orderOf(next) < orderOf(child.component); next = mounts.shift()) {
      yield { component: next, record: undefined }
    }
    if (next === child.component) next = mounts.shift()
    yield child
  }
  for (; next !== undefined; next = mounts.shift()) yield { component: next, record: undefined }
}

/**
 * The node whose children a name asks for: after mounts, its own included.
 * @throws KUBE_NOT_FOUND, KUBE_HOPS, KUBE_UNAUTHORIZED, KUBE_DENIED
 */
export function parentPath(kube: Kube, name: string, reader: Reader): readonly string[] {
  const { path: asked, resource, hostLabels } = parseOwnName(kube.records, name)
  const found = resolveFor(kube, reader, { path: asked, asked: name })
  if (found && found.rest.length === 0 && resource.length === 0) return found.node
  const { path } = locate(kube.records, asked)
  if (resource.length === 0 && hasBelow(kube, reader, path)) return path
  throw new KubeError('KUBE_NOT_FOUND', `${formatName(asked, { hostLabels })} has no record`, {
    reason: 'and nothing is below it',
    next: ['dx ls']
  })
}

export function childComponent(after: string | undefined): string | undefined {
  return after === undefined ? undefined : parseName(after).path.at(-1)
}

/** @throws KUBE_USAGE */
export function checkedLimit(limit: number | undefined): number {
  if (limit === undefined) return childrenLimit
  if (Number.isInteger(limit) && limit >= 1 && limit <= childrenMax) return limit
  throw new KubeError('KUBE_USAGE', `a page of ${limit}`, {
    reason: `limit is a number from 1 to ${childrenMax}`,
    next: ['dx help record children']
  })
}

export interface ListingOptions {
  readonly bases: readonly string[]
  readonly port: number
}

export async function listChildren(
  kube: Kube,
  query: ChildrenQuery,
  { bases, port }: ListingOptions
): Promise<ListedChild[]> {
  return (await childrenOf(kube, query)).map(({ path, found }) => {
    const hostLabels = kube.records.meta(path)?.record.hostLabels ?? 0
    return {
      name: formatName(path, { bases, hostLabels }),
      type: found ? typeOfRecord(found.own) : '',
      title: found?.own.properties.title ?? null,
      record: found?.recordId ?? null,
      url: urlsOf(path, bases, port, hostLabels)[0] ?? null
    }
  })
}
