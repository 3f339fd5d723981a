// A bare repository as git has it (gitrepository-layout), made, completed or taken as it is.
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { decodeCommit, decodeTagTarget, isObjectId } from '../base/git-format.ts'
import { isLost } from '../base/object-faults.ts'
import { type Logger, type ObjectId, silent } from '../base/types.ts'
import type { Objects } from '../ports/objects.ts'
import type { Repository } from '../ports/repository.ts'
import { forEachLimited, hasErrno, onDisk, Scratch, syncFolder, writeFresh } from '../storage/disk.ts'
import { putDamagedAside } from './damaged-files.ts'
import { Heads } from './heads.ts'
import { Journal, type JournalOptions } from './journal.ts'
import { LooseObjects } from './loose.ts'
import { mendPacks } from './mend-packs.ts'
import { GitObjects } from './objects.ts'
import { PackSet } from './pack-set.ts'
import { completeIndex } from './pack-writer.ts'
import { RefFiles } from './ref-files.ts'
import { GitRefs } from './refs.ts'

/** Commits that are looked through for the one that the journal has as the head. */
const stepsMax = 10_000

export interface RepositoryOptions {
  readonly log?: Logger
  /** Bytes after which a segment of the journal is full, where not as many as usual. */
  readonly segmentBytes?: number
  /** See `ObjectsOptions`. */
  readonly looseMax?: number
}

const folders = ['objects/info', 'objects/pack', 'refs', 'kubed/scratch', 'kubed/quarantine', 'kubed/journal']

// Git repacks only when told to, makes no deltas of what we stream, and fsyncs what is pushed into the repository.
const config = `[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = true
\tbigFileThreshold = 8m
\tfsync = all
[gc]
\tauto = 0
[receive]
\tautogc = false
\tfsckObjects = true
[maintenance]
\tauto = false
`

// What refs do not lead to may still be needed: with this git removes no object and no pack, whoever asks it to.
const precious = `[extensions]
\tpreciousObjects = true
`

const files: readonly (readonly [string, string])[] = [
  ['HEAD', 'ref: refs/heads/main\n'],
  ['config', config + precious],
  ['description', 'The store of a KUBE.\n']
]

/**
 * Opens the repository in `dir`, or makes it. What a crash left half done is completed or removed. One process at a
 * time; stock git may work in it meanwhile.
 * @throws KUBE_DISK, KUBE_DISK_FULL
 */
export async function openRepository(dir: string, options: RepositoryOptions = {}): Promise<Repository> {
  return await onDisk(async () => {
    await complete(dir, options.log ?? silent)
    const scratch = new Scratch(join(dir, 'kubed/scratch'))
    const packFolder = join(dir, 'objects/pack')
    const refFiles = new RefFiles(dir, scratch)
    const log = options.log ?? silent
    await refFiles.removeStaleLocks()
    for (const name of await readdir(scratch.folder)) await completeIndex(join(scratch.folder, name), packFolder)
    await clear(scratch.folder)
    await syncFolder(packFolder)
    const settle: JournalOptions['settle'] = async (ids, heads) => {
      await refs.placed()
      await objects.settle(ids)
      await refFiles.settle(heads)
    }
    const { segmentBytes, looseMax } = options
    const folder = join(dir, 'kubed/journal')
    const { journal, left } = await Journal.open({ folder, log, settle, ...(segmentBytes && { segmentBytes }) })
    const loose = new LooseObjects(join(dir, 'objects'), scratch, journal)
    await loose.restore(left.objects)
    const packs = new PackSet(packFolder, log)
    await packs.refresh()
    const mending = { quarantine: join(dir, 'kubed/quarantine'), log }
    const mended = await mendPacks({ packs, scratch }, mending)
    const heads = new Heads({ files: refFiles, journal, log, objectsPlaced: () => loose.placed() })
    const stores = { scratch, loose, packs, heads, settling: new Map() }
    const objects = new GitObjects(stores, { ...mending, ...(looseMax && { looseMax }) }, mended.done)
    const peeled = (id: ObjectId): Promise<ObjectId | undefined> => peel(objects, id)
    const refs = new GitRefs({ files: refFiles, heads, peel: peeled })
    for (const [ref, value] of left.heads) {
      const stands = (await refFiles.read(ref))?.trimEnd() ?? ''
      // A copy of a home in use may have its parts of different moments.
      if (!isObjectId(stands) || !(await buildsOn(objects, stands, value))) heads.toPlace(ref, value)
    }
    void journal.settle()
    const close = async (): Promise<void> => {
      objects.stopTidying()
      await Promise.allSettled([refs.close(), loose.close()])
      await journal.close()
      await objects.close()
    }
    return { objects, refs, close }
  })
}

