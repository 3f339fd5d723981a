// Paths that mean the same on every host: health, and resolution of names (contract.md, HTTP).
import { KubeError } from '../base/errors.ts'
import type { Reader } from '../rpc/access.ts'
import type { Resolved } from '../rpc/api.ts'
import { Answer } from './answers.ts'
import { failureAnswer, toFailure } from './failures.ts'
import { fileFields, never } from './file-policy.ts'
import type { KubeStatus } from './gateway-options.ts'
import { challenge } from './reader.ts'
import type { Target } from './target.ts'

export interface ReservedOptions {
  readonly status: () => KubeStatus
  readonly resolve: (query: { url?: string; dxn?: string }, reader: Reader) => Promise<Resolved>
  readonly name: string
}

const statusPath = '/.well-known/kube/status'
const resolvePath = '/.well-known/dmg'

export function isReserved(path: string): boolean {
  return path === statusPath || path === resolvePath
}

/** Errors are problem+json, whatever the client accepts: no person types these. */
export async function reservedAnswer(
  options: ReservedOptions,
  target: Target,
  reader: Reader,
  authorization: string | undefined
): Promise<Answer> {
  try {
    return jsonAnswer(target.path === statusPath ? options.status() : await resolved(options, target.query, reader))
  } catch (error) {
    const failure = toFailure(error)
    return failureAnswer(failure, 'json', options.name, challenge(failure.error, authorization))
  }
}

function resolved({ resolve }: ReservedOptions, query: string, reader: Reader): Promise<Resolved> {
  const given = new URLSearchParams(query)
  const [url, dxn] = [given.get('url'), given.get('dxn')]
  if (url !== null && dxn === null) return resolve({ url }, reader)
  if (dxn !== null && url === null) return resolve({ dxn }, reader)
  throw new KubeError('KUBE_USAGE', 'give either ?url= or ?dxn=')
}

function jsonAnswer(value: unknown): Answer {
  return new Answer({
    status: 200,
    fields: ['Content-Type', 'application/json', 'Cache-Control', never, ...fileFields],
    body: { kind: 'bytes', bytes: Buffer.from(`${JSON.stringify(value)}\n`) },
    shared: false
  })
}
