// Published types and the handlers of records, on real KUBEs.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ListedConflict } from '../../src/rpc/api.ts'
import { Bench, converged, eventually, type KubeProcess, root } from '../support/kube-process.ts'
import { errorLine } from '../support/refusal.ts'
import { hasProgram } from '../support/web-gateway.ts'

const bench = new Bench()
let a1: KubeProcess
let a2: KubeProcess
let written = 0

beforeAll(async () => {
  const home = path.join(bench.dir, 'a1')
  fs.mkdirSync(home, { mode: 0o700 })
  fs.writeFileSync(path.join(home, 'config.yml'), 'services: [ 127.0.0.1 ]\n')
  ;[a1, a2] = (await bench.subnet(['a1', 'a2'])) as [KubeProcess, KubeProcess]
})
afterAll(() => bench.end())

/** A file with this text. */
function file(text: string, name = `${written++}.yml`): string {
  const to = path.join(bench.dir, name)
  fs.mkdirSync(path.dirname(to), { recursive: true })
  fs.writeFileSync(to, text)
  return to
}

const proto = (body: string, name = `${written++}.proto`): string => file(`syntax = "proto3";\n${body}`, name)

async function set(name: string, text: string, type?: string): Promise<void> {
  const said = await a1.dx([
    'record',
    'set',
    name,
    '--file',
    file(text),
    ...(type === undefined ? [] : ['--type', type])
  ])
  expect(said.code, said.err).toBe(0)
}

async function published(body: string, name: string, ...more: string[]): Promise<{ schema: string; message: string }> {
  return a1.json(['schema', 'publish', proto(body), '--to', name, ...more])
}

async function refused(
  args: readonly string[]
): Promise<{ code: string; message: string; reason: string; next: string[] }> {
  const said = await a1.dx([...args, '--json'])
  expect(said.code).not.toBe(0)
  return JSON.parse(errorLine(said)) as never
}

const get = (kube: KubeProcess, name: string) => kube.json<Record<string, unknown>>(['record', 'get', name])

async function web(kube: KubeProcess, url: string, accept?: string) {
  const { status, headers, body } = await kube.fetch(url, { headers: accept === undefined ? {} : { accept } })
  return { status, type: headers['content-type'], location: headers.location, text: String(body), body }
}

const note = 'package notes; message Note { string title = 1; int32 count = 2; repeated string tags = 3; }'

