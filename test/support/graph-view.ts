// A graph in memory, for tests of resolution: records by name, as JSON.
import { sha1Hex } from '../../src/base/bytes.ts'
import { parsePathKey, pathKey } from '../../src/graph/component.ts'
import { parseName } from '../../src/graph/name.ts'
import { type DmgRecord, recordFromJson } from '../../src/graph/record.ts'
import type { GraphView, MetaEntry } from '../../src/graph/view.ts'

export interface MemoryGraph extends GraphView {
  readonly entries: ReadonlyMap<string, MetaEntry>
  /** Id of the record at a name. */
  id(name: string): string
  /** How often a record was asked for. */
  reads: number
}

/** @param records by name: `/com`, `dx://notepad` */
export function memoryGraph(records: Readonly<Record<string, Readonly<Record<string, unknown>>>>): MemoryGraph {
  const entries = new Map<string, MetaEntry>()
  for (const [name, json] of Object.entries(records)) {
    const key = pathKey(parseName(name).path)
    const record: DmgRecord = recordFromJson(json)
    entries.set(key, { id: sha1Hex(key), record })
  }
  return {
    entries,
    reads: 0,
    meta(path, key) {
      this.reads++
      if (pathKey(path) !== key || parsePathKey(key)?.length !== path.length) throw new Error(`${path} is not ${key}`)
      return entries.get(key)
    },
    id: name => entries.get(pathKey(parseName(name).path))?.id ?? `no record at ${name}`
  }
}
