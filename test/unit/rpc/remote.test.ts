// Commands from another machine: dx's own client, over the HTTPS port of one real KUBE.
import fs from 'node:fs'
import https from 'node:https'
import type net from 'node:net'
import type tls from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { publishSessionsMax } from '../../../src/base/limits.ts'
import type { ControlApi } from '../../../src/rpc/api.ts'
import type { BlobToSend, ControlClient } from '../../../src/rpc/client.ts'
import { distantWire } from '../../../src/rpc/distant.ts'
import { grant, revoke } from '../../../src/rpc/grants.ts'
import { setRecords } from '../../../src/rpc/records/record-set.ts'
import { distantKube } from '../../support/distant-kube.ts'
import { createTestAuthority } from '../../support/web-gateway.ts'

const codeOf = (code: string) => expect.objectContaining({ code })

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}

async function publish(client: ControlClient, name: string, files: Record<string, string | Uint8Array>) {
  const blobs = Object.entries(files).map(([path, text]) => {
    const content = Buffer.from(text)
    return { path, content, id: gitId('blob', content), size: content.length }
  })
  const entries = blobs.map(({ path, id, size }) => ({ path, id, size, mode: '100644' as const }))
  const { session, missing } = await client.call('publish.plan', { name, files: entries })
  const wanted: BlobToSend[] = blobs.filter(({ id }) => missing.includes(id))
  await client.sendBlobs(session, each(wanted))
  return client.call('publish.commit', { session })
}

test('a token of control opens the methods about nodes: publish, records, status, resolve, lists, watches', async () => {
  const { client, token, web, kube } = await distantKube()
  const dx = client(await token())
  await dx.probe()
  const { url, release, servedBy } = await publish(dx, 'dx://pad', { 'index.html': 'one', 'a/b.css': 'two' })
  // Of the names that lead here, one that does so from elsewhere too.
  expect(url).toBe('https://pad.kube.local:8443/')
  expect(servedBy).toEqual(['a1'])
  expect(String((await web.ask('pad.kube.local', '/')).body)).toBe('one')
  expect(await dx.call('log', { name: 'dx://pad' })).toMatchObject([{ release, by: 'a1' }])
  expect(await dx.call('ls', {})).toMatchObject([{ name: 'dx://pad', release }])
  await dx.call('record.set', { name: 'dx://note', text: 'title: a note\n' })
  expect((await dx.call('record.get', { name: 'dx://note' })).json).toMatchObject({ title: 'a note' })
  expect(await dx.call('record.children', { name: 'kube.local' })).toMatchObject([
    { name: 'dx://note' },
    { name: 'dx://pad' }
  ])
  expect((await dx.call('resolve', { url: 'https://pad.kube.local/a/b.css' })).parts).toHaveLength(4)
  expect((await dx.call('status', {})).machines).toMatchObject([{ name: 'a1' }])
  const shown = { at: 'dx://shown', name: 'dx://pad' }
  expect(await dx.call('mount', { name: 'dx://pad', at: 'dx://shown' })).toEqual({ ...shown, warnings: [] })
  expect(await dx.call('mounts', {})).toEqual(expect.arrayContaining([shown]))
  expect(await dx.call('conflicts', {})).toEqual([])
  await publish(dx, 'dx://pad', { 'index.html': 'later' })
  expect(await dx.call('rollback', { name: 'dx://pad' })).toMatchObject({ files: 2 })
  expect((await dx.call('keys', {}))[0]?.subject).toBe(kube.keys.kube.did)
  const watching = new AbortController()
  const changes = dx.follow('WatchRecords', { name: 'dx://note', position: '0' }, { signal: watching.signal })
  for await (const change of changes) {
    expect(change).toMatchObject({ records: [{ name: 'dx://note' }] })
    break
  }
  watching.abort()
})

