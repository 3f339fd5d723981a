// `config.yml` of a home: what a person sets once, checked whole before the daemon starts.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shellWord } from '../../base/command-words.ts'
import { type DaemonConfig, type StoreKind, storeKinds } from '../../base/daemon-options.ts'
import { KubeError } from '../../base/errors.ts'
import { isDnsBase, isMachineName, isPeerAddress, logLevels, parseListen, parsePeerListen } from '../../base/listen.ts'
import { nearest } from '../../base/nearest.ts'
import type { LogLevel } from '../../base/types.ts'
import { YamlShape, type YamlValue } from '../../base/yaml-reader.ts'

export const configFile = 'config.yml'

type Draft = { -readonly [Key in keyof DaemonConfig]: DaemonConfig[Key] }
type Reader = (draft: Draft, value: YamlValue, shape: YamlShape) => void

/** Text that must pass a test, with what it should have been. */
function checked(
  shape: YamlShape,
  value: YamlValue,
  key: string,
  test: (text: string) => boolean,
  wanted: string
): string {
  const text = shape.text(value, key)
  if (!test(text)) throw shape.fail(`${key}: ${text} is not ${wanted}`, value.line)
  return text
}

function checkedAll(shape: YamlShape, value: YamlValue, key: string, test: (text: string) => boolean, wanted: string) {
  const items = value.kind === 'list' ? value.items : [value]
  return items.map(item => checked(shape, item, key, test, wanted))
}

function readListen(shape: YamlShape, value: YamlValue, key: string) {
  const text = shape.text(value, key)
  const found = parseListen(text)
  if (found === undefined) throw shape.fail(`${key}: ${text} is not [HOST:]PORT`, value.line)
  return found
}

/** Scheme, host and port: nothing that would have to be kept secret. */
const isClientUrl = (text: string): boolean => /^https?:\/\/[^/?#@\s]+\/?$/.test(text) && URL.canParse(text)

const isUserName = (text: string): boolean => /^[^\p{Cc}]{1,256}$/u.test(text)

function readFileName(shape: YamlShape, value: YamlValue, key: string): string {
  return checked(shape, value, key, text => text !== '' && !text.includes('\0'), 'the path of a file')
}

/** What goes together; a password goes over TLS alone, or within this machine. */
function assertEtcd({ etcd, etcdAccess }: Draft, shape: YamlShape, lines: ReadonlyMap<string, number>): void {
  if (etcdAccess === undefined) return
  const { user, passwordFile, cert, key } = etcdAccess
  const [first, line] = [...lines].find(([name]) => name.startsWith('etcd-')) ?? ['etcd-user', 1]
  const lineOf = (name: string): number => lines.get(name) ?? line
  if (etcd === undefined) throw shape.fail(`${first}: there is no etcd`, line, 'etcd: lists its URLs')
  if ((user === undefined) !== (passwordFile === undefined)) {
    throw shape.fail('etcd-user and etcd-password-file go together', lineOf('etcd-user'))
  }
  if ((cert === undefined) !== (key === undefined)) {
    throw shape.fail('etcd-cert and etcd-key go together', lineOf('etcd-cert'))
  }
  const plain = etcd.find(url => url.startsWith('http:') && !isLoopback(new URL(url).hostname))
  if (user !== undefined && plain !== undefined) {
    throw shape.fail(`etcd: ${plain} would be given a password in the clear`, lineOf('etcd'), 'write https://')
  }
}

const isLoopback = (host: string): boolean => /^(?:127(?:\.\d+){3}|\[::1\]|localhost)$/.test(host)

const readers: Readonly<Record<string, Reader>> = {
  name: (draft, value, shape) => {
    draft.name = checked(shape, value, 'name', isMachineName, 'letters, digits, dots and dashes')
  },
  https: (draft, value, shape) => {
    draft.https = readListen(shape, value, 'https')
  },
  http: (draft, value, shape) => {
    draft.http = readListen(shape, value, 'http')
  },
  p2p: (draft, value, shape) => {
    const test = (text: string) => parsePeerListen(text, '127.0.0.1') !== undefined
    draft.p2p = checkedAll(shape, value, 'p2p', test, 'a multiaddr with tcp, nor a port')
  },
  connect: (draft, value, shape) => {
    draft.connect = checkedAll(shape, value, 'connect', isPeerAddress, 'a multiaddr such as /ip4/192.0.2.1/tcp/4001')
  },
  mdns: (draft, value, shape) => {
    draft.mdns = shape.flag(value, 'mdns')
  },
  names: (draft, value, shape) => {
    draft.names = checkedAll(shape, value, 'names', isDnsBase, 'a DNS name such as alice.com')
  },
  'listen-all': (draft, value, shape) => {
    draft.listenAll = shape.flag(value, 'listen-all')
  },
  'log-level': (draft, value, shape) => {
    const test = (text: string) => (logLevels as readonly string[]).includes(text)
    draft.logLevel = checked(shape, value, 'log-level', test, `one of ${logLevels.join(', ')}`) as LogLevel
  },
  services: (draft, value, shape) => {
    const test = (text: string) => /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]+\])(?::[1-9]\d{0,4})?$/.test(text)
    draft.services = checkedAll(shape, value, 'services', test, 'HOST or HOST:PORT such as 127.0.0.1:3000')
  },
  etcd: (draft, value, shape) => {
    draft.etcd = checkedAll(shape, value, 'etcd', isClientUrl, 'a URL such as http://127.0.0.1:2379')
    if (draft.etcd.length === 0) throw shape.fail('etcd has no URLs', value.line, 'leave it out')
  },
  'etcd-user': (draft, value, shape) => {
    const user = checked(shape, value, 'etcd-user', isUserName, 'the name of a user')
    draft.etcdAccess = { ...draft.etcdAccess, user }
  },
  'etcd-password-file': (draft, value, shape) => {
    draft.etcdAccess = { ...draft.etcdAccess, passwordFile: readFileName(shape, value, 'etcd-password-file') }
  },
  'etcd-ca': (draft, value, shape) => {
    draft.etcdAccess = { ...draft.etcdAccess, ca: readFileName(shape, value, 'etcd-ca') }
  },
  'etcd-cert': (draft, value, shape) => {
    draft.etcdAccess = { ...draft.etcdAccess, cert: readFileName(shape, value, 'etcd-cert') }
  },
  'etcd-key': (draft, value, shape) => {
    draft.etcdAccess = { ...draft.etcdAccess, key: readFileName(shape, value, 'etcd-key') }
  },
  build: (draft, value, shape) => {
    draft.build = shape.flag(value, 'build')
  },
  store: (draft, value, shape) => {
    const test = (text: string) => (storeKinds as readonly string[]).includes(text)
    draft.store = checked(shape, value, 'store', test, `one of ${storeKinds.join(', ')}`) as StoreKind
  }
}

