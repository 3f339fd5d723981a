// `dx login`, `dx logout`: keeping the token and root CA of a KUBE at another machine, and forgetting them.
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { connect } from '../rpc/client.ts'
import { type Distant, distantWire } from '../rpc/distant.ts'
import { type Context, usageError } from './command.ts'
import { forgetLogin, keepLogin, rootCa } from './distant.ts'

export async function login(context: Context): Promise<number> {
  const { terminal, home, env, signal } = context
  const url = context.args[0]!
  const ca = rootCa(url, { home, env, ca: context.text('ca') })
  const token = env.KUBE_TOKEN?.trim() || (await readToken(context))
  const distant: Distant = { url, token, ca }
  // Kept once it has opened the door.
  const wire = distantWire(distant)
  await connect(home, { wire }).call('status', {}, { signal })
  // As it is shown, not as it is said.
  const { subnet } = await wire.partner()
  keepLogin(home, { ...distant, subnet })
  if (terminal.json) terminal.value({ type: 'login', url, subnet })
  else terminal.data(url)
  terminal.note(`commands go there with: dx --kube ${url} …`)
  return 0
}

/** From standard input, and on a terminal without showing it. */
async function readToken({ terminal, signal }: Context): Promise<string> {
  const shown = process.stdin.isTTY === true
  if (shown) terminal.note('token (is not shown):')
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: shown, signal })
  for await (const line of lines) {
    if (line.trim() !== '') return line.trim()
  }
  throw usageError(
    'there is no token to log in with',
    ['dx help login'],
    'it is read from standard input or KUBE_TOKEN'
  )
}

export async function logout(context: Context): Promise<number> {
  const { terminal, home } = context
  const url = context.args[0]!
  const forgotten = forgetLogin(home, url)
  if (terminal.json) terminal.value({ type: 'logout', url, forgotten })
  terminal.note(forgotten ? `forgotten; the token itself goes on: dx revoke ends it` : `nobody has logged in to ${url}`)
  return 0
}
