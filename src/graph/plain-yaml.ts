// YAML of the plainest kind, in which most records are written: maps by indentation, of words and numbers on one line.
// Read and written here in a tenth of the time that the whole language takes; what is not plainly of this kind is left to
// `yaml.ts`, which comes to the same.
import { isObject, type Json } from './json.ts'

const keyText = '[A-Za-z][\\w-]{0,63}'
const plainKey = new RegExp(`^${keyText}$`)
const plainLine = new RegExp(`^( *)(${keyText}):(?: (.+))?$`)
/** What nothing in YAML reads as anything but the text itself. */
const plainText = /^[A-Za-z/](?:(?:[\w ./,()+@-]|:(?! ))*[\w./,)])?$/
const otherThanText = /^(?:true|false|null)$/i
const plainNumber = /^(?:0|-?[1-9]\d{0,14})$/
const depthMax = 16

type PlainMap = Record<string, Json>

interface Level {
  readonly indent: number
  readonly map: PlainMap
}

/** Reads one document line by line. */
class Reading {
  readonly root: PlainMap = {}
  #levels: Level[] = [{ indent: 0, map: this.root }]
  /** A key whose value is a map on the lines to come. */
  #open: string | undefined
  #isEmpty = true

  /** Whether all of it was read. */
  get isWhole(): boolean {
    return this.#open === undefined && !this.#isEmpty
  }

  /** False for a line that is not plain. */
  take(line: string): boolean {
    const found = plainLine.exec(line)
    if (found === null) return false
    const [, { length: indent } = '', key = '', text] = found
    const level = this.#open === undefined ? this.#backTo(indent) : this.#into(this.#open, indent)
    if (level === undefined || Object.hasOwn(level.map, key) || otherThanText.test(key)) return false
    const value = text === undefined ? null : scalarOf(text)
    if (value === undefined) return false
    level.map[key] = value
    this.#open = text === undefined ? key : undefined
    this.#isEmpty = false
    return true
  }

  #backTo(indent: number): Level | undefined {
    while (this.#levels.length > 1 && this.#levels.at(-1)!.indent > indent) this.#levels.pop()
    const level = this.#levels.at(-1)
    return level?.indent === indent ? level : undefined
  }

  #into(key: string, indent: number): Level | undefined {
    const above = this.#levels.at(-1)!
    if (indent <= above.indent || this.#levels.length === depthMax) return undefined
    const level: Level = { indent, map: {} }
    above.map[key] = level.map
    this.#levels.push(level)
    return level
  }
}

function scalarOf(text: string): string | number | boolean | undefined {
  if (text === 'true' || text === 'false') return text === 'true'
  if (plainNumber.test(text)) return Number(text)
  return plainText.test(text) && !otherThanText.test(text) ? text : undefined
}

/** The values of all documents of a text; undefined where something in it is not plain. */
export function readPlainYaml(text: string): Json[] | undefined {
  const documents: Reading[] = []
  let reading = new Reading()
  for (const line of text.split('\n')) {
    if (line === '') continue
    if (line !== '---') {
      if (!reading.take(line)) return undefined
      continue
    }
    documents.push(reading)
    reading = new Reading()
  }
  documents.push(reading)
  return documents.every(({ isWhole }) => isWhole) ? documents.map(({ root }) => root) : undefined
}

/** The text of a value; undefined where it is not plain. */
export function formatPlainYaml(value: Json): string | undefined {
  return isObject(value) ? format(value, '', new Set()) : undefined
}

/** @param seen what stands twice is an anchor and its alias to YAML */
function format(map: Readonly<Record<string, unknown>>, indent: string, seen: Set<unknown>): string | undefined {
  if (seen.has(map) || indent.length > 2 * depthMax) return undefined
  seen.add(map)
  let text = ''
  for (const key of Object.keys(map)) {
    if (!plainKey.test(key) || otherThanText.test(key)) return undefined
    const value = map[key]
    const said = isObject(value) ? format(value, `${indent}  `, seen) : lineOf(value)
    if (said === undefined) return undefined
    text += isObject(value) ? `${indent}${key}:\n${said}` : `${indent}${key}: ${said}\n`
  }
  return text === '' ? undefined : text
}

function lineOf(value: unknown): string | undefined {
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return plainText.test(value) && !otherThanText.test(value) ? value : undefined
  if (typeof value !== 'number' || Object.is(value, -0)) return undefined
  const text = String(value)
  return plainNumber.test(text) ? text : undefined
}
