// Command tables and the reading of a command line against them, for dx and kubed alike.
import { parseArgs } from 'node:util'
import { KubeError } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'
import type { ControlClient } from '../rpc/client.ts'
import type { Terminal } from './terminal.ts'

export interface Flag {
  /** Without the dashes: `to`, `no-build`. */
  readonly name: string
  readonly short?: string
  /** Placeholder of its value, e.g. `NAME`; a flag without one is a switch. */
  readonly value?: string
  readonly multiple?: boolean
  readonly help: string
}

export interface Context {
  readonly args: readonly string[]
  /** The last value of a flag. */
  text(name: string): string | undefined
  texts(name: string): readonly string[]
  on(name: string): boolean
  readonly terminal: Terminal
  /** Absolute path of the home. */
  readonly home: string
  /** URL of the KUBE at another machine that `client` leads to. */
  readonly kube: string | undefined
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
  /** How the process ends: what the second signal does, and the first when it has no effect in time. A command may set it. */
  readonly onEnd: EndPolicy
  client(): ControlClient
}

export interface EndPolicy {
  /** Exit status when the process has to be ended. */
  status: number
  /** Milliseconds from the first signal. */
  afterMs: number
  /** A broken pipe on stdout ends the process; a daemon outlives whoever read its output. */
  endsOnBrokenPipe: boolean
  /** Milliseconds from the end of the command to that of the process, whatever else still runs in it; else it is waited for. */
  lingerMs?: number
}

/** Gives the exit status. */
export type Run = (context: Context) => Promise<number>

export interface Command {
  /** One or two words: `publish`, `record get`. */
  readonly name: string
  /** What follows the name, e.g. `[DIR|NAME]`. */
  readonly usage: string
  /** One line. */
  readonly summary: string
  readonly details?: string
  readonly flags: readonly Flag[]
  /** Fewest and most positional arguments. */
  readonly arity: readonly [number, number]
  /** Loads what carries it out: start-up time is for the command that runs, not for all. */
  load(): Promise<Run>
}

export interface Program {
  readonly name: string
  readonly summary: string
  readonly commands: readonly Command[]
  /** Besides `commonFlags`, which every command of every program has. */
  readonly flags?: readonly Flag[]
  /** Command that runs when the first word is none. */
  readonly fallback?: string
}

/** Flags that every command has, of each program. */
export const commonFlags: readonly Flag[] = [
  { name: 'home', value: 'DIR', help: 'home of the daemon (default: KUBE_HOME, else ~/.kube)' },
  { name: 'json', help: 'machine-readable output, and errors as JSON on stderr' },
  { name: 'help', short: 'h', help: 'show this help' }
]

export interface Parsed {
  readonly command: Command
  readonly args: readonly string[]
  readonly flags: ReadonlyMap<string, readonly string[]>
}

export function usageError(message: string, next: readonly string[], reason = ''): KubeError {
  return new KubeError('KUBE_USAGE', message, { reason, next })
}

/** The command that the words begin with, and how many of them are its name. */
export function findCommand(
  program: Program,
  words: readonly string[]
): { command: Command; used: number } | undefined {
  for (const used of [2, 1]) {
    if (words.length < used) continue
    const name = words.slice(0, used).join(' ')
    const command = program.commands.find(one => one.name === name)
    if (command !== undefined) return { command, used }
  }
  return undefined
}

/** Flags that every command of a program has. */
export function programFlags({ flags = [] }: Program): readonly Flag[] {
  return [...flags, ...commonFlags]
}

/** What is left of a command line without the flags that every command has, and their values; `--help` aside. */
export function withoutProgramFlags(program: Program, argv: readonly string[]): string[] {
  const left: string[] = []
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!
    const found = programFlagAt(program, word)
    if (!found || found.flag.name === 'help') left.push(word)
    else at += found.words - 1
  }
  return left
}

/** A flag of all commands, and how many words it takes with its value. */
function programFlagAt(program: Program, word: string): { flag: Flag; words: number } | undefined {
  const flag = programFlags(program).find(({ name }) => word === `--${name}` || word.startsWith(`--${name}=`))
  return flag && { flag, words: flag.value === undefined || word.includes('=') ? 1 : 2 }
}