test('a token says nothing and changes nothing beyond its scope', async () => {
  const { client, token, api, kube, bases } = await distantKube()
  const whole = client(await token())
  await setRecords(kube, bases, [
    { name: 'dx://vault', text: 'access: private\ntitle: vault\n' },
    { name: 'dx://vault/plan', text: 'title: the plan\n' },
    { name: 'dx://lent', text: 'access: private\n' }
  ])
  await publish(whole, 'dx://vault/app', { 'index.html': 'secret' })
  await publish(whole, 'dx://other', { 'index.html': 'open' })
  const dx = client(await token('dx://lent'))
  await publish(dx, 'dx://lent/app', { 'index.html': 'mine' })
  await publish(dx, 'dx://lent', { 'index.html': 'mine' })
  const refused = {
    'publish elsewhere': () => publish(dx, 'dx://other', { 'index.html': 'x' }),
    'publish above': () => publish(dx, 'kube.local', { 'index.html': 'x' }),
    'a name that begins alike': () => publish(dx, 'dx://lentil', { 'index.html': 'x' }),
    'set a record': () => dx.call('record.set', { name: 'dx://other', text: 'title: x\n' }),
    'set two records': () => dx.call('record.set', { records: [{ name: 'dx://lent/a' }, { name: 'dx://other' }] }),
    'set the root': () => dx.call('record.set', { name: '/', text: 'title: x\n' }),
    'mount elsewhere': () => dx.call('mount', { name: 'dx://lent', at: 'dx://shown' }),
    'mount what may be there or not, where all is private': () =>
      dx.call('mount', { name: 'dx://vault/nothing', at: 'dx://lent/shown' }),
    'mount what is private': () => dx.call('mount', { name: 'dx://vault/plan', at: 'dx://lent/shown' }),
    'claim a URL elsewhere': () =>
      dx.call('record.set', { name: 'dx://lent', text: 'endpoints: [{ url: "https://mine.kube.local" }]\n' }),
    rollback: () => dx.call('rollback', { name: 'dx://other' }),
    log: () => dx.call('log', { name: 'dx://vault/app' }),
    get: () => dx.call('record.get', { name: 'dx://vault/plan' }),
    children: () => dx.call('record.children', { name: 'dx://vault' }),
    resolve: () => dx.call('resolve', { url: 'dx://vault/plan' }),
    keys: () => dx.call('keys', {}),
    machines: () => dx.call('machines', {}),
    'a schema': () => dx.call('schema.publish', { name: 'dx://other/s', source: 'syntax = "proto3"; message M {}' }),
    grant: () => dx.call('grant', { role: 'control', name: 'dx://lent' }),
    'grant an admin': () => whole.call('grant', { role: 'admin', to: kube.keys.kube.did }),
    revoke: () => whole.call('revoke', { what: kube.keys.kube.did })
  }
  const before = kube.replica.ledger.digest()
  for (const [what, call] of Object.entries(refused)) {
    const error = await call().then(
      () => 'not refused',
      (thrown: unknown) => thrown
    )
    expect([what, error]).toEqual([
      what,
      expect.objectContaining({ code: expect.stringMatching(/^KUBE_(DENIED|USAGE)$/) })
    ])
    if (what !== 'mount what is private') expect(JSON.stringify(error)).not.toMatch(/the plan/)
  }
  expect(kube.replica.ledger.digest()).toBe(before)
  expect((await dx.call('ls', {})).map(({ name }) => name)).toEqual(['dx://lent', 'dx://lent/app', 'dx://other'])
  expect((await dx.call('record.children', { name: 'kube.local' })).map(({ name }) => name)).not.toContain('dx://vault')
  expect((await dx.call('status', {})).warnings).toEqual([])
  // A mount record of one's own leads nowhere that one may not see.
  await dx.call('record.set', { name: 'dx://lent/way', type: 'mount', text: 'target: dx://vault/plan\n' })
  await expect(dx.call('record.get', { name: 'dx://lent/way' })).rejects.toEqual(codeOf('KUBE_DENIED'))
  const since = kube.replica.ledger.ref('refs/local/kube/other/!https')!
  const change = { name: 'dx://other', since, put: [], bytes: 0, properties: 'title: mine\n' }
  await expect(dx.call('publish.change', change)).rejects.toEqual(codeOf('KUBE_DENIED'))
  expect(await whole.call('publish.change', change)).toMatchObject({ unchanged: false })
  // What is known by its id alone is not taken for one's own.
  const id = gitId('blob', Buffer.from('secret'))
  const files = [{ path: 'index.html', mode: '100644' as const, id, size: 6 }]
  expect((await dx.call('publish.plan', { name: 'dx://lent/copy', files })).missing).toEqual([id])
  expect((await api['publish.plan']({ name: 'dx://lent/copy', files })).missing).toEqual([])
})

test('what needs the machine itself is refused, with the reason; what is no method too', async () => {
  const { client, token } = await distantKube()
  const dx = client(await token())
  for (const method of [
    'invite',
    'machine.remove',
    'leave',
    'rotate',
    'fsck',
    'gc',
    'checkpoint',
    'daemon',
    'stop'
  ] as const) {
    await expect(dx.call(method, {} as never), method).rejects.toEqual(
      expect.objectContaining({ code: 'KUBE_DENIED', reason: expect.stringContaining('no token lends') })
    )
  }
  for (const method of ['nothing', 'constructor', '__proto__', 'toString']) {
    await expect(dx.call(method as keyof ControlApi, {} as never), method).rejects.toEqual(codeOf('KUBE_USAGE'))
  }
})

