// A published schema as a payload type: what documents of it look like, to them and back.
import type { ObjectId } from '../../base/types.ts'
import type { Json, JsonObject } from '../json.ts'
import { type PropertyName, propertyNames } from '../properties.ts'
import type { Shape } from '../shape.ts'
import type { PayloadType } from '../types.ts'
import { decodeMessage } from './decode.ts'
import { encodeMessage } from './encode.ts'
import { schemaFault } from './failure.ts'
import { type MessageModel, readModel, type SchemaModel } from './model.ts'

const anything: Shape = { kind: 'any' }

/** A field may be called so: it stands for the property, which then says the same. */
const shared: readonly PropertyName[] = ['title']
const reserved: ReadonlySet<string> = new Set(['type', ...propertyNames.filter(name => !shared.includes(name))])

/** Fields of a document's message that have a name that records keep for themselves. */
export function reservedFields(message: MessageModel): string[] {
  return message.fields.map(({ json }) => json).filter(json => reserved.has(json))
}

export interface SchemaFields {
  /** Full name of the message. */
  readonly message: string
  readonly descriptorSet: Uint8Array
}

/** @throws KUBE_SCHEMA_INVALID, KUBE_LIMIT */
export function schemaMessage(schema: SchemaFields): { model: SchemaModel; message: MessageModel } {
  const model = readModel(schema.descriptorSet)
  const message = model.messages.get(schema.message)
  if (message !== undefined && !message.mapEntry) return { model, message }
  throw schemaFault(`no message ${schema.message}`, 'the schema does not have the message that it names')
}

/**
 * How records of a type are read and written.
 * @param commit of the schema record: records keep it, so that a later edit never changes what they mean
 * @throws KUBE_SCHEMA_INVALID, KUBE_LIMIT
 */
export function publishedType(type: string, commit: ObjectId, schema: SchemaFields): PayloadType {
  const { model, message } = schemaMessage(schema)
  const spellings = [...message.byName.keys()].filter(name => !reserved.has(name))
  return {
    type,
    message: message.name,
    schema: commit,
    fields: Object.fromEntries(spellings.map(name => [name, anything])),
    required: [],
    encode: fields => encodeMessage(model, message, fields),
    decode: bytes => withoutReserved(decodeMessage(model, message, bytes))
  }
}

/** A field that shadows a property (in a schema from elsewhere) is left out: nobody takes it for the property. */
function withoutReserved(json: Json): JsonObject {
  return Object.fromEntries(Object.entries(json as JsonObject).filter(([key]) => !reserved.has(key)))
}
