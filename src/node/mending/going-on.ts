// A KUBE that finds the end of its own chain held by its peers goes on under another key, by itself: what was written while
// its clock was ahead is ended with the present one, and published again in the present (held-tail.ts).
import { KubeError, toKubeError } from '../../base/errors.ts'
import { type HeldTail, heldTail } from '../../sync/own-tail.ts'
import type { Kube } from '../kube.ts'
import type { AdminDesk } from '../members/admin-desk.ts'
import { rotate } from '../members/rotating.ts'
import { realClock } from '../real.ts'
import { hasKeptTail, keepTail, newestFirst, publishTailAgain } from './held-tail.ts'

/** After a start under another key, what others have is waited for so long before the tail is published. */
const catchUpMsMax = 30_000

/** The end of this KUBE's own chain that its peers hold. */
export function ownHeldTail({
  replica,
  self,
  clocks
}: Pick<Kube, 'replica' | 'self' | 'clocks'>): HeldTail | undefined {
  const clock = { nowMs: realClock.now(), aheadMs: clocks.state()?.aheadMs }
  return heldTail(newestFirst(replica.ledger, self), clock)
}

/**
 * Looks whenever a member has told its time; `again` is to start the daemon anew, under the next key.
 */
export function goOnFromHeldTail(kube: Kube, desk: AdminDesk, again: () => void): void {
  let running = false
  const look = async (): Promise<void> => {
    const tail = running ? undefined : ownHeldTail(kube)
    if (tail?.after === undefined) return
    running = true
    try {
      await goOn(kube, desk, { ...tail, after: tail.after })
      again()
    } catch (thrown) {
      running = false
      const { code, reason, message } = toKubeError(thrown)
      kube.logger.log('warn', 'this machine cannot go on under another key yet', { code, reason: reason || message })
    }
  }
  kube.onMember(() => void look())
  void look()
}

async function goOn(
  kube: Kube,
  desk: AdminDesk,
  { head, after, entries }: HeldTail & { after: string }
): Promise<void> {
  const { logger, self, home, replica } = kube
  const said = 'peers hold what was written while the clock was ahead: this machine goes on under another key'
  logger.log('warn', said, { entries })
  const { assertWritable } = replica
  replica.assertWritable = () => {
    throw new KubeError('KUBE_CLOCK', 'this machine is about to go on under another key', {
      reason: 'its clock was more than a day ahead',
      next: ['repeat the command']
    })
  }
  try {
    await keepTail(home.paths.keys, { chain: self, head, after, aside: false })
    await rotate(kube, desk, 'others')
  } catch (thrown) {
    replica.assertWritable = assertWritable
    throw thrown
  }
}

/** After the start under the next key. */
export async function publishHeldTail(kube: Kube, signal: AbortSignal): Promise<void> {
  const { replicator, membership, self, home, logger, mayAppend } = kube
  try {
    if (!(await hasKeptTail(home.paths.keys))) return
    await mayAppend
    await replicator.until(() => membership.isMember(self) && replicator.sync.caughtUp(), catchUpMsMax)
    if (signal.aborted) return
    await publishTailAgain({ ...kube, keysDir: home.paths.keys, clock: realClock })
  } catch (thrown) {
    const { code, reason, message } = toKubeError(thrown)
    logger.log('error', 'what was written while the clock was ahead is not published again yet', {
      code,
      reason: reason || message
    })
  }
}