test('a token that has ended, was revoked, is for another machine or use, or is none: each has its name', async () => {
  const { client, token, kube, bases, web } = await distantKube()
  const short = client(await token(undefined, 1500))
  const gone = await grant(kube, bases, { role: 'control' })
  const revoked = client(gone.token ?? '')
  await revoked.call('status', {})
  await revoke(kube, gone.id)
  await expect(revoked.call('status', {})).rejects.toEqual(codeOf('KUBE_TOKEN_REVOKED'))
  const read = await grant(kube, bases, { role: 'read' })
  expect(() => client(read.token ?? '')).toThrow(codeOf('KUBE_TOKEN_AUDIENCE'))
  expect(() => client('secret')).toThrow(codeOf('KUBE_TOKEN_INVALID'))
  const other = await distantKube()
  const elsewhere = await other.token()
  await expect(client(elsewhere).call('status', {})).rejects.toEqual(
    expect.objectContaining({ code: 'KUBE_TOKEN_AUDIENCE', reason: expect.stringContaining('it was not sent') })
  )
  await expect(client(elsewhere).probe()).rejects.toEqual(codeOf('KUBE_TOKEN_AUDIENCE'))
  // The same by whoever does not look before.
  const ask = async (text: string): Promise<unknown[]> => {
    const said = await web.ask('console.kube.local', '/.well-known/kube/control/v1/status', {
      method: 'POST',
      headers: { authorization: `Bearer ${text}`, 'content-type': 'application/json' },
      body: '{}'
    })
    return [said.status, (JSON.parse(String(said.body)) as { code: string }).code, said.headers['www-authenticate']]
  }
  const bearer = 'Bearer realm="KUBE"'
  expect(await ask(elsewhere)).toEqual([401, 'KUBE_TOKEN_AUDIENCE', bearer])
  expect(await ask(read.token ?? '')).toEqual([401, 'KUBE_TOKEN_AUDIENCE', bearer])
  expect(await ask(gone.token ?? '')).toEqual([401, 'KUBE_TOKEN_REVOKED', bearer])
  expect(await ask('x.y.z')).toEqual([401, 'KUBE_TOKEN_INVALID', bearer])
  const good = await token()
  const [head, payload, signature] = good.split('.')
  const forged = `${signature!.startsWith('A') ? 'B' : 'A'}${signature!.slice(1)}`
  expect(await ask(`${head}.${payload}.${forged}`)).toEqual([401, 'KUBE_TOKEN_INVALID', bearer])
  await expect
    .poll(() => short.call('status', {}).catch((error: { code: string }) => error.code), { timeout: 15_000 })
    .toBe('KUBE_TOKEN_EXPIRED')
})

test('nothing that a browser sends, no other host, no other scheme opens the methods', async () => {
  const { token, web } = await distantKube()
  const text = await token()
  const ask = async (host: string, headers: Record<string, string>, method = 'POST') => {
    const all = { authorization: `Bearer ${text}`, 'content-type': 'application/json', ...headers }
    const options = { method, headers: all, body: '{}', servername: 'console.kube.local' }
    return (await web.ask(host, '/.well-known/kube/control/v1/status', options)).status
  }
  expect(await ask('console.kube.local', {})).toBe(200)
  const pages = [
    { origin: 'https://evil.example.com' },
    { origin: 'https://console.kube.local' },
    { origin: 'null' },
    { referer: 'https://pad.kube.local/' },
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-mode': 'navigate' },
    { cookie: 'a=b' }
  ]
  for (const page of pages) expect([page, await ask('console.kube.local', page)]).toEqual([page, 403])
  const basic = `Basic ${Buffer.from(`x:${text}`).toString('base64')}`
  expect(await ask('console.kube.local', { authorization: basic })).toBe(401)
  expect(await ask('console.kube.local', { authorization: '' })).toBe(401)
  // DNS rebinding, and apps: the methods are at their own host alone.
  for (const host of ['kube.local', 'pad.kube.local', 'a.console.kube.local', 'console.pad.kube.local']) {
    expect([host, (await ask(host, {})) >= 400]).toEqual([host, true])
  }
  expect(await ask('evil.example.com', {})).toBe(421)
  expect(await ask('console.kube.local', {}, 'GET')).toBe(400)
  expect(await ask('console.kube.local', {}, 'OPTIONS')).toBe(400)
})

