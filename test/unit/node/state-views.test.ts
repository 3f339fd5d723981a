// `state/` is a view: whatever is lost or damaged of it comes back as it was, from git.
import { copyFile, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { ClassicLevel } from 'classic-level'
import { describe, expect, test } from 'vitest'
import { fsckOffline } from '../../../kubed/offline-fsck.ts'
import { type DmgRecord, recordToJson } from '../../../src/graph/record.ts'
import type { Home } from '../../../src/node/home/home.ts'
import { setRecords } from '../../../src/rpc/records/record-set.ts'
import { createSigningKey, loadKeys } from '../../../src/trust/keys.ts'
import { beginRotation } from '../../../src/trust/rotation.ts'
import { saveNextCredentials } from '../../../src/trust/subnet-file.ts'
import { type LocalKube, localKube } from '../../support/local-kube.ts'

const count = 40
const names = Array.from({ length: count }, (_, at) => `n${at}`)
const pathOf = (name: string) => ['local', 'kube', name]

async function fill(one: LocalKube): Promise<void> {
  const { kube, bases } = one
  const given = (title: string) => names.map(name => ({ name: `dx://${name}`, json: { title: `${title} ${name}` } }))
  await setRecords(kube, bases, given('first'), { merge: false })
  await setRecords(kube, bases, given('now'), { merge: false })
}

/** A home with records that was ended in good order. */
async function filledHome(): Promise<{ dir: string; state: string; digest: string }> {
  const one = await localKube()
  await fill(one)
  const digest = graphOf(one)
  await one.end()
  return { dir: one.dir, state: path.join(one.dir, 'state'), digest }
}

const titleOf = (record: DmgRecord | undefined) => record && recordToJson(record).title

/** Every ref but those that a start changes. */
function graphOf({ kube }: LocalKube): string {
  const refs = [...kube.replica.ledger.refs()].filter(([ref]) => !ref.startsWith('refs/!machines/'))
  return refs
    .map(([ref, id]) => `${ref} ${id}`)
    .sort()
    .join('\n')
}

async function expectWhole(one: LocalKube, digest: string): Promise<void> {
  const { records, index } = one.kube
  expect(graphOf(one)).toBe(digest)
  for (const name of names) {
    const found = records.meta(pathOf(name))
    expect(titleOf(found?.record)).toBe(`now ${name}`)
    // What lost counts again when what won turns out to be void.
    const [first] = (await parentsOf(one, found!.id)).map(id => titleOf(records.at(id)))
    expect(first).toBe(`first ${name}`)
  }
  expect([...index.children(['local', 'kube'])].length).toBeGreaterThanOrEqual(count)
}

async function parentsOf({ kube }: LocalKube, id: string): Promise<string[]> {
  const { content } = await kube.objects.read(id)
  return [
    ...Buffer.from(content)
      .toString()
      .matchAll(/^parent ([0-9a-f]{40})$/gm)
  ].map(match => match[1]!)
}

/** Changes the keys of a state that nobody has open. */
async function edit(dir: string, isLost: (key: string) => boolean): Promise<number> {
  const database = new ClassicLevel<string, Uint8Array>(dir, { keyEncoding: 'utf8', valueEncoding: 'view' })
  const lost: string[] = []
  for await (const key of database.keys()) if (isLost(key)) lost.push(key)
  await database.batch(lost.map(key => ({ type: 'del' as const, key })))
  await database.close()
  return lost.length
}

describe('a state', () => {
  test('that was deleted while stopped comes back', async () => {
    const { dir, state, digest } = await filledHome()
    await rm(state, { recursive: true })
    await expectWhole(await localKube(dir), digest)
  })

  test('that a fsck refilled has its records again too', async () => {
    for (const rebuild of [false, true]) {
      const { dir, state, digest } = await filledHome()
      if (!rebuild) await rm(state, { recursive: true })
      expect((await fsckOffline({ home: dir, rebuild })).ok).toBe(true)
      await expectWhole(await localKube(dir), digest)
    }
  })

  test('is looked through by a fsck where a crash cut the change of a key short', async () => {
    const { dir } = await filledHome()
    const keys = path.join(dir, 'keys')
    const { next } = await beginRotation(keys, (await loadKeys(keys))!.kube, createSigningKey, Date.now())
    await saveNextCredentials(keys, next, ['x'])
    await copyFile(path.join(keys, 'kube-next.pem'), path.join(keys, 'kube.pem'))
    expect((await fsckOffline({ home: dir, rebuild: false })).ok).toBe(true)
  })

  test('without its mark that it is whole is looked through', async () => {
    const { dir, state, digest } = await filledHome()
    let one = 0
    await edit(state, key => key === 'views/whole' || (key.startsWith('record/') && one++ % 2 === 0))
    await expectWhole(await localKube(dir), digest)
  })

  test('that lost records unnoticed finds each once it is asked for, all of them with fsck', async () => {
    const { dir, state, digest } = await filledHome()
    expect(await edit(state, key => key.startsWith('record/'))).toBeGreaterThan(count)
    const one = await localKube(dir)
    const { records } = one.kube
    expect(() => records.meta(pathOf('n0'))).toThrow('a record cannot be read')
    await expect.poll(() => titleOf(records.meta(pathOf('n0'))?.record)).toBe('now n0')
    expect((await one.kube.repair()).ok).toBe(true)
    await expectWhole(one, digest)
  })

  test.each(['order/', 'tip/', 'entry/', 'facts-3/'])('that lost some keys of %s has every entry', async prefix => {
    const { dir, state, digest } = await filledHome()
    let place = 0
    expect(await edit(state, key => key.startsWith(prefix) && place++ === 0)).toBe(1)
    const one = await localKube(dir)
    await expectWhole(one, digest)
    await one.end()
    await expectWhole(await localKube(dir), digest)
  })

  test('that is damaged is made anew by the start', async () => {
    const { dir, state, digest } = await filledHome()
    for (const name of await readdir(state)) await writeFile(path.join(state, name), 'garbage')
    await expectWhole(await localKube(dir), digest)
  })

  test('is made anew beside a daemon', async () => {
    const { dir, digest } = await filledHome()
    const one = await localKube(dir)
    const { records, replica, home } = one.kube
    const ids = [...replica.ledger.refs()].flatMap(([ref, id]) => (ref.endsWith('/!meta') ? [id] : []))
    const repair = one.kube.repair({ rebuild: true })
    let done = false
    void repair.finally(() => {
      done = true
    })
    // Whoever reads meanwhile finds all of them, cold ones too.
    while (!done) {
      expect(ids.filter(id => records.at(id) === undefined)).toEqual([])
      expect(() => home.state.get('views/whole')).not.toThrow()
      await setImmediate()
    }
    expect((await repair).ok).toBe(true)
    await expectWhole(one, digest)
    await one.end()
    await expectWhole(await localKube(dir), digest)
  })

  test('that could not take records says at the next start that it is behind', async () => {
    let full = false
    const one = await localKube(undefined, home => refusing(home, () => full))
    full = true
    await fill(one)
    const digest = graphOf(one)
    // What the disk did not take is read from memory meanwhile.
    expect(titleOf(one.kube.records.meta(pathOf('n0'))?.record)).toBe('now n0')
    await one.end()
    await expectWhole(await localKube(one.dir), digest)
  })
})

/** A state that does not take records now, though it takes entries. */
function refusing(home: Home, isFull: () => boolean): Home {
  const { state } = home
  return {
    ...home,
    state: {
      get: key => state.get(key),
      range: (...range) => state.range(...range),
      clear: () => state.clear(),
      close: () => state.close(),
      async batch(operations) {
        if (isFull() && operations.some(({ key }) => key.startsWith('record/'))) throw new Error('no space left')
        await state.batch(operations)
      }
    }
  }
}
