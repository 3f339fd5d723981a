// Storing a site durably: our object store as the daemon uses it, beside `git add -A && git commit`.
import fs from 'node:fs'
import path from 'node:path'
import { gitId } from '../../src/base/bytes.ts'
import { buildTrees, encodeCommit, type Ident } from '../../src/base/git-format.ts'
import { uploadBatchBytes } from '../../src/base/limits.ts'
import { openRepository } from '../../src/git/repository.ts'
import type { StoredObject } from '../../src/ports/objects.ts'
import type { Benchmark, Place } from './benchmark.ts'
import { addAndCommit } from './git-peer.ts'
import { Kube } from './kubes.ts'
import { settleDisk } from './machine.ts'
import { ratioAtMost } from './report.ts'
import type { Scope } from './scope.ts'
import { type Site, writeSite } from './site.ts'

const runsCount = 5
const publishesCount = 3
const author: Ident = { name: 'bench', email: 'bench@localhost', seconds: 1_700_000_000, offset: 0 }

/** Reads the files and stores them in batches, as a publish does; the next batch is read while one is written. */
async function storeSite(site: Site, dir: string): Promise<void> {
  const repository = await openRepository(dir)
  const { objects } = repository
  const files: { path: string; mode: '100644'; id: string }[] = []
  let names: string[] = []
  let contents: Buffer[] = []
  let bytes = 0
  let writing: Promise<void> = Promise.resolve()
  const flush = async (): Promise<void> => {
    const [batchNames, batch] = [names, contents]
    names = []
    contents = []
    bytes = 0
    await writing
    writing = objects
      .write(batch.map(content => ({ type: 'blob' as const, content })))
      .then((stored: StoredObject[]) => {
        for (const [at, { id }] of stored.entries()) files.push({ path: batchNames[at]!, mode: '100644', id })
      })
  }
  for (const name of site.files) {
    const content = await fs.promises.readFile(path.join(site.dir, name))
    names.push(name)
    contents.push(content)
    bytes += content.length
    if (bytes >= uploadBatchBytes) await flush()
  }
  await flush()
  await writing
  const { root: tree, trees } = buildTrees(files)
  const content = encodeCommit({ tree, parents: [], author, committer: author, message: 'site\n' })
  await objects.write([...trees, { type: 'commit', content }])
  if (!(await objects.has(gitId('commit', content)))) throw new Error('the commit was not stored')
  await repository.close()
}

/** Milliseconds of the work; nothing that was written before is still on its way to the disk. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  settleDisk()
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

async function firstPublish(scope: Scope, site: Site): Promise<number> {
  const kube = new Kube(scope, 'store')
  await kube.start()
  const took = await timed(() => kube.dx(['publish', site.dir, '--to', 'dx://site']))
  await kube.stop()
  fs.rmSync(kube.home, { recursive: true })
  return took
}

async function run({ scope, report }: Place): Promise<void> {
  const site = writeSite(scope.folder('site'))
  const [ours, native, durable, published]: number[][] = [[], [], [], []]
  report.mark()
  for (let at = 0; at < runsCount; at++) {
    const dir = scope.folder('store')
    ours!.push(await timed(() => storeSite(site, dir)))
    fs.rmSync(dir, { recursive: true })
    settleDisk()
    native!.push(await addAndCommit(scope, site))
    settleDisk()
    durable!.push(await addAndCommit(scope, site, true))
  }
  const more = { files: site.files.length, megabytes: Math.round(site.bytes / 1e6) }
  const peer = { name: 'git add -A && git commit', runs: native }
  report.figure({ name: 'store-1000-files', unit: 'ms', runs: ours!, peer, goal: ratioAtMost(1), more })
  report.figure({
    name: 'store-1000-files-beside-durable-git',
    unit: 'ms',
    runs: ours!,
    peer: { name: 'the same with core.fsync=all', runs: durable }
  })
  report.mark()
  for (let at = 0; at < publishesCount; at++) published!.push(await firstPublish(scope, site))
  report.figure({ name: 'store-first-publish', unit: 'ms', runs: published!, peer })
}

export const store: Benchmark = { name: 'store', about: 'storing 1,000 files, 48 MB, durably', secondsMax: 90, run }
