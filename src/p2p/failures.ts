// What libp2p and the system throw, in our words.
import { KubeError } from '../base/errors.ts'

interface Thrown {
  readonly name?: unknown
  readonly message?: unknown
  readonly code?: unknown
}

const systemReasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused, nothing listens there',
  ECONNRESET: 'the other side cut the connection',
  EHOSTUNREACH: 'no route to this host',
  ENETUNREACH: 'no route to this network',
  EADDRNOTAVAIL: 'no route from this machine',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name could not be looked up',
  ETIMEDOUT: 'no answer'
}

const namedReasons: Readonly<Record<string, string>> = {
  TransportUnavailableError: 'not an address of TCP',
  InvalidPeerIdError: 'that is this machine itself',
  ConnectionInterceptedError: 'this machine does not connect to it'
}

export function messageOf(thrown: unknown): string {
  const message = (thrown as Thrown | undefined)?.message
  return typeof message === 'string' ? message : String(thrown)
}

/** Why one address did not work; a few words. */
export function dialReason(thrown: unknown): string {
  const { name, code } = (thrown ?? {}) as Thrown
  const message = messageOf(thrown)
  if (typeof code === 'string' && code in systemReasons) return systemReasons[code]!
  if (typeof name === 'string' && name in namedReasons) return namedReasons[name]!
  if (message.includes('does not match expected remote identity')) return 'another machine answers there'
  if (name === 'EncryptionFailedError') return `what answers there is no KUBE, or it refused (${message})`
  return message
}

/** What an operation fails with when its signal was aborted. */
export function abortFailure(signal: AbortSignal, what: string): KubeError {
  const reason: unknown = signal.reason
  if (reason instanceof KubeError) return reason
  const timedOut = (reason as Thrown | undefined)?.name === 'TimeoutError'
  return new KubeError(
    timedOut ? 'KUBE_TIMEOUT' : 'KUBE_INTERRUPTED',
    `${what} was ${timedOut ? 'too slow' : 'stopped'}`,
    {
      reason: messageOf(reason),
      cause: reason
    }
  )
}

/** Why this machine does not listen. libp2p gives only text: the addresses, each with the system's error. */
export function listenFailure(thrown: unknown, listen: readonly string[]): KubeError {
  const message = messageOf(thrown)
  const failed = listen.filter(address => message.includes(address))
  const where = failed.length > 0 ? failed.join(', ') : listen.join(', ')
  const details = { next: ['kubed start --p2p 0'], cause: thrown }
  if (message.includes('EADDRINUSE')) {
    return new KubeError('KUBE_PORT_IN_USE', `another program listens on ${where}`, {
      reason: 'the port for other machines is taken; --p2p 0 picks a free one',
      ...details
    })
  }
  if (message.includes('EACCES')) {
    return new KubeError('KUBE_PORT_DENIED', `this user may not listen on ${where}`, {
      reason: 'the port for other machines is below 1024',
      ...details
    })
  }
  return new KubeError('KUBE_CONFIG_INVALID', `cannot listen on ${where}`, {
    reason: message.includes('EADDRNOTAVAIL') ? 'it is no address of this machine' : firstReason(message, failed[0]),
    ...details
  })
}

/** libp2p's text has a line for each address, with a stack behind it. */
function firstReason(message: string, address: string | undefined): string {
  const line = message.split('\n').find(line => address !== undefined && line.trim().startsWith(`${address}: `))
  return line === undefined ? message.split('\n')[0]! : line.trim().slice(address!.length + 2)
}
