// A first look at protobuf bytes (protobuf.dev/programming-guides/encoding), before anything is allocated for them:
// two bytes can stand for an empty nested message, so lists are counted before they are decoded.
import { demand, invalid } from './failure.ts'

function varint(bytes: Uint8Array, start: number): { value: number; next: number } {
  let value = 0
  for (let at = start, scale = 1; at < bytes.length && at < start + 10; at++, scale *= 128) {
    const byte = bytes[at]!
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return { value, next: at + 1 }
  }
  throw invalid('a number in a message does not end')
}

/** The number in field 1 when the message begins with it, 0 when it begins with something else. */
export function firstNumber(bytes: Uint8Array): number {
  return bytes[0] === 8 ? varint(bytes, 1).value : 0
}

/** Fields of ours have lower numbers. */
const fieldsCounted = 16

/** How often each field stands at the top of a message. @throws KUBE_LEDGER_INVALID when the bytes are no message */
export function countFields(bytes: Uint8Array): readonly number[] {
  const counts = new Array<number>(fieldsCounted).fill(0)
  eachField(bytes, field => {
    if (field < fieldsCounted) counts[field]!++
  })
  return counts
}

/** What stands in each of a field's places at the top of a message. @throws as `countFields`, and for numbers */
export function bytesOfField(bytes: Uint8Array, wanted: number): Uint8Array[] {
  const found: Uint8Array[] = []
  eachField(bytes, (field, wireType, start, end) => {
    if (field !== wanted) return
    demand(wireType === 2, 'a field of a message is a number')
    found.push(bytes.subarray(varint(bytes, start).next, end))
  })
  return found
}

type VisitField = (field: number, wireType: number, start: number, end: number) => void

function eachField(bytes: Uint8Array, visit: VisitField): void {
  for (let at = 0; at < bytes.length; ) {
    const { value: tag, next: start } = varint(bytes, at)
    const wireType = tag % 8
    const end = skip(bytes, start, wireType)
    demand(end <= bytes.length, 'a message is cut short')
    visit(Math.floor(tag / 8), wireType, start, end)
    at = end
  }
}

function skip(bytes: Uint8Array, at: number, wireType: number): number {
  if (wireType === 0) return varint(bytes, at).next
  if (wireType === 1) return at + 8
  if (wireType === 5) return at + 4
  demand(wireType === 2, 'a message has a group or an unknown wire type')
  const length = varint(bytes, at)
  return length.next + length.value
}
