// `kubed doctor`: looks at the home, the machine and, where it runs, the daemon. It changes nothing.
import dns from 'node:dns/promises'
import fs from 'node:fs/promises'
import net from 'node:net'
import { homeFlag, shellWord } from '../src/base/command-words.ts'
import { usualPorts } from '../src/base/daemon-options.ts'
import { formatDuration } from '../src/base/duration.ts'
import { KubeError, toKubeError } from '../src/base/errors.ts'
import { clockSkewMsMax, clockSkewMsSaid } from '../src/base/limits.ts'
import type { DoctorRequest, Finding } from '../src/base/trust-report.ts'
import { thisSystem } from '../src/dx/kubed-trust.ts'
import { loadConfig } from '../src/node/home/config.ts'
import { homePaths } from '../src/node/home/home.ts'
import { caProblem } from '../src/node/home/root-ca-file.ts'
import type { DaemonStatus } from '../src/rpc/api.ts'
import { connect } from '../src/rpc/client.ts'
import { loadIntermediate, loadLeaf } from '../src/trust/certificate-store.ts'
import { assertTight } from '../src/trust/key-files.ts'
import { loadKeys } from '../src/trust/keys.ts'
import { checkTrust } from '../src/trust/stores/trusting.ts'
import { loadSubnet, loadSubnetFacts } from '../src/trust/subnet-file.ts'

const bytesLow = 1e9
const bytesTooFew = 1e8
const lookupMsMax = 3_000

const ok = (check: string, said: string): Finding => ({ check, state: 'ok', said, next: [] })
const warn = (check: string, said: string, ...next: string[]): Finding => ({ check, state: 'warn', said, next })
const fail = (check: string, said: string, ...next: string[]): Finding => ({ check, state: 'fail', said, next })

export async function examine(request: DoctorRequest): Promise<Finding[]> {
  const { home } = request
  const flag = homeFlag(home, request.env)
  const ca = await rootCa(home, flag)
  // What it tells of already is not told twice.
  const member = ca.state === 'fail' ? [] : await membership(home)
  const findings = [await keys(home, flag), ...member, ...(await config(home)), ca, await disk(home)]
  const daemon = await daemonOf(home)
  if (daemon.status === undefined) {
    findings.push(
      warn('daemon', daemon.why, `kubed start${flag}`),
      await port('https port', usualPorts.https),
      await port('http port', usualPorts.http)
    )
  } else findings.push(...running(daemon.status, daemon.warnings, flag))
  for (const name of ['kube.localhost', 'kube.local']) findings.push(await resolves(name))
  findings.push(...(await trusted(request, flag)))
  return findings
}

async function keys(home: string, flag: string): Promise<Finding> {
  const dir = homePaths(home).keys
  try {
    const found = await loadKeys(dir)
    if (found === undefined) return fail('keys', `${dir} is not there`, `kubed start${flag}`)
    await assertTight(dir)
    await loadIntermediate(dir)
    await loadLeaf(dir)
    return ok('keys', 'they are whole, and no other user can read them')
  } catch (thrown) {
    return failure('keys', thrown)
  }
}

/** What makes it a member. */
async function membership(home: string): Promise<Finding[]> {
  const dir = homePaths(home).keys
  try {
    const found = await loadKeys(dir)
    if (found) await loadSubnet(dir, found.kube)
    return []
  } catch (thrown) {
    return [failure('membership', thrown)]
  }
}

async function config(home: string): Promise<Finding[]> {
  try {
    await loadConfig(home)
    return []
  } catch (thrown) {
    return [failure('config.yml', thrown)]
  }
}

function failure(what: string, thrown: unknown): Finding {
  const { message, reason, next } = toKubeError(thrown)
  return fail(what, reason === '' ? message : `${message}: ${reason}`, ...next)
}

async function rootCa(home: string, flag: string): Promise<Finding> {
  const paths = homePaths(home)
  const start = `kubed start${flag}`
  try {
    const subnet = await loadSubnetFacts(paths.keys)
    if (subnet === undefined) return fail('root CA', 'this home is in no subnet yet', start, `kubed join CODE${flag}`)
    const problem = await caProblem(paths.ca, subnet.rootCa)
    if (problem !== undefined) return fail('root CA', problem, `kubed stop${flag}`, start)
    return ok('root CA', 'ca.crt is what the subnet root has named')
  } catch (thrown) {
    return failure('root CA', thrown)
  }
}

async function disk(home: string): Promise<Finding> {
  try {
    const { bavail, bsize } = await fs.statfs(home)
    const free = bavail * bsize
    const said = `${(free / 1e9).toFixed(1)} GB are free`
    const look = `df -h ${shellWord(home)}`
    return free < bytesTooFew ? fail('disk', said, look) : free < bytesLow ? warn('disk', said, look) : ok('disk', said)
  } catch (thrown) {
    return fail('disk', toKubeError(thrown).reason || `${home} cannot be read`, `ls -ld ${shellWord(home)}`)
  }
}

