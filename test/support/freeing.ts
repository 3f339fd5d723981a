// A replica with all that frees, over any store: what members have and which checkpoint is held, the test says.
import { type Logger, silent } from '../../src/base/types.ts'
import { emptyRecord } from '../../src/graph/record.ts'
import { keptValues, type RetentionView } from '../../src/ledger/kept-values.ts'
import type { ListedObject } from '../../src/ledger/types.ts'
import type { HeldCheckpoint } from '../../src/node/checkpoints/held-checkpoint.ts'
import type { FactReader } from '../../src/node/entries/entry-facts.ts'
import { FreeGate } from '../../src/node/freeing/free-gate.ts'
import { Freeing } from '../../src/node/freeing/freeing.ts'
import { historyBoundary, liveObjects } from '../../src/node/objects/live-objects.ts'
import { describe as describeStored } from '../../src/node/objects/reachable.ts'
import { Shallow } from '../../src/node/objects/shallow.ts'
import { realClock } from '../../src/node/real.ts'
import type { StagedEntry } from '../../src/sync/types.ts'
import { type Disk, SmallReplica } from './small-replica.ts'

/** All nodes keep so many releases. */
export const keeping = (keep: number): RetentionView => ({
  meta: (_, key) => (key === '' ? { id: '', record: { ...emptyRecord, properties: { keep } } } : undefined),
  at: () => undefined
})

export class FreeingReplica {
  readonly small: SmallReplica
  readonly disk: Disk
  readonly gate: FreeGate
  readonly shallow: Shallow
  readonly freeing: Freeing
  checkpoint: HeldCheckpoint | undefined
  /** Members that may lack what it covers. */
  lacking: string[] = []
  staged: StagedEntry[] = []
  /** How often something was not here, or damaged, that the state needs. */
  losses = 0
  nowMs = realClock.now()
  readonly view: RetentionView

  private constructor(small: SmallReplica, disk: Disk, gate: FreeGate, shallow: Shallow, view: RetentionView) {
    this.small = small
    this.disk = disk
    this.gate = gate
    this.shallow = shallow
    this.view = view
    this.freeing = new Freeing({
      replica: small.replica,
      ...disk,
      gate,
      shallow,
      view,
      checkpoints: {
        latest: () => this.checkpoint,
        all: () => (this.checkpoint ? [this.checkpoint] : []),
        roots: () => []
      },
      members: { lacking: async () => this.lacking },
      staged: () => this.staged,
      sweep: async () => undefined,
      onLost: () => void this.losses++,
      clock: { ...realClock, now: () => this.nowMs },
      logger: silent
    })
  }

  /** @param disk the store itself: the replica sees it through the gate */
  static async open(
    index: number,
    disk: Disk,
    view: RetentionView,
    { logger = silent, facts }: { logger?: Logger; facts?: FactReader } = {}
  ): Promise<FreeingReplica> {
    const gate = new FreeGate()
    const shallow = await Shallow.open(disk.refs)
    const small = await SmallReplica.open(index, { ...disk, objects: gate.watch(disk.objects) }, logger, facts)
    return new FreeingReplica(small, disk, gate, shallow, view)
  }

  /** Covers all entries that are here now, and lists what is live. */
  async makeCheckpoint(): Promise<void> {
    const { ledger } = this.small.replica
    const { objects } = this.disk
    const position = ledger.position
    const covered = new Set([...ledger.entries()].map(({ id }) => id))
    const values = [...keptValues({ ledger, view: this.view, atMs: this.nowMs })]
    const boundary = await historyBoundary(objects, values, this.shallow.commits)
    const listed: ListedObject[] = []
    const ids = values.map(({ id }) => id)
    for await (const { id } of liveObjects(objects, ids, boundary)) listed.push(await describeStored(objects, id))
    this.checkpoint = {
      id: ledger.digest().slice(0, 40),
      position,
      covers: entry => covered.has(entry),
      objects: async () => listed
    }
  }
}
