// A changeset read directly: the same values as by way of messages, and from no other bytes.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromHex } from '../../../src/base/bytes.ts'
import { decodeChangeset, encodeChangeset } from '../../../src/ledger/changeset-codec.ts'
import { type Changeset, readOneForm } from '../../../src/ledger/changeset-read.ts'

const id = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .filter(bytes => bytes.some(byte => byte !== 0))
  .map(bytes => Buffer.from(bytes).toString('hex'))
const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constant('refs/a/!https')
)
const whole = fc.oneof(fc.nat(300), fc.maxSafeNat(), fc.constantFrom(0, 127, 128, Number.MAX_SAFE_INTEGER))
const small = fc.oneof(fc.nat(300), fc.constantFrom(0, 2 ** 32 - 1))
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })
const bytes = fc.uint8Array({ maxLength: 200 })

const values: fc.Arbitrary<Changeset> = fc
  .record({
    rules: small,
    subnet: fc.uint8Array({ maxLength: 33 }),
    chain: text,
    sequence: whole,
    time: fc.record({ wallMs: whole, counter: small }),
    publishedMs: whole,
    parent: some(id),
    deps: fc.array(fc.record({ chain: text, sequence: whole, id }), { maxLength: 3 }),
    updates: fc.array(fc.record({ ref: text, old: some(id), new: some(id) }), { maxLength: 3 }),
    credentials: fc.array(text, { maxLength: 3 }),
    message: text,
    account: some(fc.record({ publicKey: bytes, sequence: whole, nonce: bytes, signature: bytes })),
    term: some(fc.maxSafeNat().filter(term => term > 0))
  })
  .map(({ account, term, ...rest }) => ({
    ...rest,
    ...(account && { account }),
    ...(term !== undefined && { term })
  }))

const isAscii = (changeset: Changeset): boolean => /^[\0-\x7f]*$/.test(JSON.stringify(changeset))
const isEmpty = ({ time, updates, credentials, account }: Changeset): boolean =>
  (time.wallMs === 0 && time.counter === 0) ||
  updates.some(({ ref, old, new: value }) => ref === '' && old === undefined && value === undefined) ||
  credentials.includes('') ||
  (account !== undefined &&
    account.sequence === 0 &&
    account.publicKey.length + account.nonce.length + account.signature.length === 0)

it('comes back, directly where it is ASCII and nothing in it is empty', () => {
  fc.assert(
    fc.property(values, changeset => {
      const encoded = encodeChangeset(changeset)
      expect(decodeChangeset(encoded)).toEqual(changeset)
      const read = readOneForm(encoded)
      if (isAscii(changeset) && !isEmpty(changeset)) expect(read).toEqual(changeset)
      else if (read) expect(read).toEqual(changeset)
    }),
    { numRuns: 1_000 }
  )
})

it('is read from no other bytes than those that protobuf gives for its values', () => {
  const edits = fc.array(fc.record({ at: fc.nat(), to: fc.nat(255), cut: fc.nat(3), added: fc.nat(2) }), {
    minLength: 1,
    maxLength: 3
  })
  fc.assert(
    fc.property(values, edits, (changeset, all) => {
      let list = [...encodeChangeset(changeset)]
      for (const { at, to, cut, added } of all) {
        const index = at % (list.length + 1)
        list = [...list.slice(0, index), ...new Array<number>(added).fill(to), ...list.slice(index + cut)]
      }
      const given = Uint8Array.from(list)
      const read = readOneForm(given)
      if (read) expect(encodeChangeset(read)).toEqual(given)
    }),
    { numRuns: 20_000 }
  )
})

it.each([
  ['a number that is longer than it need be', '0881002a020801'],
  ['a default that is written', '08002a020801'],
  ['fields in another order', '2a0208010801'],
  ['a field that stands twice', '080108012a020801'],
  ['a field that nobody knows', '08012a020801f00101'],
  ['a time that is left out', '0801'],
  ['an id of zeros', `08012a0208013a14${'00'.repeat(20)}`],
  ['an id that is too short', `08012a0208013a13${'11'.repeat(19)}`],
  ['a cited head without an id', '08012a02080142020a00'],
  ['something that is cut short', '08012a0208013a14'],
  ['a message within that ends too early', '08012a030801'],
  ['bytes at the end', '08012a02080100'],
  ['a number above uint32', '08ffffffff1f2a020801'],
  ['a number that is not exact', '08012a0208012080808080808080808001'],
  ['nothing', '']
])('is not read from %s', (_, hex) => {
  expect(readOneForm(fromHex(hex))).toBeUndefined()
})
