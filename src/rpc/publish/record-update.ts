// The record of a published node: type and manifest follow the files, properties the project's dx.yml.
import { equalBytes } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import type { RefName } from '../../base/types.ts'
import type { Json } from '../../graph/json.ts'
import { webappManifest } from '../../graph/manifest.ts'
import { type Properties, validateProperties } from '../../graph/properties.ts'
import { type DmgRecord, publishRecord, recordToYaml } from '../../graph/record.ts'
import { encodeRecord } from '../../graph/record-codec.ts'
import type { RefUpdate } from '../../ledger/types.ts'
import type { Kube } from '../../node/kube.ts'
import { recordCommit } from '../../node/records.ts'
import type { GitObject } from '../../ports/objects.ts'
import { lostValues, parentsAt } from '../lost-values.ts'
import type { Target } from '../target.ts'

export interface WebappFacts {
  readonly files: readonly { readonly path: string }[]
  /** YAML text of the properties; undefined keeps those that the node has. */
  readonly properties: string | undefined
  readonly message: string | undefined
}

export interface WrittenRecord {
  readonly update: RefUpdate
  readonly objects: readonly GitObject[]
  readonly record: DmgRecord
}

/** Of how many nodes it is remembered what was found to be right. */
const rememberedMax = 64

/** Finds out what has to be written at `!meta`; most publishes bring the same paths as the one before. */
export class RecordUpdates {
  /** Of each node the record and the paths that it is right for. */
  readonly #right = new Map<RefName, string>()

  /** Undefined when the record is that already, or the ref published is no `!https`. */
  of(kube: Kube, target: Target, facts: WebappFacts): WrittenRecord | undefined {
    const own = kube.records.meta(target.path)
    if (!own || facts.properties !== undefined) return webappUpdate(kube, target, facts)
    const asked = [own.id, target.ref, target.hostLabels, ...facts.files.map(file => file.path)].join('\n')
    if (this.#right.get(target.metaRef) === asked) return undefined
    const update = webappUpdate(kube, target, facts)
    this.#right.delete(target.metaRef)
    const [oldest] = this.#right.keys()
    if (oldest !== undefined && this.#right.size >= rememberedMax) this.#right.delete(oldest)
    if (!update) this.#right.set(target.metaRef, asked)
    return update
  }
}

/** As `RecordUpdates.of`, found out anew. */
export function webappUpdate(kube: Kube, target: Target, facts: WebappFacts): WrittenRecord | undefined {
  const own = kube.records.meta(target.path)
  // A preview does not change what the node is.
  if (!target.ref.endsWith('/!https') && own) return undefined
  const record = webappRecord(own?.record, target, facts)
  if (own && equalBytes(encodeRecord(own.record), encodeRecord(record))) return undefined
  const commit = recordCommit({
    record,
    yaml: recordToYaml(record),
    parents: parentsAt(lostValues(kube.replica.ledger), target.metaRef, own?.id),
    author: kube.author(Date.now()),
    message: facts.message ?? `publish ${target.name}`
  })
  return { update: { ref: target.metaRef, old: own?.id, new: commit.id }, objects: commit.objects, record }
}

function webappRecord(before: DmgRecord | undefined, target: Target, { files, properties }: WebappFacts): DmgRecord {
  const manifest = webappManifest(files.map(file => file.path)) as unknown as Json
  const given = givenProperties(before, target, properties)
  try {
    return publishRecord(before, { type: 'webapp', fields: { manifest }, hostLabels: target.hostLabels, ...given })
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    throw new KubeError(error.code, `the record of ${target.name} would not be valid`, {
      reason: error.reason,
      cause: error
    })
  }
}

/** Claims are of the node: publishing a folder of its release leaves them as they are. */
function givenProperties(before: DmgRecord | undefined, { resource }: Target, text: string | undefined) {
  if (text === undefined) return keptProperties(before)
  const { properties, removed } = validateProperties(text)
  if (resource.length === 0) return { properties, removed }
  const { endpoints: _, ...others } = properties
  const kept = before?.properties.endpoints
  return { properties: { ...others, ...(kept && { endpoints: kept }) }, removed }
}

/** Publishing without a dx.yml is no statement about properties: those that one declared stay declared. */
function keptProperties(
  before: DmgRecord | undefined
): Pick<ReturnType<typeof validateProperties>, 'properties' | 'removed'> {
  if (!before) return { properties: {}, removed: [] }
  const declared = new Set(before.declared)
  const properties = Object.fromEntries(Object.entries(before.properties).filter(([name]) => declared.has(name)))
  return { properties, removed: before.removed.filter(pointer => declared.has(pointer.split('/')[1] ?? '')) }
}

/** What the record of the node is given with this release: nothing by a preview, no claims by a part of a release. */
export function propertiesGiven(text: string | undefined, { ref, resource }: Target): Properties {
  const { endpoints, ...others } = text === undefined ? {} : validateProperties(text).properties
  if (!ref.endsWith('/!https')) return {}
  return endpoints && resource.length === 0 ? { ...others, endpoints } : others
}
