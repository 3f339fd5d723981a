// Which checkpoints are believed, and what becomes of those that are not.
import { expect, test } from 'vitest'
import { gitId, gitSha256 } from '../../../src/base/bytes.ts'
import { KubeError } from '../../../src/base/errors.ts'
import { decodeCommit, withSignature } from '../../../src/base/git-format.ts'
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from '../../../src/ledger/checkpoint.ts'
import { type CheckpointEntry, CheckpointWriter } from '../../../src/ledger/checkpoint-part.ts'
import { CheckpointReader } from '../../../src/ledger/part-rows.ts'
import type { ListedObject } from '../../../src/ledger/types.ts'
import type { CheckpointAnswer } from '../../../src/node/entries/checkpoint-file.ts'
import { checkpointPayload } from '../../../src/node/entries/checkpoint-file.ts'
import type { State } from '../../../src/ports/state.ts'
import { peerOf, seal } from '../../simulation/sim-kube.ts'
import { founder, CheckpointMachine as Machine } from '../../support/checkpoint-machine.ts'
import { MemoryDisk } from '../../support/memory-disk.ts'
import { memoryDisk } from '../../support/small-replica.ts'

/** The same checkpoint with other values, signed by these. */
async function forged(
  machine: Machine,
  answer: CheckpointAnswer,
  change: (entry: CheckpointEntry, at: number) => CheckpointEntry,
  signers: readonly number[] = [0]
): Promise<CheckpointAnswer> {
  const { objects } = machine.small.disk
  const told = decodeCheckpoint(answer.bytes)
  const reader = new CheckpointReader()
  const entries: CheckpointEntry[] = []
  for (const part of told.entries) entries.push(...reader.part((await objects.read(part.id)).content))
  const content = new CheckpointWriter().part(entries.map(change))
  await objects.write([{ type: 'blob', content }])
  const part: ListedObject = {
    id: gitId('blob', content),
    type: 'blob',
    size: content.length,
    sha256: gitSha256('blob', content)
  }
  return signedBy({ ...told, entries: [part] }, signers)
}

function signedBy(checkpoint: Checkpoint, signers: readonly number[]): CheckpointAnswer {
  const bytes = encodeCheckpoint(checkpoint)
  const signed = signers.map(index => {
    const payload = checkpointPayload(bytes, peerOf(index))
    return { commit: withSignature(payload, seal(peerOf(index), payload)), proof: [] }
  })
  return { bytes, signed }
}

const renamed = (entry: CheckpointEntry, at: number): CheckpointEntry =>
  at === 3 ? { ...entry, entry: { ...entry.entry, message: 'never written' } } : entry

test('a machine that knows nothing has the state of who signed, and only what that needs', async () => {
  const maker = await founder()
  const joiner = await Machine.open(1, [0])
  expect(await joiner.adopt(await maker.answer(), maker)).toBe('held')
  expect(joiner.ledger.digest()).toBe(maker.ledger.digest())
  expect(joiner.ledger.position).toBe(maker.ledger.position)
  for (const [ref, value] of maker.ledger.refs()) {
    expect(joiner.ledger.ref(ref)).toBe(value)
    expect(await joiner.small.disk.objects.has(value)).toBe(true)
  }
  // What it writes then is taken as any entry is.
  await joiner.small.write(['refs/a/!https'], { 'index.html': 'mine' })
  await maker.small.take(joiner.small, joiner.small.staged)
  expect(joiner.ledger.digest()).toBe(maker.ledger.digest())
})

test('one that could not be taken in, as the disk was full, is not said to be held, and is taken the next time', async () => {
  const maker = await founder()
  const answer = await maker.answer()
  const member = await Machine.open(1, [0])
  const { replica } = member.small
  const adopt = replica.adopt.bind(replica)
  replica.adopt = () => Promise.reject(new KubeError('KUBE_DISK_FULL', 'the disk is full'))
  await expect(member.adopt(answer, maker)).rejects.toMatchObject({ code: 'KUBE_DISK_FULL' })
  expect(member.checkpoints.offers()).toEqual([])
  replica.adopt = adopt
  expect(await member.adopt(answer, maker)).toBe('held')
  expect(member.checkpoints.offers()).toEqual(maker.checkpoints.offers())
  expect(member.ledger.digest()).toBe(maker.ledger.digest())
})

