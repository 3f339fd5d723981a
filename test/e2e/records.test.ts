// Records, mounts, claims and the DMG service with real processes: what people type, what the web shows, what happens
// when machines were apart.
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import https from 'node:https'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gitId, toHex } from '../../src/base/bytes.ts'
import { decodeRecord } from '../../src/graph/record-codec.ts'
import { dxos } from '../../src/proto/generated.js'
import type { ListedChild, ListedConflict, ListedMount, Published, RecordsSet, Resolved } from '../../src/rpc/api.ts'
import { type Answer, Bench, converged, eventually, type KubeProcess, root, run } from '../support/kube-process.ts'
import { refuses } from '../support/refusal.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(() => bench.end())

let written = 0
function file(content: string, name = `record-${written++}.yml`): string {
  const full = path.join(bench.dir, name)
  fs.writeFileSync(full, content)
  return full
}

const set = (kube: KubeProcess, name: string, content: string, ...more: string[]) =>
  kube.json<RecordsSet>(['record', 'set', name, '--file', file(content), ...more])
const json = async (kube: KubeProcess, url: string, accept = 'application/json') =>
  JSON.parse((await kube.fetch(url, { headers: { accept } })).body.toString()) as Record<string, unknown>

/** Lines of a `dx record watch`, as they come. */
class Watching {
  readonly lines: { position: string; name: string; id: string | null; record: { title?: string } | null }[] = []
  readonly #child: ChildProcess
  readonly ended: Promise<number | null>

  constructor(kube: KubeProcess, ...args: string[]) {
    const env = { ...process.env, KUBE_HOME: kube.home }
    this.#child = spawn(path.join(root, 'scripts/dx'), ['record', 'watch', '--json', ...args], { env })
    createInterface({ input: this.#child.stdout! }).on('line', line => this.lines.push(JSON.parse(line)))
    this.ended = new Promise(resolve => this.#child.once('exit', resolve))
  }

  has(count: number): Promise<unknown> {
    return eventually(async () => this.lines.length >= count, `${count} lines of a watch`)
  }

  async stop(): Promise<number | null> {
    this.#child.kill('SIGINT')
    return this.ended
  }
}

/** A POST, verified against the subnet's root CA. */
function post(kube: KubeProcess, target: string, type: string, body: string | Uint8Array): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = https.request(
      {
        host: '127.0.0.1',
        port: kube.port,
        servername: 'kube.local',
        method: 'POST',
        path: target,
        agent: false,
        ca: kube.ca,
        headers: { host: `kube.local:${kube.port}`, 'content-type': type }
      },
      response => {
        const chunks: Buffer[] = []
        response.on('data', chunk => chunks.push(chunk as Buffer))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) })
        )
      }
    )
    request.on('error', reject)
    request.end(body)
  })
}

