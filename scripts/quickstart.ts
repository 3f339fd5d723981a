// Starts KUBEs on this machine as one subnet, publishes the notepad with dx, and fetches it from each over verified
// HTTPS. Runs until Ctrl-C; `--once` ends after the fetches, with exit 0 only if all were right.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import fs from 'node:fs'
import https from 'node:https'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs, promisify } from 'node:util'

const root = path.resolve(import.meta.dirname, '..')
const run = promisify(execFile)
const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    nodes: { type: 'string', default: '3' },
    dir: { type: 'string' }
  }
})
const count = Number(values.nodes)
if (!Number.isInteger(count) || count < 1 || count > 20) {
  console.error('error: --nodes wants a number from 1 to 20')
  process.exit(2)
}

interface Running {
  readonly name: string
  readonly home: string
  readonly child: ChildProcess
  readonly port: number
}

const dir = values.dir ? path.resolve(values.dir) : fs.mkdtempSync(path.join(os.tmpdir(), 'kube-quickstart-'))
fs.mkdirSync(dir, { recursive: true })
const started: ChildProcess[] = []
const say = (text: string): void => console.error(text)
let ending = false

function start(name: string, port: number, more: readonly string[]): Promise<Running> {
  const home = path.join(dir, name)
  const args = [
    'start',
    '--json',
    '--home',
    home,
    '--name',
    name,
    '--https',
    String(port),
    '--http',
    '0',
    '--no-mdns',
    ...more
  ]
  const log = fs.openSync(path.join(dir, `${name}.log`), 'a')
  const child = spawn(path.join(root, 'scripts/kubed'), args, { stdio: ['ignore', 'pipe', log] })
  started.push(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`${name} ended with ${code}; see ${path.join(dir, `${name}.log`)}`)))
    createInterface({ input: child.stdout! }).once('line', line => {
      const ready = JSON.parse(line) as { https: string }
      resolve({ name, home, child, port: Number(new URL(ready.https).port || 443) })
    })
  })
}

async function command(program: 'kubed' | 'dx', home: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(path.join(root, 'scripts', program), args, {
    env: { ...process.env, KUBE_HOME: home, NO_COLOR: '1' }
  })
  return stdout.trim()
}

/** GET under a name that nobody's DNS has to know, verified against the subnet's root CA alone. */
function fetchVerified(kube: Running, url: string): Promise<{ status: number; body: Buffer }> {
  const { hostname, pathname } = new URL(url)
  const ca = fs.readFileSync(path.join(kube.home, 'ca.crt'))
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: kube.port,
      servername: hostname,
      path: pathname,
      ca,
      agent: false as const
    }
    const request = https.get({ ...options, headers: { host: `${hostname}:${kube.port}` } }, response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk as Buffer))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }))
      response.on('error', reject)
    })
    request.setTimeout(10_000, () => request.destroy(new Error('no answer in 10 s')))
    request.on('error', reject)
  })
}

/** The first is given a port that people can type again tomorrow, where it is free. */
async function startAll(): Promise<Running[]> {
  const kubes: Running[] = []
  for (let n = 1; n <= count; n++) {
    const first = kubes[0]
    const join = first ? ['--join', await command('kubed', first.home, ['invite'])] : []
    const name = `kube-${n}`
    const port = values.once ? 0 : 8442 + n
    const again = fs.existsSync(path.join(dir, name, 'keys', 'subnet.json'))
    kubes.push(await start(name, port, again ? [] : join))
    say(`  ${name} serves on port ${kubes.at(-1)?.port}${first ? '' : ', and has founded a subnet'}`)
  }
  return kubes
}

async function publishAndFetch(kubes: readonly Running[]): Promise<boolean> {
  const first = kubes[0]!
  const output = await command('dx', first.home, [
    'publish',
    path.join(root, 'realms/notepad'),
    '--replicas',
    'all',
    '--json'
  ])
  const said = JSON.parse(output) as { name: string; url: string; servedBy: string[]; files: number; ms: number }
  say(`  ${said.files} files in ${said.ms} ms, served by ${said.servedBy.join(', ')}`)
  const index = fs.readFileSync(path.join(root, 'realms/notepad/site/index.html'))
  let right = true
  for (const kube of kubes) {
    const { status, body } = await fetchVerified(kube, 'https://notepad.kube.local/')
    const same = status === 200 && body.equals(index)
    right &&= same
    say(
      `  https://notepad.kube.localhost:${kube.port}/  ${same ? 'verified, every byte right' : `WRONG: status ${status}`}`
    )
  }
  return right && said.servedBy.length === kubes.length
}

async function end(code: number): Promise<never> {
  ending = true
  const gone = started.filter(child => child.exitCode === null && child.signalCode === null)
  await Promise.all(
    gone.map(child => {
      const exited = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGTERM')
      return exited
    })
  )
  if (!values.dir) fs.rmSync(dir, { recursive: true, force: true })
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(values.once ? 130 : 0))

try {
  say(`starting ${count} KUBEs as one subnet, homes under ${dir}`)
  const kubes = await startAll()
  say('publishing realms/notepad with dx publish')
  const right = await publishAndFetch(kubes)
  if (values.once) await end(right ? 0 : 1)
  const { home, port } = kubes[0]!
  say(`
Open https://notepad.kube.localhost:${port}/ in a browser. It trusts the subnet once ${home}/ca.crt is imported.
Publish something of your own from another terminal:

  export KUBE_HOME=${home}
  ${path.join(root, 'scripts/dx')} publish DIR --to dx://hello --replicas all
  curl --cacert ${home}/ca.crt https://hello.kube.localhost:${port}/

Ctrl-C ends all of them${values.dir ? '' : ' and removes their homes'}.`)
} catch (error) {
  if (!ending) {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}`)
    await end(1)
  }
}
