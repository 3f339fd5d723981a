// Ways to a daemon: what a client needs of each. The unix socket of a home is one (here), HTTPS to another machine the
// other (distant.ts).
import { readFileSync, statSync } from 'node:fs'
import { connect as connectSocket } from 'node:net'
import { dirname, join } from 'node:path'
import { KubeError } from '../base/errors.ts'
import { keyOfDid } from '../base/identity.ts'
import { socketPath } from '../base/socket-path.ts'
import { controlHost, type Exchange, exchangeOf, type Sending, toFault } from './exchange.ts'

export interface Partner {
  /** `did:key` of the root of the subnet. */
  readonly subnet: string
  /** `did:key` of the KUBE, where it has shown that. */
  readonly kube?: string
}

export interface Wire {
  /** Begins a request. */
  start(sending: Sending): Exchange
  /** What went wrong on the way, as an error for people. */
  fault(thrown: unknown): KubeError
  /** That the daemon has ended what only its own end ends. */
  ended(): KubeError
  /** With whom a person's key has to do here, by nobody's word at the other end. @throws KUBE_UNTRUSTED, and as `fault` */
  partner(): Promise<Partner>
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
    partner: async () => ({ subnet: subnetOfHome(home) }),
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

/** Which subnet a home is in: of one's own home its files say it, whatever the daemon says. @throws KUBE_UNTRUSTED */
function subnetOfHome(home: string): string {
  const file = join(home, 'keys/subnet.json')
  try {
    const user = process.getuid?.()
    if (user !== undefined && statSync(file).uid !== user) throw strangeHome(home, `${file} is another user's`)
    const { root } = JSON.parse(readFileSync(file, 'utf8')) as { root?: unknown }
    keyOfDid(String(root))
    return String(root)
  } catch (error) {
    if (error instanceof KubeError && error.code === 'KUBE_UNTRUSTED') throw error
    throw strangeHome(home, `${file} cannot be read`, error)
  }
}

function strangeHome(home: string, reason: string, cause?: unknown): KubeError {
  return new KubeError(
    'KUBE_UNTRUSTED',
    `nothing says of which subnet the kubed in ${home} is: nothing is signed for it`,
    {
      reason,
      next: [`ls -l ${join(home, 'keys')}`, 'dx --kube URL …    # with a token of control'],
      ...(cause === undefined ? {} : { cause })
    }
  )
}