/** Flags of all commands may stand before the command: behind it they mean the same. */
function commandFirst(program: Program, argv: readonly string[]): readonly string[] {
  let at = 0
  while (at < argv.length) {
    const found = programFlagAt(program, argv[at]!)
    if (!found) break
    at += found.words
  }
  return [...argv.slice(at), ...argv.slice(0, at)]
}

/** @throws KUBE_USAGE naming the nearest known command or flag */
export function parseCommandLine(program: Program, given: readonly string[]): Parsed {
  const argv = commandFirst(program, given)
  const found = findCommand(program, argv)
  if (found === undefined && (program.fallback === undefined || (argv[0] !== undefined && !argv[0].startsWith('-')))) {
    throw unknownCommand(program, argv)
  }
  const command = found?.command ?? program.commands.find(one => one.name === program.fallback)!
  const { args, flags } = readTokens(program, command, argv.slice(found?.used ?? 0))
  const [fewest, most] = command.arity
  const help = [`${program.name} help ${command.name}`]
  if (!flags.has('help')) {
    if (args.length < fewest)
      throw usageError(`${program.name} ${command.name} needs more`, help, `it takes ${command.usage}`)
    if (args.length > most) {
      throw usageError(
        `${program.name} ${command.name} takes no further argument`,
        help,
        `there is one too many: ${args[most]}`
      )
    }
  }
  return { command, args, flags }
}

function unknownCommand(program: Program, argv: readonly string[]): KubeError {
  const words = argv.filter(word => !word.startsWith('-'))
  const names = [...program.commands.map(command => command.name), 'help', 'version']
  const first = words[0] ?? ''
  const inside = names.filter(name => name.startsWith(`${first} `))
  const near =
    inside.length > 0
      ? (nearest(words.slice(0, 2).join(' '), inside) ?? inside[0])
      : (nearest(
          first,
          names.filter(name => !name.includes(' '))
        ) ?? nearest(words.slice(0, 2).join(' '), names))
  const said = inside.length > 0 ? words.slice(0, 2).join(' ') : first
  return usageError(
    `${program.name} has no command ${JSON.stringify(said)}`,
    near === undefined ? [`${program.name} help`] : [`${program.name} ${near}`, `${program.name} help`],
    near === undefined ? `${program.name} help lists them` : `the nearest is ${near}`
  )
}

function readTokens(program: Program, command: Command, argv: readonly string[]) {
  const known = [...command.flags, ...programFlags(program)]
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      known.map(flag => [
        flag.name,
        {
          type: flag.value === undefined ? ('boolean' as const) : ('string' as const),
          ...(flag.short && { short: flag.short })
        }
      ])
    )
  })
  const args: string[] = []
  const flags = new Map<string, string[]>()
  const help = [`${program.name} help ${command.name}`]
  for (const token of tokens) {
    if (token.kind === 'positional') args.push(token.value)
    if (token.kind !== 'option') continue
    const flag = known.find(one => one.name === token.name)
    if (flag === undefined) throw unknownFlag(command, token.rawName, known, help)
    if (flag.value === undefined) {
      if (token.value !== undefined) throw usageError(`--${flag.name} takes no value`, help, 'it is there or not')
      flags.set(flag.name, [''])
      continue
    }
    if (token.value === undefined || (!token.inlineValue && token.value.startsWith('-') && token.value.length > 1)) {
      throw usageError(`--${flag.name} needs a value`, help, `write --${flag.name} ${flag.value}`)
    }
    flags.set(flag.name, flag.multiple === true ? [...(flags.get(flag.name) ?? []), token.value] : [token.value])
  }
  return { args, flags }
}

function unknownFlag(command: Command, said: string, known: readonly Flag[], help: readonly string[]): KubeError {
  const near = nearest(
    said,
    known.map(flag => `--${flag.name}`)
  )
  return usageError(
    `${command.name} has no flag ${said}`,
    help,
    near === undefined ? 'the help lists them' : `the nearest is ${near}`
  )
}
