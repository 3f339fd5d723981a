// The record of a published node: type and manifest follow the files, properties the project's dx.yml.
import { equalBytes } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import type { Json } from '../../graph/json.ts'
import { webappManifest } from '../../graph/manifest.ts'
import { validateProperties } from '../../graph/properties.ts'
import { type DmgRecord, publishRecord, recordToYaml } from '../../graph/record.ts'
import { encodeRecord } from '../../graph/record-codec.ts'
import type { RefUpdate } from '../../ledger/types.ts'
import type { Kube } from '../../node/kube.ts'
import { recordCommit } from '../../node/records.ts'
import type { GitObject } from '../../ports/objects.ts'
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

/** What has to be written at `!meta`; undefined when the record is that already, or the ref published is no `!https`. */
export function webappUpdate(kube: Kube, target: Target, facts: WebappFacts): WrittenRecord | undefined {
  const own = kube.records.meta(target.path)
  // A preview does not change what the node is.
  if (!target.ref.endsWith('/!https') && own) return undefined
  const record = webappRecord(own?.record, target, facts)
  if (own && equalBytes(encodeRecord(own.record), encodeRecord(record))) return undefined
  const commit = recordCommit({
    record,
    yaml: recordToYaml(record),
    parents: own ? [own.id] : [],
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
