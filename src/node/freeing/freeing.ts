// Freeing what nothing needs (docs/decisions/0028-retention.md): first said, then done; one run at a time, while writing
// and serving go on. What a crash leaves, the next run goes on with.
import { setImmediate } from 'node:timers/promises'
import { KubeError } from '../../base/errors.ts'
import { decodeCommit } from '../../base/git-format.ts'
import { unlistedKeptMs } from '../../base/limits.ts'
import { isLost } from '../../base/object-faults.ts'
import type { Clock, Logger, ObjectId } from '../../base/types.ts'
import type { RetentionView } from '../../ledger/kept-values.ts'
import type { Objects } from '../../ports/objects.ts'
import type { State } from '../../ports/state.ts'
import type { StagedEntry } from '../../sync/types.ts'
import type { Checkpoints } from '../checkpoints/held-checkpoint.ts'
import { assertUnderstood } from '../denied.ts'
import type { SeenMembers } from '../members/seen-members.ts'
import { liveObjects } from '../objects/live-objects.ts'
import type { Shallow } from '../objects/shallow.ts'
import type { StoredIds } from '../objects/stored-ids.ts'
import type { Replica } from '../replica.ts'
import type { FreeGate } from './free-gate.ts'
import { judgedBy, type Survey, surveyObjects } from './freeing-survey.ts'
import { expiredOf } from './unlisted.ts'

export interface FreeingOptions {
  readonly replica: Replica
  /** The store itself, below the gate. */
  readonly objects: Objects
  readonly state: State
  readonly gate: FreeGate
  readonly shallow: Shallow
  readonly view: RetentionView
  readonly checkpoints: Pick<Checkpoints, 'latest' | 'all' | 'roots'>
  readonly members: Pick<SeenMembers, 'lacking'>
  /** Entries that have arrived and are not in the ledger yet. */
  readonly staged: () => Iterable<StagedEntry>
  /** Called when something is not here, or damaged, that the state needs. */
  readonly onLost: () => void
  /** Deletes what else nobody needs. */
  readonly sweep: () => Promise<void>
  readonly clock: Clock
  readonly logger: Logger
}

export interface Amount {
  readonly objects: number
  /** On the disk. */
  readonly bytes: number
}

export interface FreeingReport {
  /** What may go, by the key of the node whose releases it was of, the largest first. */
  readonly nodes: readonly (Amount & { readonly node: string })[]
  /** What may go and no entry lists. */
  readonly unlisted: Amount
  /** What no entry lists and is kept for a day: somebody may be at work on what it is for. */
  readonly recent: Amount
  /** All that may go. */
  readonly total: Amount
  /** What no state needs, and has to wait for a checkpoint that covers it, and for members to have what it covers. */
  readonly waiting: Amount & { readonly members: readonly string[] }
  /** What went; undefined where it was only said. */
  readonly freed: Amount | undefined
}

export interface FreeRequest {
  /** Only says what would go. */
  readonly dryRun?: boolean
  /** Also what no entry lists and was noticed less than a day ago. */
  readonly unfinished?: boolean
  /** Packs are written anew only where at least this share of them goes. */
  readonly shareMin?: number
  /** Before each batch: to leave the disk to others. */
  readonly pause?: () => Promise<void>
}

interface Found extends Survey {
  readonly expired: ReadonlySet<ObjectId>
  readonly members: readonly string[]
}

/** Others get a turn after so many objects. */
const breathEvery = 256

export class Freeing {
  readonly #options: FreeingOptions
  #running: Promise<unknown> = Promise.resolve()
  #active: Promise<unknown> = Promise.resolve()
  #stopped = false

  constructor(options: FreeingOptions) {
    this.#options = options
  }

