// Prepared answers: status, fields and where the body comes from, made once for a URL and good until the ledger moves.
import type { ObjectId } from '../base/types.ts'
import type { Token } from '../rpc/access.ts'
import type { Validators } from './conditions.ts'
import { formatHttpDate } from './http-date.ts'

export type Body =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** A blob, or its compressed form, that is kept in memory under `key`. */
  | { readonly kind: 'kept'; readonly key: string; readonly size: number; load(): Promise<Uint8Array> }
  | { readonly kind: 'stream'; readonly id: ObjectId; readonly size: number }

export interface AnswerParts {
  readonly status: number
  /** Names and values in turn; without Date and Content-Length. */
  readonly fields: readonly string[]
  readonly body: Body
  readonly validators?: Validators
  /** Anyone may have it, and it is the same for equal requests. */
  readonly shared: boolean
  /** A redirect to the URL with a slash: Location depends on the request. */
  readonly slash?: boolean
  /** Whoever shows this token may have it, and nobody else. */
  readonly token?: Token
}

const nothing: Validators = { etag: undefined, modifiedMs: undefined }

/** What is sent for a request. Fields are put together once a second, when Date changes. */
export class Answer {
  readonly status: number
  readonly fields: readonly string[]
  readonly body: Body
  readonly validators: Validators
  readonly shared: boolean
  readonly slash: boolean
  readonly token: Token | undefined
  readonly size: number
  #second = -1
  #dated: string[] = []
  #wire: Buffer | undefined
  #unmodified: Answer | undefined

  constructor(parts: AnswerParts) {
    this.status = parts.status
    this.fields = parts.fields
    this.body = parts.body
    this.validators = parts.validators ?? nothing
    this.shared = parts.shared
    this.slash = parts.slash ?? false
    this.token = parts.token
    this.size = parts.body.kind === 'bytes' ? parts.body.bytes.length : parts.body.size
  }

  /** All fields of the whole answer at a time, Content-Length and Date included. Not to be changed. */
  dated(second: number): string[] {
    if (second !== this.#second) this.#renew(second)
    return this.#dated
  }

  /** Head and body as HTTP/1.1 writes them on a connection that stays open (`persistent`: those fields). */
  wire(second: number, body: Uint8Array, persistent: string): Buffer {
    if (second !== this.#second) this.#renew(second)
    if (this.#wire === undefined) this.#wire = Buffer.concat([wireHead(this.status, this.#dated, persistent), body])
    return this.#wire
  }

  /** The same with more field names and values. */
  with(fields: readonly string[]): Answer {
    const { status, body, validators, shared } = this
    return new Answer({ status, fields: [...this.fields, ...fields], body, validators, shared, ...this.#bound() })
  }

  /**
   * The same for whoever shows this token alone: kept by no shared cache and asked for again each time. What is
   * `closed` to others stands in no page of another origin either, as browsers send a password by themselves.
   */
  forToken(token: Token, closed: boolean): Answer {
    const fields: string[] = []
    let vary = 'Authorization'
    for (let at = 0; at < this.fields.length; at += 2) {
      const [name, value] = [this.fields[at]!, this.fields[at + 1]!]
      if (name === 'Vary') vary = `${value}, ${vary}`
      else if (name !== 'Cache-Control') fields.push(name, value)
    }
    fields.push('Cache-Control', 'private, no-cache', 'Vary', vary)
    if (closed) fields.push('Cross-Origin-Resource-Policy', 'same-origin')
    const { status, body, validators, slash } = this
    return new Answer({ status, fields, body, validators, shared: false, slash, token })
  }

  #bound(): Pick<AnswerParts, 'token'> {
    return this.token === undefined ? {} : { token: this.token }
  }

  /** Lets go of the bytes that `wire` kept. */
  cool(): void {
    this.#wire = undefined
  }

  /** The 304 of this answer (RFC 9110, 15.4.5): every field but those that describe a body. */
  unmodified(): Answer {
    this.#unmodified ??= new Answer({
      status: 304,
      fields: withoutBodyFields(this.fields),
      body: { kind: 'bytes', bytes: new Uint8Array(0) },
      validators: this.validators,
      shared: this.shared,
      ...this.#bound()
    })
    return this.#unmodified
  }

  #renew(second: number): void {
    this.#second = second
    this.#wire = undefined
    this.#dated = [...this.fields, ...lengthField(this), 'Date', formatHttpDate(second * 1000)]
  }
}

function lengthField(answer: Answer): string[] {
  return answer.status === 304 || answer.status === 204 ? [] : ['Content-Length', String(answer.size)]
}

const reasons: Readonly<Record<number, string>> = { 200: 'OK', 304: 'Not Modified' }

function wireHead(status: number, fields: readonly string[], persistent: string): Buffer {
  let head = `HTTP/1.1 ${status} ${reasons[status]}\r\n`
  for (let at = 0; at < fields.length; at += 2) head += `${fields[at]}: ${fields[at + 1]}\r\n`
  return Buffer.from(`${head}${persistent}\r\n`, 'latin1')
}

function withoutBodyFields(fields: readonly string[]): string[] {
  const kept: string[] = []
  for (let at = 0; at < fields.length; at += 2) {
    const [name, value] = [fields[at]!, fields[at + 1]!]
    if (name !== 'Content-Encoding') kept.push(name, value)
  }
  return kept
}

export interface Kept {
  readonly answersMax: number
  readonly bytesMax: number
}

/** Of one answer, beside its key and its bytes: its fields, and what keeps them. */
const keptBytes = 1 << 10

/** Answers by request, all dropped when `position` moves; bounded, the oldest goes first. */
export class AnswerCache {
  readonly #max: Kept
  readonly #kept = new Map<string, Answer>()
  #bytes = 0
  #position = -1

  constructor(max: Kept) {
    this.#max = max
  }

  get(key: string, position: number): Answer | undefined {
    if (position === this.#position) return this.#kept.get(key)
    this.#kept.clear()
    this.#bytes = 0
    this.#position = position
    return undefined
  }

  /** Kept only if the ledger is still where the answer was made. */
  set(key: string, answer: Answer, position: number): void {
    if (position !== this.#position || bytesOf(key, answer) > this.#max.bytesMax) return
    this.#drop(key)
    this.#kept.set(key, answer)
    this.#bytes += bytesOf(key, answer)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#max.answersMax && this.#bytes <= this.#max.bytesMax) break
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    const answer = this.#kept.get(key)
    if (!answer) return
    this.#kept.delete(key)
    this.#bytes -= bytesOf(key, answer)
  }
}

/** What an answer holds; the bytes of blobs are kept, and counted, elsewhere. */
function bytesOf(key: string, { body }: Answer): number {
  return keptBytes + 2 * key.length + (body.kind === 'bytes' ? body.bytes.length : 0)
}