describe('dx record', () => {
  test('set, get, merge, children; wrong input changes nothing', async () => {
    const kube = await bench.kube('a1').start()
    const text = '# kept\ntitle: Notes\nhttps:\n  fallback: !https:index.html\n'
    const said = await set(kube, 'dx://notes', text)
    expect(said).toMatchObject({ type: 'set', records: [{ name: 'dx://notes' }], changed: 1 })
    expect((await kube.dx(['record', 'get', 'dx://notes', '--own'])).out).toBe(text)
    expect(await kube.git('show', 'refs/local/kube/notes/!meta:dx.yml')).toMatchObject({ out: text })
    await set(kube, 'dx://notes', 'title: null\nlabels: { a: b }\n', '--merge')
    expect(await kube.json(['record', 'get', 'dx://notes'])).toEqual({
      https: { fallback: '!https:index.html' },
      labels: { a: 'b' }
    })
    const child = `name: dx://notes/one\ntype: document\nrecord: { body: { text: hello } }\n---\nname: dx://notes/two\n`
    const both = await kube.dx(['record', 'set', '--file', file(child)])
    expect(both).toMatchObject({ code: 0, out: 'dx://notes/one\ndx://notes/two\n', err: '2 records set\n' })
    expect((await kube.dx(['record', 'children', 'dx://notes'])).out).toBe('dx://notes/one\ndx://notes/two\n')
    const page = ['record', 'children', 'dx://notes', '--limit', '1']
    const [first] = await kube.json<ListedChild[]>(page)
    expect(first).toMatchObject({ name: 'dx://notes/one', type: 'schema.dxos.org/dmg/document' })
    expect(await kube.json(['record', 'children', 'dx://notes', '--after', first!.name])).toMatchObject([
      { name: 'dx://notes/two' }
    ])
    expect((await kube.dx(['record', 'get', 'dx://notes/one'])).out).toContain('text: hello')

    const { digest } = await kube.json<{ digest: string }>(['status'])
    const wrong =
      (content: string, ...args: string[]) =>
      (more: readonly string[]) =>
        kube.dx(['record', 'set', ...args, '--file', file(content), ...more])
    await refuses(wrong('tittle: x\n', 'dx://x'), { code: 'KUBE_RECORD_INVALID', says: /title/ })
    await refuses(wrong('a: [1\n', 'dx://x'), { code: 'KUBE_RECORD_INVALID', says: /line/ })
    await refuses(wrong('x: 1\n', 'dx://x', '--type', 'dx://no/such'), {
      code: 'KUBE_RECORD_INVALID',
      says: /unknown type/
    })
    await refuses(wrong(`title: ${'x'.repeat(2 << 20)}\n`, 'dx://x'), { code: 'KUBE_LIMIT' })
    await refuses(wrong(`${'['.repeat(2000)}${']'.repeat(2000)}\n`, 'dx://x'), {
      code: 'KUBE_RECORD_INVALID',
      says: /deep/
    })
    const bomb = [
      'a: &a [x]',
      ...Array.from({ length: 30 }, (_, at) => `b${at}: &b${at} [${`*${at ? `b${at - 1}` : 'a'},`.repeat(9)}]`)
    ]
    await refuses(wrong(`${bomb.join('\n')}\n`, 'dx://x'), { code: 'KUBE_RECORD_INVALID', says: /too many values/ })
    await refuses(wrong('to: dx://x\n', 'dx://x', '--type', 'redirect'), { code: 'KUBE_HOPS', says: /itself/ })
    await refuses(wrong('name: dx://y\nrecord: { title: y }\n---\nname: dx://x\nrecord: { keep: 0 }\n'), {
      code: 'KUBE_RECORD_INVALID',
      says: /document 2.*keep/
    })
    await refuses(wrong('name: dx://y\n---\nname: https://kube.local/y\n'), {
      code: 'KUBE_RECORD_INVALID',
      says: /twice/
    })
    await refuses(more => kube.dx(['record', 'set', 'dx://x', '--file', '/does/not/exist', ...more]), {
      code: 'KUBE_FILE_MISSING'
    })
    await refuses(more => kube.dx(['record', 'set', 'dx://x', ...more]), { code: 'KUBE_USAGE', says: /--file/ })
    await refuses(more => kube.dx(['record', 'get', 'dx://nothing', ...more]), { code: 'KUBE_NOT_FOUND' })
    await refuses(more => kube.dx(['record', 'watch', '--from', 'x', ...more]), {
      code: 'KUBE_USAGE',
      says: /position/
    })
    expect((await kube.json<{ digest: string }>(['status'])).digest).toBe(digest)
  }, 60_000)

  test('10,000 records in one changeset, seen by a peer', async () => {
    const [a1, a2] = (await bench.subnet(['a1', 'a2'])) as [KubeProcess, KubeProcess]
    const documents = Array.from({ length: 10_000 }, (_, at) => `name: dx://grown/n${at}\nrecord: { title: "${at}" }\n`)
    const said = await a1.json<RecordsSet>(['record', 'set', '--file', file(documents.join('---\n'))])
    expect([said.changed, said.records.length]).toEqual([10_000, 10_000])
    await converged([a1, a2], 60_000)
    expect(await json(a2, 'https://kube.local/grown/n9999')).toEqual({ title: '9999' })
    const listed = await a2.fetch('https://kube.local/grown?children&limit=1000')
    expect(JSON.parse(listed.body.toString())).toHaveLength(1000)
  }, 120_000)

  test('a watch goes on where it was cut off, on another machine and after kill -9 too', async () => {
    const [a1, a2] = (await bench.subnet(['a1', 'a2'])) as [KubeProcess, KubeProcess]
    const { position } = await set(a1, 'dx://w', 'title: "0"\n')
    const watching = new Watching(a1, 'dx://w', '--from', position)
    for (const n of [1, 2, 3]) await set(a1, 'dx://w', `title: "${n}"\n`)
    await watching.has(3)
    expect(await watching.stop()).toBe(0)
    const titles = (lines: Watching['lines']) => lines.map(({ record }) => record?.title)
    expect(titles(watching.lines)).toEqual(['1', '2', '3'])
    const after = watching.lines[0]!.position
    await converged([a1, a2])
    await a1.end('SIGKILL')
    await a1.start()
    for (const kube of [a1, a2]) {
      const again = new Watching(kube, 'dx://w', '--from', after)
      await again.has(2)
      await set(kube, 'dx://w', `title: by ${kube.name}\n`)
      await again.has(kube === a1 ? 3 : 4)
      expect(titles(again.lines)).toEqual(['2', '3', 'by a1', 'by a2'].slice(0, again.lines.length))
      await converged([a1, a2])
      await again.stop()
    }
    const people = await run(
      'timeout',
      ['3', path.join(root, 'scripts/dx'), 'record', 'watch', 'dx://w', '--from', after],
      {
        env: { KUBE_HOME: a1.home }
      }
    )
    expect(people.out.split('\n')[0]).toMatch(/^dx:\/\/w [0-9a-f]{12}$/)
    const watched = new Watching(a1, 'dx://w', '--from', after)
    await watched.has(4)
    await a1.end()
    expect(await watched.ended).toBe(1)
  }, 60_000)
})

