// A call in a person's name: what a daemon gets signed of it, and what not.
import { describe, expect, test } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { encodeCommit } from '../../../src/base/git-format.ts'
import { didOfKey, peerIdOfKey } from '../../../src/base/identity.ts'
import { readSshKey, sshBlobOfEd25519, sshKeyLine } from '../../../src/base/ssh-key.ts'
import { sshsigBlob } from '../../../src/base/sshsig.ts'
import { accountNamespace, accountStatement } from '../../../src/ledger/account.ts'
import type { Kube } from '../../../src/node/kube.ts'
import type { AskedCall } from '../../../src/rpc/asked.ts'
import type { GrantRequest } from '../../../src/rpc/grant-report.ts'
import { type Account, askedSignature, followSigned } from '../../../src/rpc/signed-call.ts'
import { inNameOf, type SignRequest, signCommit } from '../../../src/rpc/signing.ts'
import { revocationId } from '../../../src/rpc/subjects.ts'
import type { Partner } from '../../../src/rpc/wire.ts'
import { type RoleRequest, roleClaims } from '../../../src/trust/credentials.ts'
import { signingInput } from '../../../src/trust/jwt-credential.ts'
import { createSigningKey } from '../../../src/trust/keys.ts'

const [person, other, third] = [createSigningKey(), createSigningKey(), createSigningKey()]
const subnet = createSigningKey()
const partner: Partner = { subnet: subnet.did }
const account: Account = { blob: new Uint8Array(0), name: '', issues: true, sign: async () => Uint8Array.of(1) }
const [hourMs, dayMs] = [3_600_000, 86_400_000]
const misbehaved = 'KUBE_PEER_MISBEHAVED'
const otherKey = readSshKey(sshBlobOfEd25519(other.publicKey))

/** What a daemon is given for each signature it asks for during one call. */
async function given(call: AskedCall, ...requests: readonly SignRequest[]): Promise<string[]> {
  async function* lines() {
    for (const request of requests) yield JSON.stringify({ sign: askedSignature('t', request) })
    yield JSON.stringify({ value: null })
  }
  const answers: string[] = []
  await followSigned(lines(), { account, call, partner: async () => partner }, async (_, { signature, error }) => {
    answers.push(signature === undefined ? (error as { code: string }).code : 'signed')
  })
  return answers
}

const granting = (request: GrantRequest): AskedCall => ({ method: 'grant', request })

/** With `expires: undefined` it has no end. */
type Wished = Partial<Omit<RoleRequest, 'expires'>> & { readonly expires?: number | undefined }

function credential(wished: Wished): SignRequest {
  const { expires, ...claims } = { expires: Date.now() + dayMs, ...wished }
  const end = expires === undefined ? {} : { expires }
  const made = roleClaims({
    issuer: person.did,
    role: 'read',
    audience: subnet.did,
    now: Date.now(),
    ...end,
    ...claims
  })
  return { kind: 'credential', payload: Buffer.from(signingInput(made)) }
}

function changeset(...refs: readonly string[]): SignRequest {
  const updates = refs.map(ref => ({ ref, old: undefined, new: '1'.repeat(40) }))
  const about = {
    subnet: subnet.publicKey,
    chain: peerIdOfKey(other.publicKey),
    sequence: 7,
    nonce: new Uint8Array(16)
  }
  return { kind: 'sshsig', namespace: accountNamespace, payload: accountStatement({ ...about, updates }) }
}

function release(email: string): SignRequest {
  const by = { name: 'alice', email, seconds: 1, offset: 0 }
  const payload = encodeCommit({
    tree: '2'.repeat(40),
    parents: ['3'.repeat(40)],
    author: by,
    committer: by,
    message: 'x\n'
  })
  return { kind: 'sshsig', namespace: 'git', payload }
}

async function grants(request: GrantRequest, wished: Wished): Promise<string | undefined> {
  return (await given(granting(request), credential(wished)))[0]
}

describe('a credential is signed for whoever grants it, as they grant it', () => {
  test('for a scope', async () => {
    const expires = Date.now() + hourMs
    expect(await grants({ role: 'read' }, {})).toBe('signed')
    const named = { role: 'read', ttlMs: hourMs }
    expect(await grants({ ...named, name: 'dx://vault' }, { scope: 'local/kube/vault', expires })).toBe('signed')
    expect(await grants({ ...named, name: '/com/alice' }, { scope: 'com/alice', expires })).toBe('signed')
    const url = 'https://vault.kube.localhost:8443/'
    expect(await grants({ ...named, name: url }, { scope: 'local/kube/vault', expires })).toBe('signed')
  })

  test('for a key, a machine by its id, a machine by its name', async () => {
    const holder = { key: otherKey, name: 'bob' }
    const write = { role: 'write', expires: undefined } as const
    for (const to of [sshKeyLine(otherKey, 'bob'), other.did]) {
      expect(await grants({ role: 'write', to }, { ...write, account: holder })).toBe('signed')
    }
    expect(await grants({ role: 'write', to: peerIdOfKey(other.publicKey) }, { ...write, subject: other.did })).toBe(
      'signed'
    )
    expect(await grants({ role: 'write', to: 'laptop' }, { ...write, subject: other.did })).toBe('signed')
  })
})

