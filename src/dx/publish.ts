// `dx publish`: what to publish and where, the build, the look at the files, one transfer a target.
import { accessSync, constants, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { sha1Hex, utf8 } from '../base/bytes.ts'
import { shellWord } from '../base/command-words.ts'
import { parseDuration } from '../base/duration.ts'
import { KubeError } from '../base/errors.ts'
import { recordBytesMax } from '../base/limits.ts'
import type { ObjectId } from '../base/types.ts'
import type { Published, Replicas } from '../rpc/api.ts'
import { runBuild } from './build.ts'
import { type Context, usageError } from './command.ts'
import { mapFiles, missingFolder } from './files.ts'
import { type Branch, readBranch } from './git-branch.ts'
import { hashFiles } from './hash.ts'
import { type Project, projectFile } from './project.ts'
import { readProject } from './read-project.ts'
import { report } from './report.ts'
import { StatCache } from './stat-cache.ts'
import { targetsOf } from './targets.ts'
import { formatBytes } from './terminal.ts'
import { publishRelease, type Release } from './transfer.ts'
import type { SourceFile } from './walk.ts'

const timeoutMsDefault = 30_000
const help = ['dx help publish']

interface Asked {
  readonly dir: string
  /** Target named on the command line. */
  readonly name?: string
  readonly replicas?: Replicas
  readonly timeoutMs: number
}

export async function publish(context: Context): Promise<number> {
  const asked = readAsked(context)
  const project = await readProjectOf(asked)
  let read: Branch | undefined
  const branchHere = (): Branch => {
    read ??= readBranch(asked.dir)
    return read
  }
  const targets = targetsOf(project, asked.name, branchHere)
  const { checkName } = await import('./names.ts')
  for (const target of targets) checkName(target)
  const properties = new Map<string, string | undefined>()
  const { claiming } = await import('./endpoints.ts')
  const branch = asked.name === undefined && project.pub !== undefined ? branchHere() : undefined
  for (const target of targets) properties.set(target, await propertiesText(claiming(project, target, branch)))
  const client = context.client()
  await client.probe()
  if (project.command !== undefined && !context.on('no-build')) {
    await runBuild(project.command, project.dir, context.env, context.signal)
  }
  let startMs = performance.now()
  const found = await gather(context, project)
  let status = 0
  try {
    for (const name of targets) {
      const release: Release = { name, ...found, ...optional(context, asked, properties.get(name)) }
      const published = await publishTo(context, release, found.cache)
      report(context, { ...published, ms: Math.round(performance.now() - startMs) })
      if (published.short !== undefined) status = 3
      startMs = performance.now()
    }
  } finally {
    found.cache.save()
  }
  return status
}

function optional(context: Context, asked: Asked, properties: string | undefined): Partial<Release> {
  const ref = context.text('ref')
  const message = context.text('message')
  return {
    ...(ref !== undefined && { ref }),
    ...(message !== undefined && { message }),
    ...(properties !== undefined && { properties }),
    ...(asked.replicas !== undefined && { replicas: asked.replicas, timeoutMs: asked.timeoutMs })
  }
}

/** @throws KUBE_USAGE, KUBE_DIR_MISSING */
function readAsked(context: Context): Asked {
  const replicas = readReplicas(context.text('replicas'))
  const timeout = context.text('timeout')
  const timeoutMs = timeout === undefined ? timeoutMsDefault : parseDuration(timeout)
  if (timeoutMs === undefined) throw usageError(`--timeout ${timeout} is no duration`, help, 'write 500ms, 30s or 5m')
  const rest = { timeoutMs, ...(replicas !== undefined && { replicas }) }
  const to = context.text('to')
  const [said] = context.args
  if (said === undefined) return { dir: context.cwd, ...rest, ...(to !== undefined && { name: to }) }
  const dir = resolve(context.cwd, said)
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory())
    return { dir, ...rest, ...(to !== undefined && { name: to }) }
  // Whatever stands there is a NAME, unless it can only have been meant as a folder.
  const described = statSync(join(context.cwd, projectFile), { throwIfNoEntry: false }) !== undefined
  if (to !== undefined || (/^(?:\.{1,2}|~)?\/|^\.{1,2}$|[^/:]\/$/.test(said) && !(described && said.startsWith('/')))) {
    throw missingFolder(dir)
  }
  return { dir: context.cwd, name: said, ...rest }
}

function readReplicas(text: string | undefined): Replicas | undefined {
  if (text === undefined || text === 'majority' || text === 'all') return text
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw usageError(`--replicas ${text} is no number of machines`, help, 'write 2, majority or all')
}