async function daemonOf(home: string): Promise<{ status?: DaemonStatus; warnings: readonly string[]; why: string }> {
  const client = connect(home)
  try {
    const status = await client.call('daemon', {}, { timeoutMs: 10_000 })
    const { warnings } = await client.call('status', {}, { timeoutMs: 10_000 })
    return { status, warnings, why: '' }
  } catch (thrown) {
    const error = toKubeError(thrown)
    return { warnings: [], why: error.code === 'KUBE_NO_DAEMON' ? 'it does not run' : error.message }
  }
}

function running(daemon: DaemonStatus, warnings: readonly string[], flag: string): Finding[] {
  const machines = `dx machines${flag}`
  const { peers, https, clock, certificateUntil } = daemon
  const left = Date.parse(certificateUntil) - Date.now()
  const certificate =
    left <= 0
      ? fail('certificate', `it ended at ${certificateUntil}: no admin machine has renewed it`, machines)
      : left < 25 * 86_400_000
        ? warn('certificate', `it ends in ${formatDuration(left)} and should have been renewed`, machines)
        : ok('certificate', `good for ${formatDuration(left)}, and renewed before`)
  return [
    ok('daemon', `process ${daemon.pid} serves ${https}`),
    peers > 0 ? ok('peers', `${peers} connected`) : warn('peers', 'none is connected', machines),
    clockFinding(clock),
    certificate,
    ...warnings.map(line => warn('subnet', line, `dx status${flag}`))
  ]
}

function clockFinding(clock: DaemonStatus['clock']): Finding {
  if (clock === null) return ok('clock', 'no peer to compare it with')
  const { aheadMs, peers } = clock
  const apart = Math.abs(aheadMs)
  if (apart <= clockSkewMsSaid) return ok('clock', `within ${formatDuration(apart)} of most of ${peers}`)
  const now = Date.now()
  const both = `here it is ${new Date(now).toISOString()}, at most peers ${new Date(now - aheadMs).toISOString()}`
  if (aheadMs > clockSkewMsMax)
    return fail('clock', `${both}: nothing is written here until it is right`, 'timedatectl status')
  return warn('clock', both, 'timedatectl status')
}

/** Whether a usual port can be had; the other one is what the daemon takes instead. */
async function port(check: string, [usual, instead]: readonly [number, number]): Promise<Finding> {
  const server = net.createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(usual, '127.0.0.1', resolve)
    })
    return ok(check, `${usual} is free`)
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'EACCES') {
      const allow = 'sudo sysctl net.ipv4.ip_unprivileged_port_start=80'
      return warn(check, `this user may not listen on ${usual}: ${instead} is taken instead`, allow)
    }
    return warn(check, `${usual} is in use (${code}): ${instead} is taken instead`, `ss -ltnp 'sport = :${usual}'`)
  } finally {
    server.close()
  }
}

async function resolves(name: string): Promise<Finding> {
  const check = `name ${name}`
  const hosts = `echo '127.0.0.1 ${name}' | sudo tee -a /etc/hosts`
  const timer = Promise.withResolvers<never>()
  const timeout = setTimeout(() => timer.reject(new Error(`no answer in ${formatDuration(lookupMsMax)}`)), lookupMsMax)
  try {
    const found = await Promise.race([dns.lookup(name, { all: true }), timer.promise])
    return ok(check, `leads to ${found.map(({ address }) => address).join(', ')}`)
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException
    const said = `leads nowhere for programs that ask the system (${code ?? message})`
    return warn(check, name.endsWith('.localhost') ? `${said}; browsers and curl know it by themselves` : said, hosts)
  } finally {
    clearTimeout(timeout)
  }
}

async function trusted({ home, env }: DoctorRequest, flag: string): Promise<Finding[]> {
  try {
    const checked = await checkTrust({ home, env, system: thisSystem() })
    return checked.map(({ store, refused }) => {
      const check = `trust ${store.kind}`
      if (refused === undefined) return ok(check, `${store.where} takes the subnet's certificates`)
      const missing = refused.code === 'KUBE_NOT_FOUND' ? refused.next : [`kubed trust --store ${store.kind}${flag}`]
      return warn(check, `${store.where}: ${refused.reason || refused.message}`, ...missing)
    })
  } catch (thrown) {
    if (!(thrown instanceof KubeError)) throw thrown
    return [warn('trust', `${thrown.message}: ${thrown.reason}`, ...thrown.next)]
  }
}
