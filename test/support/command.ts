// dx and kubed as the processes that people run.
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { writeTree } from './folder-tree.ts'
import { temporaryFolder } from './temporary-folder.ts'

const root = path.resolve(import.meta.dirname, '../..')

export interface Said {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

export interface CommandOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** Called once the process runs. */
  readonly started?: (child: ChildProcess) => void
}

/** Runs `scripts/<program>` to its end. */
export function run(program: 'dx' | 'kubed', args: readonly string[], options: CommandOptions = {}): Promise<Said> {
  const { KUBE_HOME: _home, KUBE_DEBUG: _debug, ...inherited } = process.env
  const child = spawn(path.join(root, 'scripts', program), args, {
    cwd: options.cwd ?? root,
    env: { ...inherited, NO_COLOR: '1', TZ: 'UTC', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  options.started?.(child)
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    err += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, out, err }))
  })
}

/** A home without a daemon, a folder with `files`, and dx run in it. */
export async function commandPlace(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const base = await temporaryFolder()
  const home = path.join(base, 'home')
  fs.mkdirSync(home, { mode: 0o700 })
  const site = path.join(base, 'site')
  fs.mkdirSync(site)
  const dx = (args: readonly string[], options: CommandOptions = {}) =>
    run('dx', args, { cwd: site, ...options, env: { KUBE_HOME: home, ...options.env } })
  return { base, home, site: writeTree(site, files), dx }
}

/** Lines of an output that say something. */
export function lines(text: string): string[] {
  return text.split('\n').filter(Boolean)
}
