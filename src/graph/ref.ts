// Refs of a node (names.md, Refs of a node): `refs/<path>/!leaf`, and `!ref:path`, a path in the tree of one.
import { KubeError } from '../base/errors.ts'
import type { RefName } from '../base/types.ts'
import {
  decodeComponent,
  decodePercent,
  encodeComponent,
  parsePathKey,
  pathKey,
  refusedComponent
} from './component.ts'

export interface Leaf {
  /** As it stands in a ref: `!https`, `!dev/feature%2Fx`, `!code@main`. */
  readonly leaf: string
  /** `https`, `meta`, `code`, `dev`, … */
  readonly kind: string
  /** Of `!dev/<branch>` and `!code@<branch>`. */
  readonly branch?: string
}

/** A path in the tree of one of the node's refs: `!https:index.html`. */
export interface TreeRef {
  readonly leaf: string
  readonly path: readonly string[]
}

// `!dev` holds one ref a branch, so it is a folder and never a ref itself.
const folders: ReadonlySet<string> = new Set(['dev'])
const pattern = /^!([a-z][a-z0-9-]{0,31})(?:([@/])(.*))?$/s

function refuse(text: string, reason: string): KubeError {
  return new KubeError('KUBE_REF_INVALID', `not a ref of a node: ${JSON.stringify(text.slice(0, 100))}`, {
    reason,
    next: ["dx publish --ref '!dev/feature'"]
  })
}

/**
 * Reads `!https`, `!meta`, `!code`, `!code@<branch>`, `!dev/<branch>` and other leaves of that form. A branch is one
 * component: `feature/x` is written `feature%2Fx`.
 * @throws KUBE_REF_INVALID
 */
export function parseLeaf(text: string): Leaf {
  const found = pattern.exec(text)
  if (found === null) throw refuse(text, 'a ref is ! and lower-case letters, e.g. !https or !dev/feature')
  const [, kind = '', separator, raw] = found
  if (separator === undefined || raw === undefined) {
    if (folders.has(kind)) throw refuse(text, `a branch is missing: !${kind}/main`)
    return { leaf: `!${kind}`, kind }
  }
  if ((separator === '/') !== folders.has(kind)) throw refuse(text, `!${kind} has no ${separator}`)
  if (raw.includes('/')) throw refuse(text, `a branch is one component: ${raw.replaceAll('/', '%2F')}`)
  const branch = decodePercent(raw)
  const reason = branch === undefined ? '% stands before two hex digits' : refusedComponent(branch)
  if (branch === undefined || reason !== undefined) throw refuse(text, reason ?? 'not a branch')
  return { leaf: `!${kind}${separator}${encodeComponent(branch)}`, kind, branch }
}

/** Whether the text is a leaf exactly as it stands in a ref. */
function isLeaf(text: string): boolean {
  const found = pattern.exec(text)
  if (found === null) return false
  const [, kind = '', separator, raw] = found
  if (separator === undefined || raw === undefined) return !folders.has(kind)
  return (separator === '/') === folders.has(kind) && decodeComponent(raw) !== undefined
}

/** `refs/local/kube/notepad/!https` of a path and a leaf as `parseLeaf` gives it. */
export function refOf(path: readonly string[], leaf: string): RefName {
  return path.length === 0 ? `refs/${leaf}` : `refs/${pathKey(path)}/${leaf}`
}

/** Path and leaf of a node's ref; undefined for any other ref: chain heads, credentials, kept conflicts, foreign ones. */
export function parseRef(ref: RefName): { path: string[]; leaf: string } | undefined {
  const at = ref.indexOf('/!')
  if (at < 0 || !ref.startsWith('refs/')) return undefined
  const leaf = ref.slice(at + 1)
  const path = at === 4 ? [] : parsePathKey(ref.slice(5, at))
  return path === undefined || !isLeaf(leaf) || (at > 4 && path.length === 0) ? undefined : { path, leaf }
}

/**
 * Reads `!https:`, `!https:index.html`, `!code:public`. The path is as git has it in `ref:path`: nothing is escaped.
 * @throws KUBE_REF_INVALID
 */
export function parseTreeRef(text: string): TreeRef {
  const colon = text.indexOf(':')
  const { leaf } = parseLeaf(colon < 0 ? text : text.slice(0, colon))
  const raw = colon < 0 ? '' : text.slice(colon + 1).replace(/\/$/, '')
  const path = raw === '' ? [] : raw.replace(/^\//, '').split('/')
  if (path.some(part => part === '' || part === '.' || part === '..' || part.includes('\0'))) {
    throw refuse(text, 'the path behind the colon has an empty or relative component')
  }
  return { leaf, path }
}
