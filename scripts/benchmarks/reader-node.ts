// A reader of a KUBE's pages beside it, in its network, driven by its parent over IPC: says when a page has new bytes. It
// asks again and again whether the page is another than before, in as few bytes and cycles as HTTPS allows, so that
// looking costs little of what is looked at.
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import tls from 'node:tls'
import type { Wanted } from './kube-site.ts'
import { monotonicMs } from './replicated.ts'

const waitMsMax = 20_000

interface Answer {
  readonly status: number
  readonly etag: string | undefined
  readonly body: Buffer
}

class Connection {
  readonly #socket: tls.TLSSocket
  #held: Buffer = Buffer.alloc(0)
  #arrived = Promise.withResolvers<void>()

  constructor({ home, port, host }: Wanted) {
    const ca = fs.readFileSync(path.join(home, 'ca.crt'))
    this.#socket = tls.connect({ host: '127.0.0.1', port, servername: host, ca })
    this.#socket.setNoDelay(true)
    this.#socket.on('data', data => {
      this.#held = this.#held.length === 0 ? data : Buffer.concat([this.#held, data])
      this.#arrived.resolve()
    })
    this.#socket.on('error', error => this.#arrived.reject(error))
    this.#socket.on('close', () => this.#arrived.reject(new Error('the gateway closed the connection')))
  }

  async ask(request: string): Promise<Answer> {
    this.#socket.write(request)
    for (;;) {
      const answer = this.#take()
      if (answer) return answer
      this.#arrived = Promise.withResolvers<void>()
      await this.#arrived.promise
    }
  }

  /** The answer, once all of it is here. */
  #take(): Answer | undefined {
    const end = this.#held.indexOf('\r\n\r\n')
    if (end < 0) return undefined
    const head = this.#held.toString('latin1', 0, end)
    const status = Number(head.slice(9, 12))
    const length = status === 304 ? 0 : Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
    const body = this.#held.subarray(end + 4, end + 4 + length)
    if (body.length < length) return undefined
    this.#held = this.#held.subarray(end + 4 + length)
    return { status, etag: /\r\netag: (\S+)/i.exec(head)?.[1], body }
  }

  close(): void {
    this.#socket.destroy()
  }
}

let connection: Connection | undefined
let etag = '"none"'

async function seen(wanted: Wanted): Promise<number> {
  connection ??= new Connection(wanted)
  const end = monotonicMs() + waitMsMax
  while (monotonicMs() < end) {
    const { host, port, file } = wanted
    const request = `GET ${file} HTTP/1.1\r\nhost: ${host}:${port}\r\nif-none-match: ${etag}\r\n\r\n`
    const answer = await connection.ask(request)
    if (answer.status === 200) {
      etag = answer.etag ?? etag
      if (answer.body.equals(wanted.content)) return monotonicMs()
    }
    await pause(wanted.pauseMs)
  }
  throw new Error(`the new ${wanted.file} was not shown within ${waitMsMax / 1000} s`)
}

process.on('message', (wanted: Wanted) => {
  seen({ ...wanted, content: Buffer.from(wanted.content) }).then(
    atMs => void process.send?.(atMs),
    (error: unknown) => void process.send?.(String(error))
  )
})
process.once('disconnect', () => {
  connection?.close()
  process.exit(0)
})
