// Which KUBE dx talks to: the daemon of a home on this machine, or with `--kube URL` (KUBE_URL) one at another machine, by
// the token and root CA of the environment, or of the login that was kept for it.
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { shellWord } from '../base/command-words.ts'
import { KubeError } from '../base/errors.ts'
import type { Distant } from '../rpc/distant.ts'

/** What is kept by `dx login`. */
interface Login {
  readonly token: string
  readonly ca: string
  /** `did:key` of the root of its subnet: later it is that one, or nobody. */
  readonly subnet?: string
}

export interface DistantOptions {
  readonly home: string
  readonly env: NodeJS.ProcessEnv
  /** File of the root CA, where one was named. */
  readonly ca: string | undefined
}

/** One file a KUBE: the host and port of its URL. */
function loginFile(home: string, url: string): string {
  const { host } = URL.canParse(url) ? new URL(url) : { host: url }
  return join(home, 'logins', `${host.replace(/[^A-Za-z0-9.-]/g, '_')}.json`)
}

/** @throws KUBE_UNAUTHORIZED without a token, KUBE_UNTRUSTED without a root CA, KUBE_KEYS_LOOSE */
export function distantOf(url: string, options: DistantOptions): Distant {
  const { home, env } = options
  const kept = env.KUBE_TOKEN && options.ca ? undefined : readLogin(loginFile(home, url))
  const token = env.KUBE_TOKEN?.trim() || kept?.token
  if (!token) {
    throw new KubeError('KUBE_UNAUTHORIZED', `there is no token for ${url}`, {
      reason: 'KUBE_TOKEN is not set, and nobody has logged in there from here',
      next: [`dx login ${shellWord(url)} --ca ca.crt`]
    })
  }
  // With another root CA than that of the login it may be another subnet.
  const subnet = options.ca || env.KUBE_CA ? undefined : kept?.subnet
  return { url, token, ca: rootCa(url, options, kept), ...(subnet !== undefined && { subnet }) }
}

/** The root CA that was named, else that of the login, else that of the home. @throws KUBE_UNTRUSTED */
export function rootCa(url: string, { home, env, ca }: DistantOptions, kept?: Pick<Login, 'ca'>): string {
  const named = ca || env.KUBE_CA
  if (!named && kept) return kept.ca
  const file = named || join(home, 'ca.crt')
  try {
    const text = readFileSync(file, 'utf8')
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error
  }
  throw new KubeError('KUBE_UNTRUSTED', `nothing says whom to trust at ${url}`, {
    reason: `${file} has no certificate`,
    next: [`dx --kube ${shellWord(url)} --ca FILE …    # with ca.crt from the home of a machine of the subnet`]
  })
}

/** @throws KUBE_KEYS_LOOSE for one that others may read */
function readLogin(file: string): Login | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error
    return undefined
  }
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new KubeError('KUBE_KEYS_LOOSE', `other users may read ${file}`, {
      reason: 'it holds a token',
      next: [`chmod 600 ${shellWord(file)}`]
    })
  }
  try {
    const { token, ca, subnet } = JSON.parse(text) as Partial<Login>
    if (typeof token !== 'string' || typeof ca !== 'string') return undefined
    return { token, ca, ...(typeof subnet === 'string' && { subnet }) }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Keeps what commands to this KUBE need, for this user alone. */
export function keepLogin(home: string, { url, token, ca, subnet }: Distant): string {
  const file = loginFile(home, url)
  const login: Login = { token, ca: String(ca), ...(subnet !== undefined && { subnet }) }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  rmSync(file, { force: true })
  writeFileSync(file, `${JSON.stringify(login)}\n`, { mode: 0o600, flag: 'wx' })
  chmodSync(file, 0o600)
  return file
}

/** Whether there was one. */
export function forgetLogin(home: string, url: string): boolean {
  const file = loginFile(home, url)
  const there = statSync(file, { throwIfNoEntry: false }) !== undefined
  rmSync(file, { force: true })
  return there
}
