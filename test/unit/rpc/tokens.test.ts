// Tokens and read access, as every door sees them: one real KUBE, its gateway in front.
import { createHmac } from 'node:crypto'
import fs from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { credentialRef } from '../../../src/node/trust-refs.ts'
import { grant, revoke } from '../../../src/rpc/grants.ts'
import { setRecords } from '../../../src/rpc/records/record-set.ts'
import { roleClaims } from '../../../src/trust/credentials.ts'
import { signClaims } from '../../../src/trust/jwt-credential.ts'
import { createSigningKey } from '../../../src/trust/keys.ts'
import { localKube } from '../../support/local-kube.ts'
import { served } from '../../support/served-kube.ts'
import { exchange } from '../../support/web-gateway.ts'

const dayMs = 86_400_000

const doors = [
  '/vault/plan',
  '/vault/plan/',
  '/vault/plan?own',
  '/vault/plan?children',
  '/vault?record',
  '/vault/no/such/thing',
  '/vault/plan.git/info/refs?service=git-upload-pack',
  '/open/shown',
  `/.well-known/dmg?${new URLSearchParams({ url: 'https://kube.local/vault/plan' })}`,
  `/.well-known/dmg?${new URLSearchParams({ url: 'dx://vault/nothing' })}`
]

test('without a token no door opens, and each asks for one; with it they open, and no other node does', async () => {
  const { ask, status, read, kube, web } = await served()
  for (const door of doors) {
    const { status: got, headers, body } = await ask(door)
    expect([door, got]).toEqual([door, 401])
    expect(headers['www-authenticate']).toMatch(/^Basic realm="KUBE".*Bearer realm="KUBE"$/)
    expect(headers['cache-control']).toBe('no-store')
    expect(String(body)).not.toMatch(/the plan|local\/kube/)
  }
  const call = await web.ask('kube.local', '/.well-known/dmg/GetRecords', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ records: ['dx://vault/plan'] })
  })
  expect([call.status, call.headers['www-authenticate']]).toEqual([401, expect.stringContaining('Bearer')])
  const { token, id } = await read('dx://vault')
  const opened = await ask('/vault/plan', token!)
  expect([opened.status, JSON.parse(String(opened.body)).title]).toEqual([200, 'the plan'])
  expect(opened.headers['cache-control']).toBe('private, no-cache')
  expect(opened.headers.vary).toContain('Authorization')
  expect(opened.headers['cross-origin-resource-policy']).toBe('same-origin')
  const seen = await ask('/open', token!)
  expect([seen.status, seen.headers['cross-origin-resource-policy']]).toEqual([200, undefined])
  expect(await status('/open/shown', token!)).toBe(200)
  expect(await status('/strongbox/plan', token!)).toBe(403)
  expect(await status('/vault/plan')).toBe(401)
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
  expect((await ask('/vault/plan', undefined, basic(`git:${token}`))).status).toBe(200)
  expect((await ask('/vault/plan', undefined, basic(`${token}:`))).status).toBe(200)
  expect((await ask('/vault/plan', undefined, basic('git:secret'))).headers['www-authenticate']).toContain(
    'invalid_token'
  )
  await revoke(kube, id)
  for (const door of doors) expect([door, await status(door, token!)]).toEqual([door, 401])
})

