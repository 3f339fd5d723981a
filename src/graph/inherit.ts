// Inheritance along the canonical path (names.md, Resolution): scalars and lists, the nearer wins; maps, key by key;
// what is removed ends there. Results are kept by the records they came from, which never change.
import { type Json, type JsonObject, keysOf, mergeJson, without } from './json.ts'
import { type HttpsProperty, inheritedProperties, type Properties, type PropertyName } from './properties.ts'
import { type DmgRecord, emptyRecord } from './record.ts'

interface Kept {
  readonly parent: DmgRecord
  readonly effective: DmgRecord
}

// The last result for each record: a record stands at one place, so its parent is the same each time.
const kept = new WeakMap<DmgRecord, Kept>()

/**
 * The effective record of a node: its own, and what it takes over from its parent's effective one. The same object
 * for the same two records.
 */
export function inherit(parent: DmgRecord, own: DmgRecord): DmgRecord {
  const found = kept.get(own)
  if (found !== undefined && found.parent === parent) return found.effective
  const effective = merged(parent, own)
  kept.set(own, { parent, effective })
  return effective
}

function merged(parent: DmgRecord, own: DmgRecord): DmgRecord {
  let passed: Json | undefined = inheritable(parent.properties)
  for (const pointer of own.removed) passed = without(passed, keysOf(pointer))
  const properties = mergeJson(passed, own.properties as unknown as JsonObject) ?? {}
  return { ...own, properties: properties as Properties, removed: [] }
}

function inheritable(properties: Properties): JsonObject {
  const found: Partial<Record<PropertyName, Json>> = {}
  for (const name of inheritedProperties) {
    const value = properties[name]
    if (value !== undefined) found[name] = value as Json
  }
  return found as JsonObject
}

/** A mount's `https` as a record that lies over the target's: how it is presented, and nothing else. */
export function overlay(effective: DmgRecord, https: HttpsProperty): DmgRecord {
  let over = overlays.get(https)
  if (over === undefined || over.under !== effective) {
    const properties = mergeJson(effective.properties as unknown as JsonObject, { https: https as unknown as Json })
    over = { under: effective, record: { ...effective, properties: properties as Properties } }
    overlays.set(https, over)
  }
  return over.record
}

const overlays = new WeakMap<HttpsProperty, { under: DmgRecord; record: DmgRecord }>()

/** What the root of the graph inherits: nothing. */
export const nothing: DmgRecord = emptyRecord
