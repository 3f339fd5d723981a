import fs from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { socketPath } from '../../../src/base/socket-path.ts'
import { silent } from '../../../src/base/types.ts'
import type { ControlApi } from '../../../src/rpc/api.ts'
import { connect } from '../../../src/rpc/client.ts'
import { type Control, type ControlOptions, serveControl } from '../../../src/web/control-socket.ts'

let home: string
let control: Control | undefined
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'kube-control-'))
})
afterEach(async () => {
  await control?.close()
  control = undefined
  fs.rmSync(home, { recursive: true, force: true })
})

const api = {
  ls: async ({ name }: { name?: string }) => [
    { name: name ?? 'all', type: 'webapp', release: null, published: null, urls: [] }
  ],
  'publish.plan': async (request: { files: readonly unknown[] }) => ({
    session: 's',
    missing: [],
    unchanged: false,
    warnings: [`${request.files.length}`]
  }),
  log: async () => {
    throw new KubeError('KUBE_NOT_FOUND', 'no such name', { reason: 'why', next: ['dx ls'] })
  },
  conflicts: async () => {
    throw new TypeError('a fault')
  }
} as unknown as ControlApi

async function serve(options: Partial<ControlOptions> = {}): Promise<string> {
  const where = socketPath(home)
  control = await serveControl({
    path: where,
    api,
    receiveBlobs: async () => ({ stored: 0 }),
    logger: silent,
    ...options
  })
  return where
}

