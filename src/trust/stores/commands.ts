// Programs of the system that keep its trusted roots: run one after another, or spelled for a person.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { shellWord } from '../../base/command-words.ts'
import { KubeError } from '../../base/errors.ts'

export type Command = readonly [string, ...string[]]
export type Environment = { readonly [name: string]: string | undefined }

const runMsMax = 120_000
const outputMax = 64 << 10

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

export function spelled(command: Command): string {
  return command.map(shellWord).join(' ')
}

/** Where a program is, as a shell finds it; the folders of administrators' programs are looked into too. */
export function findProgram(name: string, env: Environment): string | undefined {
  const folders = [...(env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin', '/usr/local/sbin']
  return folders
    .filter(folder => path.isAbsolute(folder))
    .map(folder => path.join(folder, name))
    .find(file => {
      try {
        fs.accessSync(file, fs.constants.X_OK)
        return fs.statSync(file).isFile()
      } catch {
        // Not there, or not ours to run: the next folder.
        return false
      }
    })
}

export interface RunOptions {
  /** A person is there whom the program may ask. */
  readonly interactive?: boolean
  /** Milliseconds after which it is ended. */
  readonly msMax?: number
}

/**
 * Runs a program to its end; its exit status is in the answer.
 * @throws KUBE_NOT_FOUND when there is no such program, KUBE_TIMEOUT, KUBE_INTERNAL when something else ended it
 */
export function ran(command: Command, env: Environment, options: RunOptions = {}): Promise<Ran> {
  const { interactive = false, msMax = runMsMax } = options
  const [name, ...args] = command
  const file = findProgram(name, env)
  if (file === undefined) {
    throw new KubeError('KUBE_NOT_FOUND', `${name} is not installed`, { next: installs[name] ?? [] })
  }
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      env: { ...env },
      stdio: [interactive ? 'inherit' : 'ignore', 'pipe', 'pipe'],
      timeout: msMax
    })
    const said = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out = (said.out + text).slice(0, outputMax)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err = (said.err + text).slice(-outputMax)
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      // Only the time limit sends a signal here; the program may have caught it.
      if (child.killed) reject(endless(command, msMax))
      else if (code === null) reject(ended(command, signal))
      else resolve({ code, ...said })
    })
  })
}

function endless(command: Command, msMax: number): KubeError {
  return new KubeError('KUBE_TIMEOUT', `${spelled(command)} did not end in ${msMax / 1000} s`, {
    reason: 'it was ended',
    next: [spelled(command)]
  })
}

function ended(command: Command, signal: NodeJS.Signals | null): KubeError {
  return new KubeError('KUBE_INTERNAL', `${spelled(command)} did not come to its end`, {
    reason: `it was ended by ${signal ?? 'something else'}`,
    next: [spelled(command)]
  })
}

const installs: Readonly<Record<string, readonly string[]>> = {
  certutil: ['apt-get install libnss3-tools'],
  tstclnt: ['apt-get install libnss3-tools'],
  'update-ca-certificates': ['apt-get install ca-certificates']
}

/** Runs them in turn; the first that fails ends it. @throws as `ran`, KUBE_DENIED, KUBE_INTERNAL with what the program said */
export async function runAll(commands: readonly Command[], env: Environment, interactive: boolean): Promise<void> {
  for (const command of commands) {
    const { code, out, err } = await ran(command, env, { interactive })
    if (code === 0) continue
    const words = (err || out).trim().split('\n').slice(-2).join(' ')
    const asks = command[0] === 'sudo'
    throw new KubeError(asks ? 'KUBE_DENIED' : 'KUBE_INTERNAL', `${spelled(command)} exited with ${code}`, {
      reason: words || 'it said nothing',
      next: [spelled(command)]
    })
  }
}
