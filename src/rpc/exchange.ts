// One exchange with the daemon over its unix socket: the request, the answer as text or lines, faults as errors for people.
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { homeFlag, shellWord } from '../base/command-words.ts'
import { KubeError, toKubeError } from '../base/errors.ts'
import { socketPath } from '../base/socket-path.ts'
import { processOf } from './starting.ts'

/** `Host` of every call: no DNS name leads to it. */
export const controlHost = 'kubed'

/** Before the path of every call on the HTTPS port of a KUBE. */
export const remotePrefix = '/.well-known/kube/control'
/** Behind the prefix: `KubeIdentity`, to anyone. */
export const identityPath = '/v1/identity'

/** Which KUBE it is that a connection leads to (base/tls-binding.ts). */
export interface KubeIdentity {
  /** `did:key:…` */
  readonly kube: string
  /** Base64. */
  readonly signature: string
  /** The subnet root's credential that names the root CA (base/subnet-proof.ts). */
  readonly caBinding?: string
}

export async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  let left = ''
  response.setEncoding('utf8')
  for await (const chunk of response) {
    const lines = (left + String(chunk)).split('\n')
    left = lines.pop() ?? ''
    yield* lines.filter(line => line !== '')
  }
}

export interface Exchange {
  readonly request: ClientRequest
  readonly answer: Promise<IncomingMessage>
}

/** A request as a client has it. */
export interface Sending {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
}

/** A request by a way that is told by `how`; `fields` are those that belong to the way. */
export function exchangeOf(
  how: Pick<RequestOptions, 'socketPath' | 'agent'>,
  fields: Readonly<Record<string, string>>,
  { method, target, headers, signal }: Sending
): Exchange {
  // As an ES module import, node:http has each of its exports read, and one of them loads all of undici: 25 ms
  // of a 300 ms publish. Taken this way it is 3 ms.
  const http = process.getBuiltinModule('node:http')
  const abort = signal === undefined ? {} : { signal }
  const request = http.request({ ...how, method, path: target, headers: { ...fields, ...headers }, ...abort })
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve)
    request.on('error', reject)
  })
  // Whoever sends the body may fail first and never look at the answer.
  answer.catch(() => undefined)
  return { request, answer }
}

export async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

export function timeout(limitMs: number): KubeError {
  return new KubeError('KUBE_TIMEOUT', `kubed did not answer in ${Math.round(limitMs / 1000)} s`, {
    reason: 'it is stopped, hangs or is busy',
    next: ['kubed status', 'kubed stop']
  })
}

export function interpret(status: number, text: string): unknown {
  let value: unknown
  try {
    value = text === '' ? undefined : JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new KubeError('KUBE_INTERNAL', 'kubed answered with something else than JSON', { reason: text.slice(0, 200) })
  }
  if (status < 300) return value
  if (status < 400) {
    throw new KubeError('KUBE_PEER_MISBEHAVED', 'the answer leads elsewhere, and dx does not follow it', {
      reason: `status ${status}: what was sent is for the machine that was asked`
    })
  }
  const known = KubeError.fromJSON(value)
  if (known !== undefined) throw known
  const { code, message } = (value ?? {}) as { code?: unknown; message?: unknown }
  throw new KubeError('KUBE_INTERNAL', typeof message === 'string' ? message : `kubed answered with status ${status}`, {
    reason: typeof code === 'string' ? `its code ${code} is not known here; dx may be older than kubed` : ''
  })
}

/** Nobody answers at the socket: no daemon, or one that opens its home or closes it. */
function silence(home: string, next: readonly string[]): { reason: string; next: readonly string[] } {
  const pid = processOf(home)
  if (pid === undefined) return { reason: 'nobody answers at its socket', next }
  const reason = `nobody answers at its socket, and process ${pid} has the home: it starts or ends, or its socket was removed`
  return {
    reason,
    next: [
      'kubed status   # in a moment',
      `ps -p ${pid}   # where it is no kubed, kubed start`,
      `kill ${pid}   # where it is one and goes on: it ends in order`
    ]
  }
}

/** What went wrong on the socket, as an error for people. */
export function toFault(home: string, thrown: unknown): KubeError {
  if (thrown instanceof KubeError) return thrown
  const error = thrown as { code?: unknown; name?: unknown }
  const next = [`kubed start${homeFlag(home, process.env)}`]
  switch (error?.code) {
    case 'ENOENT':
    case 'ECONNREFUSED':
    case 'ENOTDIR':
      return new KubeError('KUBE_NO_DAEMON', `no kubed is running for ${home}`, {
        ...silence(home, next),
        cause: thrown
      })
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return new KubeError('KUBE_NO_DAEMON', `kubed for ${home} went away before it had answered`, {
        next,
        cause: thrown
      })
    case 'EACCES':
    case 'EPERM':
      return new KubeError('KUBE_DENIED', `no permission for the socket of the kubed in ${home}`, {
        reason: 'it belongs to another user',
        next: [`ls -l ${shellWord(socketPath(home))}`],
        cause: thrown
      })
    default:
      if (error?.name === 'AbortError') return new KubeError('KUBE_INTERRUPTED', 'interrupted', { cause: thrown })
      return toKubeError(thrown)
  }
}
