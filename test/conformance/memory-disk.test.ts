// The disk of the simulator: what survives a crash.
import { expect, test } from 'vitest'
import { diskFull, MemoryDisk } from '../support/memory-disk.ts'
import { blob } from '../support/object-samples.ts'

const head = 'refs/!kubes/k/!log'
const one = '1'.repeat(40)
const two = '2'.repeat(40)

test('what resolved is there after the worst crash, what did not may be', async () => {
  for (const survives of [() => false, () => true]) {
    const disk = new MemoryDisk()
    const [kept] = await disk.objects().write([blob('kept')])
    await disk.refs().setHead(head, one)
    const writing = disk.objects().write([blob('lost')])
    const naming = disk.refs().setHead(head, two)
    disk.crash(survives)
    await expect(writing).rejects.toMatchObject({ code: 'KUBE_DISK' })
    await expect(naming).rejects.toMatchObject({ code: 'KUBE_DISK' })
    expect(await disk.objects().has(kept!.id)).toBe(true)
    expect(disk.objectsDurable.size).toBe(survives() ? 2 : 1)
    expect((await disk.refs().list()).get(head)).toBe(survives() ? two : one)
  }
})

test('views are lost, or survive', async () => {
  const disk = new MemoryDisk()
  const set = async () => {
    await disk.refs().setView([{ ref: 'refs/a/!meta', value: one }])
    await disk.state().batch([{ key: 'a', value: new Uint8Array([1]) }])
    await disk.state().batch([{ key: 'b', value: new Uint8Array([2]) }])
  }
  await set()
  disk.crash()
  expect((await disk.refs().list()).size).toBe(0)
  expect(disk.state().get('a')).toBeUndefined()
  await set()
  let asked = 0
  disk.crash(what => what !== 'state' || asked++ === 0)
  expect((await disk.refs().list()).size).toBe(1)
  expect(disk.state().get('a')).toEqual(new Uint8Array([1]))
  expect(disk.state().get('b')).toBeUndefined()
})

test('what was opened before a crash is dead', async () => {
  const disk = new MemoryDisk()
  const [objects, refs, state] = [disk.objects(), disk.refs(), disk.state()]
  disk.crash()
  await expect(objects.has(one)).rejects.toMatchObject({ code: 'KUBE_DISK' })
  await expect(objects.write([blob('x')])).rejects.toMatchObject({ code: 'KUBE_DISK' })
  await expect(refs.list()).rejects.toMatchObject({ code: 'KUBE_DISK' })
  expect(() => state.get('a')).toThrowError(expect.objectContaining({ code: 'KUBE_DISK' }))
  expect(disk.objectsDurable.size).toBe(0)
})

test('a fault leaves nothing', async () => {
  const disk = new MemoryDisk(operation =>
    operation.endsWith('write') || operation.endsWith('setHead') ? diskFull() : undefined
  )
  await expect(disk.objects().write([blob('x')])).rejects.toMatchObject({ code: 'KUBE_DISK_FULL' })
  await expect(disk.refs().setHead(head, one)).rejects.toMatchObject({ code: 'KUBE_DISK_FULL' })
  disk.crash(() => true)
  expect(disk.objectsDurable.size).toBe(0)
  expect((await disk.refs().list()).size).toBe(0)
})