test('a page of another origin does not use what the browser sends by itself', async () => {
  const { local, web, read } = await served()
  const { kube, bases } = local
  await setRecords(kube, bases, [
    { name: 'dx://vault/api', type: 'service', json: { addresses: ['http://127.0.0.1:1'] } }
  ])
  const { token } = await read('dx://vault')
  const basic = `Basic ${Buffer.from(`x:${token}`).toString('base64')}`
  const post = async (headers: Record<string, string>) =>
    (await web.ask('kube.local', '/vault/api', { method: 'POST', headers })).status
  for (const foreign of [
    { origin: 'https://evil.example.com' },
    { origin: 'https://open.kube.local' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' }
  ]) {
    expect([foreign, await post({ authorization: basic, ...foreign })]).toEqual([foreign, 403])
  }
  // What a program sends, and a token that no browser adds by itself, go on to the service, which is not there.
  expect(await post({ authorization: basic })).toBe(502)
  expect(await post({ authorization: `Bearer ${token}`, origin: 'https://open.kube.local' })).toBe(502)
})

test('lists leave out what the reader may not see, and never keep one reader’s list for another', async () => {
  const { ask, read, dmg, kube } = await served()
  const names = async (token?: string): Promise<string> => String((await ask('/?children', token)).body)
  const { token } = await read('dx://vault')
  for (let round = 0; round < 2; round++) {
    expect(await names()).not.toMatch(/vault|strongbox|club/)
    expect(await names(token!)).toContain('vault')
    expect(await names(token!)).not.toMatch(/strongbox|club/)
  }
  const reader = await kube.tokens.find(token!)
  const list = async (who: NonNullable<typeof reader> | 'anyone') =>
    (await dmg.listRecords({ name: '/local/kube', recursive: true }, { reader: who, writes: undefined })).records.map(
      ({ name }) => name
    )
  expect((await list('anyone')).join()).not.toMatch(/vault|strongbox/)
  expect(await list(reader!)).toContain('dx://vault/plan')
})

test('a mount over a private node does not give away what it hides', async () => {
  const { kube, bases, dmg } = await served()
  await setRecords(kube, bases, [{ name: '/local/kube', text: 'mounts:\n  vault: dx://open\n' }])
  const caller = { reader: 'anyone', writes: undefined } as const
  const { records } = await dmg.listRecords({ name: '/local/kube', recursive: true }, caller)
  expect(records.map(({ name }) => name).join()).not.toContain('vault')
})

test('the fast lane gives a private answer to the same head alone, and only while its token holds', async () => {
  const { web, read, kube } = await served()
  const { token, id } = await read('dx://vault', 3_000)
  const head = (authorization: string): string =>
    `GET /vault/plan HTTP/1.1\r\nHost: kube.local:${web.port}\r\nAccept: application/json\r\n${authorization}\r\n`
  const [mine, wrong, none] = [
    `Authorization: Bearer ${token}\r\n`,
    `Authorization: Bearer ${token!.slice(0, -4)}AAAA\r\n`,
    ''
  ]
  const go = async (...heads: string[]): Promise<string[]> => {
    const got = await exchange(await web.connect('kube.local'), heads.map(head), 60)
    return got.match(/HTTP\/1\.1 \d+/g)?.map(line => line.slice(-3)) ?? []
  }
  for (let round = 0; round < 2; round++) {
    expect(await go(mine, mine, none, wrong, mine)).toEqual(['200', '200', '401', '401', '200'])
  }
  await new Promise(resolve => setTimeout(resolve, 3_000))
  expect(await go(mine)).toEqual(['401'])
  const again = await read('dx://vault')
  const other = `Authorization: Bearer ${again.token}\r\n`
  expect(await go(other, other)).toEqual(['200', '200'])
  await revoke(kube, again.id)
  expect(await go(other)).toEqual(['401'])
  expect(id).not.toBe(again.id)
})

test('what goes on for long ends with its token: a watch, a stream of a service, an upgraded connection', async () => {
  const service = http.createServer((_, response) => void response.writeHead(200).write('first'))
  const switching = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: any\r\n\r\nfirst'
  service.on('upgrade', (_, socket) => void socket.write(switching))
  await new Promise<void>(resolve => service.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void service.close().closeAllConnections())
  const address = `127.0.0.1:${(service.address() as AddressInfo).port}`
  const { web, read, kube, bases } = await served([address])
  await setRecords(kube, bases, [
    { name: 'dx://vault/api', type: 'service', json: { addresses: [`http://${address}`] } }
  ])
  const [ending, lasting] = [await read('dx://vault'), await read('dx://vault')]
  const open = async (token: string, start: string, body = '') => {
    const socket = await web.connect('kube.local')
    const closed = new Promise<void>(resolve => socket.once('close', () => resolve()).on('error', () => undefined))
    const fields = `Host: kube.local:${web.port}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`
    socket.write(`${start}\r\n${fields}${body ? `Content-Length: ${body.length}\r\n` : ''}\r\n${body}`)
    let text = ''
    await new Promise<void>(resolve => {
      socket.on('data', data => {
        text += String(data)
        if (/first|"position"/.test(text)) resolve()
      })
    })
    return { socket, closed }
  }
  const all = (token: string) =>
    Promise.all([
      open(token, 'POST /.well-known/dmg/WatchRecords HTTP/1.1', '{"name":"dx://vault"}'),
      open(token, 'GET /vault/api HTTP/1.1'),
      open(token, 'GET /vault/api HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: any')
    ])
  const [over, kept] = [await all(ending.token!), await all(lasting.token!)]
  await revoke(kube, ending.id)
  await Promise.all(over.map(({ closed }) => closed))
  expect(kept.map(({ socket }) => socket.destroyed)).toEqual([false, false, false])
  for (const { socket } of kept) socket.destroy()
})

test('no other text opens anything: every attack on a token', async () => {
  const { status, read, kube, bases } = await served()
  const { token } = await read('dx://vault')
  const [header, payload, signature] = token!.split('.') as [string, string, string]
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const decode = (text: string): Record<string, unknown> => JSON.parse(Buffer.from(text, 'base64url').toString())
  const stranger = createSigningKey()
  const { keys, subnet } = kube
  const claims = (more: Partial<Parameters<typeof roleClaims>[0]>) =>
    roleClaims({ issuer: keys.kube.did, role: 'read', scope: '', now: Date.now(), audience: subnet.root, ...more })
  const alg = (name: string): string => encode({ ...decode(header), alg: name })
  const hs = alg('HS256')
  const attacks: Record<string, string> = {
    'alg none': `${alg('none')}.${payload}.`,
    'alg none with its signature': `${alg('none')}.${payload}.${signature}`,
    'the public key as an HMAC secret': `${hs}.${payload}.${createHmac('sha256', keys.kube.publicKey).update(`${hs}.${payload}`).digest('base64url')}`,
    'wider scope': `${header}.${encode({ ...decode(payload), credentialSubject: { ...(decode(payload).credentialSubject as object), scope: '' } })}.${signature}`,
    'later end': `${header}.${encode({ ...decode(payload), exp: 4e9 })}.${signature}`,
    'a key of its own': await signClaims(stranger, claims({ issuer: stranger.did })),
    'never stored': await signClaims(keys.kube, claims({})),
    'stored claims, signed by another key': `${header}.${payload}.${(await signClaims(stranger, claims({ issuer: stranger.did }))).split('.')[2]}`,
    'a credential of a key': kube.membership.credentials()[0]!.jwt,
    'no signature': `${header}.${payload}`,
    padding: `${token}=`,
    empty: ''
  }
  for (const [name, text] of Object.entries(attacks)) {
    expect(await kube.tokens.find(text), name).toBeUndefined()
    if (text !== '') expect([name, await status('/vault/plan', text)]).toEqual([name, 401])
  }
  expect(await status('/vault/plan', token!)).toBe(200)
  const control = await grant(kube, bases, { role: 'control' })
  expect((await kube.tokens.find(control.token!))?.audience).toBe(keys.kube.did)
  await fc.assert(
    fc.asyncProperty(fc.nat(token!.length - 1), fc.constantFrom(...'AZaz09-_.='), async (at, character) => {
      const text = token!.slice(0, at) + character + token!.slice(at + 1)
      expect((await kube.tokens.find(text)) !== undefined).toBe(text === token)
    }),
    { numRuns: 60 }
  )
})

test('roles: members-only nodes, who needs a key, times', async () => {
  const { status, read, kube, bases } = await served()
  expect(await status('/club')).toBe(401)
  expect(await status('/club', (await read('dx://club')).token!)).toBe(200)
  expect(await status('/club', (await read(undefined)).token!)).toBe(200)
  for (const role of ['write', 'admin', 'member', 'replicate']) {
    await expect(grant(kube, bases, { role })).rejects.toMatchObject({ code: 'KUBE_USAGE' })
  }
  await expect(grant(kube, bases, { role: 'king' })).rejects.toMatchObject({ code: 'KUBE_USAGE' })
  await expect(read('dx://vault', 10)).rejects.toMatchObject({ code: 'KUBE_USAGE' })
  const { expires } = await grant(kube, bases, { role: 'read' })
  expect(Math.abs(Date.parse(expires!) - Date.now() - dayMs)).toBeLessThan(10_000)
  await expect(grant(kube, bases, { role: 'write', to: 'nobody' })).rejects.toMatchObject({
    code: 'KUBE_KEY_INVALID',
    message: expect.stringContaining('neither a key nor a machine')
  })
  const account = createSigningKey().did
  await grant(kube, bases, { role: 'write', to: account })
  expect(kube.membership.held(account).map(({ role, account: person }) => [role, person?.name])).toEqual([
    ['write', '']
  ])
  await expect(revoke(kube, 'nothing')).rejects.toMatchObject({ code: 'KUBE_NOT_FOUND' })
})

test('of a token the graph has the claims, never the signature', async () => {
  const { read, kube } = await served()
  const { token, id } = await read('dx://vault')
  const head = kube.replica.ledger.ref(`refs/!trust/${id}/!credential`)!
  const { decodeCommit, decodeTree } = await import('../../../src/base/git-format.ts')
  const tree = decodeTree((await kube.objects.read(decodeCommit((await kube.objects.read(head)).content).tree)).content)
  expect(tree.map(({ name }) => name)).toEqual(['credential.json'])
  const stored = Buffer.from((await kube.objects.read(tree[0]!.id)).content)
  expect(stored.toString('base64url')).toBe(token!.split('.')[1])
})

test('a token that could not be read at the start holds again once it is mended', async () => {
  const one = await localKube()
  const { id, token } = await grant(one.kube, one.bases, { role: 'read', ttlMs: 60_000 })
  const commit = one.kube.replica.ledger.ref(credentialRef(id))!
  const object = await one.kube.objects.read(commit)
  const file = path.join(one.dir, 'dmg.git/objects', commit.slice(0, 2), commit.slice(2))
  await one.end()
  await fs.rm(file)
  const { kube } = await localKube(one.dir)
  expect(await kube.tokens.find(token!)).toBeUndefined()
  await kube.objects.write([object])
  expect((await kube.repair()).ok).toBe(true)
  expect(await kube.tokens.find(token!)).toMatchObject({ id })
})