test('a start has it again, from the disk alone', async () => {
  const maker = await founder()
  const disk = memoryDisk()
  const joiner = await Machine.open(1, [0], disk)
  await joiner.adopt(await maker.answer(), maker)
  await disk.state.clear()
  const again = await Machine.open(1, [], disk)
  expect(again.ledger.digest()).toBe(maker.ledger.digest())
  expect(again.checkpoints.offers()[0]).toEqual(maker.checkpoints.offers()[0])
})

const shown = ({ ledger }: Machine) => [ledger.digest(), ledger.position, ledger.heads()]

/** Keys of the state below a word, with their values. */
async function stateOf({ state }: { readonly state: State }, word: string): Promise<[string, Uint8Array][]> {
  return await Array.fromAsync(state.range(`${word}/`, `${word}0`))
}

test('a start asks its copies only for what neither the checkpoint nor the columns that go with it have', async () => {
  const disk = memoryDisk()
  const maker = await Machine.open(0, [0], disk)
  await maker.small.found([0, 1, 2])
  const write = async (machine: Machine, count: number): Promise<void> => {
    for (let at = 0; at < count; at++) await machine.small.write(['refs/a/!https'], { 'index.html': `${at}` })
  }
  const covered = async () => (await stateOf(disk, 'covered')).map(([, value]) => Buffer.from(value).toString())
  await write(maker, 6)
  await maker.checkpoints.make()
  await write(maker, 1)
  expect(shown(await Machine.open(0, [0], disk))).toEqual(shown(maker))
  expect(await covered()).toEqual(['7'])
  await write(maker, 9)
  // Four in a part, the last two in none.
  expect(await stateOf(disk, 'tail')).toHaveLength(2)
  expect(await covered()).toEqual(['15'])
  // What nobody looks at any more is not missed.
  for (const [at, { id }] of [...maker.ledger.entries()].slice(0, 15).entries()) {
    const gone = [`order/${String(at).padStart(12, '0')}`, `entry/${id}`, `facts-2/${id}`]
    await disk.state.batch(gone.map(key => ({ key, value: undefined })))
  }
  const again = await Machine.open(0, [0], disk)
  expect(shown(again)).toEqual(shown(maker))
  await write(again, 3)
  const third = await Machine.open(0, [0], disk)
  expect(shown(third)).toEqual(shown(again))
  // The next checkpoint has them, and takes their place.
  await third.checkpoints.make()
  await write(third, 5)
  expect(shown(await Machine.open(0, [0], disk))).toEqual(shown(third))
  expect(await stateOf(disk, 'tail')).toHaveLength(1)
  await disk.state.clear()
  expect(shown(await Machine.open(0, [0], disk))).toEqual(shown(third))
})

test('columns of the state that were damaged, or go with a checkpoint that is not there, are not believed', async () => {
  const disk = memoryDisk()
  const maker = await Machine.open(0, [0], disk)
  await maker.small.found([0, 1, 2])
  await maker.checkpoints.make()
  for (let at = 0; at < 9; at++) await maker.small.write(['refs/a/!https'], { 'index.html': `${at}` })
  const [first, second] = await stateOf(disk, 'tail')
  const damaged = second![1].slice()
  damaged[40]! ^= 1
  await disk.state.batch([{ key: second![0], value: damaged }])
  expect(shown(await Machine.open(0, [0], disk))).toEqual(shown(maker))
  await disk.state.batch([{ key: first![0], value: undefined }])
  expect(shown(await Machine.open(0, [0], disk))).toEqual(shown(maker))
  const { sha256 } = maker.checkpoints.offers()[0]!
  await disk.state.batch([{ key: `refuted/${sha256}`, value: Buffer.from('1') }])
  expect(shown(await Machine.open(0, [0], disk))).toEqual(shown(maker))
})

