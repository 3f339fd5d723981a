// A KUBE whose clock was days ahead, alone: what it wrote is held by the others. It goes on under another key and publishes
// that again in the present; the others never come to count the first writing of it, also when its time has come.
import fs from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { sha256, toHex } from '../../src/base/bytes.ts'
import { decodeCommit } from '../../src/base/git-format.ts'
import { didOfKey, keyOfPeerId } from '../../src/base/identity.ts'
import { silent } from '../../src/base/types.ts'
import type { Grant } from '../../src/ledger/types.ts'
import { revocationCommit } from '../../src/node/entries/revocation.ts'
import { keepTail, newestFirst, publishTailAgain, setTailAside } from '../../src/node/mending/held-tail.ts'
import { readSmallFile, smallCommit } from '../../src/node/objects/small-commit.ts'
import { revokedRef } from '../../src/node/trust-refs.ts'
import { heldTail } from '../../src/sync/own-tail.ts'
import { copy } from '../support/memory-disk.ts'
import { MemoryWorld } from '../support/memory-network.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { SeededRandom, VirtualTime } from '../support/virtual-time.ts'
import { type SimContext, SimKube, seal, subnet } from './sim-kube.ts'

const dayMs = 86_400_000
const author = { name: 'sim', email: 'sim@kube', seconds: 1_700_000_000, offset: 0 }
const didOf = (kube: SimKube): string => didOfKey(keyOfPeerId(kube.id))
const storeOf = ({ disk }: SimKube) => ({
  objects: disk.objects(),
  refs: disk.refs(),
  state: disk.state(),
  logger: silent
})

class Story {
  readonly random: SeededRandom
  readonly time = new VirtualTime()
  readonly world: MemoryWorld
  readonly context: SimContext
  readonly kubes: SimKube[] = []

  constructor(seed: number) {
    this.random = new SeededRandom(seed)
    const faults = { loss: 0.05, duplication: 0.05, breakage: 0.02, delayMsMax: 200 }
    this.world = new MemoryWorld(this.time, this.random, faults)
    this.context = { world: this.world, random: this.random, grants: new Map(), adopted: 0, checkpointGain: 256 }
  }

  async add(skewMs = 0): Promise<SimKube> {
    const kube = new SimKube(this.kubes.length, this.context)
    kube.skewMs = skewMs
    this.kubes.push(kube)
    await kube.boot()
    return kube
  }

  connect(...kubes: readonly SimKube[]): void {
    for (const one of kubes) for (const two of kubes) if (one.index < two.index) this.world.connect(one.id, two.id)
  }

