// Who is waited for before something is freed.
import { beforeEach, expect, test } from 'vitest'
import { didOfKey } from '../../../src/base/identity.ts'
import { memberSeenMs } from '../../../src/base/limits.ts'
import { Ledger } from '../../../src/ledger/ledger.ts'
import type { Entry } from '../../../src/ledger/types.ts'
import type { HeldCheckpoint } from '../../../src/node/checkpoints/held-checkpoint.ts'
import { SeenMembers } from '../../../src/node/members/seen-members.ts'
import { chainOf, didOf, fakeId, grantOf, headOf, makeArrival, subnetKey } from '../../support/ledger-history.ts'
import { memoryDisk } from '../../support/small-replica.ts'

const [self, desk, lamp] = [0, 1, 2].map(chainOf) as [string, string, string]
const startMs = 1_700_000_000_000
const dayMs = 86_400_000

let ledger: Ledger
let entries: Entry[]
let nowMs: number
let connected: string[]
let told: Map<string, boolean>
let caughtUp: boolean
let members: SeenMembers
beforeEach(() => {
  ledger = new Ledger({ subnet: subnetKey })
  entries = []
  nowMs = startMs
  connected = []
  told = new Map()
  caughtUp = true
  const grants = [self, desk, lamp].map((_, kube) => grantOf(didOfKey(subnetKey), didOf(chainOf(kube)), 'admin'))
  const first = makeArrival({ kube: 0, time: { wallMs: startMs, counter: 0 }, updates: [], grants })
  ledger.insert(first.entry, { grants })
  entries.push(first.entry)
  const machines = [self, desk, lamp].map((id, at) => ({
    id,
    name: ['self', 'desk', 'lamp'][at]!,
    addresses: [],
    version: '',
    rules: 1
  }))
  members = new SeenMembers({
    self,
    ledger,
    membership: { machines: () => machines },
    state: memoryDisk().state,
    clock: { now: () => nowMs, monotonic: () => nowMs },
    connected: () => connected,
    hasAll: peer => told.get(peer),
    caughtUp: () => caughtUp
  })
})

function write(kube: number, past: Entry[]): Entry {
  const parent = past.findLast(other => other.chain === chainOf(kube))
  const deps = past.filter(other => other.chain !== chainOf(kube)).map(headOf)
  const updates = [{ ref: `refs/a${entries.length}/!https`, old: undefined, new: fakeId(entries.length) }]
  const time = { wallMs: nowMs + entries.length, counter: 0 }
  const { entry } = makeArrival({ kube, time, parent, deps, updates })
  ledger.insert(entry, {})
  entries.push(entry)
  return entry
}

const covering = (...covered: Entry[]): HeldCheckpoint => ({
  id: fakeId('checkpoint', covered.length),
  position: covered.length,
  covers: id => covered.some(entry => entry.id === id),
  objects: async () => []
})

test('a member is waited for until it is connected and lacks nothing', async () => {
  const checkpoint = covering(...entries)
  expect(await members.lacking(checkpoint)).toEqual(['desk', 'lamp'])
  connected = [desk]
  told.set(desk, false)
  expect(await members.lacking(checkpoint)).toEqual(['desk', 'lamp'])
  told.set(desk, true)
  // What it has written and is not here yet may count on what is to go.
  caughtUp = false
  expect(await members.lacking(checkpoint)).toEqual(['desk', 'lamp'])
  caughtUp = true
  expect(await members.lacking(checkpoint)).toEqual(['lamp'])
})

test('what it once had is remembered while it is away', async () => {
  const checkpoint = covering(...entries)
  connected = [desk]
  told.set(desk, true)
  await members.lacking(checkpoint)
  connected = []
  told.clear()
  nowMs += dayMs
  expect(await members.lacking(checkpoint)).toEqual(['lamp'])
  const later = covering(...entries, write(0, [entries[0]!]))
  expect(await members.lacking(later)).toEqual(['desk', 'lamp'])
})

test('one that tells that it lacks what it had is waited for, until it has it or writes what builds on it', async () => {
  const second = write(1, entries.slice(0, 1))
  const checkpoint = covering(...entries)
  connected = [desk]
  told.set(desk, true)
  expect(await members.lacking(checkpoint)).toEqual(['lamp'])
  told.set(desk, false)
  expect(await members.lacking(checkpoint)).toEqual(['desk', 'lamp'])
  connected = []
  told.clear()
  expect(await members.lacking(checkpoint)).toEqual(['desk', 'lamp'])
  write(1, [entries[0]!, second])
  expect(await members.lacking(checkpoint)).toEqual(['lamp'])
})

test('its own entries say what it has seen', async () => {
  const [first] = entries as [Entry]
  const second = write(0, [first])
  const checkpoint = covering(first, second)
  write(1, [first])
  expect(await members.lacking(checkpoint)).toEqual(['desk', 'lamp'])
  const seen = write(2, [second])
  expect(await members.lacking(checkpoint)).toEqual(['desk'])
  expect(await members.lacking(covering(first, second, seen))).toEqual(['desk'])
})

test('one that nobody has seen for a month is not waited for, counted from when it was first looked for', async () => {
  const checkpoint = covering(...entries)
  await members.lacking(checkpoint)
  nowMs += memberSeenMs
  expect(await members.lacking(checkpoint)).toEqual(['desk', 'lamp'])
  write(1, [entries[0]!])
  connected = [lamp]
  await members.lacking(covering(...entries))
  connected = []
  nowMs += memberSeenMs + 2
  expect(await members.lacking(covering(...entries, write(0, [entries[0]!])))).toEqual([])
})

test('one that was seen while the clock was ahead is waited for no longer than others', async () => {
  const checkpoint = covering(...entries)
  nowMs += 100 * memberSeenMs
  connected = [desk]
  await members.lacking(checkpoint)
  nowMs = startMs
  connected = []
  expect(await members.lacking(checkpoint)).toEqual(['desk', 'lamp'])
  nowMs += memberSeenMs + 2
  expect(await members.lacking(checkpoint)).toEqual([])
})
