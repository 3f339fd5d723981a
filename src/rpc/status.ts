// The subnet as this KUBE sees it: machines, lag, what needs a person.
import { isLost } from '../base/object-faults.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import { formatName, urlsOf } from '../graph/name-format.ts'
import { parseOwnName } from '../graph/own-name.ts'
import { typeOfRecord } from '../graph/record.ts'
import { parseRef, refOf } from '../graph/ref.ts'
import type { Kube } from '../node/kube.ts'
import { mayReadLiterally } from './access.ts'
import type { CheckpointStatus, Listed, Machine, SubnetStatus } from './api.ts'
import { isBounded, reader, refInBounds } from './bounds.ts'
import type { Release } from './content/content.ts'
import type { Trees } from './trees.ts'
import { warningsOf } from './warnings.ts'

export function machinesOf(kube: Kube): Machine[] {
  const { replicator, membership, network, self, replica } = kube
  const connected = new Set(replicator.members())
  const { rules } = replica.ledger
  const digest = replica.ledger.digest()
  // Of what one of the two cannot read, they have different states.
  const agrees = (id: PeerId): boolean => !rules.isBehind && membership.knowsRules(id, rules.inForce)
  return membership
    .machines()
    .map(({ id, name, addresses }) => {
      const own = id === self
      const lag = own ? replicator.sync.ownLag() : (replicator.sync.lag(id) ?? null)
      return {
        name: own ? kube.name : name,
        id,
        connected: own || connected.has(id),
        lag,
        // A peer that lacks nothing of ours, and of which we lack nothing, has our state.
        digest: own || (agrees(id) && lag === 0 && replicator.sync.caughtUp()) ? digest : null,
        self: own,
        admin: membership.isAdmin(id),
        addresses: own ? network.addresses() : addresses
      }
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
}

export function checkpointStatus({ checkpoints }: Kube): CheckpointStatus | undefined {
  const held = checkpoints.summary
  if (held === undefined) return undefined
  const { madeMs, ...rest } = held
  return { ...rest, made: new Date(madeMs).toISOString(), whole: checkpoints.history.isWhole }
}

export async function subnetStatus(kube: Kube): Promise<SubnetStatus> {
  // Whoever sees two machines agree finds the same with git.
  await kube.replica.shown()
  const { ledger } = kube.replica
  return {
    subnet: kube.subnet.root,
    digest: ledger.digest(),
    position: ledger.position,
    machines: machinesOf(kube),
    conflicts: ledger.conflicts().filter(({ ref }) => refInBounds(ref)).length,
    // They name what is anywhere in the subnet.
    warnings: isBounded() ? [] : await warningsOf(kube),
    limits: kube.limits.counts(),
    checkpoint: checkpointStatus(kube) ?? null
  }
}

/** One that the disk has lost hides no other. */
async function releaseIfHere(trees: Trees, head: ObjectId): Promise<Release | undefined> {
  try {
    return (await trees.commit(head)).release
  } catch (thrown) {
    if (!isLost(thrown)) throw thrown
    return undefined
  }
}

/** Nodes of a type, below a name when one is given; schemas aside, which are there before anybody published. */
export async function listNodes(
  kube: Kube,
  trees: Trees,
  bases: readonly string[],
  port: number,
  below?: string
): Promise<Listed[]> {
  const { ledger } = kube.replica
  const prefix = below === undefined ? [] : parseOwnName(kube.records, below).path
  const listed: Listed[] = []
  const eyes = reader()
  for (const [ref] of ledger.refs(prefix.length === 0 ? 'refs/' : refOf(prefix, '').slice(0, -1))) {
    const parsed = ref.endsWith('/!meta') ? parseRef(ref) : undefined
    if (!parsed || !prefix.every((part, at) => parsed.path[at] === part)) continue
    const found = kube.records.meta(parsed.path)
    if (!mayReadLiterally(kube, eyes, parsed.path)) continue
    const type = found ? typeOfRecord(found.record) : ''
    const head = ledger.ref(refOf(parsed.path, '!https'))
    if (!found || (type === '' && head === undefined) || type.endsWith('/schema')) continue
    const { hostLabels } = found.record
    const release = head === undefined ? undefined : await releaseIfHere(trees, head)
    listed.push({
      name: formatName(parsed.path, { bases, hostLabels }),
      type,
      release: head ?? null,
      published: release ? new Date(release.publishedMs).toISOString() : null,
      urls: urlsOf(parsed.path, bases, port, hostLabels)
    })
  }
  return listed.sort((a, b) => (a.name < b.name ? -1 : 1))
}
