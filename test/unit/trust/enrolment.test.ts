import { createPublicKey } from 'node:crypto'
import path from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { keyOfPeerId } from '../../../src/base/identity.ts'
import { sshBlobOfEd25519 } from '../../../src/base/ssh-key.ts'
import type { Channel } from '../../../src/ports/network.ts'
import { dxos } from '../../../src/proto/generated.js'
import { createRootCa } from '../../../src/trust/authority.ts'
import { Certificates } from '../../../src/trust/certificates.ts'
import { verifyMembership } from '../../../src/trust/credentials.ts'
import { type EnrolmentRequest, requestEnrolment } from '../../../src/trust/enrolment.ts'
import { type InviterOptions, serveEnrolment } from '../../../src/trust/enrolment-server.ts'
import type { JoinCode } from '../../../src/trust/join-code.ts'
import { createCertificateKey, createKubeKeys, createSigningKey, type SigningKey } from '../../../src/trust/keys.ts'
import { loadSubnet, saveJoined } from '../../../src/trust/subnet-file.ts'
import { channelPair } from '../../support/channel-pair.ts'
import { type FoundedSubnet, foundedSubnet } from '../../support/subnet.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const now = Date.now()
const certificateKey = createCertificateKey()
let subnet: FoundedSubnet
let joiner: SigningKey

beforeEach(async () => {
  subnet = await foundedSubnet(now)
  joiner = createSigningKey()
})

interface Changes {
  readonly request?: Partial<EnrolmentRequest>
  readonly options?: Partial<InviterOptions>
  /** The inviter's end goes through here. */
  readonly intercept?: (channel: Channel) => Channel
}

function requestOf(code: JoinCode, more: Partial<EnrolmentRequest> = {}): EnrolmentRequest {
  const publicKey = createPublicKey(certificateKey)
  return { code, kubeKey: joiner, name: 'second', certificateKey: publicKey, now: () => now, timeoutMs: 2000, ...more }
}

/** Both sides against each other. */
async function enrol(code: JoinCode, { request, options, intercept = channel => channel }: Changes = {}) {
  const inviter = { ...subnet.options, ...options }
  const asking = requestOf(code, request)
  const [ours, theirs] = channelPair(asking.kubeKey.peerId, inviter.kubeKey.peerId)
  const [asked, served] = await Promise.allSettled([
    requestEnrolment(ours, asking),
    serveEnrolment(intercept(theirs), inviter)
  ])
  if (served.status === 'rejected') throw served.reason
  return { asked, served: served.value }
}

async function granted(code: JoinCode, changes?: Changes) {
  const { asked } = await enrol(code, changes)
  if (asked.status === 'rejected') throw asked.reason
  return asked.value
}

async function refusedWith(code: JoinCode, expected: string, changes?: Changes) {
  const { asked, served } = await enrol(code, changes)
  expect(asked).toMatchObject({ status: 'rejected', reason: { code: expected } })
  expect(served.type).toBe('refused')
  return { reason: (asked as PromiseRejectedResult).reason, served }
}

/** What the joining side sent, read by somebody in between. */
function recording(into: dxos.kube.EnrolMessage[]): (channel: Channel) => Channel {
  return channel => ({
    ...channel,
    async *[Symbol.asyncIterator]() {
      for await (const message of channel) {
        into.push(dxos.kube.EnrolMessage.decode(message))
        yield message
      }
    }
  })
}

