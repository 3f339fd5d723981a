// Who may read what: the one function that every door asks (names.md, `access`; trust.md, Credentials).
import { KubeError } from '../base/errors.ts'
import { pathKey, tryEncodeComponent } from '../graph/component.ts'
import { hostToPath } from '../graph/host.ts'
import { parseName } from '../graph/name.ts'
import type { DmgRecord } from '../graph/record.ts'
import { type FoundSite, findSite, type Resolution, type ResolveOptions, resolve } from '../graph/resolve.ts'
import { parseUrlPath } from '../graph/url-path.ts'
import type { Gate } from '../graph/walk.ts'
import type { Kube } from '../node/kube.ts'
import type { Token } from '../node/members/tokens.ts'

export type { Token }

/** Whose eyes: a member of the subnet, who holds all of it; whoever shows a token; anyone. */
export type Reader = 'member' | 'anyone' | Token

const readsPrivate: ReadonlySet<string> = new Set(['read', 'write', 'admin', 'control'])

/** Whether a reader may see a node: `access` is the effective one along its canonical path, `key` that path's. */
export function allowsReading(reader: Reader, access: unknown, key: string): boolean {
  if (access === undefined || access === 'public' || reader === 'member') return true
  if (reader === 'anyone' || !reader.inForce()) return false
  if (reader.scope !== '' && key !== reader.scope && !key.startsWith(`${reader.scope}/`)) return false
  return readsPrivate.has(reader.role) || (access === 'members' && reader.role === 'member')
}

export interface ReadNode {
  /** Canonical path: after mounts. */
  readonly node: readonly string[]
  readonly effective: DmgRecord
  /** Mounts on the way to it. */
  readonly gates?: readonly Gate[]
}

export function mayRead(reader: Reader, { node, effective, gates }: ReadNode): boolean {
  const { access } = effective.properties
  const open = access === undefined || access === 'public' || allowsReading(reader, access, pathKey(node))
  return open && mayPass(reader, gates)
}

/** Whether a reader may come by the mounts that led to a node. */
export function mayPass(reader: Reader, gates: readonly Gate[] | undefined): boolean {
  return gates === undefined || gates.every(({ access, key }) => allowsReading(reader, access, key))
}

/**
 * The same for a node by its path alone, whatever mounts lie over it: what is said of the node itself in lists and
 * watches. Ancestors give what it inherits; it need not be there any more (`own`: its record of another time).
 */
export function mayReadLiterally(
  kube: Pick<Kube, 'records'>,
  reader: Reader,
  path: readonly string[],
  own = kube.records.meta(path)?.record
): boolean {
  if (reader === 'member') return true
  let access: unknown
  for (let depth = 0; depth <= path.length; depth++) {
    const record = depth === path.length ? own : kube.records.meta(path.slice(0, depth))?.record
    if (record?.removed.includes('/access')) access = undefined
    access = record?.properties.access ?? access
  }
  return allowsReading(reader, access, pathKey(path))
}

/** Only its readers may see it. What was asked for is named as it was asked for: a mount does not give away its target. */
export function notReadable(reader: Reader, asked: string): KubeError {
  if (reader === 'anyone') {
    return new KubeError('KUBE_UNAUTHORIZED', `${asked} is not public`, {
      reason: 'only its readers may see it, and no valid token came with the request',
      next: ['dx grant read NAME    # as an admin of the subnet']
    })
  }
  return new KubeError('KUBE_DENIED', `${asked} is not for this token`, {
    reason: 'it is for something else',
    next: ['dx grant read NAME    # as an admin of the subnet']
  })
}

/** @throws KUBE_UNAUTHORIZED, KUBE_DENIED */
export function assertReadable(reader: Reader, node: ReadNode, asked: string): void {
  if (!mayRead(reader, node)) throw notReadable(reader, asked)
}

/**
 * What a path leads to, for a reader: where it cannot be followed, they hear no more of it than they may see.
 * @throws KUBE_UNAUTHORIZED, KUBE_DENIED, and as `resolve`
 */
export function resolveFor(
  kube: Pick<Kube, 'records'>,
  reader: Reader,
  { path, asked }: { readonly path: readonly string[]; readonly asked: string },
  options: ResolveOptions = {}
): Resolution | undefined {
  let found: Resolution | undefined
  try {
    found = resolve(kube.records, path, options)
  } catch (thrown) {
    throw heardBy(kube, reader, { path, asked }, thrown)
  }
  if (found) assertReadable(reader, found, asked)
  return found
}

/** The same for a URL; whether they may see what they reach is looked at by whoever calls. */
export function siteFor(
  kube: Pick<Kube, 'records'>,
  reader: Reader,
  host: string,
  rawPath: string
): FoundSite | undefined {
  const asked = `https://${host}${rawPath}`
  const path = (): string[] => [...hostToPath(host), ...parseUrlPath(rawPath).components]
  let found: FoundSite | undefined
  try {
    found = findSite(kube.records, host, rawPath)
  } catch (thrown) {
    throw heardBy(kube, reader, { path: path(), asked }, thrown)
  }
  // A host that leads to nothing below a private node is as one that leads to something there.
  if (!found && reader !== 'member' && isBehindClosed(kube, reader, path())) throw notReadable(reader, asked)
  return found
}

function heardBy(
  kube: Pick<Kube, 'records'>,
  reader: Reader,
  { path, asked }: { readonly path: readonly string[]; readonly asked: string },
  thrown: unknown
): unknown {
  if (reader === 'member' || !(thrown instanceof KubeError)) return thrown
  // What is no component of a name, as the name of a file may be, is not looked for either.
  const end = path.findIndex(component => tryEncodeComponent(component) === undefined)
  const named = end < 0 ? path : path.slice(0, end)
  if (!mayReadLiterally(kube, reader, named) || isBehindClosed(kube, reader, path)) return notReadable(reader, asked)
  return tripFor(kube, reader, thrown)
}

/** Whether the last node on the way that can be reached is not for the reader. */
function isBehindClosed(kube: Pick<Kube, 'records'>, reader: Reader, path: readonly string[]): boolean {
  for (let length = path.length - 1; length >= 0; length--) {
    try {
      const found = resolve(kube.records, path.slice(0, length))
      if (found) return !mayRead(reader, found)
    } catch (error) {
      if (!(error instanceof KubeError)) throw error
    }
  }
  return false
}

/** A circle, told with the way round it to whoever may see all of it. */
export function tripFor(kube: Pick<Kube, 'records'>, reader: Reader, error: KubeError): KubeError {
  if (error.code === 'KUBE_OBJECT_MISSING') return error
  const stops = error.code === 'KUBE_HOPS' ? error.reason.split(' → ') : []
  const open = stops.length > 0 && stops.every(name => mayReadLiterally(kube, reader, parseName(name).path))
  if (reader === 'member' || open) return error
  return new KubeError(error.code, 'what stands there leads nowhere', {
    reason: 'a mount or a redirect on the way cannot be followed',
    cause: error
  })
}
