// `dx machine remove`: takes a machine out of the subnet, and says what that cannot do.
import type { Context } from './command.ts'

export async function machineRemove(context: Context): Promise<number> {
  const { terminal, signal, args } = context
  const removed = await context.client().call('machine.remove', { name: args[0]! }, { signal })
  if (terminal.json) terminal.value({ type: 'removed', ...removed })
  else {
    terminal.data(`removed ${removed.name} (${removed.id})`)
    terminal.note('it gets nothing new, and nothing that it says from now on counts')
  }
  terminal.warn(
    `what ${removed.name} holds already cannot be recalled: files it has stay readable there, and its web certificate is good for up to 90 days`
  )
  terminal.warn('the keys of people who used it go on: dx keys lists them, dx revoke KEY ends one')
  return 0
}
