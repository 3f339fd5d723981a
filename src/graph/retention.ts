// How much of a ref's history is kept (replication.md, Scale): of releases and records as many commits as `keep` says,
// of everything else all.
import { keepDefault } from '../base/limits.ts'
import type { RefName } from '../base/types.ts'
import { tryEncodeComponent } from './component.ts'
import { inherit, nothing } from './inherit.ts'
import { childKey, rootKey } from './path-keys.ts'
import { parseRef } from './ref.ts'
import type { GraphView } from './view.ts'

/** Leaves whose history is one of releases or of records; source, credentials and what is unknown are kept whole. */
const shortened: ReadonlySet<string> = new Set(['https', 'dev', 'meta'])
const conflictPattern = /^refs\/!conflicts\/[^/]+\//

/**
 * How many commits of a ref are kept, counted from its value along parents, the value included: `Infinity` where its
 * history is never cut. What is kept of a loser (`refs/!conflicts/…`) counts as the ref that it lost.
 * @throws what the view throws for a record that cannot be read
 */
export function depthKept(view: GraphView, ref: RefName): number {
  const parsed = parseRef(ref.replace(conflictPattern, 'refs/'))
  const kind = parsed?.leaf.slice(1).split(/[@/]/, 1)[0] ?? ''
  return parsed !== undefined && shortened.has(kind) ? keepAt(view, parsed.path) : Number.POSITIVE_INFINITY
}

/** `keep` of the effective record of a node: its own, else that of its nearest ancestor by the canonical path. */
export function keepAt(view: GraphView, path: readonly string[]): number {
  let spot = rootKey()
  let effective = nothing
  for (let length = 0; length <= path.length; length++) {
    if (length > 0) {
      const encoded = tryEncodeComponent(path[length - 1]!)
      if (encoded === undefined) break
      spot = childKey(spot, encoded)
    }
    const own = view.meta(path.slice(0, length), spot.key)?.record
    if (own !== undefined) effective = inherit(effective, own)
  }
  return effective.properties.keep ?? keepDefault
}
