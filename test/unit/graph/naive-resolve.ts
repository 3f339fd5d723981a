// Resolution by its definition, without a thought for speed: what src/graph/walk.ts is compared with.
import { KubeError } from '../../../src/base/errors.ts'
import { hopsMax } from '../../../src/base/limits.ts'
import { pathKey } from '../../../src/graph/component.ts'
import { type Json, type JsonObject, mergeJson } from '../../../src/graph/json.ts'
import { parseName } from '../../../src/graph/name.ts'
import { inheritedProperties } from '../../../src/graph/properties.ts'
import { recordToJson } from '../../../src/graph/record.ts'
import type { ResolvePart } from '../../../src/graph/view.ts'
import type { MemoryGraph } from '../../support/graph-view.ts'

interface Budget {
  hops: number
}

const own = (graph: MemoryGraph, path: readonly string[]): JsonObject | undefined => {
  const meta = graph.entries.get(pathKey(path))
  return meta && recordToJson(meta.record)
}

function targetAt(graph: MemoryGraph, parent: readonly string[], component: string): string | undefined {
  const mounts = (own(graph, parent)?.mounts ?? {}) as Record<string, { target: string }>
  const listed = Object.hasOwn(mounts, component) ? mounts[component]?.target : undefined
  const record = own(graph, [...parent, component])
  return listed ?? (record?.type === 'schema.dxos.org/dmg/mount' ? String(record.target) : undefined)
}

/** Where a path really lies: every component in turn, a mount's target first made canonical itself. */
function canonical(graph: MemoryGraph, path: readonly string[], budget: Budget): string[] {
  let at: string[] = []
  for (const component of path) {
    const target = targetAt(graph, at, component)
    if (target === undefined) at = [...at, component]
    else {
      if (++budget.hops > hopsMax) throw new KubeError('KUBE_HOPS', 'too far')
      at = canonical(graph, parseName(target).path, budget)
    }
  }
  return at
}

function effective(graph: MemoryGraph, path: readonly string[]): JsonObject {
  let merged: Json = {}
  for (let depth = 0; depth < path.length; depth++) {
    const record = own(graph, path.slice(0, depth)) ?? {}
    const passed = Object.fromEntries(
      Object.entries(record).filter(([name]) => inheritedProperties.includes(name as never))
    )
    merged = mergeJson(merged, passed) ?? {}
  }
  return (mergeJson(merged, own(graph, path) ?? {}) ?? {}) as JsonObject
}

export function naiveResolve(graph: MemoryGraph, asked: readonly string[]) {
  const budget = { hops: 0 }
  const parts: ResolvePart[] = []
  let found: { node: string[]; depth: number } | undefined = asked.length === 0 ? { node: [], depth: 0 } : undefined
  let at: string[] = []
  for (const [index, component] of asked.entries()) {
    const target = targetAt(graph, at, component)
    if (target !== undefined) {
      if (++budget.hops > hopsMax) throw new KubeError('KUBE_HOPS', 'too far')
      found = undefined
      at = canonical(graph, parseName(target).path, budget)
    } else at = [...at, component]
    const meta = graph.entries.get(pathKey(at))
    if (meta === undefined) continue
    parts.push({ path: component, record: meta.id })
    found = { node: at, depth: index + 1 }
  }
  return found && { parts, node: found.node, rest: asked.slice(found.depth), json: effective(graph, found.node) }
}
