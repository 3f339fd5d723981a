// Media types by file extension, from mime-db (IANA, Apache and nginx's tables).
import { createRequire } from 'node:module'

interface Row {
  readonly source?: string
  readonly extensions?: readonly string[]
  readonly compressible?: boolean
  readonly charset?: string
}

export interface MediaType {
  /** Value of Content-Type. */
  readonly value: string
  readonly compressible: boolean
  /** Whether a browser runs it as a page: what policies for documents are for. */
  readonly document: boolean
}

// Node reads the JSON of a CommonJS package at run time, bundled or not.
const rows = createRequire(import.meta.url)('mime-db') as Readonly<Record<string, Row>>

const unknown: MediaType = { value: 'application/octet-stream', compressible: false, document: false }
// Where the table has more than one type for an extension, or none, and what the web expects of it.
const preferred: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  mjs: 'text/javascript',
  ts: 'text/plain',
  mp4: 'video/mp4',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ico: 'image/x-icon',
  xml: 'application/xml',
  md: 'text/markdown',
  map: 'application/json',
  webmanifest: 'application/manifest+json',
  bin: 'application/octet-stream',
  exe: 'application/octet-stream',
  iso: 'application/octet-stream',
  dmg: 'application/octet-stream',
  rtf: 'text/rtf',
  yml: 'text/yaml',
  yaml: 'text/yaml',
  proto: 'text/plain',
  log: 'text/plain'
}
const sources = ['iana', undefined, 'apache', 'nginx']
const textual = /^text\/|^application\/(?:javascript|json|xml|xhtml\+xml|manifest\+json)$|\+(?:json|xml|text)$/
const squeezable = /^(?:application\/wasm|image\/(?:bmp|x-icon|vnd\.microsoft\.icon)|font\/(?:ttf|otf|collection))$/
const documents = /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml|text\/xml|application\/xml|application\/pdf)$/

const types = new Map<string, MediaType>()

function describe(type: string): MediaType {
  const row = rows[type]
  const text = textual.test(type)
  return {
    value: type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    // Of bytes of any kind the table says yes; most are compressed already.
    compressible: type !== unknown.value && (row?.compressible ?? (text || squeezable.test(type))),
    document: documents.test(type)
  }
}

function fill(): void {
  for (const source of sources) {
    for (const [type, row] of Object.entries(rows)) {
      if (row.source !== source) continue
      for (const extension of row.extensions ?? []) if (!types.has(extension)) types.set(extension, describe(type))
    }
  }
  for (const [extension, type] of Object.entries(preferred)) types.set(extension, describe(type))
}

/** Media type of a file by the last extension of its name. */
export function mediaTypeOf(name: string): MediaType {
  if (types.size === 0) fill()
  const dot = name.lastIndexOf('.')
  return dot < 0 ? unknown : (types.get(name.slice(dot + 1).toLowerCase()) ?? unknown)
}

/** A media type by its name, with parameters or without. */
export function mediaTypeNamed(type: string): MediaType {
  const bare = (type.split(';', 1)[0] ?? '').trim().toLowerCase()
  const described = describe(bare)
  return type.includes(';') ? { ...described, value: type } : described
}
