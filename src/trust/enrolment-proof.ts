// What both sides of an enrolment compute alike.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { utf8 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import type { PeerId } from '../base/types.ts'

export const enrolProtocol = '/kube/enrol/1.0.0'
export const nonceBytes = 32
/** Two clocks further apart than this cannot agree on what is valid. */
export const clockDifferenceMsMax = 5 * 60 * 1000
/** Name of a machine, in characters. */
export const machineNameLengthMax = 63

export interface Transcript {
  /** Raw public key of the subnet root. */
  readonly root: Uint8Array
  readonly codeId: Uint8Array
  readonly inviter: PeerId
  readonly joiner: PeerId
  readonly inviterNonce: Uint8Array
  readonly joinerNonce: Uint8Array
  readonly name: string
  /** SubjectPublicKeyInfo, DER. */
  readonly certificateKey: Uint8Array
  /** Raw, or empty. */
  readonly accountKey: Uint8Array
}

/** Shows knowledge of a code's secret to this peer, at this time, for these keys, and is good for nothing else. */
export function proofOf(proofKey: Uint8Array, transcript: Transcript): Uint8Array {
  const { root, codeId, inviter, joiner, inviterNonce, joinerNonce, name, certificateKey, accountKey } = transcript
  const hmac = createHmac('sha256', proofKey)
  const fields = [
    enrolProtocol,
    root,
    codeId,
    inviter,
    joiner,
    inviterNonce,
    joinerNonce,
    name,
    certificateKey,
    accountKey
  ]
  for (const field of fields) {
    const bytes = typeof field === 'string' ? utf8.encode(field) : field
    // Lengths first: no two transcripts give the same bytes.
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hmac.update(length).update(bytes)
  }
  return new Uint8Array(hmac.digest())
}

export function proofHolds(proofKey: Uint8Array, transcript: Transcript, mac: Uint8Array): boolean {
  const expected = proofOf(proofKey, transcript)
  return mac.length === expected.length && timingSafeEqual(mac, expected)
}

/** @throws KUBE_CLOCK with both clocks when they are more than five minutes apart */
export function compareClocks(ours: number, received: unknown, who: string): void {
  // protobufjs gives a uint64 as `Long` where that package is installed; `Number` takes both.
  const theirs = Number(received ?? 0)
  const apart = Math.abs(ours - theirs)
  if (apart <= clockDifferenceMsMax) return
  const iso = (ms: number) => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : `${ms} ms`)
  throw new KubeError('KUBE_CLOCK', 'the clocks of the two machines are too far apart', {
    reason: `here it is ${iso(ours)}, at ${who} ${iso(theirs)}: ${Math.round(apart / 1000)} s apart, 300 s at most`,
    next: ['timedatectl status'],
    limit: 'clockDifferenceMsMax'
  })
}