describe('enrolment', () => {
  test('makes a member with what it needs to serve', async () => {
    const code = await subnet.invite()
    const grant = await granted(code)
    expect(grant).toMatchObject({ roles: ['member', 'write'], root: subnet.subnet.root, bases: subnet.subnet.bases })
    expect(grant.rootCaKey).toBeUndefined()
    expect(grant.inviter).toEqual({ peerId: subnet.keys.kube.peerId, name: 'first' })
    expect(grant.machines.map(({ name }) => name)).toEqual(['first'])
    const { roles } = await verifyMembership(grant.credentials, { root: grant.root, subject: joiner.did, now })
    expect(roles).toEqual(['member', 'write'])
    expect(subnet.records).toMatchObject([{ codeId: subnet.idOf(code), peerId: joiner.peerId, name: 'second' }])
    expect(subnet.records[0]!.credentials.map(({ role }) => role)).toEqual(['member', 'write'])
  })

  test('is kept, and the home serves with it', async () => {
    const grant = await granted(await subnet.invite())
    const keys = await createKubeKeys(path.join(await temporaryFolder(), 'keys'))
    const { dir } = keys
    const saved = await saveJoined(keys, grant, certificateKey)
    expect(await loadSubnet(dir, keys.kube)).toEqual(saved)
    const certificates = await Certificates.open({
      dir,
      name: 'second',
      peerId: joiner.peerId,
      bases: saved.bases,
      rootCa: saved.rootCa,
      exists: () => false,
      now: () => now
    })
    expect(certificates.leaf.checkHost('notepad.kube.local')).toBeDefined()
    expect(certificates.caPem).toBe(subnet.subnet.rootCa)
  })

  test('an admin gets the root CA too, and can invite the next', async () => {
    const grant = await granted(await subnet.invite({ as: 'admin' }))
    expect(grant.roles).toEqual(['member', 'write', 'admin'])
    expect(grant.rootCaKey?.equals(subnet.keys.rootCa)).toBe(true)
    const third = createSigningKey()
    const code = { ...(await subnet.invite()), peer: joiner.publicKey }
    const options = {
      kubeKey: joiner,
      credentials: grant.credentials,
      rootCa: { privateKey: grant.rootCaKey!, certificate: grant.rootCa },
      caBinding: grant.caBinding
    }
    const next = await granted(code, { request: { kubeKey: third }, options })
    const request = { root: grant.root, subject: third.did, now }
    expect((await verifyMembership(next.credentials, request)).roles).toEqual(['member', 'write'])
  })

  test('lets in the key of the person too', async () => {
    const person = createSigningKey()
    await granted(await subnet.invite({ as: 'admin' }), {
      request: { accountKey: sshBlobOfEd25519(person.publicKey) }
    })
    const theirs = subnet.records[0]!.credentials.filter(({ subject }) => subject === person.did)
    expect(theirs.map(({ role, account }) => [role, account?.key.split(' ')[0]])).toEqual([
      ['member', 'ssh-ed25519'],
      ['write', 'ssh-ed25519']
    ])
  })

  test('sends nothing of the secret before it knows the other side', async () => {
    const sent: dxos.kube.EnrolMessage[] = []
    const code = await subnet.invite()
    const stranger = await foundedSubnet(now)
    const { root, credentials } = stranger.options
    await refusedWith(code, 'KUBE_CODE_SUBNET', { options: { root, credentials }, intercept: recording(sent) })
    expect(sent.map(({ body }) => body)).toEqual(['hello', 'refusal'])
    expect(JSON.stringify(sent)).not.toContain(Buffer.from(code.secret).toString('base64'))
    await expect(granted(code)).resolves.toBeDefined()
  })
})

describe('the joining side refuses', () => {
  test('another KUBE at the address', async () => {
    const { reason } = await refusedWith(await subnet.invite(), 'KUBE_CODE_SUBNET', {
      options: { kubeKey: createSigningKey() }
    })
    expect(reason.reason).toMatch(/identity/)
  })

  test('a code of another subnet than that of this home', async () => {
    const { reason } = await refusedWith(await subnet.invite(), 'KUBE_CODE_SUBNET', {
      request: { homeRoot: createSigningKey().did }
    })
    expect(reason.reason).toMatch(/this home is in the subnet/)
    await expect(granted(await subnet.invite(), { request: { homeRoot: subnet.subnet.root } })).resolves.toBeDefined()
  })

  test('a KUBE that cannot show that it is an admin', async () => {
    const member = await granted(await subnet.invite())
    const code = { ...(await subnet.invite()), peer: joiner.publicKey }
    const third = createSigningKey()
    const options = { kubeKey: joiner, credentials: member.credentials }
    await refusedWith(code, 'KUBE_DENIED', { request: { kubeKey: third }, options })
    await refusedWith(code, 'KUBE_DENIED', {
      request: { kubeKey: third },
      options: { kubeKey: joiner, credentials: [] }
    })
  })

  test('clocks that are more than five minutes apart, with both', async () => {
    for (const apart of [301_000, -301_000, 3_600_000]) {
      const { reason } = await refusedWith(await subnet.invite({ ttlMs: 86_400_000 }), 'KUBE_CLOCK', {
        request: { now: () => now + apart }
      })
      expect(reason.reason).toContain(new Date(now).toISOString())
      expect(reason.reason).toContain(new Date(now + apart).toISOString())
    }
    for (const apart of [299_000, -299_000]) {
      await expect(granted(await subnet.invite(), { request: { now: () => now + apart } })).resolves.toBeDefined()
    }
  })

  test('a root CA that the subnet root did not name', async () => {
    const rootCa = createRootCa({ subnetDid: subnet.subnet.root, bases: subnet.subnet.bases, now })
    const { asked } = await enrol(await subnet.invite(), { options: { rootCa } })
    expect(asked).toMatchObject({
      reason: { code: 'KUBE_PEER_MISBEHAVED', message: expect.stringContaining('step 4') }
    })
  })
})

