// What a value written by a person may look like, as a table; and the reader that holds it against one.
import { KubeError } from '../base/errors.ts'
import type { LimitName } from '../base/limit-hits.ts'
import { nearest } from '../base/nearest.ts'
import { isObject, type Json, pointerOf } from './json.ts'

/** Why a text is refused; undefined when it is fine. */
export type TextCheck = (text: string) => string | undefined

export type Shape =
  | { readonly kind: 'text'; readonly check?: TextCheck; readonly empty?: boolean }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly among?: readonly number[] }
  | { readonly kind: 'flag' }
  | { readonly kind: 'list'; readonly of: Shape; readonly keepEmpty?: boolean }
  | {
      readonly kind: 'map'
      readonly of: Shape
      readonly key?: TextCheck
      /** A value that is no map stands for a map with this one key. */
      readonly short?: string
      /** Also taken as a list of maps, as the seed writes `exec`. */
      readonly listed?: boolean
    }
  | {
      readonly kind: 'object'
      readonly fields: Readonly<Record<string, Shape>>
      readonly required?: readonly string[]
      /** A text stands for an object with this one field. */
      readonly short?: string
    }
  /** Any JSON value. */
  | { readonly kind: 'any' }
  /** Names, and maps from a folder to such a list. */
  | { readonly kind: 'files' }

/** Nesting of values that have no shape of their own. */
export const depthOfValuesMax = 32

export interface Reading {
  /** JSON pointers of every `null`; undefined where none is allowed. */
  readonly removed: string[] | undefined
}

