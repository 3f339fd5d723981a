// The keys of paths that were walked lately, each made once: a text put together anew is hashed whole at every look-up,
// and a walk looks up one at each component.

export interface PathKey {
  /** As `pathKey` writes it. */
  readonly key: string
  below: Map<string, PathKey> | undefined
}

/** Keys kept; at most some 20 MB of them. */
const keysMax = 32_768
/** Characters of one that is kept. */
const keyLengthMax = 512

let root: PathKey = { key: '', below: undefined }
let count = 0

export function rootKey(): PathKey {
  return root
}

/** The key of a child, its component encoded. */
export function childKey(parent: PathKey, encoded: string): PathKey {
  const known = parent.below?.get(encoded)
  if (known !== undefined) return known
  const key = parent.key === '' ? encoded : `${parent.key}/${encoded}`
  const made: PathKey = { key, below: undefined }
  if (key.length > keyLengthMax) return made
  if (++count > keysMax) {
    // Whoever walks now goes on with the old ones, which go with it.
    root = { key: '', below: undefined }
    count = 0
  }
  parent.below ??= new Map()
  parent.below.set(encoded, made)
  return made
}
