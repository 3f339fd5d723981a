// What needs a person, as lines of `dx status` and `kubed doctor`; each names the way out.
import { shellWord } from '../base/command-words.ts'
import { formatDuration } from '../base/duration.ts'
import type { PeerId } from '../base/types.ts'
import { caProblem } from '../node/home/root-ca-file.ts'
import type { Kube } from '../node/kube.ts'
import { ownHeldTail } from '../node/mending/going-on.ts'
import { versionKnowing } from './rules.ts'

/** What members say of this machine's removal, in a change that has not come here: also of every write. */
export function removalWarnings({ membership, self }: Pick<Kube, 'membership' | 'self'>): string[] {
  const names = membership.removedBy()
  if (names.length === 0 || membership.isRemoved(self)) return []
  const say = `${names.join(', ')} ${names.length === 1 ? 'says' : 'say'}`
  return [
    `${say} that this machine was removed from its subnet: what it writes does not reach them; join again with another home (kubed join CODE --home DIR)`
  ]
}

export async function warningsOf(kube: Kube): Promise<string[]> {
  const replaced = await caProblem(kube.home.paths.ca, kube.subnet.rootCa)
  return [
    ...aboutSelf(kube),
    ...(replaced === undefined ? [] : [replaced]),
    ...aboutAdmins(kube),
    ...aboutForks(kube),
    ...heldEntries(kube),
    ...(await lostEntries(kube)),
    ...(await lostObjects(kube)),
    ...refusingDisk(kube),
    ...lackedEntries(kube),
    ...newerRules(kube)
  ]
}

function* aboutSelf(kube: Kube): Generator<string> {
  const { membership, self, clocks, movedMs } = kube
  if (membership.isRemoved(self)) {
    yield 'this machine was removed from its subnet: it gets and says nothing any more; join again with another home (kubed join CODE --home DIR)'
  }
  yield* removalWarnings(kube)
  if (!membership.isMember(self) && !membership.isRemoved(self)) {
    const lag = kube.replicator.sync.ownLag()
    const lacking =
      lag > 0 ? `, ${lag} changes are missing` : kube.replicator.members().length > 0 ? '' : ', nobody is connected'
    yield `this machine has joined and has not been brought all that the subnet has, its own credential among it${lacking}: until then it writes nothing and serves what has come (dx machines)`
  }
  const clock = clocks.warning()
  if (clock !== undefined) yield clock
  const tail = ownHeldTail(kube)
  if (tail !== undefined) {
    const until = new Date(tail.untilMs).toISOString()
    yield `${tail.entries} changes of this machine are held by the others until ${until}, as its clock was more than a day ahead: it goes on under another key once another admin machine is connected`
  }
  if (movedMs !== undefined) {
    const ago = formatDuration(Math.max(0, Date.now() - movedMs))
    yield `this home came from another place ${ago} ago: if kubed still runs there, stop this one and join with another home, for two machines may not act with one key`
  }
}

function* aboutAdmins({ membership }: Kube): Generator<string> {
  const [admin, ...others] = membership.admins()
  if (admin && others.length === 0 && membership.machines().length > 1) {
    yield `${admin.name} alone is admin: if it is lost, nobody can let machines in`
  }
}

/** A chain that forked stays forked; once its key is revoked nothing is left to do. */
function* aboutForks({ replica, membership, self, name }: Kube): Generator<string> {
  for (const { chain } of replica.ledger.forks()) {
    if (membership.isRemoved(chain)) continue
    const who = chain === self ? name : (membership.machine(chain)?.name ?? chain)
    const where = chain === self ? 'here' : `on ${who}`
    yield `the key of ${who} was used twice: its home was copied or restored from a backup. Nothing is lost; stop kubed on the copy and join it with another home, then kubed rotate ${where}`
  }
}

function* heldEntries({ replicator, membership }: Kube): Generator<string> {
  for (const entry of replicator.sync.held()) {
    // Of a key that has ended: it will count for nothing.
    if (membership.isRemoved(entry.chain)) continue
    const name = membership.machine(entry.chain)?.name ?? entry.chain
    yield `an entry of ${name} is held: its clock is more than a day ahead`
  }
}

/** What the disk has lost of the chains, with what builds on it. */
async function lostEntries({ replica: { entries, ledger } }: Kube): Promise<string[]> {
  const { missing, waiting } = await entries.lost(ledger)
  if (missing.length === 0) return []
  return [
    `${missing.length} entries of the ledger are lost on this disk, and ${waiting.size} that build on them wait: what they published is not shown until a machine that has them is connected (kubed fsck)`
  ]
}

/** Of what was lost some may have been published again. */
async function lostObjects(kube: Kube): Promise<string[]> {
  const { objects } = kube.losses()
  const lost = objects.length - (await kube.objects.present(objects)).size
  if (lost === 0) return []
  const what = lost === 1 ? 'an object is' : `${lost} objects are`
  // An admin makes a checkpoint without them as soon as somebody asks.
  const others = kube.checkpoints.isAdmin ? '' : ': machines that lack them too wait'
  return [
    `${what} lost on this disk, and nobody who was connected had them${others}; kubed fsck names them, and publishing the same files again brings them back`
  ]
}

/** Nothing that others write is stored meanwhile. */
function* refusingDisk({ replicator, home }: Kube): Generator<string> {
  const { fault } = replicator
  if (fault === undefined) return
  const waiting = replicator.sync.staged().length
  const changes = waiting === 1 ? 'a change of another machine waits' : `${waiting} changes of other machines wait`
  yield `${changes}: this disk ${fault.code === 'KUBE_DISK_FULL' ? 'is full' : 'refuses to write'} (${fault.reason}); look at df -h ${shellWord(home.dir)}`
}

/** What somebody lost before anybody else had it: all that follows it waits. */
function* lackedEntries({ replicator, membership }: Kube): Generator<string> {
  const lacking = replicator.sync.lacking()
  const [first] = lacking
  if (!first) return
  const nameOf = (peer: PeerId): string => membership.machine(peer)?.name ?? peer
  const changes = lacking.length === 1 ? 'a change cannot' : `${lacking.length} changes cannot`
  const asked = first.askedOf.map(nameOf).join(', ')
  yield `${changes} be taken, nor what follows: something of "${first.entry.message}" of ${nameOf(first.entry.chain)} was not to be had of ${asked}; connect a machine that has it, or run kubed fsck on ${nameOf(first.entry.chain)}`
}

function* newerRules(kube: Kube): Generator<string> {
  const { rules } = kube.replica.ledger
  if (!rules.isBehind) return
  const wanted = versionKnowing(kube, rules.newest)
  const install = wanted === undefined ? 'a newer kubed' : `kubed ${wanted}`
  yield `the subnet goes by rules ${rules.newest} and this machine knows ${rules.known}: install ${install} here; until then it keeps and passes on what is newer, serves what it had, and writes nothing`
}
