// One replica over any disk, with the cheap signatures of the simulation, and no network.
import { sha256, toHex } from '../../src/base/bytes.ts'
import { didOfKey, keyOfPeerId } from '../../src/base/identity.ts'
import { type Logger, type ObjectId, type RefName, silent } from '../../src/base/types.ts'
import type { Entry, Grant, RefUpdate } from '../../src/ledger/types.ts'
import type { FactReader } from '../../src/node/entries/entry-facts.ts'
import { smallCommit } from '../../src/node/objects/small-commit.ts'
import { realClock, realScheduler } from '../../src/node/real.ts'
import { Replica } from '../../src/node/replica.ts'
import type { GitObject, Objects } from '../../src/ports/objects.ts'
import type { Refs } from '../../src/ports/refs.ts'
import type { State } from '../../src/ports/state.ts'
import type { StagedEntry } from '../../src/sync/types.ts'
import { peerOf, seal, subnet, verifier } from '../simulation/sim-kube.ts'
import { MemoryDisk } from './memory-disk.ts'

export interface Disk {
  readonly objects: Objects
  readonly refs: Refs
  readonly state: State
}

export const memoryDisk = (disk = new MemoryDisk()): Disk => {
  return { objects: disk.objects(), refs: disk.refs(), state: disk.state() }
}

const author = { name: 'a', email: 'a@kube', seconds: 1_700_000_000, offset: 0 }
/** What the credentials of first entries say, by commit. */
const grantsByCommit = new Map<ObjectId, Grant>()

export class SmallReplica {
  readonly replica: Replica
  readonly disk: Disk
  /** Entries written here, as they would be sent. */
  readonly staged: StagedEntry[] = []

  private constructor(replica: Replica, disk: Disk) {
    this.replica = replica
    this.disk = disk
    replica.onAppended = staged => void this.staged.push(staged)
  }

  /** @param facts how rules, revocations and files of keys are read; without it there are none */
  static async open(index: number, disk: Disk, logger: Logger = silent, facts?: FactReader): Promise<SmallReplica> {
    const self = peerOf(index)
    const grantsIn = (updates: readonly RefUpdate[]) =>
      updates.flatMap(update => grantsByCommit.get(update.new ?? '') ?? [])
    const replica = await Replica.open({
      self,
      subnet,
      name: `kube-${index}`,
      ...disk,
      signer: { peerId: self, sign: payload => seal(self, payload) },
      verifier,
      clock: realClock,
      scheduler: realScheduler,
      logger,
      tailEntries: 4,
      facts: {
        of: async (updates, objects) => {
          const others = updates.filter(update => !grantsByCommit.has(update.new ?? ''))
          return { ...(await facts?.of(others, objects)), grants: grantsIn(updates) }
        },
        keysIn: facts?.keysIn ?? (async () => [])
      }
    })
    return new SmallReplica(replica, disk)
  }

  /** The first entry of a subnet: who is in it. The first of them is its admin, unless others are. */
  async found(members: readonly number[], admins = members.slice(0, 1)): Promise<Entry> {
    const commits = members.flatMap(index => {
      const subject = didOfKey(keyOfPeerId(peerOf(index)))
      const roles = admins.includes(index) ? (['member', 'admin'] as const) : (['member', 'write'] as const)
      return roles.map(role => {
        const id = toHex(sha256(`${subject} ${role}`)).slice(0, 16)
        const commit = smallCommit({ files: { 'credential.jwt': Buffer.from(id) }, parents: [], author, message: id })
        const grant: Grant = { id, issuer: didOfKey(subnet), subject, role, scope: '' }
        grantsByCommit.set(commit.id, grant)
        return { ref: `refs/!trust/${id}/!credential`, grant, ...commit }
      })
    })
    const entry = await this.replica.append(() => ({
      updates: commits.map(({ ref, id }) => ({ ref, old: undefined, new: id })),
      objects: commits.flatMap(({ objects }) => objects),
      grants: commits.map(({ grant }) => grant),
      message: 'found'
    }))
    return entry!
  }

  /** One changeset that gives each ref a commit of these files. */
  async write(refs: readonly RefName[], files: Readonly<Record<string, string | Uint8Array>>): Promise<Entry> {
    const content = Object.entries(files).map(([name, text]) => [name, Buffer.from(text)] as const)
    const entry = await this.replica.append(() => {
      const objects: GitObject[] = []
      const updates = refs.map(ref => {
        const old = this.replica.ledger.ref(ref)
        const parents = old === undefined ? [] : [old]
        const commit = smallCommit({ files: Object.fromEntries(content), parents, author, message: ref })
        objects.push(...commit.objects)
        return { ref, old, new: commit.id }
      })
      return { updates, objects, message: `writes ${refs.length}` }
    })
    return entry!
  }

  /** Takes in what another has written, as replication does: objects by a pack, then the entries. */
  async take(from: SmallReplica, entries: readonly StagedEntry[]): Promise<void> {
    const listed = new Map(entries.flatMap(entry => entry.listed).map(object => [object.id, object]))
    await this.disk.objects.receive(from.disk.objects.pack([...listed.keys()]), listed)
    await this.replica.commit(entries.map(entry => ({ ...entry, inline: [] })))
  }
}
