import fc from 'fast-check'
import { CompactSign } from 'jose'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../../src/base/bytes.ts'
import {
  type CredentialRole,
  type IssueRequest,
  issueCredential,
  isWithin,
  notInForce,
  readCredential,
  verifyMembership
} from '../../../src/trust/credentials.ts'
import { createSigningKey, type SigningKey } from '../../../src/trust/keys.ts'

const [root, admin, other, kube] = [createSigningKey(), createSigningKey(), createSigningKey(), createSigningKey()]
const now = Date.UTC(2026, 5, 1)
const invalid = expect.objectContaining({ code: 'KUBE_CREDENTIAL_INVALID' })
const denied = expect.objectContaining({ code: 'KUBE_DENIED' })

async function grant(issuerKey: SigningKey, to: SigningKey, role: CredentialRole, more: Partial<IssueRequest> = {}) {
  return (await issueCredential({ issuerKey, subject: to.did, role, audience: root.did, now, ...more })).jwt
}

describe('one credential', () => {
  test('is read as it was issued', async () => {
    const request = {
      issuerKey: root,
      subject: kube.did,
      role: 'write',
      scope: 'local/kubé',
      audience: root.did,
      now
    } as const
    const { id, jwt } = await issueCredential({ ...request, notBefore: now + 999, expires: now + 60_999 })
    expect(await readCredential(jwt)).toEqual({
      id,
      issuer: root.did,
      subject: kube.did,
      role: 'write',
      scope: 'local/kubé',
      notBefore: now,
      expires: now + 60_000,
      audience: root.did
    })
  })

  test('is a W3C credential as a JWT', async () => {
    const [header, payload] = (await grant(root, kube, 'member')).split('.').map(part => Buffer.from(part, 'base64url'))
    const fragment = root.did.slice('did:key:'.length)
    expect(JSON.parse(String(header))).toEqual({ alg: 'EdDSA', typ: 'vc+jwt', kid: `${root.did}#${fragment}` })
    expect(JSON.parse(String(payload))).toMatchObject({
      type: ['VerifiableCredential', 'KubeRole'],
      issuer: root.did,
      validFrom: '2026-06-01T00:00:00Z',
      credentialSubject: { id: kube.did, role: 'member', scope: '' },
      iss: root.did,
      sub: kube.did,
      aud: root.did,
      nbf: now / 1000
    })
  })

  test('no other text is a credential', async () => {
    const jwt = await grant(root, kube, 'member')
    const changes = fc.tuple(fc.nat(jwt.length - 1), fc.constantFrom(...'AZaz09-_.= '), fc.constantFrom(0, 1))
    await fc.assert(
      fc.asyncProperty(changes, async ([at, character, removed]) => {
        const text = jwt.slice(0, at) + character + jwt.slice(at + removed)
        fc.pre(text !== jwt)
        await expect(readCredential(text)).rejects.toEqual(invalid)
      }),
      { numRuns: 300 }
    )
  })

  const sign = async (payload: string, header: object = {}) => {
    const kid = `${root.did}#${root.did.slice('did:key:'.length)}`
    const compact = new CompactSign(utf8.encode(payload))
    return await compact.setProtectedHeader({ alg: 'EdDSA', typ: 'vc+jwt', kid, ...header }).sign(root.privateKey)
  }
  const payloadOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString())

  test.each<[string, (payload: Record<string, unknown>) => unknown]>([
    ['no subnet', ({ aud: _, ...payload }) => payload],
    ['a subnet that is none', payload => ({ ...payload, aud: 'elsewhere' })],
    ['several subnets', payload => ({ ...payload, aud: [root.did, other.did] })],
    ['claims in another order', payload => Object.fromEntries(Object.entries(payload).reverse())],
    ['another issuer than iss', payload => ({ ...payload, issuer: kube.did })],
    ['another validity than nbf', payload => ({ ...payload, nbf: 0 })],
    ['a role that is none', payload => ({ ...payload, credentialSubject: { id: kube.did, role: 'king', scope: '' } })],
    [
      'a scope with an empty part',
      payload => ({ ...payload, credentialSubject: { id: kube.did, role: 'write', scope: 'a//b' } })
    ],
    ['a time that is no integer', payload => ({ ...payload, nbf: 1.5 })],
    ['a time far beyond', payload => ({ ...payload, nbf: 1e300 })],
    ['no object', () => 'text'],
    ['null', () => null]
  ])('refuses, though well signed: %s', async (_, change) => {
    const payload = payloadOf(await grant(root, kube, 'member'))
    await expect(readCredential(await sign(JSON.stringify(payload)))).resolves.toMatchObject({ role: 'member' })
    await expect(readCredential(await sign(JSON.stringify(change(payload))))).rejects.toEqual(invalid)
  })

  test('refuses other headers, other algorithms and no signature', async () => {
    const jwt = await grant(root, kube, 'member')
    const text = JSON.stringify(payloadOf(jwt))
    await expect(readCredential(await sign(text, { typ: 'JWT' }))).rejects.toEqual(invalid)
    await expect(readCredential(await sign(text, { jku: 'https://example.com' }))).rejects.toEqual(invalid)
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
    await expect(readCredential(`${none}.${jwt.split('.')[1]}.`)).rejects.toEqual(invalid)
    const forged = await grant(other, kube, 'member')
    await expect(readCredential(`${jwt.slice(0, jwt.lastIndexOf('.'))}.${forged.split('.')[2]}`)).rejects.toEqual(
      invalid
    )
    await expect(readCredential('x'.repeat(5000))).rejects.toEqual(invalid)
    await expect(readCredential('')).rejects.toEqual(invalid)
  })

  test('is in force from a minute before its begin until its very end', () => {
    const credential = { notBefore: now, expires: now + 1000 }
    expect(notInForce(credential, now - 60_001)).toMatch(/^valid from /)
    expect(notInForce(credential, now - 60_000)).toBeUndefined()
    expect(notInForce(credential, now + 999)).toBeUndefined()
    expect(notInForce(credential, now + 1000)).toMatch(/^expired at /)
  })

  test('cannot be issued with what could not be read', async () => {
    await expect(grant(root, kube, 'write', { scope: '/a' })).rejects.toEqual(invalid)
    await expect(grant(root, kube, 'write', { scope: 'a b' })).rejects.toEqual(invalid)
  })
})

