// The list of an entry's objects: the bytes that protobuf gives, and nothing else read.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromHex } from '../../../src/base/bytes.ts'
import { decodeObjectList, encodeObjectList } from '../../../src/ledger/changeset-codec.ts'
import { readObjectList, writeObjectList } from '../../../src/ledger/object-list.ts'
import type { ListedObject } from '../../../src/ledger/types.ts'
import { dxos } from '../../../src/proto/generated.js'

const types = ['commit', 'tree', 'blob', 'tag'] as const
const object: fc.Arbitrary<ListedObject> = fc.record({
  id: fc
    .uint8Array({ minLength: 20, maxLength: 20 })
    .filter(id => id.some(byte => byte !== 0))
    .map(id => Buffer.from(id).toString('hex')),
  type: fc.constantFrom(...types),
  size: fc.oneof(fc.nat(200), fc.nat(2 ** 31 - 1), fc.maxSafeNat(), fc.constantFrom(0, 127, 128, 16_383, 16_384)),
  sha256: fc.uint8Array({ minLength: 32, maxLength: 32 })
})
const list = fc.array(object, { maxLength: 5 })

function byProtobuf(objects: readonly ListedObject[]): Uint8Array {
  const plain = objects.map(({ id, sha256, type, size }) => ({
    id: fromHex(id),
    sha256,
    type: types.indexOf(type) + 1,
    size
  }))
  return new Uint8Array(dxos.kube.ObjectList.encode({ objects: plain }).finish())
}

it('is what protobuf makes of it, and comes back', () => {
  fc.assert(
    fc.property(list, objects => {
      const bytes = byProtobuf(objects)
      expect(writeObjectList(objects)).toEqual(bytes)
      expect(readObjectList(bytes)).toEqual(objects)
    }),
    { numRuns: 500 }
  )
})

it('is read from no other bytes', () => {
  const changed = fc.record({ objects: list, at: fc.nat(), to: fc.nat(255), cut: fc.nat(3), added: fc.nat(3) })
  fc.assert(
    fc.property(changed, ({ objects, at, to, cut, added }) => {
      const bytes = [...byProtobuf(objects), ...new Array<number>(added).fill(to)]
      if (bytes.length > 0) bytes[at % bytes.length] = to
      const given = Uint8Array.from(bytes.slice(0, Math.max(0, bytes.length - cut)))
      const read = readObjectList(given)
      if (read !== undefined) expect(byProtobuf(read)).toEqual(given)
      else expect(() => decodeObjectList(given)).toThrow()
    }),
    { numRuns: 5_000 }
  )
})

it('refuses a number that is spelled longer than it need be, and an id of zeros', () => {
  const [id, sha256] = ['12'.repeat(20), new Uint8Array(32)]
  const bytes = encodeObjectList([{ id, type: 'blob', size: 5, sha256 }])
  const longer = Uint8Array.from([...bytes.slice(0, -1), 0x85, 0])
  longer[1]! += 1
  const zero = Uint8Array.from([...bytes.slice(0, -1), 0])
  const noId = Uint8Array.from(bytes).fill(0, 4, 24)
  for (const wrong of [longer, zero, noId]) {
    expect(readObjectList(wrong)).toBeUndefined()
    expect(() => decodeObjectList(wrong)).toThrow()
  }
})
