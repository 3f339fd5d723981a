// Setting records: any number of nodes in one changeset, each replaced or merged, its text kept beside the bytes.
import { setImmediate } from 'node:timers/promises'
import { equalBytes } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import { updatesMax } from '../../base/limits.ts'
import type { ObjectId, PeerId, RefName } from '../../base/types.ts'
import { isObject, type Json } from '../../graph/json.ts'
import type { Endpoint } from '../../graph/properties.ts'
import { type DmgRecord, mergeRecord, recordFromJson, recordToJson, recordToYaml } from '../../graph/record.ts'
import { encodeRecord } from '../../graph/record-codec.ts'
import { refuseUnknownKey } from '../../graph/shape.ts'
import { canonicalType, type PayloadTypes } from '../../graph/types.ts'
import { formatYaml, parseYaml } from '../../graph/yaml.ts'
import type { RefUpdate } from '../../ledger/types.ts'
import { ruleSetOf } from '../../ledger/write-rules.ts'
import type { Kube } from '../../node/kube.ts'
import { recordCommit } from '../../node/records.ts'
import type { GitObject } from '../../ports/objects.ts'
import type { RecordsSet } from '../api.ts'
import { markOf } from '../dmg/watch-mark.ts'
import { type LostValues, lostValues, parentsAt } from '../lost-values.ts'
import { ruleWarnings } from '../rule-warnings.ts'
import { assertMaySay } from '../rules.ts'
import { completeSchema, namedTypes } from '../schemas/schema-version.ts'
import { schemasOf } from '../schemas/schemas.ts'
import { append } from '../signing.ts'
import { type NodeTarget, nodeTarget } from '../target.ts'
import { removalWarnings } from '../warnings.ts'
import { Claims } from './claims.ts'
import { PlannedView } from './planned-view.ts'
import { checkRedirect } from './redirects.ts'

/** One record to be set: as JSON, as YAML text, or ready. */
export interface GivenRecord {
  readonly name: string
  readonly type?: string
  readonly json?: unknown
  readonly text?: string
  readonly record?: DmgRecord
  /** Of this program's own making, from the one that is there; called when nothing can come between, perhaps again. */
  readonly make?: (own: DmgRecord | undefined) => MadeRecord
}

export interface MadeRecord {
  readonly record: DmgRecord
  readonly yaml: string
}

export interface SetOptions {
  /** Changes only what is given. */
  readonly merge?: boolean
  /** Whose right counts besides this KUBE's: a member that asks over the network. */
  readonly onBehalfOf?: PeerId
}

interface Draft {
  readonly target: NodeTarget
  readonly record: DmgRecord
  readonly yaml: string
  readonly own: { readonly id: ObjectId; readonly record: DmgRecord } | undefined
}

/** Nodes drafted before others get a turn. */
const draftsAtOnce = 256

/**
 * Sets all of them in one changeset, or none.
 * @throws KUBE_RECORD_INVALID, KUBE_NAME_INVALID, KUBE_LIMIT, KUBE_DENIED, KUBE_CLAIMED, each naming the record
 */
export async function setRecords(
  kube: Kube,
  bases: readonly string[],
  given: readonly GivenRecord[],
  options: SetOptions = {}
): Promise<RecordsSet> {
  if (given.length === 0) {
    throw new KubeError('KUBE_RECORD_INVALID', 'there is no record to set', {
      reason: 'the file has no document',
      next: ['dx help record set']
    })
  }
  if (given.length > updatesMax) {
    throw new KubeError('KUBE_LIMIT', 'too many records for one changeset', {
      reason: `${given.length}; ${updatesMax} are the most`,
      limit: 'updatesMax',
      next: ['dx help record set']
    })
  }
  await kube.mayAppend
  let set: { name: string; record: ObjectId }[] = []
  let drafts: Draft[] = []
  let changed = 0
  await append(kube, async () => {
    const writing = new Writing(kube, bases)
    set = []
    drafts = await draftAll(kube, bases, given, options)
    for (const draft of drafts) set.push({ name: draft.target.name, record: writing.take(draft) })
    writing.check(drafts)
    const { updates } = writing
    changed = updates.length
    const [only] = drafts
    const message = drafts.length === 1 && only ? `set ${only.target.name}` : `set ${drafts.length} records`
    const { onBehalfOf } = options
    return { updates, objects: writing.objects, message, ...(onBehalfOf && { onBehalfOf }) }
  })
  const ruling = drafts.flatMap(({ target, record: { properties } }) =>
    ruleWarnings({ kube, bases }, target.path, properties.actions?.writes ?? [])
  )
  const warnings = [...removalWarnings(kube), ...ruling]
  return { type: 'set', records: set, changed, position: markOf(kube.replica.ledger), warnings }
}

