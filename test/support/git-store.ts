// A repository on disk under test, and stock git as the second opinion.
import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PackIndex } from '../../src/git/pack-index.ts'
import { openRepository } from '../../src/git/repository.ts'
import type { Repository } from '../../src/ports/repository.ts'
import { memoryFolders } from './temporary-folder.ts'

export class GitStore {
  readonly dir: string
  private repository: Repository | undefined

  constructor(dir: string) {
    this.dir = dir
  }

  static async make(): Promise<GitStore> {
    return new GitStore(await mkdtemp(join(memoryFolders, 'kubed-git-')))
  }

  async open(): Promise<Repository> {
    await this.repository?.close()
    this.repository = shownAtOnce(await openRepository(this.dir))
    return this.repository
  }

  async reopen() {
    return (await this.open()).objects
  }

  /** Standard output of git in this repository; throws what it says when it fails. */
  git(args: readonly string[], input: string | Uint8Array = ''): string {
    const result = this.tryGit(args, input)
    if (result.status !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr.toString()}`)
    return result.stdout.toString()
  }

  tryGit(args: readonly string[], input: string | Uint8Array = ''): SpawnSyncReturns<Buffer> {
    const who = ['-c', 'user.name=A', '-c', 'user.email=a@b']
    return spawnSync('git', ['--git-dir', this.dir, ...who, ...args], { input, maxBuffer: 1 << 28 })
  }

  /** What is wrong with the repository, by git. */
  fsck(): string {
    const { stdout, stderr } = this.tryGit(['fsck', '--full', '--strict', '--no-dangling', '--no-progress'])
    return `${stdout}${stderr}`.replace(/^notice: .*\n/gm, '')
  }

  /** Files that only a crash may leave. */
  async leftovers(): Promise<string[]> {
    return await readdir(join(this.dir, 'kubed/scratch'))
  }

  loosePath(id: string): string {
    return join(this.dir, 'objects', id.slice(0, 2), id.slice(2))
  }

  async packs(): Promise<string[]> {
    const names = await readdir(join(this.dir, 'objects/pack'))
    return names.filter(name => name.endsWith('.pack')).map(name => join(this.dir, 'objects/pack', name))
  }

  async damage(id: string): Promise<void> {
    for (const pack of await this.packs()) {
      const index = new PackIndex(await readFile(pack.replace(/pack$/, 'idx')))
      const position = index.find(Buffer.from(id, 'hex'))
      if (position < 0) continue
      const start = index.offsetAt(position)
      await flip(pack, start, index.nextOffset(start, (await readFile(pack)).length - 20))
    }
    await flip(this.loosePath(id), 0).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== 'ENOENT') throw thrown
    })
  }

  async close(): Promise<void> {
    await this.repository?.close()
    await rm(this.dir, { recursive: true, force: true })
  }
}

/** Whoever stores something waits until git sees it too. */
export function shownAtOnce(repository: Repository): Repository {
  const { objects, refs } = repository
  const shown = async <T>(result: T): Promise<T> => {
    await refs.setView([])
    return result
  }
  const [write, receive, setHead] = [
    objects.write.bind(objects),
    objects.receive.bind(objects),
    refs.setHead.bind(refs)
  ]
  objects.write = (...given) => write(...given).then(shown)
  objects.receive = (...given) => receive(...given).then(shown)
  refs.setHead = (ref, value) => setHead(ref, value).then(shown)
  return repository
}

/** Turns bits over in the middle of a part of a file. */
async function flip(path: string, start: number, end?: number): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    const place = Math.floor((start + (end ?? (await handle.stat()).size)) / 2)
    const byte = Buffer.alloc(1)
    await handle.read(byte, 0, 1, place)
    byte[0] = byte[0]! ^ 0xff
    await handle.write(byte, 0, 1, place)
  } finally {
    await handle.close()
  }
}