  /**
   * Says what may go, and frees it unless only asked.
   * @throws KUBE_OBJECT_MISSING, KUBE_OBJECT_DAMAGED where the store is not whole: then nothing goes
   */
  run(request: FreeRequest = {}): Promise<FreeingReport> {
    return this.alone(async () => {
      this.#goOn()
      const run = this.#run(request).catch((thrown: unknown) => {
        if (isLost(thrown)) this.#options.onLost()
        throw thrown
      })
      this.#active = run.catch(() => undefined)
      return await run
    })
  }

  /** Runs while nothing is freed: for whoever looks at everything that is here. */
  alone<T>(task: () => Promise<T>): Promise<T> {
    const work = this.#running.then(task)
    this.#running = work.catch(() => undefined)
    return work
  }

  /** Ends the run under way at its next step, and waits for that; the next one, after a start, goes on. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#active
  }

  /** @throws KUBE_INTERRUPTED */
  #goOn(): void {
    if (this.#stopped) throw new KubeError('KUBE_INTERRUPTED', 'the daemon stops; what is left is freed another time')
  }

  async #run({
    dryRun = false,
    unfinished = false,
    shareMin = 0,
    pause = () => setImmediate()
  }: FreeRequest): Promise<FreeingReport> {
    const { replica } = this.#options
    assertUnderstood(replica.ledger, 'it does not know what may go')
    // The clock says how long something was left alone, and a member away.
    if (!dryRun) replica.assertWritable()
    const found = await this.#survey(unfinished)
    const report = await this.#reportOf(found)
    if (dryRun) return report
    await this.#options.sweep()
    const going = new Set(found.expired)
    for (const id of found.stored.in('free')) going.add(id)
    // No ref that git sees leads to what goes.
    await replica.shown()
    const freed = await this.#free(going, found, shareMin, pause)
    if (freed.objects > 0) this.#options.logger.log('info', 'objects that nothing needs were freed', { ...freed })
    return { ...report, freed }
  }

  async #survey(unfinished: boolean): Promise<Found> {
    const { replica, objects, view, checkpoints, members, clock, state } = this.#options
    const shallow = this.#options.shallow.commits
    const { ledger, entries, facts } = replica
    const latest = checkpoints.latest()
    const lacking = latest === undefined ? [] : await members.lacking(latest)
    const checkpoint = lacking.length === 0 ? latest : undefined
    const atMs = clock.now()
    const goOn = (): void => this.#goOn()
    const [held, roots] = [checkpoints.all(), checkpoints.roots()]
    const from = { ledger, entries, facts, objects, view, shallow, checkpoint, held, roots, atMs, goOn }
    const survey = await surveyObjects(from)
    const decode = replica.decode.bind(replica)
    const keptMs = unfinished ? 0 : unlistedKeptMs
    const expired = await expiredOf(survey.stored, atMs, { state, objects, ledger, entries, decode, keptMs })
    return { ...survey, expired, members: lacking }
  }

  async #reportOf({ stored, expired, members }: Found): Promise<FreeingReport> {
    const byNode = await this.#amounts(stored, stored.in('free'))
    const nodes = [...byNode].map(([node, amount]) => ({ node, ...amount }))
    nodes.sort((a, b) => b.bytes - a.bytes || (a.node < b.node ? -1 : 1))
    const unlisted = sum((await this.#amounts(stored, expired)).values())
    const kept = new Set(stored.in('unlisted')).difference(expired)
    const recent = sum((await this.#amounts(stored, kept)).values())
    const waiting = { ...sum((await this.#amounts(stored, stored.in('held'))).values()), members }
    return { nodes, unlisted, recent, total: sum([...nodes, unlisted]), waiting, freed: undefined }
  }

  /** By node. */
  async #amounts(stored: StoredIds, ids: Iterable<ObjectId>): Promise<Map<string, Amount>> {
    const byNode = new Map<string, Amount>()
    let count = 0
    for await (const [id, bytes] of this.#options.objects.occupied(ids)) {
      if (++count % breathEvery === 0) await setImmediate()
      const node = stored.nodeOf(id)
      byNode.set(node, sum([byNode.get(node) ?? { objects: 0, bytes: 0 }, { objects: 1, bytes }]))
      this.#goOn()
    }
    return byNode
  }

  async #free(going: Set<ObjectId>, found: Found, shareMin: number, pause: () => Promise<void>): Promise<Amount> {
    const { objects, gate } = this.#options
    await this.#cut(going, found)
    this.#goOn()
    await this.#begin(going, found.position)
    const breathe = async (): Promise<void> => {
      await pause()
      this.#goOn()
    }
    try {
      return await objects.free(going, { gate: gate.gate, breathe, shareMin })
    } finally {
      gate.end()
    }
  }

  /** From here on nothing that anybody asks for goes; nothing is being written that asked before. */
  async #begin(going: Set<ObjectId>, from: number): Promise<void> {
    const { replica, gate, staged } = this.#options
    for (let position = from, begun = false; !begun; ) {
      position = await this.#spareNewer(going, position)
      begun = await replica.exclusively(async () => {
        if (position !== replica.ledger.position) return false
        for (const { listed } of staged()) for (const { id } of listed) going.delete(id)
        gate.begin(going)
        return true
      })
    }
  }

  /** Durable before the first object goes: at every moment git finds the parents of each commit, or reads that it has none. */
  async #cut(going: ReadonlySet<ObjectId>, found: Found): Promise<void> {
    const cut = await this.#commitsBefore(going, found)
    await this.#options.shallow.change(before => before.difference(going).union(cut))
  }

  /**
   * Commits that stay and of whose parents some go, or are gone: that tells them again where they were forgotten. Among
   * them are those that a checkpoint or a late entry holds: they may be in the history of something again.
   */
  async #commitsBefore(going: ReadonlySet<ObjectId>, { boundary, stored }: Found): Promise<Set<ObjectId>> {
    const { objects, shallow } = this.#options
    const cut = new Set<ObjectId>()
    const seen = new Set<ObjectId>(boundary)
    for (const id of going.size > 0 ? stored.commitsIn('held') : []) seen.add(id)
    const waiting = [...seen]
    let count = 0
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (++count % breathEvery === 0) await setImmediate()
      if (shallow.commits.has(id)) continue
      const { parents } = decodeCommit((await objects.read(id)).content)
      const here = await objects.present(parents)
      if (parents.some(parent => going.has(parent) || !here.has(parent))) cut.add(id)
      else {
        for (const parent of parents) {
          // Of what the state needs the end is among those that the walk began with.
          if (stored.get(parent) === 'needed' || seen.has(parent)) continue
          seen.add(parent)
          waiting.push(parent)
        }
      }
    }
    return cut
  }

  /** Takes out what entries list that came since, or are judged by, and all that their values need. Gives the position. */
  async #spareNewer(going: Set<ObjectId>, from: number): Promise<number> {
    const { replica, objects, shallow } = this.#options
    const position = replica.ledger.position
    const seen = new Set<ObjectId>()
    for (const entry of replica.ledger.entries(from)) {
      const { listed } = replica.decode(await replica.entries.bytes(entry.id))
      for (const { id } of listed) going.delete(id)
      for await (const { id } of judgedBy(entry, { facts: replica.facts, objects }, seen)) going.delete(id)
      for (const { new: value } of entry.updates) {
        if (value === undefined || !(await objects.has(value))) continue
        for await (const { id } of liveObjects(objects, [value], shallow.commits)) going.delete(id)
      }
    }
    return position
  }
}

function sum(amounts: Iterable<Amount>): Amount {
  const all = { objects: 0, bytes: 0 }
  for (const { objects, bytes } of amounts) {
    all.objects += objects
    all.bytes += bytes
  }
  return all
}