/** Collects what one changeset writes. */
class Writing {
  /** By ref: a record that is set may be a mount that is claimed, too. */
  readonly #updates = new Map<RefName, RefUpdate>()
  readonly objects: GitObject[] = []
  readonly #kube: Kube
  readonly #view: PlannedView
  readonly #claims: Claims
  readonly #nowMs = Date.now()
  readonly #lost: LostValues

  constructor(kube: Kube, bases: readonly string[]) {
    this.#kube = kube
    this.#lost = lostValues(kube.replica.ledger)
    this.#view = new PlannedView(kube.records)
    this.#claims = new Claims(kube, bases, this.#view)
  }

  /** Gives the id of the record's commit; the present one when nothing changes. */
  take({ target, record, yaml, own }: Draft): ObjectId {
    if (own && equalBytes(encodeRecord(own.record), encodeRecord(record)) && !this.#shows(target.metaRef, record)) {
      this.#view.plan(target.path, own)
      return own.id
    }
    const { id, objects } = recordCommit({
      record,
      yaml,
      parents: parentsAt(this.#lost, target.metaRef, own?.id),
      author: this.#kube.author(this.#nowMs),
      message: `set ${target.name}`
    })
    this.#update({ ref: target.metaRef, old: own?.id, new: id })
    this.objects.push(...objects)
    this.#view.plan(target.path, { id, record })
    return id
  }

  /** Whether to set the very same rules again has a file of keys count that does not yet. */
  #shows(ref: RefName, { properties: { actions } }: DmgRecord): boolean {
    const { ledger } = this.#kube.replica
    const rules = ruleSetOf(actions?.writes ?? [])
    const shown = ledger.shownFiles([], { rules: [{ ref, rules }] })
    return shown.some(file => !ledger.knowledgeOf(file)?.isShown)
  }

