// `refs/!trust/<id>/!revoked`: what has ended, and up to where in each chain it is still believed (interface of the
// ledger; proto/dxos/kube/revocation.proto).
import { fromHex, toHex } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import type { Ident } from '../../base/git-format.ts'
import { recordBytesMax } from '../../base/limits.ts'
import type { ObjectId, PeerId } from '../../base/types.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { ChainHead, Entry } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import { dxos } from '../../proto/generated.js'
import { readSmallFile, type SmallCommit, smallCommit } from '../objects/small-commit.ts'

const fileName = 'revocation.binpb'

export interface Revocation {
  /** Id of a credential, or `key`. */
  readonly credential?: string
  /** `did:key:…` or `ssh:SHA256:…`: with all that was ever granted to it. */
  readonly key?: string
  /** Last entry of each chain that is still believed. */
  readonly cut: readonly ChainHead[]
  readonly reason: string
}

/** Whether entries may have changed who may what, also where they lose the merge. */
export function touchesTrust(entries: readonly Pick<Entry, 'updates'>[]): boolean {
  return entries.some(({ updates }) => updates.some(({ ref }) => ref.startsWith('refs/!trust/')))
}

/** All that is here: the last entries of chains that were ever granted anything, as nothing of any other counts. */
export function cutHere(ledger: Ledger): ChainHead[] {
  return ledger.heads().filter(({ chain }) => ledger.isGranted(chain))
}

/** @throws KUBE_LIMIT when it would be larger than what is read: it would revoke nothing */
export function revocationCommit(revocation: Revocation, author: Ident): SmallCommit {
  const { credential, key, reason } = revocation
  const cut = [...revocation.cut]
    .sort((a, b) => (a.chain === b.chain ? (a.id < b.id ? -1 : 1) : a.chain < b.chain ? -1 : 1))
    .map(head => ({ chain: head.chain, sequence: head.sequence, id: fromHex(head.id) }))
  const subject = key === undefined ? { credential: credential ?? '' } : { key }
  const bytes = dxos.kube.Revocation.encode({ ...subject, cut, reason }).finish()
  if (bytes.length > recordBytesMax) {
    throw new KubeError('KUBE_LIMIT', 'a revocation of too many chains', {
      reason: `it has ${bytes.length} bytes, ${recordBytesMax} are read`,
      next: ['dx machines', 'dx machine remove NAME'],
      limit: 'recordBytesMax'
    })
  }
  return smallCommit({ files: { [fileName]: bytes }, parents: [], author, message: `revoke: ${reason}` })
}

/** Undefined for a commit that holds none. */
export async function readRevocation(objects: Objects, commit: ObjectId): Promise<Revocation | undefined> {
  const file = await readSmallFile(objects, commit, fileName)
  if (file === undefined) return undefined
  let decoded: dxos.kube.Revocation
  try {
    decoded = dxos.kube.Revocation.decode(file)
  } catch {
    // Bytes that an admin wrote and that are none of ours revoke nothing.
    return undefined
  }
  const { credential, key, cut = [], reason } = decoded
  return {
    ...(credential && { credential }),
    ...(key && { key }),
    cut: (cut ?? []).map(head => ({
      chain: (head.chain ?? '') as PeerId,
      sequence: Number(head.sequence ?? 0),
      id: toHex(head.id ?? new Uint8Array())
    })),
    reason: reason ?? ''
  }
}
