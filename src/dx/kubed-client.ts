// Commands of kubed that talk to the daemon of a home: stop, status, invite, fsck.
import { setTimeout as wait } from 'node:timers/promises'
import { homeFlag } from '../base/command-words.ts'
import { formatDuration, parseDuration } from '../base/duration.ts'
import { KubeError } from '../base/errors.ts'
import { isLoopback } from '../base/multiaddrs.ts'
import type { DaemonStatus, FsckReport } from '../rpc/api.ts'
import { isAlive } from '../rpc/starting.ts'
import { type Context, usageError } from './command.ts'
import type { Parts } from './kubed-start.ts'
import { formatBytes, formatTime } from './terminal.ts'

const stopMsMax = 10_000
const pollMs = 10

export async function stop(context: Context): Promise<number> {
  const { terminal, signal } = context
  const { pid } = await context.client().call('stop', {}, { signal })
  await gone(pid, signal)
  if (terminal.json) terminal.value({ stopped: true, pid })
  else terminal.note(`stopped (process ${pid})`)
  return 0
}

/** Waits for the end of a process that is not our child: there is no event for that. */
async function gone(pid: number, signal: AbortSignal): Promise<void> {
  const end = performance.now() + stopMsMax
  while (isAlive(pid)) {
    if (performance.now() > end) {
      throw new KubeError('KUBE_TIMEOUT', `kubed did not end in ${formatDuration(stopMsMax)}`, {
        reason: `process ${pid} still runs`,
        next: [`kill -9 ${pid}`]
      })
    }
    await wait(pollMs, undefined, { signal })
  }
}

export async function leave(context: Context): Promise<number> {
  const { terminal, signal, home } = context
  const { subnet, pid } = await context.client().call('leave', {}, { signal })
  await gone(pid, signal)
  if (terminal.json) terminal.value({ type: 'left', subnet, home })
  else terminal.data(`left ${subnet}`)
  terminal.note(`its keys are deleted; what it holds of the subnet is still in ${home}`)
  return 0
}

export async function rotate(context: Context): Promise<number> {
  const { terminal, signal, home, env } = context
  const { from, to, pid } = await context.client().call('rotate', {}, { signal })
  await gone(pid, signal)
  if (terminal.json) terminal.value({ type: 'rotated', from, to })
  else terminal.data(`this machine goes on as ${to}`)
  terminal.note(`start it again, which ends the key before: kubed start${homeFlag(home, env)}`)
  return 0
}

export async function checkpoint(context: Context): Promise<number> {
  const { terminal, signal } = context
  const made = await context.client().call('checkpoint', {}, { signal })
  if (terminal.json) terminal.value({ type: 'checkpoint', ...made })
  else terminal.data(`checkpoint of ${made.position} entries`)
  if (made.signers.length < made.needed) terminal.note('another admin machine signs it as soon as it has seen it')
  return 0
}

export async function status(context: Context): Promise<number> {
  const daemon = await context.client().call('daemon', {}, { signal: context.signal })
  if (context.terminal.json) context.terminal.value(daemon)
  else for (const line of describeDaemon(daemon, Date.now())) context.terminal.data(line)
  return 0
}

export function describeDaemon(daemon: DaemonStatus, nowMs: number): string[] {
  const rows: [string, string][] = [
    ['name', daemon.name],
    ['https', daemon.https],
    ['http', daemon.http ?? 'off'],
    ...daemon.p2p.map((address, at): [string, string] => [at === 0 ? 'peers at' : '', address]),
    ['connected', `${daemon.peers} ${daemon.peers === 1 ? 'peer' : 'peers'}`],
    ['subnet', daemon.subnet],
    ['digest', daemon.digest],
    ['home', daemon.home],
    ['process', `${daemon.pid}, version ${daemon.version}, ${formatBytes(daemon.rssBytes)}`],
    ['since', `${formatTime(daemon.startedMs)} (${formatDuration(Math.max(0, nowMs - daemon.startedMs))})`]
  ]
  return rows.map(([key, value]) => `${key.padEnd(10)} ${value}`)
}

export async function invite(context: Context): Promise<number> {
  const { terminal, signal } = context
  const uses = context.text('uses')
  if (uses !== undefined && !/^[1-9]\d{0,5}$/.test(uses)) {
    throw usageError(`--uses ${uses} is no number of machines`, ['kubed help invite'], 'write 1 or more')
  }
  const ttl = context.text('ttl')
  const ttlMs = ttl === undefined ? undefined : parseDuration(ttl)
  if (ttl !== undefined && (ttlMs === undefined || ttlMs <= 0)) {
    throw usageError(`--ttl ${ttl} is no duration`, ['kubed help invite'], 'write 30s, 15m or 1h')
  }
  const role = context.text('role')
  if (role !== undefined && role !== 'member' && role !== 'admin') {
    throw usageError(`--role ${role} is none that a code gives`, ['kubed help invite'], 'write member or admin')
  }
  const request = {
    ...(uses !== undefined && { uses: Number(uses) }),
    ...(ttlMs !== undefined && { ttlMs }),
    ...(role !== undefined && { as: role as 'member' | 'admin' })
  }
  const made = await context.client().call('invite', request, { signal })
  if (terminal.json) terminal.value(made)
  else {
    terminal.data(made.code)
    terminal.note(`good until ${formatTime(made.expires)}; on the other machine: kubed start --join CODE`)
    const { p2p } = await context.client().call('daemon', {}, { signal })
    if (p2p.every(isLoopback)) {
      terminal.warn('other machines cannot reach this one: it listens on loopback alone; kubed start --listen-all')
    }
  }
  return 0
}

export async function fsck(context: Context, parts: Parts): Promise<number> {
  const { terminal, signal, home } = context
  const rebuild = context.on('rebuild')
  let report: FsckReport
  try {
    report = await context.client().call('fsck', { rebuild }, { signal, timeoutMs: 0 })
  } catch (error) {
    if (!(error instanceof KubeError) || error.code !== 'KUBE_NO_DAEMON') throw error
    report = await parts.fsckOffline({ home, rebuild }, { signal })
  }
  if (terminal.json) terminal.value(report)
  else for (const line of describeFsck(report)) terminal.data(line)
  return report.ok ? 0 : 1
}

export function describeFsck(report: FsckReport): string[] {
  const lines = [`${report.entries} entries and ${report.objects} objects verified`]
  if (report.refs > 0) lines.push(`${report.refs} refs set right`)
  lines.push(...report.mended)
  if (report.repaired.length > 0) lines.push(`${report.repaired.length} objects repaired`)
  for (const id of report.damaged) lines.push(`damaged ${id}`)
  for (const id of report.missing) lines.push(`missing ${id}`)
  for (const ref of report.lacking) lines.push(`needed by ${ref}`)
  if (report.lacking.length > 0) {
    lines.push('connect a machine that has them, or publish the same files again; or other files under another name')
  }
  lines.push(...report.problems, report.ok ? 'all is well' : 'not all is well')
  return lines
}
