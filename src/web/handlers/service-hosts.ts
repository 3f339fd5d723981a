// Where services may be: at the addresses that this machine's configuration lists (`services:`), loopback included, and
// nowhere else. Whoever may write a record may not thereby reach what listens on the machines that serve it.
import dns from 'node:dns'
import net, { type LookupFunction } from 'node:net'

/** Addresses that mean this machine or this link; a name that is listed does not lead to them. */
const near = new net.BlockList()
near.addSubnet('127.0.0.0', 8, 'ipv4')
near.addSubnet('0.0.0.0', 8, 'ipv4')
near.addSubnet('169.254.0.0', 16, 'ipv4')
near.addAddress('::1', 'ipv6')
near.addAddress('::', 'ipv6')
near.addSubnet('fe80::', 10, 'ipv6')
near.addSubnet('::ffff:127.0.0.0', 104, 'ipv6')
near.addSubnet('::ffff:169.254.0.0', 112, 'ipv6')

const isNear = (address: string): boolean => near.check(address, net.isIPv6(address) ? 'ipv6' : 'ipv4')

export type LookupAll = (
  hostname: string,
  options: dns.LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, found: dns.LookupAddress[]) => void
) => void

export class ServiceHosts {
  readonly #listed: ReadonlySet<string>
  readonly #resolve: LookupAll

  /** @param listed each `HOST`, for all of its ports, or `HOST:PORT`; an IPv6 address in brackets */
  constructor(listed: readonly string[], resolve: LookupAll = dns.lookup) {
    this.#resolve = resolve
    this.#listed = new Set(listed.map(one => one.toLowerCase()))
  }

  has({ hostname, port, protocol }: URL): boolean {
    const host = hostname.toLowerCase()
    return this.#listed.has(host) || this.#listed.has(`${host}:${port || (protocol === 'https:' ? 443 : 80)}`)
  }

  /**
   * Looks up a listed name. What it resolves to may have changed since it was listed: this machine itself and its link
   * are reached by their addresses or as `localhost`, never by another name (DNS rebinding).
   */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    this.#resolve(hostname, { ...options, all: true }, (error, found) => {
      const local = hostname.toLowerCase() === 'localhost'
      const usable = error ? [] : found.filter(({ address }) => local || !isNear(address))
      const [first] = usable
      if (error) callback(error, '')
      else if (first === undefined) {
        callback(new Error(`${hostname} leads to this machine itself, which has to be listed by its address`), '')
      } else if (options.all) callback(null, usable)
      else callback(null, first.address, first.family)
    })
  }
}
