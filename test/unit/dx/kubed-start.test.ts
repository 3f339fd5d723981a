// `kubed start` and `kubed join` as processes, over a daemon that does nothing: what is printed, signals, exit codes.
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const source = path.resolve(import.meta.dirname, '../../../src')

/** A program whose daemon is written here; `stop` is the body of its stop. */
async function program(stop: string, start = '') {
  const dir = await temporaryFolder()
  const script = path.join(dir, 'kubed.ts')
  fs.writeFileSync(
    script,
    `import { runKubed } from '${source}/dx/kubed-main.ts'
import { KubeError } from '${source}/base/errors.ts'
process.exitCode = await runKubed(process.argv.slice(2), {
  loadConfig: async () => ({}),
  startDaemon: async (options, { signal }) => {
    ${start}
    const done = Promise.withResolvers()
    const alive = setInterval(() => {}, 1000)
    if (globalThis.times === 1) setTimeout(() => done.resolve('again'), 50)
    return {
      ready: { event: 'ready', https: 'https://kube.localhost:8443', http: null, p2p: options.p2p, peerId: 'k', subnet: 'did:key:z', home: options.home },
      stopped: done.promise,
      stop: async () => { ${stop}; clearInterval(alive); done.resolve() }
    }
  },
  joinSubnet: async options => ({ subnet: 'did:key:z', peerId: 'k', name: options.name + options.join }),
  fsckOffline: async ({ rebuild }) => ({ ok: !rebuild, entries: 1, objects: 1, damaged: [], missing: [], lacking: [], repaired: [], mended: [], refs: 0, problems: [] }),
  changeTrust: async () => [{ store: 'firefox', where: '/p', state: 'failed', verified: null, commands: ['certutil -A'], reason: 'certutil is not installed', next: ['certutil -A', 'apt-get install libnss3-tools'] }],
  examine: async () => []
})`
  )
  return (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const child = spawn(process.execPath, [script, ...args, '--home', dir], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env }
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    return { child, dir, ...watch(child) }
  }
}

function watch(child: ChildProcess) {
  let out = ''
  let err = ''
  const first = Promise.withResolvers<string>()
  child.stdout!.setEncoding('utf8').on('data', text => {
    out += text
    if (out.includes('\n')) first.resolve(out)
  })
  child.stderr!.setEncoding('utf8').on('data', text => {
    err += text
  })
  const ended = new Promise<{ code: number | null; out: string; err: string }>(resolve => {
    child.once('close', code => resolve({ code, out, err }))
  })
  return { first: first.promise, ended }
}

test.each(['SIGTERM', 'SIGINT'] as const)('ready, then %s: an orderly stop, exit 0', async signal => {
  const start = await program("process.stderr.write('stopped')")
  const { child, first, ended } = start([])
  expect(await first).toBe('ready https://kube.localhost:8443\n')
  child.kill(signal)
  expect(await ended).toMatchObject({ code: 0, err: 'stopped' })
})

test('--json: the ready object on one line', async () => {
  const start = await program('')
  const { child, dir, first, ended } = start(['start', '--json', '--p2p', '0'])
  expect(JSON.parse(await first)).toEqual({
    event: 'ready',
    https: 'https://kube.localhost:8443',
    http: null,
    p2p: ['/ip4/127.0.0.1/tcp/0'],
    peerId: 'k',
    subnet: 'did:key:z',
    home: dir
  })
  child.kill()
  expect((await ended).code).toBe(0)
})

test('a second signal ends it at once, exit 1', async () => {
  const start = await program("process.stderr.write('stopping'); await new Promise(() => {})")
  const { child, first, ended } = start([])
  await first
  const stopping = new Promise(resolve => child.stderr!.once('data', resolve))
  child.kill('SIGTERM')
  await stopping
  child.kill('SIGTERM')
  expect((await ended).code).toBe(1)
})

test('a stop that fails, and one that takes too long, are told by the exit code', async () => {
  const failing = (await program("throw new KubeError('KUBE_DISK_FULL', 'no space left')"))([])
  await failing.first
  failing.child.kill()
  expect(await failing.ended).toMatchObject({ code: 1, err: expect.stringContaining('KUBE_DISK_FULL') })
  const hanging = (await program('await new Promise(() => {})'))([])
  await hanging.first
  hanging.child.kill()
  expect((await hanging.ended).code).toBe(1)
})

test('asked to stop while it starts: exit 0; a start that fails: its error', async () => {
  const slow = await program(
    '',
    "process.stdout.write('starting\\n'); const busy = setTimeout(() => {}, 60_000); signal.addEventListener('abort', () => clearTimeout(busy)); await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))"
  )
  const { child, first, ended } = slow([])
  await first
  child.kill()
  expect(await ended).toMatchObject({ code: 0, err: '' })
  const failing = await program(
    '',
    "throw new KubeError('KUBE_PORT_IN_USE', 'port 443 is taken', { next: ['kubed start --https 0'] })"
  )
  expect(await failing([]).ended).toEqual({
    code: 1,
    out: '',
    err: 'error: port 443 is taken (KUBE_PORT_IN_USE); try: kubed start --https 0\n'
  })
})

test('whoever read the ready line may go: the daemon stays', async () => {
  const start = await program('')
  const { child, first, ended } = start([])
  await first
  child.stdout!.destroy()
  child.stderr!.destroy()
  await new Promise(resolve => setTimeout(resolve, 200))
  expect(child.exitCode).toBeNull()
  child.kill()
  expect((await ended).code).toBe(0)
})

test('a key that git names and that is not there: a word with why and what to do, and the machine joins', async () => {
  const start = await program('')
  const home = await temporaryFolder()
  fs.writeFileSync(path.join(home, '.gitconfig'), '[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = /none/key\n')
  const env = { HOME: home, GIT_CONFIG_GLOBAL: path.join(home, '.gitconfig') }
  const { code, err } = await start(['join', 'c0de'], env).ended
  expect(code).toBe(0)
  expect(err).toMatch(
    /nobody's SSH key is let in .*\/none\/key: neither it .* \(KUBE_KEY_LOCKED\); try: ls -l \/none\/key/
  )
})

test('a store that fails: why, what to do, and how by hand; exit 1', async () => {
  const { code, err } = await (await program(''))(['trust']).ended
  expect([code, err]).toEqual([
    1,
    'warning: firefox store /p: certutil is not installed; try: apt-get install libnss3-tools; by hand: certutil -A\n'
  ])
})

test('join ends by itself; fsck without a daemon is its own', async () => {
  const start = await program('')
  expect(await start(['join', 'c0de', '--name', 'a2']).ended).toEqual({
    code: 0,
    out: 'joined did:key:z as a2c0de\n',
    err: ''
  })
  expect((await start(['fsck']).ended).code).toBe(0)
  expect((await start(['fsck', '--rebuild', '--json']).ended).code).toBe(1)
})

test('a daemon that wants to start again does so in the same process, where it was, and says ready once', async () => {
  const again = `globalThis.times = (globalThis.times ?? 0) + 1
    process.stderr.write(JSON.stringify([options.https?.port, options.join ?? null]) + '\\n')
    if (globalThis.times === 2) setTimeout(() => process.kill(process.pid, 'SIGTERM'), 50)`
  const start = await program("clearInterval(alive); done.resolve('again')", again)
  const { first, child, ended } = start(['start', '--https', '0', '--join', 'code'])
  await first
  expect(child.exitCode).toBe(null)
  const { code, out, err } = await ended
  expect([code, out, err]).toEqual([0, 'ready https://kube.localhost:8443\n', '[0,"code"]\n[8443,null]\n'])
})
