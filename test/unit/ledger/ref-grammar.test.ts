import { describe, expect, test } from 'vitest'
import { refusedRef } from '../../../src/ledger/ref-grammar.ts'
import { chainOf } from '../../support/ledger-history.ts'

describe('refs that a changeset may write', () => {
  test.each([
    'refs/!meta',
    'refs/!https',
    'refs/local/kube/notepad/!https',
    'refs/local/kube/notepad/!dev/feature%2Fx',
    'refs/com/%2Eart_1.0-x/!meta',
    'refs/a/!space',
    'refs/!trust/c0ffee/!credential',
    'refs/!trust/c0ffee/!redeemed',
    `refs/!machines/${chainOf(1)}/!meta`,
    `refs/${'x/'.repeat(60)}!meta`
  ])('%s', ref => {
    expect(refusedRef(ref)).toBeUndefined()
  })

  test.each([
    '',
    'refs',
    'refs/',
    'refs/heads/main',
    'refs//!meta',
    'refs/!meta/',
    'refs/a/../!meta',
    'refs/a/./!meta',
    'refs/.a/!meta',
    'refs/a./!meta',
    'refs/a.lock/!meta',
    'refs/a/!.lock',
    'refs/A/!meta',
    'refs/%2f/!meta',
    'refs/a b/!meta',
    'refs/a\n/!meta',
    'refs/é/!meta',
    'refs/a/!',
    'refs/a/!!x',
    'refs/a/!dev',
    'refs/a/!dev/x/y',
    'refs/a/!dev/!x',
    'refs/a/!meta/!x',
    'refs/a/!trust/b/!credential',
    'refs/a/!trust',
    'refs/!trust/a',
    'refs/!trust/a/!credential/b',
    'refs/!trust/a/!dev',
    `refs/!kubes/${chainOf(1)}/!log`,
    'refs/!conflicts/0123456789ab/a/!https',
    `refs/${'x'.repeat(300)}/!meta`,
    `refs/${'x/'.repeat(2000)}!meta`
  ])('not %j', ref => {
    expect(refusedRef(ref)).toBeTypeOf('string')
  })

  // git keeps refs in files: one that is a folder of another would make both impossible.
  test('none is a folder of another', () => {
    const parts = ['a', '!meta', '!dev', '!trust', '!machines', '!x', 'b']
    const all: string[] = []
    const grow = (path: string, depth: number): void => {
      for (const part of parts) {
        const ref = `${path}/${part}`
        if (refusedRef(ref) === undefined) all.push(ref)
        if (depth < 4) grow(ref, depth + 1)
      }
    }
    grow('refs', 0)
    const known = new Set(all)
    for (const ref of all) {
      for (let end = ref.lastIndexOf('/'); end > 0; end = ref.lastIndexOf('/', end - 1)) {
        expect(known.has(ref.slice(0, end))).toBe(false)
      }
    }
    expect(all.length).toBeGreaterThan(90)
  })
})
