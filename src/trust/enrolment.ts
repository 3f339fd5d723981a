// The side that joins (trust.md, Enrolment): it knows the other side before it sends anything that comes of the code's
// secret, and checks whatever it is granted before anything is kept.
import { createPrivateKey, type KeyObject, randomBytes, X509Certificate } from 'node:crypto'
import { equalBytes } from '../base/bytes.ts'
import { type ErrorCode, KubeError, toKubeError } from '../base/errors.ts'
import { didOfKey, isPeerId, keyOfDid, peerIdOfKey } from '../base/identity.ts'
import type { PeerId } from '../base/types.ts'
import type { Channel } from '../ports/network.ts'
import { refusedIntermediate } from './authority.ts'
import { verifyCertificateAuthority } from './ca-binding.ts'
import { isKeyOf, permittedNames } from './certificate-format.ts'
import { Conversation, type ConversationOptions, type MessageOf, misbehaved, shownText } from './conversation.ts'
import { type CredentialRole, type Membership, verifyMembership } from './credentials.ts'
import { clockDifferenceMsMax, compareClocks, machineNameLengthMax, nonceBytes, proofOf } from './enrolment-proof.ts'
import { expired, proofKeyOf } from './invites.ts'
import { type JoinCode, newCode, rootFingerprint } from './join-code.ts'
import type { SigningKey } from './keys.ts'
import type { JoinedSubnet } from './subnet-file.ts'

export interface EnrolmentRequest extends ConversationOptions {
  readonly code: JoinCode
  readonly kubeKey: SigningKey
  /** Of this machine. */
  readonly name: string
  /** Public half of the P-256 key of the intermediate CA that is to be. */
  readonly certificateKey: KeyObject
  /** SSH public key of the person in its wire form, if there is one. */
  readonly accountKey?: Uint8Array
  /** `did:key` of the subnet that this home is in already, if any. */
  readonly homeRoot?: string
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: () => number
}

export interface EnrolledMachine {
  readonly name: string
  readonly peerId: PeerId
  readonly addresses: readonly string[]
}

/** Checked, and for this machine: `saveJoined` keeps it. */
export interface EnrolmentGrant extends JoinedSubnet {
  readonly roles: readonly CredentialRole[]
  /** Machines of the subnet that the inviter knows, itself included. */
  readonly machines: readonly EnrolledMachine[]
  readonly inviter: { readonly peerId: PeerId; readonly name: string }
}

const steps = {
  code: 'step 1 of 4, the code',
  identity: 'step 2 of 4, who the other KUBE is',
  proof: 'step 3 of 4, showing the code',
  grant: 'step 4 of 4, what was granted'
} as const

function wrongSubnet(reason: string, next: readonly string[] = [newCode]): KubeError {
  return new KubeError('KUBE_CODE_SUBNET', 'the join code is of another subnet', { reason, next })
}

/**
 * What can be said of a code before anybody is asked.
 * @throws KUBE_CODE_SUBNET when this home is in another subnet, KUBE_CODE_EXPIRED
 */
export function assertCodeFits(code: JoinCode, home: { readonly homeRoot?: string; readonly now: number }): void {
  if (home.homeRoot !== undefined && !equalBytes(rootFingerprint(keyOfDid(home.homeRoot)), code.rootFingerprint)) {
    throw wrongSubnet(`this home is in the subnet ${home.homeRoot}`, ['kubed join CODE --home DIR'])
  }
  // Our clock may be wrong; the KUBE that made the code decides about the last minutes.
  if (home.now > code.expiresMs + clockDifferenceMsMax) throw expired(code.expiresMs, home.now, 'of this machine')
}

/**
 * Joins the subnet of the code, over a channel of `enrolProtocol` to the KUBE that made it.
 * @throws KUBE_CODE_SUBNET, KUBE_CODE_EXPIRED, KUBE_CODE_USED, KUBE_CODE_UNKNOWN, KUBE_CODE_INVALID, KUBE_CLOCK,
 *   KUBE_DENIED, KUBE_PEER_REFUSED, KUBE_PEER_MISBEHAVED, KUBE_TIMEOUT, KUBE_UNREACHABLE, KUBE_INTERRUPTED
 */
export async function requestEnrolment(channel: Channel, request: EnrolmentRequest): Promise<EnrolmentGrant> {
  const conversation = new Conversation(channel, request)
  try {
    const grant = await converse(conversation, request)
    await conversation.finish()
    return grant
  } catch (thrown) {
    const error = toKubeError(thrown)
    await conversation.refuse(error)
    throw error
  }
}

