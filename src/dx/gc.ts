// `dx gc`: shows what retention lets go and what that frees, then frees it.
import type { GcReport } from '../rpc/gc-report.ts'
import type { Context } from './command.ts'
import { formatBytes, formatTable } from './terminal.ts'

export async function gc(context: Context): Promise<number> {
  const { terminal, signal } = context
  const dryRun = context.on('dry-run')
  const unfinished = context.on('unfinished')
  const client = context.client()
  if (terminal.json) {
    terminal.value(await client.call('gc', { dryRun, unfinished }, { signal }))
    return 0
  }
  const found = await client.call('gc', { dryRun: true, unfinished, sign: !dryRun }, { signal })
  for (const line of tableOf(found)) terminal.data(line)
  const { objects, bytes } = found.waiting
  if (objects > 0) terminal.note(`${countOf(objects, bytes)} more will go ${conditionOf(found)}`)
  const { recent } = found
  if (recent.objects > 0) {
    const left = `${countOf(recent.objects, recent.bytes)} of publishes that were broken off`
    terminal.note(`${left} will go within a day (dx gc --unfinished frees them now)`)
  }
  if (found.total.objects === 0) terminal.note('nothing can be freed now')
  else if (!dryRun) {
    const { freed } = await client.call('gc', { unfinished }, { signal })
    terminal.note(`freed ${countOf(freed!.objects, freed!.bytes)}`)
  }
  return 0
}

function tableOf({ realms, unlisted }: GcReport): string[] {
  const rows = realms.map(({ name, objects, bytes }) => [name ?? '(machines)', String(objects), formatBytes(bytes)])
  if (unlisted.objects > 0) rows.push(['(never published)', String(unlisted.objects), formatBytes(unlisted.bytes)])
  return rows.length === 0 ? [] : formatTable(['realm', 'objects', 'frees'], rows)
}

function countOf(objects: number, bytes: number): string {
  return `${objects} ${objects === 1 ? 'object' : 'objects'} (${formatBytes(bytes)})`
}

function conditionOf({ waiting }: GcReport): string {
  return waiting.members.length === 0
    ? 'when enough admins have signed a checkpoint that covers them (kubed checkpoint says who has)'
    : `when these have what the checkpoint covers: ${waiting.members.join(', ')}`
}
