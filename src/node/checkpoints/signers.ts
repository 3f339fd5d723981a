// Whether enough admins have signed a checkpoint, as far as the ledger knows who is one.
import type { PeerId } from '../../base/types.ts'
import { type Checkpoint, signersNeeded } from '../../ledger/checkpoint.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { adminsOf, type StoredCheckpoint } from '../entries/checkpoint-file.ts'

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