describe('dx mount', () => {
  test('shows a node at another place; over what is there it must be said', async () => {
    const kube = await bench.kube('a1').start()
    for (const name of ['pad', 'old']) {
      await kube.json(['publish', bench.site({ 'index.html': `the page of ${name}` }), '--to', `dx://${name}`])
    }
    const page = async (url: string) => (await kube.fetch(url)).body.toString()
    expect(await kube.dx(['mount', 'dx://pad', 'dx://tools/pad'])).toMatchObject({ code: 0, out: 'dx://tools/pad\n' })
    expect(await page('https://kube.local/tools/pad/')).toBe('the page of pad')
    const over = (more: readonly string[]) => kube.dx(['mount', 'dx://pad', 'dx://old', ...more])
    await refuses(over, { code: 'KUBE_CLAIMED', says: /dx:\/\/old.*dx:\/\/pad/, next: /--over/ })
    expect(await page('https://old.kube.local/')).toBe('the page of old')
    expect((await over(['--over'])).code).toBe(0)
    expect(await page('https://old.kube.local/')).toBe('the page of pad')
    const mounts = await kube.json<ListedMount[]>(['mounts'])
    expect(mounts).toEqual([
      { at: 'dx://kube.localhost', name: 'dx://kube.local' },
      { at: 'dx://old', name: 'dx://pad' },
      { at: 'dx://tools/pad', name: 'dx://pad' }
    ])
    for (const at of ['dx://old', 'dx://tools/pad']) expect((await kube.dx(['unmount', at])).code).toBe(0)
    expect(await page('https://old.kube.local/')).toBe('the page of old')
    await refuses(more => kube.dx(['unmount', 'dx://old', ...more]), { code: 'KUBE_NOT_FOUND' })
    const missing = await kube.dx(['mount', 'dx://nothing', 'dx://m'])
    expect(missing).toMatchObject({ code: 0, out: 'dx://m\n' })
    expect(missing.err).toMatch(/warning: .*dx:\/\/nothing.*no record here/)
    expect(await page('https://m.kube.local/')).toContain('dx://m is a mount of dx://nothing')
    await refuses(more => kube.dx(['resolve', '--explain', 'dx://m', ...more]), {
      code: 'KUBE_NOT_FOUND',
      says: /dx:\/\/nothing/
    })
    await refuses(more => kube.dx(['mount', 'dx://[pierre.com]/app', 'dx://m', ...more]), { code: 'KUBE_NAME_FOREIGN' })
  }, 60_000)
})