describe('the inviting side refuses', () => {
  test('a wrong secret, and leaves the code open', async () => {
    const code = await subnet.invite()
    await refusedWith({ ...code, secret: new Uint8Array(16) }, 'KUBE_CODE_INVALID')
    expect(subnet.records).toEqual([])
    await expect(granted(code)).resolves.toBeDefined()
  })

  test('a code that was used, by another machine', async () => {
    const code = await subnet.invite()
    await granted(code)
    const { reason } = await refusedWith(code, 'KUBE_CODE_USED', { request: { kubeKey: createSigningKey() } })
    expect(reason).toMatchObject({
      message: 'the join code was used before',
      next: [expect.stringContaining('kubed invite')]
    })
    expect(reason.reason).toMatch(/step 4 of 4.*used 1 of 1 times/)
    expect(subnet.records).toHaveLength(1)
  })

  test('a code that has expired, by its own clock', async () => {
    const code = await subnet.invite({ ttlMs: 1000 })
    await refusedWith(code, 'KUBE_CODE_EXPIRED', { options: { now: () => now + 1000 } })
    await refusedWith(code, 'KUBE_CODE_EXPIRED', { request: { now: () => now + 400_000 } })
  })

  test('a machine that was removed, whatever code it has, and leaves the code open', async () => {
    const code = await subnet.invite()
    const isRemoved = (peer: string): boolean => peer === joiner.peerId
    const { reason } = await refusedWith(code, 'KUBE_DENIED', { options: { isRemoved } })
    expect(reason.reason).toMatch(/removed from the subnet; another home has another/)
    expect(subnet.records).toEqual([])
    await expect(granted(code, { request: { kubeKey: createSigningKey() } })).resolves.toBeDefined()
  })

  test('a code that it did not make', async () => {
    await refusedWith({ ...(await subnet.invite()), id: new Uint8Array(8) }, 'KUBE_CODE_UNKNOWN')
  })

  test('a proof that was recorded before', async () => {
    const sent: Uint8Array[] = []
    const code = await subnet.invite({ uses: 2 })
    const record = (channel: Channel): Channel => ({
      ...channel,
      async *[Symbol.asyncIterator]() {
        for await (const message of channel) {
          sent.push(message)
          yield message
        }
      }
    })
    await enrol(code, { intercept: record })
    const other = createSigningKey()
    for (const peer of [joiner.peerId, other.peerId]) {
      const [replayed, theirs] = channelPair(peer, subnet.keys.kube.peerId)
      const outcome = serveEnrolment(theirs, subnet.options)
      for (const message of sent) await replayed.send(message)
      await replayed.close()
      expect(await outcome).toMatchObject({ type: 'refused', error: { code: 'KUBE_CODE_INVALID' } })
    }
    expect(subnet.records).toHaveLength(1)
  })

  test('grants nothing before the ledger has it, and no details of its own faults', async () => {
    const code = await subnet.invite()
    const record = async () => {
      throw new Error('no space in /home/somebody/.kube')
    }
    const { reason } = await refusedWith(code, 'KUBE_PEER_REFUSED', { options: { record } })
    expect(JSON.stringify(reason)).not.toContain('somebody')
    await refusedWith(code, 'KUBE_CODE_USED', { request: { kubeKey: createSigningKey() } })
    await expect(granted(code)).resolves.toMatchObject({ roles: ['member', 'write'] })
    expect(subnet.records).toHaveLength(1)
  })
})

describe('once', () => {
  test('a machine that lost the connection gets the same again', async () => {
    const code = await subnet.invite({ as: 'admin' })
    const cut = (channel: Channel): Channel => ({
      ...channel,
      send: async message => {
        if (dxos.kube.EnrolMessage.decode(message).grant) channel.abort(new Error('cable pulled'))
        await channel.send(message)
      }
    })
    const lost = await enrol(code, { intercept: cut })
    expect(lost.asked).toMatchObject({ status: 'rejected', reason: { code: 'KUBE_UNREACHABLE' } })
    expect(subnet.records).toHaveLength(1)
    const again = await granted(code)
    const issued = subnet.records[0]!.credentials.map(({ jwt }) => jwt)
    expect(again.credentials.slice(0, 3)).toEqual(issued)
    expect(subnet.records).toHaveLength(1)
  })

  test('of many machines with one code at the same time, one gets in', async () => {
    const code = await subnet.invite()
    const keys = Array.from({ length: 8 }, createSigningKey)
    const all = await Promise.all(keys.map(kubeKey => enrol(code, { request: { kubeKey } })))
    const ins = all.filter(({ asked }) => asked.status === 'fulfilled')
    expect(ins).toHaveLength(1)
    expect(subnet.records).toHaveLength(1)
    for (const { asked } of all) {
      if (asked.status === 'rejected') expect(asked.reason).toMatchObject({ code: 'KUBE_CODE_USED' })
    }
  })
})

