import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFrame, encodeLength, FrameReader } from '../../../src/p2p/frames.ts'

function readAll(reader: FrameReader): Uint8Array[] {
  const messages: Uint8Array[] = []
  for (let next = reader.next(); next !== undefined; next = reader.next()) messages.push(next)
  return messages
}

describe('frames', () => {
  it('gives every message back, however the bytes are cut', () => {
    const message = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ minLength: 4000, maxLength: 9000 }))
    const cut = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 6000 })), { minLength: 1 })
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), cut, fc.boolean(), (messages, cuts, eager) => {
        const stream = Buffer.concat(messages.flatMap(encodeFrame))
        const reader = new FrameReader(10_000)
        const given: Uint8Array[] = []
        for (let at = 0, index = 0; at < stream.length; index++) {
          const end = Math.min(stream.length, at + cuts[index % cuts.length]!)
          reader.push(stream.subarray(at, end))
          at = end
          if (eager) given.push(...readAll(reader))
        }
        given.push(...readAll(reader))
        expect(given.map(bytes => Buffer.from(bytes).toString('hex'))).toEqual(
          messages.map(bytes => Buffer.from(bytes).toString('hex'))
        )
        expect([reader.partial, reader.buffered]).toEqual([false, 0])
      }),
      { numRuns: 100 }
    )
  })

  it('writes lengths as unsigned varints', () => {
    const hex = (length: number): string => Buffer.from(encodeLength(length)).toString('hex')
    expect([0, 1, 127, 128, 300, 8 << 20].map(hex)).toEqual(['00', '01', '7f', '8001', 'ac02', '80808004'])
  })

  it('puts a large message beside its length, a small one behind it in one piece', () => {
    expect(encodeFrame(new Uint8Array(5))).toHaveLength(1)
    expect(encodeFrame(new Uint8Array(1 << 20)).map(piece => piece.length)).toEqual([3, 1 << 20])
  })

  it('refuses a length beyond the limit before the message comes', () => {
    const reader = new FrameReader(1000)
    reader.push(encodeLength(1001))
    expect(() => reader.next()).toThrow(expect.objectContaining({ code: 'KUBE_PEER_MISBEHAVED' }))
  })

  it('refuses a length that does not end', () => {
    const reader = new FrameReader(1000)
    reader.push(Uint8Array.from([0xff, 0xff, 0xff, 0xff]))
    expect(() => reader.next()).toThrow(expect.objectContaining({ code: 'KUBE_PEER_MISBEHAVED' }))
  })

  it('knows a message that has only begun', () => {
    const reader = new FrameReader(1000)
    reader.push(Uint8Array.from([5]))
    expect(reader.next()).toBeUndefined()
    expect(reader.partial).toBe(true)
    reader.push(Uint8Array.from([1, 2, 3, 4, 5]))
    expect(reader.next()).toEqual(Uint8Array.from([1, 2, 3, 4, 5]))
    expect(reader.partial).toBe(false)
  })

  it('needs memory for the bytes of a message, not for the pieces it came in', () => {
    const reader = new FrameReader(8 << 20)
    const size = 512 << 10
    reader.push(encodeLength(size))
    global.gc?.()
    const before = process.memoryUsage()
    for (let count = 0; count < size - 1; count++) reader.push(Uint8Array.of(count))
    const after = process.memoryUsage()
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(8 << 20)
    expect(reader.next()).toBeUndefined()
    reader.push(Uint8Array.of(1))
    expect(reader.next()).toHaveLength(size)
  })
})
