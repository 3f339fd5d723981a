// The properties that any record may have (names.md, Records): their shapes, and which are inherited.
import { KubeError } from '../base/errors.ts'
import {
  isComponent,
  isEvent,
  isHeaderName,
  isHeaderValue,
  isLeaf,
  isLeafPattern,
  isMountTarget,
  isName,
  isNameOrUrl,
  isNodeFile,
  isPathPattern,
  isTreeRef,
  plainText
} from './checks.ts'
import { isObject, type JsonObject } from './json.ts'
import { invalid, type Reading, readShape, refuseUnknownKey, type Shape } from './shape.ts'
import { parseYaml } from './yaml.ts'

export interface RedirectRule {
  readonly from: string
  readonly to: string
  readonly status?: number
  /** Also where a file has the path. */
  readonly force?: boolean
}

export interface HttpsProperty {
  /** `!https:` or `!https:folder` */
  readonly serve?: string
  /** `!https:index.html` */
  readonly fallback?: string
  /** By path pattern, then by header name. */
  readonly headers?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly redirects?: readonly RedirectRule[]
}

export interface Propagation {
  readonly after: string
  readonly from: string
  readonly to: string
}

export interface WriteRule {
  readonly name: string
  /** `NODE:PATH`, a file of authorized_keys lines. */
  readonly from?: string
  /** Refs of the node, `!code`, `!dev/*`; all of them when absent. */
  readonly only?: readonly string[]
  readonly 'publish-https'?: Propagation
}

export interface MountProperty {
  readonly target: string
  readonly https?: HttpsProperty
}

export interface Endpoint {
  readonly url: string
  readonly resource?: string
}

export type Access = 'public' | 'members' | 'private'

export interface Properties {
  readonly title?: string
  readonly https?: HttpsProperty
  /** An empty list of rules lets nobody but admins write. */
  readonly actions?: { readonly writes?: readonly WriteRule[] }
  readonly access?: Access
  /** By type name, `*` for all. */
  readonly handler?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly labels?: Readonly<Record<string, string>>
  /** Releases kept. */
  readonly keep?: number
  readonly order?: 'strict' | 'merge'
  readonly mounts?: Readonly<Record<string, MountProperty>>
  readonly endpoints?: readonly Endpoint[]
  readonly isolate?: boolean
  /** Name to name, for this subnet alone. */
  readonly override?: Readonly<Record<string, string>>
  /** Of the root alone: number of the merge rules in force. */
  readonly rules?: number
}

export type PropertyName = keyof Properties

const text: Shape = { kind: 'text' }
const line: Shape = { kind: 'text', check: plainText }
const anyText: Shape = { kind: 'text', empty: true }

const https: Shape = {
  kind: 'object',
  fields: {
    serve: { kind: 'text', check: isTreeRef },
    fallback: { kind: 'text', check: isTreeRef },
    headers: {
      kind: 'map',
      key: isPathPattern,
      of: { kind: 'map', key: isHeaderName, of: { kind: 'text', check: isHeaderValue, empty: true } }
    },
    redirects: {
      kind: 'list',
      of: {
        kind: 'object',
        fields: {
          from: { kind: 'text', check: isPathPattern },
          to: line,
          status: { kind: 'integer', min: 200, max: 499 },
          force: { kind: 'flag' }
        },
        required: ['from', 'to']
      }
    }
  }
}

const propagation: Shape = {
  kind: 'object',
  fields: {
    after: { kind: 'text', check: isEvent },
    from: { kind: 'text', check: isTreeRef },
    to: { kind: 'text', check: isLeaf }
  },
  required: ['after', 'from', 'to']
}

const writeRule: Shape = {
  kind: 'object',
  fields: {
    name: line,
    from: { kind: 'text', check: isNodeFile },
    only: { kind: 'list', of: { kind: 'text', check: isLeafPattern } },
    'publish-https': propagation
  },
  required: ['name']
}

/** Every property in the order in which it is shown. */
export const propertyShapes: Readonly<Record<PropertyName, Shape>> = {
  title: line,
  https,
  actions: { kind: 'object', fields: { writes: { kind: 'list', of: writeRule, keepEmpty: true } } },
  access: { kind: 'choice', of: ['public', 'members', 'private'] },
  handler: { kind: 'map', of: { kind: 'text', check: isName }, short: '*' },
  env: { kind: 'map', of: anyText },
  labels: { kind: 'map', of: anyText },
  keep: { kind: 'integer', min: 1, max: 1_000_000 },
  order: { kind: 'choice', of: ['strict', 'merge'] },
  mounts: {
    kind: 'map',
    key: isComponent,
    of: {
      kind: 'object',
      fields: { target: { kind: 'text', check: isMountTarget }, https },
      required: ['target'],
      short: 'target'
    }
  },
  endpoints: {
    kind: 'list',
    of: {
      kind: 'object',
      fields: { url: { kind: 'text', check: isNameOrUrl }, resource: text },
      required: ['url'],
      short: 'url'
    }
  },
  isolate: { kind: 'flag' },
  override: { kind: 'map', key: isName, of: { kind: 'text', check: isName } },
  rules: { kind: 'integer', min: 1, max: 1_000_000 }
}

export const propertyNames = Object.keys(propertyShapes) as readonly PropertyName[]

/** names.md, Resolution: what a node takes over from those above it. */
export const inheritedProperties: readonly PropertyName[] = [
  'https',
  'actions',
  'access',
  'handler',
  'env',
  'labels',
  'keep',
  'order'
]

export interface GivenProperties {
  readonly properties: Properties
  /** JSON pointers of what was given as `null`. */
  readonly removed: readonly string[]
}

/** Reads the properties among the keys of `value`; other keys are the caller's. @throws KUBE_RECORD_INVALID */
export function readProperties(value: Readonly<Record<string, unknown>>): GivenProperties {
  const removed: string[] = []
  const reading: Reading = { removed }
  const properties: Record<string, unknown> = {}
  for (const name of propertyNames) {
    if (!Object.hasOwn(value, name)) continue
    const found = readShape(value[name], propertyShapes[name], [name], reading)
    if (found !== undefined) properties[name] = found
  }
  for (const rule of (properties as Properties).actions?.writes ?? []) {
    if (rule.from !== undefined || rule['publish-https'] !== undefined) continue
    throw invalid(
      ['actions', 'writes'],
      `the rule ${JSON.stringify(rule.name)} says nothing`,
      'it needs from or publish-https'
    )
  }
  return { properties: properties as Properties, removed }
}

// Keys of a dx.yml that are about the project, not the record.
const projectKeys: readonly string[] = ['project', 'pub']

/**
 * Reads the record properties of a dx.yml (`https`, `actions`, `title`, …). `project` and `pub` are let through unread.
 * @throws KUBE_RECORD_INVALID naming line or key, and the nearest known key
 */
export function validateProperties(yaml: string): GivenProperties {
  const value = parseYaml(yaml, { repeated: ['target'] }) ?? {}
  if (!isObject(value)) throw new KubeError('KUBE_RECORD_INVALID', 'not a map', { reason: 'properties are key: value' })
  const known = [...projectKeys, ...propertyNames]
  for (const key of Object.keys(value)) if (!known.includes(key)) refuseUnknownKey(key, [], known)
  return readProperties(value as JsonObject)
}
