// A call in a person's name: which credentials a daemon gets signed.
import { expect, test } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { readSshKey, sshBlobOfEd25519 } from '../../../src/base/ssh-key.ts'
import { sshsigBlob } from '../../../src/base/sshsig.ts'
import type { Kube } from '../../../src/node/kube.ts'
import type { GrantRequest } from '../../../src/rpc/api.ts'
import { type Account, askedSignature, followSigned } from '../../../src/rpc/signed-call.ts'
import { inNameOf, signCommit } from '../../../src/rpc/signing.ts'
import { type RoleRequest, roleClaims } from '../../../src/trust/credentials.ts'
import { signingInput } from '../../../src/trust/jwt-credential.ts'
import { createSigningKey } from '../../../src/trust/keys.ts'

const [person, other] = [createSigningKey(), createSigningKey()]
const account: Account = { blob: new Uint8Array(0), name: '', issues: true, sign: async () => Uint8Array.of(1) }
const hourMs = 3_600_000

/** What the daemon is given for the credential it asks for, while the person calls this. */
async function signed(grant: GrantRequest | undefined, claims: Partial<RoleRequest>): Promise<'signed' | unknown> {
  const now = Date.now()
  const payload = Buffer.from(signingInput(roleClaims({ issuer: person.did, role: 'read', now, ...claims })))
  async function* lines() {
    yield JSON.stringify({ sign: askedSignature('t', { kind: 'credential', payload }) })
    yield JSON.stringify({ value: null })
  }
  let given: unknown
  await followSigned(lines(), { account, grant }, async (_, { signature, error }) => {
    given = signature === undefined ? (error as { code: string }).code : 'signed'
  })
  return given
}

test('a credential is signed for whoever grants it, as they grant it', async () => {
  const expires = Date.now() + hourMs
  expect(await signed({ role: 'read' }, {})).toBe('signed')
  expect(
    await signed({ role: 'read', name: 'dx://vault', ttlMs: hourMs }, { scope: 'local/kube/vault', expires })
  ).toBe('signed')
  expect(await signed({ role: 'write', to: 'KEY' }, { role: 'write', subject: other.did })).toBe('signed')
})

test('no other is signed, and none for any other call', async () => {
  const misbehaved = 'KUBE_PEER_MISBEHAVED'
  expect(await signed(undefined, {})).toBe(misbehaved)
  expect(await signed({ role: 'read' }, { role: 'admin' })).toBe(misbehaved)
  expect(await signed({ role: 'read' }, { subject: other.did })).toBe(misbehaved)
  expect(await signed({ role: 'write', to: 'KEY' }, { role: 'write' })).toBe(misbehaved)
  expect(await signed({ role: 'read' }, { scope: 'local/kube/vault' })).toBe(misbehaved)
  expect(await signed({ role: 'read', ttlMs: hourMs }, {})).toBe(misbehaved)
  expect(await signed({ role: 'read', ttlMs: hourMs }, { expires: Date.now() + 2 * hourMs })).toBe(misbehaved)
})

test('a release gets no signature that does not hold', async () => {
  const key = readSshKey(sshBlobOfEd25519(person.publicKey))
  for (const blob of [new Uint8Array(0), Uint8Array.of(1), sshsigBlob(key, 'git', new Uint8Array(64))]) {
    const signing = { key, name: 'alice', issues: false, sign: async () => blob }
    const made = inNameOf(signing, () => signCommit({} as Kube, Uint8Array.of(1)))
    await expect(made).rejects.toMatchObject({ code: 'KUBE_KEY_LOCKED' })
  }
})

test('a signature that comes too late is offered once; the daemon says what came of the call', async () => {
  async function* lines() {
    yield JSON.stringify({ sign: askedSignature('t', { kind: 'sshsig', namespace: 'git', payload: Uint8Array.of(1) }) })
    yield JSON.stringify({ error: new KubeError('KUBE_INTERRUPTED', 'it did not come in time').toJSON() })
  }
  let offered = 0
  const give = async (): Promise<never> => {
    offered++
    throw new KubeError('KUBE_NOT_FOUND', 'nobody waits for this signature')
  }
  const call = followSigned(lines(), { account, grant: undefined }, give)
  await expect(call).rejects.toMatchObject({ code: 'KUBE_INTERRUPTED' })
  expect(offered).toBe(1)
})