describe('a peer that misbehaves', () => {
  const silent = (channel: Channel): Channel => ({
    ...channel,
    [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) })
  })

  test('silence ends in time, on either side', async () => {
    const code = await subnet.invite()
    const [ours] = channelPair(joiner.peerId, subnet.keys.kube.peerId)
    const [, theirs] = channelPair(joiner.peerId, subnet.keys.kube.peerId)
    const [asked, served] = await Promise.all([
      requestEnrolment(ours, requestOf(code, { timeoutMs: 50 })).catch(error => error),
      serveEnrolment(silent(theirs), { ...subnet.options, timeoutMs: 50 })
    ])
    expect(asked).toMatchObject({ code: 'KUBE_TIMEOUT', message: expect.stringContaining('step 2 of 4') })
    expect(served).toMatchObject({ type: 'refused', error: { code: 'KUBE_TIMEOUT' } })
  })

  test('a signal ends it at once', async () => {
    const code = await subnet.invite()
    const controller = new AbortController()
    const [ours] = channelPair(joiner.peerId, subnet.keys.kube.peerId)
    const asking = requestEnrolment(ours, requestOf(code, { signal: controller.signal }))
    controller.abort()
    await expect(asking).rejects.toMatchObject({ code: 'KUBE_INTERRUPTED' })
  })

  test('garbage is refused on either side', async () => {
    const code = await subnet.invite()
    const message = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.constant(new Uint8Array(200_000)),
      fc
        .constantFrom<dxos.kube.EnrolMessage.$Properties[]>(
          { hello: {} },
          { identity: {} },
          {
            identity: {
              root: subnet.keys.root.publicKey,
              nonce: new Uint8Array(32),
              clockMs: now,
              credentials: ['x.y.z']
            }
          },
          { proof: {} },
          { grant: {} },
          { refusal: { code: 'KUBE_NONSENSE', reason: 'a\u001b[31mb\n'.repeat(1000) } },
          { refusal: { code: 'constructor' } }
        )
        .map(body => dxos.kube.EnrolMessage.encode(body).finish())
    )
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 3 }), async messages => {
        const [ours, theirs] = channelPair(joiner.peerId, subnet.keys.kube.peerId)
        const [toServer, server] = channelPair(joiner.peerId, subnet.keys.kube.peerId)
        const asking = requestEnrolment(ours, requestOf(code)).catch(error => error)
        const serving = serveEnrolment(server, subnet.options)
        for (const channel of [theirs, toServer]) {
          // One that is too long ends the channel.
          for (const bytes of messages) await channel.send(bytes).catch(() => undefined)
          await channel.close()
        }
        const error = await asking
        expect(error.code).toMatch(/^KUBE_(PEER_MISBEHAVED|PEER_REFUSED|UNREACHABLE|CODE_SUBNET|CREDENTIAL_INVALID)$/)
        expect(error.reason).not.toMatch(/\p{Cc}/u)
        expect(error.reason.length).toBeLessThan(600)
        expect(await serving).toMatchObject({ type: 'refused' })
      }),
      { numRuns: 60 }
    )
    expect(subnet.records).toEqual([])
  })

  test('a name that could write over the terminal is refused', async () => {
    const evil = (channel: Channel): Channel => ({
      ...channel,
      send: async message => {
        const decoded = dxos.kube.EnrolMessage.decode(message)
        if (!decoded.identity) return await channel.send(message)
        const identity = { ...decoded.identity, name: '\u001b]0;owned\u0007first' }
        await channel.send(dxos.kube.EnrolMessage.encode({ identity }).finish())
      }
    })
    const grant = await granted(await subnet.invite(), { intercept: evil })
    expect(grant.inviter.name).toBe(']0;owned first')
  })

  test('the peer of a grant is the peer of the channel', async () => {
    await granted(await subnet.invite())
    const [{ peerId, credentials }] = subnet.records as [FoundedSubnet['records'][0]]
    expect(keyOfPeerId(peerId)).toEqual(joiner.publicKey)
    expect(new Set(credentials.map(({ subject }) => subject))).toEqual(new Set([joiner.did]))
  })
})
