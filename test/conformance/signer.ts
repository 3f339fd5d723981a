// What every signer and verifier must do, whichever they are: run by signer.test.ts, and on those of the simulator.
import { describe, expect, test } from 'vitest'
import { keyOfPeerId } from '../../src/base/identity.ts'
import type { Signer, Verifier } from '../../src/ports/signer.ts'

/** `createSigner` makes one with a key of its own. */
export function describeSigner(name: string, createSigner: () => Signer, createVerifier: () => Verifier): void {
  const payload = new TextEncoder().encode('tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nhello\n')

  describe(`${name}: signatures`, () => {
    test('hold for their payload and chain, in any order of asking', () => {
      const [a, b, verifier] = [createSigner(), createSigner(), createVerifier()]
      expect(keyOfPeerId(a.peerId)).toHaveLength(32)
      expect(a.peerId).not.toBe(b.peerId)
      for (let round = 0; round < 3; round++) {
        for (const signer of [a, b]) {
          const armored = signer.sign(payload)
          expect(armored).toMatch(/^-----BEGIN SSH SIGNATURE-----\n[\s\S]+\n-----END SSH SIGNATURE-----\n$/)
          expect(verifier.verify(signer.peerId, payload, armored)).toBe(true)
          expect(verifier.verify(signer === a ? b.peerId : a.peerId, payload, armored)).toBe(false)
          expect(verifier.verify(signer.peerId, payload.subarray(1), armored)).toBe(false)
        }
      }
    })

    test('are the same for the same payload, so that an entry has one id', () => {
      const signer = createSigner()
      expect(signer.sign(payload)).toBe(signer.sign(payload))
      expect(signer.sign(new Uint8Array())).not.toBe(signer.sign(payload))
    })

    test('that are none are told so, without an exception', () => {
      const [signer, verifier] = [createSigner(), createVerifier()]
      const armored = signer.sign(payload)
      for (const text of ['', 'x', armored.slice(0, -40), armored.replace(/[a-z]/, '!'), ` ${armored}`]) {
        expect(verifier.verify(signer.peerId, payload, text)).toBe(false)
      }
      for (const chain of ['', 'k51', signer.peerId.slice(0, -1), `${signer.peerId}x`]) {
        expect(verifier.verify(chain, payload, armored)).toBe(false)
      }
    })

    test('of more keys than are kept ready still hold', () => {
      const verifier = createVerifier()
      const signers = Array.from({ length: 1100 }, createSigner)
      for (const signer of [...signers, ...signers.slice(0, 5)]) {
        expect(verifier.verify(signer.peerId, payload, signer.sign(payload))).toBe(true)
      }
    })
  })
}
