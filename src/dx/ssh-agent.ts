// An ssh-agent (draft-miller-ssh-agent): which keys it holds, and signatures by them. Only what dx needs of it.
import { connect, type Socket } from 'node:net'
import { concatBytes } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { FieldReader, field, uint32 } from '../base/ssh-wire.ts'

const requestIdentities = 11
const identitiesAnswer = 12
const signRequest = 13
const signAnswer = 14
/** RSA keys sign with SHA-512, not SHA-1. */
const rsaSha512 = 4
/** OpenSSH's own limit of a message. */
const messageBytesMax = 256 << 10
/** Listing needs no person. */
const listMsMax = 5_000
/** Signing may ask one: to touch a token, to confirm. */
const signMsMax = 120_000

export interface AgentKey {
  readonly blob: Uint8Array
}

/** Keys of the agent in its order; none where no agent answers at the socket. */
export async function agentKeys(socket: string): Promise<AgentKey[]> {
  let answer: Uint8Array
  try {
    answer = await ask(socket, Uint8Array.of(requestIdentities), listMsMax)
  } catch (error) {
    // A socket that an ended session left behind is as good as none.
    if (error instanceof KubeError) return []
    throw error
  }
  if (answer[0] !== identitiesAnswer) return []
  const reader = new FieldReader(answer.subarray(1))
  try {
    return Array.from({ length: Math.min(reader.uint32(), 1000) }, () => {
      const blob = new Uint8Array(reader.field())
      // A comment follows each.
      reader.field()
      return { blob }
    })
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

/** The key's signature in SSH's form (`string type, string bytes`). @throws KUBE_KEY_LOCKED when the agent refuses */
export async function agentSign(socket: string, blob: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
  const request = concatBytes(Uint8Array.of(signRequest), field(blob), field(data), uint32(rsaSha512))
  const answer = await ask(socket, request, signMsMax)
  if (answer[0] === signAnswer) return new FieldReader(answer.subarray(1)).field()
  throw new KubeError('KUBE_KEY_LOCKED', 'the ssh-agent refused to sign', {
    reason: 'it is locked, was told not to, or no longer has the key',
    next: ['ssh-add -l', 'ssh-add']
  })
}

function ask(path: string, message: Uint8Array, msMax: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(path)
    const chunks: Buffer[] = []
    const fail = (reason: string, cause?: unknown): void => {
      clearTimeout(timer)
      socket.destroy()
      const next = ['ssh-add -l']
      reject(new KubeError('KUBE_KEY_LOCKED', 'the ssh-agent does not answer', { reason, next, cause }))
    }
    const timer = setTimeout(() => fail(`not in ${msMax / 1000} s`), msMax)
    socket.on('connect', () => socket.write(concatBytes(uint32(message.length), message)))
    socket.on('error', error => fail(error.message, error))
    socket.on('close', () => fail('it closed the connection'))
    socket.on('data', chunk => {
      chunks.push(chunk)
      const all = chunks.length === 1 ? chunk : Buffer.concat(chunks)
      const size = all.length < 4 ? undefined : all.readUInt32BE()
      if (size === undefined) return
      if (size === 0 || size > messageBytesMax) fail(`a message of ${size} bytes`)
      else if (all.length >= 4 + size) {
        clearTimeout(timer)
        resolve(new Uint8Array(all.subarray(4, 4 + size)))
        socket.destroy()
      }
    })
  })
}
