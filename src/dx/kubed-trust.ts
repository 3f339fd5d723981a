// `kubed trust` and `kubed untrust`: the subnet's root CA in the stores of this machine. Needs no daemon.
import type { StoreKind, StoreOutcome, StoreSystem } from '../base/trust-report.ts'
import { type Context, usageError } from './command.ts'
import type { Parts } from './kubed-start.ts'

const kinds: readonly StoreKind[] = ['system', 'chromium', 'firefox']
const systems: readonly StoreSystem[] = ['linux', 'macos', 'windows']
const platforms: Readonly<Record<string, StoreSystem>> = { darwin: 'macos', win32: 'windows' }

export function thisSystem(platform: string = process.platform): StoreSystem {
  return platforms[platform] ?? 'linux'
}

export async function changeTrust(context: Context, parts: Parts, how: 'trust' | 'untrust'): Promise<number> {
  const { terminal, home, env } = context
  const dryRun = context.on('dry-run')
  const help = [`kubed help ${how}`]
  const stores = context.texts('store').map(text => known(kinds, text, '--store', help))
  const os = context.text('os')
  const system = os === undefined ? thisSystem() : known(systems, os, '--os', help)
  if (system !== thisSystem() && !dryRun) {
    throw usageError(
      `--os ${system} is another system than this`,
      help,
      'its commands can only be shown: add --dry-run'
    )
  }
  const interactive = process.stdin.isTTY === true
  const outcomes = await parts.changeTrust({ home, how, dryRun, stores, system, env, interactive })
  if (terminal.json) terminal.value(outcomes)
  else if (dryRun) for (const { commands } of outcomes) for (const command of commands) terminal.data(command)
  else for (const outcome of outcomes) terminal.data(describe(outcome))
  for (const outcome of outcomes) if (outcome.state === 'failed') terminal.warn(failure(outcome))
  if (outcomes.length === 0) terminal.warn('no store of trusted certificates was found on this machine')
  if (!dryRun && outcomes.some(({ state }) => state === 'trusted' || state === 'removed')) {
    terminal.note('browsers that run see it after their next start')
  }
  return outcomes.length > 0 && outcomes.every(({ state }) => state !== 'failed') ? 0 : 1
}

function known<Word extends string>(words: readonly Word[], text: string, flag: string, help: readonly string[]): Word {
  const found = words.find(word => word === text)
  if (found !== undefined) return found
  throw usageError(`${flag} ${text} is none`, help, `write one of ${words.join(', ')}`)
}

const checkedBy = {
  tls: 'a handshake with the roots of this store',
  nss: 'a handshake by NSS with this database'
} as const

function describe({ store, where, state, verified, reason }: StoreOutcome): string {
  const checked = verified === null ? '' : `, checked by ${checkedBy[verified]}`
  return `${store.padEnd(8)}  ${state.padEnd(9)}  ${where}${reason === '' ? '' : ` (${reason})`}${checked}`
}

function failure({ store, where, reason, commands, next }: StoreOutcome): string {
  const by = commands.length === 0 ? '' : `; by hand: ${commands.join(' && ')}`
  const more = next.filter(one => !commands.includes(one))
  return `${store} store ${where}: ${reason}${more.length === 0 ? '' : `; try: ${more.join(', or: ')}`}${by}`
}
