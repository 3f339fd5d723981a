// The person's SSH key, found as git finds the one that it signs with (contract.md, Trust): `user.signingKey` where
// `gpg.format` is ssh, else the first key of the agent, else `~/.ssh/id_ed25519`.
import { execFile } from 'node:child_process'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { shellWord } from '../base/command-words.ts'
import { KubeError } from '../base/errors.ts'
import { isSameKey, readSshKey, type SshKey, sshKeyOfLine } from '../base/ssh-key.ts'
import { FieldReader } from '../base/ssh-wire.ts'
import { sshsigBlob, sshsigMessage } from '../base/sshsig.ts'
import { type AgentKey, agentKeys, agentSign } from './ssh-agent.ts'
import { hasTerminal, type PrivateFile, readPrivateFile, readText, signByFile, signHere } from './ssh-file.ts'

export interface AccountKey {
  readonly key: SshKey
  /** The person's name, as git has it; empty where it has none. */
  readonly name: string
  /** Said to be used, not merely found. */
  readonly configured: boolean
  /** Where it is, for people. */
  readonly where: string
  /** Why it cannot sign now. */
  readonly locked: string | undefined
  /** An SSHSIG blob. @throws KUBE_KEY_LOCKED */
  sign(payload: Uint8Array, namespace: string): Promise<Uint8Array>
  /** A bare signature over these bytes: of an Ed25519 key that ssh-keygen is not needed for. */
  readonly signBare: ((bytes: Uint8Array) => Promise<Uint8Array>) | undefined
}

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
}

interface GitSettings {
  readonly format?: string
  readonly signingKey?: string
  readonly name: string
}

/**
 * Keys in the order in which they are to be tried: one that is configured stands alone.
 * @throws KUBE_KEY_INVALID, KUBE_KEY_LOCKED for a configured one that is not there
 */
export async function accountKeys(around: Surroundings): Promise<AccountKey[]> {
  const { format, signingKey, name } = await gitSettings(around)
  const socket = around.env.SSH_AUTH_SOCK
  const agent = socket ? await agentKeys(socket) : []
  if (format === 'ssh' && signingKey !== undefined && signingKey !== '') {
    return [configuredKey(signingKey, name, agent, around)]
  }
  const found: AccountKey[] = []
  const first = agent.flatMap(knownKey)[0]
  if (first && socket) found.push(byAgent(socket, first, { name, configured: false }))
  const path = join(homeOf(around.env), '.ssh/id_ed25519')
  const file = readPrivateFile(path)
  if (file?.key && !found.some(({ key }) => isSameKey(key, file.key!))) {
    found.push(byFile(file, file.key, { name, configured: false }))
  }
  return found
}

const homeOf = (env: NodeJS.ProcessEnv): string => env.HOME || homedir()

/** A key of the agent that is of a kind that counts here. */
function knownKey({ blob }: AgentKey): SshKey[] {
  try {
    return [readSshKey(blob)]
  } catch (error) {
    if (error instanceof KubeError) return []
    throw error
  }
}

function configuredKey(said: string, name: string, agent: readonly AgentKey[], { env, cwd }: Surroundings): AccountKey {
  const about = { name, configured: true }
  const literal = said.startsWith('key::') ? said.slice('key::'.length) : /^(?:ssh|ecdsa)-\S+ /.test(said) ? said : ''
  const socket = env.SSH_AUTH_SOCK
  const inAgent = (key: SshKey): boolean => agent.some(held => isSameKey(held, key))
  if (literal !== '') {
    const key = sshKeyOfLine(literal)
    if (socket && inAgent(key)) return byAgent(socket, key, about)
    throw missing('the key in user.signingKey is not in the ssh-agent', 'git has only its public half', ['ssh-add -l'])
  }
  const path = said.startsWith('~/') ? join(homeOf(env), said.slice(2)) : resolve(cwd, said)
  const file = readPrivateFile(path.replace(/\.pub$/, ''))
  const text = readText(path)
  const line = text === undefined || text.includes('PRIVATE KEY-----') ? readText(`${path}.pub`) : text
  const key = file?.key ?? (line === undefined ? undefined : sshKeyOfLine(line))
  if (key === undefined) {
    throw missing(`the key in user.signingKey is not there: ${path}`, 'neither it nor its public half can be read', [
      `ls -l ${shellWord(path)}`
    ])
  }
  if (socket && inAgent(key)) return byAgent(socket, key, about)
  if (file) return byFile(file, key, about)
  throw missing(`only the public half of ${path} is there`, 'and the ssh-agent does not have it', ['ssh-add -l'])
}

function missing(message: string, reason: string, next: readonly string[]): KubeError {
  return new KubeError('KUBE_KEY_LOCKED', message, { reason, next: [...next, 'git config --get user.signingKey'] })
}

type About = Pick<AccountKey, 'name' | 'configured'>

function byAgent(socket: string, key: SshKey, about: About): AccountKey {
  const bare = async (bytes: Uint8Array): Promise<Uint8Array> => {
    const reader = new FieldReader(await agentSign(socket, key.blob, bytes))
    reader.field()
    return reader.field()
  }
  return {
    ...about,
    key,
    where: 'the ssh-agent',
    locked: undefined,
    sign: async (payload, namespace) =>
      sshsigBlob(key, namespace, await agentSign(socket, key.blob, sshsigMessage(payload, namespace))),
    signBare: key.type === 'ssh-ed25519' ? bare : undefined
  }
}

function byFile(file: PrivateFile, key: SshKey, about: About): AccountKey {
  const { ed25519, path } = file
  // What was merely found asks nobody for a passphrase; without a terminal nobody can be asked.
  const blocked = file.locked && !(about.configured && hasTerminal())
  return {
    ...about,
    key,
    where: path,
    locked: blocked ? 'it has a passphrase' : undefined,
    sign: (payload, namespace) => signByFile(file, key, payload, namespace),
    signBare: ed25519 && (async bytes => signHere(ed25519, bytes))
  }
}

/** What git would use here; nothing where there is no git. */
function gitSettings({ env, cwd }: Surroundings): Promise<GitSettings> {
  const args = ['config', '--null', '--get-regexp', '^(gpg\\.format|user\\.(signingkey|name))$']
  return new Promise(settle => {
    execFile('git', args, { env, cwd, encoding: 'utf8', maxBuffer: 1 << 20 }, (_error, out) => {
      // Exit 1: none of them is set. The last of several values counts.
      const values = new Map<string, string>()
      for (const pair of out.split('\0')) {
        const at = pair.indexOf('\n')
        if (at > 0) values.set(pair.slice(0, at), pair.slice(at + 1))
      }
      const [format, signingKey] = [values.get('gpg.format'), values.get('user.signingkey')]
      settle({
        ...(format !== undefined && { format }),
        ...(signingKey !== undefined && { signingKey }),
        name: values.get('user.name') ?? ''
      })
    })
  })
}
