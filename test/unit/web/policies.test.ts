import zlib from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { createBodies } from '../../../src/web/bodies.ts'
import { failureAnswer, toFailure } from '../../../src/web/failures.ts'
import { carriesHash } from '../../../src/web/file-policy.ts'
import { mediaTypeOf } from '../../../src/web/media-types.ts'
import { codings, wanted } from '../../../src/web/negotiation.ts'

describe('hashed names', () => {
  it.each([
    'assets/index-DiwrgTda.js',
    'assets/main-Bq3xT9aZ.js',
    'assets/main.5f3c9a1b.css',
    'assets/logo-4b2f9c0d1e.svg',
    '0636c948994da120435f13158ab4bb8466b7c435.js',
    'js/app.1a2b3c4d.chunk.js',
    'chunk-4XYQ7ZK2.js',
    'index-CcXYZ123.css'
  ])('%s', path => expect(carriesHash(path)).toBe(true))

  it.each([
    'index.html',
    'assets/index-feedback.js',
    'assets/report-20240131.css',
    'jquery-3.6.0.min.js',
    'main-JavaScript.js',
    'assets/app-MyModule.js',
    'photo-DSC00042.jpg',
    'release-v20240131.zip',
    'photo-iphone14pro.jpg',
    'bootstrap.bundle.min.js',
    'tutorial2024.js',
    'assets/index-FeedBack.js',
    'a-deadbeef'
  ])('%s is no hash', path => expect(carriesHash(path)).toBe(false))
})

describe('media types', () => {
  it.each([
    ['index.html', 'text/html; charset=utf-8'],
    ['a.txt', 'text/plain; charset=utf-8'],
    ['a.css', 'text/css; charset=utf-8'],
    ['a.JS', 'text/javascript; charset=utf-8'],
    ['a.mjs', 'text/javascript; charset=utf-8'],
    ['a.json', 'application/json'],
    ['a.map', 'application/json'],
    ['a.svg', 'image/svg+xml'],
    ['a.wasm', 'application/wasm'],
    ['a.png', 'image/png'],
    ['a.jpg', 'image/jpeg'],
    ['a.woff2', 'font/woff2'],
    ['a.mp4', 'video/mp4'],
    ['a.zip', 'application/zip'],
    ['a.pdf', 'application/pdf'],
    ['a.webmanifest', 'application/manifest+json'],
    ['a.ico', 'image/x-icon'],
    ['a.webp', 'image/webp'],
    ['a.md', 'text/markdown; charset=utf-8'],
    ['no-extension', 'application/octet-stream'],
    ['.hidden', 'application/octet-stream'],
    ['a.constructor', 'application/octet-stream']
  ])('%s is %s', (name, value) => expect(mediaTypeOf(name).value).toBe(value))

  it('compresses text, not what is compressed', () => {
    for (const name of ['a.html', 'a.js', 'a.css', 'a.json', 'a.svg', 'a.txt', 'a.wasm', 'a.map', 'a.ttf']) {
      expect(mediaTypeOf(name).compressible, name).toBe(true)
    }
    for (const name of ['a.png', 'a.jpg', 'a.woff2', 'a.mp4', 'a.zip', 'a.gz', 'a.webp']) {
      expect(mediaTypeOf(name).compressible, name).toBe(false)
    }
  })
})

describe('negotiation', () => {
  it.each([
    [undefined, 'any'],
    ['*/*', 'any'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'page'],
    ['application/json', 'json'],
    ['application/dmg', 'dmg'],
    ['application/json, text/html;q=0.5', 'json'],
    ['text/html, application/json;q=0.9', 'page'],
    ['text/html;q=0, application/json', 'json'],
    ['application/json;q=0', 'any'],
    ['nonsense', 'any'],
    ['text/css,*/*;q=0.1', 'any']
  ] as const)('Accept: %s', (accept, expected) => expect(wanted(accept)).toBe(expected))

  it.each([
    [undefined, []],
    ['', []],
    ['gzip', ['gzip']],
    ['gzip, deflate, br, zstd', ['br', 'zstd', 'gzip']],
    ['br;q=0, gzip', ['gzip']],
    ['br;q=0.1, gzip;q=0.9', ['gzip', 'br']],
    ['gzip;q=0.2, zstd;q=0.8', ['zstd', 'gzip']],
    ['identity', []],
    ['identity;q=0, br', ['br']],
    ['*;q=0', []],
    ['*;q=0, gzip', ['gzip']],
    ['bogus', []],
    [',,', []]
  ] as const)('Accept-Encoding: %s', (header, expected) => expect(codings(header).list).toEqual(expected))
})