test('what is only told by a checkpoint goes with no other', async () => {
  const maker = await founder()
  const disk = memoryDisk()
  const member = await Machine.open(1, [0], disk)
  await member.adopt(await maker.answer(), maker)
  for (let at = 0; at < 9; at++) await member.small.write(['refs/c/!https'], { 'index.html': `${at}` })
  expect(await stateOf(disk, 'tail')).toHaveLength(0)
  // From the next start on the checkpoint is where it begins.
  const again = await Machine.open(1, [0], disk)
  expect(shown(again)).toEqual(shown(member))
  expect((await stateOf(disk, 'tail')).length).toBeGreaterThan(0)
  expect(shown(await Machine.open(1, [0], disk))).toEqual(shown(member))
})

test('what any ref of a checkpoint leads to stays, also of one that others have replaced', async () => {
  const maker = await founder()
  const disk = memoryDisk()
  const member = await Machine.open(1, [0, 2], disk)
  const told = decodeCheckpoint((await maker.answer()).bytes)
  expect(await member.adopt(signedBy({ ...told, admins: 2 }, [0, 2]), maker)).toBe('held')
  const before = member.checkpoints.roots()
  await maker.small.write(['refs/a/!https'], { 'index.html': 'more' })
  // The third machine has not signed the next one.
  expect(await member.adopt(await maker.answer(), maker)).toBe('held')
  const refs = [...(await disk.refs.heads())].filter(([ref]) => ref.endsWith('/!checkpoint')).map(([, id]) => id)
  expect(refs).toHaveLength(2)
  expect(refs.some(id => before.includes(id))).toBe(true)
  expect(new Set(member.checkpoints.roots())).toEqual(new Set(refs))
  expect(new Set((await Machine.open(1, [0, 2], disk)).checkpoints.roots())).toEqual(new Set(refs))
})

test('nobody is believed who is no admin, or did not sign', async () => {
  const maker = await founder()
  const answer = await maker.answer()
  const { checkpoint } = { checkpoint: decodeCheckpoint(answer.bytes) }
  const [own] = answer.signed
  const others: [string, CheckpointAnswer][] = [
    ['signed by nobody', { ...answer, signed: [] }],
    ['signed by a member', signedBy(checkpoint, [1])],
    ['with the signature of another', { ...answer, signed: [{ ...own!, commit: resealed(own!.commit, 2) }] }],
    ['of another checkpoint', { ...answer, bytes: encodeCheckpoint({ ...checkpoint, position: 3 }) }],
    ['of another subnet', signedBy({ ...checkpoint, subnet: new Uint8Array(32) }, [0])],
    ['by newer rules', signedBy({ ...checkpoint, rules: 1000 }, [0])]
  ]
  for (const [what, other] of others) {
    const joiner = await Machine.open(1, [0])
    expect(await joiner.adopt(other, maker), what).toBe('refused')
    expect(joiner.ledger.position).toBe(0)
    expect(joiner.checkpoints.offers()[0]).toBeUndefined()
  }
})

function resealed(commit: Uint8Array, index: number): Uint8Array {
  const payload = Buffer.from(decodeCommit(commit).message)
  return withSignature(commit, seal(peerOf(index), payload))
}

test('where there are two admins one alone is not believed of what is not here', async () => {
  const maker = await founder()
  const told = decodeCheckpoint((await maker.answer()).bytes)
  const joiner = await Machine.open(1, [0, 2])
  expect(await joiner.adopt(signedBy({ ...told, admins: 2 }, [0]), maker)).toBe('refused')
  expect(joiner.ledger.position).toBe(0)
  expect(await joiner.adopt(signedBy({ ...told, admins: 2 }, [0, 2]), maker)).toBe('held')
  expect(joiner.ledger.digest()).toBe(maker.ledger.digest())
})

