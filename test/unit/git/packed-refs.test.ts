// The file of packed refs beside a map: what is found in it, in whatever order it is asked, and what it becomes.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  byName,
  formatPackedRefs,
  type PackedChange,
  type PackedRef,
  PackedRefs,
  parsePackedRefs
} from '../../../src/git/packed-refs.ts'
import { bytesOf } from '../../../src/git/paged-file.ts'

const id = fc.integer({ min: 1, max: 15 }).map(digit => digit.toString(16).repeat(40))
const component = fc.constantFrom('a', 'a-b', 'a.b', 'b', 'bb', '!meta', '!https', '\u{1f600}', '\uffee')
const name = fc.array(component, { minLength: 1, maxLength: 3 }).map(parts => `refs/${parts.join('/')}`)
const packed: fc.Arbitrary<PackedRef> = fc.oneof(
  id.map(value => ({ value })),
  fc.record({ value: id, peeled: id })
)
const refs = fc.dictionary(name, packed, { maxKeys: 30 }).map(found => new Map(Object.entries(found)))
const changes = fc
  .dictionary(name, fc.option(packed, { nil: undefined }), { maxKeys: 30 })
  .map(found => Object.entries(found).sort(([a], [b]) => byName(a, b)) as PackedChange[])

const open = (model: ReadonlyMap<string, PackedRef>) => new PackedRefs(bytesOf(Buffer.from(formatPackedRefs(model))))
const bare = (found: PackedRef | undefined): PackedRef | undefined =>
  found && (found.peeled === undefined ? { value: found.value } : { value: found.value, peeled: found.peeled })

it('finds what a map would, in any order', () => {
  fc.assert(
    fc.property(refs, fc.array(name, { maxLength: 60 }), (model, asked) => {
      const file = open(model)
      for (const ref of asked) {
        expect(bare(file.find(ref))).toEqual(model.get(ref))
        expect(file.hasBelow(ref)).toBe([...model.keys()].some(other => other.startsWith(`${ref}/`)))
      }
    }),
    { numRuns: 500 }
  )
})

it('becomes what the map becomes, whatever was looked for before', () => {
  fc.assert(
    fc.property(refs, changes, fc.array(name, { maxLength: 5 }), (model, made, asked) => {
      const file = open(model)
      for (const ref of asked) file.find(ref)
      const after = new Map(model)
      for (const [ref, value] of made) {
        if (value === undefined) after.delete(ref)
        else after.set(ref, value)
      }
      const text = Buffer.concat([...file.changed(made)]).toString('utf8')
      expect(text).toBe(formatPackedRefs(after))
      expect(parsePackedRefs(text)).toEqual(new Map([...after].sort(([a], [b]) => byName(a, b))))
    }),
    { numRuns: 500 }
  )
})
