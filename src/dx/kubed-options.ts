// Options of the daemon from flags, environment and config.yml, in that order of weight.
import { hostname } from 'node:os'
import {
  type DaemonConfig,
  type DaemonOptions,
  defaultHost,
  type ListenAt,
  type ListenOn
} from '../base/daemon-options.ts'
import { isDnsBase, isMachineName, isPeerAddress, logLevels, parseListen, parsePeerListen } from '../base/listen.ts'
import { nearest } from '../base/nearest.ts'
import type { LogLevel } from '../base/types.ts'
import { type Context, type Flag, usageError } from './command.ts'

export const daemonFlags: readonly Flag[] = [
  { name: 'name', value: 'NAME', help: 'name of this machine (default: its host name)' },
  { name: 'https', value: '[HOST:]PORT', help: 'where to serve HTTPS (default: 443 where permitted, else 8443)' },
  { name: 'http', value: '[HOST:]PORT', help: 'where to redirect HTTP from (default: 80 where permitted, else 8080)' },
  { name: 'p2p', value: 'MULTIADDR|PORT', multiple: true, help: 'where peers reach this machine; may be repeated' },
  { name: 'connect', value: 'MULTIADDR', multiple: true, help: 'a peer to keep connected; may be repeated' },
  { name: 'no-mdns', help: 'do not look for peers on the local network' },
  { name: 'listen-all', help: 'listen on all interfaces, not only on this machine' },
  { name: 'build', help: 'offer to build what is pushed' },
  { name: 'log-level', value: 'LEVEL', help: `${logLevels.join(', ')} (default: info)` }
]

type Asked = Pick<Context, 'text' | 'texts' | 'on' | 'home' | 'env'>

const help = ['kubed help start']

/** @throws KUBE_USAGE naming the flag or variable */
export function daemonOptions(asked: Asked, config: DaemonConfig): DaemonOptions {
  const listenAll = asked.on('listen-all') || config.listenAll === true
  const host = defaultHost(listenAll)
  // libp2p listens on IPv6 alone where `::` is asked for: a port stands for IPv4, which every network has.
  const peerHost = listenAll ? '0.0.0.0' : host
  const peers = (asked.texts('p2p').length > 0 ? asked.texts('p2p') : (config.p2p ?? [])).map(text =>
    peerListen(text, peerHost)
  )
  const connect = asked.texts('connect').map(connectAddress)
  const join = asked.text('join')
  return {
    home: asked.home,
    name: machineName(asked.text('name')) ?? config.name ?? defaultName(hostname()),
    https: listenOn('https', asked.text('https'), config.https, host),
    http: listenOn('http', asked.text('http'), config.http, host),
    p2p: peers,
    ...(join !== undefined && { join }),
    connect: connect.length > 0 ? connect : (config.connect ?? []),
    mdns: !asked.on('no-mdns') && config.mdns !== false,
    json: asked.on('json'),
    logLevel: logLevel(asked.text('log-level')) ?? config.logLevel ?? 'info',
    listenAll,
    dnsBases: [...new Set([...dnsBases(asked.env.KUBE_DNS_BASE), ...(config.names ?? [])])],
    ...(config.services && { services: config.services }),
    ...(config.etcd && { etcd: config.etcd }),
    ...(config.etcdAccess && { etcdAccess: config.etcdAccess }),
    build: asked.on('build') || config.build === true
  }
}

function listenOn(
  flag: string,
  text: string | undefined,
  config: ListenAt | undefined,
  host: string
): ListenOn | undefined {
  const at = text === undefined ? config : parseListen(text)
  if (at === undefined && text !== undefined) {
    throw usageError(
      `--${flag} ${text} is not [HOST:]PORT`,
      help,
      'write 8443, 127.0.0.1:8443, [::1]:8443, or 0 for a free one'
    )
  }
  return at === undefined ? undefined : { host: at.host ?? host, port: at.port }
}

function peerListen(text: string, host: string): string {
  const found = parsePeerListen(text, host)
  if (found !== undefined) return found
  throw usageError(
    `--p2p ${text} is neither a port nor a multiaddr with tcp`,
    help,
    'write 4001 or /ip4/127.0.0.1/tcp/4001'
  )
}

function connectAddress(text: string): string {
  if (isPeerAddress(text)) return text
  throw usageError(
    `--connect ${text} is no multiaddr with tcp`,
    help,
    'write /ip4/192.0.2.1/tcp/4001, with /p2p/ID or without'
  )
}

function machineName(text: string | undefined): string | undefined {
  if (text === undefined || isMachineName(text)) return text
  throw usageError(`--name ${text} cannot name a machine`, help, 'use letters, digits, dots and dashes, at most 63')
}

function logLevel(text: string | undefined): LogLevel | undefined {
  if (text === undefined) return undefined
  const found = logLevels.find(level => level === text)
  if (found !== undefined) return found
  const near = nearest(text, logLevels)
  throw usageError(
    `--log-level ${text} is none of ${logLevels.join(', ')}`,
    help,
    near === undefined ? '' : `the nearest is ${near}`
  )
}

function dnsBases(text: string | undefined): string[] {
  const bases = (text ?? '')
    .split(',')
    .map(base => base.trim().toLowerCase())
    .filter(Boolean)
  for (const base of bases) {
    if (!isDnsBase(base)) throw usageError(`KUBE_DNS_BASE: ${base} is no DNS name such as alice.com`, help)
  }
  return bases
}

/** First label of the host name, as far as it can name a machine. */
export function defaultName(host: string): string {
  const label = host
    .split('.')[0]!
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
  return isMachineName(label) ? label.toLowerCase() : 'kube'
}
