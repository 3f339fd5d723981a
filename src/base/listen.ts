// Where to listen, as people write it: `[HOST:]PORT`, and `MULTIADDR|PORT` for peers.
import type { ListenAt } from './daemon-options.ts'

const hostName =
  /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/

function readPort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined
}

/** `8443`, `127.0.0.1:8443`, `[::1]:8443`, `*:443` for all interfaces; undefined when it is none of these. */
export function parseListen(text: string): ListenAt | undefined {
  const alone = readPort(text)
  if (alone !== undefined) return { port: alone }
  const found = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):(\d+)$/.exec(text)
  const port = found === null ? undefined : readPort(found[3]!)
  if (found === null || port === undefined) return undefined
  if (found[1] !== undefined) return { host: found[1], port }
  if (found[2] === '*') return { host: '::', port }
  return hostName.test(found[2]!) ? { host: found[2]!, port } : undefined
}

/** A multiaddr to listen on; a port alone is TCP on `host`. Undefined when it is neither. */
export function parsePeerListen(text: string, host: string): string | undefined {
  const port = readPort(text)
  if (port !== undefined) return `/${host.includes(':') ? 'ip6' : 'ip4'}/${host}/tcp/${port}`
  const found = /^\/(?:ip4|ip6|dns|dns4|dns6)\/[^/\s]+\/tcp\/(\d+)(?:\/p2p\/[A-Za-z0-9]+)?$/.exec(text)
  return found !== null && readPort(found[1]!) !== undefined ? text : undefined
}

/** Whether a text is a multiaddr of a peer (TCP, by address or name). */
export function isPeerAddress(text: string): boolean {
  return parsePeerListen(text, '127.0.0.1') === text
}

/** Whether a text can name a subnet: a DNS name with a dot. */
export function isDnsBase(text: string): boolean {
  return text.includes('.') && hostName.test(text)
}

/** Whether a text can name a machine: it stands in tables and host names. */
export function isMachineName(text: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(text)
}

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
