// The little of etcd's v3 API that an election takes, over its JSON gateway (etcd documentation, "Why gRPC gateway"): keys and
// values in base64, 64-bit numbers as text. Endpoints are asked in turn until one answers.
import { KubeError } from '../base/errors.ts'

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

const answerMsMax = 2_000

const base64 = (text: string): string => Buffer.from(text).toString('base64')

interface RangeAnswer {
  readonly kvs?: readonly { value?: string; create_revision?: string; lease?: string }[]
}

export class EtcdClient {
  readonly #endpoints: readonly string[]
  /** The one that answered last. */
  #first = 0

  constructor(endpoints: readonly string[]) {
    this.#endpoints = endpoints
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
    for (let turn = 0; turn < this.#endpoints.length; turn++) {
      const at = (this.#first + turn) % this.#endpoints.length
      const url = `${this.#endpoints[at]!.replace(/\/+$/, '')}/v3/${method}`
      try {
        const signal = AbortSignal.timeout(answerMsMax)
        const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), signal, redirect: 'error' })
        const text = await answer.text()
        if (!answer.ok) throw new Error(`${answer.status} ${text.slice(0, 200)}`)
        this.#first = at
        return JSON.parse(text) as T
      } catch (thrown) {
        const { message, cause } = thrown as { message?: string; cause?: { message?: string } }
        failures.push(`${this.#endpoints[at]}: ${cause?.message ?? message}`)
      }
    }
    throw new KubeError('KUBE_UNREACHABLE', 'etcd does not answer', { reason: failures.join('; ') })
  }
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
