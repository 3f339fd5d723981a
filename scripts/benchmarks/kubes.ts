// KUBEs as users run them: `scripts/kubed` with a home and free ports of its own, `scripts/dx` beside it.
import type { ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import https from 'node:https'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { at, loopback, type Spot } from './replicated.ts'
import { root, type Scope } from './scope.ts'

export interface Ready {
  readonly https: string
  readonly p2p: readonly string[]
}

export interface StartOptions {
  readonly args?: readonly string[]
  /** Program and arguments in front of `start`; `scripts/kubed` unless said. */
  readonly command?: readonly string[]
  /** Told of each line of the daemon's log as it comes. */
  readonly onLog?: (line: string) => void
}

const kubedScript = path.join(root, 'scripts/kubed')
const dxScript = path.join(root, 'scripts/dx')
/** The program itself, without the script that looks whether it must be built. */
export const dxProgram = [path.join(root, 'node_modules/.bin/node'), path.join(root, 'dist/dx.js')]
export const kubedProgram = [path.join(root, 'node_modules/.bin/node'), path.join(root, 'dist/kubed.js')]

export class Kube {
  readonly name: string
  readonly home: string
  readonly #scope: Scope
  readonly spot: Spot
  #child: ChildProcess | undefined
  #agent: https.Agent | undefined
  port = 0

  constructor(scope: Scope, name: string, spot: Spot = loopback) {
    this.#scope = scope
    this.name = name
    this.spot = spot
    this.home = scope.folder(name)
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  /** Resolves with the milliseconds from the launch to the line that says it is ready. */
  async start({ args = [], command = [kubedScript], onLog }: StartOptions = {}): Promise<number> {
    const [file = kubedScript, ...before] = command
    const own = [
      '--home',
      this.home,
      '--name',
      this.name,
      '--https',
      '0',
      '--http',
      '0',
      '--p2p',
      `/ip4/${this.spot.address}/tcp/0`
    ]
    const startedMs = performance.now()
    const words = at(this.spot, file, [...before, 'start', '--json', ...own, '--no-mdns', ...args])
    const child = this.#scope.start(...words, {
      stdio: ['ignore', 'pipe', 'pipe']
    })
    this.#child = child
    let log = ''
    createInterface({ input: child.stderr! }).on('line', line => {
      log = `${log}${line}\n`.slice(-4000)
      onLog?.(line)
    })
    const ready = await new Promise<Ready>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', code => reject(new Error(`${this.name} ended with ${code}: ${log}`)))
      createInterface({ input: child.stdout! }).once('line', line => resolve(JSON.parse(line) as Ready))
    })
    const tookMs = performance.now() - startedMs
    this.port = Number(new URL(ready.https).port)
    return tookMs
  }

  async stop(): Promise<void> {
    this.#agent?.destroy()
    this.#agent = undefined
    if (this.#child) await this.#scope.stop(this.#child)
  }

  kubed(args: readonly string[]): Promise<string> {
    return this.#scope.run(...at(this.spot, kubedScript, args), { env: { KUBE_HOME: this.home } })
  }

  /** @param command `scripts/dx` unless said */
  dx(args: readonly string[], command: readonly string[] = [dxScript], timeoutMs = 60_000): Promise<string> {
    const [file = dxScript, ...before] = command
    return this.#scope.run(file, [...before, ...args], { env: { KUBE_HOME: this.home }, timeoutMs })
  }

  /** One request on a connection that stays open, verified against the subnet's root CA. */
  get(
    host: string,
    file: string,
    headers: Readonly<Record<string, string>> = {}
  ): Promise<{ status: number; body: Buffer }> {
    this.#agent ??= new https.Agent({
      keepAlive: true,
      maxSockets: 1,
      ca: fs.readFileSync(path.join(this.home, 'ca.crt'))
    })
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: Buffer }>()
    const request = https.get(
      {
        host: '127.0.0.1',
        port: this.port,
        servername: host,
        path: file,
        agent: this.#agent,
        headers: { host: `${host}:${this.port}`, ...headers }
      },
      response => {
        const chunks: Buffer[] = []
        response.on('data', chunk => chunks.push(chunk as Buffer))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }))
        response.on('error', reject)
      }
    )
    request.setTimeout(10_000, () => request.destroy(new Error(`${this.name} gave no answer in 10 s`)))
    request.on('error', reject)
    return promise
  }

  /** Asks again and again until the file has these bytes; gives the time of day (monotonic, ms) when it did. */
  async seen(host: string, file: string, bytes: Buffer, pauseMs = 0): Promise<number> {
    const end = performance.now() + 20_000
    while (performance.now() < end) {
      const { status, body } = await this.get(host, file)
      if (status === 200 && body.equals(bytes)) return performance.now()
      if (pauseMs > 0) await pause(pauseMs)
    }
    throw new Error(`${this.name} did not show the new ${file} within 20 s`)
  }
}

/** The first founds the subnet, the others join it. */
export async function startSubnet(scope: Scope, names: readonly string[]): Promise<Kube[]> {
  const kubes = names.map(name => new Kube(scope, name))
  const [first, ...others] = kubes
  await first!.start()
  for (const other of others) {
    const code = (await first!.kubed(['invite'])).trim()
    await other.start({ args: ['--join', code] })
  }
  return kubes
}

/** All of them have the same state, said by each. */
export async function converged(kubes: readonly Kube[]): Promise<void> {
  const end = performance.now() + 20_000
  while (performance.now() < end) {
    const said = await Promise.all(kubes.map(kube => kube.dx(['status', '--json'])))
    const digests = new Set(said.map(text => (JSON.parse(text) as { digest: string }).digest))
    if (digests.size === 1) return
  }
  throw new Error('the KUBEs did not come to the same state within 20 s')
}
