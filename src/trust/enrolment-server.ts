// The side that invited: it lets in whoever shows that it was given a code that is still good, once for each use.
import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import { fromHex, toHex } from '../base/bytes.ts'
import { KubeError, toKubeError } from '../base/errors.ts'
import { didOfKey, keyOfPeerId } from '../base/identity.ts'
import { readSshKey, type SshKey } from '../base/ssh-key.ts'
import type { PeerId } from '../base/types.ts'
import type { Channel } from '../ports/network.ts'
import { issueIntermediate } from './authority.ts'
import { type Authority, permittedNames } from './certificate-format.ts'
import { Conversation, type ConversationOptions, type MessageOf, misbehaved, shownText } from './conversation.ts'
import { backdatedMs, type Credential, type CredentialRole, issueCredential, readCredential } from './credentials.ts'
import type { EnrolledMachine } from './enrolment.ts'
import { compareClocks, machineNameLengthMax, nonceBytes, proofHolds, type Transcript } from './enrolment-proof.ts'
import { assertOpen, type Invite, type Invites, type Redemption } from './invites.ts'
import { codeIdBytes } from './join-code.ts'
import type { SigningKey } from './keys.ts'

/** What the node writes into the graph as one changeset: the credentials, and that the code was redeemed. */
export interface EnrolmentRecord {
  /** 16 hex digits: `refs/!trust/<code id>/!redeemed`. */
  readonly codeId: string
  readonly peerId: PeerId
  readonly name: string
  readonly redeemedMs: number
  readonly credentials: readonly (Credential & { readonly jwt: string })[]
}

export interface InviterOptions extends ConversationOptions {
  readonly kubeKey: SigningKey
  /** Of this machine. */
  readonly name: string
  /** Raw public key of the subnet root. */
  readonly root: Uint8Array
  /** What shows that this KUBE is an admin: its credentials and those of the admins above it. */
  readonly credentials: readonly string[]
  readonly rootCa: Authority
  readonly caBinding: string
  readonly bases: readonly string[]
  readonly invites: Invites
  readonly machines: () => readonly EnrolledMachine[]
  /** Whether a machine was removed from the subnet: its key does not come back. */
  readonly isRemoved: (peer: PeerId) => boolean
  /** Whether the machine that redeems this code becomes an admin; asked once for each use. */
  readonly isAdmin: (invite: Invite) => boolean | Promise<boolean>
  /**
   * Writes the record into the ledger, unless it is there: after a crash or a lost connection it is called again for
   * the same peer. Nothing is granted before it resolves.
   */
  readonly record: (record: EnrolmentRecord) => Promise<void>
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: () => number
}

export type EnrolmentOutcome =
  | {
      readonly type: 'enrolled'
      readonly peerId: PeerId
      readonly name: string
      readonly roles: readonly CredentialRole[]
    }
  | { readonly type: 'refused'; readonly peerId: PeerId; readonly error: KubeError }

/** Machines that a newcomer is told of; it hears of the rest from the graph. */
const machinesMax = 64
const addressesMax = 8
const empty = new Uint8Array()
const steps = { hello: 'the first message', proof: 'the proof of the code', grant: 'the grant' } as const

/** Serves one conversation to its end. Never rejects: a refusal was sent to the other side and is in the outcome. */
export async function serveEnrolment(channel: Channel, options: InviterOptions): Promise<EnrolmentOutcome> {
  const conversation = new Conversation(channel, options)
  try {
    const outcome = await converse(conversation, options)
    await conversation.finish()
    return outcome
  } catch (thrown) {
    const error = toKubeError(thrown)
    await conversation.refuse(error)
    return { type: 'refused', peerId: channel.peer, error }
  }
}

async function converse(conversation: Conversation, options: InviterOptions): Promise<EnrolmentOutcome> {
  const { peer } = conversation.channel
  const hello = await conversation.receive('hello', steps.hello)
  if (hello.codeId?.length !== codeIdBytes || hello.nonce?.length !== nonceBytes) {
    throw misbehaved(steps.hello, 'a field has the wrong length')
  }
  const nonce = new Uint8Array(randomBytes(nonceBytes))
  const { root, credentials, name } = options
  const identity = { root, credentials: [...credentials], nonce, clockMs: options.now(), name }
  await conversation.send({ identity }, steps.hello)

  const proof = await conversation.receive('proof', steps.proof)
  const codeId = toHex(hello.codeId)
  const transcript = transcriptOf(options, peer, { hello, proof, nonce })
  const invite = options.invites.find(codeId)
  if (!proofHolds(fromHex(invite.proofKey), transcript, proof.mac ?? empty)) {
    throw new KubeError('KUBE_CODE_INVALID', 'the join code was not shown', {
      reason: 'its secret is not that of the code with this number: mistyped'
    })
  }
  if (options.isRemoved(peer)) {
    throw new KubeError('KUBE_DENIED', 'a removed machine does not come back', {
      reason: 'its key was removed from the subnet; another home has another'
    })
  }
  assertOpen(invite, peer, options.now())
  compareClocks(options.now(), hello.clockMs, transcript.name || peer)
  const certificateKey = certificateKeyOf(transcript.certificateKey)
  const redeemed = await redeem(options, codeId, peer, transcript)
  const grant = await grantOf(options, redeemed, certificateKey, { name: transcript.name, peerId: peer })
  await conversation.send({ grant }, steps.grant)
  return { type: 'enrolled', peerId: peer, name: transcript.name, roles: rolesOf(redeemed, peer) }
}

