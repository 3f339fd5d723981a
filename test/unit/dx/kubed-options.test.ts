import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { DaemonConfig } from '../../../src/base/daemon-options.ts'
import { daemonOptions, defaultName } from '../../../src/dx/kubed-options.ts'
import { loadConfig, parseConfig } from '../../../src/node/home/config.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

function options(
  flags: Readonly<Record<string, string | true | readonly string[]>>,
  config: DaemonConfig = {},
  env: NodeJS.ProcessEnv = {}
) {
  const texts = (name: string) => [flags[name] ?? []].flat().filter(value => typeof value === 'string')
  return daemonOptions(
    { text: name => texts(name).at(-1), texts, on: name => name in flags, home: '/home', env },
    config
  )
}

test('nothing said: this machine alone, every default open', () => {
  expect(options({})).toMatchObject({
    home: '/home',
    https: undefined,
    http: undefined,
    p2p: [],
    connect: [],
    mdns: true,
    json: false,
    logLevel: 'info',
    listenAll: false,
    dnsBases: [],
    build: false
  })
})

test('flags beat config.yml; hosts are loopback unless said otherwise', () => {
  const config = parseConfig(
    'name: box\nhttps: 8444\nhttp: "*:80"\np2p: 4001\nmdns: false\nnames: [ alice.com ]\nlog-level: debug\n',
    'config.yml'
  )
  const env = { KUBE_DNS_BASE: 'bob.com, alice.com' }
  expect(options({}, config, env)).toMatchObject({
    name: 'box',
    https: { host: '127.0.0.1', port: 8444 },
    http: { host: '::', port: 80 },
    p2p: ['/ip4/127.0.0.1/tcp/4001'],
    mdns: false,
    logLevel: 'debug',
    dnsBases: ['bob.com', 'alice.com']
  })
  const flags = {
    name: 'a1',
    https: '0',
    http: '[::1]:0',
    p2p: ['/ip4/127.0.0.1/tcp/0'],
    'log-level': 'error',
    build: true as const,
    join: 'code'
  }
  expect(options(flags, config)).toMatchObject({
    name: 'a1',
    https: { host: '127.0.0.1', port: 0 },
    http: { host: '::1', port: 0 },
    p2p: ['/ip4/127.0.0.1/tcp/0'],
    logLevel: 'error',
    build: true,
    join: 'code'
  })
  expect(options({ 'listen-all': true, https: '443', p2p: '4001' })).toMatchObject({
    https: { host: '::' },
    p2p: ['/ip4/0.0.0.0/tcp/4001']
  })
})

test.each([
  [{ https: '99999' }, '99999'],
  [{ http: 'a b' }, '--http'],
  [{ p2p: '/ip4/1.2.3.4/udp/1' }, 'multiaddr'],
  [{ connect: 'host:1' }, '--connect'],
  [{ name: 'a b' }, '--name'],
  [{ 'log-level': 'wran' }, 'warn']
])('%j is refused with what would do', (flags, word) => {
  expect(() => options(flags)).toThrow(expect.objectContaining({ code: 'KUBE_USAGE' }))
  try {
    options(flags)
  } catch (error) {
    expect(`${(error as Error).message} ${(error as { reason: string }).reason}`).toContain(word)
  }
})

test('KUBE_DNS_BASE is checked', () => {
  expect(() => options({}, {}, { KUBE_DNS_BASE: 'nodot' })).toThrow(expect.objectContaining({ code: 'KUBE_USAGE' }))
})

test.each([
  ['box.example.com', 'box'],
  ['My Laptop!', 'my-laptop'],
  ['', 'kube'],
  ['---', 'kube']
])('the name of %j', (host, name) => expect(defaultName(host)).toBe(name))

test.each([
  ['htps: 443', ':1:', 'https'],
  ['name: a\nlisten_all: true', ':2:', 'listen-all'],
  ['https: many', ':1:', '[HOST:]PORT'],
  ['mdns: maybe', ':1:', 'true or false'],
  ['names:\n  - alice', ':2:', 'DNS name'],
  ['connect: 4001', ':1:', 'multiaddr'],
  ['etcd: 127.0.0.1:2379', ':1:', 'http://127.0.0.1:2379'],
  ['etcd: [ "http://user:secret@etcd:2379" ]', ':1:', 'http://127.0.0.1:2379'],
  ['etcd-user: kube\netcd-password-file: p', ':1:', 'there is no etcd'],
  ['etcd: "https://e:1"\netcd-user: kube', ':2:', 'go together'],
  ['etcd: "https://e:1"\netcd-cert: c', ':2:', 'go together'],
  ['etcd: "https://e:1"\netcd-ca: ""', ':2:', 'must be text'],
  ['name: a\netcd: [ "https://e:1", "http://e:1" ]\netcd-user: kube\netcd-password-file: p', ':2:', 'https://'],
  ['name: a\nname: b', ':2:', 'twice'],
  ['a: [', ':1:', 'YAML'],
  ['- x', ':1:', 'map'],
  ['log-level: loud', ':1:', 'debug'],
  ['\u0001\u0002: x', ':1:', '']
])('config %j is refused with file, line and what would do', (text, place, word) => {
  let said = ''
  try {
    parseConfig(text, '/home/config.yml')
  } catch (error) {
    const { code, message, reason, next } = error as { code: string; message: string; reason: string; next: string[] }
    expect([code, next.length]).toEqual(['KUBE_CONFIG_INVALID', 1])
    said = `${message} ${reason}`
  }
  expect(said).toContain(`/home/config.yml${place}`)
  expect(said).toContain(word)
})

test('config.yml of a home: absent, empty, whole, damaged', async () => {
  const home = await temporaryFolder()
  expect(await loadConfig(home)).toEqual({})
  expect(await loadConfig(path.join(home, 'absent'))).toEqual({})
  const file = path.join(home, 'config.yml')
  fs.writeFileSync(file, '# nothing yet\n')
  expect(await loadConfig(home)).toEqual({})
  fs.writeFileSync(file, 'listen-all: true\nbuild: true\n')
  expect(await loadConfig(home)).toEqual({ listenAll: true, build: true })
  for (const damage of [Buffer.alloc(20), Buffer.from([0x6e, 0xff, 0xfe, 0x3a]), Buffer.from('name: \x00')]) {
    fs.writeFileSync(file, damage)
    await expect(loadConfig(home)).rejects.toEqual(expect.objectContaining({ code: 'KUBE_CONFIG_INVALID' }))
  }
  fs.rmSync(file)
  fs.mkdirSync(file)
  await expect(loadConfig(home)).rejects.toEqual(expect.objectContaining({ code: 'KUBE_HOME_INVALID' }))
})
