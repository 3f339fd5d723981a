// Real KUBEs: a daemon process with a home and ports of its own, and the commands that talk to it.
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import https from 'node:https'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import tls from 'node:tls'
import { connect } from '../../src/rpc/client.ts'
import { freePort } from './free-port.ts'
import type { Said } from './run-here.ts'

export type { Said } from './run-here.ts'

export const root = path.resolve(import.meta.dirname, '../..')

// By Node itself: what vitest loads takes it five times as long, in every file anew.
const { runHere } = createRequire(import.meta.url)('./run-here.ts') as typeof import('./run-here.ts')

/** kubed that knows newer merge rules. */
export const newerKubed: readonly string[] = [process.execPath, path.join(root, 'test/support/newer-kubed.ts')]

export interface Ready {
  readonly https: string
  readonly http: string | null
  readonly p2p: readonly string[]
  readonly peerId: string
  readonly subnet: string
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Runs a program to its end; never throws for an exit status. */
export function run(
  file: string,
  args: readonly string[],
  options: { env?: Record<string, string>; cwd?: string; input?: string; timeoutMs?: number; uid?: number } = {}
): Promise<Said> {
  const { env = {}, cwd, input, timeoutMs = 60_000, uid } = options
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      ...(uid !== undefined && { uid, gid: uid }),
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: timeoutMs
    })
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', data => (out += data))
    child.stderr.setEncoding('utf8').on('data', data => (err += data))
    child.on('error', reject).on('close', code => resolve({ code: code ?? -1, out, err }))
    child.stdin.on('error', () => undefined).end(input ?? '')
  })
}

export interface KubeOptions {
  readonly env?: Record<string, string>
  /** Elsewhere than in the folder of the bench. */
  readonly home?: string
  /** The user that the daemon and the commands run as. */
  readonly uid?: number
  /** The network namespace that the daemon runs in, and where it listens for other machines there. */
  readonly netns?: string
  readonly address?: string
}

export class KubeProcess {
  readonly name: string
  readonly home: string
  readonly env: Record<string, string>
  readonly uid: number | undefined
  readonly netns: string | undefined
  readonly #address: string
  ready: Ready | undefined
  port = 0
  /** What `start` runs; a version to come is `newerKubed`. */
  program: readonly string[] = [path.join(root, 'scripts/kubed')]
  #p2pPort = 0
  #child: ChildProcess | undefined
  #errors = ''

  constructor(name: string, dir: string, { env = {}, home, uid, netns, address = '127.0.0.1' }: KubeOptions = {}) {
    this.name = name
    this.home = home ?? path.join(dir, name)
    this.env = env
    this.uid = uid
    this.netns = netns
    this.#address = address
  }