describe('bodies', () => {
  const store = (blobs: Record<string, Uint8Array>) => {
    const reads: string[] = []
    const read = async (id: string) => {
      reads.push(id)
      await new Promise(resolve => setImmediate(resolve))
      const content = blobs[id]
      if (!content) throw new KubeError('KUBE_OBJECT_MISSING', id)
      return { type: 'blob' as const, content }
    }
    return { reads, bodies: createBodies({ read }) }
  }

  it('are read once for all who ask at once, and once for later', async () => {
    const { reads, bodies } = store({ a: Buffer.from('x') })
    await Promise.all([bodies.blob('a'), bodies.blob('a'), bodies.blob('a')])
    await bodies.blob('a')
    expect(reads).toEqual(['a'])
    expect(bodies.cached('a')).toEqual(Buffer.from('x'))
  })

  it('stay within their bytes: what was not asked for longest goes first', async () => {
    const blobs = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`b${n}`, Buffer.alloc(1 << 20, n)]))
    const { bodies } = store(blobs)
    await bodies.blob('b0')
    for (let n = 1; n < 40; n++) {
      await bodies.blob(`b${n}`)
      bodies.cached('b0')
    }
    expect(Object.keys(blobs).filter(id => bodies.cached(id)).length).toBe(32)
    expect([bodies.cached('b0') !== undefined, bodies.cached('b1')]).toEqual([true, undefined])
  })

  it('a failed read is not kept', async () => {
    const blobs: Record<string, Uint8Array> = {}
    const { bodies } = store(blobs)
    await expect(bodies.blob('a')).rejects.toMatchObject({ code: 'KUBE_OBJECT_MISSING' })
    blobs.a = Buffer.from('x')
    expect(await bodies.blob('a')).toEqual(Buffer.from('x'))
  })

  it('are compressed once, where it is worth it', async () => {
    const text = Buffer.from('a line that compresses well\n'.repeat(1000))
    const noise = Buffer.from(crypto.getRandomValues(new Uint8Array(5000)))
    const { reads, bodies } = store({ text, noise })
    const [one, two] = await Promise.all([
      bodies.encoded('text', text.length, 'br'),
      bodies.encoded('text', text.length, 'br')
    ])
    expect(one).toBe(two)
    expect(zlib.brotliDecompressSync(one!)).toEqual(text)
    expect(zlib.gunzipSync((await bodies.encoded('text', text.length, 'gzip'))!)).toEqual(text)
    expect(zlib.zstdDecompressSync((await bodies.encoded('text', text.length, 'zstd'))!)).toEqual(text)
    expect(await bodies.encoded('noise', noise.length, 'br')).toBeUndefined()
    const before = reads.length
    expect(await bodies.encoded('noise', noise.length, 'br')).toBeUndefined()
    expect(await bodies.encoded('small', 10, 'br')).toBeUndefined()
    expect(reads.length).toBe(before)
  })
})

describe('errors as answers', () => {
  it('name what failed, escaped, and never a fault of ours in detail', () => {
    const failure = toFailure(
      new KubeError('KUBE_NOT_FOUND', 'no <b>"x"</b> here', { reason: 'a & b', next: ['dx ls'] })
    )
    const page = failureAnswer(failure, 'page', 'a1')
    const text = String(page.body.kind === 'bytes' && Buffer.from(page.body.bytes))
    expect(text).toContain('No &lt;b&gt;&quot;x&quot;&lt;/b&gt; here')
    for (const part of ['KUBE_NOT_FOUND', failure.requestId, 'a &amp; b', 'dx ls', 'a1']) expect(text).toContain(part)
    const fault = failureAnswer(toFailure(new TypeError('secret at /home/x')), 'json', 'a1')
    const problem = JSON.parse(String(fault.body.kind === 'bytes' && Buffer.from(fault.body.bytes)))
    expect(problem).toMatchObject({ status: 500, code: 'KUBE_INTERNAL', servedBy: 'a1' })
    expect(JSON.stringify(problem)).not.toContain('secret')
  })
})
