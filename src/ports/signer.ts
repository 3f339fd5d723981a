// Signing as this KUBE, and checking others. Implementations: src/trust, test/support.
import type { PeerId } from '../base/types.ts'

/** SSH signatures as git makes them (namespace `git`, PROTOCOL.sshsig). */
export interface Signer {
  readonly peerId: PeerId
  /** Armored `-----BEGIN SSH SIGNATURE-----` block over `payload`. */
  sign(payload: Uint8Array): string
}

export interface Verifier {
  /** Whether `armored` is a signature over `payload` by the key of `chain`. Never throws. */
  verify(chain: PeerId, payload: Uint8Array, armored: string): boolean
}
