// Messages on a stream of bytes: each after its length as an unsigned varint (multiformats unsigned-varint,
// protobuf encoding). What arrives in tiny pieces is put together as it comes, so that memory follows the bytes.
import { KubeError } from '../base/errors.ts'

/** Four bytes of varint reach 256 MiB; every limit of ours is below. */
const lengthBytesMax = 4
/** Pieces below this size are copied into a shared block instead of being kept one by one. */
const pieceBytesMin = 4096

/** Up to this size a message travels in one piece with its length; a copy costs less than another write. */
const joinedBytesMax = 128 << 10

export function encodeLength(length: number): Uint8Array {
  const bytes: number[] = []
  let rest = length
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  bytes.push(rest)
  return Uint8Array.from(bytes)
}

/** The pieces to write, in order, for one message. */
export function encodeFrame(message: Uint8Array): Uint8Array[] {
  const length = encodeLength(message.length)
  if (message.length > joinedBytesMax) return [length, message]
  const frame = new Uint8Array(length.length + message.length)
  frame.set(length)
  frame.set(message, length.length)
  return [frame]
}

/** Takes bytes as they come and gives whole messages, each in memory of its own. */
export class FrameReader {
  #messageBytesMax: number
  #pieces: Uint8Array[] = []
  /** First piece not used up, and how much of it is. */
  #piece = 0
  #offset = 0
  #buffered = 0
  /** A block of ours at the end of `#pieces` with room left. */
  #block: Uint8Array | undefined
  #blockUsed = 0
  #length: number | undefined

  constructor(messageBytesMax: number) {
    this.#messageBytesMax = messageBytesMax
  }

  /** Bytes that have come and were not given yet. */
  get buffered(): number {
    return this.#buffered
  }

  /** Whether a message has begun and is not complete. */
  get partial(): boolean {
    return this.#buffered > 0 || this.#length !== undefined
  }

  /** For the messages that follow. */
  limit(messageBytesMax: number): void {
    this.#messageBytesMax = messageBytesMax
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.#buffered += bytes.length
    if (bytes.length >= pieceBytesMin) {
      this.#pieces.push(bytes)
      this.#block = undefined
      return
    }
    let rest = bytes
    while (rest.length > 0) rest = this.#pushToBlock(rest)
  }

  /** The next message, or undefined until more has come. @throws KUBE_PEER_MISBEHAVED */
  next(): Uint8Array | undefined {
    this.#length ??= this.#takeLength()
    if (this.#length === undefined || this.#buffered < this.#length) return undefined
    const message = new Uint8Array(this.#length)
    this.#take(message)
    this.#length = undefined
    return message
  }

  clear(): void {
    this.#pieces = []
    this.#piece = 0
    this.#offset = 0
    this.#buffered = 0
    this.#block = undefined
    this.#length = undefined
  }

  #pushToBlock(bytes: Uint8Array): Uint8Array {
    if (this.#block === undefined || this.#blockUsed === this.#block.length) {
      this.#block = new Uint8Array(pieceBytesMin)
      this.#blockUsed = 0
      this.#pieces.push(this.#block.subarray(0, 0))
    }
    const count = Math.min(bytes.length, this.#block.length - this.#blockUsed)
    this.#block.set(bytes.subarray(0, count), this.#blockUsed)
    this.#blockUsed += count
    this.#pieces[this.#pieces.length - 1] = this.#block.subarray(0, this.#blockUsed)
    return bytes.subarray(count)
  }

  #takeLength(): number | undefined {
    let length = 0
    for (let at = 0; at < lengthBytesMax; at++) {
      const byte = this.#peek(at)
      if (byte === undefined) return undefined
      length += (byte & 0x7f) * 2 ** (7 * at)
      if (byte < 0x80) {
        if (length > this.#messageBytesMax) throw this.#tooLong(`${length} bytes`)
        this.#take(new Uint8Array(at + 1))
        return length
      }
    }
    throw this.#tooLong('more than 256 MiB')
  }

  #tooLong(size: string): KubeError {
    return new KubeError('KUBE_PEER_MISBEHAVED', 'the peer sent a message that is too long', {
      reason: `${size} were announced, ${this.#messageBytesMax} are the limit`
    })
  }

  #peek(at: number): number | undefined {
    let index = this.#offset + at
    for (let piece = this.#piece; piece < this.#pieces.length; piece++) {
      const bytes = this.#pieces[piece]!
      if (index < bytes.length) return bytes[index]
      index -= bytes.length
    }
    return undefined
  }

  #take(target: Uint8Array): void {
    let filled = 0
    while (filled < target.length) {
      const bytes = this.#pieces[this.#piece]!
      const count = Math.min(target.length - filled, bytes.length - this.#offset)
      target.set(bytes.subarray(this.#offset, this.#offset + count), filled)
      filled += count
      this.#offset += count
      if (this.#offset === bytes.length) {
        this.#piece++
        this.#offset = 0
      }
    }
    this.#buffered -= target.length
    this.#dropUsed()
  }

  /** A block that is still filled is the last piece, so it is used up only when everything is. */
  #dropUsed(): void {
    if (this.#buffered === 0) {
      this.#pieces = []
      this.#piece = 0
      this.#offset = 0
      this.#block = undefined
    } else if (this.#piece >= 64) {
      this.#pieces.splice(0, this.#piece)
      this.#piece = 0
    }
  }
}
