// What an admin KUBE gives to members that ask, and to nobody else.
import { createPublicKey } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { credentialCommit } from '../../../src/node/genesis.ts'
import type { Kube } from '../../../src/node/kube.ts'
import { AdminDesk } from '../../../src/node/members/admin-desk.ts'
import { Removing } from '../../../src/node/members/removing.ts'
import { smallCommit } from '../../../src/node/objects/small-commit.ts'
import { credentialRef } from '../../../src/node/trust-refs.ts'
import { type IssueRequest, issueCredential, readCredential } from '../../../src/trust/credentials.ts'
import { createCertificateKey, createSigningKey, type SigningKey } from '../../../src/trust/keys.ts'
import { stateRotation } from '../../../src/trust/rotation.ts'
import { localKube } from '../../support/local-kube.ts'

const hour = 3_600_000
let kube: Kube
let desk: AdminDesk
let member: SigningKey
beforeEach(async () => {
  kube = (await localKube()).kube
  desk = new AdminDesk(kube)
  member = createSigningKey()
  await granted({ role: 'member' })
})

async function granted(of: Partial<IssueRequest> & Pick<IssueRequest, 'role'>): Promise<void> {
  const now = Date.now() - hour
  const request = {
    issuerKey: kube.keys.kube,
    subject: member.did,
    audience: kube.subnet.root,
    now,
    notBefore: now,
    ...of
  }
  const { id, jwt } = await issueCredential(request)
  const commit = credentialCommit(jwt, kube.author(now), of.role)
  const updates = [{ ref: credentialRef(id), old: undefined, new: commit.id }]
  await kube.replica.append(() => ({ updates, objects: commit.objects, message: 'grant' }))
}

const certificate = () => ({ type: 'certificate', publicKey: createPublicKey(createCertificateKey()) }) as const
const denied = { code: 'KUBE_DENIED' }

describe('the desk of an admin', () => {
  test('hands the key of the root CA to admins of the whole subnet alone', async () => {
    expect(await desk.answer(member.peerId, certificate())).not.toHaveProperty('rootCaKey')
    await granted({ role: 'admin', scope: 'org/dxos' })
    expect(await desk.answer(member.peerId, certificate())).not.toHaveProperty('rootCaKey')
    await granted({ role: 'admin' })
    expect(await desk.answer(member.peerId, certificate())).toHaveProperty('rootCaKey')
  })

  test('gives nothing to who is no member, or none any more', async () => {
    const stranger = createSigningKey()
    const statement = await stateRotation(member, stranger.publicKey, Date.now())
    await new Removing(kube).remove(member.peerId, 'removed')
    const requests = [
      certificate(),
      { type: 'leave' },
      { type: 'rotate', statement },
      { type: 'retire', statement }
    ] as const
    for (const { peerId } of [stranger, member]) {
      for (const request of requests) await expect(desk.answer(peerId, request)).rejects.toMatchObject(denied)
    }
    expect(kube.membership.isMember(stranger.peerId)).toBe(false)
  })
})

describe('another key', () => {
  test('gets what the one before it has, in scope and in time, and not a day more', async () => {
    const expires = Math.floor((Date.now() + hour) / 1000) * 1000
    await granted({ role: 'write', scope: 'org/dxos', expires })
    const next = createSigningKey()
    const statement = await stateRotation(member, next.publicKey, Date.now())
    const asked = { type: 'rotate', statement } as const
    await desk.answer(member.peerId, asked)
    // Asked again, nothing more is granted.
    await desk.answer(member.peerId, asked)
    const rights = (key: SigningKey) =>
      kube.membership.held(key.did).map(({ role, scope, expires }) => [role, scope, expires])
    expect(rights(next).sort()).toEqual(rights(member).sort())
    expect(rights(next)).toContainEqual(['write', 'org/dxos', expires])
    const answer = await desk.answer(member.peerId, asked)
    if (answer.type !== 'rotate') throw new Error(answer.type)
    const shown = await Promise.all(answer.credentials.map(readCredential))
    expect(shown.some(({ subject }) => subject === next.did)).toBe(true)
  })

  test('is refused by the statement of somebody else, for a revoked key, and as the end of a key that named another', async () => {
    const [next, thief] = [createSigningKey(), createSigningKey()]
    const own = await stateRotation(member, next.publicKey, Date.now())
    const admins = await stateRotation(kube.keys.kube, next.publicKey, Date.now())
    const forged = await stateRotation(thief, next.publicKey, Date.now())
    for (const statement of [admins, forged]) {
      await expect(desk.answer(member.peerId, { type: 'rotate', statement })).rejects.toMatchObject(denied)
      await expect(desk.answer(member.peerId, { type: 'retire', statement })).rejects.toMatchObject(denied)
    }
    await expect(desk.answer(member.peerId, { type: 'retire', statement: own })).rejects.toMatchObject(denied)
    expect(kube.membership.isMember(kube.self)).toBe(true)
    await expect(desk.answer(member.peerId, { type: 'rotate', statement: 'a.b.c' })).rejects.toMatchObject({
      code: 'KUBE_CREDENTIAL_INVALID'
    })
    await desk.answer(member.peerId, { type: 'rotate', statement: own })
    await desk.answer(next.peerId, { type: 'retire', statement: own })
    expect(kube.membership.isRemoved(member.peerId)).toBe(true)
    // Back to the key that was ended: no.
    const back = await stateRotation(next, member.publicKey, Date.now())
    await expect(desk.answer(next.peerId, { type: 'rotate', statement: back })).rejects.toMatchObject(denied)
  })
})

