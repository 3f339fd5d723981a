// A store of blocks under test, and its blockstore as another program opens it.
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LevelBlockstore } from 'blockstore-level'
import { Level } from 'level'
import { base16 } from 'multiformats/bases/base16'
import { openBlocks } from '../../src/blocks/store.ts'
import type { Repository } from '../../src/ports/repository.ts'
import { memoryFolders } from './temporary-folder.ts'

export class BlocksStore {
  readonly dir: string
  private repository: Repository | undefined

  constructor(dir: string) {
    this.dir = dir
  }

  static async make(): Promise<BlocksStore> {
    return new BlocksStore(await mkdtemp(join(memoryFolders, 'kubed-blocks-')))
  }

  async open(): Promise<Repository> {
    await this.shut()
    this.repository = await openBlocks(this.dir)
    return this.repository
  }

  async reopen() {
    return (await this.open()).objects
  }

  async shut(): Promise<void> {
    await this.repository?.close()
    this.repository = undefined
  }

  /** Runs `work` on the blockstore alone, as a tool of IPFS would open it. */
  async blockstore<T>(work: (store: LevelBlockstore) => Promise<T>): Promise<T> {
    await this.shut()
    const store = new LevelBlockstore(join(this.dir, 'objects'), { base: base16, compression: true })
    await store.open()
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  }

  private async change(part: 'objects' | 'index', key: string, work: (value: Uint8Array) => Uint8Array): Promise<void> {
    await this.shut()
    const level = new Level<string, Uint8Array>(join(this.dir, part), { valueEncoding: 'view' })
    const before = await level.get(key)
    if (before !== undefined) await level.put(key, work(before), { sync: true })
    await level.close()
  }

  /** Turns bits over in the middle of a block; of a large object in its last piece. */
  async damage(id: string): Promise<void> {
    let piece = ''
    await this.change('index', `large/${id}`, list => {
      piece = Buffer.from(list.subarray(-32)).toString('hex')
      return list
    })
    await this.change('objects', piece === '' ? `/f1114${id}` : `/f1220${piece}`, block => {
      const copy = Buffer.from(block)
      const middle = Math.floor(copy.length / 2)
      copy[middle] = copy[middle]! ^ 0xff
      return copy
    })
  }

  /** Files that only a crash may leave. */
  async leftovers(): Promise<string[]> {
    return await readdir(join(this.dir, 'scratch'))
  }

  async close(): Promise<void> {
    await this.shut()
    await rm(this.dir, { recursive: true, force: true })
  }
}