test('one that both admins have signed is held until a later one is', async () => {
  const disk = memoryDisk()
  const maker = await Machine.open(0, [0, 1], disk)
  await maker.small.found([0, 1], [0, 1])
  await maker.small.write(['refs/a/!https'], { 'index.html': 'one' })
  const other = await Machine.open(1, [0, 1])
  await other.small.take(maker.small, maker.small.staged)
  // An admin is known to be one once it has written.
  await other.small.write(['refs/b/!https'], { 'index.html': 'one' })
  await maker.small.take(other.small, other.small.staged)
  expect(await other.adopt(await maker.answer(), maker)).toBe('held')
  const signed = other.checkpoints.offers()[0]!
  await maker.adopt(other.checkpoints.answer(signed.sha256)!, other)
  // While the other is away.
  await maker.small.write(['refs/a/!https'], { 'index.html': 'two' })
  for (let made = 0; made < 2; made++) await maker.checkpoints.make()
  const again = await Machine.open(0, [0, 1], disk)
  for (const { checkpoints } of [maker, again]) {
    expect(checkpoints.offers().map(({ signers }) => signers)).toEqual([1, 2])
    expect(checkpoints.latest()).toMatchObject({ id: signed.sha256 })
    // It is within the later one: nothing has to be made that tells of both.
    expect(checkpoints.areApart).toBe(false)
  }
  await other.small.take(maker.small, maker.small.staged.slice(-1))
  const [later] = again.checkpoints.offers()
  expect(await other.adopt(again.checkpoints.answer(later!.sha256)!, again)).toBe('held')
  expect(other.checkpoints.offers()).toEqual([{ ...later, signers: 2 }])
})

test('an admin that was ended before it had signed what it took signs it after its start', async () => {
  const maker = await Machine.open(0, [0, 1])
  await maker.small.found([0, 1], [0, 1])
  await maker.small.write(['refs/a/!https'], { 'index.html': 'one' })
  const disk = memoryDisk()
  const other = await Machine.open(1, [0, 1], disk)
  await other.small.take(maker.small, maker.small.staged)
  await other.small.write(['refs/a/!https'], { 'index.html': 'two' })
  await maker.small.take(other.small, other.small.staged)
  const answer = await maker.answer()
  const { refs } = disk
  const ended = { ...disk, refs: Object.assign(Object.create(refs), { setHead: endsAt(`${peerOf(1)}/!checkpoint`) }) }
  function endsAt(own: string): typeof refs.setHead {
    return async (ref, value) => {
      if (ref.endsWith(own)) throw new Error('ended')
      await refs.setHead(ref, value)
    }
  }
  await expect((await Machine.open(1, [0, 1], ended)).adopt(answer, maker)).rejects.toThrow('ended')

  const again = await Machine.open(1, [0, 1], disk)
  expect(again.checkpoints.offers()[0]).toMatchObject({ position: maker.ledger.position, signers: 1 })
  await again.checkpoints.signHeld()
  expect(again.checkpoints.offers()[0]).toMatchObject({ position: maker.ledger.position, signers: 2 })
  expect(again.checkpoints.latest()).toBeDefined()
  // A member that is none of them has nothing to sign.
  const member = await Machine.open(2, [0, 1])
  await member.small.take(maker.small, [...maker.small.staged, ...other.small.staged])
  expect(await member.adopt(answer, maker)).toBe('held')
  await member.checkpoints.signHeld()
  expect(member.checkpoints.offers()[0]).toMatchObject({ signers: 1 })
})

test('one that tells of an entry that is here what it is not changes nothing', async () => {
  const maker = await founder()
  const answer = await maker.answer()
  const other = await Machine.open(1, [0])
  await other.small.take(maker.small, maker.small.staged)
  await expect(other.adopt(await forged(maker, answer, renamed), maker)).rejects.toMatchObject({
    code: 'KUBE_LEDGER_INVALID'
  })
  expect(other.checkpoints.offers()[0]).toBeUndefined()
  expect(await other.adopt(answer, maker)).toBe('held')
})

