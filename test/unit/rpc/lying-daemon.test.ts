// A daemon that has a person sign for another subnet, of which they may be an admin as well: dx knows which one it talks to
// by the files of its own home, or by the root CA that it trusts at a URL, and signs for no other.
import fs from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type ErrorCode, KubeError } from '../../../src/base/errors.ts'
import { peerIdOfKey } from '../../../src/base/identity.ts'
import { sshBlobOfEd25519 } from '../../../src/base/ssh-key.ts'
import { accountNamespace, accountStatement } from '../../../src/ledger/account.ts'
import { type ControlClient, connect } from '../../../src/rpc/client.ts'
import type { Account } from '../../../src/rpc/signed-call.ts'
import { type SignRequest, signer } from '../../../src/rpc/signing.ts'
import { roleClaims } from '../../../src/trust/credentials.ts'
import { signingInput } from '../../../src/trust/jwt-credential.ts'
import { createSigningKey, type SigningKey } from '../../../src/trust/keys.ts'
import { memoryDaemon } from '../../support/control-daemon.ts'
import { distantKube } from '../../support/distant-kube.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const [person, here, elsewhere, kube] = [0, 1, 2, 3].map(() => createSigningKey()) as [
  SigningKey,
  SigningKey,
  SigningKey,
  SigningKey
]
const signature = Uint8Array.of(1, 2, 3)
const codeOf = (code: ErrorCode) => expect.objectContaining({ code })

function personOf(): { account: Account; signed: SignRequest[] } {
  const signed: SignRequest[] = []
  const sign = async (request: SignRequest): Promise<Uint8Array> => {
    signed.push(request)
    return signature
  }
  return { signed, account: { blob: sshBlobOfEd25519(person.publicKey), name: 'alice', issues: true, sign } }
}

function credentialFor(audience: string, role: 'read' | 'control' = 'read'): SignRequest {
  const expires = Date.now() + 60_000
  const claims = roleClaims({ issuer: person.did, role, scope: '', audience, now: Date.now(), expires })
  return { kind: 'credential', payload: Buffer.from(signingInput(claims)) }
}

function statementFor(subnet: Uint8Array): SignRequest {
  const updates = [{ ref: 'refs/local/kube/a/!meta', old: undefined, new: '1'.repeat(40) }]
  const about = { subnet, chain: peerIdOfKey(kube.publicKey), sequence: 1, nonce: new Uint8Array(16) }
  return { kind: 'sshsig', namespace: accountNamespace, payload: accountStatement({ ...about, updates }) }
}

/** Fields of one message behind those of another: protobuf takes the last. */
const behind = (a: SignRequest, b: SignRequest): SignRequest => ({
  ...a,
  payload: Buffer.concat([a.payload, b.payload])
})

/** A daemon that asks for this in answer to any call, and a person who calls. */
async function lying(request: () => SignRequest, subnet?: string) {
  const home = await temporaryFolder()
  const ask = async (): Promise<never> => {
    await signer()!.sign(request())
    throw new KubeError('KUBE_INTERNAL', 'it has what it wanted')
  }
  await memoryDaemon(home, { grant: ask, 'record.set': ask } as never)
  await fs.mkdir(path.join(home, 'keys'), { mode: 0o700 })
  if (subnet !== undefined) await fs.writeFile(path.join(home, 'keys/subnet.json'), JSON.stringify({ root: subnet }))
  const { account, signed } = personOf()
  return { client: connect(home, { account: async () => account }), signed, home }
}

const setRecord = (client: ControlClient) => client.call('record.set', { name: 'dx://a', text: '' })

test('gets a credential and a statement for the subnet of the home, and for no other', async () => {
  let wanted = credentialFor(here.did)
  const { client, signed } = await lying(() => wanted, here.did)
  await expect(client.call('grant', { role: 'read' })).rejects.toEqual(codeOf('KUBE_INTERNAL'))
  expect(signed).toHaveLength(1)
  wanted = statementFor(here.publicKey)
  await expect(setRecord(client)).rejects.toEqual(codeOf('KUBE_INTERNAL'))
  expect(signed).toHaveLength(2)
  for (wanted of [credentialFor(elsewhere.did), credentialFor(kube.did)]) {
    await expect(client.call('grant', { role: 'read' })).rejects.toEqual(codeOf('KUBE_PEER_MISBEHAVED'))
  }
  const [own, other] = [statementFor(here.publicKey), statementFor(elsewhere.publicKey)]
  for (wanted of [other, behind(own, other), behind(other, own), statementFor(new Uint8Array(0))]) {
    await expect(setRecord(client)).rejects.toEqual(codeOf('KUBE_PEER_MISBEHAVED'))
  }
  expect(signed).toHaveLength(2)
})

test('gets nothing where no file of the home says which subnet it is in', async () => {
  for (const root of [undefined, '', 'did:key:z6Mk', `${here.did}x`]) {
    const { client, signed } = await lying(() => statementFor(here.publicKey), root)
    await expect(setRecord(client)).rejects.toEqual(codeOf('KUBE_UNTRUSTED'))
    expect(signed).toEqual([])
  }
})

test('at a URL is of the subnet whose root has named the root CA that dx trusts', async () => {
  const { client, token, kube: served } = await distantKube()
  const text = await token()
  const { account, signed } = personOf()
  const called = client(text, {}, { account: async () => account })
  // An honest daemon asks for its own subnet; the key has no right there.
  await expect(setRecord(called)).rejects.toEqual(codeOf('KUBE_DENIED'))
  expect(signed).toHaveLength(1)
  const pinned = client(text, { subnet: served.subnet.root })
  await expect(pinned.call('status', {})).resolves.toMatchObject({ subnet: served.subnet.root })
})

test('at a URL cannot say that it is of another subnet', async () => {
  // Its CA is named by a root of its own making: what is signed is for that one then, which nobody else knows.
  const { client, token, kube: served } = await distantKube({}, elsewhere)
  const text = await token()
  const { account, signed } = personOf()
  await expect(setRecord(client(text, {}, { account: async () => account }))).rejects.toEqual(
    codeOf('KUBE_PEER_MISBEHAVED')
  )
  expect(signed).toEqual([])
  // Where it was of another subnet before, it gets no token either.
  const pinned = client(text, { subnet: served.subnet.root })
  await expect(pinned.call('status', {})).rejects.toEqual(codeOf('KUBE_UNTRUSTED'))
  await expect(pinned.probe()).rejects.toEqual(codeOf('KUBE_UNTRUSTED'))
})