  /** Until the task is done and these agree; connections that break are made again. */
  async settle(kubes: readonly SimKube[], task: Promise<unknown> = Promise.resolve()): Promise<void> {
    const agreed = (): boolean => new Set(kubes.map(kube => kube.life?.replica.ledger.digest())).size === 1
    let done = false
    const finished = task.finally(() => (done = true))
    // Files are written in real time.
    while (!done) await Promise.all([this.#meet(kubes), Promise.race([finished.catch(() => undefined), wait(1)])])
    await finished
    await this.until(kubes, agreed)
  }

  async until(kubes: readonly SimKube[], done: () => boolean): Promise<void> {
    for (let round = 0; round < 600 && !done(); round++) await this.#meet(kubes)
    expect(done()).toBe(true)
  }

  async #meet(kubes: readonly SimKube[]): Promise<void> {
    for (const [at, one] of kubes.entries())
      for (const two of kubes.slice(at + 1)) if (!this.world.linked(one.id, two.id)) this.world.connect(one.id, two.id)
    await this.time.run(500)
  }

  grant(by: SimKube, to: SimKube): Promise<unknown> {
    return by.life!.replica.append(() => {
      const made = (['member', 'write'] as const).map(role => {
        const id = toHex(sha256(`${didOf(to)} ${role}`)).slice(0, 16)
        const files = { 'credential.jwt': Buffer.from(`${didOf(to)} ${role}`) }
        const commit = smallCommit({ files, parents: [], author, message: id })
        const grant: Grant = { id, issuer: didOf(by), subject: didOf(to), role, scope: '' }
        this.context.grants.set(commit.id, grant)
        return { update: { ref: `refs/!trust/${id}/!credential`, old: undefined, new: commit.id }, commit }
      })
      const objects = made.flatMap(({ commit }) => commit.objects)
      return { updates: made.map(({ update }) => update), objects, message: 'another key' }
    })
  }

  /** As an admin retires a key: at what it knows of its chain. */
  retire(by: SimKube, key: SimKube): Promise<unknown> {
    const { replica } = by.life!
    return replica.append(() => {
      const cut = replica.ledger.heads().filter(({ chain }) => chain === key.id)
      const commit = revocationCommit({ key: didOf(key), cut, reason: 'another key' }, author)
      const ref = revokedRef(key.id)
      return { updates: [{ ref, old: undefined, new: commit.id }], objects: commit.objects, message: 'retire' }
    })
  }
}

const text = async (kube: SimKube, ref: string): Promise<string> => {
  const { ledger } = kube.life!.replica
  const commit = ledger.ref(ref)
  return commit === undefined ? 'nothing' : (await readIndex(kube, commit)).split(' refs/')[0]!
}

async function readIndex(kube: SimKube, commit: string): Promise<string> {
  return Buffer.from((await readSmallFile(kube.disk.objects(), commit, 'index.html')) ?? '').toString()
}

describe('a KUBE whose clock was days ahead', () => {
  it.each([1, 2, 3])('goes on under another key, and nothing it wrote is lost (seed %i)', async seed => {
    const story = new Story(seed)
    const { time } = story
    const [admin, other, late] = [await story.add(), await story.add(), await story.add()]
    const founding = admin.found(
      [admin, other, late].map(kube => ({ did: didOf(kube), peer: kube.id })),
      didOfKey(subnet)
    )
    await story.settle([admin, other, late], founding)
    await story.settle([admin, other, late], late.write(['refs/a/!https', 'refs/b/!https'], 'before'))
    // Alone, and three days ahead.
    late.crash(() => true)
    late.skewMs = 3 * dayMs
    await late.boot()
    const alone = (async () => {
      await late.write(['refs/a/!https'], 'first of the tail')
      await late.write(['refs/a/!https', 'refs/c/!https'], 'last of the tail')
      await late.write(['refs/b/!https'], 'also by another')
    })()
    await time.run(10_000)
    await alone
    await story.settle([admin, other], other.write(['refs/b/!https'], 'meanwhile'))
    // The clock is put right.
    late.crash(() => true)
    late.skewMs = 0
    await late.boot()
    story.connect(admin, other, late)
    await time.run(60_000)
    expect(await text(admin, 'refs/c/!https')).toBe('nothing')
    expect(admin.life!.replicator.sync.held().length + other.life!.replicator.sync.held().length).toBeGreaterThan(0)
    const { ledger } = late.life!.replica
    expect(heldTail(newestFirst(ledger, late.id), { nowMs: time.now, aheadMs: undefined })).toBeUndefined()
    const tail = heldTail(newestFirst(ledger, late.id), { nowMs: time.now, aheadMs: 0 })!
    expect(tail.entries).toBe(3)
    // Another key, on the same disk.
    const keysDir = await temporaryFolder()
    await keepTail(keysDir, { chain: late.id, head: tail.head, after: tail.after!, aside: false })
    late.crash(() => true)
    const ghost = new SimKube(late.index, story.context)
    copy(late.disk, ghost.disk)
    ghost.disk.crash(() => true)
    await setTailAside(keysDir, late.id, storeOf(late))
    expect((await late.disk.refs().heads()).get(`refs/!kubes/${late.id}/!log`)).toBe(tail.head)
    const next = new SimKube(story.kubes.length, story.context)
    story.kubes.push(next)
    next.disk = late.disk
    for (let times = 0; times < 2; times++) await setTailAside(keysDir, next.id, storeOf(next))
    await next.boot()
    const three = [admin, other, next]
    await story.settle(three, story.grant(admin, next))
    expect(await text(next, 'refs/c/!https')).toBe('nothing')
    const again = () => {
      const { replica } = next.life!
      const clock = { now: () => time.now, monotonic: () => time.now }
      const objects = next.disk.objects()
      const sign = (payload: Uint8Array) => seal(next.id, payload)
      return publishTailAgain({
        keysDir,
        self: next.id,
        replica,
        objects,
        author: () => author,
        sign,
        clock,
        logger: silent
      })
    }
    await story.settle(three, again())
    await story.settle(three, story.retire(admin, late))
    expect(await again()).toEqual([])
    expect(fs.readdirSync(keysDir)).toEqual([])
    const shown = () => Promise.all(['a', 'b', 'c'].map(node => text(other, `refs/${node}/!https`)))
    const wanted = ['last of the tail', 'also by another', 'last of the tail']
    expect(await shown()).toEqual(wanted)
    // What another wrote meanwhile is in the history.
    const commit = other.life!.replica.ledger.ref('refs/b/!https')!
    const [before] = decodeCommit((await other.disk.objects().read(commit)).content).parents
    expect(await readIndex(other, before!)).toContain('meanwhile')
    // The time of the tail comes, with somebody who has it: it counts for nothing, on any of them.
    await time.run(2 * dayMs + 3_600_000)
    await ghost.boot()
    await story.until([...three, ghost], () => other.life!.replica.ledger.has(tail.head))
    await story.settle([...three, ghost])
    expect(other.life!.replica.ledger.standing(tail.head)).toBe('struck')
    expect(await shown()).toEqual(wanted)
    await story.settle(three, other.write(['refs/a/!https'], 'after all'))
    expect(await text(next, 'refs/a/!https')).toBe('after all')
  })

  it('takes its tail from no checkpoint that it made meanwhile', async () => {
    const story = new Story(1)
    const late = await story.add()
    await story.settle([late], late.found([{ did: didOf(late), peer: late.id }], didOfKey(subnet)))
    const write = async (text: string, checkpoint: boolean): Promise<void> => {
      const written = (async () => {
        await late.write(['refs/a/!https'], text)
        if (checkpoint) await late.life!.checkpoints.make()
      })()
      await story.settle([late], written)
    }
    await write('before', true)
    late.crash(() => true)
    late.skewMs = 3 * dayMs
    await late.boot()
    await write('ahead', true)
    const { ledger } = late.life!.replica
    const tail = heldTail(newestFirst(ledger, late.id), { nowMs: story.time.now, aheadMs: 0 })!
    expect(late.life!.checkpoints.covers(tail.head)).toBe(true)
    const keysDir = await temporaryFolder()
    await keepTail(keysDir, { chain: late.id, head: tail.head, after: tail.after!, aside: false })
    late.crash(() => true)
    const next = new SimKube(story.kubes.length, story.context)
    next.disk = late.disk
    await setTailAside(keysDir, next.id, storeOf(next))
    await next.boot()
    expect(next.life!.replica.ledger.has(tail.after!)).toBe(true)
    expect(next.life!.replica.ledger.has(tail.head)).toBe(false)
    expect(next.life!.checkpoints.offers()[0]).toBeUndefined()
  })
})
