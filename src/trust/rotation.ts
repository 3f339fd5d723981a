// A KUBE goes on under another key: a statement by the present key that names the next one (trust.md, Revocation,
// rotation, compromise). It is no grant: what the next key may do, an admin says.
import { createPrivateKey, randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { KubeError } from '../base/errors.ts'
import { didOfKey, keyOfDid, peerIdOfKey } from '../base/identity.ts'
import type { PeerId } from '../base/types.ts'
import { invalidCredential, signClaims, verifyClaims } from './jwt-credential.ts'
import { readIfThere, removeDurable, writeDurable } from './key-files.ts'
import { invitesFolder, kubeFile, privateKeyPem, type SigningKey, signingKey } from './keys.ts'
import { hasNextCredentials, saveNextCredentials, takeNextCredentials } from './subnet-file.ts'

const typeName = 'KubeRotation'

export interface Rotation {
  /** UUID: `refs/!trust/<id>/!rotation`. */
  readonly id: string
  readonly from: PeerId
  readonly to: PeerId
}

export async function stateRotation(from: SigningKey, to: Uint8Array, now: number): Promise<string> {
  return await signClaims(from, {
    id: randomUUID(),
    type: typeName,
    issuer: from.did,
    subject: didOfKey(to),
    validFrom: Math.floor(now / 1000),
    validUntil: undefined,
    about: {}
  })
}

/** @throws KUBE_CREDENTIAL_INVALID unless the key that it names first has signed it */
export async function readRotation(statement: string): Promise<Rotation> {
  const { id, type, issuer, subject } = await verifyClaims(statement)
  if (type !== typeName) throw invalidCredential('it names no next key')
  if (issuer === subject) throw invalidCredential('it names the same key twice')
  return { id, from: peerIdOfKey(keyOfDid(issuer)), to: peerIdOfKey(keyOfDid(subject)) }
}

/** Made first, before anybody is asked: whatever happens then, a second attempt names the same key. */
const nextFile = 'kube-next.pem'
/** Kept until the key before it has been retired. */
const statementFile = 'rotation.jwt'

export interface Under {
  readonly next: SigningKey
  readonly statement: string
}

/** The rotation that is under way, or the beginning of one. Durable when it resolves. */
export async function beginRotation(
  dir: string,
  from: SigningKey,
  makeKey: () => SigningKey,
  now: number
): Promise<Under> {
  const [pem, said] = await Promise.all([nextFile, statementFile].map(name => readIfThere(path.join(dir, name))))
  const next = pem === undefined ? makeKey() : signingKey(createPrivateKey(pem))
  if (pem === undefined) await writeDurable(path.join(dir, nextFile), privateKeyPem(next.privateKey))
  const before = said === undefined ? undefined : await readRotation(said.trim())
  if (before?.to === from.peerId) {
    throw new KubeError('KUBE_STALE', 'the key before this one is still to be ended', {
      reason: 'no admin KUBE could be asked yet',
      next: ['kubed doctor']
    })
  }
  if (said !== undefined && before?.from === from.peerId && before.to === next.peerId) {
    return { next, statement: said.trim() }
  }
  const statement = await stateRotation(from, next.publicKey, now)
  await writeDurable(path.join(dir, statementFile), `${statement}\n`)
  return { next, statement }
}

/** Makes the next key that of the home, with what was granted to it. A crash on the way is made good at the next start. */
export async function endRotation(dir: string, next: SigningKey, credentials: readonly string[]): Promise<void> {
  await saveNextCredentials(dir, next, credentials)
  await takeUpRotation(dir)
}

/** Carries a rotation through that a crash cut short after its grant: every step may come twice. */
export async function takeUpRotation(dir: string): Promise<void> {
  if (!(await hasNextCredentials(dir))) return
  const pem = await readIfThere(path.join(dir, nextFile))
  if (pem !== undefined) await writeDurable(path.join(dir, kubeFile), pem)
  // Join codes name the key before, and are sealed by it.
  await fs.rm(path.join(dir, invitesFolder), { recursive: true, force: true })
  await removeDurable(path.join(dir, nextFile))
  await takeNextCredentials(dir)
}

/** The statement whose key is still to be retired by an admin; undefined when there is none. */
export async function rotationToRetire(dir: string, self: PeerId): Promise<string | undefined> {
  const statement = (await readIfThere(path.join(dir, statementFile)))?.trim()
  if (statement === undefined) return undefined
  return (await readRotation(statement)).to === self ? statement : undefined
}

export async function forgetRotation(dir: string): Promise<void> {
  await removeDurable(path.join(dir, statementFile))
}
