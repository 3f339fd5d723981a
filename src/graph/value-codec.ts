// JSON values as `dxos.dmg.Value`, canonically: fields of a map by the UTF-8 bytes of their keys.
import type { dxos } from '../proto/generated.js'
import { compareUtf8, type Json, type JsonObject } from './json.ts'
import { depthOfValuesMax, invalid } from './shape.ts'

type ValueMessage = dxos.dmg.Value.$Properties

export function encodeValue(value: Json): ValueMessage {
  if (value === null) return { nullValue: 0 }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number') return { numberValue: value }
  if (typeof value === 'string') return { stringValue: value }
  if (Array.isArray(value)) return { listValue: { values: value.map(encodeValue) } }
  const map = value as JsonObject
  const fields = Object.keys(map)
    .sort(compareUtf8)
    .map(key => ({ key, value: encodeValue(map[key]!) }))
  return { structValue: { fields } }
}

/** @throws KUBE_RECORD_INVALID for nesting and keys that no record has */
export function decodeValue(message: ValueMessage, depth = 0): Json {
  if (depth > depthOfValuesMax)
    throw invalid([], 'a value is nested too deeply', `at most ${depthOfValuesMax} levels`, 'depthOfValuesMax')
  const { boolValue, numberValue, stringValue, listValue, structValue } = message
  if (boolValue !== undefined && boolValue !== null) return boolValue
  if (numberValue !== undefined && numberValue !== null) return Number.isFinite(numberValue) ? numberValue : null
  if (stringValue !== undefined && stringValue !== null) return stringValue
  if (listValue) return (listValue.values ?? []).map(item => decodeValue(item, depth + 1))
  if (!structValue) return null
  const map: Record<string, Json> = {}
  for (const { key, value } of structValue.fields ?? []) {
    map[safeKey(key)] = value ? decodeValue(value, depth + 1) : null
  }
  return map
}

/** A key of a decoded map. @throws KUBE_RECORD_INVALID for the one key that an object cannot hold */
export function safeKey(key: string | null | undefined): string {
  if (key === '__proto__') throw invalid([], 'the key __proto__ is not valid', 'this cannot be a key')
  return key ?? ''
}
