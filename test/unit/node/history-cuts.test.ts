// While the past behind a checkpoint is being fetched stock git finds a repository that is cut, never one that is broken.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ObjectId } from '../../../src/base/types.ts'
import { logRef } from '../../../src/node/entries/branches.ts'
import type { StagedEntry } from '../../../src/sync/types.ts'
import { peerOf } from '../../simulation/sim-kube.ts'
import { CheckpointMachine, founder } from '../../support/checkpoint-machine.ts'
import { GitStore } from '../../support/git-store.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'
import type { Disk } from '../../support/small-replica.ts'

let store: GitStore
const state = new MemoryDisk()
beforeEach(async () => {
  store = await GitStore.make()
})
afterEach(async () => await store.close())

const log = logRef(peerOf(0))
const shallowFile = (): string => path.join(store.dir, 'shallow')
const cut = (): ObjectId[] =>
  fs.existsSync(shallowFile()) ? fs.readFileSync(shallowFile(), 'utf8').trim().split('\n') : []

async function disk(): Promise<Disk> {
  const { objects, refs } = await store.open()
  return { objects, refs, state: state.state() }
}

/** Git finds nothing wrong here nor in a clone; gives how many entries of the first chain it shows. */
async function shown(): Promise<number> {
  expect(store.fsck()).toBe('')
  const clone = `${store.dir}.clone`
  const from = `file://${store.dir}`
  try {
    const made = spawnSync('git', ['clone', '--quiet', '--mirror', from, clone], { encoding: 'utf8' })
    expect([made.status, made.stderr]).toEqual([0, ''])
    const checked = spawnSync('git', ['-C', clone, 'fsck', '--full', '--no-progress'], { encoding: 'utf8' })
    expect([checked.status, checked.stderr.replace(/^notice: .*\n/gm, '')]).toEqual([0, ''])
    const entries = store.git(['rev-list', log]).trim().split('\n')
    expect(spawnSync('git', ['-C', clone, 'rev-list', log], { encoding: 'utf8' }).stdout.trim().split('\n')).toEqual(
      entries
    )
    return entries.length
  } finally {
    fs.rmSync(clone, { recursive: true, force: true })
  }
}

/** Bytes of the past come, and have been stored. */
async function bring(machine: CheckpointMachine, staged: readonly StagedEntry[]): Promise<void> {
  const { history } = machine.checkpoints
  for (const one of staged) {
    for (let turns = 0; turns < 200 && !history.isBare(one.entry.id); turns++) {
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    history.keep(one)
    for (let turns = 0; turns < 200 && history.isBare(one.entry.id); turns++) {
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

/** The maker with its past of seven entries, a machine that took a checkpoint of them, and two entries after it. */
async function adopted(): Promise<{ maker: CheckpointMachine; joiner: CheckpointMachine; past: StagedEntry[] }> {
  const maker = await founder()
  const past = [...maker.small.staged]
  const joiner = await CheckpointMachine.open(1, [0], await disk())
  expect(await joiner.adopt(await maker.answer(), maker)).toBe('held')
  expect(store.fsck()).toBe('')
  await maker.small.write(['refs/a/!https'], { 'index.html': 'later' })
  await maker.small.write(['refs/b/!https'], { 'index.html': 'latest' })
  for (const staged of maker.small.staged.slice(past.length)) await joiner.small.take(maker.small, [staged])
  return { maker, joiner, past }
}

test('a chain that goes on ends for git where its past is not here, and no further as that comes', async () => {
  const { joiner, maker, past } = await adopted()
  const [first] = maker.small.staged.slice(past.length)
  expect(await shown()).toBe(2)
  expect(cut()).toEqual([first!.entry.id])
  await bring(joiner, past.slice(0, 3))
  expect(await shown()).toBe(2)
  await bring(joiner, past.slice(3))
  expect(await shown()).toBe(past.length + 2)
  expect(cut()).toEqual([])
  expect(joiner.checkpoints.history.isWhole).toBe(true)
})

test('also where it comes from its end, and after a start in between', async () => {
  const { joiner, past } = await adopted()
  await bring(joiner, past.slice(4).reverse())
  expect(await shown()).toBe(5)
  expect(cut()).toEqual([past[4]!.entry.id])
  const again = await CheckpointMachine.open(1, [0], await disk())
  again.checkpoints.history.look()
  await bring(again, past.slice(0, 4))
  expect(await shown()).toBe(past.length + 2)
  expect(cut()).toEqual([])
})

test('a list that is gone, or of before, is made again by a start', async () => {
  const { past, maker } = await adopted()
  const [first] = maker.small.staged.slice(past.length)
  for (const text of [undefined, `${past[2]!.entry.id}\n`]) {
    await store.open()
    if (text === undefined) fs.rmSync(shallowFile())
    else fs.writeFileSync(shallowFile(), text)
    const again = await CheckpointMachine.open(1, [0], await disk())
    again.checkpoints.history.look()
    for (let turns = 0; turns < 200 && cut()[0] !== first!.entry.id; turns++) {
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    expect(cut()).toEqual([first!.entry.id])
    expect(await shown()).toBe(2)
  }
})

test('what this machine writes on its own chain, whose past it has lost, is cut as well', async () => {
  const { maker } = await adopted()
  const other = await GitStore.make()
  try {
    const mine = await CheckpointMachine.open(0, [0], { ...(await other.open()), state: new MemoryDisk().state() })
    expect(await mine.adopt(await maker.answer(), maker)).toBe('held')
    const own = await mine.small.write(['refs/a/!https'], { 'index.html': 'goes on' })
    expect(own.sequence).toBe(10)
    expect(other.fsck()).toBe('')
    expect(other.git(['rev-list', log]).trim()).toBe(own.id)
    expect(fs.readFileSync(path.join(other.dir, 'shallow'), 'utf8')).toBe(`${own.id}\n`)
  } finally {
    await other.close()
  }
})
