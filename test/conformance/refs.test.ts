import { utf8 } from '../../src/base/bytes.ts'
import { encodeCommit } from '../../src/base/git-format.ts'
import { BlocksStore } from '../support/blocks-store.ts'
import { GitStore } from '../support/git-store.ts'
import { MemoryDisk } from '../support/memory-disk.ts'
import { refsConformance } from './refs.ts'

const ident = { name: 'A', email: 'a@b', seconds: 1_700_000_000, offset: 0 }

refsConformance('git', async () => {
  const store = await GitStore.make()
  const { objects } = await store.open()
  const tree = (await objects.write([{ type: 'tree', content: utf8.encode('') }]))[0]!.id
  const commits = ['one', 'two'].map(message => ({
    type: 'commit' as const,
    content: encodeCommit({ tree, parents: [], author: ident, committer: ident, message })
  }))
  const ids = (await objects.write(commits)).map(({ id }) => id)
  return {
    reopen: async () => await store.open(),
    ids,
    seen: () => {
      const lines = store.git(['for-each-ref', '--format=%(refname) %(objectname)']).split('\n')
      return new Map(lines.filter(Boolean).map(line => line.split(' ') as [string, string]))
    },
    close: () => store.close()
  }
})

refsConformance('blocks', async () => {
  const store = await BlocksStore.make()
  return {
    reopen: async () => await store.open(),
    ids: ['a'.repeat(40), 'b'.repeat(40)],
    close: () => store.close()
  }
})

refsConformance('memory', async () => {
  const disk = new MemoryDisk()
  return {
    reopen: async () => {
      disk.crash(() => true)
      return { objects: disk.objects(), refs: disk.refs() }
    },
    ids: ['a'.repeat(40), 'b'.repeat(40)],
    close: async () => undefined
  }
})
