import fs from 'node:fs'
import { expect, test } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { parseCommandLine } from '../../../src/dx/command.ts'
import { commandHelp, helpOn } from '../../../src/dx/help.ts'
import { describeDaemon, describeFsck } from '../../../src/dx/kubed-client.ts'
import { kubedProgram, type Parts } from '../../../src/dx/kubed-main.ts'
import { dxProgram } from '../../../src/dx/main.ts'
import { canonicalName } from '../../../src/dx/names.ts'
import { progressLine } from '../../../src/dx/publish.ts'
import { describeResolved } from '../../../src/dx/records.ts'
import { machineTable } from '../../../src/dx/subnet.ts'
import { describeError, formatBytes, formatTable, formatTime } from '../../../src/dx/terminal.ts'

const kubed = kubedProgram({} as Parts)

test('flags, short ones, values, the words behind --', () => {
  const { command, args, flags } = parseCommandLine(dxProgram, [
    'publish',
    '-m',
    'one line',
    '--to=dx://a',
    '--json',
    '--',
    '-odd'
  ])
  expect([command.name, args, Object.fromEntries(flags)]).toEqual([
    'publish',
    ['-odd'],
    { message: ['one line'], to: ['dx://a'], json: [''] }
  ])
  expect(parseCommandLine(dxProgram, ['conflicts', 'restore', 'abc']).command.name).toBe('conflicts restore')
  expect(parseCommandLine(kubed, ['--p2p', '0', '--p2p', '1']).flags.get('p2p')).toEqual(['0', '1'])
  expect(parseCommandLine(kubed, []).command.name).toBe('start')
})

test.each([
  [['publsh'], 'publish'],
  [['publish', '--replicsa', '2'], '--replicas'],
  [['conflicts', 'restore'], 'ID'],
  [['record'], 'record get'],
  [['record', 'gte', 'x'], 'record get'],
  [['ls', 'a', 'b'], 'b'],
  [['ls', '--json=yes'], '--json'],
  [['publish', '--to'], 'NAME'],
  [['publish', '--to', '--json'], 'NAME'],
  [['stauts', '--json'], 'status']
])('%j: the nearest is named', (argv, word) => {
  expect(() => parseCommandLine(dxProgram, argv)).toThrow(expect.objectContaining({ code: 'KUBE_USAGE' }))
  try {
    parseCommandLine(dxProgram, argv)
  } catch (error) {
    expect(describeError(error as KubeError)).toContain(word)
  }
})

test.each([dxProgram, kubed])('help of each command, and a page of docs/cli.md for it', program => {
  const docs = fs.readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8')
  const all = helpOn(program, [])
  for (const command of program.commands) {
    expect(all).toContain(command.name)
    const said = commandHelp(program, command)
    expect(helpOn(program, command.name.split(' '))).toBe(said)
    expect(docs).toContain(`${program.name} ${command.name}`)
    for (const flag of command.flags) {
      expect(said).toContain(`--${flag.name}`)
      expect(docs).toContain(`--${flag.name}`)
    }
    for (const text of [command.summary, ...command.flags.map(flag => flag.help)])
      expect(text).toMatch(/^[^A-Z].*[^.]$/)
  }
  for (const line of all.split('\n')) expect(line.length).toBeLessThanOrEqual(120)
})

test('every command loads', async () => {
  for (const command of [...dxProgram.commands, ...kubed.commands]) expect(await command.load()).toBeTypeOf('function')
})

test('an error is one line: what, why, code, what mends it', () => {
  const error = new KubeError('KUBE_FILE_REFUSED', 'a\nb is not published', {
    reason: 'line one\r\n line two',
    next: ['dx ls', 'dx help']
  })
  expect(describeError(error)).toBe(
    'a b is not published: line one line two (KUBE_FILE_REFUSED); try: dx ls, or: dx help'
  )
  expect(describeError(new KubeError('KUBE_INTERNAL', 'x'))).toBe('x (KUBE_INTERNAL)')
})

test('tables are aligned, and end where their text ends', () => {
  expect(
    formatTable(
      ['name', 'state'],
      [
        ['a1', 'ok'],
        ['büro-2', '']
      ]
    )
  ).toEqual(['NAME    STATE', 'a1      ok', 'büro-2'])
})

test('times are local, sizes round', () => {
  const before = process.env.TZ
  process.env.TZ = 'Asia/Tokyo'
  expect(formatTime('2022-07-31T06:05:02.000Z')).toBe('2022-07-31 15:05:02')
  process.env.TZ = before
  expect(formatTime('never')).toBe('unknown')
  expect([0, 999, 1000, 48_000_000, 999_600, 5e12].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '48 MB',
    '1.0 MB',
    '5000 GB'
  ])
  expect(progressLine(12_000_000, 48_000_000)).toBe('sending [######..................] 12 MB of 48 MB')
})

test('names have one spelling', () => {
  for (const text of [
    'dx://notepad',
    'kube.local/notepad',
    'https://notepad.kube.local:8443/',
    'dxn:local.kube.notepad',
    '/local/kube/notepad'
  ]) {
    expect(canonicalName(text)).toBe('dx://notepad')
  }
  expect(canonicalName('dx://beta.alice.com/app/notepad')).toBe('dx://beta.alice.com/app/notepad')
  expect(canonicalName('dx://notepad:dev')).toBe('dx://notepad:dev')
})

test('what machines, resolutions, daemons and checks look like', () => {
  const machine = { id: 'k51a', digest: 'd1', admin: true, addresses: [] }
  expect(
    machineTable(
      [
        { ...machine, name: 'a1', connected: false, lag: null, self: true },
        { ...machine, name: 'a2', connected: true, lag: 0, self: false },
        { ...machine, name: 'a3', connected: false, lag: 4, self: false, digest: null }
      ],
      'd1'
    ).map(line => line.replace(/ +/g, ' '))
  ).toEqual([
    'MACHINE LINK LAG STATE ID',
    'a1 (this one) - - same k51a',
    'a2 connected none same k51a',
    'a3 away 4 behind unknown k51a'
  ])
  const parts = [
    { path: 'local', record: 'r1' },
    { path: 'img/logo.png', resource: 'b1' }
  ]
  const hops = [{ ref: 'refs/local/!meta', rule: 'own record', signer: 'a1', age: null }]
  expect(describeResolved({ '@type': 'dxos.dmg.service.ResolveUrlResponse', parts, hops }).join('\n')).toContain(
    'refs/local/!meta  own record  a1'
  )
  const report = {
    ok: false,
    entries: 3,
    objects: 9,
    damaged: ['x'],
    missing: [],
    repaired: [],
    lacking: [],
    mended: [],
    refs: 1,
    problems: ['bad']
  }
  expect(describeFsck(report)).toEqual([
    '3 entries and 9 objects verified',
    '1 refs set right',
    'damaged x',
    'bad',
    'not all is well'
  ])
  const daemon = {
    pid: 7,
    version: '0.1.0',
    home: '/h',
    name: 'a1',
    peerId: 'k',
    subnet: 'did:key:z',
    https: 'https://kube.localhost:1',
    http: null
  }
  const lines = describeDaemon(
    {
      ...daemon,
      p2p: ['/ip4/1', '/ip4/2'],
      startedMs: 0,
      peers: 1,
      clock: null,
      certificateUntil: '',
      digest: 'd',
      rssBytes: 1e8
    },
    90_000
  )
  expect(lines.slice(0, 5)).toEqual([
    'name       a1',
    'https      https://kube.localhost:1',
    'http       off',
    'peers at   /ip4/1',
    '           /ip4/2'
  ])
})