/** `https.redirects[0].to` */
function place(keys: readonly string[]): string {
  return keys.reduce((text, key) => (/^\d+$/.test(key) ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`), '')
}

export function invalid(keys: readonly string[], message: string, reason: string, limit?: LimitName): KubeError {
  const at = place(keys)
  return new KubeError('KUBE_RECORD_INVALID', at === '' ? message : `${at}: ${message}`, {
    reason,
    next: ['dx help record set'],
    limit
  })
}

/** @throws KUBE_RECORD_INVALID naming the key and the nearest known one */
export function refuseUnknownKey(key: string, keys: readonly string[], known: readonly string[]): never {
  const meant = nearest(key, known)
  const reason = meant === undefined ? `known keys: ${known.join(', ')}` : `the nearest known key is ${meant}`
  throw invalid(keys, `unknown key ${JSON.stringify(key)}`, reason)
}

/**
 * The value in its normal form, as JSON; undefined for what says nothing (`null`, an empty map).
 * @throws KUBE_RECORD_INVALID naming the place
 */
export function readShape(value: unknown, shape: Shape, keys: readonly string[], reading: Reading): Json | undefined {
  if (value === undefined) return undefined
  if (value === null && shape.kind !== 'any') {
    if (reading.removed === undefined) throw invalid(keys, 'a value is missing', 'null stands where a value is needed')
    reading.removed.push(pointerOf(keys))
    return undefined
  }
  switch (shape.kind) {
    case 'text':
      return readText(value, shape, keys)
    case 'choice':
      return readChoice(value, shape.of, keys)
    case 'integer':
      return readInteger(value, shape, keys)
    case 'flag':
      if (typeof value !== 'boolean') throw invalid(keys, 'neither true nor false', `it is ${describe(value)}`)
      return value || undefined
    case 'list':
      return readList(value, shape, keys)
    case 'map':
      return readMap(value, shape, keys, reading)
    case 'object':
      return readObject(value, shape, keys, reading)
    case 'files':
      return readFiles(value, keys, 0)
    case 'any':
      return readAny(value, keys, 0)
  }
}

/** The value in a few words, for an error. */
export function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (isObject(value)) return 'a map'
  return JSON.stringify(value)?.slice(0, 60) ?? typeof value
}

function readText(
  value: unknown,
  shape: Extract<Shape, { kind: 'text' }>,
  keys: readonly string[]
): string | undefined {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value
  if (typeof text !== 'string') throw invalid(keys, 'not a text', `it is ${describe(value)}`)
  if (text === '' && shape.empty !== true) throw invalid(keys, 'an empty text', 'leave the key out instead')
  if (!text.isWellFormed()) throw invalid(keys, 'not Unicode', 'it has a lone surrogate')
  const reason = shape.check?.(text)
  if (reason !== undefined) throw invalid(keys, `${JSON.stringify(text.slice(0, 100))} is not valid`, reason)
  return text
}

function readChoice(value: unknown, of: readonly string[], keys: readonly string[]): string {
  if (typeof value === 'string' && of.includes(value)) return value
  throw invalid(keys, `${describe(value)} is not valid`, `it is one of: ${of.join(', ')}`)
}

function readInteger(value: unknown, shape: Extract<Shape, { kind: 'integer' }>, keys: readonly string[]): number {
  const { min, max, among } = shape
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
  if (fits && among?.includes(value) !== false) return value
  const wanted = among ? `one of ${among.join(', ')}` : `a whole number from ${min} to ${max}`
  throw invalid(keys, `${describe(value)} is not valid`, `it is ${wanted}`)
}

function readList(value: unknown, shape: Extract<Shape, { kind: 'list' }>, keys: readonly string[]): Json | undefined {
  const items = Array.isArray(value) ? value : [value]
  const list = items.map((item, at) => readShape(item, shape.of, [...keys, String(at)], { removed: undefined }))
  if (list.length === 0 && shape.keepEmpty !== true)
    throw invalid(keys, 'an empty list', 'leave the key out, or write null')
  return list.filter(item => item !== undefined)
}

function checkKey(key: string, keys: readonly string[], check: TextCheck | undefined): void {
  let reason = check?.(key)
  if (key === '' || key === '__proto__' || !key.isWellFormed()) reason = 'this cannot be a key'
  if (reason !== undefined) throw invalid(keys, `the key ${JSON.stringify(key.slice(0, 100))} is not valid`, reason)
}

function readMap(
  value: unknown,
  shape: Extract<Shape, { kind: 'map' }>,
  keys: readonly string[],
  reading: Reading
): Json | undefined {
  let entries: unknown = value
  if (shape.listed === true && Array.isArray(value)) entries = joined(value, keys)
  else if (shape.short !== undefined && !isObject(value)) entries = { [shape.short]: value }
  if (!isObject(entries)) throw invalid(keys, 'not a map', `it is ${describe(value)}`)
  const map: Record<string, Json> = {}
  for (const key of Object.keys(entries)) {
    checkKey(key, keys, shape.key)
    const item = readShape(entries[key], shape.of, [...keys, key], reading)
    if (item !== undefined) map[key] = item
  }
  return Object.keys(map).length === 0 ? undefined : map
}

function joined(list: readonly unknown[], keys: readonly string[]): Record<string, unknown> {
  const map: Record<string, unknown> = {}
  for (const item of list) {
    if (!isObject(item)) throw invalid(keys, 'not a list of maps', `an item is ${describe(item)}`)
    for (const key of Object.keys(item)) {
      if (Object.hasOwn(map, key))
        throw invalid(keys, `the key ${JSON.stringify(key)} is there twice`, 'a name has one value')
      checkKey(key, keys, undefined)
      map[key] = item[key]
    }
  }
  return map
}

function readObject(
  value: unknown,
  shape: Extract<Shape, { kind: 'object' }>,
  keys: readonly string[],
  reading: Reading
): Json | undefined {
  const given = shape.short !== undefined && typeof value === 'string' ? { [shape.short]: value } : value
  if (!isObject(given)) throw invalid(keys, 'not a map', `it is ${describe(value)}`)
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(shape.fields, key)) refuseUnknownKey(key, keys, Object.keys(shape.fields))
  }
  const object: Record<string, Json> = {}
  for (const key of Object.keys(shape.fields)) {
    const item = readShape(given[key], shape.fields[key]!, [...keys, key], reading)
    if (item !== undefined) object[key] = item
  }
  for (const key of shape.required ?? []) {
    if (object[key] === undefined) throw invalid(keys, `${key} is missing`, `it needs ${shape.required?.join(' and ')}`)
  }
  return Object.keys(object).length === 0 ? undefined : object
}

function checkDepth(keys: readonly string[], depth: number): void {
  if (depth > depthOfValuesMax) {
    throw invalid(keys.slice(0, 4), 'nested too deeply', `at most ${depthOfValuesMax} levels`, 'depthOfValuesMax')
  }
}

function readFiles(value: unknown, keys: readonly string[], depth: number): Json | undefined {
  checkDepth(keys, depth)
  if (!Array.isArray(value)) throw invalid(keys, 'not a list', `it is ${describe(value)}`)
  const list: Json[] = []
  for (const [at, item] of value.entries()) {
    const here = [...keys, String(at)]
    if (!isObject(item)) {
      list.push(readText(item, { kind: 'text' }, here)!)
      continue
    }
    for (const folder of Object.keys(item)) {
      checkKey(folder, here, undefined)
      list.push({ [folder]: readFiles(item[folder], [...here, folder], depth + 1) ?? [] })
    }
  }
  return list.length === 0 && depth === 0 ? undefined : list
}

function readAny(value: unknown, keys: readonly string[], depth: number): Json {
  checkDepth(keys, depth)
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return Object.is(value, -0) ? 0 : value
  if (typeof value === 'string') return readText(value, { kind: 'text', empty: true }, keys)!
  if (Array.isArray(value)) return value.map((item, at) => readAny(item, [...keys, String(at)], depth + 1))
  if (!isObject(value)) throw invalid(keys, 'not a value of JSON', `it is ${describe(value)}`)
  const map: Record<string, Json> = {}
  for (const key of Object.keys(value)) {
    if (key === '__proto__' || !key.isWellFormed()) checkKey(key, keys, undefined)
    map[key] = readAny(value[key], [...keys, key], depth + 1)
  }
  return map
}
