// The little of etcd's v3 API that an election takes, over its JSON gateway (etcd documentation, "Why gRPC gateway"): keys and
// values in base64, 64-bit numbers as text. Endpoints are asked in turn until one answers.
import { KubeError } from '../base/errors.ts'
import { type EtcdAccess, type EtcdAnswer, EtcdTransport } from './transport.ts'

export interface KeyValue {
  readonly value: string
  /** Revision at which the key came to be: no other life of the key has it, and later ones have a later. */
  readonly createRevision: number
  readonly lease: string
}

export type Compare = { readonly key: string; readonly createRevision: number }
export type Operation =
  | { readonly type: 'put'; readonly key: string; readonly value: string; readonly lease?: string }
  | { readonly type: 'get'; readonly key: string }
  | { readonly type: 'delete'; readonly key: string }

export interface Transaction {
  readonly succeeded: boolean
  readonly revision: number
  /** Of each `get`, in order. */
  readonly found: readonly (KeyValue | undefined)[]
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

interface RangeAnswer {
  readonly kvs?: readonly { value?: string; create_revision?: string; lease?: string }[]
}

/** etcd has heard what it was asked, and did not do it. */
class Refused extends Error {}

export class EtcdClient {
  readonly #endpoints: readonly string[]
  readonly #access: EtcdAccess
  readonly #transport: EtcdTransport
  /** The one that answered last. */
  #first = 0
  /** Of the user, until etcd takes it no more. */
  #token: Promise<string> | undefined

  constructor(endpoints: readonly string[], access: EtcdAccess = {}) {
    this.#endpoints = endpoints
    this.#access = access
    this.#transport = new EtcdTransport(access)
  }

  /** @throws KUBE_UNREACHABLE */
  async grant(ttlSeconds: number): Promise<string> {
    const { ID } = await this.#post<{ ID?: string }>('lease/grant', { TTL: String(ttlSeconds) })
    if (ID === undefined) throw unexpected('lease/grant')
    return ID
  }

  /** Seconds that the lease has from now on; 0 when it has ended. @throws KUBE_UNREACHABLE */
  async keepAlive(lease: string): Promise<number> {
    const { result } = await this.#post<{ result?: { TTL?: string } }>('lease/keepalive', { ID: lease })
    return Number(result?.TTL ?? 0)
  }

  /** Its keys go with it. @throws KUBE_UNREACHABLE */
  async revoke(lease: string): Promise<void> {
    await this.#post('lease/revoke', { ID: lease })
  }

  /** `success` when the key has this life, 0 for none, else `failure`; all of it at once. @throws KUBE_UNREACHABLE */
  async when(
    { key, createRevision }: Compare,
    success: readonly Operation[],
    failure: readonly Operation[] = []
  ): Promise<Transaction> {
    const compare = { key: base64(key), target: 'CREATE', result: 'EQUAL', create_revision: String(createRevision) }
    const answer = await this.#post<{
      header?: { revision?: string }
      succeeded?: boolean
      responses?: readonly { response_range?: RangeAnswer }[]
    }>('kv/txn', { compare: [compare], success: success.map(operationOf), failure: failure.map(operationOf) })
    const made = answer.succeeded ? success : failure
    return {
      succeeded: answer.succeeded ?? false,
      revision: Number(answer.header?.revision ?? 0),
      found: made.flatMap(({ type }, at) => (type === 'get' ? [valueIn(answer.responses?.[at]?.response_range)] : []))
    }
  }

  async #post<T>(method: string, body: unknown): Promise<T> {
    const failures: string[] = []
    let refused = false
    for (let turn = 0; turn < this.#endpoints.length; turn++) {
      const at = (this.#first + turn) % this.#endpoints.length
      const endpoint = this.#endpoints[at]!.replace(/\/+$/, '')
      try {
        const text = await this.#ask(endpoint, method, body)
        this.#first = at
        return JSON.parse(text) as T
      } catch (thrown) {
        refused ||= thrown instanceof Refused
        failures.push(`${endpoint}: ${this.#shown((thrown as Error).message)}`)
      }
    }
    const what = refused ? 'etcd does not let this machine order' : 'etcd does not answer'
    throw new KubeError('KUBE_UNREACHABLE', what, { reason: failures.join('; ') })
  }

  /**
   * Asks one endpoint, as the user where there is one. A token that it takes no more is renewed once: what was refused for
   * that has not been done, so it may be asked again.
   * @throws Refused, and what the connection throws
   */
  async #ask(endpoint: string, method: string, body: unknown): Promise<string> {
    for (let renewed = false; ; renewed = true) {
      const token = this.#tokenFrom(endpoint)
      const answer = await this.#transport.post(`${endpoint}/v3/${method}`, body, await token)
      if (answer.status >= 200 && answer.status < 300) return answer.text
      if (renewed || token === undefined || !isStale(answer)) throw refusal(answer)
      // Somebody else may have a newer one by now.
      if (this.#token === token) this.#token = undefined
    }
  }

  #tokenFrom(endpoint: string): Promise<string> | undefined {
    const { user } = this.#access
    if (user === undefined) return undefined
    if (this.#token) return this.#token
    const token = this.#authenticate(endpoint, user)
    this.#token = token
    token.catch(() => {
      if (this.#token === token) this.#token = undefined
    })
    return token
  }

  async #authenticate(endpoint: string, user: NonNullable<EtcdAccess['user']>): Promise<string> {
    const answer = await this.#transport.post(`${endpoint}/v3/auth/authenticate`, user, undefined)
    if (answer.status < 200 || answer.status >= 300) throw refusal(answer)
    const { token } = JSON.parse(answer.text) as { token?: unknown }
    if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token
    throw new Refused('it gave no token for the user')
  }

  /** Whatever comes back, a password is not shown. */
  #shown(text: string): string {
    const { password } = this.#access.user ?? {}
    return password === undefined ? text : text.replaceAll(password, '…')
  }
}

/** The token has ended, or rights have changed since it was given. */
function isStale({ status, text }: EtcdAnswer): boolean {
  return status === 401 || /invalid auth token|revision of auth store is old/.test(text)
}

/** In etcd's words. */
function refusal({ status, text }: EtcdAnswer): Refused {
  const said = /"(?:message|error)":"([^"\\]{1,200})/.exec(text)?.[1] ?? text.slice(0, 200)
  return new Refused(`${status} ${said.replace(/\s+/g, ' ')}`.trim())
}

function operationOf(operation: Operation): unknown {
  const key = base64(operation.key)
  switch (operation.type) {
    case 'put': {
      const { value, lease } = operation
      return { request_put: { key, value: base64(value), ...(lease !== undefined && { lease }) } }
    }
    case 'get':
      return { request_range: { key } }
    case 'delete':
      return { request_delete_range: { key } }
  }
}

function valueIn(answer: RangeAnswer | undefined): KeyValue | undefined {
  const [kv] = answer?.kvs ?? []
  if (kv === undefined) return undefined
  const value = Buffer.from(kv.value ?? '', 'base64').toString('utf8')
  return { value, createRevision: Number(kv.create_revision ?? 0), lease: kv.lease ?? '0' }
}

const unexpected = (method: string): KubeError =>
  new KubeError('KUBE_PEER_MISBEHAVED', 'etcd gave an answer that is none', { reason: method })
