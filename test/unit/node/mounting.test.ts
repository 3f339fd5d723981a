// Which nodes mount something: as the records say now, also in a state that is made anew or that knew nothing of it.
import { expect, test } from 'vitest'
import { viewsWholeKey } from '../../../src/node/entries/entry-cache.ts'
import { Mounts } from '../../../src/rpc/records/mounts.ts'
import { type GivenRecord, setRecords } from '../../../src/rpc/records/record-set.ts'
import { type LocalKube, localKube } from '../../support/local-kube.ts'

const shipped = { at: 'dx://kube.localhost', name: 'dx://kube.local' }
const set = ({ kube, bases }: LocalKube, ...given: GivenRecord[]) => setRecords(kube, bases, given)
const listed = ({ kube, bases }: LocalKube) => new Mounts(kube, bases).list()

async function threeMounts(one: LocalKube): Promise<void> {
  await set(
    one,
    { name: 'dx://pad', json: { title: 'Pad' } },
    { name: 'dx://way', type: 'mount', json: { target: 'dx://pad' } },
    { name: 'dx://tools', json: { mounts: { pad: 'dx://pad', other: 'dx://pad' } } }
  )
}
const three = [
  shipped,
  { at: 'dx://tools/other', name: 'dx://pad' },
  { at: 'dx://tools/pad', name: 'dx://pad' },
  { at: 'dx://way', name: 'dx://pad' }
]

test('mounts are listed as they come, change and go, each record once', async () => {
  const one = await localKube()
  expect(await listed(one)).toEqual([shipped])
  await threeMounts(one)
  expect(await listed(one)).toEqual(three)
  await set(one, { name: 'dx://tools', json: { title: 'no more' } }, { name: 'dx://way', json: { title: 'neither' } })
  expect(await listed(one)).toEqual([shipped])
  // The very commit of before, as what stands again after a conflict is.
  await threeMounts(one)
  expect(await listed(one)).toEqual(three)
  await new Mounts(one.kube, one.bases).unmount({ at: 'dx://way' })
  expect(await listed(one)).toEqual(three.slice(0, -1))
})

test('only nodes that mount something are looked at', async () => {
  const one = await localKube()
  await threeMounts(one)
  const many = Array.from({ length: 300 }, (_, at) => ({ name: `dx://many/n${at}`, json: { title: String(at) } }))
  await set(one, ...many)
  expect((await one.kube.records.mounting()).map(path => path.join('/'))).toEqual([
    'local/kube/tools',
    'local/kube/way',
    'localhost'
  ])
})

test.each(['is gone', 'is of before'])('they are there again where the state %s', async how => {
  const first = await localKube()
  await threeMounts(first)
  const { state } = first.kube.home
  if (how === 'is gone') await state.clear()
  else {
    const known = [{ key: viewsWholeKey, value: Uint8Array.of(0x31) }]
    for await (const [key] of state.range('mounting/', 'mounting0')) await state.batch([{ key, value: undefined }])
    await state.batch(known)
  }
  await first.end()
  expect(await listed(await localKube(first.dir))).toEqual(three)
})
