// Entries of peers on their last step: from the stage, with their objects here, into the ledger.
import { type KubeError, toKubeError } from '../../base/errors.ts'
import type { Logger, ObjectId, PeerId } from '../../base/types.ts'
import type { GitObject, Objects } from '../../ports/objects.ts'
import type { StagedEntry } from '../../sync/types.ts'
import { pendingFirst } from '../objects/pending-objects.ts'
import type { Replica } from '../replica.ts'
import { ReleaseMissing } from './arriving-facts.ts'
import { type ConnectedOptions, connectedOnly } from './connected.ts'

export interface CommittingOptions {
  readonly self: PeerId
  readonly replica: Replica
  readonly objects: Objects
  readonly logger: Logger
  readonly listings: NonNullable<ConnectedOptions['listings']>
  readonly seek?: NonNullable<ConnectedOptions['seek']>
  readonly shallow?: NonNullable<ConnectedOptions['shallow']>
}

/**
 * Gives those that are in the ledger now; and whether something was brought here that others of them need. Of `strangers`
 * only those are taken that bring a grant of the root. Never throws.
 */
export async function commitStaged(
  entries: readonly StagedEntry[],
  strangers: ReadonlySet<ObjectId>,
  { self, replica, logger, listings, seek, shallow, ...options }: CommittingOptions
): Promise<{ done: ReadonlySet<ObjectId>; isRecovered: boolean; fault?: KubeError }> {
  const done = new Set<ObjectId>()
  let isRecovered = false
  try {
    const inHand = new Map<ObjectId, GitObject>()
    const objects = pendingFirst(options.objects, inHand)
    const { ledger, lacking } = replica
    const more = { ...(seek && { seek }), ...(shallow && { shallow }) }
    const connected = { ledger, lacking, objects, logger, listings, ...more }
    const whole = await connectedOnly(entries, connected)
    const unread = await replica.commit(whole, inHand, strangers)
    if (whole.some(({ entry }) => entry.chain === self)) await replica.refreshOwnTip()
    for (const { entry } of whole) if (!unread.has(entry.id)) done.add(entry.id)
    const releases = [...unread.values()].flatMap(why => (why instanceof ReleaseMissing ? [why.release] : []))
    if (releases.length > 0 && seek) {
      const here = await options.objects.present(releases)
      // What is here and cannot be read all the same is not tried again without a pause.
      isRecovered = (await seek(new Set(releases))) === 'here' && releases.some(id => !here.has(id))
    }
  } catch (thrown) {
    const { code, reason, message } = toKubeError(thrown)
    logger.log('error', 'entries of a peer could not be stored', { code, reason: reason || message })
    return { done, isRecovered, fault: toKubeError(thrown) }
  }
  return { done, isRecovered }
}
