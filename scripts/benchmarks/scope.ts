// What a benchmark leaves behind must be nothing: every process and folder of it belongs to a scope.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')

const stopMsMax = 5_000

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
}

export class Scope {
  readonly dir = fs.mkdtempSync(path.join(os.tmpdir(), 'kube-bench-'))
  readonly #children = new Set<ChildProcess>()
  readonly #atEnd: (() => void)[] = []
  #ended = false
  #folders = 0

  /** A new folder. */
  folder(name: string): string {
    const dir = path.join(this.dir, `${name}-${this.#folders++}`)
    fs.mkdirSync(dir)
    return dir
  }

  /** A process in a group of its own, ended with the scope. */
  start(file: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
    if (this.#ended) throw new Error('the benchmark was ended')
    const child = spawn(file, args, { stdio: 'ignore', ...options, detached: true })
    this.#children.add(child)
    child.once('exit', () => this.#children.delete(child))
    child.once('error', () => this.#children.delete(child))
    return child
  }

  /** Runs a program to its end; gives its stdout. @throws when it fails, with what it said */
  run(file: string, args: readonly string[], { cwd, env = {}, timeoutMs = 60_000 }: RunOptions = {}): Promise<string> {
    const child = this.start(file, args, {
      ...(cwd !== undefined && { cwd }),
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs
    })
    let [out, err] = ['', '']
    child.stdout!.setEncoding('utf8').on('data', data => (out += data))
    child.stderr!.setEncoding('utf8').on('data', data => (err += data))
    return new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', code => {
        if (code === 0) resolve(out)
        else reject(new Error(`${path.basename(file)} ${args.join(' ')} ended with ${code}: ${err || out}`))
      })
    })
  }

  /** Something more to be undone, once the processes have ended. */
  atEnd(undo: () => void): void {
    this.#atEnd.push(undo)
  }

  /** Ends one process in good order, or by force when that takes too long. */
  async stop(child: ChildProcess): Promise<void> {
    if (!this.#children.has(child)) return
    const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
    kill(child, 'SIGTERM')
    const late = setTimeout(() => kill(child, 'SIGKILL'), stopMsMax)
    await exited
    clearTimeout(late)
  }

  /** Ends every process and removes every file; fast enough for a signal handler. */
  async end(): Promise<void> {
    this.#ended = true
    const exits = [...this.#children].map(child => new Promise<void>(resolve => child.once('exit', () => resolve())))
    for (const child of this.#children) kill(child, 'SIGKILL')
    await Promise.all(exits)
    for (const undo of this.#atEnd.reverse()) undo()
    fs.rmSync(this.dir, { recursive: true, force: true, maxRetries: 3 })
  }
}

function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch (error) {
    // It ended by itself in between.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
