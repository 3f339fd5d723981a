// Runs one command line to its exit status: reading it, help, errors as one line, signals, broken pipes.
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { KubeError, toKubeError } from '../base/errors.ts'
import { version } from '../base/version.ts'
import { type ControlClient, connect } from '../rpc/client.ts'
import type { Account } from '../rpc/signed-call.ts'
import type { Wire } from '../rpc/wire.ts'
import {
  type Context,
  type EndPolicy,
  type Parsed,
  type Program,
  parseCommandLine,
  withoutProgramFlags
} from './command.ts'
import { commandHelp, helpOn } from './help.ts'
import { Terminal, type TextStream } from './terminal.ts'

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly signal: AbortSignal
  readonly onEnd: EndPolicy
  /** Where it says what it says; by default the streams of the process. */
  readonly stdout?: TextStream
  readonly stderr?: TextStream
}

/** Home of the daemon: `--home`, else KUBE_HOME, else `~/.kube`; absolute. */
export function homeOf(flag: string | undefined, { env, cwd }: Pick<Surroundings, 'env' | 'cwd'>): string {
  return resolve(cwd, flag || env.KUBE_HOME || join(homedir(), '.kube'))
}

/** Runs a program as this process: gives the exit status, never throws. */
export async function runProcess(program: Program, argv: readonly string[]): Promise<number> {
  const onEnd: EndPolicy = { status: 130, afterMs: 3000, endsOnBrokenPipe: true }
  ignoreBrokenPipes(onEnd)
  const interrupt = new AbortController()
  const end = (signal: NodeJS.Signals) => {
    if (interrupt.signal.aborted) process.exit(onEnd.status)
    interrupt.abort(new KubeError('KUBE_INTERRUPTED', 'interrupted', { reason: `by ${signal}` }))
    setTimeout(() => process.exit(onEnd.status), onEnd.afterMs).unref()
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  try {
    return await runProgram(program, argv, {
      env: process.env,
      cwd: process.cwd(),
      signal: interrupt.signal,
      onEnd
    })
  } finally {
    process.off('SIGINT', end)
    process.off('SIGTERM', end)
    if (onEnd.lingerMs !== undefined) setTimeout(() => process.exit(), onEnd.lingerMs).unref()
  }
}

/** Whoever reads us may stop (`| head`): that is no error. */
function ignoreBrokenPipes(policy: EndPolicy): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      if (policy.endsOnBrokenPipe) process.exit(0)
    })
  }
}

/** Gives the exit status. */
export async function runProgram(program: Program, argv: readonly string[], around: Surroundings): Promise<number> {
  const { env, stdout, stderr } = around
  const terminal = new Terminal({ json: argv.includes('--json'), env, stdout, stderr })
  try {
    const said = wordsForAll(program, argv)
    if (said !== undefined) {
      terminal.data(said)
      return 0
    }
    const parsed = parseCommandLine(program, argv)
    if (parsed.flags.has('help')) {
      terminal.data(commandHelp(program, parsed.command))
      return 0
    }
    const run = await parsed.command.load()
    return await run(await contextOf(program, parsed, terminal, around))
  } catch (thrown) {
    // Whatever an interrupt broke on its way is no news; a daemon that could not stop in order is.
    const interrupted = around.signal.aborted && around.onEnd.status === 130
    const error = interrupted ? asInterrupted(thrown) : toKubeError(thrown)
    terminal.error(error)
    if (around.env.KUBE_DEBUG && thrown instanceof Error) process.stderr.write(`${thrown.stack}\n`)
    return error.exit
  }
}

/** `help`, `version` and their flags: what needs no command. */
function wordsForAll(program: Program, argv: readonly string[]): string | undefined {
  const [first, ...rest] = withoutProgramFlags(program, argv)
  if (first === 'version' || first === '--version' || first === '-v' || first === '-V') {
    return argv.includes('--json') ? JSON.stringify({ name: program.name, version }) : `${program.name} ${version}`
  }
  const asked = first === 'help' || first === '--help' || first === '-h'
  if (asked || (first === undefined && program.fallback === undefined)) {
    return helpOn(
      program,
      rest.filter(word => !word.startsWith('-'))
    )
  }
  return undefined
}

function asInterrupted(thrown: unknown): KubeError {
  const error = toKubeError(thrown)
  return error.code === 'KUBE_INTERRUPTED' ? error : new KubeError('KUBE_INTERRUPTED', 'interrupted', { cause: thrown })
}

/** In whose name to write; looked for once, and only by a command that writes. */
async function findPerson(
  client: ControlClient,
  terminal: Terminal,
  around: Surroundings
): Promise<Account | undefined> {
  const { chooseAccount, accountOf } = await import('./account.ts')
  const chosen = await chooseAccount(client, around, line => terminal.note(line))
  return chosen && accountOf(chosen.key)
}

/** The KUBE at another machine that is named: by a flag rather than by the environment. */
function kubeOf(program: Program, { flags, command }: Parsed, env: NodeJS.ProcessEnv): string | undefined {
  // Who logs in has nothing to come in with yet.
  if (!program.flags?.some(({ name }) => name === 'kube') || /^log(?:in|out)$/.test(command.name)) return undefined
  return flags.get('kube')?.at(-1) ?? ((flags.has('home') ? undefined : env.KUBE_URL) || undefined)
}

async function wireTo(url: string, home: string, flags: Parsed['flags'], env: NodeJS.ProcessEnv): Promise<Wire> {
  const [{ distantOf }, { distantWire }] = await Promise.all([import('./distant.ts'), import('../rpc/distant.ts')])
  return distantWire(distantOf(url, { home, env, ca: flags.get('ca')?.at(-1) }))
}

async function contextOf(program: Program, parsed: Parsed, terminal: Terminal, around: Surroundings): Promise<Context> {
  const { args, flags } = parsed
  const home = homeOf(flags.get('home')?.at(-1), around)
  const kube = kubeOf(program, parsed, around.env)
  const wire = kube === undefined ? undefined : await wireTo(kube, home, flags, around.env)
  let found: Promise<Account | undefined> | undefined
  const person = (): Promise<Account | undefined> => {
    found ??= findPerson(connect(home, { wire }), terminal, around)
    return found
  }
  return {
    args,
    text: name => flags.get(name)?.at(-1),
    texts: name => flags.get(name) ?? [],
    on: name => flags.has(name),
    terminal,
    home,
    kube,
    cwd: around.cwd,
    env: around.env,
    signal: around.signal,
    onEnd: around.onEnd,
    client: () => connect(home, { account: person, wire })
  }
}
