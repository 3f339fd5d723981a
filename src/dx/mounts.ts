// Commands about mounts: mount, unmount, mounts.
import type { Context } from './command.ts'
import { formatTable } from './terminal.ts'

export async function mount(context: Context): Promise<number> {
  const [name, at] = context.args as [string, string]
  const over = context.on('over') ? { over: true } : {}
  const said = await context.client().call('mount', { name, at, ...over }, { signal: context.signal })
  if (context.terminal.json) context.terminal.value(said)
  else {
    for (const warning of said.warnings) context.terminal.warn(warning)
    context.terminal.data(said.at)
  }
  return 0
}

export async function unmount(context: Context): Promise<number> {
  const said = await context.client().call('unmount', { at: context.args[0]! }, { signal: context.signal })
  if (context.terminal.json) context.terminal.value(said)
  else context.terminal.data(said.at)
  return 0
}

export async function mounts({ client, terminal, signal }: Context): Promise<number> {
  const list = await client().call('mounts', {}, { signal })
  if (terminal.json) terminal.value(list)
  else if (list.length === 0) terminal.note('no mounts')
  else
    for (const line of formatTable(
      ['at', 'name'],
      list.map(({ at, name, missing }) => [at, missing ? `${name} (no record here)` : name])
    ))
      terminal.data(line)
  return 0
}
