// Realms that ship are plain folders: `realm.yml` lists nodes with their records, files beside it hold what is no
// text. They are imported at the first start like a peer's data.
//
//   nodes:
//     - name: schema.dxos.org/dmg/webapp      a name, or an absolute path: /local/kube, / for the root
//       record: { type: schema, message: dxos.dmg.Webapp }
//       files: { descriptorSet: types.binpb }  payload fields whose bytes are a file; in JSON they are base64
import { fromUtf8 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { pathKey } from './component.ts'
import { compareUtf8, isObject, type Json, type JsonObject } from './json.ts'
import { parseName } from './name.ts'
import { type DmgRecord, recordFromJson } from './record.ts'
import { formatYaml, parseYaml } from './yaml.ts'

export interface RealmNode {
  readonly path: readonly string[]
  readonly record: DmgRecord
  /** The record as it stands in the realm, for the node's `dx.yml`. */
  readonly yaml: string
}

export const realmFile = 'realm.yml'
const nodeKeys: readonly string[] = ['name', 'record', 'files']

function refuse(message: string, reason: string, cause?: unknown): KubeError {
  return new KubeError('KUBE_RECORD_INVALID', `${realmFile}: ${message}`, { reason, cause })
}

function textOf(files: ReadonlyMap<string, Uint8Array>, name: string): string {
  const bytes = files.get(name)
  if (bytes === undefined) throw refuse(`${name} is missing`, 'a realm has it beside its other files')
  try {
    return fromUtf8(bytes)
  } catch (error) {
    if (error instanceof TypeError) throw refuse(`${name} is no UTF-8`, error.message, error)
    throw error
  }
}

/** The record's values with the files that it names in them. */
function withFiles(record: JsonObject, named: Json | undefined, files: ReadonlyMap<string, Uint8Array>): JsonObject {
  if (named === undefined) return record
  if (!isObject(named)) throw refuse('files is no map', 'it is field: file')
  const filled: Record<string, Json> = { ...record }
  for (const [field, file] of Object.entries(named)) {
    const name = String(file)
    const bytes = files.get(name)
    if (bytes === undefined) throw refuse(`${name} is missing`, 'a file that realm.yml names stands beside it')
    filled[field] = name.endsWith('.binpb') ? Buffer.from(bytes).toString('base64') : textOf(files, name)
  }
  return filled
}

function readNode(value: Json, files: ReadonlyMap<string, Uint8Array>): RealmNode {
  if (!isObject(value)) throw refuse('a node is no map', `it has ${nodeKeys.join(', ')}`)
  const unknown = Object.keys(value).find(key => !nodeKeys.includes(key))
  if (unknown !== undefined) throw refuse(`unknown key ${JSON.stringify(unknown)}`, `a node has ${nodeKeys.join(', ')}`)
  const { name, record = {}, files: named } = value as JsonObject
  if (typeof name !== 'string') throw refuse('a node without a name', 'name: dx://… or /…')
  if (!isObject(record)) throw refuse(`${name}: the record is no map`, 'it is as in dx record set')
  const { path } = parseName(name)
  try {
    const json = record as JsonObject
    return { path, record: recordFromJson(withFiles(json, named, files)), yaml: formatYaml(json) }
  } catch (error) {
    if (error instanceof KubeError) throw refuse(`${name}: ${error.message}`, error.reason, error)
    throw error
  }
}

/**
 * The nodes of a realm, parents first.
 * @param files content by path relative to the realm's folder
 * @throws KUBE_RECORD_INVALID, KUBE_NAME_INVALID
 */
export function parseRealm(files: ReadonlyMap<string, Uint8Array>): { nodes: RealmNode[] } {
  const realm = parseYaml(textOf(files, realmFile))
  const list = isObject(realm) ? (realm as JsonObject).nodes : undefined
  if (!Array.isArray(list)) throw refuse('no nodes', 'nodes: lists them')
  const nodes = list.map(item => readNode(item, files)).sort((a, b) => compareUtf8(pathKey(a.path), pathKey(b.path)))
  const twice = nodes.find((node, at) => at > 0 && pathKey(nodes[at - 1]!.path) === pathKey(node.path))
  if (twice !== undefined) throw refuse(`/${pathKey(twice.path)} is there twice`, 'a node has one record')
  return { nodes }
}
