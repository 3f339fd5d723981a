// Errors as answers: problem+json (RFC 9457) for tools, a plain page for people. Never a stack trace.
import { randomBytes } from 'node:crypto'
import { catalogue, type KubeError, toKubeError } from '../base/errors.ts'
import { showPath } from '../base/path-bytes.ts'
import { Answer } from './answers.ts'
import { fileFields, never, plainPageFields } from './file-policy.ts'
import type { Wanted } from './negotiation.ts'

export interface Failure {
  readonly error: KubeError
  readonly status: number
  /** Named in the answer and in the log. */
  readonly requestId: string
}

export function newRequestId(): string {
  return randomBytes(6).toString('hex')
}

export function toFailure(thrown: unknown, status?: number): Failure {
  const error = toKubeError(thrown)
  return { error, status: status ?? catalogue[error.code].status, requestId: newRequestId() }
}

/** Why, for whoever asked: of a fault of ours only that it is one. */
function reasonOf({ error, requestId }: Failure): string {
  if (error.code === 'KUBE_INTERNAL') return `The log of this machine has the details under ${requestId}.`
  return error.reason
}

/** The document of `application/problem+json`. */
export function problemOf(failure: Failure, servedBy: string): Record<string, unknown> {
  const { error, status, requestId } = failure
  const reason = reasonOf(failure)
  return {
    title: error.message,
    status,
    ...(reason === '' ? {} : { detail: reason }),
    code: error.code,
    message: error.message,
    reason,
    next: error.next,
    request: requestId,
    servedBy
  }
}

/** The answer to a request that failed. `extra`: more field names and values. */
export function failureAnswer(
  failure: Failure,
  wanted: Wanted,
  servedBy: string,
  extra: readonly string[] = []
): Answer {
  const tool = wanted === 'json' || wanted === 'dmg'
  const text = tool ? `${JSON.stringify(problemOf(failure, servedBy), null, 2)}\n` : pageOf(failure, servedBy)
  const later = failure.status === 503 || failure.status === 429
  const retry = catalogue[failure.error.code].retryable && later ? ['Retry-After', '1'] : []
  return new Answer({
    status: failure.status,
    fields: [
      'Content-Type',
      tool ? 'application/problem+json' : 'text/html; charset=utf-8',
      'Cache-Control',
      never,
      'Vary',
      'Accept',
      ...(tool ? fileFields : plainPageFields),
      'Kube-Request',
      failure.requestId,
      ...retry,
      ...extra
    ],
    body: { kind: 'bytes', bytes: Buffer.from(text) },
    shared: false
  })
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text within HTML and its quoted attributes. */
export function escapeHtml(text: string): string {
  return showPath(text).replace(/[&<>"]/g, char => entities[char]!)
}

const style =
  ':root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:15vh auto;padding:0 1rem}' +
  'h1{font-size:1.4rem}footer{opacity:.7;font-size:.85rem;margin-top:3rem}code{font-size:.95em}'

function pageOf(failure: Failure, servedBy: string): string {
  const { error, status, requestId } = failure
  const url = /^[a-z]+:\/\//.test(error.message)
  const sentence = url ? error.message : error.message.charAt(0).toUpperCase() + error.message.slice(1)
  const reason = reasonOf(failure)
  const next = error.next.map(command => `<li><code>${escapeHtml(command)}</code>`).join('\n')
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${status}: ${escapeHtml(error.message)}</title>`,
    `<style>${style}</style>`,
    `<h1>${escapeHtml(sentence)}</h1>`,
    ...(reason === '' ? [] : [`<p>${escapeHtml(reason)}</p>`]),
    ...(next === '' ? [] : [`<ul>\n${next}\n</ul>`]),
    `<footer>${status} <code>${error.code}</code> · request <code>${requestId}</code> · ${escapeHtml(servedBy)}</footer>`,
    ''
  ].join('\n')
}
