// The formats of git's trees and commits (gitformat-commit, Documentation/user-manual "object storage"); pure.
import { type GitType, gitId, toHex, utf8 } from './bytes.ts'
import { KubeError } from './errors.ts'
import type { ObjectId } from './types.ts'

/** `100644` file, `100755` program, `120000` symbolic link, `40000` tree, `160000` commit of another repository. */
export type GitMode = '100644' | '100755' | '120000' | '40000' | '160000'

export interface TreeEntry {
  readonly mode: string
  /** UTF-8 where the bytes are; else with replacement characters, and `nameBytes` is the name. */
  readonly name: string
  readonly nameBytes: Uint8Array
  readonly id: ObjectId
}

export interface NewTreeEntry {
  readonly mode: GitMode
  readonly name: string | Uint8Array
  readonly id: ObjectId
}

export interface Ident {
  readonly name: string
  readonly email: string
  /** Seconds since 1970-01-01 UTC. */
  readonly seconds: number
  /** Minutes east of UTC. */
  readonly offset: number
}

export interface NewCommit {
  readonly tree: ObjectId
  readonly parents: readonly ObjectId[]
  readonly author: Ident
  readonly committer: Ident
  /** As it stands, without a newline added. */
  readonly message: string
  /** Armored; becomes the header `gpgsig`. */
  readonly signature?: string
}

export type Commit = NewCommit

const lossy = new TextDecoder('utf-8', { ignoreBOM: true })
const idPattern = /^[0-9a-f]{40}$/
const modes: ReadonlySet<string> = new Set(['100644', '100755', '120000', '40000', '160000'])

export function isObjectId(value: string): boolean {
  return idPattern.test(value)
}

function damaged(kind: GitType, reason: string): KubeError {
  return new KubeError('KUBE_OBJECT_DAMAGED', `not a git ${kind}`, { reason })
}

// HFS+ leaves these out when it compares names, so `.g<U+200C>it` is `.git` there (git's utf8.c, next_hfs_char).
const hfsIgnored = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g
// NTFS: short name, dots and spaces at the end, alternate streams (git's path.c, is_ntfs_dotgit).
const dotGit = /^(\.git|git~1)[. ]*(:.*)?$/is

/** Why git or a file system would not take this name of one file or folder; undefined when it is fine. */
export function refusedName(name: string | Uint8Array): string | undefined {
  const text = typeof name === 'string' ? name : lossy.decode(name)
  if (text === '') return 'an empty name'
  if (text === '.' || text === '..') return `git forbids the name ${text}`
  if (text.includes('/')) return 'a slash within a name'
  if (text.includes('\0')) return 'a NUL byte within a name'
  const parts = text.replaceAll(hfsIgnored, '').split('\\')
  if (parts.some(part => dotGit.test(part))) return `git forbids the name ${text}`
  return undefined
}

function exactName(name: string | Uint8Array, path: string): Uint8Array {
  let reason = refusedName(name)
  if (typeof name === 'string' && !name.isWellFormed()) reason = 'not valid Unicode'
  if (reason !== undefined) throw new KubeError('KUBE_FILE_REFUSED', `${path} cannot be published`, { reason })
  return typeof name === 'string' ? utf8.encode(name) : name
}

/**
 * Content of a tree, its entries in git's order (a folder sorts as if its name ended with `/`).
 * @throws KUBE_FILE_REFUSED for a name that git forbids or that stands twice
 */
export function encodeTree(entries: readonly NewTreeEntry[]): Uint8Array {
  const seen = new Set<string>()
  let length = 0
  const rows = entries.map(({ mode, name, id }) => {
    const bytes = latin1Name(name)
    if (seen.has(bytes)) {
      throw new KubeError('KUBE_FILE_REFUSED', `${lossy.decode(Buffer.from(bytes, 'latin1'))} cannot be published`, {
        reason: 'the name stands twice in one folder'
      })
    }
    if (!modes.has(mode) || !isObjectId(id)) throw damaged('tree', `mode ${mode}, id ${id}`)
    seen.add(bytes)
    const head = `${mode} ${bytes}\0`
    length += head.length + idBytes
    return { key: mode === '40000' ? `${bytes}/` : bytes, head, id }
  })
  rows.sort((a, b) => (a.key < b.key ? -1 : 1))
  const content = new Uint8Array(length)
  const buffer = Buffer.from(content.buffer)
  let at = 0
  for (const { head, id } of rows) {
    at += buffer.write(head, at, 'latin1')
    at += buffer.write(id, at, 'hex')
  }
  return content
}

const idBytes = 20
/** Names in which nothing has to be looked for: most. */
const plainName = /^[a-zA-Z0-9_][\w-]*(?:\.[\w-]+)*$/

/** A path whose characters are its bytes. */
const plainPath = /^[\w./-]*$/

/** A name as a text whose characters are its bytes. @throws KUBE_FILE_REFUSED */
function latin1Name(name: string | Uint8Array): string {
  if (typeof name === 'string' && plainName.test(name)) return name
  return Buffer.from(exactName(name, typeof name === 'string' ? name : lossy.decode(name))).toString('latin1')
}