describe('no other is signed', () => {
  test('of another role, scope or end', async () => {
    expect(await grants({ role: 'read' }, { role: 'admin' })).toBe(misbehaved)
    expect(await grants({ role: 'read' }, { scope: 'local/kube/vault' })).toBe(misbehaved)
    const vault = { role: 'read', name: 'dx://vault' }
    for (const scope of ['', 'local', 'local/kube', 'local/kube/other', 'local/kube/vault/x', 'com/vault']) {
      expect(await grants(vault, { scope }), scope).toBe(misbehaved)
    }
    const hour = { role: 'read', ttlMs: hourMs }
    expect(await grants(hour, { expires: undefined })).toBe(misbehaved)
    expect(await grants(hour, { expires: Date.now() + 2 * hourMs })).toBe(misbehaved)
    expect(await grants({ role: 'read' }, { expires: undefined })).toBe(misbehaved)
    expect(await grants({ role: 'read' }, { expires: Date.now() + dayMs + 2 * hourMs })).toBe(misbehaved)
  })

  test('for somebody else, or a machine in place of a person', async () => {
    expect(await grants({ role: 'read' }, { subject: other.did })).toBe(misbehaved)
    const line = sshKeyLine(otherKey)
    const thirdKey = readSshKey(sshBlobOfEd25519(third.publicKey))
    for (const to of [line, other.did]) {
      expect(await grants({ role: 'write', to }, { role: 'write' })).toBe(misbehaved)
      expect(await grants({ role: 'write', to }, { role: 'write', subject: third.did })).toBe(misbehaved)
      expect(await grants({ role: 'write', to }, { role: 'write', subject: other.did })).toBe(misbehaved)
      const account = { key: thirdKey, name: 'bob' }
      expect(await grants({ role: 'write', to }, { role: 'write', account })).toBe(misbehaved)
    }
    const id = peerIdOfKey(other.publicKey)
    expect(await grants({ role: 'write', to: id }, { role: 'write', subject: third.did })).toBe(misbehaved)
    expect(await grants({ role: 'member', to: id }, { role: 'member', account: { key: otherKey } })).toBe(misbehaved)
    expect(await grants({ role: 'write', to: 'laptop' }, { role: 'write' })).toBe(misbehaved)
  })

  test('for any other call', async () => {
    const calls: readonly AskedCall[] = [
      { method: 'revoke', request: { what: 'x' } },
      { method: 'record.set', request: { name: 'dx://vault', text: '' } },
      { method: 'publish.commit', request: { session: 's' }, plan: { name: 'dx://vault', files: [] } }
    ]
    for (const call of calls) expect(await given(call, credential({}))).toEqual([misbehaved])
  })
})

