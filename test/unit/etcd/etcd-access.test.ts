// etcd that is not open to everybody: users with passwords and tokens that end, certificates on both sides. On a real server;
// skipped where etcd is not installed (Debian's `etcd-server`).
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { EtcdClient } from '../../../src/etcd/client.ts'
import type { EtcdAccess } from '../../../src/etcd/transport.ts'
import { readEtcdAccess } from '../../../src/node/strict/etcd-access.ts'
import { Etcd, hasEtcd } from '../../support/etcd.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const unreachable = (reason: RegExp) =>
  expect.objectContaining({ code: 'KUBE_UNREACHABLE', reason: expect.stringMatching(reason) })
const [user, password] = ['kube', 'a "secret" of its own']
const put = (client: EtcdClient, key: string) =>
  client.when({ key, createRevision: 0 }, [
    { type: 'put', key, value: 'v' },
    { type: 'get', key }
  ])

describe.skipIf(!hasEtcd)('etcd with users and certificates', () => {
  let etcd: Etcd
  let dir: string
  const files = (over: object = {}) => ({
    ca: path.join(dir, 'ca.crt'),
    cert: path.join(dir, 'client.crt'),
    key: path.join(dir, 'client.key'),
    ...over
  })
  const withUser = (over: object = {}) => files({ user, passwordFile: path.join(dir, 'password'), ...over })
  const clientOf = async (over: object = withUser()): Promise<EtcdClient> =>
    new EtcdClient([etcd.url], await readEtcdAccess('/', over))

  beforeAll(async () => {
    etcd = await Etcd.start({ tls: true })
    dir = etcd.dir
    fs.writeFileSync(path.join(dir, 'password'), `${password}\n`, { mode: 0o600 })
    await etcd.takeUsers(user, password)
  }, 60_000)
  afterAll(() => etcd?.end())

  test('lets in who has certificate, name and password, for what they may write', async () => {
    const client = await clientOf()
    expect(await put(client, '/kube/a')).toMatchObject({ succeeded: true, found: [{ value: 'v' }] })
    const lease = await client.grant(30)
    expect(await client.keepAlive(lease)).toBeGreaterThan(0)
    await client.revoke(lease)
    await expect(put(client, '/other')).rejects.toEqual(unreachable(/403 etcdserver: permission denied/))
  })

  test('does not let in anybody else', async () => {
    await expect(put(await clientOf(files()), '/kube/b')).rejects.toEqual(
      unreachable(/permission denied|user name is empty/)
    )
    for (const wrong of ['wrong', `${password}x`]) {
      fs.writeFileSync(path.join(dir, 'wrong'), wrong, { mode: 0o600 })
      const client = await clientOf(withUser({ passwordFile: path.join(dir, 'wrong') }))
      const refused = unreachable(/authentication failed, invalid user ID or password/)
      for (let tries = 0; tries < 2; tries++) await expect(put(client, '/kube/b')).rejects.toEqual(refused)
    }
    const noCertificate = withUser({ cert: undefined, key: undefined })
    await expect(put(await clientOf(noCertificate), '/kube/b')).rejects.toEqual(
      unreachable(/alert|ECONNRESET|EPROTO|certificate/i)
    )
    const stranger = withUser({ cert: path.join(dir, 'stranger.crt'), key: path.join(dir, 'stranger.key') })
    await expect(put(await clientOf(stranger), '/kube/b')).rejects.toEqual(
      unreachable(/alert|ECONNRESET|EPROTO|certificate/i)
    )
    for (const ca of [undefined, path.join(dir, 'other.crt')]) {
      await expect(put(await clientOf(withUser({ ca })), '/kube/b')).rejects.toEqual(
        unreachable(/certificate|self-signed|issuer/)
      )
    }
    expect(await put(await clientOf(), '/kube/b')).toMatchObject({ succeeded: true })
  })

  test('gives a new token where the old one has ended, or rights have changed, and what was asked is done once', async () => {
    const client = await clientOf()
    expect(await put(client, '/kube/c')).toMatchObject({ succeeded: true })
    // Tokens are in its memory alone.
    await etcd.stop()
    await etcd.start()
    const all = await Promise.all([1, 2, 3, 4].map(at => put(client, `/kube/c${at}`)))
    expect(all.map(({ succeeded }) => succeeded)).toEqual([true, true, true, true])
    expect(await put(client, '/kube/c')).toMatchObject({ succeeded: false })
    await etcd.asRoot('user/changepw', { name: user, password })
    expect(await put(client, '/kube/d')).toMatchObject({ succeeded: true })
  }, 60_000)

  test('is told no password in the clear by what goes wrong', async () => {
    const echo = http.createServer((request, response) => {
      let body = ''
      request.on('data', chunk => {
        body += String(chunk)
      })
      request.on('end', () =>
        response
          .writeHead(400)
          .end(JSON.stringify({ error: `no: ${(JSON.parse(body) as { password?: string }).password}` }))
      )
    })
    await new Promise<void>(resolve => echo.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void echo.close().closeAllConnections())
    const access: EtcdAccess = { user: { name: user, password: 'plain-secret' } }
    const client = new EtcdClient([`http://127.0.0.1:${(echo.address() as AddressInfo).port}`], access)
    const said: unknown = await put(client, '/kube/d').catch((error: unknown) => error)
    expect(said).toEqual(unreachable(/400 no: …/))
    expect(`${JSON.stringify(said)} ${String(said)} ${(said as Error).stack}`).not.toContain('plain-secret')
  })
})

describe('the files of a cluster', () => {
  test('that hold secrets are for this user alone; what is none is told without what is in it', async () => {
    const dir = await temporaryFolder()
    const write = (name: string, text: string, mode = 0o600): string => {
      fs.writeFileSync(path.join(dir, name), text, { mode })
      fs.chmodSync(path.join(dir, name), mode)
      return name
    }
    const code = (wanted: string) => expect.objectContaining({ code: wanted })
    const reads = (files: object) => readEtcdAccess(dir, files)
    expect(await reads({ user: 'kube', passwordFile: write('good', 'secret\n') })).toEqual({
      user: { name: 'kube', password: 'secret' }
    })
    for (const mode of [0o644, 0o640, 0o604]) {
      await expect(reads({ user: 'kube', passwordFile: write('loose', 'secret', mode) })).rejects.toEqual(
        code('KUBE_KEYS_LOOSE')
      )
      await expect(reads({ cert: 'good', key: write('loose', 'secret', mode) })).rejects.toEqual(
        code('KUBE_KEYS_LOOSE')
      )
    }
    for (const files of [
      { user: 'kube', passwordFile: 'missing' },
      { user: 'kube', passwordFile: write('empty', '\n') },
      { user: 'kube', passwordFile: write('lines', 'two\nsecret') },
      { ca: 'missing' },
      { cert: write('not', 'secret'), key: write('key', 'secret') }
    ]) {
      const said: unknown = await reads(files).catch((error: unknown) => error)
      expect(said).toEqual(code('KUBE_CONFIG_INVALID'))
      expect(`${JSON.stringify(said)} ${String(said)}`).not.toContain('secret')
    }
  })
})
