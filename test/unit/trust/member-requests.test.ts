// What members ask of admins, over a channel: certificates, another key, and what is no request.
import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import type { Channel } from '../../../src/ports/network.ts'
import { issueIntermediate } from '../../../src/trust/authority.ts'
import { Certificates } from '../../../src/trust/certificates.ts'
import { createCertificateKey, createSigningKey, loadKeys } from '../../../src/trust/keys.ts'
import { answerMember, askAsMember, type MemberAnswer, type MemberRequest } from '../../../src/trust/member-requests.ts'
import {
  beginRotation,
  endRotation,
  readRotation,
  rotationToRetire,
  takeUpRotation
} from '../../../src/trust/rotation.ts'
import { loadSubnet, saveNextCredentials } from '../../../src/trust/subnet-file.ts'
import { channelPair } from '../../support/channel-pair.ts'
import { type FoundedSubnet, foundedSubnet } from '../../support/subnet.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.now()
const member = createSigningKey()
let subnet: FoundedSubnet
beforeEach(async () => {
  subnet = await foundedSubnet(now)
})

type Answer = (request: MemberRequest) => Promise<MemberAnswer>

/** An admin whose clock shows `at`. */
const admin =
  (at: () => number): Answer =>
  async request => {
    if (request.type !== 'certificate') throw new KubeError('KUBE_DENIED', 'not today', { reason: 'it is a test' })
    const about = { name: 'second', peerId: member.peerId, now: at() }
    return { type: 'certificate', certificate: issueIntermediate(subnet.options.rootCa, request.publicKey, about) }
  }

async function ask(request: MemberRequest, answer: Answer): Promise<MemberAnswer> {
  const [ours, theirs] = channelPair(member.peerId, subnet.keys.kube.peerId)
  const [asked] = await Promise.all([askAsMember(ours, request), answerMember(theirs, answer)])
  return asked
}

describe('a certificate', () => {
  test('of a member is renewed by an admin at two thirds of its life, again and again, and never before', async () => {
    let clock = now
    let asked = 0
    let refused = false
    const dir = subnet.dir
    const requestIntermediate = async (publicKey: ReturnType<typeof createPublicKey>): Promise<string> => {
      asked++
      if (refused) throw new KubeError('KUBE_PEER_REFUSED', 'no member any more', { reason: 'removed' })
      const answer = await ask(
        { type: 'certificate', publicKey },
        admin(() => clock)
      )
      if (answer.type !== 'certificate') throw new Error('no certificate')
      return answer.certificate.toString()
    }
    const certificates = await Certificates.open({
      dir,
      name: 'second',
      peerId: member.peerId,
      bases: subnet.subnet.bases,
      rootCa: subnet.subnet.rootCa,
      requestIntermediate,
      exists: () => false,
      now: () => clock
    })
    const root = new X509Certificate(subnet.subnet.rootCa)
    expect((await certificates.renewIfDue(clock)).renewed).toBe(false)
    const before = asked
    for (let turn = 1; turn <= 3; turn++) {
      const { next } = await certificates.renewIfDue(clock)
      // Asked hourly and daily on the way there, nothing is done.
      for (const early of [next - 30 * day, next - day, next - 60_000]) {
        expect((await certificates.renewIfDue(early)).renewed).toBe(false)
      }
      const { from, to } = validity(certificates)
      expect(Math.abs(next - (from + ((to - from) * 2) / 3))).toBeLessThan(day)
      clock = next
      expect((await certificates.renewIfDue(clock)).renewed).toBe(true)
      expect(asked).toBe(before + turn)
      expect(validity(certificates).to).toBeGreaterThan(to + 50 * day)
      const [, intermediate] = certificates.defaults.cert.split(/(?<=-----END CERTIFICATE-----\n)/)
      expect(new X509Certificate(intermediate ?? '').verify(root.publicKey)).toBe(true)
    }
    // One that was removed keeps what it has, and that ends.
    refused = true
    const { next } = await certificates.renewIfDue(clock)
    const { to } = validity(certificates)
    await expect(certificates.renewIfDue(next)).rejects.toMatchObject({ code: 'KUBE_PEER_REFUSED' })
    expect(validity(certificates).to).toBe(to)
    expect(to - next).toBeLessThan(31 * day)
  })

  test('is for the key that was sent; a key that is not P-256 is refused', async () => {
    const publicKey = createPublicKey(createCertificateKey())
    const answer = await ask(
      { type: 'certificate', publicKey },
      admin(() => now)
    )
    expect(answer.type === 'certificate' && answer.certificate.publicKey.equals(publicKey)).toBe(true)
    const wrong = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey
    await expect(
      ask(
        { type: 'certificate', publicKey: wrong },
        admin(() => now)
      )
    ).rejects.toMatchObject({
      code: 'KUBE_KEY_INVALID'
    })
  })
})

function validity(certificates: Certificates): { from: number; to: number } {
  return { from: certificates.leaf.validFromDate.getTime(), to: certificates.leaf.validToDate.getTime() }
}

