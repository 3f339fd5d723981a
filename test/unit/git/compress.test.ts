// What is only wrapped is a zlib stream like any other.
import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  compressFileSync,
  compressSync,
  inflateAt,
  inflateExactly,
  inflateShort
} from '../../../src/storage/compress.ts'

const contents = fc.oneof(
  fc.uint8Array({ maxLength: 600 }),
  fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 255 })).map(([length, byte]) => {
    return new Uint8Array(length).fill(byte)
  })
)

test.each([
  ['within a pack', compressSync],
  ['in a file of its own', compressFileSync]
] as const)('content %s comes back, by zlib and by the short way', async (_, compressed) => {
  await fc.assert(
    fc.asyncProperty(contents, async content => {
      const stream = compressed(content)
      expect(inflateSync(stream)).toEqual(Buffer.from(content))
      expect(inflateShort(stream)).toEqual(Buffer.from(content))
      expect(await inflateExactly(stream, content.length)).toEqual(Buffer.from(content))
      const behind = inflateAt(Buffer.concat([stream, Buffer.from('next')]), content.length)
      expect([Buffer.from(behind.content), behind.consumed]).toEqual([Buffer.from(content), stream.length])
    })
  )
})

test('one bit less right is not taken', async () => {
  const content = Buffer.from('a file that fits into one block of the disk '.repeat(40))
  const stream = compressFileSync(content)
  expect(stream.length).toBe(content.length + 11)
  for (const at of [0, 2, 4, 6, 7, 900, stream.length - 1]) {
    const damaged = Buffer.from(stream)
    damaged[at] = damaged[at]! ^ 4
    await expect(inflateExactly(damaged, content.length)).rejects.toMatchObject({ code: 'KUBE_OBJECT_DAMAGED' })
  }
})
