// Ways to a daemon: what a client needs of each. The unix socket of a home is one (here), HTTPS to another machine the
// other (distant.ts).
import { statSync } from 'node:fs'
import { connect as connectSocket } from 'node:net'
import { dirname } from 'node:path'
import { KubeError } from '../base/errors.ts'
import { socketPath } from '../base/socket-path.ts'
import { controlHost, type Exchange, exchangeOf, type Sending, toFault } from './exchange.ts'

export interface Wire {
  /** Begins a request. */
  start(sending: Sending): Exchange
  /** What went wrong on the way, as an error for people. */
  fault(thrown: unknown): KubeError
  /** That the daemon has ended what only its own end ends. */
  ended(): KubeError
  /** Whether somebody listens. @throws KUBE_NO_DAEMON, and as `fault` */
  probe(): Promise<void>
}

/** The unix socket of a home. @throws KUBE_DENIED */
export function socketWire(home: string, next: readonly string[]): Wire {
  const path = checkedPath(home)
  const fault = (thrown: unknown): KubeError => toFault(home, thrown)
  return {
    start: sending => exchangeOf({ socketPath: path, agent: false }, { host: controlHost }, sending),
    fault,
    ended: () => new KubeError('KUBE_NO_DAEMON', `kubed for ${home} has ended`, { next }),
    probe: () =>
      new Promise((resolve, reject) => {
        const socket = connectSocket(path)
        socket.once('error', error => reject(fault(error)))
        socket.once('connect', () => {
          socket.destroy()
          resolve()
        })
      })
  }
}

/** Nobody else may stand in for the daemon of a home whose socket is elsewhere. @throws KUBE_DENIED */
function checkedPath(home: string): string {
  const path = socketPath(home)
  const user = process.getuid?.()
  if (path.startsWith(home) || user === undefined) return path
  const owner = statSync(dirname(path), { throwIfNoEntry: false })?.uid
  if (owner === undefined || owner === user) return path
  throw new KubeError('KUBE_DENIED', `the socket of the kubed in ${home} is in a folder of another user`, {
    reason: dirname(path),
    next: [`ls -ld ${dirname(path)}`]
  })
}
