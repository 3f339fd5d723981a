// Whether documents of a schema's earlier version fit the new one, on the wire and by name.
import type { EnumModel, FieldModel, MessageModel, NumberRange, SchemaModel } from './model.ts'

export interface SchemaVersion {
  readonly model: SchemaModel
  readonly message: MessageModel
}

/**
 * What would break, a line each; none when everything fits. A field or value may go when the new version reserves both
 * its number and its name.
 */
export function breakingChanges(before: SchemaVersion, after: SchemaVersion): string[] {
  if (before.message.name !== after.message.name) {
    return [`the message ${before.message.name} is now ${after.message.name}`]
  }
  return new Comparison(before.model, after.model).of(before.message.name)
}

class Comparison {
  readonly before: SchemaModel
  readonly after: SchemaModel
  readonly found: string[] = []
  private readonly seen = new Set<string>()

  constructor(before: SchemaModel, after: SchemaModel) {
    this.before = before
    this.after = after
  }

  of(message: string): string[] {
    const waiting = [message]
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (this.seen.has(name)) continue
      this.seen.add(name)
      const [old, now] = [this.before.messages.get(name), this.after.messages.get(name)]
      if (old !== undefined && now !== undefined) {
        // A map's entry is told of with its map.
        if (!old.mapEntry) this.message(old, now)
        for (const { kind, of } of old.fields) if (kind === 'message') waiting.push(of)
      }
    }
    return this.found
  }

  private message(old: MessageModel, now: MessageModel): void {
    for (const field of old.fields) {
      const [sameName, sameNumber] = [fieldNamed(now, field.name), now.byNumber.get(field.number)]
      if (sameName !== undefined && sameName.number !== field.number) {
        this.found.push(`${old.name}.${field.name} had the number ${field.number} and has ${sameName.number}`)
      } else if (sameName !== undefined) this.field(old, field, sameName)
      else if (sameNumber !== undefined) this.found.push(`${old.name}.${field.name} is now called ${sameNumber.name}`)
      else if (!isReserved(now, field.number, field.name)) this.found.push(`${old.name}.${field.name} is gone`)
    }
    for (const { name, number } of now.fields) {
      if (within(old.reserved, number))
        this.found.push(`${now.name}.${name} has the number ${number}, which was reserved`)
      if (old.reservedNames.includes(name)) this.found.push(`${now.name}.${name} has a name that was reserved`)
    }
  }

  private field(message: MessageModel, old: FieldModel, now: FieldModel): void {
    const name = `${message.name}.${old.name}`
    const [was, is] = [describeField(old, this.before), describeField(now, this.after)]
    if (was !== is) this.found.push(`${name} was ${was} and is ${is}`)
    else if (old.json !== now.json) this.found.push(`${name} was ${old.json} in JSON and is ${now.json}`)
    else if (old.oneof !== now.oneof && now.oneof !== undefined) {
      this.found.push(`${name} is now in the oneof ${now.oneof}`)
    }
    if (old.kind !== 'enum' || this.seen.has(old.of)) return
    this.seen.add(old.of)
    const [enumBefore, enumNow] = [this.before.enums.get(old.of), this.after.enums.get(old.of)]
    if (enumBefore !== undefined && enumNow !== undefined) this.enum(enumBefore, enumNow)
  }

  private enum(old: EnumModel, now: EnumModel): void {
    for (const [name, number] of old.numbers) {
      const has = now.numbers.get(name)
      if (has !== undefined && has !== number) this.found.push(`${old.name}.${name} was ${number} and is ${has}`)
      else if (has === undefined && !isReserved(now, number, name)) this.found.push(`${old.name}.${name} is gone`)
    }
  }
}

function fieldNamed(message: MessageModel, name: string): FieldModel | undefined {
  const field = message.byName.get(name)
  return field?.name === name ? field : undefined
}

function within(ranges: readonly NumberRange[], number: number): boolean {
  return ranges.some(([first, last]) => number >= first && number <= last)
}

function isReserved(now: MessageModel | EnumModel, number: number, name: string): boolean {
  return within(now.reserved, number) && now.reservedNames.includes(name)
}

function describeField({ kind, of, repeated, presence }: FieldModel, model: SchemaModel): string {
  const entry = repeated && kind === 'message' ? model.messages.get(of) : undefined
  if (entry?.mapEntry) {
    const [key, value] = [entry.byNumber.get(1)!, entry.byNumber.get(2)!]
    return `map<${key.kind}, ${value.of || value.kind}>`
  }
  const word = of === '' ? kind : of
  if (repeated) return `repeated ${word}`
  return presence && of === '' ? `optional ${word}` : word
}
