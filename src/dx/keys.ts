// Commands about keys and rights: keys, whoami, grant, revoke.
import { parseDuration } from '../base/duration.ts'
import { sshFingerprint } from '../base/ssh-key.ts'
import type { ListedKey } from '../rpc/grant-report.ts'
import { chooseAccount } from './account.ts'
import { type Context, usageError } from './command.ts'
import { formatTable, formatTime } from './terminal.ts'

export async function keys(context: Context): Promise<number> {
  const { terminal, signal } = context
  const list = await context.client().call('keys', {}, { signal })
  if (context.on('allowed-signers')) for (const key of list) terminal.data(allowedSigner(key))
  else if (terminal.json) terminal.value(list)
  else {
    const rows = list.map(key => [
      key.kind,
      key.name || '-',
      fingerprintOf(key),
      key.revoked ? 'revoked' : key.roles.join(', ') || '-'
    ])
    for (const line of formatTable(['kind', 'name', 'key', 'roles'], rows)) terminal.data(line)
  }
  return 0
}

function fingerprintOf({ key }: ListedKey): string {
  return sshFingerprint(new Uint8Array(Buffer.from(key.split(' ')[1] ?? '', 'base64')))
}

/**
 * A line of OpenSSH's allowed-signers file (ssh-keygen(1), ALLOWED SIGNERS). Keys that were revoked are in it: what they
 * signed before is still theirs, and the graph shows no other.
 */
export function allowedSigner({
  name,
  subject,
  key,
  revoked
}: Pick<ListedKey, 'name' | 'subject' | 'key' | 'revoked'>): string {
  const principal = (name || subject).replace(/[\s\p{Cc}",*?!#\\]/gu, '-')
  return `${principal} namespaces="git" ${key}${revoked ? ' revoked' : ''}`
}

export async function whoami(context: Context): Promise<number> {
  const { terminal, signal, env, cwd } = context
  const client = context.client()
  const chosen = await chooseAccount(client, { env, cwd }, line => terminal.note(line))
  const self = chosen ? undefined : await client.call('account', {}, { signal })
  const roles = chosen?.roles ?? self?.roles ?? []
  const value = {
    kind: chosen ? 'account' : 'machine',
    subject: chosen?.key.key.subject ?? self?.subject ?? '',
    ...(chosen && { fingerprint: sshFingerprint(chosen.key.key.blob), key: chosen.key.where }),
    roles
  }
  if (terminal.json) terminal.value(value)
  else {
    terminal.data(
      chosen ? `${value.fingerprint} (${value.key})` : context.kube ? `the machine at ${context.kube}` : 'this machine'
    )
    terminal.data(`  ${value.subject}`)
    terminal.data(`  ${roles.join(', ') || 'no roles'}`)
  }
  return 0
}

export async function grant(context: Context): Promise<number> {
  const { terminal, signal } = context
  const [role, name] = context.args as [string, string | undefined]
  const [to, ttl] = [context.text('to'), context.text('ttl')]
  const ttlMs = ttl === undefined ? undefined : parseDuration(ttl)
  if (ttl !== undefined && ttlMs === undefined) {
    throw usageError(`--ttl ${ttl} is no duration`, ['dx help grant'], 'write 30s, 15m or 1h')
  }
  const request = {
    role,
    ...(name !== undefined && { name }),
    ...(to !== undefined && { to: await readKey(context, to) }),
    ...(ttlMs !== undefined && { ttlMs })
  }
  const made = await context.client().call('grant', request, { signal })
  if (terminal.json) terminal.value(made)
  else {
    terminal.data(made.token ?? made.id)
    const until = made.expires === null ? 'until it is revoked' : `until ${formatTime(made.expires)}`
    terminal.note(`good ${until}; to end it: dx revoke ${made.id}`)
  }
  return 0
}

/** A key, a token or a machine, or the file that has a key or token: what is no path is a machine's name first. */
async function readKey(context: Context, text: string): Promise<string> {
  const { readText } = await import('./ssh-file.ts')
  const found = /[ \t]/.test(text) ? undefined : readText(text)
  if (found === undefined) return text
  const isMachine = async (): Promise<boolean> => {
    const machines = await context.client().call('machines', {}, { signal: context.signal })
    return machines.some(({ name, id }) => name === text || id === text)
  }
  return !text.includes('/') && (await isMachine()) ? text : (found.trim().split('\n')[0] ?? text)
}

/** The id of a token: the token itself goes no further. */
function tokenId(text: string): string | undefined {
  const [, payload = '', ...rest] = text.split('.')
  if (!text.startsWith('eyJ') || rest.length !== 1) return undefined
  try {
    const { jti } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { jti?: unknown }
    return typeof jti === 'string' ? jti.replace(/^urn:uuid:/, '') : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export async function revoke(context: Context): Promise<number> {
  const { terminal, signal } = context
  const text = await readKey(context, context.args[0]!)
  const what = tokenId(text) ?? text
  const said = await context.client().call('revoke', { what }, { signal })
  if (terminal.json) terminal.value(said)
  else for (const id of said.revoked) terminal.data(id)
  terminal.note('what it was used for before stays; what others hold already cannot be recalled')
  return 0
}
