// Values as JSON has them, and their small operations.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [key: string]: Json
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)
}

/** Order of the UTF-8 bytes, which is not that of UTF-16 above U+FFFF. */
export function compareUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'))
}

/** JSON pointer (RFC 6901) of a path of keys. */
export function pointerOf(keys: readonly string[]): string {
  return keys.map(key => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** Keys of a JSON pointer. */
export function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Merges two values: maps key by key, of everything else `over` wins. Neither is changed. */
export function mergeJson(under: Json | undefined, over: Json | undefined): Json | undefined {
  if (over === undefined) return under
  if (!isObject(under) || !isObject(over)) return over
  const merged: Record<string, Json> = { ...(under as JsonObject) }
  for (const key of Object.keys(over)) {
    const value = mergeJson(merged[key], (over as JsonObject)[key])
    if (value !== undefined) merged[key] = value
  }
  return merged
}

/** The value without what the keys lead to; maps that become empty go too. */
export function without(value: Json | undefined, keys: readonly string[]): Json | undefined {
  const [key, ...rest] = keys
  if (key === undefined) return undefined
  if (!isObject(value) || !Object.hasOwn(value, key)) return value
  const copy: Record<string, Json> = { ...(value as JsonObject) }
  const left = without(copy[key], rest)
  if (left === undefined) delete copy[key]
  else copy[key] = left
  return Object.keys(copy).length === 0 ? undefined : copy
}

/** The value with another at the place that the keys lead to; maps on the way are made. */
export function withAt(value: Json | undefined, keys: readonly string[], put: Json): Json {
  const [key, ...rest] = keys
  if (key === undefined) return put
  const under = isObject(value) ? (value as JsonObject) : {}
  return { ...under, [key]: withAt(under[key], rest, put) }
}
