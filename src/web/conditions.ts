// Conditional requests and ranges, RFC 9110 sections 13 and 14. Pure.
import { parseHttpDate } from './http-date.ts'

export interface Validators {
  /** With its quotes; always strong. */
  readonly etag: string | undefined
  /** Whole seconds, in milliseconds. */
  readonly modifiedMs: number | undefined
}

/** The fields of a request that make it conditional, as `IncomingMessage.headers` has them. */
export interface ConditionFields {
  readonly [name: string]: string | string[] | undefined
}

export type Verdict = 'proceed' | 'not-modified' | 'failed'

export type Range =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly first: number; readonly last: number }
  | { readonly kind: 'unsatisfiable' }

const tag = /(W\/)?("[\x21\x23-\x7e\x80-\uffff]*")/g
const one = /^bytes=(\d*)-(\d*)$/i

/** RFC 9110, 13.2.2: which fields count, in which order. For GET and HEAD of what exists. */
export function evaluate(fields: ConditionFields, has: Validators, nowMs: number): Verdict {
  const match = single(fields['if-match'])
  const since = (name: string): number | undefined => {
    const text = single(fields[name])
    return text === undefined ? undefined : parseHttpDate(text, nowMs)
  }
  if (match !== undefined) {
    if (!matches(match, has.etag, true)) return 'failed'
  } else {
    const unmodified = since('if-unmodified-since')
    if (unmodified !== undefined && has.modifiedMs !== undefined && has.modifiedMs > unmodified) return 'failed'
  }
  const noneMatch = single(fields['if-none-match'])
  if (noneMatch !== undefined) return matches(noneMatch, has.etag, false) ? 'not-modified' : 'proceed'
  const modified = since('if-modified-since')
  return modified !== undefined && has.modifiedMs !== undefined && has.modifiedMs <= modified
    ? 'not-modified'
    : 'proceed'
}

/** Whether a list of tags, or `*`, has ours (8.8.3.2). Strong: a weak tag matches nothing. */
function matches(list: string, etag: string | undefined, strong: boolean): boolean {
  if (list.trim() === '*') return true
  if (etag === undefined) return false
  for (const [, weak, opaque] of list.matchAll(tag)) {
    if (opaque === etag && !(strong && weak)) return true
  }
  return false
}

/**
 * The part that a GET wants of a body of `size` bytes (14.2). Several ranges at once, other units and broken
 * specifiers are ignored, as the RFC allows; so is an If-Range with a date, which cannot tell two releases of one
 * second apart (13.1.5).
 */
export function rangeOf(fields: ConditionFields, size: number, etag: string | undefined): Range {
  const header = single(fields.range)
  const found = header === undefined ? null : one.exec(header)
  if (!found) return { kind: 'whole' }
  const condition = single(fields['if-range'])
  if (condition !== undefined && condition.trim() !== etag) return { kind: 'whole' }
  const [, from, to] = found as unknown as [string, string, string]
  if (from === '' && to === '') return { kind: 'whole' }
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? { kind: 'unsatisfiable' } : { kind: 'part', first: size - length, last: size - 1 }
  }
  if (to !== '' && BigInt(to) < BigInt(from)) return { kind: 'whole' }
  const first = Number(from)
  if (first >= size) return { kind: 'unsatisfiable' }
  return { kind: 'part', first, last: to === '' ? size - 1 : Math.min(Number(to), size - 1) }
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value
}
