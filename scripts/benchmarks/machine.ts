// What the system says of processes: CPU time, resident memory, which programs there are. Linux has all of it in /proc;
// elsewhere these figures are left out.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'

/** Clock ticks of /proc in a second: 100 on every Linux that Node runs on. */
const ticks = 100

function readIfThere(path: string): string | undefined {
  try {
    return fs.readFileSync(path, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

const readdirIfThere = (path: string): string[] => (fs.existsSync(path) ? fs.readdirSync(path) : [])

/** The fields of /proc/PID/stat after the name: state, parent, … (proc(5)). */
function statOf(pid: number): string[] | undefined {
  const text = readIfThere(`/proc/${pid}/stat`)
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')
}

/** User and system time of a process in seconds; `reaped` adds that of children that have ended. */
export function cpuSeconds(pid: number, reaped = false): number | undefined {
  const stat = statOf(pid)
  if (!stat) return undefined
  const fields = reaped ? [11, 12, 13, 14] : [11, 12]
  return fields.reduce((sum, at) => sum + Number(stat[at] ?? 0), 0) / ticks
}

/** Resident memory in MB (10^6 bytes). */
export function residentMb(pid: number): number | undefined {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readIfThere(`/proc/${pid}/status`) ?? '')
  return found ? (Number(found[1]) * 1024) / 1e6 : undefined
}

/** The most memory that a process ever had resident, in MB. */
export function peakMb(pid: number): number | undefined {
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(readIfThere(`/proc/${pid}/status`) ?? '')
  return found ? (Number(found[1]) * 1024) / 1e6 : undefined
}

export interface Traffic {
  readonly bytes: number
  readonly packets: number
}

/** What went over the loopback since the machine started, headers and acknowledgements included. */
export function loopbackTraffic(): Traffic | undefined {
  const line = /^\s*lo:\s+(\d+)\s+(\d+)/m.exec(readIfThere('/proc/net/dev') ?? '')
  return line ? { bytes: Number(line[1]), packets: Number(line[2]) } : undefined
}

/** CPU seconds of several together. */
export const cpuSecondsOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + (cpuSeconds(pid) ?? Number.NaN), 0)

function machineSeconds(): number | undefined {
  const first = readIfThere('/proc/stat')?.split('\n', 1)[0]
  if (first === undefined) return undefined
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = first.trim().split(/\s+/).slice(1).map(Number)
  return (user + nice + system + irq + softirq) / ticks
}

/** A process and all below it. */
export function family(pid: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirIfThere('/proc')) {
    const child = Number(name)
    const parent = Number.isInteger(child) ? Number(statOf(child)?.[1]) : Number.NaN
    if (!Number.isNaN(parent)) children.set(parent, [...(children.get(parent) ?? []), child])
  }
  const below = (at: number): number[] => [at, ...(children.get(at) ?? []).flatMap(below)]
  return below(pid)
}

/** This process and everything below it, with what has ended. */
const ownSeconds = (): number => family(process.pid).reduce((sum, pid) => sum + (cpuSeconds(pid, true) ?? 0), 0)

/** Cores that other programs of this machine used since a mark. */
export class ForeignCpu {
  #at = performance.now()
  #machine = machineSeconds()
  #own = this.#machine === undefined ? 0 : ownSeconds()

  mark(): void {
    this.#at = performance.now()
    this.#machine = machineSeconds()
    this.#own = this.#machine === undefined ? 0 : ownSeconds()
  }

  /** Undefined where the system does not say, or nothing was measured yet. */
  since(): number | undefined {
    const [machine, seconds] = [machineSeconds(), (performance.now() - this.#at) / 1000]
    if (machine === undefined || this.#machine === undefined || seconds < 0.05) return undefined
    return Math.max(0, (machine - this.#machine - (ownSeconds() - this.#own)) / seconds)
  }
}

/** Path of a program that is installed here. */
export function installed(program: string): string | undefined {
  const places = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin', '/usr/local/sbin']
  return places.map(folder => `${folder}/${program}`).find(file => fs.existsSync(file))
}

/** Has the system write what it holds back, so that nobody's fsync pays for others. */
export function settleDisk(): void {
  if (installed('sync')) execFileSync('sync')
}