describe('a changeset is signed for the refs that a call writes, and no others', () => {
  const trusted = `refs/!trust/${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}/!credential`
  const machine = `refs/!machines/${peerIdOfKey(other.publicKey)}/!machine`
  const ends = `refs/!trust/${peerIdOfKey(third.publicKey)}/!revoked`
  const none = [trusted, machine, ends, 'refs/!meta', 'refs/heads/main']
  const refused = async (call: AskedCall, refs: readonly string[]): Promise<void> => {
    for (const ref of refs) expect(await given(call, changeset(ref)), ref).toEqual([misbehaved])
  }

  test('publishing: the release, and records', async () => {
    const plan = { name: 'dx://notepad', files: [] }
    const call: AskedCall = { method: 'publish.commit', request: { session: 's' }, plan }
    const [site, meta] = ['refs/local/kube/notepad/!https', 'refs/local/kube/notepad/!meta']
    expect(await given(call, changeset(site, meta, 'refs/com/alice/pad/!meta'))).toEqual(['signed'])
    expect(await given(call, changeset(site, trusted))).toEqual([misbehaved])
    await refused(call, [...none, 'refs/local/kube/vault/!https', 'refs/local/kube/notepad/!code'])
    const code: AskedCall = { ...call, plan: { ...plan, ref: '!code' } }
    expect(await given(code, changeset('refs/local/kube/notepad/!code'))).toEqual(['signed'])
    await refused(code, [site])
    await refused({ method: 'publish.commit', request: { session: 's' } }, [site])
    const back: AskedCall = { method: 'rollback', request: { name: 'dx://notepad' } }
    expect(await given(back, changeset(site, meta))).toEqual(['signed'])
    await refused(back, [...none, 'refs/local/kube/vault/!https'])
  })

  test('setting, mounting: records; that of the root where it is meant', async () => {
    const meta = 'refs/local/kube/vault/!meta'
    for (const call of [
      { method: 'record.set', request: { name: 'dx://vault', text: '' } },
      { method: 'record.set', request: { records: [{ name: 'dx://vault', record: {} }] } },
      { method: 'schema.publish', request: { name: 'dx://vault', source: '' } },
      { method: 'mount', request: { name: 'dx://pad', at: 'dx://vault/pad' } },
      { method: 'unmount', request: { at: 'dx://vault/pad' } }
    ] as const) {
      expect(await given(call, changeset(meta))).toEqual(['signed'])
      await refused(call, [...none, 'refs/local/kube/vault/!https'])
    }
    for (const call of [
      { method: 'record.set', request: { name: '/', text: '' } },
      { method: 'record.set', request: { records: [{ name: '/', record: {} }] } },
      { method: 'mount', request: { name: 'dx://pad', at: '/com' } }
    ] as const) {
      expect(await given(call, changeset('refs/!meta'))).toEqual(['signed'])
    }
  })

  test('granting: the place of the credential that was signed', async () => {
    const asked = credential({})
    const [, claims = ''] = Buffer.from(asked.payload).toString().split('.')
    const { jti } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { jti: string }
    const place = `refs/!trust/${jti.replace('urn:uuid:', '')}/!credential`
    const call = granting({ role: 'read' })
    expect(await given(call, asked, changeset(place))).toEqual(['signed', 'signed'])
    expect(await given(call, asked, changeset(trusted))).toEqual(['signed', misbehaved])
    expect(await given(call, asked, changeset(place, ends))).toEqual(['signed', misbehaved])
    // The machine has issued it itself.
    expect(await given(call, changeset(trusted))).toEqual(['signed'])
    await refused(call, none.slice(1))
  })

  test('revoking: the place of what was said', async () => {
    const rsa = `ssh:SHA256:${Buffer.alloc(32, 7).toString('base64').replace('=', '')}`
    for (const [what, id] of [
      [third.did, peerIdOfKey(third.publicKey)],
      [sshKeyLine(readSshKey(sshBlobOfEd25519(third.publicKey))), peerIdOfKey(third.publicKey)],
      [rsa, revocationId(rsa)],
      ['6f1c', '6f1c']
    ] as const) {
      const call: AskedCall = { method: 'revoke', request: { what } }
      expect(await given(call, changeset(`refs/!trust/${id}/!revoked`))).toEqual(['signed'])
      expect(await given(call, changeset(`refs/!trust/${id}/!revoked`, 'refs/!meta'))).toEqual([misbehaved])
      await refused(call, [`refs/!trust/${peerIdOfKey(other.publicKey)}/!revoked`, trusted, machine, 'refs/!meta'])
    }
    expect(didOfKey(third.publicKey)).toBe(third.did)
  })

  test('bytes that are no statement are not signed', async () => {
    const call: AskedCall = { method: 'conflicts.settle', request: { id: 'x', how: 'drop' } }
    const payload = Uint8Array.of(0x2a, 0x7f, 1)
    const [answer] = await given(call, { kind: 'sshsig', namespace: accountNamespace, payload })
    expect(answer).toBe('KUBE_LEDGER_INVALID')
  })
})

test('a commit is signed for releases alone, and never by an e-mail', async () => {
  const publish: AskedCall = {
    method: 'publish.commit',
    request: { session: 's' },
    plan: { name: 'dx://a', files: [] }
  }
  const own = release('z6Mkabc@account')
  for (const method of ['rollback', 'conflicts.settle'] as const) {
    expect(await given({ method, request: { name: 'dx://a' } }, own)).toEqual(['signed'])
  }
  expect(await given(publish, own)).toEqual(['signed'])
  const tag = Buffer.from(`object ${'1'.repeat(40)}\ntype commit\ntag v1\ntagger a <z6Mk@account> 1 +0000\n\nx\n`)
  const payloads = [release('alice@example.com').payload, tag, Buffer.from('nothing'), new Uint8Array(0)]
  for (const payload of payloads) {
    expect(await given(publish, { kind: 'sshsig', namespace: 'git', payload })).toEqual([misbehaved])
  }
  expect(await given({ method: 'revoke', request: { what: 'x' } }, own)).toEqual([misbehaved])
  expect(await given(publish, { kind: 'sshsig', namespace: 'ssh', payload: own.payload })).toEqual([misbehaved])
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
    yield JSON.stringify({ sign: askedSignature('t', release('z6Mkabc@account')) })
    yield JSON.stringify({ error: new KubeError('KUBE_INTERRUPTED', 'it did not come in time').toJSON() })
  }
  let offered = 0
  const give = async (): Promise<never> => {
    offered++
    throw new KubeError('KUBE_NOT_FOUND', 'nobody waits for this signature')
  }
  const called: AskedCall = { method: 'rollback', request: { name: 'dx://a' } }
  const call = followSigned(lines(), { account, call: called, partner: async () => partner }, give)
  await expect(call).rejects.toMatchObject({ code: 'KUBE_INTERRUPTED' })
  expect(offered).toBe(1)
})
