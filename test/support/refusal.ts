// What a person or a script sees of a command that fails: one line with code, reason and the command that mends it.
import { expect } from 'vitest'
import { type ErrorCode, KubeError } from '../../src/base/errors.ts'
import type { Said } from './kube-process.ts'

export interface Wanted {
  readonly code: ErrorCode
  /** In the line for people. */
  readonly says?: RegExp
  /** The first command that mends it. */
  readonly next?: RegExp
  /** Where stdout has something all the same. */
  readonly out?: RegExp
}

/** The line that a failed command ended with; what a daemon logged before it is left out. */
export function errorLine({ err }: Said): string {
  return err.trimEnd().split('\n').at(-1) ?? ''
}

/** Checks the line for people. */
export function expectRefusal(said: Said, { code, says, next, out }: Wanted): void {
  const line = errorLine(said)
  expect(line).toMatch(/^error: /)
  expect(line).toContain(`(${code})`)
  expect(line, 'the command that mends it').toMatch(/; try: \S/)
  if (says) expect(line).toMatch(says)
  if (next) expect(line.slice(line.indexOf('; try: ') + 7)).toMatch(next)
  expect(said.err, 'a stack trace').not.toMatch(/^\s+at .*[:(]/m)
  expect(said.out).toMatch(out ?? /^$/)
  expect(said.code).toBe(new KubeError(code, '').exit)
}

/** Checks the same as JSON. */
export function expectRefusalJson(said: Said, { code, next }: Wanted): void {
  const error = KubeError.fromJSON(JSON.parse(errorLine(said)))
  expect(error?.code).toBe(code)
  expect(error?.message).not.toBe('')
  expect(error?.reason, 'a reason').not.toBe('')
  expect(error?.next.length, 'a command that mends it').toBeGreaterThan(0)
  if (next) expect(error?.next[0]).toMatch(next)
  expect(said.code).toBe(error?.exit)
}

/** Runs a command that must fail, for people and for scripts. */
export async function refuses(command: (more: readonly string[]) => Promise<Said>, wanted: Wanted): Promise<void> {
  expectRefusal(await command([]), wanted)
  expectRefusalJson(await command(['--json']), wanted)
}