/** Entries of a tree as they stand. @throws KUBE_OBJECT_DAMAGED when the bytes are no tree */
export function decodeTree(bytes: Uint8Array): TreeEntry[] {
  const entries: TreeEntry[] = []
  let at = 0
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at)
    const end = bytes.indexOf(0, space)
    if (space < 0 || end < 0 || end + 21 > bytes.length) throw damaged('tree', `cut short at byte ${at}`)
    const mode = Buffer.from(bytes.buffer, bytes.byteOffset + at, space - at).toString('latin1')
    if (!/^[0-7]{5,6}$/.test(mode)) throw damaged('tree', `a mode that is none at byte ${at}`)
    const nameBytes = bytes.subarray(space + 1, end)
    if (nameBytes.length === 0) throw damaged('tree', `an empty name at byte ${at}`)
    const id = toHex(bytes.subarray(end + 1, end + 21))
    // Old trees of other programs have `040000` for a folder.
    entries.push({ mode: mode === '040000' ? '40000' : mode, name: lossy.decode(nameBytes), nameBytes, id })
    at = end + 21
  }
  return entries
}

function encodeIdent(ident: Ident): string {
  // git's ident.c leaves these out too.
  const clean = (text: string) => text.replace(/[<>\p{Cc}]/gu, '').trim()
  const minutes = Math.abs(ident.offset)
  const zone = String(Math.floor(minutes / 60)).padStart(2, '0') + String(minutes % 60).padStart(2, '0')
  const sign = ident.offset < 0 ? '-' : '+'
  return `${clean(ident.name)} <${clean(ident.email)}> ${ident.seconds} ${sign}${zone}`
}

/**
 * The headers of a commit without its signature, each line with its end (gitformat-commit). Characters that an identity
 * cannot hold (`<`, `>`, controls) are left out.
 */
export function commitHeaders({ tree, parents, author, committer }: Omit<NewCommit, 'message'>): string {
  let lines = `tree ${tree}\n`
  for (const parent of parents) lines += `parent ${parent}\n`
  const ident = encodeIdent(author)
  // Most often one and the same.
  return `${lines}author ${ident}\ncommitter ${committer === author ? ident : encodeIdent(committer)}\n`
}

/** Content of a commit (gitformat-commit), with the headers that `commitHeaders` gives. */
export function encodeCommit(commit: NewCommit): Uint8Array {
  const payload = utf8.encode(`${commitHeaders(commit)}\n${commit.message}`)
  return commit.signature === undefined ? payload : withSignature(payload, commit.signature)
}

/** A commit without signature, and its armored signature, as one commit. */
export function withSignature(payload: Uint8Array, armored: string): Uint8Array {
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.length)
  const end = text.indexOf('\n\n')
  if (end < 0) throw damaged('commit', 'no empty line after its headers')
  const header = `gpgsig ${armored.trimEnd().split(/\r?\n/).join('\n ')}\n`
  return new Uint8Array(Buffer.concat([text.subarray(0, end + 1), utf8.encode(header), text.subarray(end + 1)]))
}

interface Split {
  readonly payload: Uint8Array
  readonly signature: string | undefined
}

// As git's commit.c has it: the lines of `gpgsig` are the signature, those of other `gpgsig…` headers are in neither.
function splitSignature(bytes: Uint8Array): Split {
  if (!mayBeSigned(bytes)) return { payload: bytes, signature: undefined }
  const payload: Uint8Array[] = []
  let signature: string | undefined
  let within: 'none' | 'signature' | 'other' = 'none'
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, at)
    let next = newline < 0 ? bytes.length : newline + 1
    const line = Buffer.from(bytes.buffer, bytes.byteOffset + at, next - at)
    if (line[0] !== 0x20) within = headerKind(line)
    if (within === 'signature')
      signature = (signature ?? '') + line.subarray(line[0] === 0x20 ? 1 : 7).toString('latin1')
    if (within === 'none') {
      if (line[0] === 0x0a) next = bytes.length
      payload.push(bytes.subarray(at, next))
    }
    at = next
  }
  return { payload: payload.length === 1 ? payload[0]! : new Uint8Array(Buffer.concat(payload)), signature }
}

/** Most commits of records have no such header: told without going through their lines. */
function mayBeSigned(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (headerKind(text) !== 'none') return true
  const header = text.indexOf('\ngpgsig')
  const end = text.indexOf('\n\n')
  return header >= 0 && (end < 0 || header < end)
}

function headerKind(line: Buffer): 'none' | 'signature' | 'other' {
  const start = line.toString('latin1', 0, 7)
  if (start === 'gpgsig ') return 'signature'
  return start.startsWith('gpgsig') ? 'other' : 'none'
}

/** What the signature of a commit is over: the commit without the header `gpgsig`. */
export function commitPayload(bytes: Uint8Array): Uint8Array {
  return splitSignature(bytes).payload
}

/** What a tag names. @throws KUBE_OBJECT_DAMAGED when the bytes are no tag */
export function decodeTag(bytes: Uint8Array): ObjectId {
  const id = /^object ([0-9a-f]{40})\ntype (?:commit|tree|blob|tag)\n/.exec(lossy.decode(bytes.subarray(0, 64)))?.[1]
  if (id === undefined) throw damaged('tag', 'it names no object')
  return id
}

