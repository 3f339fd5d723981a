// The refs that git shows, from one start to the next: what was left right is not compared again, what is not, is mended.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Home } from '../../../src/node/home/home.ts'
import { setRecords } from '../../../src/rpc/records/record-set.ts'
import { localKube } from '../../support/local-kube.ts'

/** The same home; `seen` is given what each start of the view gives and mends. */
function watched(home: Home, seen: { mark: boolean; mended: number }[]): Home {
  const { refs } = home.repository
  const inner = refs.rebuildView.bind(refs)
  refs.rebuildView = async (wanted, mark) => {
    const mended = await inner(wanted, mark)
    seen.push({ mark: mark !== undefined, mended })
    return mended
  }
  return home
}

test('a view left right is known again; one that was changed meanwhile, or not left in order, is compared', async () => {
  const first = await localKube()
  const { dir, bases } = first
  await setRecords(first.kube, bases, [{ name: 'dx://a', json: { title: 'a' } }])
  await first.end()
  const seen: { mark: boolean; mended: number }[] = []
  const start = () => localKube(dir, home => watched(home, seen))
  await (await start()).end()
  expect(seen).toEqual([{ mark: true, mended: 0 }])
  const git = (...args: string[]) => execFileSync('git', [`--git-dir=${path.join(dir, 'dmg.git')}`, ...args])
  const ref = 'refs/local/kube/a/!meta'
  const value = git('rev-parse', ref).toString()
  git('update-ref', '-d', ref)
  const third = await start()
  expect(seen.at(-1)).toEqual({ mark: true, mended: 1 })
  expect(git('rev-parse', ref).toString()).toBe(value)
  // As though it had ended before it could say how it left the view.
  const before = third.kube.home.state.get('view/refs')!
  await setRecords(third.kube, bases, [{ name: 'dx://b', json: { title: 'b' } }])
  await third.end()
  const fourth = await localKube(dir)
  await fourth.end()
  await (
    await localKube(dir, home => {
      void home.state.batch([{ key: 'view/refs', value: before }])
      return watched(home, seen)
    })
  ).end()
  expect(seen.at(-1)).toEqual({ mark: false, mended: 0 })
})
