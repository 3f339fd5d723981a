// noise, with what it encrypts written to the socket piece by piece no more. libp2p gives the socket the length of a frame,
// its header, its bytes and its tag one after the other, and sends each at once: four packets for a frame, and as many
// system calls on both sides.
import { noise } from '@chainsafe/libp2p-noise'
import type { ConnectionEncrypter, MessageStream } from '@libp2p/interface'
import { Uint8ArrayList } from 'uint8arraylist'

/** Copied together at once, at most; a socket takes about as much before it asks to be waited for. */
const joinedBytesMax = 128 << 10

type Make = ReturnType<typeof noise>

export function encryption(): (...components: Parameters<Make>) => ConnectionEncrypter {
  const make = noise()
  return (...components) => {
    const encrypter = make(...components)
    const [accept, dial] = [encrypter.secureInbound.bind(encrypter), encrypter.secureOutbound.bind(encrypter)]
    encrypter.secureInbound = (socket, options) => accept(joining(socket), options)
    encrypter.secureOutbound = (socket, options) => dial(joining(socket), options)
    return encrypter
  }
}

interface Sending {
  /** Of libp2p's streams: gives bytes to what carries them. What it did not take is kept and given again. */
  sendData(data: Uint8ArrayList): { sentBytes: number; canSendMore: boolean }
}

function isSending(socket: object): socket is Sending {
  return 'sendData' in socket && typeof socket.sendData === 'function'
}

function joining<T extends MessageStream>(socket: T): T {
  if (!isSending(socket)) return socket
  const send = socket.sendData.bind(socket)
  socket.sendData = data => send(new Uint8ArrayList(data.subarray(0, Math.min(data.byteLength, joinedBytesMax))))
  return socket
}