/** A raw call. */
function call(
  where: string,
  method: string,
  target: string,
  body?: string | Buffer,
  more: Record<string, string> = {}
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const form =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const headers = { host: 'kubed', ...form, ...more }
    const request = http.request({ socketPath: where, method, path: target, headers, agent: false }, response => {
      let text = ''
      response.on('data', chunk => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    request.on('error', reject)
    request.end(body)
  })
}

describe('control socket', () => {
  it('is this user’s alone', async () => {
    const where = await serve()
    expect((fs.statSync(where).mode & 0o777).toString(8)).toBe('600')
    expect(fs.readdirSync(home)).toEqual(['kubed.sock'])
  })

  it('carries calls and errors as they are', async () => {
    await serve()
    const client = connect(home)
    expect(await client.call('ls', { name: 'dx://x' })).toMatchObject([{ name: 'dx://x' }])
    await expect(client.call('log', { name: 'x' })).rejects.toMatchObject({
      code: 'KUBE_NOT_FOUND',
      message: 'no such name',
      reason: 'why',
      next: ['dx ls']
    })
    await expect(client.call('conflicts', {})).rejects.toMatchObject({ code: 'KUBE_INTERNAL' })
  })

  it('answers a call in the name of nobody', async () => {
    const where = await serve()
    for (const account of ['', 'nonsense', Buffer.from('no key').toString('base64')]) {
      const said = await call(where, 'POST', '/v1/ls', '{}', { 'kube-account': account })
      expect([said.status, JSON.parse(said.text).code], account).toEqual([400, 'KUBE_USAGE'])
    }
    const name = { 'kube-account': '', 'kube-account-name': '%zz' }
    expect((await call(where, 'POST', '/v1/ls', '{}', name)).status).toBe(400)
  })

  it.each([
    ['POST', '/v1/nothing', '{}', 'KUBE_USAGE'],
    ['POST', '/v1/constructor', '{}', 'KUBE_USAGE'],
    ['POST', '/v1/toString', '{}', 'KUBE_USAGE'],
    ['POST', '/v1/ls', '{', 'KUBE_USAGE'],
    ['POST', '/v1/ls', '{"__proto__":{}}', 'KUBE_USAGE'],
    ['GET', '/v1/ls', undefined, 'KUBE_USAGE'],
    ['POST', '/', '{}', 'KUBE_USAGE']
  ])('%s %s %s is refused', async (method, target, body, code) => {
    const got = await call(await serve(), method, target, body)
    expect([got.status, JSON.parse(got.text).code]).toEqual([400, code])
  })

  it('takes nothing that a browser sends, nor by another name', async () => {
    const where = await serve()
    const fields: readonly Record<string, string>[] = [
      { host: 'localhost' },
      { host: 'kubed:80' },
      { host: 'rebound.example.com' },
      { origin: 'https://evil.example.com' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-origin' },
      { referer: 'http://kubed/' },
      { cookie: 'a=b' }
    ]
    for (const more of fields) {
      for (const target of ['/v1/ls', '/v1/sign/x', '/.well-known/dmg/GetRecords']) {
        const { status, text } = await call(where, 'POST', target, '{}', more)
        expect([more, status, JSON.parse(text).code]).toEqual([more, 403, 'KUBE_DENIED'])
      }
    }
    expect((await call(where, 'POST', '/v1/ls', '{}')).status).toBe(200)
  })

  it('takes a manifest of 100,000 files, and nothing beyond the limit', async () => {
    const where = await serve()
    const files = Array.from({ length: 100_000 }, (_, n) => ({
      path: `dir/${n}/file-${n}.html`,
      mode: '100644',
      id: 'a'.repeat(40),
      size: n
    }))
    const plan = await connect(home).call('publish.plan', { name: 'x', files: files as never })
    expect(plan.warnings).toEqual(['100000'])
    const over = call(where, 'POST', '/v1/ls', Buffer.alloc((64 << 20) + 1, ' '))
    await expect(over.then(got => JSON.parse(got.text).code)).resolves.toBe('KUBE_LIMIT')
  })

  it('streams blobs no faster than they are stored', async () => {
    let received = 0
    let release = (): void => undefined
    const gate = new Promise<void>(resolve => {
      release = resolve
    })
    await serve({
      receiveBlobs: async (session, stream) => {
        for await (const chunk of stream) {
          received += chunk.length
          await gate
        }
        return { stored: session === 's 1' ? received : -1 }
      }
    })
    const size = 32 << 20
    let given = 0
    const content = async function* () {
      for (let n = 0; n < size; n += 1 << 20) {
        given = n
        yield Buffer.alloc(1 << 20)
      }
    }
    const blobs = (async function* () {
      yield { id: 'a'.repeat(40), size, content: content() }
    })()
    const sending = connect(home).sendBlobs('s 1', blobs)
    await new Promise(resolve => setTimeout(resolve, 200))
    expect(given).toBeLessThan(8 << 20)
    release()
    expect(await sending).toEqual({ stored: size + 28 })
  })

  it('a refusal in the middle of blobs arrives', async () => {
    await serve({
      receiveBlobs: async (_, stream) => {
        for await (const _chunk of stream) throw new KubeError('KUBE_FILE_CHANGED', 'changed')
        return { stored: 0 }
      }
    })
    const blobs = (async function* () {
      for (let n = 0; n < 50; n++) yield { id: 'a'.repeat(40), size: 1 << 20, content: Buffer.alloc(1 << 20) }
    })()
    await expect(connect(home).sendBlobs('s', blobs)).rejects.toMatchObject({ code: 'KUBE_FILE_CHANGED' })
  })

  it('a refusal reaches also who sends on and looks later', async () => {
    const where = await serve({
      receiveBlobs: async (_, stream) => {
        await stream[Symbol.asyncIterator]().next()
        throw new KubeError('KUBE_DISK_FULL', 'full')
      }
    })
    const piece = Buffer.alloc(1 << 20)
    const socket = net.connect(where)
    const failed = new Promise<never>((_, reject) => socket.once('error', reject))
    const sent = (bytes: Buffer | string): Promise<unknown> =>
      Promise.race([failed, new Promise(resolve => socket.write(bytes, resolve))])
    const head = [
      'PUT /v1/publish/s HTTP/1.1',
      'host: kubed',
      'connection: close',
      `content-length: ${20 * piece.length}`
    ]
    await sent(`${[...head, 'content-type: application/octet-stream'].join('\r\n')}\r\n\r\n`)
    for (let n = 0; n < 20; n++) {
      await sent(piece)
      await new Promise(resolve => setTimeout(resolve, 10))
    }
    let said = ''
    for await (const chunk of socket) said += String(chunk)
    expect(said).toMatch(/^HTTP\/1\.1 507 /)
    expect(said).toMatch(/"code":"KUBE_DISK_FULL".*\}$/)
  })

  it('replaces the socket of a dead daemon, and leaves that of the next alone', async () => {
    const where = socketPath(home)
    const dead = net.createServer().listen(where)
    await new Promise(resolve => dead.once('listening', resolve))
    const first = await serve()
    const before = control!
    expect((await call(first, 'POST', '/v1/ls', '{}')).status).toBe(200)
    await serve()
    await before.close()
    expect((await call(where, 'POST', '/v1/ls', '{}')).status).toBe(200)
    await control!.close()
    expect(fs.existsSync(where)).toBe(false)
    await new Promise(resolve => dead.close(resolve))
  })

  it('a home with a long name works', async () => {
    for (const length of [90, 200]) {
      const short = home
      home = path.join(short, 'x'.repeat(length - short.length))
      fs.mkdirSync(home)
      const where = await serve()
      expect(await connect(home).call('ls', {})).toHaveLength(1)
      await control!.close()
      expect(fs.existsSync(where)).toBe(false)
      home = short
    }
  })

  it('is not put where anyone may write', async () => {
    fs.chmodSync(home, 0o777)
    await expect(serve()).rejects.toMatchObject({ code: 'KUBE_HOME_INVALID' })
  })

  it('close waits for the call that runs', async () => {
    let release = (): void => undefined
    const gate = new Promise<void>(resolve => {
      release = resolve
    })
    const where = await serve({ api: { ...api, ls: () => gate.then(() => []) } as unknown as ControlApi })
    const running = call(where, 'POST', '/v1/ls', '{}')
    await new Promise(resolve => setTimeout(resolve, 50))
    const closing = control!.close()
    release()
    expect((await running).text).toBe('[]')
    await closing
    control = undefined
  })
})
