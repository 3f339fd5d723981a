// Who counts as a member and as an admin: by credentials for the whole subnet, at their own place, and by the clock.
import { beforeEach, describe, expect, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { keyOfDid } from '../../../src/base/identity.ts'
import type { Scheduler } from '../../../src/base/types.ts'
import { composeEntry, sealEntry } from '../../../src/ledger/entry.ts'
import { revocationCommit } from '../../../src/node/entries/revocation.ts'
import { credentialCommit } from '../../../src/node/genesis.ts'
import { admit, helloOf, provesAdmin } from '../../../src/node/greeting.ts'
import type { Kube } from '../../../src/node/kube.ts'
import { Expiry } from '../../../src/node/members/expiry.ts'
import { machineRef } from '../../../src/node/members/membership.ts'
import { rawObject } from '../../../src/node/objects/raw-object.ts'
import { describeObject } from '../../../src/node/objects/reachable.ts'
import { smallCommit } from '../../../src/node/objects/small-commit.ts'
import { realClock, realScheduler } from '../../../src/node/real.ts'
import { credentialRef, revokedRef } from '../../../src/node/trust-refs.ts'
import { dxos } from '../../../src/proto/generated.js'
import { grant } from '../../../src/rpc/grants.ts'
import { removalWarnings } from '../../../src/rpc/warnings.ts'
import { type IssueRequest, issueCredential } from '../../../src/trust/credentials.ts'
import { createSigningKey, type SigningKey } from '../../../src/trust/keys.ts'
import { createSigner } from '../../../src/trust/ssh-signature.ts'
import { localKube } from '../../support/local-kube.ts'

const hour = 3_600_000
const other = createSigningKey()
let kube: Kube
beforeEach(async () => {
  kube = (await localKube()).kube
})

/** As an admin writes it; `at` is the id of the ref, where that is another than its own. */
async function granted(of: Partial<IssueRequest> & Pick<IssueRequest, 'role'>, at?: string): Promise<string> {
  const now = Date.now() - 2 * hour
  const { id, jwt } = await issueCredential({
    issuerKey: kube.keys.kube,
    subject: other.did,
    audience: kube.subnet.root,
    now,
    notBefore: now,
    ...of
  })
  const commit = credentialCommit(jwt, kube.author(now), of.role)
  const updates = [{ ref: credentialRef(at ?? id), old: undefined, new: commit.id }]
  await kube.replica.append(() => ({ updates, objects: commit.objects, message: 'grant' }))
  return id
}

const counted = (): [boolean, boolean] => [
  kube.membership.isMember(other.peerId),
  kube.membership.isAdmin(other.peerId)
]

describe('what a machine says of itself', () => {
  test('is a name and addresses, and nothing that a terminal would carry out', async () => {
    await granted({ role: 'member' })
    const name = `a1\u001b[2J\n\u202e${'x'.repeat(500)}`
    const addresses = [
      '/ip4/127.0.0.1/tcp/1',
      '/dns4/\u001b[31m/tcp/1',
      'x'.repeat(5000),
      ...Array(100).fill('/ip4/127.0.0.1/tcp/2')
    ]
    const file = dxos.kube.Machine.encode({ name, addresses, version: '1\u0007' }).finish()
    const commit = smallCommit({ files: { 'machine.binpb': file }, parents: [], author: kube.author(0), message: 'x' })
    const updates = [{ ref: machineRef(other.peerId), old: undefined, new: commit.id }]
    await kube.replica.append(() => ({ updates, objects: commit.objects, message: 'it says' }))
    const said = kube.membership.machine(other.peerId)
    expect(said?.name).toMatch(/^a1 \[2J x+…$/)
    expect(said?.name.length).toBeLessThan(64)
    expect(said?.addresses[0]).toBe('/ip4/127.0.0.1/tcp/1')
    expect(said?.addresses.length).toBeLessThanOrEqual(16)
    expect(said?.addresses.every(address => /^\/[!-~]+$/.test(address))).toBe(true)
    expect(said?.version).toBe('1')
  })

  test('the name of another machine, and nobody grants it anything by that name', async () => {
    await granted({ role: 'member' })
    const file = dxos.kube.Machine.encode({ name: kube.name, addresses: [], version: '' }).finish()
    const commit = smallCommit({ files: { 'machine.binpb': file }, parents: [], author: kube.author(0), message: 'x' })
    const updates = [{ ref: machineRef(other.peerId), old: undefined, new: commit.id }]
    await kube.replica.append(() => ({ updates, objects: commit.objects, message: 'it says' }))
    await expect(grant(kube, ['kube.local'], { role: 'admin', to: kube.name })).rejects.toMatchObject({
      code: 'KUBE_USAGE',
      reason: expect.stringContaining('by its id')
    })
    expect(counted()).toEqual([true, false])
  })
})

describe('a credential of a machine', () => {
  test('makes a member, or an admin', async () => {
    await granted({ role: 'member' })
    expect(counted()).toEqual([true, false])
    await granted({ role: 'admin' })
    expect(counted()).toEqual([true, true])
  })

  test('for a part of the subnet makes nobody a member or an admin of it', async () => {
    await granted({ role: 'member', scope: 'org/dxos' })
    await granted({ role: 'admin', scope: 'org/dxos' })
    expect(counted()).toEqual([false, false])
  })

  test('counts at its own place alone: a revocation finds it there', async () => {
    await granted({ role: 'admin' }, '0197c000-0000-7000-8000-000000000000')
    expect(counted()).toEqual([false, false])
  })

  test('of another subnet grants nothing, though an admin of this one issued it and an admin put it here', async () => {
    const elsewhere = { audience: createSigningKey().did }
    const grants = () => kube.replica.ledger.grants(other.did).map(({ role }) => role)
    for (const role of ['member', 'admin', 'write'] as const) await granted({ role, ...elsewhere })
    expect([counted(), grants()]).toEqual([[false, false], []])
    expect(kube.membership.held(other.did)).toEqual([])
    await granted({ role: 'member' })
    expect([counted(), grants()]).toEqual([[true, false], ['member']])
  })

  test('of another subnet lets nobody in who shows it', async () => {
    const { subnet, membership, keys } = kube
    const shown = async (audience: string) => {
      const request = { issuerKey: keys.kube, subject: other.did, audience, now: Date.now() } as const
      const made = [issueCredential({ ...request, role: 'member' }), issueCredential({ ...request, role: 'admin' })]
      return [...subnet.credentials, ...(await Promise.all(made)).map(({ jwt }) => jwt)]
    }
    const enter = async (audience: string) => {
      const hello = { ...helloOf(other.peerId, 'other', subnet, membership, 1), credentials: await shown(audience) }
      return await admit(other.peerId, hello, subnet, membership)
    }
    const elsewhere = createSigningKey().did
    await expect(enter(elsewhere)).rejects.toMatchObject({ code: 'KUBE_DENIED' })
    expect(await provesAdmin(other.peerId, await shown(elsewhere), subnet, membership)).toBe(false)
    await expect(enter(subnet.root)).resolves.toBeUndefined()
    expect(await provesAdmin(other.peerId, await shown(subnet.root), subnet, membership)).toBe(true)
  })

  test('ends by the clock, and an admin KUBE revokes it at a cut by itself; others stay', async () => {
    await granted({ role: 'member' })
    const past = await granted({ role: 'admin', expires: Date.now() - hour })
    const lasting = await granted({ role: 'write', expires: Date.now() + hour })
    expect(counted()).toEqual([true, false])
    expect(kube.replica.ledger.grants(other.did).map(({ id }) => id)).toContain(past)
    const expiry = new Expiry({ kube, clock: realClock, scheduler: realScheduler })
    await expiry.turn()
    await expiry.turn()
    expiry.stop()
    const revoked = kube.membership.revocations()
    expect(revoked.map(({ credential, reason }) => [credential, reason])).toEqual([[past, 'it has expired']])
    expect(revoked[0]?.cut.map(({ chain }) => chain)).toEqual([kube.self])
    expect(kube.membership.isRemoved(other.peerId)).toBe(false)
    expect(kube.replica.ledger.grants(other.did).map(({ id }) => id)).not.toContain(past)
    expect(kube.replica.ledger.grants(other.did).map(({ id }) => id)).toContain(lasting)
  })
})

describe('a revocation', () => {
  test('of several keys at once ends all of them, also where another admin has ended one at the same time', async () => {
    const [admin, first, second] = [createSigningKey(), createSigningKey(), createSigningKey()]
    await granted({ role: 'member', subject: admin.did })
    await granted({ role: 'admin', subject: admin.did })
    for (const { did } of [first, second]) await granted({ role: 'member', subject: did })
    const { ledger } = kube.replica
    const seen = ledger.heads()
    const end = (key: SigningKey, reason: string) =>
      ({
        ref: revokedRef(key.peerId),
        commit: revocationCommit({ key: key.did, cut: [], reason }, kube.author(0))
      }) as const
    const both = [end(first, 'both'), end(second, 'both')]
    await kube.replica.append(() => ({
      updates: both.map(({ ref, commit }) => ({ ref, old: undefined, new: commit.id })),
      objects: both.flatMap(({ commit }) => commit.objects),
      message: 'both'
    }))
    const own = ledger.heads()[0]!.id
    const { ref, commit } = end(second, 'one')
    const composed = composeEntry({
      subnet: keyOfDid(kube.subnet.root),
      chain: admin.peerId,
      sequence: 1,
      time: { wallMs: Date.now() + 60_000, counter: 0 },
      publishedMs: Date.now(),
      deps: seen,
      updates: [{ ref, old: undefined, new: commit.id }],
      credentials: [],
      message: 'one',
      objects: commit.objects.map(object => describeObject(gitId(object.type, object.content), object)),
      name: 'admin'
    })
    const { bytes } = sealEntry(composed, createSigner(admin).sign(composed.payload))
    const staged = { ...kube.replica.decode(bytes), bytes, inline: commit.objects.map(rawObject) }
    expect((await kube.replica.commit([staged])).size).toBe(0)
    expect(ledger.standing(own)).toBe('set-aside')
    expect(ledger.grants(first.did)).toEqual([])
    expect([first, second].map(({ peerId }) => kube.membership.isRemoved(peerId))).toEqual([true, true])
    await kube.membership.rebuild(kube.replica)
    expect([first, second].map(({ peerId }) => kube.membership.isRemoved(peerId))).toEqual([true, true])
  })

  test('that is too large to be read is not written', () => {
    const cut = Array.from({ length: 20_000 }, (_, at) => {
      return { chain: `k51${String(at).padStart(59, '0')}`, sequence: 1, id: at.toString(16).padStart(40, '0') }
    })
    const write = () => revocationCommit({ credential: 'x', cut, reason: 'too much' }, kube.author(0))
    expect(write).toThrow(expect.objectContaining({ code: 'KUBE_LIMIT' }))
  })
})

test('an end that comes while others are being written is not put off', async () => {
  await granted({ role: 'member' })
  await granted({ role: 'admin', expires: Date.now() - hour })
  const pauses: number[] = []
  const after: Scheduler['after'] = ms => {
    pauses.push(ms)
    return () => undefined
  }
  const soon = Date.now() + 60_000
  const until = kube.replicator.until.bind(kube.replicator)
  kube.replicator.until = async () => {
    await granted({ role: 'write', expires: soon })
    return true
  }
  const expiry = new Expiry({ kube, clock: realClock, scheduler: { after } })
  await expiry.turn()
  kube.replicator.until = until
  expiry.stop()
  expect(pauses.at(-1)).toBeGreaterThan(0)
  expect(pauses.at(-1)).toBeLessThanOrEqual(60_000)
})

describe("what a member says of this machine's removal", () => {
  test('is a warning with its name until it lets the machine in again; of others it is nothing', async () => {
    kube.membership.heardRemoval(other.peerId)
    expect(removalWarnings(kube)).toEqual([])
    await granted({ role: 'member' })
    kube.membership.heardRemoval(other.peerId)
    expect(removalWarnings(kube)).toEqual([expect.stringContaining('says that this machine was removed')])
    kube.membership.heard(other.peerId, 1)
    expect(removalWarnings(kube)).toEqual([])
  })
})
