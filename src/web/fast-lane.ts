// The fast lane of HTTP/1.1: an answer that was given is given again, as the same bytes, to a request whose head has
// exactly the same bytes, without parsing either. Node's http layer would be the limit otherwise (engines.md). Only
// heads that stand alone in one piece, of an ordinary GET, are looked up; everything else, and everything the first
// time, goes through node:http and fastify. Answers are dropped when the ledger moves.
import type { TLSSocket } from 'node:tls'
import { answersMax, connectionIdleMsMax, readyBytesMax } from '../base/limits.ts'
import type { Answer } from './answers.ts'
import { KnownHeads } from './known-heads.ts'

/** Answers above this gain nothing here. */
const wireBytesMax = 64 << 10
const headBytesMax = 2 << 10
/** What node:http adds on a connection that stays open. */
const persistent = `Connection: keep-alive\r\nKeep-Alive: timeout=${connectionIdleMsMax / 1000}\r\n`

/** Fields that neither frame a body nor concern the connection: after such a head comes the next head. */
const ordinary = new Set(
  (
    'host authorization user-agent accept accept-encoding accept-language accept-charset cache-control pragma referer origin cookie dnt ' +
    'priority upgrade-insecure-requests if-none-match if-modified-since if-match if-unmodified-since if-range range ' +
    'sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user sec-gpc'
  ).split(' ')
)

const get = 'GET '

interface Ready {
  readonly answer: Answer
  readonly body: Uint8Array
  /** What it is counted with. */
  readonly bytes: number
}

/** One connection. */
export interface LaneState {
  readonly certificate: string
  /** A request is with node:http. */
  busy: boolean
  /** Its head. */
  head: Buffer | undefined
}

export interface FastLaneOptions {
  position(): number
  nowMs(): number
}

export class FastLane {
  readonly #options: FastLaneOptions
  readonly #ready = new Map<string, KnownHeads<Ready>>()
  #position = -1
  #entries = 0
  #bytes = 0
  #closed = false

  constructor(options: FastLaneOptions) {
    this.#options = options
  }

  /**
   * Takes over the data of a connection that node:http has just set up.
   * @param certificate of the connection: a head is answered only where it was learned
   */
  attach(socket: TLSSocket, certificate: string): LaneState | undefined {
    const [toHttp, ...others] = socket.listeners('data') as ((chunk: Buffer) => void)[]
    if (toHttp === undefined || others.length > 0) return undefined
    const state: LaneState = { certificate, busy: false, head: undefined }
    const handOver = (chunk: Buffer): void => {
      // From here on requests may overlap: what is sent next need not belong to this head.
      state.head = undefined
      socket.on('data', toHttp)
      socket.removeListener('data', onData)
      toHttp.call(socket, chunk)
    }
    const onData = (chunk: Buffer): void => {
      const alone = !this.#closed && !state.busy && chunk.length <= headBytesMax
      const ready = alone ? this.#find(certificate, chunk) : undefined
      if (ready && !socket.writableNeedDrain) {
        socket.write(ready.answer.wire(Math.floor(this.#options.nowMs() / 1000), ready.body, persistent))
        return
      }
      if (ready || (alone && isOrdinaryHead(chunk.toString('latin1')))) {
        state.busy = true
        state.head = chunk
        toHttp.call(socket, chunk)
      } else handOver(chunk)
    }
    socket.on('data', onData)
    socket.removeListener('data', toHttp)
    return state
  }

  /** Keeps what was sent for the request that `state` is busy with. */
  learn(state: LaneState, answer: Answer, body: Uint8Array): void {
    const { head, certificate } = state
    if (head === undefined || body.length > wireBytesMax || head.toString('latin1', 0, get.length) !== get) return
    // What is for a token alone stays bound to the head, which has the token, and to its being in force.
    if ((!answer.shared && !answer.token?.inForce()) || (answer.status !== 200 && answer.status !== 304)) return
    this.#refresh()
    const lane = this.#ready.get(certificate) ?? new KnownHeads<Ready>()
    this.#ready.set(certificate, lane)
    if (lane.get(head)) return
    const ready = { answer, body, bytes: head.length + 2 * body.length }
    this.#count(ready, 1)
    const gone = lane.add(head, ready)
    if (gone) this.#count(gone, -1)
    if (this.#entries > answersMax || this.#bytes > readyBytesMax) this.#drop()
  }

  /** The request that `state` was busy with is answered. */
  done(state: LaneState): void {
    state.busy = false
    state.head = undefined
  }

  /** From here on everything goes through node:http. */
  close(): void {
    this.#closed = true
    this.#drop()
  }

  #count({ bytes, answer }: Ready, by: 1 | -1): void {
    this.#entries += by
    this.#bytes += by * bytes
    if (by < 0) answer.cool()
  }

  #find(certificate: string, head: Buffer): Ready | undefined {
    this.#refresh()
    const ready = this.#ready.get(certificate)?.get(head)
    return ready?.answer.token === undefined || ready.answer.token.inForce() ? ready : undefined
  }

  #refresh(): void {
    const position = this.#options.position()
    if (position !== this.#position) this.#drop()
    this.#position = position
  }

  #drop(): void {
    for (const lane of this.#ready.values()) for (const { answer } of lane.values()) answer.cool()
    this.#ready.clear()
    this.#entries = 0
    this.#bytes = 0
  }
}

/** One whole head of GET or HEAD with ordinary fields, and nothing after it. */
export function isOrdinaryHead(head: string): boolean {
  if (!head.startsWith('GET /') && !head.startsWith('HEAD /')) return false
  if (head.indexOf('\r\n\r\n') !== head.length - 4) return false
  const lines = head.slice(0, -4).split('\r\n')
  if (!lines[0]!.endsWith(' HTTP/1.1')) return false
  return lines.slice(1).every(line => {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).toLowerCase()
    return name === 'connection' ? /^: *keep-alive *$/i.test(line.slice(colon)) : ordinary.has(name)
  })
}
