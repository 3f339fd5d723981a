// A page of 5 KB over HTTPS on kept connections: the server alone on one core, the load on another; beside nginx and
// caddy with the same file and a certificate of the same kind. Then every file of a site at random, and the same
// asked again with its ETag.
import fs from 'node:fs'
import https from 'node:https'
import os from 'node:os'
import path from 'node:path'
import type { Benchmark, Place } from './benchmark.ts'
import { Kube } from './kubes.ts'
import { installed } from './machine.ts'
import { type Goal, ratioAbove, ratioAtLeast, say } from './report.ts'
import type { Scope } from './scope.ts'
import { hotFile, type Site, writeSite } from './site.ts'
import { type Server, startCaddy, startNginx } from './web-servers.ts'

const roundsCount = 3
const pageSeconds = 4
const randomSeconds = 3
const nginxShareMin = 0.6
const host = 'site.kube.local'

/** wrk draws a path from the list for each request; with an ETag behind a tab it asks whether it changed. */
const randomPaths = `local requests = {}
init = function()
  math.randomseed(42)
  for line in io.lines(os.getenv("BENCH_PATHS")) do
    local path, etag = line:match("^([^\\t]+)\\t?(.*)$")
    local headers = { Host = os.getenv("BENCH_HOST") }
    for name, value in os.getenv("BENCH_FIELDS"):gmatch("([^:\\n]+): ([^\\n]+)") do headers[name] = value end
    if etag ~= "" then headers["If-None-Match"] = etag end
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
end
request = function() return requests[math.random(#requests)] end
done = function(summary, latency)
  io.write(string.format('{"requests":%d,"microseconds":%d,"p99":%d,"failed":%d}\\n', summary.requests,
    summary.duration, latency:percentile(99), summary.errors.status + summary.errors.connect + summary.errors.read +
    summary.errors.write + summary.errors.timeout))
end
`

export interface Load {
  readonly requests: number
  readonly perSecond: number
  readonly p99Ms: number
}

/** wrk on a core of its own. */
export class WebLoad {
  readonly #scope: Scope
  readonly #dir: string

