// Connections to services that may be open at once: to each address so many, and of these only some for one client, so that
// nobody takes all of them. Who shows a token is known by it, whoever else is at the same address; all others by their address.
import type { OnLimit } from '../../base/limit-hits.ts'
import type { Reader } from '../../rpc/access.ts'

export interface SlotLimits {
  /** Connections to one address at once, of all kinds. */
  readonly socketsMax: number
  /** Of these, for one client. */
  readonly clientSocketsMax: number
}

/** No more connections are made to an address. */
export class Taken extends Error {
  /** All that one client may have are its own. */
  readonly byOneClient: boolean

  constructor(max: number, byOneClient: boolean) {
    super(`${max} connections to it are in use${byOneClient ? ' by you alone' : ''}, and no more are made`)
    this.byOneClient = byOneClient
  }
}

export class ServiceSlots {
  readonly #limits: SlotLimits
  readonly #hit: OnLimit
  /** By host and port, whatever records lead there; and by these and the client. */
  readonly #open = new Map<string, number>()

  constructor(limits: SlotLimits, hit: OnLimit) {
    this.#limits = limits
    this.#hit = hit
  }

  /** Takes a connection to a host for a client; gives the way to give it back, or why there is none. */
  take(host: string, client: string): (() => void) | Taken {
    const { socketsMax, clientSocketsMax } = this.#limits
    const own = `${host} ${client}`
    if ((this.#open.get(own) ?? 0) >= clientSocketsMax) {
      this.#hit('serviceClientSocketsMax')
      return new Taken(clientSocketsMax, true)
    }
    if ((this.#open.get(host) ?? 0) >= socketsMax) {
      this.#hit('serviceSocketsMax')
      return new Taken(socketsMax, false)
    }
    const keys = [host, own]
    for (const key of keys) this.#open.set(key, (this.#open.get(key) ?? 0) + 1)
    return () => {
      for (const key of keys) this.#give(key)
    }
  }

  #give(key: string): void {
    const left = (this.#open.get(key) ?? 1) - 1
    if (left === 0) this.#open.delete(key)
    else this.#open.set(key, left)
  }
}

/** What a client is counted by: its token, else its address, of IPv6 the network of 64 bits that one household has. */
export function clientOf(address: string | undefined, reader: Reader): string {
  if (typeof reader !== 'string') return `token ${reader.id}`
  return networkOf(address ?? '')
}

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

export function networkOf(address: string): string {
  const four = mapped.exec(address)?.[1]
  if (four !== undefined) return four
  if (!address.includes(':')) return address
  const [head = '', tail] = address.replace(/%.*$/, '').toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const whole =
    tail === undefined
      ? groups
      : [...groups, ...new Array<string>(8 - groups.length - after.length).fill('0'), ...after]
  return `${whole
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