/** @throws KUBE_OBJECT_DAMAGED when the bytes are no commit */
export function decodeCommit(bytes: Uint8Array): Commit {
  const whole = lossy.decode(bytes)
  if (!whole.includes('gpgsig')) return commitOf(whole)
  const { payload, signature } = splitSignature(bytes)
  const commit = commitOf(lossy.decode(payload))
  return signature === undefined ? commit : { ...commit, signature }
}

function commitOf(text: string): Commit {
  const end = text.indexOf('\n\n')
  const lines = (end < 0 ? text : text.slice(0, end)).split('\n')
  const tree = /^tree ([0-9a-f]{40})$/.exec(lines[0] ?? '')?.[1]
  if (tree === undefined) throw damaged('commit', 'no tree')
  let at = 1
  while (parentLine.test(lines[at] ?? '')) at++
  const author = decodeIdent('author', lines[at])
  // Mostly the same person at the same time.
  const isAuthor = lines[at + 1] === lines[at]?.replace('author', 'committer')
  return {
    tree,
    parents: lines.slice(1, at).map(line => line.slice('parent '.length)),
    author,
    committer: isAuthor ? author : decodeIdent('committer', lines[at + 1]),
    message: end < 0 ? '' : text.slice(end + 2)
  }
}

const parentLine = /^parent [0-9a-f]{40}$/
const identLine = /^(author|committer) (.*?) ?<([^<>]*)> (\d+) ([+-])(\d\d)(\d\d)$/s

function decodeIdent(role: string, line: string | undefined): Ident {
  const match = identLine.exec(line ?? '')
  if (match === null || match[1] !== role) throw damaged('commit', `no ${role}`)
  const minutes = Number(match[6]) * 60 + Number(match[7])
  return {
    name: match[2]!,
    email: match[3]!,
    seconds: Number(match[4]),
    offset: match[5] === '-' && minutes > 0 ? -minutes : minutes
  }
}

/** The object that a tag object names; undefined when the bytes are no tag. */
export function decodeTagTarget(bytes: Uint8Array): ObjectId | undefined {
  return /^object ([0-9a-f]{40})\n/.exec(lossy.decode(bytes.subarray(0, 48)))?.[1]
}

export interface TreeFile {
  /** Relative, components divided by `/`. */
  readonly path: string | Uint8Array
  readonly mode: '100644' | '100755' | '120000'
  readonly id: ObjectId
}

export interface BuiltTree {
  readonly id: ObjectId
  readonly type: 'tree'
  readonly content: Uint8Array
}

// Names are kept as latin1 strings of their bytes: a Map key that is exact for every file name.
type Folder = Map<string, Folder | TreeFile>

/**
 * Nested trees from flat paths; folders come before the folder that holds them, the root is last.
 * @throws KUBE_FILE_REFUSED for a name that git forbids, a path that stands twice, a file where a folder is
 */
export function buildTrees(files: readonly TreeFile[]): { root: ObjectId; trees: BuiltTree[] } {
  const root: Folder = new Map()
  for (const file of files) place(root, file)
  const trees = new Map<ObjectId, BuiltTree>()
  return { root: finish(root, trees), trees: [...trees.values()] }
}

function place(root: Folder, file: TreeFile): void {
  const shown = typeof file.path === 'string' ? file.path : lossy.decode(file.path)
  const refuse = (reason: string) => new KubeError('KUBE_FILE_REFUSED', `${shown} cannot be published`, { reason })
  if (typeof file.path === 'string' && !file.path.isWellFormed()) throw refuse('not valid Unicode')
  const isPlain = typeof file.path === 'string' && plainPath.test(file.path)
  const names = (isPlain ? shown : Buffer.from(file.path).toString('latin1')).split('/')
  for (const name of names) if (!plainName.test(name)) exactName(Buffer.from(name, 'latin1'), shown)
  const last = names.pop()!
  let folder = root
  for (const name of names) {
    const next = folder.get(name) ?? new Map()
    if (!folder.has(name)) folder.set(name, next)
    if (!(next instanceof Map)) throw refuse('a file and a folder have the same name')
    folder = next
  }
  if (folder.has(last)) {
    throw refuse(folder.get(last) instanceof Map ? 'a file and a folder have the same name' : 'the path stands twice')
  }
  folder.set(last, file)
}

function finish(folder: Folder, trees: Map<ObjectId, BuiltTree>): ObjectId {
  const entries: NewTreeEntry[] = []
  for (const [key, value] of folder) {
    const name = plainName.test(key) ? key : Buffer.from(key, 'latin1')
    if (value instanceof Map) entries.push({ mode: '40000', name, id: finish(value, trees) })
    else entries.push({ mode: value.mode, name, id: value.id })
  }
  const tree = gitTree(encodeTree(entries))
  trees.set(tree.id, tree)
  return tree.id
}

export const gitTree = (content: Uint8Array): BuiltTree => ({ id: gitId('tree', content), type: 'tree', content })
