// What dx lends a person's key to: a daemon that asks for more gets nothing.
import { describe, expect, test } from 'vitest'
import { readSshKey, sshBlobOfEd25519 } from '../../../src/base/ssh-key.ts'
import { accountOf } from '../../../src/dx/account.ts'
import type { AccountKey } from '../../../src/dx/account-key.ts'
import { roleClaims } from '../../../src/trust/credentials.ts'
import { signingInput } from '../../../src/trust/jwt-credential.ts'
import { createSigningKey } from '../../../src/trust/keys.ts'

const person = createSigningKey()
const key = readSshKey(sshBlobOfEd25519(person.publicKey))
const signature = Uint8Array.of(1)
const base: AccountKey = {
  key,
  name: 'alice',
  configured: true,
  where: 'a file',
  locked: undefined,
  sign: async () => signature,
  signBare: async () => signature
}
const account = accountOf(base)
const payload = Uint8Array.of(2)
const claimsOf = (issuer: string): Uint8Array =>
  Buffer.from(signingInput(roleClaims({ issuer, role: 'read', scope: '', audience: key.subject, now: Date.now() })))
const misbehaved = { code: 'KUBE_PEER_MISBEHAVED' }

describe('a key signs changesets, releases and own credentials', () => {
  test('and those it signs', async () => {
    for (const namespace of ['git', 'kube-changeset']) {
      expect(await account.sign({ kind: 'sshsig', namespace, payload })).toBe(signature)
    }
    expect(await account.sign({ kind: 'credential', payload: claimsOf(key.subject) })).toBe(signature)
  })

  test('dx signs nothing else', async () => {
    for (const namespace of ['file', 'ssh', '', 'GIT', 'kube-changeset\0']) {
      await expect(account.sign({ kind: 'sshsig', namespace, payload })).rejects.toMatchObject(misbehaved)
    }
    const other = claimsOf(createSigningKey().did)
    const own = Buffer.from(claimsOf(key.subject)).toString()
    const [head, body] = own.split('.')
    const bare = [
      other,
      payload,
      Buffer.from(`SSHSIG${own}`),
      Buffer.from(`${own}.${body}`),
      Buffer.from(`${Buffer.from(other).toString().split('.')[0]}.${body}`),
      Buffer.from(`${head}.${Buffer.from(other).toString().split('.')[1]}`),
      new Uint8Array(0)
    ]
    for (const bytes of bare) {
      await expect(account.sign({ kind: 'credential', payload: bytes })).rejects.toMatchObject(misbehaved)
    }
  })

  test('a locked key says so, and issues nothing', async () => {
    const locked = accountOf({ ...base, locked: 'it has a passphrase' })
    expect(locked.issues).toBe(false)
    await expect(locked.sign({ kind: 'sshsig', namespace: 'git', payload })).rejects.toMatchObject({
      code: 'KUBE_KEY_LOCKED'
    })
  })
})