test('entries that would be held for their time do not come in by a checkpoint', async () => {
  const maker = await founder()
  const dayMs = 24 * 60 * 60 * 1000
  const ahead = (entry: CheckpointEntry, at: number): CheckpointEntry =>
    at === 6 ? { ...entry, entry: { ...entry.entry, time: { wallMs: Date.now() + 2 * dayMs, counter: 0 } } } : entry
  const joiner = await Machine.open(1, [0])
  const given = await forged(maker, await maker.answer(), ahead)
  await expect(joiner.adopt(given, maker)).rejects.toMatchObject({ code: 'KUBE_LEDGER_INVALID' })
  expect(joiner.ledger.position).toBe(0)
})

test('what an entry turns out to be is believed, and the next start is without the checkpoint', async () => {
  const maker = await founder()
  const disk = memoryDisk()
  const joiner = await Machine.open(1, [0], disk)
  const untrue = await forged(maker, await maker.answer(), renamed)
  await joiner.adopt(untrue, maker)
  const { history } = joiner.checkpoints
  for (let turns = 0; !history.isWhole && turns < 50; turns++) {
    await new Promise(resolve => setTimeout(resolve, 5))
    for (const staged of maker.small.staged) if (history.isBare(staged.entry.id)) history.keep(staged)
  }
  expect(joiner.checkpoints.offers()[0]).toBeUndefined()
  // Also without the views, and though it is offered again.
  await disk.state.clear()
  const again = await Machine.open(1, [0], disk)
  expect(again.checkpoints.offers()[0]).toBeUndefined()
  expect(await again.adopt(untrue, maker)).toBe('refused')
  expect([...again.ledger.entries()].some(({ message }) => message === 'never written')).toBe(false)
})

test('what nobody has of the past does not keep the rest from coming', async () => {
  const maker = await founder()
  const other = await Machine.open(1, [0])
  await other.small.take(maker.small, maker.small.staged)
  await other.small.write(['refs/c/!https'], { 'index.html': 'mine' })
  await maker.small.take(other.small, other.small.staged)
  const joiner = await Machine.open(2, [0])
  await joiner.adopt(await maker.answer(), maker)
  const { history } = joiner.checkpoints
  const settled = async (): Promise<void> => {
    for (let turns = 0; turns < 5; turns++) await new Promise(resolve => setTimeout(resolve, 2))
  }
  const asked = new Set<string>()
  for (let turns = 0; turns < 4; turns++) {
    await settled()
    asked.add(history.next()!.head.chain)
    history.pass()
  }
  expect(asked).toEqual(new Set([peerOf(0), peerOf(1)]))
  // Both come, whichever has its turn.
  for (let turns = 0; !history.isWhole && turns < 20; turns++) {
    await settled()
    const all = [...maker.small.staged, ...other.small.staged]
    for (const staged of all) if (history.isBare(staged.entry.id)) history.keep(staged)
  }
  expect(history.isWhole).toBe(true)
})

test('what builds on a checkpoint that was damaged comes in again with it', async () => {
  const maker = await founder()
  const answer = await maker.answer()
  const disk = new MemoryDisk()
  const parts = { objects: disk.objects(), refs: disk.refs(), state: disk.state() }
  const joiner = await Machine.open(1, [0], parts)
  await joiner.adopt(answer, maker)
  const own = await joiner.small.write(['refs/c/!https'], { 'index.html': 'only here' })
  const [part] = decodeCheckpoint(answer.bytes).entries
  disk.damage(part!.id)
  await disk.state().clear()

  const again = await Machine.open(1, [0], parts)
  expect(again.ledger.has(own.id)).toBe(false)
  expect(await again.adopt(answer, maker)).toBe('held')
  expect(again.ledger.standing(own.id)).toBe('standing')
  const next = await again.small.write(['refs/c/!https'], { 'index.html': 'goes on' })
  expect(next.parent).toBe(own.id)
})