/** Whether a commit has another one below it; as far as they are here. */
async function buildsOn(objects: Objects, commit: ObjectId, below: ObjectId): Promise<boolean> {
  let next: ObjectId | undefined = commit
  for (let steps = 0; next !== undefined && steps < stepsMax; steps++) {
    if (next === below) return true
    try {
      const { type, content } = await objects.read(next)
      next = type === 'commit' ? decodeCommit(content).parents[0] : undefined
    } catch (thrown) {
      if (isLost(thrown)) return false
      throw thrown
    }
  }
  return false
}

async function complete(dir: string, log: Logger): Promise<void> {
  let made = await makeFolder(dir)
  for (const folder of folders) made = (await mkdir(join(dir, folder), { recursive: true })) !== undefined || made
  await putDamagedAside(dir, log)
  for (const [name, text] of files) made = (await writeIfAbsent(join(dir, name), text)) || made
  made = (await keepPrecious(dir)) || made
  if (!made) return
  const all = ['', 'objects', 'kubed', ...folders]
  await Promise.all(all.map(folder => syncFolder(join(dir, folder))))
}

/** For a repository that was made before this was said in it; where somebody has said otherwise that stays. */
async function keepPrecious(dir: string): Promise<boolean> {
  const path = join(dir, 'config')
  const text = await readFile(path, 'utf8')
  if (/^\s*preciousobjects\b/im.test(text)) return false
  const temporary = join(dir, 'kubed/scratch', 'config')
  try {
    await rm(temporary, { force: true })
    await writeFresh(temporary, Buffer.from(`${text.trimEnd()}\n${precious}`), true, 0o644)
    await rename(temporary, path)
    return true
  } catch (thrown) {
    // Nothing depends on it now; the next start tries again.
    if (!hasErrno(thrown, 'ENOSPC', 'EDQUOT')) throw thrown
    return false
  }
}

/** Makes a folder with those above it, their names durable; false when it was there. */
async function makeFolder(dir: string): Promise<boolean> {
  const first = await mkdir(dir, { recursive: true })
  if (first === undefined) return false
  for (let folder = dirname(dir); folder.length >= dirname(first).length; folder = dirname(folder)) {
    await syncFolder(folder)
    if (folder === dirname(folder)) break
  }
  return true
}

async function writeIfAbsent(path: string, text: string): Promise<boolean> {
  try {
    // A crash may leave one that is empty.
    if ((await stat(path)).size > 0) return false
    await rm(path)
  } catch (thrown) {
    if (!hasErrno(thrown, 'ENOENT')) throw thrown
  }
  await writeFresh(path, Buffer.from(text), true, 0o644)
  return true
}

async function clear(folder: string): Promise<void> {
  await forEachLimited(await readdir(folder), 8, async name => {
    await rm(join(folder, name), { recursive: true, force: true })
  })
}

/** What a tag object leads to; undefined for other objects and for those that are not here. */
async function peel(objects: Objects, id: ObjectId): Promise<ObjectId | undefined> {
  let target: ObjectId | undefined
  for (let next: ObjectId | undefined = id; next !== undefined; ) {
    if (!(await objects.has(next)) || (await objects.header(next)).type !== 'tag') return target
    next = decodeTagTarget((await objects.read(next)).content)
    target = next
  }
  return target
}
