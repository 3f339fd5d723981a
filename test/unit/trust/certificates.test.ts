import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import tls, { type TLSSocket } from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import { issueIntermediate } from '../../../src/trust/authority.ts'
import { Certificates, type CertificatesOptions } from '../../../src/trust/certificates.ts'
import { createCertificateKey } from '../../../src/trust/keys.ts'
import { foundSubnet } from '../../../src/trust/subnet-file.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const start = Date.now()
const dayMs = 86_400_000
const deep = 'alice.notepad.kube.local'

async function setUp(more: Partial<CertificatesOptions> = {}) {
  const dir = path.join(await temporaryFolder(), 'keys')
  const { keys, subnet } = await foundSubnet({ dir, names: ['dxos.org'], now: start })
  const options: CertificatesOptions = {
    dir,
    name: 'laptop',
    peerId: keys.kube.peerId,
    bases: subnet.bases,
    rootCa: subnet.rootCa,
    rootCaKey: keys.rootCa,
    exists: name => name === deep,
    now: () => start,
    ...more
  }
  return { dir, keys, subnet, options }
}

/** The certificate that a verifying client is shown for a name. */
async function shown(certificates: Certificates, servername: string): Promise<X509Certificate> {
  const server = tls.createServer({
    ...certificates.defaults,
    SNICallback: (name, done) => done(null, certificates.contextFor(name))
  })
  server.on('tlsClientError', () => undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  return await new Promise((resolve, reject) => {
    const socket: TLSSocket = tls.connect({ host: '127.0.0.1', port, servername, ca: certificates.caPem }, () => {
      const certificate = socket.getPeerX509Certificate()!
      socket.destroy()
      resolve(certificate)
    })
    socket.on('error', reject)
  })
}

describe('what the web server shows', () => {
  test('a verifying client accepts it for every name of the subnet', async () => {
    const certificates = await Certificates.open((await setUp()).options)
    for (const name of ['kube.local', 'notepad.kube.local', 'kube.localhost', 'x.kube.localhost', 'y.dxos.org', deep]) {
      expect((await shown(certificates, name)).checkHost(name), name).toBeDefined()
    }
  })

  test('nothing is made for foreign names and names that are not in the graph', async () => {
    const certificates = await Certificates.open((await setUp()).options)
    const wildcard = certificates.contextFor('kube.local')
    expect(certificates.contextFor(undefined)).toBe(wildcard)
    expect(certificates.contextFor('Notepad.KUBE.local.')).toBe(wildcard)
    for (const name of ['google.com', 'notkube.local', 'local', '', 'bob.notepad.kube.local', 'a.b.c.kube.local']) {
      expect(certificates.contextFor(name), name).toBeUndefined()
    }
    expect(certificates.contextFor(deep)).not.toBe(wildcard)
    expect(certificates.contextFor(deep)).toBe(certificates.contextFor(deep))
    await expect(shown(certificates, 'google.com')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  })

  test('is kept, and private', async () => {
    const { options, dir } = await setUp()
    const first = await Certificates.open(options)
    const again = await Certificates.open(options)
    expect(again.leaf.serialNumber).toBe(first.leaf.serialNumber)
    for (const name of await fs.readdir(dir))
      expect((await fs.stat(path.join(dir, name))).mode & 0o777, name).toBe(0o600)
  })

  test('a deeper name that is gone from the graph is not shown any more', async () => {
    const names = new Set([deep])
    const { options } = await setUp({ exists: name => names.has(name) })
    const certificates = await Certificates.open(options)
    expect(certificates.contextFor(deep)).toBeDefined()
    names.clear()
    expect(certificates.contextFor(deep)).toBeUndefined()
  })
})

describe('renewal', () => {
  test('at two thirds of their life, not before', async () => {
    const { options } = await setUp()
    const certificates = await Certificates.open(options)
    const { serialNumber } = certificates.leaf
    const early = await certificates.renewIfDue(start + 59 * dayMs)
    expect(early.renewed).toBe(false)
    expect(Math.abs(early.next - (start + 60 * dayMs))).toBeLessThan(dayMs)
    const late = await certificates.renewIfDue(start + 61 * dayMs)
    expect(late.renewed).toBe(true)
    expect(certificates.leaf.serialNumber).not.toBe(serialNumber)
    expect(certificates.leaf.validToDate.getTime()).toBeGreaterThan(start + 140 * dayMs)
    expect((await certificates.renewIfDue(start + 61 * dayMs)).renewed).toBe(false)
  })

  test('a KUBE that is no admin asks one, and takes no bad answer', async () => {
    const { options, keys, subnet } = await setUp()
    await Certificates.open(options)
    const ca = { privateKey: keys.rootCa, certificate: new X509Certificate(subnet.rootCa) }
    const later = start + 61 * dayMs
    const { rootCaKey: _, ...member } = options
    const asking = (requestIntermediate: (key: KeyObject) => Promise<string>) =>
      Certificates.open({ ...member, requestIntermediate })
    const issue = (key: KeyObject) =>
      issueIntermediate(ca, key, { name: 'laptop', peerId: keys.kube.peerId, now: later }).toString()

    const deceived = await asking(async () => issue(createPublicKey(createCertificateKey())))
    await expect(deceived.renewIfDue(later)).rejects.toMatchObject({
      code: 'KUBE_PEER_MISBEHAVED',
      reason: expect.stringContaining('another key')
    })
    const served = await asking(async key => issue(key))
    expect(await served.renewIfDue(later)).toMatchObject({ renewed: true })
    expect(served.leaf.validToDate.getTime()).toBeGreaterThan(later + 80 * dayMs)
  })

  test('without an admin it goes on with what it has, and asks again in an hour at the soonest', async () => {
    const { options } = await setUp()
    await Certificates.open(options)
    const { rootCaKey: _, ...member } = options
    const certificates = await Certificates.open(member)
    const at = start + 80 * dayMs
    expect(await certificates.renewIfDue(at)).toEqual({ renewed: false, next: at + 3_600_000 })
    expect(certificates.contextFor('kube.local')).toBeDefined()
  })
})

describe('bad files', () => {
  test('a damaged one is named', async () => {
    const { options, dir } = await setUp()
    await Certificates.open(options)
    await fs.writeFile(path.join(dir, 'tls.pem'), 'nonsense', { mode: 0o600 })
    await expect(Certificates.open(options)).rejects.toMatchObject({
      code: 'KUBE_HOME_INVALID',
      message: expect.stringContaining('tls.pem')
    })
  })

  test('a member without its intermediate says what to do', async () => {
    const { options } = await setUp()
    const { rootCaKey: _, ...member } = options
    await expect(Certificates.open(member)).rejects.toMatchObject({ next: [expect.stringContaining('kubed join')] })
  })

  test('the key of another root CA is noticed', async () => {
    const { options } = await setUp({ rootCaKey: createCertificateKey() })
    await expect(Certificates.open(options)).rejects.toMatchObject({ code: 'KUBE_HOME_INVALID' })
  })

  test('a name that the root CA does not know is reported, not served', async () => {
    const { options } = await setUp()
    const certificates = await Certificates.open({ ...options, bases: [...options.bases, 'new.example'] })
    expect(certificates.unserved).toEqual(['new.example'])
    expect(certificates.contextFor('new.example')).toBeUndefined()
  })

  test('an intermediate of another root is replaced', async () => {
    const { options, dir } = await setUp()
    const other = await setUp()
    const stranger = await Certificates.open(other.options)
    await fs.copyFile(path.join(other.dir, 'intermediate-ca.pem'), path.join(dir, 'intermediate-ca.pem'))
    const certificates = await Certificates.open(options)
    expect(await shown(certificates, 'kube.local')).toBeDefined()
    expect(stranger.caPem).not.toBe(certificates.caPem)
  })
})
