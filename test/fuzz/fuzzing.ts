// Bounded fuzzing: seeded, so that a failure can be run again (FUZZ_SEED), and for a few seconds (FUZZ_MS).
import fc from 'fast-check'
import { expect } from 'vitest'
import { KubeError } from '../../src/base/errors.ts'

const seed = Number(process.env.FUZZ_SEED ?? 20_261_121)
const timeMs = Number(process.env.FUZZ_MS ?? 2_500)

/** Runs `body` with what is drawn until the time is over: it may refuse by a KubeError, and nothing else. */
export function fuzz<T>(drawn: fc.Arbitrary<T>, body: (value: T) => void): void {
  let runs = 0
  fc.assert(
    fc.property(drawn, value => {
      runs++
      try {
        body(value)
      } catch (error) {
        if (!(error instanceof KubeError)) throw error
        expect(error.code).not.toBe('KUBE_INTERNAL')
      }
    }),
    { seed, numRuns: 1_000_000, interruptAfterTimeLimit: timeMs, markInterruptAsFailure: false }
  )
  expect(runs).toBeGreaterThan(50)
}

/** Some bytes, with a few of them changed, left out or put in. */
export function damaged(samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const change = fc.record({ at: fc.nat(), byte: fc.nat(255), how: fc.constantFrom('set', 'cut', 'insert', 'repeat') })
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([sample, changes]) => {
      let bytes = [...sample]
      for (const { at: anywhere, byte, how } of changes) {
        const at = bytes.length === 0 ? 0 : anywhere % bytes.length
        if (how === 'set') bytes[at] = byte
        else if (how === 'cut') bytes.splice(at, 1 + (byte % 8))
        else if (how === 'insert') bytes.splice(at, 0, byte)
        else bytes = [...bytes.slice(0, at), ...bytes.slice(at, at + (byte % 32)), ...bytes.slice(at)]
      }
      return Uint8Array.from(bytes)
    })
}

/** Text with a few characters changed, left out or put in. */
export function damagedText(samples: readonly string[], pieces: readonly string[]): fc.Arbitrary<string> {
  const change = fc.record({ at: fc.nat(), cut: fc.nat(3), piece: fc.constantFrom('', ...pieces) })
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 5 }))
    .map(([sample, changes]) => {
      let text = sample
      for (const { at: anywhere, cut, piece } of changes) {
        const at = anywhere % (text.length + 1)
        text = text.slice(0, at) + piece + text.slice(at + cut)
      }
      return text
    })
}
