// Properties as fields of `dxos.dmg.Record`, and back.
import type { dxos } from '../proto/generated.js'
import { hasControls, isHeaderName, isHeaderValue } from './checks.ts'
import { compareUtf8 } from './json.ts'
import type { HttpsProperty, MountProperty, Properties, RedirectRule, WriteRule } from './properties.ts'
import { invalid } from './shape.ts'
import { safeKey } from './value-codec.ts'

type RecordMessage = dxos.dmg.Record.$Properties
type HttpsMessage = dxos.dmg.Https.$Properties
type TextEntry = dxos.dmg.TextEntry.$Properties

/** Entries of a map by the UTF-8 bytes of their keys. */
function entries<V, M>(map: Readonly<Record<string, V>>, make: (value: V) => M): { key: string; value: M }[] {
  return Object.keys(map)
    .sort(compareUtf8)
    .map(key => ({ key, value: make(map[key] as V) }))
}

/** An entry without a value that equals its default. */
function texts(map: Readonly<Record<string, string>>): TextEntry[] {
  return entries(map, value => value).map(({ key, value }) => (value === '' ? { key } : { key, value }))
}

export function encodeProperties(properties: Properties): RecordMessage {
  const {
    title,
    https,
    actions,
    access,
    handler,
    env,
    labels,
    keep,
    order,
    mounts,
    endpoints,
    isolate,
    override,
    rules
  } = properties
  const message: RecordMessage = {}
  if (title !== undefined) message.title = title
  if (https !== undefined) message.https = encodeHttps(https)
  if (actions !== undefined) {
    message.actions = actions.writes === undefined ? {} : { writes: { rules: actions.writes.map(encodeRule) } }
  }
  if (access !== undefined) message.access = access
  if (handler !== undefined) message.handler = texts(handler)
  if (env !== undefined) message.env = texts(env)
  if (labels !== undefined) message.labels = texts(labels)
  if (keep !== undefined) message.keep = keep
  if (order !== undefined) message.order = order
  if (mounts !== undefined) message.mounts = entries(mounts, encodeMount)
  if (endpoints !== undefined) message.endpoints = endpoints.map(endpoint => ({ ...endpoint }))
  if (isolate === true) message.isolate = true
  if (override !== undefined) message.override = texts(override)
  if (rules !== undefined) message.rules = rules
  return message
}

function encodeHttps({ serve, fallback, headers, redirects }: HttpsProperty): HttpsMessage {
  const message: HttpsMessage = {}
  if (serve !== undefined) message.serve = serve
  if (fallback !== undefined) message.fallback = fallback
  if (headers !== undefined) message.headers = entries(headers, values => ({ headers: texts(values) }))
  if (redirects !== undefined) message.redirects = redirects.map(rule => ({ ...rule }))
  return message
}

function encodeRule(rule: WriteRule): dxos.dmg.WriteRule.$Properties {
  const { name, from, only, 'publish-https': publishHttps } = rule
  const message: dxos.dmg.WriteRule.$Properties = { name }
  if (from !== undefined) message.from = from
  if (only !== undefined) message.only = [...only]
  if (publishHttps !== undefined) message.publishHttps = { ...publishHttps }
  return message
}

function encodeMount({ target, https }: MountProperty): dxos.dmg.Mount.$Properties {
  return https === undefined ? { target } : { target, https: encodeHttps(https) }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

function textMap(list: readonly TextEntry[] | null | undefined): Record<string, string> | undefined {
  if (!list || list.length === 0) return undefined
  const map: Record<string, string> = {}
  for (const { key, value } of list) map[safeKey(key)] = value ?? ''
  return map
}

/** @throws KUBE_RECORD_INVALID for keys and header values that no record has */
export function decodeProperties(message: RecordMessage): Properties {
  const properties: Writable<Properties> = {}
  if (message.title) properties.title = message.title
  if (message.https) properties.https = decodeHttps(message.https)
  if (message.actions) properties.actions = decodeActions(message.actions)
  if (message.access) properties.access = decodeAccess(message.access)
  const handler = textMap(message.handler)
  const env = textMap(message.env)
  const labels = textMap(message.labels)
  if (handler) properties.handler = handler
  if (env) properties.env = env
  if (labels) properties.labels = labels
  if (message.keep) properties.keep = message.keep
  if (message.order === 'strict' || message.order === 'merge') properties.order = message.order
  if (message.mounts && message.mounts.length > 0) properties.mounts = decodeMounts(message.mounts)
  if (message.endpoints && message.endpoints.length > 0) {
    properties.endpoints = message.endpoints.map(({ url, resource }) => ({
      url: url ?? '',
      ...(resource ? { resource } : {})
    }))
  }
  if (message.isolate) properties.isolate = true
  const override = textMap(message.override)
  if (override) properties.override = override
  if (message.rules) properties.rules = message.rules
  return properties
}

// A word that this version does not know must not open what somebody closed.
function decodeAccess(access: string): 'public' | 'members' | 'private' {
  return access === 'public' || access === 'members' ? access : 'private'
}

function decodeHttps(message: HttpsMessage): HttpsProperty {
  const https: Writable<HttpsProperty> = {}
  if (message.serve) https.serve = message.serve
  if (message.fallback) https.fallback = message.fallback
  if (message.headers && message.headers.length > 0) {
    const headers: Record<string, Record<string, string>> = {}
    for (const { key, value } of message.headers) headers[safeKey(key)] = decodeHeaders(value?.headers)
    https.headers = headers
  }
  if (message.redirects && message.redirects.length > 0) https.redirects = message.redirects.map(decodeRedirect)
  return https
}

// These go into answers as they are: what a peer sent may not break out of its line.
function decodeHeaders(list: readonly TextEntry[] | null | undefined): Record<string, string> {
  const map = textMap(list) ?? {}
  for (const [name, value] of Object.entries(map)) {
    const reason = isHeaderName(name) ?? isHeaderValue(value)
    if (reason !== undefined) throw invalid(['https', 'headers'], `${JSON.stringify(name)} is not valid`, reason)
  }
  return map
}

function decodeRedirect(message: dxos.dmg.RedirectRule.$Properties): RedirectRule {
  const rule: Writable<RedirectRule> = { from: message.from ?? '', to: message.to ?? '' }
  if (hasControls(rule.from + rule.to)) {
    throw invalid(['https', 'redirects'], 'a redirect is not valid', 'it has a control character')
  }
  if (message.status) rule.status = message.status
  if (message.force) rule.force = true
  return rule
}

function decodeActions(message: dxos.dmg.Actions.$Properties): NonNullable<Properties['actions']> {
  return message.writes ? { writes: (message.writes.rules ?? []).map(decodeRule) } : {}
}

function decodeRule(message: dxos.dmg.WriteRule.$Properties): WriteRule {
  const rule: Writable<WriteRule> = { name: message.name ?? '' }
  if (message.from) rule.from = message.from
  if (message.only && message.only.length > 0) rule.only = message.only
  if (message.publishHttps) {
    const { after, from, to } = message.publishHttps
    rule['publish-https'] = { after: after ?? '', from: from ?? '', to: to ?? '' }
  }
  return rule
}

function decodeMounts(list: readonly dxos.dmg.MountEntry.$Properties[]): Record<string, MountProperty> {
  const mounts: Record<string, MountProperty> = {}
  for (const { key, value } of list) {
    const target = value?.target ?? ''
    mounts[safeKey(key)] = value?.https ? { target, https: decodeHttps(value.https) } : { target }
  }
  return mounts
}