/** What a server hears of us, and how it answers. */
async function imposter(
  context: tls.SecureContext,
  answer: https.RequestOptions['path'] | ((url: string) => [number, Record<string, string>, string])
) {
  const heard: string[] = []
  const server = https.createServer({ SNICallback: (_, done) => done(null, context) }, (request, response) => {
    heard.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
    const [status, headers, body] = typeof answer === 'function' ? answer(request.url ?? '') : [200, {}, '{}']
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `https://127.0.0.1:${(server.address() as net.AddressInfo).port}`, heard }
}

test('a token goes to no machine but its own: not to another CA, not to another machine of the subnet, not along a redirect', async () => {
  const { client, token, web, url } = await distantKube()
  const text = await token()
  const strange = createTestAuthority(['kube.local'])
  const foreign = await imposter(strange.context(['*.kube.local']), () => [200, {}, '{}'])
  await expect(client(text, { url: foreign.url }).call('status', {})).rejects.toEqual(codeOf('KUBE_UNTRUSTED'))
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  onTestFinished(() => void delete process.env.NODE_TLS_REJECT_UNAUTHORIZED)
  await expect(client(text, { url: foreign.url }).probe()).rejects.toEqual(codeOf('KUBE_UNTRUSTED'))
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
  expect(foreign.heard).toEqual([])
  // A certificate of the right CA that is another machine's: the word of the KUBE is about another key.
  const identity = await web.ask('console.kube.local', '/.well-known/kube/control/v1/identity')
  const body = String(identity.body)
  for (const said of [body, '{}', '[]', 'null', JSON.stringify({ kube: 'did:key:z6Mk', signature: '' })]) {
    const member = await imposter(strange.context(['*.kube.local']), () => [200, {}, said])
    const call = client(text, { url: member.url, ca: strange.ca }).call('status', {})
    await expect(call, said).rejects.toEqual(codeOf('KUBE_UNTRUSTED'))
    expect(member.heard.join()).not.toContain(text.slice(-20))
  }
  const leads = await imposter(strange.context(['*.kube.local']), () => [
    307,
    { location: `${url}/.well-known/kube/control/v1/identity` },
    ''
  ])
  await expect(client(text, { url: leads.url, ca: strange.ca }).call('status', {})).rejects.toEqual(
    codeOf('KUBE_PEER_MISBEHAVED')
  )
  expect(leads.heard.join()).not.toContain(text.slice(-20))
  for (const wrong of [
    'http://127.0.0.1',
    'ftp://x',
    'kube.local',
    'https://a:b@kube.local',
    'https://kube.local/x',
    'https://kube.local?x'
  ]) {
    expect(() => distantWire({ url: wrong, token: text, ca: web.ca }), wrong).toThrow(codeOf('KUBE_USAGE'))
  }
  await expect(client(text, { url: 'https://127.0.0.1:1' }).call('status', {})).rejects.toEqual(
    codeOf('KUBE_UNREACHABLE')
  )
})

test('an upload streams, for longer than other bodies may take, and ends with its token', async () => {
  const { client, kube, bases, logged } = await distantKube({ bodyMsMax: 300 })
  const { token, id } = await grant(kube, bases, { role: 'control', name: 'dx://slow' })
  const dx = client(token ?? '')
  const content = Buffer.alloc(3 << 20, 7)
  const blob = gitId('blob', content)
  const plan = () =>
    dx.call('publish.plan', {
      name: 'dx://slow',
      files: [{ path: 'big.bin', mode: '100644', id: blob, size: content.length }]
    })
  async function* slowly(endless: boolean): AsyncGenerator<Uint8Array> {
    yield content.subarray(0, 1 << 20)
    await new Promise(resolve => setTimeout(resolve, 700))
    yield content.subarray(1 << 20, 2 << 20)
    if (endless) {
      await revoke(kube, id)
      await new Promise(resolve => setTimeout(resolve, 200))
    }
    yield content.subarray(2 << 20)
  }
  const { session } = await plan()
  await dx.sendBlobs(session, each([{ id: blob, size: content.length, content: slowly(false) }]))
  expect(await dx.call('publish.commit', { session })).toMatchObject({ bytes: content.length, stored: 1 })
  const second = await plan()
  expect(second.missing).toEqual([])
  const cut = dx.sendBlobs(second.session, each([{ id: blob, size: content.length, content: slowly(true) }]))
  await expect(cut).rejects.toEqual(codeOf('KUBE_PEER_LOST'))
  expect(logged.join()).not.toContain((token ?? '').slice(-20))
  expect(fs.existsSync('/nowhere')).toBe(false)
})

test('whoever begins publishes without end leaves publishes for who is at the machine', async () => {
  const { client, token, api } = await distantKube()
  const dx = client(await token('dx://lent'))
  const files = [{ path: 'a', mode: '100644' as const, id: gitId('blob', Buffer.from('a')), size: 1 }]
  const plan = () => dx.call('publish.plan', { name: 'dx://lent', files })
  for (let begun = 0; begun < publishSessionsMax / 2; begun++) await plan()
  await expect(plan()).rejects.toEqual(codeOf('KUBE_LIMIT'))
  expect((await api['publish.plan']({ name: 'dx://own', files })).missing).toHaveLength(1)
})
