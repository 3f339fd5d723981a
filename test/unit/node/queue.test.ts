import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, it } from 'vitest'
import { SerialQueue } from '../../../src/node/queue.ts'

describe('the queue of writes', () => {
  it('runs one task at a time, local ones first, each class in its order', async () => {
    const queue = new SerialQueue()
    const ran: string[] = []
    let running = 0
    const task = (name: string) => async (): Promise<void> => {
      expect(++running).toBe(1)
      await Promise.resolve()
      ran.push(name)
      running--
    }
    await Promise.all([
      queue.run('remote', task('remote 1')),
      queue.run('remote', task('remote 2')),
      queue.run('local', task('local 1')),
      queue.run('remote', task('remote 3')),
      queue.run('local', task('local 2'))
    ])
    expect(ran).toEqual(['remote 1', 'local 1', 'local 2', 'remote 2', 'remote 3'])
  })

  it('a task is of whoever asked for it, not of whose task came before', async () => {
    const caller = new AsyncLocalStorage<string>()
    const queue = new SerialQueue()
    const task = async (): Promise<string | undefined> => {
      await Promise.resolve()
      return caller.getStore()
    }
    const asked = ['ann', 'ben'].map(name => caller.run(name, () => queue.run('local', task)))
    expect(await Promise.all([...asked, queue.run('remote', task)])).toEqual(['ann', 'ben', undefined])
  })

  it('a task that fails fails alone', async () => {
    const queue = new SerialQueue()
    const failed = queue.run('local', async () => {
      throw new Error('no')
    })
    const after = queue.run('local', async () => 'yes')
    await expect(failed).rejects.toThrow('no')
    await expect(after).resolves.toBe('yes')
  })
})
