// Whether enough admins have signed a checkpoint, as far as the ledger knows who is one, and whether this one may.
import { equalBytes, toHex } from '../../base/bytes.ts'
import type { Logger, PeerId } from '../../base/types.ts'
import { type Checkpoint, signersNeeded } from '../../ledger/checkpoint.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Objects } from '../../ports/objects.ts'
import { adminsOf, listedIn, type StoredCheckpoint } from '../entries/checkpoint-file.ts'
import { describe } from '../objects/reachable.ts'

type Admins = Pick<Ledger, 'heads' | 'grants'>

export function adminSigners(ledger: Admins, { commits }: StoredCheckpoint): PeerId[] {
  const admins = new Set(adminsOf(ledger))
  return [...commits.keys()].filter(signer => admins.has(signer))
}

/** How many must: by those that are admins now, or were when it was made. */
export const signersWanted = (ledger: Admins, { admins }: Checkpoint): number =>
  signersNeeded(Math.max(adminsOf(ledger).length, admins))

export function isSignedBy(ledger: Admins, { checkpoint }: StoredCheckpoint, signers: readonly PeerId[]): boolean {
  return signers.length >= signersWanted(ledger, checkpoint)
}

/** Whether its list says of the objects that entries listed what these are. */
export async function listsTruly(
  { checkpoint }: StoredCheckpoint,
  { objects, logger }: { readonly objects: Objects; readonly logger: Logger }
): Promise<boolean> {
  for (const { id, sha256 } of await listedIn(objects, checkpoint)) {
    const own = await describe(objects, id)
    if (equalBytes(own.sha256, sha256)) continue
    logger.log('error', 'a checkpoint lists an object that is another', { id, sha256: toHex(sha256) })
    return false
  }
  return true
}