function transcriptOf(
  options: InviterOptions,
  joiner: PeerId,
  said: { hello: MessageOf<'hello'>; proof: MessageOf<'proof'>; nonce: Uint8Array }
): Transcript {
  const name = said.proof.name ?? ''
  if (name !== shownText(name, machineNameLengthMax)) {
    const limit = name.length > machineNameLengthMax ? 'machineNameLengthMax' : undefined
    throw misbehaved(steps.proof, 'the name of the machine is none', undefined, limit)
  }
  return {
    root: options.root,
    codeId: said.hello.codeId ?? empty,
    inviter: options.kubeKey.peerId,
    joiner,
    inviterNonce: said.nonce,
    joinerNonce: said.hello.nonce ?? empty,
    name,
    certificateKey: said.proof.certificateKey ?? empty,
    accountKey: said.proof.accountKey ?? empty
  }
}

function certificateKeyOf(der: Uint8Array): KeyObject {
  try {
    const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key
  } catch (error) {
    throw misbehaved(steps.proof, 'the key for its certificate is none', error)
  }
  throw misbehaved(steps.proof, 'the key for its certificate is not P-256')
}

interface Redeemed {
  readonly credentials: readonly (Credential & { readonly jwt: string })[]
}

async function redeem(
  options: InviterOptions,
  codeId: string,
  peerId: PeerId,
  { name, accountKey }: Transcript
): Promise<Redeemed> {
  const subjects: { subject: string; account?: { key: SshKey } }[] = [{ subject: didOfKey(keyOfPeerId(peerId)) }]
  if (accountKey.length > 0) {
    const key = accountOf(accountKey)
    subjects.push({ subject: key.subject, account: { key } })
  }
  const issue = async (invite: Invite): Promise<string[]> => {
    const admin = await options.isAdmin(invite)
    const now = options.now()
    const wanted = subjects.flatMap(of => {
      const roles: CredentialRole[] = of.account || !admin ? ['member', 'write'] : ['member', 'write', 'admin']
      const said = { issuerKey: options.kubeKey, audience: didOfKey(options.root), now, notBefore: now - backdatedMs }
      return roles.map(role => ({ ...said, ...of, role }))
    })
    return (await Promise.all(wanted.map(issueCredential))).map(({ jwt }) => jwt)
  }
  const record = async (invite: Invite, redemption: Redemption): Promise<void> => {
    const credentials = await readAll(redemption.credentials)
    await options.record({ codeId: invite.id, peerId, name, redeemedMs: redemption.atMs, credentials })
  }
  const redemption = await options.invites.redeem(codeId, { peerId, now: options.now() }, issue, record)
  return { credentials: await readAll(redemption.credentials) }
}

function accountOf(blob: Uint8Array): SshKey {
  try {
    return readSshKey(new Uint8Array(blob))
  } catch (error) {
    throw misbehaved(steps.proof, 'the account key is none', error)
  }
}

async function readAll(jwts: readonly string[]): Promise<(Credential & { jwt: string })[]> {
  return await Promise.all(jwts.map(async jwt => ({ ...(await readCredential(jwt)), jwt })))
}

function rolesOf({ credentials }: Redeemed, peerId: PeerId): CredentialRole[] {
  const did = didOfKey(keyOfPeerId(peerId))
  return credentials.filter(({ subject }) => subject === did).map(({ role }) => role)
}

async function grantOf(
  options: InviterOptions,
  redeemed: Redeemed,
  certificateKey: KeyObject,
  machine: { readonly name: string; readonly peerId: PeerId }
): Promise<MessageOf<'grant'>> {
  const { rootCa } = options
  const did = didOfKey(keyOfPeerId(machine.peerId))
  const own = redeemed.credentials.filter(({ subject }) => subject === did)
  const above = (await readAll(options.credentials)).filter(({ role }) => role === 'admin')
  const intermediate = issueIntermediate(rootCa, certificateKey, { ...machine, now: options.now() })
  const permitted = permittedNames(rootCa.certificate) ?? []
  const admin = own.some(({ role }) => role === 'admin')
  return {
    credentials: [...own, ...above].map(({ jwt }) => jwt),
    rootCa: new Uint8Array(rootCa.certificate.raw),
    caBinding: options.caBinding,
    intermediate: new Uint8Array(intermediate.raw),
    bases: options.bases.filter(base => permitted.includes(base)),
    machines: options
      .machines()
      .slice(0, machinesMax)
      .map(({ name, peerId, addresses }) => ({ name, peerId, addresses: addresses.slice(0, addressesMax) })),
    // The channel is encrypted and its other end is the machine that was just made an admin.
    ...(admin ? { rootCaKey: new Uint8Array(rootCa.privateKey.export({ format: 'der', type: 'pkcs8' })) } : {})
  }
}