  /** What can only be judged with all of the changeset in place: what is claimed may be what another gives up in it. */
  check(drafts: readonly Draft[]): void {
    for (const { target, record } of drafts) {
      checkRedirect(this.#view, target, record)
      if (target.path.length === 0) assertMaySay(this.#kube, record.properties.rules)
    }
    for (const { target, own, record } of drafts) {
      const [before, after] = [endpointsOf(own?.record), endpointsOf(record)]
      if (before.length > 0) for (const update of this.#claims.release(target, before, after)) this.#update(update)
    }
    for (const { target, record } of drafts) {
      const { updates, objects } = this.#claims.claim(target, endpointsOf(record))
      for (const update of updates) this.#update(update)
      this.objects.push(...objects)
    }
  }

  get updates(): readonly RefUpdate[] {
    return [...this.#updates.values()]
  }

  #update(update: RefUpdate): void {
    const before = this.#updates.get(update.ref)
    this.#updates.set(update.ref, before ? { ...update, old: before.old } : update)
  }
}

const endpointsOf = (record: DmgRecord | undefined): readonly Endpoint[] => record?.properties.endpoints ?? []

async function draftAll(
  kube: Kube,
  bases: readonly string[],
  given: readonly GivenRecord[],
  options: SetOptions
): Promise<Draft[]> {
  const types = namedTypes(kube)
  const drafts: Draft[] = []
  const seen = new Map<string, number>()
  for (const [at, raw] of given.entries()) {
    if (at % draftsAtOnce === draftsAtOnce - 1) await setImmediate()
    try {
      const target = nodeTarget(kube.records, raw.name, bases)
      const twice = seen.get(target.metaRef)
      if (twice !== undefined) {
        throw new KubeError('KUBE_RECORD_INVALID', `${target.name} is set twice`, {
          reason: `by documents ${twice + 1} and ${at + 1}`,
          next: ['dx help record set']
        })
      }
      seen.set(target.metaRef, at)
      const own = kube.records.meta(target.path)
      if (own?.record.payload?.schema !== undefined) await schemasOf(kube).ready(own.record)
      const draft = raw.make?.(own?.record) ?? draftOf(await readable(kube, raw), target, own?.record, types, options)
      const record = raw.make ? draft.record : completeSchema(kube, target.name, own?.record, draft.record)
      drafts.push({ target, own, ...draft, record })
    } catch (error) {
      throw given.length === 1 ? error : named(error, raw.name, at)
    }
  }
  return drafts
}

/**
 * A record that came as protobuf, in JSON: it is held to all that JSON is, and pinned to the schema that is here now.
 * @throws KUBE_RECORD_INVALID for a payload that cannot be read
 */
async function readable(kube: Kube, given: GivenRecord): Promise<GivenRecord> {
  const { record } = given
  if (record === undefined) return given
  const schemas = schemasOf(kube)
  await schemas.ready(record)
  const { payload } = record
  if (payload?.schema !== undefined && !schemas.rowOf(payload)) {
    throw new KubeError('KUBE_RECORD_INVALID', `the schema of ${payload.type} is not here`, {
      reason: `the payload is said to be written by ${payload.schema}`,
      next: [`dx record get ${payload.type}`, 'dx help record set']
    })
  }
  return { name: given.name, json: recordToJson(record, schemas.types) }
}

/** Which of many records it is that is wrong. */
function named(thrown: unknown, name: string, at: number): unknown {
  if (!(thrown instanceof KubeError)) return thrown
  const { code, reason, next } = thrown
  const message = thrown.message.includes(name) ? thrown.message : `${name}: ${thrown.message}`
  return new KubeError(code, `document ${at + 1}: ${message}`, { reason, next, cause: thrown })
}

function draftOf(
  given: GivenRecord,
  target: NodeTarget,
  own: DmgRecord | undefined,
  types: PayloadTypes,
  { merge }: SetOptions
): MadeRecord {
  const { type, text } = given
  const options = type === undefined ? { types } : { types, type }
  const hostLabels = own && own.hostLabels > 0 ? own.hostLabels : target.hostLabels
  const change = text === undefined ? (given.json ?? {}) : readText(text)
  if (merge && own) {
    const record = { ...mergeRecord(mergeable(own, change, type), change, options), hostLabels }
    const declared = own.declared.filter(name => !(isObject(change) && Object.hasOwn(change, name)))
    return { record: { ...record, declared }, yaml: recordToYaml(record, types) }
  }
  const read = recordFromJson(change, options)
  // The number of the merge rules is not a thing that a record of the root forgets to say.
  const rules = target.path.length === 0 ? own?.properties.rules : undefined
  const properties = rules !== undefined && read.properties.rules === undefined ? { ...read.properties, rules } : null
  const record: DmgRecord = { ...read, ...(properties && { properties }), hostLabels, declared: [] }
  return { record, yaml: text === undefined || properties ? recordToYaml(record, types) : textOf(text, change, type) }
}

/** The record as it is merged into: without its payload where another type is given. */
function mergeable(own: DmgRecord, value: unknown, type: string | undefined): DmgRecord {
  const said = type ?? (isObject(value) && typeof value.type === 'string' ? value.type : undefined)
  if (said === undefined || own.payload === undefined || canonicalType(said) === own.payload.type) return own
  const { payload: _, ...rest } = own
  return rest
}

function readText(text: string): Json {
  return parseYaml(text) ?? {}
}

/** The text as it was written, with the type in it where it was given beside it: `dx.yml` says all of the record. */
function textOf(text: string, value: unknown, type: string | undefined): string {
  if (type === undefined || !isObject(value) || value.type !== undefined) return text
  const whole = { type, ...value } as Json
  const prefixed = `type: ${JSON.stringify(type)}\n${text}`
  try {
    if (JSON.stringify(parseYaml(prefixed)) === JSON.stringify(whole)) return prefixed
  } catch (error) {
    // A flow map or a document mark does not bear a line before it.
    if (!(error instanceof KubeError)) throw error
  }
  return formatYaml(whole)
}

const documentKeys: readonly string[] = ['name', 'type', 'record']

/** `{name, type?, record}` as a file of several documents has it. @throws KUBE_RECORD_INVALID naming the document */
export function givenRecord(value: unknown, at: number): GivenRecord {
  const fail = (message: string, reason: string): KubeError =>
    new KubeError('KUBE_RECORD_INVALID', `document ${at + 1}: ${message}`, { reason, next: ['dx help record set'] })
  if (!isObject(value)) throw fail('it is no map', 'without NAME, each document is {name, type?, record}')
  for (const key of Object.keys(value)) if (!documentKeys.includes(key)) refuseUnknownKey(key, [], documentKeys)
  const { name, type, record } = value
  if (typeof name !== 'string') throw fail('name is missing', 'without NAME, each document is {name, type?, record}')
  if (type !== undefined && typeof type !== 'string') throw fail('type is no text', 'a type is a name')
  return { name, json: record ?? {}, ...(type !== undefined && { type }) }
}
