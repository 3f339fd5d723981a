// Reaching a peer at one of several addresses: the next is tried beside one that keeps silent (RFC 8305), the
// first that answers with the right identity wins, and every failure keeps its reason.
import type { Connection } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { KubeError } from '../base/errors.ts'
import { type OnLimit, uncounted } from '../base/limit-hits.ts'
import { dialAddressesMax, dialStaggerMs } from '../base/limits.ts'
import type { PeerId } from '../base/types.ts'
import { abortFailure, dialReason } from './failures.ts'
import { type DialTarget, parseTarget } from './identity.ts'

export interface DialTimes {
  /** All addresses together, in ms. */
  readonly dialTimeoutMs: number
  /** One address, in ms. */
  readonly dialAddressTimeoutMs: number
}

/** Connects, encrypts and checks the identity where the address names one (libp2p's transport manager). */
export type DialAddress = (address: Multiaddr, options: { signal: AbortSignal }) => Promise<Connection>

interface Attempt extends DialTarget {
  readonly text: string
}

/** Who the addresses name. */
export function expectedPeers(addresses: readonly string[]): PeerId[] {
  const peers = new Set<PeerId>()
  for (const text of addresses) {
    try {
      const { peer } = parseTarget(text)
      if (peer !== undefined) peers.add(peer)
    } catch {
      // An address that is none has its place in the error of the dial.
    }
  }
  return [...peers]
}

/** @throws KUBE_UNREACHABLE with each address and why it failed; KUBE_INTERRUPTED, KUBE_TIMEOUT by `signal` */
export async function dialAny(
  texts: readonly string[],
  self: PeerId,
  dialAddress: DialAddress,
  times: DialTimes,
  signal: AbortSignal | undefined,
  hit: OnLimit = uncounted
): Promise<Connection> {
  const reasons = new Map<string, string>()
  const attempts = parseAttempts(texts, self, reasons, hit)
  const stop = new AbortController()
  const total = AbortSignal.timeout(times.dialTimeoutMs)
  const ended = AbortSignal.any([stop.signal, total, ...(signal === undefined ? [] : [signal])])
  const attemptOne = (attempt: Attempt): Promise<Connection | undefined> =>
    dialOne(attempt, dialAddress, times.dialAddressTimeoutMs, ended, hit).catch(error => {
      reasons.set(attempt.text, total.aborted ? noAnswer(times.dialTimeoutMs) : dialReason(error))
      return undefined
    })
  try {
    const connection = await raceStaggered(attempts, attemptOne, ended)
    if (connection !== undefined) return connection
    if (total.aborted) hit('dialTimeoutMs')
  } finally {
    stop.abort()
  }
  if (signal?.aborted === true) throw abortFailure(signal, 'the connection attempt')
  throw unreachable(texts, reasons)
}

/** The signal lives no longer than the attempt: Node's sockets, which libp2p hands it to, obey it for ever. */
async function dialOne(
  { address }: Attempt,
  dialAddress: DialAddress,
  timeoutMs: number,
  ended: AbortSignal,
  hit: OnLimit
): Promise<Connection> {
  const attempt = new AbortController()
  const stop = (): void => attempt.abort()
  let late = false
  const timer = setTimeout(() => {
    late = true
    hit('dialAddressTimeoutMs')
    stop()
  }, timeoutMs)
  ended.addEventListener('abort', stop)
  try {
    return await dialAddress(address, { signal: attempt.signal })
  } catch (error) {
    throw late ? new Error(noAnswer(timeoutMs)) : error
  } finally {
    clearTimeout(timer)
    ended.removeEventListener('abort', stop)
  }
}

function noAnswer(ms: number): string {
  return `no answer in ${Math.round(ms / 100) / 10} s`
}

function parseAttempts(texts: readonly string[], self: PeerId, reasons: Map<string, string>, hit: OnLimit): Attempt[] {
  const attempts: Attempt[] = []
  for (const text of new Set(texts)) {
    try {
      const target = parseTarget(text)
      if (target.peer === self) reasons.set(text, 'that is this machine itself')
      else if (attempts.length === dialAddressesMax) {
        reasons.set(text, 'not tried, there are too many addresses')
        hit('dialAddressesMax')
      } else attempts.push({ ...target, text })
    } catch (error) {
      reasons.set(text, `not an address (${dialReason(error)})`)
    }
  }
  return attempts
}

/** Starts each attempt when the one before has failed or been silent for a while; gives the first success. */
async function raceStaggered(
  attempts: readonly Attempt[],
  attemptOne: (attempt: Attempt) => Promise<Connection | undefined>,
  ended: AbortSignal
): Promise<Connection | undefined> {
  const won = Promise.withResolvers<Connection>()
  let winner: Connection | undefined
  const running: Promise<void>[] = []
  for (const attempt of attempts) {
    if (winner !== undefined || ended.aborted) break
    const failed = attemptOne(attempt).then(connection => {
      if (connection === undefined) return
      if (winner !== undefined) return closeSpare(connection)
      winner = connection
      won.resolve(connection)
    })
    running.push(failed)
    await Promise.race([won.promise, failed, delay(dialStaggerMs, ended)])
  }
  await Promise.race([won.promise, Promise.all(running)])
  return winner
}

async function closeSpare(connection: Connection): Promise<void> {
  connection.abort(new KubeError('KUBE_INTERRUPTED', 'another address was faster'))
}

function delay(ms: number, ended: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer)
      ended.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    ended.addEventListener('abort', done)
  })
}

function unreachable(texts: readonly string[], reasons: ReadonlyMap<string, string>): KubeError {
  const listed = [...new Set(texts)].map(text => `${text}: ${reasons.get(text) ?? 'not tried'}`)
  return new KubeError('KUBE_UNREACHABLE', texts.length === 1 ? 'the address does not answer' : 'no address answers', {
    reason: listed.length > 0 ? listed.join('; ') : 'no address was given',
    next: ['kubed status']
  })
}