describe('membership', () => {
  const request = { root: root.did, subject: kube.did, now }

  test('by the root, or by an admin that the root made', async () => {
    const direct = await verifyMembership(
      [await grant(root, kube, 'member'), await grant(root, kube, 'write')],
      request
    )
    expect(direct.roles).toEqual(['member', 'write'])
    const chain = [
      await grant(admin, kube, 'member'),
      await grant(other, admin, 'admin'),
      await grant(root, other, 'admin')
    ]
    expect((await verifyMembership(chain, request)).roles).toEqual(['member'])
    await expect(verifyMembership(chain.slice(0, 2), request)).rejects.toEqual(denied)
  })

  test('not by oneself, not in a circle, not by a member, not by another root', async () => {
    const cases = [
      [await grant(kube, kube, 'member')],
      [await grant(admin, kube, 'member'), await grant(kube, admin, 'admin')],
      [await grant(admin, kube, 'member'), await grant(root, admin, 'member'), await grant(root, admin, 'write')],
      [await grant(other, kube, 'member')],
      [await grant(root, other, 'member')],
      []
    ]
    for (const jwts of cases) await expect(verifyMembership(jwts, request)).rejects.toEqual(denied)
  })

  test('not by a credential of another subnet, whoever issued it, anywhere in the chain', async () => {
    // A person who is an admin here and there has let a machine in there, by the same key.
    const here = await grant(root, admin, 'admin')
    const there = { audience: other.did }
    const cases = [
      [here, await grant(admin, kube, 'member', there)],
      [here, await grant(admin, kube, 'admin', there), await grant(admin, kube, 'write')],
      [await grant(root, kube, 'member', there)],
      [await grant(root, admin, 'admin', there), await grant(admin, kube, 'member')]
    ]
    for (const jwts of cases) {
      await expect(verifyMembership(jwts, request)).rejects.toMatchObject({
        code: 'KUBE_DENIED',
        reason: expect.stringContaining(`of another subnet, ${other.did}`)
      })
    }
    const both = [here, await grant(admin, kube, 'admin', there), await grant(admin, kube, 'member')]
    expect((await verifyMembership(both, request)).roles).toEqual(['member'])
  })

  test('every link must be in force and not revoked', async () => {
    const link = await grant(root, admin, 'admin', { expires: now + 1000 })
    const own = await grant(admin, kube, 'member')
    await expect(verifyMembership([own, link], { ...request, now: now + 1000 })).rejects.toMatchObject({
      code: 'KUBE_DENIED',
      reason: expect.stringContaining('expired at')
    })
    const { id } = await readCredential(link)
    await expect(verifyMembership([own, link], { ...request, isRevoked: given => given === id })).rejects.toEqual(
      denied
    )
    expect((await verifyMembership([own, link], request)).roles).toEqual(['member'])
  })

  test('scopes only narrow, and a role for a part is none for the subnet', async () => {
    const narrow = await grant(root, admin, 'admin', { scope: 'local/kube' })
    const wide = await grant(admin, kube, 'write')
    const within = await grant(admin, kube, 'write', { scope: 'local/kube/notepad' })
    const beside = await grant(admin, kube, 'write', { scope: 'local/kubes' })
    const member = await grant(root, kube, 'member')
    const { roles, held } = await verifyMembership([narrow, wide, within, beside, member], request)
    expect(roles).toEqual(['member'])
    expect(held.map(({ scope }) => scope).sort()).toEqual(['', 'local/kube/notepad'])
    await expect(verifyMembership([narrow], { ...request, subject: admin.did, need: 'admin' })).rejects.toEqual(denied)
    expect([isWithin('a/b', 'a'), isWithin('ab', 'a'), isWithin('a', 'a/b'), isWithin('', 'a')]).toEqual([
      true,
      false,
      false,
      false
    ])
  })

  test('many credentials are refused before any is read', async () => {
    await expect(verifyMembership(new Array(65).fill('x'), request)).rejects.toMatchObject({ code: 'KUBE_LIMIT' })
    await expect(verifyMembership(['x'], request)).rejects.toEqual(invalid)
  })
})