describe('a member that was turned', () => {
  test('names one next key, not a crowd of them', async () => {
    const ask = async (next: SigningKey) =>
      desk.answer(member.peerId, {
        type: 'rotate',
        statement: await stateRotation(member, next.publicKey, Date.now())
      })
    const [first, second] = [createSigningKey(), createSigningKey()]
    await ask(first)
    await expect(ask(second)).rejects.toMatchObject(denied)
    expect([first, second].map(({ peerId }) => kube.membership.isMember(peerId))).toEqual([true, false])
  })

  test('names one next key, also where it asks for several at once', async () => {
    const keys = [createSigningKey(), createSigningKey(), createSigningKey()]
    const statements = await Promise.all(keys.map(key => stateRotation(member, key.publicKey, Date.now())))
    const asked = statements.map(statement => desk.answer(member.peerId, { type: 'rotate', statement }))
    const answers = await Promise.allSettled(asked)
    // Signatures are checked side by side: any of them may be the first.
    const given = answers.map(({ status }) => status === 'fulfilled')
    expect(given.filter(Boolean)).toHaveLength(1)
    expect(keys.map(({ peerId }) => kube.membership.isMember(peerId))).toEqual(given)
  })

  test('is given no next key while it is being removed, and takes one that it named just now with it', async () => {
    const [next, late] = [createSigningKey(), createSigningKey()]
    const rotate = async (key: SigningKey) => {
      const statement = await stateRotation(member, key.publicKey, Date.now())
      return desk.answer(member.peerId, { type: 'rotate', statement })
    }
    // Whoever removes it waits for what others have; it asks meanwhile.
    let goOn = (): void => undefined
    const until = kube.replicator.until.bind(kube.replicator)
    kube.replicator.until = async () => {
      await new Promise<void>(resolve => {
        goOn = resolve
      })
      return true
    }
    const removal = new Removing(kube).remove(member.peerId, 'removed')
    await rotate(next)
    const asked = stateRotation(member, late.publicKey, Date.now())
    goOn()
    kube.replicator.until = until
    const statement = await asked
    const refused = desk.answer(member.peerId, { type: 'rotate', statement })
    await expect(refused).rejects.toMatchObject(denied)
    await removal
    const all = [member, next, late].map(({ peerId }) => peerId)
    expect(all.filter(peer => kube.membership.isMember(peer))).toEqual([])
  })

  test('is removed whatever lies where the next keys are named', async () => {
    const commit = smallCommit({
      files: { 'credential.jwt': Buffer.from('junk') },
      parents: [],
      author: kube.author(0),
      message: 'junk'
    })
    const updates = [{ ref: 'refs/!trust/x/!rotation', old: undefined, new: commit.id }]
    await kube.replica.append(() => ({ updates, objects: commit.objects, message: 'junk' }))
    const statement = await stateRotation(member, createSigningKey().publicKey, Date.now())
    expect(await desk.answer(member.peerId, { type: 'rotate', statement })).toMatchObject({ type: 'rotate' })
    await new Removing(kube).remove(member.peerId, 'removed')
    expect(kube.membership.isRemoved(member.peerId)).toBe(true)
  })

  test('goes with the keys that it named', async () => {
    const [next, last] = [createSigningKey(), createSigningKey()]
    const chain: [SigningKey, SigningKey][] = [
      [member, next],
      [next, last]
    ]
    for (const [from, to] of chain) {
      const statement = await stateRotation(from, to.publicKey, Date.now())
      await desk.answer(from.peerId, { type: 'rotate', statement })
    }
    await new Removing(kube).remove(member.peerId, 'removed')
    const all = [member, next, last].map(({ peerId }) => peerId)
    expect(all.filter(peer => kube.membership.isMember(peer))).toEqual([])
    expect(all.every(peer => kube.membership.isRemoved(peer))).toBe(true)
  })
})
