import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { KubeError } from '../../../src/base/errors.ts'
import { socketPath, socketPathBytesMax } from '../../../src/base/socket-path.ts'
import { type BlobToSend, connect, frames } from '../../../src/rpc/client.ts'
import { memoryDaemon } from '../../support/control-daemon.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const blob = (content: Uint8Array): BlobToSend => ({ id: gitId('blob', content), size: content.length, content })
async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}
const codeOf = (code: string) => expect.objectContaining({ code })

/** A server that answers as it is told, for what the real one does not do. */
async function rawServer(home: string, handler: http.RequestListener): Promise<void> {
  const server = http.createServer(handler)
  await new Promise<void>(resolve => server.listen(socketPath(home), resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
}

test('a call gives what the daemon answers, and throws the error that it throws', async () => {
  const home = await temporaryFolder()
  const { calls } = await memoryDaemon(home, {
    ls: async ({ name }) => [{ name: name ?? 'all', type: 'webapp', release: null, published: null, urls: [] }],
    log: async () => {
      throw new KubeError('KUBE_NOT_FOUND', 'nothing here', { reason: 'no such node', next: ['dx ls'] })
    }
  })
  const client = connect(home)
  await client.probe()
  expect((await client.call('ls', { name: 'dx://ü' }))[0]!.name).toBe('dx://ü')
  expect(calls).toEqual([{ method: 'ls', request: { name: 'dx://ü' } }])
  const failed = await client.call('log', { name: 'x' }).catch(error => error)
  expect(failed).toBeInstanceOf(KubeError)
  expect(failed.toJSON()).toEqual({
    code: 'KUBE_NOT_FOUND',
    message: 'nothing here',
    reason: 'no such node',
    next: ['dx ls']
  })
})

test('no daemon: no home, no socket, a socket that nobody holds, each names the command that starts one', async () => {
  const home = await temporaryFolder()
  const wanted = expect.objectContaining({
    code: 'KUBE_NO_DAEMON',
    next: [expect.stringMatching(/^kubed start --home /)]
  })
  await expect(connect(path.join(home, 'absent')).call('status', {})).rejects.toEqual(wanted)
  await expect(connect(home).probe()).rejects.toEqual(wanted)
  const { close } = await memoryDaemon(home)
  const dead = fs.mkdtempSync(`${home}/`)
  // Left behind by a daemon that was killed.
  const server = http.createServer()
  await new Promise<void>(resolve => server.listen(socketPath(dead), resolve))
  fs.renameSync(socketPath(dead), path.join(dead, 'held'))
  await new Promise(resolve => server.close(resolve))
  fs.renameSync(path.join(dead, 'held'), socketPath(dead))
  await expect(connect(dead).call('status', {})).rejects.toEqual(wanted)
  await close()
  await expect(connect(home).call('status', {})).rejects.toEqual(wanted)
})

test('blobs arrive whole, whatever their sizes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 30 }),
      fc.nat(40),
      async (contents, piece) => {
        const blobs = contents.map((content, at): BlobToSend => {
          const pieces = async function* () {
            for (let from = 0; from < content.length; from += piece + 1) yield content.subarray(from, from + piece + 1)
          }
          return at % 2 === 0 ? blob(content) : { ...blob(content), content: pieces() }
        })
        const sent: Uint8Array[] = []
        for await (const frame of frames(each(blobs))) sent.push(frame)
        const bytes = Buffer.concat(sent)
        let at = 0
        for (const { id, size } of blobs) {
          expect(bytes.subarray(at, at + 20).toString('hex')).toBe(id)
          expect(Number(bytes.readBigUInt64BE(at + 20))).toBe(size)
          expect(gitId('blob', bytes.subarray(at + 28, at + 28 + size))).toBe(id)
          at += 28 + size
        }
        expect(at).toBe(bytes.length)
      }
    ),
    { numRuns: 100 }
  )
})

