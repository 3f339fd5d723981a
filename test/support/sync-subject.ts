// The sync state machine over a ledger that only remembers.
import { sha256, toHex } from '../../src/base/bytes.ts'
import { KubeError } from '../../src/base/errors.ts'
import { peerIdOfKey } from '../../src/base/identity.ts'
import type { ObjectId } from '../../src/base/types.ts'
import type { ChainHead, Entry, EntryBytes } from '../../src/ledger/types.ts'
import { type HistoryView, noHistory } from '../../src/sync/history.ts'
import type { SyncMessage } from '../../src/sync/messages.ts'
import { Sync } from '../../src/sync/sync.ts'
import type { LedgerView, SyncEffect, SyncInput, SyncTime } from '../../src/sync/types.ts'

export const peerOf = (name: string): string => peerIdOfKey(sha256(name))
export const [self, alice, bob] = ['self', 'alice', 'bob'].map(peerOf) as [string, string, string]
export const start = 1_700_000_000_000
export const day = 24 * 60 * 60 * 1000

export interface Made {
  readonly entry: Entry
  readonly bytes: EntryBytes
}

export function make(
  chain: string,
  sequence: number,
  more: { parent?: Entry; deps?: ChainHead[]; wallMs?: number } = {}
): Made {
  const id = toHex(sha256(`${chain} ${sequence} ${more.parent?.id} ${more.wallMs}`)).slice(0, 40)
  const entry: Entry = {
    id,
    chain,
    sequence,
    rules: 1,
    time: { wallMs: more.wallMs ?? start + sequence, counter: 0 },
    publishedMs: start,
    parent: more.parent?.id,
    deps: more.deps ?? [],
    updates: [{ ref: 'refs/a/!https', old: undefined, new: id }],
    credentials: [],
    message: `${sequence}`,
    sha256: new Uint8Array(32),
    parentSha256: undefined
  }
  const none = new Uint8Array()
  return { entry, bytes: { commit: Buffer.from(JSON.stringify(entry)), changeset: none, objects: none } }
}

export const headOf = ({ chain, sequence, id }: Entry): ChainHead => ({ chain, sequence, id })

class Memory implements LedgerView {
  readonly entries = new Map<ObjectId, Entry>()
  /** Chains that nobody was granted anything for. */
  readonly strangers = new Set<string>()

  get position(): number {
    return this.entries.size
  }

  has(id: ObjectId): boolean {
    return this.entries.has(id)
  }

  get(id: ObjectId): Entry | undefined {
    return this.entries.get(id)
  }

  heads(): ChainHead[] {
    const parents = new Set([...this.entries.values()].map(entry => entry.parent))
    return [...this.entries.values()].filter(entry => !parents.has(entry.id)).map(headOf)
  }

  covers(id: ObjectId, ancestor: ObjectId): boolean {
    const { parent, deps = [] } = this.get(id) ?? {}
    const before = [...(parent ? [parent] : []), ...deps.map(dep => dep.id)].filter(known => this.has(known))
    return before.some(known => known === ancestor || this.covers(known, ancestor))
  }

  missing(entry: Entry): ObjectId[] {
    return [...(entry.parent ? [entry.parent] : []), ...entry.deps.map(dep => dep.id)].filter(id => !this.has(id))
  }

  digest(): string {
    return toHex(sha256([...this.entries.keys()].sort().join(' ')))
  }

  isGranted(chain: string): boolean {
    return !this.strangers.has(chain)
  }

  branch(head: ObjectId, after: number, limit: number): Entry[] {
    const found: Entry[] = []
    for (let entry = this.get(head); entry && entry.sequence > after; entry = this.get(entry.parent ?? ''))
      found.unshift(entry)
    return found.slice(0, limit)
  }
}

/** Where a time is a number, both clocks say the same. */
class SubjectSync extends Sync {
  override step(input: SyncInput, time: number | SyncTime): SyncEffect[] {
    return super.step(input, typeof time === 'number' ? { nowMs: time, wallMs: time } : time)
  }
}

export function subject(history: HistoryView = noHistory) {
  const ledger = new Memory()
  const sync = new SubjectSync({
    self,
    ledger,
    random: () => 0,
    history,
    decode: bytes => {
      const text = Buffer.from(bytes.commit).toString()
      if (!text.startsWith('{'))
        throw new KubeError('KUBE_LEDGER_INVALID', 'not an entry', { reason: 'it is nonsense' })
      return { entry: JSON.parse(text) as Entry, listed: [] }
    }
  })
  const receive = (peer: string, message: SyncMessage, now = start) =>
    sync.step({ type: 'received', peer, message }, now)
  const heads = (peer: string, ...entries: Entry[]) =>
    receive(peer, { type: 'heads', heads: entries.map(headOf), digest: '', reply: false })
  return { ledger, sync, receive, heads }
}

export const sent = (effects: readonly SyncEffect[], type: SyncMessage['type']) =>
  effects.flatMap(effect => (effect.type === 'send' && effect.message.type === type ? [effect] : []))
export const kinds = (effects: readonly SyncEffect[]): string[] => effects.map(effect => effect.type)
