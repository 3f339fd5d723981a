import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeJoinCode, encodeJoinCode, type JoinCode } from '../../../src/trust/join-code.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const address = fc.oneof(
  fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 65_535 })).map(([ip, port]) => `/ip4/${ip}/tcp/${port}`),
  fc.integer({ min: 1, max: 65_535 }).map(port => `/ip6/fd00::1/tcp/${port}`),
  fc.constantFrom('/dns4/kube.example.org/tcp/4001', '/ip4/127.0.0.1/udp/4001/quic-v1')
)
const anyCode: fc.Arbitrary<JoinCode> = fc.record({
  rootFingerprint: bytes(16),
  peer: bytes(32).filter(raw => raw.some(byte => byte > 1 && byte < 0x70)),
  addresses: fc.array(address, { maxLength: 5 }),
  id: bytes(8),
  secret: bytes(16),
  expiresMs: fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(seconds => seconds * 1000)
})
const code: JoinCode = {
  rootFingerprint: new Uint8Array(16).fill(1),
  peer: new Uint8Array(32).fill(2),
  addresses: ['/ip4/127.0.0.1/tcp/4001'],
  id: new Uint8Array(8).fill(3),
  secret: new Uint8Array(16).fill(4),
  expiresMs: 1_800_000_000_000
}
const text = encodeJoinCode(code)
const refusal = (of: string): string => {
  try {
    decodeJoinCode(of)
  } catch (error) {
    expect(error).toMatchObject({ code: 'KUBE_CODE_INVALID' })
    return (error as { reason: string }).reason
  }
  throw new Error(`accepted: ${of}`)
}

describe('join codes', () => {
  test('there and back, in one line', () => {
    fc.assert(
      fc.property(anyCode, any => {
        const line = encodeJoinCode(any)
        expect(line).toMatch(/^kube1[a-z2-7]+$/)
        expect(decodeJoinCode(`  ${line}\n`)).toEqual(any)
      })
    )
  })

  test('with one address it has 149 characters', () => {
    expect(text).toHaveLength(149)
  })

  test('every single character that is changed, left out, doubled or swapped is noticed', () => {
    const alphabet = 'abcdefghijklmnopqrstuvwxyz234567A0189-= '
    for (let at = 0; at < text.length; at++) {
      for (const character of alphabet) {
        if (character === text[at] || (character === ' ' && at === text.length - 1)) continue
        refusal(text.slice(0, at) + character + text.slice(at + 1))
      }
      refusal(text.slice(0, at) + text.slice(at + 1))
      refusal(text.slice(0, at) + text[at] + text.slice(at))
      if (at > 0 && text[at] !== text[at - 1]) {
        refusal(text.slice(0, at - 1) + text[at] + text[at - 1] + text.slice(at + 1))
      }
    }
  })

  test('any two changed characters are noticed', () => {
    const change = fc.tuple(fc.nat(text.length - 1), fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'))
    fc.assert(
      fc.property(change, change, ([a, x], [b, y]) => {
        const characters = [...text]
        characters[a] = x
        characters[b] = y
        fc.pre(characters.join('') !== text)
        refusal(characters.join(''))
      }),
      { numRuns: 1000 }
    )
  })

  test('the reason says what happened', () => {
    expect(refusal(`${text.slice(0, 80)}${text[80] === 'a' ? 'c' : 'a'}${text.slice(81)}`)).toMatch(
      /checksum.*mistyped/
    )
    for (const length of [5, 6, 50, text.length - 1]) expect(refusal(text.slice(0, length))).toMatch(/cut short/)
    expect(refusal(text.toUpperCase())).toMatch(/kube1/)
    expect(refusal(`${text.slice(0, 20)}0${text.slice(21)}`)).toMatch(/"0" at position 21.*mistyped/)
    expect(refusal(text.replace('kube1', 'kube2'))).toMatch(/newer/)
    expect(refusal(`${text}${text}`)).toMatch(/mistyped|too long/)
    expect(refusal('a'.repeat(1e6))).toMatch(/kube1/)
    expect(refusal(`kube1${'a'.repeat(1e6)}`)).toMatch(/too long/)
    expect(refusal('')).toMatch(/kube1/)
  })

  test('addresses that do not fit are left out, the first ones stay', () => {
    const addresses = Array.from({ length: 40 }, (_, at) => `/ip4/10.0.0.${at}/tcp/4001`)
    const decoded = decodeJoinCode(encodeJoinCode({ ...code, addresses })).addresses
    expect(decoded.length).toBeGreaterThan(20)
    expect(decoded).toEqual(addresses.slice(0, decoded.length))
  })
})