async function readProjectOf(asked: Asked): Promise<Project> {
  try {
    return await readProject(asked.dir)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
    const open = canEnter(asked.dir)
    const path = open ? join(asked.dir, projectFile) : asked.dir
    throw new KubeError('KUBE_FILE_UNREADABLE', `${path} cannot be read`, {
      reason: 'this user has no permission',
      next: [`chmod u+r${open ? '' : 'x'} ${shellWord(path)}`],
      cause: error
    })
  }
}

function canEnter(dir: string): boolean {
  try {
    accessSync(dir, constants.X_OK)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return false
    throw error
  }
}

/** Record properties as the daemon takes them. @throws KUBE_PROJECT_INVALID */
async function propertiesText(project: Project): Promise<string | undefined> {
  // A dx.yml that has none takes away what an earlier one had; without a dx.yml nothing is said about them.
  if (project.properties === undefined) return project.described ? '{}\n' : undefined
  const { checkedProperties } = await import('./properties.ts')
  const text = checkedProperties(project.properties)
  if (utf8.encode(text).length > recordBytesMax) {
    throw new KubeError('KUBE_LIMIT', `the record properties of ${projectFile} are too large`, {
      reason: `a record has at most ${formatBytes(recordBytesMax)}`
    })
  }
  return text
}

/** The files and their ids; nothing has been sent yet. */
async function gather(context: Context, project: Project) {
  const { terminal, signal } = context
  const { files, mapping } = await mapFiles(project, signal)
  if (project.described && !terminal.json) for (const line of mapping) terminal.note(line)
  const root = project.dir
  const cache = new StatCache(context.home, root)
  let read = 0
  const ids = await hashFiles(files, {
    allow: new Set(project.allow.map(path => path.replace(/^\.\//, ''))),
    cache,
    signal,
    now: Date.now,
    progress: () => {
      if (++read % 64 === 0) terminal.progress(`reading ${read} of ${files.length} files`)
    }
  })
  terminal.clearProgress()
  // What took a while to find out is not lost with a publish that is broken off.
  if (read >= 64) cache.save()
  return { files, ids, cache }
}

async function publishTo(context: Context, release: Release, cache: StatCache): Promise<Published> {
  const { terminal, signal } = context
  const place = `${release.name} ${release.ref ?? ''}`
  const last = sinceLast(release, cache)
  const since = cache.releaseOf(place, last.files)
  try {
    const { unchanged, published } = await publishRelease(
      context.client(),
      { ...release, ...(since && { since: { release: since, changed: last.changed } }) },
      {
        signal,
        warn: warnings => {
          for (const warning of warnings) terminal.warn(warning)
        },
        sent: (bytes, total) => terminal.progress(progressLine(bytes, total))
      }
    )
    terminal.clearProgress()
    cache.published(place, published.release, digestOf(release.files, release.ids))
    if (!terminal.json) terminal.note(summary(published, unchanged))
    return published
  } catch (error) {
    // What was remembered of a file may be why it did not match.
    if (error instanceof KubeError && error.code === 'KUBE_FILE_CHANGED') cache.drop()
    throw error
  }
}

/** The files as they were published last, as far as that is known, and which of them are new or others now. */
function sinceLast({ files, ids }: Release, cache: StatCache): { files: string; changed: number[] } {
  const before = files.map(file => cache.idBefore(file))
  const known = files.filter((_, at) => before[at] !== undefined)
  const digest = digestOf(
    known,
    before.filter(id => id !== undefined)
  )
  return { files: digest, changed: [...ids.keys()].filter(at => ids[at] !== before[at]) }
}

/** SHA-1 over the files of a release, in their order. */
function digestOf(files: readonly SourceFile[], ids: readonly ObjectId[]): string {
  return sha1Hex(files.map(({ path, mode }, at) => `${ids[at]} ${mode} ${path}\0`).join(''))
}

function summary(published: Published, unchanged: boolean): string {
  const files = `${published.files} ${published.files === 1 ? 'file' : 'files'}`
  return unchanged ? `nothing to do: ${files}, 0 stored` : `${files}, ${published.stored} stored`
}

export function progressLine(bytes: number, total: number): string {
  const width = 24
  const full = total === 0 ? width : Math.floor((bytes / total) * width)
  return `sending [${'#'.repeat(full)}${'.'.repeat(width - full)}] ${formatBytes(bytes)} of ${formatBytes(total)}`
}