test('blobs reach the daemon, large ones in pieces', async () => {
  const home = await temporaryFolder()
  const { blobs } = await memoryDaemon(home)
  const large = Buffer.alloc(3_000_000, 7)
  const pieces = async function* () {
    for (let at = 0; at < large.length; at += 100_000) yield large.subarray(at, at + 100_000)
  }
  const contents = [Buffer.from('a'), Buffer.alloc(0), large]
  const sent = contents.map(content => (content === large ? { ...blob(large), content: pieces() } : blob(content)))
  expect(await connect(home).sendBlobs('1', each(sent))).toEqual({ stored: 3 })
  for (const content of contents) expect(blobs.get(gitId('blob', content))?.length).toBe(content.length)
})

test('a file that shrank or grew is told, and the daemon gets nothing that looks whole', async () => {
  const home = await temporaryFolder()
  const { blobs } = await memoryDaemon(home)
  for (const size of [2, 4]) {
    const wrong = { ...blob(Buffer.from('abc')), size }
    await expect(connect(home).sendBlobs('1', each([wrong]))).rejects.toEqual(codeOf('KUBE_FILE_CHANGED'))
  }
  expect(blobs.size).toBe(0)
})

test('what the source of the blobs throws is what the call throws', async () => {
  const home = await temporaryFolder()
  await memoryDaemon(home)
  const source = async function* () {
    yield blob(Buffer.from('one'))
    throw new KubeError('KUBE_FILE_UNREADABLE', 'cannot be read')
  }
  await expect(connect(home).sendBlobs('1', source())).rejects.toEqual(codeOf('KUBE_FILE_UNREADABLE'))
})

test('a daemon that refuses early is heard, and no more is read for it', async () => {
  const home = await temporaryFolder()
  await rawServer(home, (request, response) => {
    const error = new KubeError('KUBE_DISK_FULL', 'no space left on the disk')
    response.writeHead(error.status, { 'content-type': 'application/json' }).end(JSON.stringify(error))
    request.resume()
  })
  let read = 0
  const endless = async function* () {
    for (;;) {
      read++
      yield blob(Buffer.alloc(200_000, read))
      await wait(1)
    }
  }
  await expect(connect(home).sendBlobs('1', endless())).rejects.toEqual(codeOf('KUBE_DISK_FULL'))
  const soFar = read
  await wait(30)
  expect(read - soFar).toBeLessThanOrEqual(1)
})

test('backpressure: a daemon that does not read is not flooded', async () => {
  const home = await temporaryFolder()
  await rawServer(home, request => request.pause())
  let read = 0
  const endless = async function* () {
    for (;;) {
      read++
      yield blob(Buffer.alloc(100_000, read))
    }
  }
  const stop = new AbortController()
  const sending = connect(home).sendBlobs('1', endless(), { signal: stop.signal })
  await wait(200)
  expect(read).toBeLessThan(100)
  stop.abort()
  await expect(sending).rejects.toEqual(codeOf('KUBE_INTERRUPTED'))
})

test('time-out, abort, a daemon that goes away, an answer that is no JSON', async () => {
  const home = await temporaryFolder()
  await rawServer(home, (request, response) => {
    if (request.url === '/v1/ls') request.socket.destroy()
    if (request.url === '/v1/log') response.end('<html>')
    if (request.url === '/v1/fsck') response.writeHead(500).end('{"code":"KUBE_FROM_THE_FUTURE","message":"new"}')
  })
  const client = connect(home)
  await expect(client.call('status', {}, { timeoutMs: 30 })).rejects.toEqual(codeOf('KUBE_TIMEOUT'))
  await expect(client.call('status', {}, { signal: AbortSignal.timeout(20) })).rejects.toEqual(
    codeOf('KUBE_INTERRUPTED')
  )
  await expect(client.call('ls', {})).rejects.toEqual(codeOf('KUBE_NO_DAEMON'))
  await expect(client.call('log', { name: 'x' })).rejects.toEqual(codeOf('KUBE_INTERNAL'))
  await expect(client.call('fsck', {})).rejects.toMatchObject({
    message: 'new',
    reason: expect.stringContaining('FUTURE')
  })
})

test('a home whose path is too long for a socket address has its socket elsewhere', async () => {
  const home = path.join(await temporaryFolder(), 'deep'.repeat(30))
  expect(Buffer.byteLength(socketPath(home))).toBeLessThanOrEqual(socketPathBytesMax)
  expect(socketPath(home)).toBe(socketPath(home))
  expect(socketPath(home)).not.toBe(socketPath(`${home}x`))
})
