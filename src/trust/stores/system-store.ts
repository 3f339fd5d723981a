// The roots of the whole system, which curl, git, wget and Node with `--use-system-ca` go by: Debian's
// update-ca-certificates(8), and the keychain and registry of others, whose commands are spelled alone.
import fs from 'node:fs/promises'
import path from 'node:path'
import tls from 'node:tls'
import { type Command, type Environment, findProgram } from './commands.ts'
import { handshakeWith, readBundle } from './handshake.ts'
import type { Root, TrustStore } from './store.ts'

export interface DebianFolders {
  /** What administrators add. */
  readonly local: string
  /** What programs read. */
  readonly etc: string
}

const usual: DebianFolders = { local: '/usr/local/share/ca-certificates', etc: '/etc/ssl/certs' }

/** Undefined where the system has no `update-ca-certificates`. */
export function debianStore(root: Root, env: Environment, folders: DebianFolders = usual): TrustStore | undefined {
  if (findProgram('update-ca-certificates', env) === undefined) return undefined
  const { local, etc } = folders
  const file = path.join(local, `kube-${root.sha256.slice(0, 16)}.crt`)
  const bundle = path.join(etc, 'ca-certificates.crt')
  const places = folders === usual ? [] : ['--localcertsdir', local, '--etccertsdir', etc]
  const asRoot = (command: Command): Command => (isRoot() ? command : ['sudo', ...command])
  return {
    kind: 'system',
    where: etc,
    has: async () => {
      const known = (await readBundle(bundle)).some(pem => same(pem, root.pem))
      return known && (await readBundle(file)).some(pem => same(pem, root.pem))
    },
    adding: async () => ({
      makes: [],
      commands: [
        asRoot(['install', '-D', '-m', '0644', root.file, file]),
        asRoot(['update-ca-certificates', ...places])
      ]
    }),
    removing: async () => {
      // Without --fresh the links to what is gone would stay behind.
      const commands: Command[] = [asRoot(['rm', '-f', file]), asRoot(['update-ca-certificates', '--fresh', ...places])]
      const there = await fs.stat(file).catch(() => undefined)
      const listed = (await readBundle(bundle)).some(pem => same(pem, root.pem))
      return there === undefined && !listed ? [] : commands
    },
    handshake: async server => {
      await handshakeWith(await readBundle(bundle), server)
      return 'tls'
    }
  }
}

/** The system keychain of macOS, which Safari and Chrome go by too. */
export function macosStore(root: Root): TrustStore {
  const keychain = '/Library/Keychains/System.keychain'
  return {
    kind: 'system',
    where: keychain,
    has: async () => tls.getCACertificates('system').some(pem => same(pem, root.pem)),
    adding: async () => ({
      makes: [],
      commands: [['sudo', 'security', 'add-trusted-cert', '-d', '-r', 'trustRoot', '-k', keychain, root.file]]
    }),
    removing: async () => [['sudo', 'security', 'delete-certificate', '-Z', root.sha1.toUpperCase(), '-t', keychain]],
    handshake: async server => {
      await handshakeWith(tls.getCACertificates('system'), server)
      return 'tls'
    }
  }
}

/** The roots of the user on Windows, which Edge and Chrome go by too. */
export function windowsStore(root: Root): TrustStore {
  return {
    kind: 'system',
    where: 'CurrentUser\\Root',
    has: async () => tls.getCACertificates('system').some(pem => same(pem, root.pem)),
    adding: async () => ({ makes: [], commands: [['certutil.exe', '-user', '-addstore', 'Root', root.file]] }),
    removing: async () => [['certutil.exe', '-user', '-delstore', 'Root', root.sha1]],
    handshake: async server => {
      await handshakeWith(tls.getCACertificates('system'), server)
      return 'tls'
    }
  }
}

function isRoot(): boolean {
  return process.geteuid?.() === 0
}

export function same(a: string, b: string): boolean {
  return a.replace(/\s/g, '') === b.replace(/\s/g, '')
}
