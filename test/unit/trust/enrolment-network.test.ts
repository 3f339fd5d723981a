// Enrolment over the network that KUBEs use: how a conversation ends depends on it.
import { createPublicKey } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { createNetwork } from '../../../src/p2p/network.ts'
import type { Network } from '../../../src/ports/network.ts'
import { requestEnrolment } from '../../../src/trust/enrolment.ts'
import { enrolProtocol } from '../../../src/trust/enrolment-proof.ts'
import { type EnrolmentOutcome, serveEnrolment } from '../../../src/trust/enrolment-server.ts'
import { decodeJoinCode, encodeJoinCode } from '../../../src/trust/join-code.ts'
import { createCertificateKey, createSigningKey, libp2pPrivateKey, type SigningKey } from '../../../src/trust/keys.ts'
import { foundedSubnet } from '../../support/subnet.ts'

const events = { connected: () => undefined, disconnected: () => undefined }

async function start(key: SigningKey): Promise<Network> {
  const network = createNetwork({ privateKey: libp2pPrivateKey(key), listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false })
  await network.start(events)
  onTestFinished(async () => await network.stop())
  return network
}

test('a code is redeemed, and refused when it was used, at the addresses in it', async () => {
  const now = Date.now()
  const subnet = await foundedSubnet(now)
  const inviter = await start(subnet.keys.kube)
  const outcomes: Promise<EnrolmentOutcome>[] = []
  inviter.handle(enrolProtocol, async channel => {
    outcomes.push(serveEnrolment(channel, subnet.options))
    await outcomes.at(-1)
  })
  const addresses = inviter.addresses().map(address => address.replace(/\/p2p\/.*/, ''))
  const code = decodeJoinCode(encodeJoinCode({ ...(await subnet.invite()), addresses }))
  const certificateKey = createPublicKey(createCertificateKey())

  const join = async (kubeKey: SigningKey) => {
    const network = await start(kubeKey)
    const peer = await network.dial(code.addresses)
    expect(peer).toBe(inviter.peerId)
    const channel = await network.open(peer, enrolProtocol)
    return await requestEnrolment(channel, { code, kubeKey, name: 'second', certificateKey, now: () => now })
  }
  const joiner = createSigningKey()
  const began = performance.now()
  expect(await join(joiner)).toMatchObject({ roles: ['member', 'write'], inviter: { name: 'first' } })
  await expect(join(createSigningKey())).rejects.toMatchObject({
    code: 'KUBE_CODE_USED',
    reason: expect.stringContaining('used 1 of 1 times')
  })
  expect((await Promise.all(outcomes)).map(({ type }) => type)).toEqual(['enrolled', 'refused'])
  // Neither side waits for its time limit when a conversation has ended.
  expect(performance.now() - began).toBeLessThan(1500)
})
