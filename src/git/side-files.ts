// What stock git keeps beside packs: files of one pack, and what it derives from several packs or from commits.
import { readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { hasErrno } from '../storage/disk.ts'

/** Of one pack, besides its index: reverse index, bitmap, times of what is unreachable, and marks. */
const ends = ['.rev', '.bitmap', '.mtimes', '.promisor', '.keep']

/** Paths of the packs that somebody has told git to keep as they are. */
export async function keptIn(packFolder: string): Promise<Set<string>> {
  const marks = (await readdir(packFolder)).filter(name => name.endsWith('.keep'))
  return new Set(marks.map(name => join(packFolder, name.replace(/keep$/, 'pack'))))
}

export async function removeSideFiles(pack: string): Promise<void> {
  for (const end of ends) await rm(join(dirname(pack), stemOf(pack) + end), { force: true })
}

/** Moves them beside `to`, which has no ending. */
export async function moveSideFiles(pack: string, to: string): Promise<void> {
  for (const end of ends) {
    await rename(join(dirname(pack), stemOf(pack) + end), to + end).catch((thrown: unknown) => {
      if (!hasErrno(thrown, 'ENOENT')) throw thrown
    })
  }
}

const stemOf = (pack: string): string => basename(pack, '.pack')

/**
 * Takes away what leads git to packs, or to commits, that are about to go: the index over several packs and the graph of
 * commits. Git makes both again when it is told to, and needs neither.
 */
export async function removeDerived(packFolder: string): Promise<void> {
  const names = await readdir(packFolder)
  const info = join(dirname(packFolder), 'info')
  const over = names.filter(name => name.startsWith('multi-pack-index')).map(name => join(packFolder, name))
  for (const file of [...over, join(info, 'commit-graph'), join(info, 'commit-graphs')]) {
    await rm(file, { recursive: true, force: true })
  }
}