describe('schemas', () => {
  it('are published with what they import, and documents of them are read on a KUBE that never saw the type', async () => {
    expect(await published('package base; message Person { string name = 1; }', 'dx://schemas/person')).toMatchObject({
      message: 'base.Person'
    })
    proto('package kinds; enum Kind { NONE = 0; LONG = 1; }', 'with/parts/kinds.proto')
    const main = proto(
      'package tasks; import "parts/kinds.proto"; import "dx://schemas/person"; import "google/protobuf/timestamp.proto";\n' +
        'message Task { string what = 1; base.Person by = 2; kinds.Kind kind = 3; google.protobuf.Timestamp due = 4; map<string, int64> hours = 5; }',
      'with/task.proto'
    )
    await a1.json(['schema', 'publish', main, '--to', 'dx://schemas/task'])
    const task = {
      what: 'write',
      by: { name: 'Alice' },
      kind: 'LONG',
      due: '2024-05-06T07:08:09Z',
      hours: { mon: '3' }
    }
    await set('dx://tasks/one', JSON.stringify(task), 'dx://schemas/task')
    await converged([a1, a2])
    for (const kube of [a1, a2]) expect(await get(kube, 'dx://tasks/one')).toMatchObject(task)
    const late = bench.kube('late')
    await late.start(['--join', await a1.invite()])
    await converged([a1, late])
    expect(await get(late, 'dx://tasks/one')).toMatchObject(task)
    expect(JSON.parse((await web(late, 'https://kube.local/tasks/one', 'application/json')).text)).toMatchObject(task)
    await late.end()
  })

  it('refuse documents that do not fit, naming field and nearest field; unknown types, naming what to do', async () => {
    await published(note, 'dx://schemas/note')
    const doc = (text: string, type = 'dx://schemas/note') =>
      refused(['record', 'set', 'dx://notes/bad', '--file', file(text), '--type', type])
    expect(await doc('titel: x\n')).toMatchObject({
      code: 'KUBE_RECORD_INVALID',
      message: expect.stringContaining('titel'),
      reason: expect.stringContaining('title')
    })
    expect((await doc('title: x\ncount: many\n')).message).toContain('count')
    const unknown = await doc('title: x\n', 'dx://schemas/nobody')
    expect(unknown).toMatchObject({ code: 'KUBE_RECORD_INVALID', message: expect.stringContaining('schemas/nobody') })
    expect(unknown.next[0]).toMatch(/^dx schema publish FILE\.proto --to /)
    await set('dx://plain', 'title: no schema\n')
    expect((await doc('a: 1\n', 'dx://plain')).reason).toContain('no schema')
    expect((await a1.dx(['record', 'get', 'dx://notes/bad'])).code).toBe(1)
  })

  it('say what a new version breaks; documents keep the version that they were written by', async () => {
    const name = 'dx://schemas/kept'
    await published('package k; message K { string text = 1; int32 count = 2; }', name)
    await set('dx://kept/one', 'text: first\ncount: 3\n', name)
    const after = proto('package k; message K { int64 text = 1; int32 number = 2; }')
    const error = await refused(['schema', 'publish', after, '--to', name])
    expect(error.code).toBe('KUBE_SCHEMA_BREAKS')
    expect(error.reason).toBe('k.K.text was string and is int64; k.K.count is now called number')
    expect(await refused(['record', 'set', name, '--type', 'schema', '--file', after])).toMatchObject({
      code: 'KUBE_SCHEMA_BREAKS'
    })
    const forced = await a1.json<{ breaks: string[] }>(['schema', 'publish', after, '--to', name, '--force'])
    expect(forced.breaks.length).toBe(2)
    await set('dx://kept/two', 'text: "7"\nnumber: 4\n', name)
    await converged([a1, a2])
    for (const kube of [a1, a2]) {
      expect(await get(kube, 'dx://kept/one')).toMatchObject({ text: 'first', count: 3 })
      expect(await get(kube, 'dx://kept/two')).toMatchObject({ text: '7', number: 4 })
    }
    // What is derived may go: the earlier version is found by its commit.
    await a2.end()
    fs.rmSync(path.join(a2.home, 'state'), { recursive: true })
    await a2.start()
    expect(await get(a2, 'dx://kept/one')).toMatchObject({ text: 'first', count: 3 })
    expect(JSON.parse((await web(a2, 'https://kube.local/kept/one', 'application/json')).text)).toMatchObject({
      count: 3
    })
  })

  it('refuse a cycle and what is missing, and change nothing', async () => {
    await published('package c; message A { int32 a = 1; }', 'dx://cycle/a')
    await published('package d; import "dx://cycle/a"; message B { c.A a = 1; }', 'dx://cycle/b')
    const before = await a1.json<{ digest: string }>(['status'])
    const circle = await refused([
      'schema',
      'publish',
      proto('package c; import "dx://cycle/b"; message A { int32 a = 1; d.B b = 2; }'),
      '--to',
      'dx://cycle/a'
    ])
    expect(circle).toMatchObject({
      code: 'KUBE_SCHEMA_INVALID',
      reason: expect.stringMatching(/cycle\/a.*cycle\/b.*cycle\/a/)
    })
    const missing = await refused([
      'schema',
      'publish',
      proto('import "nobody.proto"; message A { int32 a = 1; }'),
      '--to',
      'dx://cycle/c'
    ])
    expect(missing).toMatchObject({ code: 'KUBE_SCHEMA_INVALID', message: expect.stringContaining('nobody.proto') })
    expect(
      await refused(['schema', 'publish', path.join(bench.dir, 'none.proto'), '--to', 'dx://cycle/c'])
    ).toMatchObject({ code: 'KUBE_FILE_MISSING' })
    expect((await a1.json<{ digest: string }>(['status'])).digest).toBe(before.digest)
  })

  it('may be changed as YAML: with the text, the descriptor set follows', async () => {
    await published(note, 'dx://schemas/yaml')
    const { out } = await a1.dx(['record', 'get', '--own', 'dx://schemas/yaml'])
    expect(out).not.toContain('descriptorSet')
    await set('dx://schemas/yaml', `${out}title: Notes\n`)
    expect(await get(a1, 'dx://schemas/yaml')).toMatchObject({
      title: 'Notes',
      message: 'notes.Note',
      descriptorSet: expect.any(String)
    })
    await set('dx://schemas/yaml', out.replace('int32 count = 2;', 'int32 count = 2; bool done = 4;'))
    await set('dx://notes/yaml', 'done: true\n', 'dx://schemas/yaml')
    expect(await get(a1, 'dx://notes/yaml')).toMatchObject({ done: true })
    expect(
      await refused(['record', 'set', 'dx://schemas/yaml', '--file', file(out.replace('int32 count = 2;', ''))])
    ).toMatchObject({ code: 'KUBE_SCHEMA_BREAKS' })
  })

  it('answer with descriptor set, text and JSON; documents with JSON and their message', async () => {
    await published(note, 'dx://schemas/shown')
    await set('dx://notes/shown', 'title: a little note\ncount: 7\n', 'dx://schemas/shown')
    const binary = await web(a1, 'https://kube.local/schemas/shown', 'application/x-protobuf')
    expect(binary.type).toBe('application/x-protobuf')
    expect((await web(a1, 'https://kube.local/schemas/shown', 'text/plain')).text).toContain('message Note')
    expect(JSON.parse((await web(a1, 'https://kube.local/schemas/shown', 'application/json')).text)).toMatchObject({
      message: 'notes.Note'
    })
    const page = await web(a1, 'https://kube.local/notes/shown/', 'text/html')
    expect(page.type).toMatch(/^text\/html/)
    expect(page.text).toContain('a little note')
    const message = await web(a1, 'https://kube.local/notes/shown', 'application/protobuf')
    expect(message.type).toBe('application/protobuf; messageType="notes.Note"')
    if (!hasProgram('protoc')) {
      console.warn('SKIPPED: protoc reads schemas, documents and records: no protoc on this machine')
      return
    }
    const setFile = path.join(bench.dir, 'set.binpb')
    fs.writeFileSync(setFile, binary.body)
    const protoc = (args: readonly string[], input: Uint8Array): string =>
      String(execFileSync('protoc', args, { input }))
    expect(
      protoc([`--descriptor_set_in=${setFile}`, '--decode=notes.Note', 'kube.local/schemas/shown.proto'], message.body)
    ).toBe('title: "a little note"\ncount: 7\n')
    const bytes = execFileSync('git', [
      '--git-dir',
      path.join(a1.home, 'dmg.git'),
      'show',
      'refs/local/kube/notes/shown/!meta:record.binpb'
    ])
    const decoded = protoc(['-I', path.join(root, 'proto'), '--decode=dxos.dmg.Record', 'dxos/dmg/record.proto'], bytes)
    expect(decoded).toContain('type: "kube.local/schemas/shown"')
    expect(decoded).toMatch(/schema: "/)
  })
})

describe('handlers', () => {
  it('redirect, file, service', async () => {
    await a1.json(['publish', bench.site({ 'index.html': 'the pad', 'logo.svg': '<svg/>' }), '--to', 'dx://pad'])
    await set('dx://old', 'to: dx://pad\nstatus: 308\n', 'redirect')
    expect(await web(a1, 'https://old.kube.local/a/b?c=d')).toMatchObject({
      status: 308,
      location: `https://pad.kube.local:${a1.port}/a/b?c=d`
    })
    expect((await web(a1, 'https://old.kube.local/', 'application/json')).status).toBe(200)
    await a1.json(['publish', bench.site({ 'logo.svg': '<svg/>' }), '--to', 'dx://logo'])
    await set('dx://logo', 'source: !https:logo.svg\nmediaType: text/plain\n', 'file')
    expect(await web(a1, 'https://logo.kube.local/')).toMatchObject({
      status: 200,
      type: 'text/plain; charset=utf-8',
      text: '<svg/>'
    })
    const server = http.createServer((request, response) => response.end(`service ${request.method} ${request.url}`))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    await set('dx://api', `addresses: [ "http://127.0.0.1:${(server.address() as AddressInfo).port}" ]\n`, 'service')
    expect((await web(a1, 'https://kube.local/api/v1/x?y')).text).toBe('service GET /v1/x?y')
    // The other machine lists no services: whoever may write a record does not open its ports.
    await converged([a1, a2])
    expect((await web(a2, 'https://kube.local/api/v1/x?y', 'application/json')).text).toContain(
      'services: in config.yml'
    )
    expect(String((await a1.fetch('https://api.kube.local/z', { method: 'DELETE' })).body)).toBe('service DELETE /z')
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
    expect((await web(a1, 'https://kube.local/api/x')).status).toBe(502)
  })

  it('by type, then by the nearest ancestor that names one', async () => {
    await published(note, 'dx://schemas/viewed')
    await a1.json(['publish', bench.site({ 'index.html': 'the viewer', 'main.js': 'viewer' }), '--to', 'dx://viewer'])
    await a1.json(['publish', bench.site({ 'index.html': 'the nearer viewer' }), '--to', 'dx://nearer'])
    await set('dx://shelf', 'handler: { dx://schemas/viewed: dx://viewer }\n')
    await set('dx://shelf/one', 'title: x\n', 'dx://schemas/viewed')
    await set('dx://shelf/near', 'handler: { "*": dx://nearer, dx://schemas/viewed: dx://nearer }\n')
    await set('dx://shelf/near/two', 'title: y\n', 'dx://schemas/viewed')
    expect((await web(a1, 'https://kube.local/shelf/one/', 'text/html')).text).toBe('the viewer')
    expect((await web(a1, 'https://kube.local/shelf/one/main.js')).text).toBe('viewer')
    expect((await web(a1, 'https://kube.local/shelf/near/two/', 'text/html')).text).toBe('the nearer viewer')
    expect(JSON.parse((await web(a1, 'https://kube.local/shelf/one', 'application/json')).text)).toMatchObject({
      title: 'x'
    })
  })

  it('override a node and a schema within this subnet, without touching what stands there', async () => {
    await a1.json(['publish', bench.site({ 'index.html': 'theirs' }), '--to', 'dx://theirs'])
    await a1.json(['publish', bench.site({ 'index.html': 'ours' }), '--to', 'dx://ours'])
    await published('package v; message V { int32 a = 1; }', 'dx://schemas/v')
    await published('package w; message W { int32 a = 1; string extra = 2; }', 'dx://schemas/w')
    const authority = (await a1.git('rev-parse', 'refs/local/kube/theirs/!meta')).out
    const own = file('override: { dx://theirs: dx://ours, dx://schemas/v: dx://schemas/w }\n')
    expect(await a1.dx(['record', 'set', '/', '--merge', '--file', own])).toMatchObject({ code: 0 })
    expect((await web(a1, 'https://theirs.kube.local/')).text).toBe('ours')
    expect((await a1.git('rev-parse', 'refs/local/kube/theirs/!meta')).out).toBe(authority)
    await set('dx://overridden', 'extra: x\n', 'dx://schemas/v')
    expect(await get(a1, 'dx://overridden')).toMatchObject({ extra: 'x' })
    await eventually(async () => (await web(a2, 'https://theirs.kube.local/')).text === 'ours', 'the override on a2')
    expect(await a1.dx(['record', 'set', '/', '--merge', '--file', file('override: null\n')])).toMatchObject({
      code: 0
    })
    expect((await web(a1, 'https://theirs.kube.local/')).text).toBe('theirs')
    expect(await get(a1, 'dx://overridden')).toMatchObject({ extra: 'x' })
  })
})

describe('two versions of a schema, published apart', () => {
  it('are a conflict, of which it is said whether they are compatible', async () => {
    const kubes = [a1, a2]
    const names = ['dx://apart/same', 'dx://apart/other']
    const publish = async (kube: KubeProcess, bodies: readonly string[]): Promise<void> => {
      for (const [at, body] of bodies.entries()) {
        await kube.json(['schema', 'publish', proto(`message Note { ${body} }`), '--to', names[at]!])
      }
    }
    await publish(a1, ['string text = 1;', 'string text = 1;'])
    await converged(kubes)
    for (const kube of kubes) await kube.end()
    await a1.start()
    await publish(a1, ['string text = 1; string by = 2;', 'string text = 1; int32 count = 2;'])
    await a1.end()
    await a2.start()
    await publish(a2, ['string text = 1; string by = 2; bool done = 3;', 'string text = 1; bool done = 2;'])
    await a1.start()
    await converged(kubes)
    for (const kube of kubes) {
      const found = await kube.json<ListedConflict[]>(['conflicts'])
      expect(new Map(found.map(({ name, breaks }) => [name, breaks]))).toEqual(
        new Map([
          [names[0], []],
          [names[1], ['Note.count is now called done']]
        ])
      )
      const { err } = await kube.dx(['conflicts'])
      expect(err).toMatch(/dx:\/\/apart\/same: the versions are compatible/)
      expect(err).toMatch(/dx:\/\/apart\/other: the versions are not compatible.*: Note\.count is now called done/)
    }
  }, 60_000)
})