/** @throws KUBE_CONFIG_INVALID naming file, line, key and the nearest known key */
export function parseConfig(text: string, path: string): DaemonConfig {
  const shape = new YamlShape(path, 'KUBE_CONFIG_INVALID', [`$EDITOR ${shellWord(path)}`])
  const draft: Draft = {}
  const seen = new Map<string, number>()
  for (const { key, line, value } of shape.map(shape.read(text), configFile).entries) {
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined
    if (reader === undefined) {
      const near = nearest(key, Object.keys(readers))
      const known = near === undefined ? `known are ${Object.keys(readers).join(', ')}` : `the nearest is ${near}`
      throw shape.fail(`unknown key ${key}`, line, known)
    }
    if (seen.has(key)) throw shape.fail(`${key}: stands twice`, line)
    seen.set(key, line)
    reader(draft, value, shape)
  }
  assertEtcd(draft, shape, seen)
  return draft
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user has no permission',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its path is too long'
}

/**
 * The configuration of a home; an absent file says nothing.
 * @throws KUBE_CONFIG_INVALID, KUBE_HOME_INVALID when the file cannot be read
 */
export async function loadConfig(home: string): Promise<DaemonConfig> {
  const path = join(home, configFile)
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return {}
    throw new KubeError('KUBE_HOME_INVALID', `${path} cannot be read`, {
      reason: reasons[code ?? ''] ?? message,
      next: [`ls -ld ${shellWord(path)}`],
      cause: error
    })
  }
  if (bytes.includes(0) || !bytes.toString('utf8').isWellFormed() || bytes.toString('utf8').includes('\ufffd')) {
    throw new KubeError('KUBE_CONFIG_INVALID', `${path}:1: this is not text`, {
      reason: 'it is damaged or no YAML file',
      next: [`mv ${shellWord(path)} ${shellWord(`${path}.damaged`)}`]
    })
  }
  return parseConfig(bytes.toString('utf8'), path)
}
