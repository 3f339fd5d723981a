// The manifest of a web app: what is in its release, for people and programs that look at the record. The release's
// tree is what is served.
import type { dxos } from '../proto/generated.js'
import { plainText } from './checks.ts'
import { compareUtf8, type Json, type JsonObject } from './json.ts'
import type { Shape } from './shape.ts'
import { depthOfValuesMax, invalid } from './shape.ts'
import { safeKey } from './value-codec.ts'

/** A file's name, or a folder's with what is in it. */
export type ManifestFiles = readonly (string | { readonly [folder: string]: ManifestFiles })[]

export interface FunctionEntry {
  /** HTTP method; every one when absent. */
  readonly method?: string
  /** File of the release. */
  readonly entry: string
}

export interface Manifest {
  /** What the node's own URL gives. */
  readonly default?: string
  readonly files?: ManifestFiles
  readonly exec?: Readonly<Record<string, FunctionEntry>>
}

/** Above this many characters of paths the list is left out: a record is no place for it. */
export const manifestPathsMax = 256 << 10

const method = (text: string): string | undefined =>
  /^[A-Z]{1,20}$/.test(text) ? undefined : 'a method is POST, GET, …'

export const manifestShape: Shape = {
  kind: 'object',
  fields: {
    default: { kind: 'text', check: plainText },
    files: { kind: 'files' },
    exec: {
      kind: 'map',
      listed: true,
      of: {
        kind: 'object',
        fields: { method: { kind: 'text', check: method }, entry: { kind: 'text', check: plainText } },
        required: ['entry']
      }
    }
  }
}

interface Folder {
  readonly files: Set<string>
  readonly folders: Map<string, Folder>
}

const emptyFolder = (): Folder => ({ files: new Set(), folders: new Map() })

function listed(folder: Folder): ManifestFiles {
  const names = [...folder.files, ...folder.folders.keys()].sort(compareUtf8)
  return names.map(name => {
    const below = folder.folders.get(name)
    return below === undefined ? name : { [name]: listed(below) }
  })
}

/**
 * The manifest of a release with these files: nested as in the seed, `default` where there is an index.
 * @param paths components separated by `/`; bytes that are no UTF-8 are shown as U+FFFD
 */
export function webappManifest(paths: readonly string[]): Manifest {
  const root = emptyFolder()
  let characters = 0
  let deepest = 0
  for (const path of paths) {
    characters += path.length
    const names = path.toWellFormed().split('/')
    const name = names.pop() ?? ''
    deepest = Math.max(deepest, names.length)
    let folder = root
    for (const part of names) {
      const below = folder.folders.get(part) ?? emptyFolder()
      folder.folders.set(part, below)
      folder = below
    }
    folder.files.add(name)
  }
  const index = root.files.has('index.html') ? { default: 'index.html' } : {}
  const full = characters <= manifestPathsMax && deepest < depthOfValuesMax && paths.length > 0
  return full ? { ...index, files: listed(root) } : index
}

function encodeFiles(files: ManifestFiles): dxos.dmg.ManifestFile.$Properties[] {
  return files.flatMap((item): dxos.dmg.ManifestFile.$Properties[] =>
    typeof item === 'string'
      ? [{ name: item }]
      : Object.entries(item).map(([name, below]) => ({ name, files: encodeFiles(below) }))
  )
}

export function encodeManifest(manifest: Manifest): dxos.dmg.Manifest.$Properties {
  const message: dxos.dmg.Manifest.$Properties = {}
  if (manifest.default !== undefined) message.default = manifest.default
  if (manifest.files !== undefined) message.files = encodeFiles(manifest.files)
  if (manifest.exec !== undefined) {
    const { exec } = manifest
    message.exec = Object.keys(exec)
      .sort(compareUtf8)
      .map(key => ({ key, value: { ...exec[key] } }))
  }
  return message
}

function decodeFiles(files: readonly dxos.dmg.ManifestFile.$Properties[], depth: number): Json[] {
  if (depth > depthOfValuesMax)
    throw invalid(['manifest'], 'nested too deeply', `at most ${depthOfValuesMax} levels`, 'depthOfValuesMax')
  return files.map(({ name, files: below }) =>
    below && below.length > 0 ? { [safeKey(name)]: decodeFiles(below, depth + 1) } : (name ?? '')
  )
}

/** @throws KUBE_RECORD_INVALID for nesting and keys that no record has */
export function decodeManifest(message: dxos.dmg.Manifest.$Properties): JsonObject {
  const manifest: Record<string, Json> = {}
  if (message.default) manifest.default = message.default
  if (message.files && message.files.length > 0) manifest.files = decodeFiles(message.files, 0)
  if (!message.exec || message.exec.length === 0) return manifest
  const exec: Record<string, Json> = {}
  for (const { key, value } of message.exec) {
    const entry: Record<string, string> = {}
    if (value?.method) entry.method = value.method
    entry.entry = value?.entry ?? ''
    exec[safeKey(key)] = entry
  }
  manifest.exec = exec
  return manifest
}
