// `dx rules`: which merge rules are in force, and which machines know which; `dx rules raise` puts newer ones in force.
import type { RulesStatus } from '../rpc/rules-report.ts'
import type { Context } from './command.ts'
import { formatTable } from './terminal.ts'

export async function rules(context: Context): Promise<number> {
  const { terminal, signal } = context
  const found = await context.client().call('rules', {}, { signal })
  if (terminal.json) {
    terminal.value(found)
    return 0
  }
  const rows = found.machines.map(({ name, version, rules: known }) => [name, version || '-', String(known)])
  for (const line of formatTable(['machine', 'kubed', 'knows rules'], rows)) terminal.data(line)
  terminal.data('')
  terminal.data(`In force: ${found.inForce}`)
  const next = raisable(found)
  if (next > found.inForce) terminal.note(`every machine knows rules ${next}: dx rules raise puts them in force`)
  return 0
}

/** The newest that every machine knows. */
function raisable({ machines, known }: RulesStatus): number {
  return Math.min(known, ...machines.map(machine => machine.rules))
}

export async function raiseRules(context: Context): Promise<number> {
  const { terminal, signal } = context
  const client = context.client()
  const before = await client.call('rules', {}, { signal })
  if (before.known > before.inForce) {
    await client.call('record.set', { name: '/', text: `rules: ${before.known}\n`, merge: true }, { signal })
  }
  const after = await client.call('rules', {}, { signal })
  if (terminal.json) terminal.value(after)
  else if (after.inForce > before.inForce) terminal.note(`rules ${after.inForce} are in force`)
  else terminal.note(`nothing to do: rules ${after.inForce} are in force, and this kubed knows no newer ones`)
  return 0
}
