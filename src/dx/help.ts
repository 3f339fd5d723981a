// The text of `help`, from the same tables that the command line is read with; docs/cli.md is held against them.
import { nearest } from '../base/nearest.ts'
import { type Command, type Flag, findCommand, type Program, programFlags, usageError } from './command.ts'

function column(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd())
}

function flagText(flag: Flag): string {
  const short = flag.short === undefined ? '' : `-${flag.short}, `
  return `${short}--${flag.name}${flag.value === undefined ? '' : ` ${flag.value}`}`
}

/** One line of usage: `dx publish [DIR|NAME] [flags]`. */
export function usageLine(program: Program, command: Command): string {
  return [program.name, command.name, command.usage].filter(Boolean).join(' ')
}

export function programHelp(program: Program): string {
  return [
    program.summary,
    '',
    `usage: ${program.name} COMMAND [flags]`,
    '',
    ...column([
      ...program.commands.map(command => [`${command.name} ${command.usage}`.trim(), command.summary] as const),
      ['help [COMMAND]', 'show this, or more of one command'],
      ['version', 'print the version']
    ]),
    '',
    'Every command takes:',
    ...column(programFlags(program).map(flag => [flagText(flag), flag.help] as const)),
    '',
    `${program.name} help COMMAND says more of one.`
  ].join('\n')
}

export function commandHelp(program: Program, command: Command): string {
  return [
    command.summary,
    '',
    `usage: ${usageLine(program, command)}`,
    ...(command.details === undefined ? [] : ['', command.details]),
    '',
    ...column([...command.flags, ...programFlags(program)].map(flag => [flagText(flag), flag.help] as const))
  ].join('\n')
}

/** Help on the words after `help`. @throws KUBE_USAGE */
export function helpOn(program: Program, words: readonly string[]): string {
  if (words.length === 0) return programHelp(program)
  const found = findCommand(program, words)
  if (found !== undefined) return commandHelp(program, found.command)
  const inside = program.commands.filter(command => command.name.startsWith(`${words[0]} `))
  if (inside.length > 0) return inside.map(command => commandHelp(program, command)).join('\n\n')
  const near = nearest(
    words.join(' '),
    program.commands.map(command => command.name)
  )
  throw usageError(
    `${program.name} has no command ${JSON.stringify(words.join(' '))}`,
    [near === undefined ? `${program.name} help` : `${program.name} help ${near}`],
    near === undefined ? '' : `the nearest is ${near}`
  )
}
