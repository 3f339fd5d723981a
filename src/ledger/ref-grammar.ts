// Which refs a changeset may write. By form alone no ref is ever a folder of another (git's files could not hold
// both), in whatever order changesets meet.
import { componentBytesMax, refBytesMax } from '../base/limits.ts'
import type { RefName } from '../base/types.ts'

// A percent-encoded byte takes three.
const componentLengthMax = 3 * componentBytesMax

const component = /^!?(?:[a-z0-9_-]|\.(?!\.|lock$|$)|%[0-9A-F]{2})+$/

/** `!` components at the root that hold one folder for each id: `refs/!trust/<id>/!credential`. */
const collections: ReadonlySet<string> = new Set(['!trust', '!machines'])
/** `!` components of a node that hold one ref for each name: `refs/a/!dev/feature`. */
const families: ReadonlySet<string> = new Set(['!dev'])
/** Derived or kept by each KUBE for itself, so in no changeset. */
const reserved: ReadonlySet<string> = new Set(['!kubes', '!conflicts'])

function isComponent(text: string): boolean {
  const bare = text.startsWith('!') ? text.slice(1) : text
  return bare.length <= componentLengthMax && !bare.startsWith('.') && component.test(text)
}

function isLeaf(text: string): boolean {
  return text.startsWith('!') && !collections.has(text) && !families.has(text) && !reserved.has(text)
}

/**
 * Why a changeset may not write this ref; undefined when it may. Three forms exist: `refs/<node>/!leaf`,
 * `refs/<node>/!dev/<branch>` and `refs/!trust/<id>/!leaf` (likewise `!machines`).
 */
export function refusedRef(ref: RefName): string | undefined {
  if (ref.length > refBytesMax) return `longer than ${refBytesMax} bytes`
  const parts = ref.split('/')
  if (parts[0] !== 'refs' || parts.length < 2) return 'does not begin with refs/'
  const path = parts.slice(1)
  if (reserved.has(path[0]!)) return `refs/${path[0]}/ is not written by changesets`
  if (!path.every(isComponent)) return 'has a component that no ref of a node has'
  const first = path.findIndex(part => part.startsWith('!'))
  if (first === -1) return 'has no component that begins with !'
  const tail = path.slice(first)
  if (tail.length === 1) return isLeaf(tail[0]!) ? undefined : `${tail[0]} is a folder, not a ref`
  if (families.has(tail[0]!) && tail.length === 2 && !tail[1]!.startsWith('!')) return undefined
  if (first === 0 && collections.has(tail[0]!) && tail.length === 3 && !tail[1]!.startsWith('!') && isLeaf(tail[2]!)) {
    return undefined
  }
  return 'has components after one that is a leaf'
}

/** Whether a ref is where a node has its record. */
export const isMeta = (ref: RefName): boolean =>
  ref === 'refs/!meta' || (ref.endsWith('/!meta') && !ref.startsWith('refs/!'))

/** Where revocations stand: `refs/!trust/<id>/!revoked`. */
export const revokedPattern = /^refs\/!trust\/([^/]+)\/!revoked$/