  constructor(scope: Scope) {
    this.#scope = scope
    this.#dir = scope.folder('wrk')
    fs.writeFileSync(path.join(this.#dir, 'paths.lua'), randomPaths)
  }

  /**
   * @param lines what is asked for: a path, or a path, a tab and an ETag
   * @param fields more fields of each request, `Name: value`
   */
  async load(server: Server, lines: readonly string[], seconds: number, fields: readonly string[] = []): Promise<Load> {
    const list = path.join(this.#dir, 'paths.txt')
    fs.writeFileSync(list, `${lines.join('\n')}\n`)
    const args = ['-c', '1', 'wrk', '-t1', '-c64', `-d${seconds}s`, '-s', path.join(this.#dir, 'paths.lua')]
    const env = { BENCH_PATHS: list, BENCH_HOST: server.host, BENCH_FIELDS: fields.join('\n') }
    const out = await this.#scope.run('taskset', [...args, `https://127.0.0.1:${server.port}`], { env })
    const said = JSON.parse(out.trim().split('\n').at(-1) ?? '{}') as Record<string, number>
    const { requests = 0, microseconds = 1, p99 = 0, failed = 0 } = said
    if (failed > 0) throw new Error(`${server.name} failed ${failed} of ${requests} requests`)
    return { requests, perSecond: (1e6 * requests) / microseconds, p99Ms: p99 / 1000 }
  }
}

/** ETags of all files, one connection. @throws when one is not served or has none */
async function etagsOf(server: Server, paths: readonly string[]): Promise<string[]> {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false })
  const lines: string[] = []
  for (const file of paths) {
    const etag = await new Promise<string>((resolve, reject) => {
      const options = { host: '127.0.0.1', port: server.port, path: file, agent, headers: { host: server.host } }
      const request = https.get(options, response => {
        response.resume()
        const found = response.headers.etag
        if (response.statusCode !== 200 || found === undefined) {
          reject(new Error(`${server.name} answers ${response.statusCode} without an ETag for ${file}`))
        } else response.on('end', () => resolve(found))
      })
      request.on('error', reject)
    })
    lines.push(`${file}\t${etag}`)
  }
  agent.destroy()
  return lines
}

async function startKubed(scope: Scope, site: Site): Promise<Server> {
  const kube = new Kube(scope, 'served')
  await kube.start({ command: ['taskset', '-c', '0', path.join(import.meta.dirname, '../kubed')] })
  await kube.dx(['publish', site.dir, '--to', 'dx://site'])
  return { name: 'kubed', host: `${host}:${kube.port}`, port: kube.port }
}

async function startAll(scope: Scope, site: Site): Promise<Server[]> {
  const servers = [await startKubed(scope, site)]
  const certificate = await selfSigned(scope)
  for (const [program, begin] of Object.entries({ nginx: startNginx, caddy: startCaddy })) {
    if (installed(program)) servers.push(await begin(scope, site.dir, certificate))
    else say(`  ${program.toUpperCase()} IS NOT INSTALLED: its ratio is missing (apt-get install ${program})`)
  }
  return servers
}

async function selfSigned(scope: Scope) {
  const dir = scope.folder('certificate')
  const [key, certificate] = [path.join(dir, 'key.pem'), path.join(dir, 'certificate.pem')]
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  await scope.run('openssl', [...request, ...subject, '-keyout', key, '-out', certificate])
  return { key, certificate }
}

type Loads = Map<string, Load[]>

/** Rounds of all servers in turn, so that a slow moment of the machine meets each of them. */
async function rounds(
  bench: WebLoad,
  servers: readonly Server[],
  linesOf: (server: Server) => readonly string[],
  seconds: number
): Promise<Loads> {
  const loads: Loads = new Map(servers.map(({ name }) => [name, []]))
  for (const server of servers) await bench.load(server, linesOf(server), 1)
  for (let at = 0; at < roundsCount; at++) {
    for (const server of servers) loads.get(server.name)?.push(await bench.load(server, linesOf(server), seconds))
  }
  return loads
}

async function run({ scope, report }: Place): Promise<void> {
  for (const needed of ['wrk', 'taskset', 'openssl']) {
    if (!installed(needed)) return say(`  ${needed.toUpperCase()} IS NOT INSTALLED: nothing was measured`)
  }
  if (os.availableParallelism() < 2) return say('  TWO CORES ARE NEEDED: nothing was measured')
  const site = writeSite(scope.folder('site'))
  const servers = await startAll(scope, site)
  const bench = new WebLoad(scope)
  const figures = (name: string, loads: Loads, goals: Readonly<Record<string, Goal>> = {}): void => {
    const ours = loads.get('kubed') ?? []
    for (const [peer, theirs] of [...loads].filter(([other]) => other !== 'kubed')) {
      const goal = goals[peer]
      report.figure({
        name: `serve-${name}-beside-${peer}`,
        unit: '1/s',
        runs: ours.map(load => load.perSecond),
        peer: { name: peer, runs: theirs.map(load => load.perSecond) },
        ...(goal && { goal }),
        more: { p99Ms: Math.max(...ours.map(load => load.p99Ms)), peerP99Ms: Math.max(...theirs.map(l => l.p99Ms)) }
      })
    }
    if (loads.size === 1) report.figure({ name: `serve-${name}`, unit: '1/s', runs: ours.map(load => load.perSecond) })
  }
  report.mark()
  const page = await rounds(bench, servers, () => [`/${hotFile}`], pageSeconds)
  figures('5-kb-page', page, { nginx: ratioAtLeast(nginxShareMin), caddy: ratioAbove(1) })
  const paths = site.files.filter(name => !name.endsWith('.bin')).map(name => `/${name}`)
  figures('random-path', await rounds(bench, servers, () => paths, randomSeconds))
  const conditional = new Map<string, string[]>()
  for (const server of servers) conditional.set(server.name, await etagsOf(server, paths))
  figures('304', await rounds(bench, servers, server => conditional.get(server.name) ?? [], randomSeconds))
}

export const serve: Benchmark = {
  name: 'serve',
  about: 'pages over HTTPS on one core, beside nginx and caddy',
  secondsMax: 120,
  run
}