describe('the conversation', () => {
  test('a refusal is told in words of the catalogue; a fault of the admin is not told at all', async () => {
    await expect(
      ask(
        { type: 'leave' },
        admin(() => now)
      )
    ).rejects.toMatchObject({
      code: 'KUBE_DENIED',
      reason: 'it is a test'
    })
    const fault: Answer = async () => {
      throw new Error('/home/secret/place is broken')
    }
    const said = await ask({ type: 'leave' }, fault).catch(error => error as KubeError)
    expect([(said as KubeError).code, (said as KubeError).reason]).toEqual(['KUBE_PEER_REFUSED', 'a fault of its own'])
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['noise', new Uint8Array(300).fill(0xff)]
  ])('%s is no request and no answer', async (_, bytes) => {
    const [ours, theirs] = channelPair(member.peerId, subnet.keys.kube.peerId)
    await ours.send(bytes)
    const answer = admin(() => now)
    expect((await answerMember(theirs, answer))?.code).toBe('KUBE_PEER_MISBEHAVED')
    const [asking, answering] = channelPair(member.peerId, subnet.keys.kube.peerId)
    await answering.send(bytes)
    await expect(askAsMember(asking, { type: 'leave' })).rejects.toMatchObject({ code: 'KUBE_PEER_MISBEHAVED' })
  })

  test('more than the limit ends the channel before it has all come', async () => {
    const most = 128 << 10
    const limits: number[] = []
    const watched = (channel: Channel): Channel => ({ ...channel, limit: bytes => void limits.push(bytes) })
    const [ours, theirs] = channelPair(member.peerId, subnet.keys.kube.peerId)
    await Promise.all([
      askAsMember(watched(ours), { type: 'leave' }),
      answerMember(watched(theirs), async () => ({ type: 'done' }))
    ])
    expect(limits).toEqual([most, most])
    const [asking, answering] = channelPair(member.peerId, subnet.keys.kube.peerId)
    await answering.send(new Uint8Array(most + 1))
    await expect(askAsMember(asking, { type: 'leave' })).rejects.toMatchObject({ code: 'KUBE_PEER_MISBEHAVED' })
  })

  test('a side that says nothing is not waited for', async () => {
    vi.useFakeTimers()
    try {
      const [ours] = channelPair(member.peerId, subnet.keys.kube.peerId)
      const asked = expect(askAsMember(ours, { type: 'leave' })).rejects.toMatchObject({
        code: 'KUBE_TIMEOUT',
        reason: 'nothing came in 15 s'
      })
      await vi.advanceTimersByTimeAsync(15_000)
      await asked
    } finally {
      vi.useRealTimers()
    }
  })

  test('an answer to another question is none', async () => {
    await expect(ask({ type: 'leave' }, async () => ({ type: 'rotate', credentials: [] }))).rejects.toMatchObject({
      code: 'KUBE_PEER_MISBEHAVED'
    })
  })
})

describe('another key', () => {
  test('is the same however often it is begun, and takes over with what was granted', async () => {
    const { dir, keys } = subnet
    const first = await beginRotation(dir, keys.kube, createSigningKey, now)
    const again = await beginRotation(dir, keys.kube, createSigningKey, now + 1000)
    expect([again.next.peerId, again.statement]).toEqual([first.next.peerId, first.statement])
    expect(await readRotation(first.statement)).toMatchObject({ from: keys.kube.peerId, to: first.next.peerId })
    expect(await rotationToRetire(dir, keys.kube.peerId)).toBeUndefined()
    await endRotation(dir, first.next, ['a.b.c'])
    expect((await loadKeys(dir))?.kube.peerId).toBe(first.next.peerId)
    expect((await loadSubnet(dir, first.next))?.credentials).toEqual(['a.b.c'])
    expect(await rotationToRetire(dir, first.next.peerId)).toBe(first.statement)
    // The key before has to be ended first.
    await expect(beginRotation(dir, first.next, createSigningKey, now)).rejects.toMatchObject({ code: 'KUBE_STALE' })
  })

  test('a crash between the grant and the new key is made good at the next start', async () => {
    const { dir, keys } = subnet
    const { next } = await beginRotation(dir, keys.kube, createSigningKey, now)
    await saveNextCredentials(dir, next, ['x'])
    // Cut short after the key, before the credentials.
    const pem = fs.readFileSync(path.join(dir, 'kube-next.pem'))
    fs.writeFileSync(path.join(dir, 'kube.pem'), pem)
    await takeUpRotation(dir)
    await takeUpRotation(dir)
    const loaded = await loadKeys(dir)
    expect(loaded?.kube.peerId).toBe(next.peerId)
    expect((await loadSubnet(dir, next))?.credentials).toEqual(['x'])
    expect(fs.readdirSync(dir).filter(name => name.includes('-next'))).toEqual([])
  })

  test('a statement by somebody else, or about oneself, is none', async () => {
    const { keys, subnet: founded } = subnet
    for (const jwt of [founded.credentials[0] ?? '', founded.caBinding, 'a.b.c']) {
      await expect(readRotation(jwt)).rejects.toMatchObject({ code: 'KUBE_CREDENTIAL_INVALID' })
    }
    const { stateRotation } = await import('../../../src/trust/rotation.ts')
    const own = await stateRotation(keys.kube, keys.kube.publicKey, now)
    await expect(readRotation(own)).rejects.toMatchObject({ code: 'KUBE_CREDENTIAL_INVALID' })
  })
})