async function converse(conversation: Conversation, request: EnrolmentRequest): Promise<EnrolmentGrant> {
  const { code, kubeKey, now } = request
  assertCodeFits(code, { now: now(), ...(request.homeRoot === undefined ? {} : { homeRoot: request.homeRoot }) })
  const inviter = peerIdOfKey(code.peer)
  if (conversation.channel.peer !== inviter) {
    throw wrongSubnet(`another KUBE answers at that address: its identity is ${conversation.channel.peer}`)
  }
  const joinerNonce = new Uint8Array(randomBytes(nonceBytes))
  await conversation.send({ hello: { codeId: code.id, nonce: joinerNonce, clockMs: now() } }, steps.code)
  const identity = await conversation.receive('identity', steps.identity)
  const root = await identify(identity, request, inviter)

  const name = shownText(request.name, machineNameLengthMax)
  const certificateKey = new Uint8Array(request.certificateKey.export({ format: 'der', type: 'spki' }))
  const accountKey = request.accountKey ?? new Uint8Array()
  const { id: codeId } = code
  const inviterNonce = identity.nonce ?? new Uint8Array()
  const said = {
    root,
    codeId,
    inviter,
    joiner: kubeKey.peerId,
    inviterNonce,
    joinerNonce,
    name,
    certificateKey,
    accountKey
  }
  const mac = proofOf(proofKeyOf(code.secret), said)
  await conversation.send({ proof: { mac, name, certificateKey, accountKey } }, steps.proof)

  const grant = await conversation.receive('grant', steps.grant)
  const inviterName = shownText(identity.name, machineNameLengthMax)
  return await accept(grant, request, didOfKey(root), { peerId: inviter, name: inviterName })
}

/** The subnet root of the other side, which is an admin of it. Nothing that comes of the secret was sent before. */
async function identify(
  identity: MessageOf<'identity'>,
  request: EnrolmentRequest,
  inviter: PeerId
): Promise<Uint8Array> {
  const root = identity.root ?? new Uint8Array()
  if (!equalBytes(rootFingerprint(root), request.code.rootFingerprint)) {
    throw wrongSubnet('the other KUBE is in another subnet now: its fingerprint is not that of the code')
  }
  if (identity.nonce?.length !== nonceBytes) throw misbehaved(steps.identity, 'its nonce has the wrong length')
  const ours = request.now()
  compareClocks(ours, identity.clockMs, shownText(identity.name, machineNameLengthMax) || inviter)
  const subject = didOfKey(request.code.peer)
  await verifyMembership(identity.credentials ?? [], { root: didOfKey(root), subject, now: ours, need: 'admin' })
  return root
}

async function accept(
  message: MessageOf<'grant'>,
  request: EnrolmentRequest,
  root: string,
  inviter: EnrolmentGrant['inviter']
): Promise<EnrolmentGrant> {
  const now = request.now()
  const { credentials = [], caBinding = '' } = message
  try {
    const membership = await verifyMembership(credentials ?? [], { root, subject: request.kubeKey.did, now })
    const rootCa = new X509Certificate(message.rootCa ?? new Uint8Array())
    const intermediate = new X509Certificate(message.intermediate ?? new Uint8Array())
    await verifyCertificateAuthority(caBinding ?? '', root, rootCa)
    const reason = refusedIntermediate({
      root: rootCa,
      certificate: intermediate,
      publicKey: request.certificateKey,
      now
    })
    if (reason !== undefined) throw misbehaved(steps.grant, reason)
    const bases = message.bases ?? []
    const permitted = permittedNames(rootCa) ?? []
    if (bases.length === 0 || !bases.every(base => permitted.includes(base))) {
      throw misbehaved(steps.grant, 'the names of the subnet are not those of its root CA')
    }
    const rootCaKey = caKeyOf(message, membership, rootCa)
    return {
      root,
      bases,
      rootCa,
      intermediate,
      caBinding: caBinding ?? '',
      credentials: credentials ?? [],
      roles: membership.roles,
      machines: machinesOf(message),
      inviter,
      ...(rootCaKey === undefined ? {} : { rootCaKey })
    }
  } catch (error) {
    throw error instanceof KubeError && error.code === ('KUBE_PEER_MISBEHAVED' satisfies ErrorCode)
      ? error
      : misbehaved(steps.grant, error instanceof KubeError ? error.reason : String(error), error)
  }
}

function caKeyOf(message: MessageOf<'grant'>, { roles }: Membership, rootCa: X509Certificate): KeyObject | undefined {
  if (!message.rootCaKey?.length) return undefined
  const key = createPrivateKey({ key: Buffer.from(message.rootCaKey), format: 'der', type: 'pkcs8' })
  if (!roles.includes('admin')) throw misbehaved(steps.grant, 'it sent the key of the root CA to no admin')
  if (!isKeyOf(key, rootCa)) throw misbehaved(steps.grant, 'the key of the root CA is another one')
  return key
}

function machinesOf(message: MessageOf<'grant'>): EnrolledMachine[] {
  return (message.machines ?? []).flatMap(({ name, peerId, addresses }) =>
    peerId && isPeerId(peerId)
      ? [{ peerId, name: shownText(name, machineNameLengthMax), addresses: addresses ?? [] }]
      : []
  )
}
