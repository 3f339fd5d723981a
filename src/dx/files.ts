// Which files of a project are published, and at which paths (dx.md, Files): a listed folder gives its content, a
// listed file its name without a leading build folder, a glob likewise; without `files:` all of the folder.
import { lstatSync, statSync } from 'node:fs'
import { matchesGlob, posix } from 'node:path'
import { KubeError } from '../base/errors.ts'
import { showPath } from '../base/path-bytes.ts'
import { type Project, projectFile } from './project.ts'
import { refusal } from './refuse.ts'
import { fsPath, type SourceFile, Walker } from './walk.ts'

/** Folders that builds write to, by convention: they are no part of the path that is served. */
const buildFolders = ['dist', 'build', 'out', 'output', 'public', '_site', 'www']

export interface Mapped {
  readonly files: readonly SourceFile[]
  /** One line an item, for people: `dist/ → /, 12 files`. */
  readonly mapping: readonly string[]
}

/** Path of a listed file in the release. */
export function placeOfFile(source: string): string {
  const [first, ...rest] = source.split('/')
  return rest.length > 0 && buildFolders.includes(first!) ? rest.join('/') : source
}

/**
 * The files of a project.
 * @throws KUBE_DIR_MISSING, KUBE_DIR_EMPTY, KUBE_FILE_MISSING, KUBE_FILE_TWICE, KUBE_FILE_REFUSED, KUBE_FILE_UNREADABLE
 */
export async function mapFiles(project: Project, signal: AbortSignal): Promise<Mapped> {
  if (!isFolder(project.dir)) throw missingFolder(project.dir)
  const walker = new Walker(project.dir, project.allow, signal)
  const mapping: string[] = []
  for (const item of project.files ?? ['.']) {
    const before = walker.files.length
    const line = await mapItem(walker, project, item)
    const count = walker.files.length - before
    if (count === 0 && project.files !== undefined) throw nothingFound(item)
    mapping.push(`${line}, ${count} ${count === 1 ? 'file' : 'files'}`)
  }
  if (walker.files.length === 0) {
    throw new KubeError('KUBE_DIR_EMPTY', `${project.dir} has no files`, {
      reason: 'there is nothing to publish',
      next: ['dx publish DIR --to dx://NAME']
    })
  }
  return { files: withoutDoubles(walker.files), mapping }
}

/** Adds the files of one line of `files:`; gives where they go. */
async function mapItem(walker: Walker, project: Project, item: string): Promise<string> {
  const path = inProject(item)
  const stat = path === '' ? undefined : lstatSync(fsPath(`${walker.root}/${path}`), { throwIfNoEntry: false })
  if (path !== '' && stat === undefined) return mapGlob(walker, item, path)
  if (path === '' || statSync(fsPath(`${walker.root}/${path}`), { throwIfNoEntry: false })?.isDirectory()) {
    await walker.walk({
      from: path,
      choose: source => (leftOut(project, source) ? 'skip' : 'take'),
      place: source => (path === '' ? source : source.slice(path.length + 1))
    })
    return `${path === '' ? './' : `${showPath(path)}/`} → /`
  }
  await walker.walk({ from: path, choose: () => 'take', place: placeOfFile })
  return `${showPath(path)} → /${showPath(placeOfFile(path))}`
}

/** dx.yml describes the release and is none of it; the repository of a described project is its history. */
function leftOut(project: Project, source: string): boolean {
  return source === projectFile || (source === '.git' && project.described && project.files === undefined)
}

async function mapGlob(walker: Walker, item: string, pattern: string): Promise<string> {
  if (!/[*?[{]/.test(pattern)) throw notThere(item)
  const segments = pattern.split('/')
  const magic = segments.findIndex(segment => /[*?[{]/.test(segment))
  const from = segments.slice(0, magic).join('/')
  if (from !== '' && !isFolder(`${walker.root}/${from}`)) throw notThere(item)
  await walker.walk({
    from,
    choose: (source, folder) => {
      if (source === projectFile) return 'skip'
      if (matchesGlob(source, pattern)) return 'take'
      return folder ? 'enter' : 'skip'
    },
    place: placeOfFile
  })
  return `${showPath(pattern)} → /`
}

/** A listed path without `./` and a last slash; empty for the project. @throws KUBE_FILE_REFUSED for one outside */
function inProject(item: string): string {
  const path = posix.normalize(item).replace(/\/+$/, '')
  if (item.startsWith('/') || path === '..' || path.startsWith('../')) throw refusal(item, 'it is outside the project')
  return path === '.' ? '' : path
}

function isFolder(path: string): boolean {
  return statSync(fsPath(path), { throwIfNoEntry: false })?.isDirectory() ?? false
}

export function missingFolder(dir: string): KubeError {
  return new KubeError('KUBE_DIR_MISSING', `${dir} is no folder`, {
    reason: statSync(dir, { throwIfNoEntry: false }) === undefined ? 'there is nothing of this name' : 'it is a file',
    next: ['dx publish DIR --to dx://NAME']
  })
}

function notThere(item: string): KubeError {
  return new KubeError('KUBE_FILE_MISSING', `${item} is not there`, {
    reason: `${projectFile} lists it under files:`,
    next: ['dx publish', 'dx help publish']
  })
}

function nothingFound(item: string): KubeError {
  return new KubeError('KUBE_FILE_MISSING', `${item} gives no file`, {
    reason: `${projectFile} lists it under files:`,
    next: ['dx help publish']
  })
}

/** One file listed twice counts once. @throws KUBE_FILE_TWICE for two files on one path, or a file where a folder is */
function withoutDoubles(files: readonly SourceFile[]): SourceFile[] {
  const byPath = new Map<string, SourceFile>()
  for (const file of files) {
    const other = byPath.get(file.path)
    if (other !== undefined && other.real !== file.real) throw twice(other, file, file.path)
    byPath.set(file.path, file)
  }
  for (const file of byPath.values()) {
    for (let at = file.path.indexOf('/'); at > 0; at = file.path.indexOf('/', at + 1)) {
      const other = byPath.get(file.path.slice(0, at))
      if (other !== undefined) throw twice(other, file, other.path)
    }
  }
  return [...byPath.values()]
}

function twice(one: SourceFile, other: SourceFile, path: string): KubeError {
  return new KubeError(
    'KUBE_FILE_TWICE',
    `${showPath(one.source)} and ${showPath(other.source)} both land on ${showPath(path)}`,
    { reason: 'a path holds one file', next: ['dx help publish'] }
  )
}
