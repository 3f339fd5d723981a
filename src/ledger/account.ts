// Updates made in the name of an account (replication.md, One truth): what the account signs, and what an entry says of
// it. The signature is checked where an entry is decoded; when it was good, the ledger judges (`judge.ts`).
import { fromHex } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { accountWindow } from '../base/limits.ts'
import { readSshKey } from '../base/ssh-key.ts'
import { sshsigHolds } from '../base/sshsig.ts'
import type { PeerId } from '../base/types.ts'
import { dxos } from '../proto/generated.js'
import { demand, invalid } from './failure.ts'
import type { EntryAccount, RefUpdate } from './types.ts'

/** Namespace of the SSH signature: what is signed here is good for nothing else, and the other way round. */
export const accountNamespace = 'kube-changeset'
export const nonceBytes = 16

export interface AccountStatement {
  /** Raw key of the subnet root. */
  readonly subnet: Uint8Array
  /** The KUBE that is to write it. */
  readonly chain: PeerId
  /** A sequence number of that chain, at most `accountWindow` before the entry's own; 0 before its first entry. */
  readonly sequence: number
  /** 16 random bytes. */
  readonly nonce: Uint8Array
  readonly updates: readonly RefUpdate[]
}

export interface AccountSignature {
  /** SSH wire form. */
  readonly publicKey: Uint8Array
  readonly sequence: number
  readonly nonce: Uint8Array
  /** SSHSIG blob, not armored. */
  readonly signature: Uint8Array
}

const noBytes = new Uint8Array(0)

/** The bytes that an account signs (SSHSIG, namespace `kube-changeset`). Updates are put in their order here. */
export function accountStatement({ subnet, chain, sequence, nonce, updates }: AccountStatement): Uint8Array {
  const writer = dxos.kube.AccountStatement.encode({
    subnet,
    chain,
    sequence,
    nonce,
    updates: updates
      .toSorted((a, b) => (a.ref < b.ref ? -1 : 1))
      .map(update => ({ ref: update.ref, old: bytesOf(update.old), new: bytesOf(update.new) }))
  })
  return new Uint8Array(writer.finish())
}

const bytesOf = (id: string | undefined): Uint8Array => (id === undefined ? noBytes : fromHex(id))

/** Whether the account has signed these updates; for ed25519, ecdsa and rsa keys. */
export function accountSigned(
  statement: Omit<AccountStatement, 'sequence' | 'nonce'>,
  account: AccountSignature
): boolean {
  const { publicKey, sequence, nonce, signature } = account
  const payload = accountStatement({ ...statement, sequence, nonce })
  return sshsigHolds(signature, { payload, namespace: accountNamespace, publicKey })
}

/** `did:key:…`, or `ssh:SHA256:…` where the key is not Ed25519. @throws KUBE_LEDGER_INVALID when it is no key */
export function accountSubject(publicKey: Uint8Array): string {
  try {
    return readSshKey(publicKey).subject
  } catch (error) {
    if (error instanceof KubeError) throw invalid(`the key of its account is none: ${error.reason}`, error)
    throw error
  }
}

/** What the ledger keeps of it. @throws KUBE_LEDGER_INVALID */
export function entryAccount({ publicKey, sequence, nonce }: AccountSignature): EntryAccount {
  return { subject: accountSubject(publicKey), sequence, nonce: Buffer.from(nonce).toString('hex') }
}

/** @throws KUBE_LEDGER_INVALID unless the account's signature can be one for entry `sequence` of its chain */
export function assertAccountForm(account: AccountSignature, sequence: number): void {
  accountSubject(account.publicKey)
  demand(account.nonce.length === nonceBytes, 'the nonce of its account has not 16 bytes')
  demand(account.signature.length > 0, 'its account has not signed it')
  const back = sequence - account.sequence
  demand(back >= 0 && back <= accountWindow, 'its account has signed it for another part of the chain', 'accountWindow')
}