  /** Starts the daemon, on the same ports as before when it ran already; resolves once it is ready. */
  async start(more: readonly string[] = []): Promise<this> {
    this.port ||= await freePort()
    this.#p2pPort ||= await freePort()
    const p2p = `/ip4/${this.#address}/tcp/${this.#p2pPort}`
    const own = ['--home', this.home, '--name', this.name, '--https', String(this.port), '--http', '0', '--p2p', p2p]
    const words = [...this.program, 'start', '--json', ...own, '--no-mdns', ...more]
    const [file = '', ...args] = this.netns === undefined ? words : ['ip', 'netns', 'exec', this.netns, ...words]
    const child = spawn(file, args, {
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...(this.uid !== undefined && { uid: this.uid, gid: this.uid })
    })
    this.#child = child
    child.stderr!.on('data', data => {
      this.#errors = (this.#errors + String(data)).slice(-8000)
    })
    this.ready = await new Promise<Ready>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', code => reject(new Error(`${this.name} ended with ${code}: ${this.#errors}`)))
      createInterface({ input: child.stdout! }).once('line', line => resolve(JSON.parse(line) as Ready))
    })
    return this
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  /** What the daemon wrote to stderr. */
  get log(): string {
    return this.#errors
  }

  get running(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Ends the daemon; gives its exit status, null after a signal. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.#child
    if (!child || !this.running) return child?.exitCode ?? 0
    const exited = new Promise<number | null>(resolve => child.once('exit', resolve))
    process.kill(-child.pid!, signal)
    return exited
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal)
  }

  /** Runs dx; in this process, unless something of its own is asked for it. */
  dx(args: readonly string[], options: Parameters<typeof run>[2] = {}): Promise<Said> {
    return this.#here('dx', args, options) ?? this.dxProcess(args, options)
  }

  /** In this process, unless something of its own is asked for it. */
  #here(
    program: 'dx' | 'kubed',
    args: readonly string[],
    options: Parameters<typeof run>[2]
  ): Promise<Said> | undefined {
    const { cwd = process.cwd(), ...own } = options ?? {}
    if (Object.keys({ ...own, ...this.env }).length > 0 || this.uid !== undefined) return undefined
    return runHere(program, args, { cwd, env: { ...process.env, NO_COLOR: '1', KUBE_HOME: this.home } })
  }

  dxProcess(args: readonly string[], options: Parameters<typeof run>[2] = {}): Promise<Said> {
    return run(path.join(root, 'scripts/dx'), args, {
      ...(this.uid !== undefined && { uid: this.uid }),
      ...options,
      env: { ...this.env, KUBE_HOME: this.home, ...options.env }
    })
  }

  /** Runs kubed, as `dx`; a `start` that does not fail never ends here, so that is for what must be refused. */
  kubed(args: readonly string[], options: Parameters<typeof run>[2] = {}): Promise<Said> {
    return this.#here('kubed', args, options) ?? this.kubedProcess(args, options)
  }

  kubedProcess(args: readonly string[], options: Parameters<typeof run>[2] = {}): Promise<Said> {
    return run(path.join(root, 'scripts/kubed'), args, {
      ...(this.uid !== undefined && { uid: this.uid }),
      ...options,
      env: { ...this.env, KUBE_HOME: this.home, ...options.env }
    })
  }

  /** A join code. */
  async invite(...args: readonly string[]): Promise<string> {
    if (args.length === 0) return (await connect(this.home).call('invite', {})).code
    const { code, out, err } = await this.kubed(['invite', ...args])
    if (code !== 0) throw new Error(`kubed invite exited ${code}: ${err}`)
    return out.trim()
  }

  /** `dx … --json`, parsed. */
  async json<T>(args: readonly string[], options: Parameters<typeof run>[2] = {}): Promise<T> {
    const { code, out, err } = await this.dx([...args, '--json'], options)
    if (code !== 0) throw new Error(`dx ${args.join(' ')} exited ${code}: ${err || out}`)
    return JSON.parse(out) as T
  }

  git(...args: readonly string[]): Promise<Said> {
    return run('git', ['--git-dir', path.join(this.home, 'dmg.git'), ...args])
  }

  get ca(): Buffer {
    return fs.readFileSync(path.join(this.home, 'ca.crt'))
  }

  /** One request under a host name, verified against the subnet's root CA. */
  fetch(
    url: string,
    options: { method?: string; headers?: Record<string, string>; rawPath?: string } = {}
  ): Promise<Answer> {
    const { hostname, pathname, search } = new URL(url)
    const { method = 'GET', headers = {}, rawPath = pathname + search } = options
    return new Promise((resolve, reject) => {
      const request = https.request(
        {
          host: '127.0.0.1',
          port: this.port,
          servername: hostname,
          method,
          path: rawPath,
          agent: false,
          ca: this.ca,
          headers: { host: `${hostname}:${this.port}`, ...headers },
          checkServerIdentity: (_, certificate) => tls.checkServerIdentity(hostname, certificate)
        },
        response => {
          const chunks: Buffer[] = []
          response.on('data', chunk => chunks.push(chunk as Buffer))
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) })
          )
          response.on('error', reject)
        }
      )
      request.setTimeout(15_000, () => request.destroy(new Error('no answer in 15 s')))
      request.on('error', reject)
      request.end()
    })
  }
}

/** A folder for homes and sites, and every KUBE started in it; `end` removes all of it. */
export class Bench {
  readonly dir = fs.mkdtempSync(path.join(os.tmpdir(), 'kube-e2e-'))
  readonly #kubes: KubeProcess[] = []
  #sites = 0

  kube(name: string, options: KubeOptions = {}): KubeProcess {
    const kube = new KubeProcess(name, this.dir, options)
    this.#kubes.push(kube)
    return kube
  }

  /** The first founds the subnet, the others join by its invitations. */
  async subnet(names: readonly string[], env: Record<string, string> = {}): Promise<KubeProcess[]> {
    const [first, ...others] = names.map(name => this.kube(name, { env }))
    if (!first) return []
    await first.start()
    for (const other of others) await other.start(['--join', await first.invite()])
    return [first, ...others]
  }

  /** A folder with these files. */
  site(files: Readonly<Record<string, string | Uint8Array>>): string {
    const dir = path.join(this.dir, `site-${this.#sites++}`)
    fs.mkdirSync(dir)
    for (const [name, content] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true })
      fs.writeFileSync(path.join(dir, name), content)
    }
    return dir
  }

  async end(): Promise<void> {
    await Promise.all(this.#kubes.filter(kube => kube.running).map(kube => kube.end('SIGKILL')))
    fs.rmSync(this.dir, { recursive: true, force: true })
  }
}

/** Asks again until `body` gives something true: for what another process will do by itself. Bounded. */
export async function eventually<T>(body: () => Promise<T>, what: string, withinMs = 10_000): Promise<T> {
  const end = performance.now() + withinMs
  let last: unknown
  for (;;) {
    try {
      const value = await body()
      if (value) return value
      last = value
    } catch (error) {
      last = error
    }
    if (performance.now() > end) throw new Error(`${what} did not come about in ${withinMs} ms: ${String(last)}`)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}

export async function converged(kubes: readonly KubeProcess[], withinMs = 15_000): Promise<string> {
  const digests = async (): Promise<string> => {
    const all = await Promise.all(kubes.map(({ home }) => connect(home).call('daemon', {})))
    const [first = '', ...others] = all.map(({ digest }) => digest)
    if (others.every(digest => digest === first)) return first
    throw new Error(all.map(({ name, digest, peers }) => `${name} with ${peers} peers has ${digest}`).join(', '))
  }
  return eventually(digests, 'one digest everywhere', withinMs)
}
