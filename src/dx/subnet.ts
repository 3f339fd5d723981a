// Commands about the subnet: status, machines, conflicts.
import { formatDuration } from '../base/duration.ts'
import { KubeError } from '../base/errors.ts'
import { loopbackLast } from '../base/multiaddrs.ts'
import type { CheckpointStatus, Machine } from '../rpc/api.ts'
import type { Context } from './command.ts'
import { readBranch } from './git-branch.ts'
import { canonicalName } from './names.ts'
import { readProject } from './read-project.ts'
import { findListed } from './sites.ts'
import { targetsOf } from './targets.ts'
import { formatTable, formatTime } from './terminal.ts'

interface ProjectStatus {
  readonly name: string
  readonly url: string | null
  readonly release: string | null
  /** ISO 8601. */
  readonly published: string | null
}

export async function status(context: Context): Promise<number> {
  const { terminal, signal } = context
  const client = context.client()
  const subnet = await client.call('status', {}, { signal })
  const project = await projectStatus(context)
  if (terminal.json) {
    const machines = subnet.machines.map(({ name, id, connected, lag, digest }) => ({
      name,
      id,
      connected,
      lag,
      digest
    }))
    const { conflicts, position, warnings, limits, checkpoint } = subnet
    terminal.value({
      subnet: subnet.subnet,
      digest: subnet.digest,
      machines,
      conflicts,
      project,
      position,
      warnings,
      limits,
      checkpoint
    })
    return 0
  }
  for (const line of machineTable(subnet.machines, subnet.digest)) terminal.data(line)
  terminal.data('')
  terminal.data(`Subnet: ${subnet.subnet}`)
  terminal.data(`Digest: ${subnet.digest}`)
  if (subnet.checkpoint !== null) terminal.data(`Checkpoint: ${describeCheckpoint(subnet.checkpoint)}`)
  if (subnet.conflicts > 0) terminal.data(`Conflicts: ${subnet.conflicts} (dx conflicts)`)
  if (project !== null) {
    terminal.data(`Project: ${project.name}${project.url === null ? '' : ` ${project.url}`}`)
    terminal.data(`Published: ${project.published === null ? 'not yet' : formatTime(project.published)}`)
  }
  for (const warning of subnet.warnings) terminal.warn(warning)
  return 0
}

function describeCheckpoint({ position, made, signers, needed, whole }: CheckpointStatus): string {
  const signed = signers.length >= needed ? '' : `, signed by ${signers.length} of ${needed} admins`
  return `${position} entries, ${formatTime(made)}${signed}${whole ? '' : ', its past is being fetched'}`
}

/** Where the project of the current folder is; null where that is none, or its dx.yml names no target here. */
async function projectStatus(context: Context): Promise<ProjectStatus | null> {
  const name = await projectName(context)
  if (name === undefined) return null
  const listed = await findListed(context.client(), name, context.signal)
  return {
    name: canonicalName(name),
    url: listed?.urls[0] ?? null,
    release: listed?.release ?? null,
    published: listed?.published ?? null
  }
}

async function projectName({ cwd, terminal }: Context): Promise<string | undefined> {
  try {
    const project = await readProject(cwd)
    return project.described ? targetsOf(project, undefined, () => readBranch(cwd))[0] : undefined
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    // Status is about the subnet; what is wrong with a project is said, and stops nothing.
    if (error.code !== 'KUBE_TARGET_MISSING') terminal.warn(error.message)
    return undefined
  }
}

export function machineTable(machines: readonly Machine[], digest: string): string[] {
  const rows = machines.map(machine => [
    machine.self ? `${machine.name} (this one)` : machine.name,
    machine.self ? '-' : machine.connected ? 'connected' : 'away',
    machine.lag ? `${machine.lag} behind` : machine.self ? '-' : machine.lag === null ? 'unknown' : 'none',
    machine.digest === null ? 'unknown' : machine.digest === digest ? 'same' : 'differs',
    machine.id
  ])
  return formatTable(['machine', 'link', 'lag', 'state', 'id'], rows)
}

export async function machines(context: Context): Promise<number> {
  const { terminal, signal } = context
  const list = await context.client().call('machines', {}, { signal })
  if (terminal.json) {
    terminal.value(list)
    return 0
  }
  const rows = list.map(machine => [
    machine.self ? `${machine.name} (this one)` : machine.name,
    machine.self ? '-' : machine.connected ? 'connected' : 'away',
    machine.admin ? 'admin' : 'member',
    loopbackLast(machine.addresses)[0] ?? '-',
    machine.id
  ])
  for (const line of formatTable(['machine', 'link', 'role', 'address', 'id'], rows)) terminal.data(line)
  return 0
}

export async function conflicts(context: Context): Promise<number> {
  const { terminal, signal } = context
  const list = await context.client().call('conflicts', {}, { signal })
  if (terminal.json) terminal.value(list)
  else if (list.length === 0) terminal.note('no conflicts')
  else {
    const rows = list.map(one => [one.id, one.name, one.ref, short(one.won), short(one.lost)])
    for (const line of formatTable(['id', 'name', 'ref', 'won', 'lost'], rows)) terminal.data(line)
    for (const { name, breaks } of list) if (breaks) terminal.note(versionsLine(name, breaks))
  }
  return 0
}

function versionsLine(name: string, breaks: readonly string[]): string {
  if (breaks.length === 0) return `${name}: the versions are compatible, documents of the one that lost fit`
  return `${name}: the versions are not compatible, documents of the one that lost would not fit: ${breaks.join('; ')}`
}

function short(id: string | null): string {
  return id === null ? 'removed' : id.slice(0, 12)
}

export async function restoreConflict(context: Context): Promise<number> {
  return settle(context, 'restore')
}

export async function dropConflict(context: Context): Promise<number> {
  return settle(context, 'drop')
}

async function settle(context: Context, how: 'restore' | 'drop'): Promise<number> {
  const { terminal, signal } = context
  const started = performance.now()
  const settled = await context.client().call('conflicts.settle', { id: context.args[0]!, how }, { signal })
  if (terminal.json) terminal.value(settled)
  else {
    for (const ref of settled.refs) terminal.data(ref)
    const others = settled.also.join(', ')
    if (others !== '')
      terminal.note(`settled with it: ${others}; what they brought stays in the history of these names`)
    terminal.note(
      `${how === 'restore' ? 'restored' : 'dropped'} ${settled.id} in ${formatDuration(performance.now() - started)}`
    )
  }
  return 0
}
