// Commands that look into the graph: resolve, record get.
import type { Resolved } from '../rpc/api.ts'
import { type Context, usageError } from './command.ts'
import { formatTable, formatTime } from './terminal.ts'

export async function resolve(context: Context): Promise<number> {
  const { terminal, signal } = context
  const [asked] = context.args as [string]
  const explain = context.on('explain') ? { explain: true } : {}
  const request = asked.toLowerCase().startsWith('dxn:')
    ? { dxn: asked.slice(4), ...explain }
    : { url: asked, ...explain }
  const resolved = await context.client().call('resolve', request, { signal })
  if (terminal.json) terminal.value(resolved)
  else for (const line of describeResolved(resolved)) terminal.data(line)
  return 0
}

/** The parts, then, where asked for, the hops by which they were reached. */
export function describeResolved(resolved: Resolved): string[] {
  const parts = resolved.parts.map(({ path, record, resource }) => [
    path === '' ? '.' : path,
    record !== undefined ? 'record' : resource !== undefined ? 'resource' : '-',
    record ?? resource ?? '-'
  ])
  const lines = parts.length === 0 ? [] : formatTable(['path', 'kind', 'id'], parts)
  if (resolved.hops === undefined || resolved.hops.length === 0) return lines
  const hops = resolved.hops.map(hop => [hop.ref, hop.rule, hop.signer ?? '-', hop.age ? formatTime(hop.age) : '-'])
  return [...lines, '', ...formatTable(['ref', 'rule', 'signer', 'since'], hops)]
}

export async function recordGet(context: Context): Promise<number> {
  const { terminal, signal } = context
  const own = context.on('own') ? { own: true } : {}
  const { json, yaml } = await context.client().call('record.get', { name: context.args[0]!, ...own }, { signal })
  if (terminal.json) terminal.value(json)
  else terminal.data(yaml.replace(/\n+$/, ''))
  return 0
}

export async function recordChildren(context: Context): Promise<number> {
  const { terminal, signal } = context
  const after = context.text('after')
  const limit = context.text('limit')
  if (limit !== undefined && !/^[1-9]\d{0,5}$/.test(limit)) {
    throw usageError(`--limit ${limit} is no number`, ['dx help record children'])
  }
  const page = { ...(after !== undefined && { after }), ...(limit !== undefined && { limit: Number(limit) }) }
  const children = await context.client().call('record.children', { name: context.args[0]!, ...page }, { signal })
  if (terminal.json) terminal.value(children)
  else for (const { name } of children) terminal.data(name)
  return 0
}