describe('a record on the web', () => {
  test('as JSON, protobuf and a page; its children in pages', async () => {
    const kube = await bench.kube('a1').start()
    await set(kube, 'dx://top', 'title: <b>Top</b> & more\nhttps: { serve: !https: }\nmounts: { m: dx://top/one }\n')
    await set(kube, 'dx://top/one', 'title: One\nhttps: { fallback: !https:x.html }\n')
    await set(kube, 'dx://top/two', 'target: dx://top/one\n', '--type', 'mount')
    await kube.json(['publish', bench.site({ 'index.html': 'a site', 'data.json': '{}' }), '--to', 'dx://top/site'])
    const url = 'https://kube.local/top/one'
    expect(await json(kube, url)).toEqual({ title: 'One', https: { serve: '!https:', fallback: '!https:x.html' } })
    expect(await json(kube, `${url}?own`)).toEqual({ title: 'One', https: { fallback: '!https:x.html' } })
    expect(JSON.parse((await kube.fetch(`${url}?own`)).body.toString())).toEqual(
      await json(kube, `${url}?own`, 'application/dmg')
    )
    const binary = { headers: { accept: 'application/x-protobuf' } }
    const own = await kube.fetch(`${url}?own`, binary)
    expect(own.headers).toMatchObject({
      'content-type': 'application/x-protobuf',
      vary: 'Accept',
      'cache-control': 'no-cache'
    })
    const { out } = await kube.git('rev-parse', 'refs/local/kube/top/one/!meta:record.binpb')
    expect(gitId('blob', own.body)).toBe(out.trim())
    expect(decodeRecord((await kube.fetch(url, binary)).body).properties.https?.serve).toBe('!https:')
    const { etag } = own.headers as { etag: string }
    const again = { headers: { ...binary.headers, 'if-none-match': etag } }
    expect((await kube.fetch(`${url}?own`, again)).status).toBe(304)
    await set(kube, 'dx://top/one', 'title: Two\n', '--merge')
    expect((await kube.fetch(`${url}?own`, again)).status).toBe(200)

    const navigate = { headers: { accept: 'text/html,*/*;q=0.8' } }
    expect(await kube.fetch('https://kube.local/top?record', navigate)).toMatchObject({
      status: 301,
      headers: { location: '/top/?record' }
    })
    const shown = await kube.fetch('https://kube.local/top/', navigate)
    const page = shown.body.toString()
    expect(shown.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', vary: 'Accept' })
    expect(shown.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page).toContain('<title>&lt;b&gt;Top&lt;/b&gt; &amp; more</title>')
    for (const part of [
      '<html lang="en">',
      '<h1>',
      'dx://top/one',
      'set dx://top',
      `href="https://top.kube.local:${kube.port}/site/"`
    ]) {
      expect(page).toContain(part)
    }
    expect(page).not.toContain('<b>Top')
    const site = 'https://kube.local/top/site/'
    expect((await kube.fetch(site, navigate)).body.toString()).toBe('a site')
    expect((await kube.fetch(`${site}?record`, navigate)).body.toString()).toContain('schema.dxos.org/dmg/webapp')
    // What is a site's stays the site's: a query of its own, a file.
    expect((await kube.fetch(`${site}?record=5`, navigate)).body.toString()).toBe('a site')
    for (const query of ['?own', '?children', '?record']) {
      expect(
        (await kube.fetch(`${site}data.json${query}`, { headers: { accept: 'application/json' } })).body.toString()
      ).toBe('{}')
    }

    const children = async (query: string) => {
      const answer = await kube.fetch(`https://kube.local/top?children${query}`, {
        headers: { accept: 'application/json' }
      })
      return {
        names: (JSON.parse(answer.body.toString()) as ListedChild[]).map(({ name }) => name),
        link: answer.headers.link
      }
    }
    const all = ['dx://top/m', 'dx://top/one', 'dx://top/site', 'dx://top/two']
    expect(await children('')).toEqual({ names: all, link: undefined })
    const first = await children('&limit=3')
    expect(first.names).toEqual(all.slice(0, 3))
    const next = /^<\/top\?children(&[^>]*)>; rel="next"$/.exec(String(first.link))?.[1]
    expect(await children(next ?? '')).toEqual({ names: all.slice(3), link: undefined })
    for (const wrong of ['&limit=0', '&limit=x', '&limit=100000', '&after=%00']) {
      const answer = await kube.fetch(`https://kube.local/top?children${wrong}`, {
        headers: { accept: 'application/json' }
      })
      expect([answer.status, JSON.parse(answer.body.toString()).code]).toEqual([400, expect.stringMatching(/^KUBE_/)])
    }
    await set(kube, 'dx://top/shut', 'access: private\n')
    expect((await children('')).names).toEqual(all)
    for (const query of ['', '?own', '?record', '?children']) {
      expect(
        (await kube.fetch(`https://kube.local/top/shut${query}`, { headers: { accept: 'application/json' } })).status
      ).toBe(401)
    }
  }, 60_000)

  test('the DMG service answers anyone who reads, and lets nobody write', async () => {
    const kube = await bench.kube('a1').start()
    await set(kube, 'dx://doc', 'title: D\n')
    await set(kube, 'dx://shut', 'access: private\n')
    const dmg = async (method: string, request: object) => {
      const answer = await post(kube, `/.well-known/dmg/${method}`, 'application/json', JSON.stringify(request))
      return { status: answer.status, body: JSON.parse(answer.body.toString()) }
    }
    expect(await dmg('GetRecords', { records: ['dx://doc'] })).toMatchObject({
      status: 200,
      body: { '@type': 'dxos.dmg.service.GetRecordsResponse', records: [{ name: 'dx://doc', record: { title: 'D' } }] }
    })
    expect((await dmg('ListRecords', { name: 'dx://kube.local' })).body.records).toMatchObject([{ name: 'dx://doc' }])
    expect(await dmg('GetRecords', { records: ['dx://shut'] })).toMatchObject({
      status: 401,
      body: { code: 'KUBE_UNAUTHORIZED' }
    })
    const change = { records: [{ name: 'dx://doc', record: { title: 'E' } }] }
    expect(await dmg('SetRecord', change)).toMatchObject({ status: 403, body: { code: 'KUBE_DENIED' } })
    expect(await json(kube, 'https://kube.local/doc')).toEqual({ title: 'D' })
    expect((await dmg('GetRecords', { records: ['x'.repeat(300_000)] })).status).toBe(413)
    expect((await post(kube, '/.well-known/dmg/GetRecords', 'text/plain', '')).status).toBe(400)
    const { GetRecordsRequest, GetRecordsResponse } = dxos.dmg.service
    const asked = GetRecordsRequest.encode({ records: ['dx://doc'] }).finish()
    const answer = await post(kube, '/.well-known/dmg/GetRecords', 'application/x-protobuf', asked)
    const { records } = GetRecordsResponse.decode(answer.body)
    const { out } = await kube.git('rev-parse', 'refs/local/kube/doc/!meta')
    expect([records[0]?.record?.title, toHex(records[0]!.id!)]).toEqual(['D', out.trim()])
  }, 40_000)
})

const project = (name: string, endpoints: readonly string[], more = '') =>
  bench.site({
    'index.html': `the page of ${name}`,
    'other.html': `another of ${name}`,
    'dx.yml':
      `project:\n  publish: { realm: "dx://${name}", files: [ index.html, other.html ] }\n` +
      (endpoints.length === 0 ? '' : `  endpoints:\n${endpoints.map(one => `    - ${one}\n`).join('')}`) +
      more
  })

describe('endpoints', () => {
  const url = 'https://kube.local/claimed'
  const claim = `{ url: "${url}", resource: /index.html }`
  const page = async (kube: KubeProcess, at: string) => {
    const { status, body } = await kube.fetch(at)
    return status === 200 ? body.toString() : String(status)
  }

  test('claim URLs, which others may not take, and give them back', async () => {
    const kube = await bench.kube('a1').start()
    const publish = (dir: string, ...more: string[]) => kube.dx(['publish', dir, ...more])
    const first = project('first', [claim, '{ url: "https://kube.local/second-door", resource: /other.html }'])
    expect((await publish(first)).code).toBe(0)
    expect([await page(kube, url), await page(kube, 'https://kube.local/second-door/')]).toEqual([
      'the page of first',
      'another of first'
    ])
    expect(await kube.json<ListedMount[]>(['mounts'])).toContainEqual({ at: 'dx://claimed', name: 'dx://first' })
    expect((await publish(first)).err).toContain('nothing to do')
    const rival = project('rival', [claim])
    await refuses(more => publish(rival, ...more), { code: 'KUBE_CLAIMED', says: /dx:\/\/first.*dx:\/\/rival/ })
    const { digest } = await kube.json<{ digest: string }>(['status'])
    for (const [endpoint, says] of [
      ['{ url: "https://kube.local/first" }', /dx:\/\/first.*rival/],
      ['{ url: "https://kube.local" }', /dx:\/\/kube.local.*rival/],
      ['{ url: "https://kube.local/" }', /dx:\/\/kube.local.*rival/],
      ['{ url: "dx://[pierre.com]/x" }', /answered by another subnet/]
    ] as const) {
      const said = await publish(project('rival', [endpoint]))
      expect([said.code > 0, said.err], endpoint).toEqual([true, expect.stringMatching(says)])
    }
    expect((await kube.json<{ digest: string }>(['status'])).digest).toBe(digest)
    // Claiming one's own URL is no mount; one above it would lead nowhere.
    expect((await publish(project('deep/er', ['{ url: "https://kube.local/deep/er" }']))).code).toBe(0)
    await refuses(more => publish(project('up/down', ['{ url: "https://kube.local/up" }']), ...more), {
      code: 'KUBE_CLAIMED'
    })
    // A later publish without the claim gives it up.
    expect((await publish(project('first', []))).code).toBe(0)
    expect([await page(kube, url), (await publish(rival)).code, await page(kube, url)]).toEqual([
      '404',
      0,
      'the page of rival'
    ])
    expect((await set(kube, 'dx://third', `endpoints: [ "https://kube.local/third-door" ]\n`)).changed).toBe(2)
    await refuses(
      more => kube.dx(['record', 'set', 'dx://fourth', '--file', file(`endpoints: [ "${url}" ]\n`), ...more]),
      { code: 'KUBE_CLAIMED', says: /dx:\/\/rival.*dx:\/\/fourth/ }
    )
  }, 60_000)

  test('may show a folder of the release; of several targets one has them', async () => {
    const kube = await bench.kube('a1').start()
    const dir = bench.site({
      'index.html': 'root',
      'docs/index.html': 'docs',
      'docs/img/a.svg': '<svg/>',
      [`!${'long '.repeat(20)}.txt`]: 'long',
      'dx.yml':
        'project:\n  publish: { realm: dx://book }\n  endpoints:\n' +
        '    - { url: "https://kube.local/read", resource: /docs/ }\n    - { url: "https://kube.local/odd", resource: /docs }\n' +
        'pub: { main: { target: [ dx://book, dx://copy ] } }\n'
    })
    expect((await run('git', ['-C', dir, 'init', '-b', 'main'])).code).toBe(0)
    const said = await kube.dx(['publish', dir])
    expect([said.code, said.err]).toEqual([0, expect.stringContaining('/docs, which is a folder: write /docs/')])
    const at = (path: string) => page(kube, `https://kube.local${path}`)
    expect([await at('/read/'), await at('/read/img/a.svg'), await at('/read/docs/')]).toEqual([
      'docs',
      '<svg/>',
      '404'
    ])
    expect([await at('/book/'), await at('/book/docs/'), await at('/copy/')]).toEqual(['root', 'docs', 'root'])
    // A file may be called as no node can.
    const odd = `https://kube.local/book/!${'long%20'.repeat(20)}.txt`
    const parts = (await kube.json<Resolved>(['resolve', odd])).parts
    expect([parts.at(-1)!.path, await page(kube, odd)]).toEqual([`!${'long '.repeat(20)}.txt`, 'long'])
    expect(await kube.json(['record', 'get', 'dx://copy'])).not.toHaveProperty('endpoints')
  }, 60_000)

  test('a branch below its project has a host of its own; what hides what is said', async () => {
    const kube = await bench.kube('a1').start()
    const dir = project(
      'x',
      [],
      'pub:\n  main: { target: dx://pad }\n  dev: { target: [ dx://pad/dev, "dx://pad:dev" ] }\n'
    )
    for (const args of [
      ['init', '-b', 'dev'],
      ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--allow-empty', '-m', 'x']
    ]) {
      expect((await run('git', ['-C', dir, ...args])).code).toBe(0)
    }
    const said = await kube.dx(['publish', dir])
    expect([said.code, said.out.trim().split('\n').length]).toEqual([0, 2])
    expect(said.err).toMatch(/warning: the record dx:\/\/pad\/dev hides dev of this release/)
    for (const at of ['https://dev.kube.local/pad/', 'https://dev.pad.kube.local/', 'https://kube.local/pad/dev/']) {
      expect(await page(kube, at)).toBe('the page of x')
    }
    await kube.dx(['publish', bench.site({ 'index.html': 'p', 'sub/index.html': 's' }), '--to', 'dx://parent'])
    const child = await kube.dx(['publish', bench.site({ 'index.html': 'c' }), '--to', 'dx://parent/sub', '--json'])
    expect(child.err).toContain('dx://parent/sub hides sub of the release of dx://parent')
    const foreign = await kube.dx([
      'publish',
      project('far', ['{ url: "https://far.example.org", resource: /none.html }'])
    ])
    expect(foreign.code).toBe(0)
    expect(foreign.err).toMatch(/does not answer for far\.example\.org/)
    expect(foreign.err).toMatch(/none\.html, which is not in this release/)
  }, 60_000)

  test('made on both sides of a partition are a conflict, kept and shown', async () => {
    const kubes = (await bench.subnet(['a1', 'a2'])) as [KubeProcess, KubeProcess]
    const [a1, a2] = kubes
    const { position } = await set(a1, 'dx://before', 'title: x\n')
    await converged(kubes)
    for (const kube of kubes) await kube.end()
    await a1.start()
    await a1.json<Published>(['publish', project('one', [claim])])
    const watched = (await set(a1, 'dx://mark', 'title: seen\n')).position
    await a1.end()
    await a2.start()
    await a2.json<Published>(['publish', project('two', [claim])])
    await a1.start()
    await converged(kubes)
    const lists = await Promise.all(kubes.map(kube => kube.json<ListedConflict[]>(['conflicts'])))
    expect(lists[0]).toEqual(lists[1])
    expect(lists[0]!.map(({ name, ref }) => `${name} ${ref}`)).toContain('dx://claimed !meta')
    // The last to publish has it; the changeset of the other is kept whole.
    for (const kube of kubes) {
      expect([await page(kube, url), await page(kube, 'https://two.kube.local/')]).toEqual([
        'the page of two',
        'the page of two'
      ])
    }
    const ids = [...new Set(lists[0]!.map(({ id }) => id))]
    expect(ids).toHaveLength(1)
    // Whoever had followed a1 is told what became of what it was told; whoever comes now is told what stands.
    for (const [from, wanted] of [
      [watched, ['dx://claimed', 'dx://one', 'dx://two']],
      [position, ['dx://claimed', 'dx://mark', 'dx://two']]
    ] as const) {
      const watching = new Watching(a1, '--from', from)
      await watching.has(3)
      const last = new Map(watching.lines.map(({ name, id }) => [name, id]))
      expect([...last.keys()].filter(name => wanted.includes(name as never)).sort()).toEqual(wanted)
      if (last.has('dx://one')) expect(last.get('dx://one')).toBeNull()
      const { out } = await a1.git('rev-parse', 'refs/local/kube/claimed/!meta')
      expect(last.get('dx://claimed')).toBe(out.trim())
      await watching.stop()
    }
    expect((await a1.dx(['conflicts', 'restore', ids[0]!])).code).toBe(0)
    await converged(kubes)
    expect(await a2.json(['conflicts'])).toEqual([])
    expect([await page(a2, url), await page(a2, 'https://two.kube.local/')]).toEqual([
      'the page of one',
      'the page of two'
    ])
  }, 60_000)
})
