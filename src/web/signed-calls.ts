// Calls on the control socket in the name of a person (rpc/signed-call.ts): the answer is held open while the signatures
// that it needs are asked for, and these come as calls of their own.
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { KubeError } from '../base/errors.ts'
import type { LimitName } from '../base/limit-hits.ts'
import { signatureMsMax, signaturesAskedMax } from '../base/limits.ts'
import { readSshKey } from '../base/ssh-key.ts'
import {
  accountField,
  accountIssuesField,
  accountNameField,
  askedSignature,
  type GivenSignature,
  type SignedLine
} from '../rpc/signed-call.ts'
import { inNameOf, type Signing, type SignRequest } from '../rpc/signing.ts'

type Person = Omit<Signing, 'sign'>

interface Asked {
  resolve(signature: Uint8Array): void
  reject(error: KubeError): void
}

export class SignedCalls {
  readonly #asked = new Map<string, Asked>()

  /** Whether a request is in somebody's name. */
  static isSigned(headers: IncomingHttpHeaders): boolean {
    return headers[accountField] !== undefined
  }

  /** Carries a call out and answers it, whatever happens. */
  async answer(
    person: Person,
    response: ServerResponse,
    call: () => Promise<unknown>,
    failed: (thrown: unknown) => KubeError
  ): Promise<void> {
    const open = new Set<string>()
    const say = (line: SignedLine): void => void response.write(`${JSON.stringify(line)}\n`)
    const sign = (request: SignRequest): Promise<Uint8Array> => this.#ask(request, open, response, say)
    response.once('close', () => this.#forget(open))
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    response.flushHeaders()
    try {
      const value = await inNameOf({ ...person, sign }, call)
      say({ value: value ?? null })
    } catch (thrown) {
      say({ error: failed(thrown).toJSON() })
    }
    response.end()
  }

  /** A signature that was asked for, or why there is none. @throws KUBE_NOT_FOUND */
  give(ticket: string, { signature, error }: GivenSignature): void {
    const asked = this.#asked.get(ticket)
    if (!asked) {
      throw new KubeError('KUBE_NOT_FOUND', 'nobody waits for this signature', {
        reason: 'its call is over',
        next: ['dx whoami']
      })
    }
    this.#asked.delete(ticket)
    if (typeof signature === 'string') asked.resolve(new Uint8Array(Buffer.from(signature, 'base64')))
    else asked.reject(KubeError.fromJSON(error) ?? new KubeError('KUBE_KEY_LOCKED', 'the key did not sign'))
  }

  #ask(
    request: SignRequest,
    open: Set<string>,
    response: ServerResponse,
    say: (line: SignedLine) => void
  ): Promise<Uint8Array> {
    if (this.#asked.size >= signaturesAskedMax) {
      throw new KubeError('KUBE_LIMIT', 'too many signatures are waited for', {
        reason: `${signaturesAskedMax} are the most`,
        limit: 'signaturesAskedMax',
        next: ['dx status']
      })
    }
    const ticket = randomUUID()
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
    const timer = setTimeout(() => this.#end(ticket, 'it did not come in time', 'signatureMsMax'), signatureMsMax)
    timer.unref()
    this.#asked.set(ticket, { resolve, reject })
    open.add(ticket)
    if (response.destroyed) this.#end(ticket, 'whoever called is gone')
    else say({ sign: askedSignature(ticket, request) })
    return promise.finally(() => {
      clearTimeout(timer)
      open.delete(ticket)
    })
  }

  #forget(open: ReadonlySet<string>): void {
    for (const ticket of open) this.#end(ticket, 'whoever called is gone')
  }

  #end(ticket: string, reason: string, limit?: LimitName): void {
    const late = new KubeError('KUBE_INTERRUPTED', 'the signature did not come', { reason, limit })
    this.#asked.get(ticket)?.reject(late)
    this.#asked.delete(ticket)
  }
}

/** Who calls, by the head of the request. @throws KUBE_USAGE for one that names no key */
export function personOf(headers: IncomingHttpHeaders): Person {
  const [blob, name, issues] = [accountField, accountNameField, accountIssuesField].map(field =>
    String(headers[field] ?? '')
  )
  try {
    const key = readSshKey(new Uint8Array(Buffer.from(blob ?? '', 'base64')))
    return {
      key,
      name: decodeURIComponent(name ?? '')
        .replace(/[<>\p{Cc}]/gu, '')
        .trim()
        .slice(0, 64),
      issues: issues === '1'
    }
  } catch (error) {
    if (!(error instanceof KubeError) && !(error instanceof URIError)) throw error
    throw new KubeError('KUBE_USAGE', 'the account of the call is none', {
      reason: error.message,
      next: ['dx whoami'],
      cause: error
    })
  }
}
