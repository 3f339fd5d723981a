// The databases of NSS: one for Chromium and its kin, one in each profile of Firefox.
import path from 'node:path'
import { KubeError } from '../../base/errors.ts'
import type { StoreKind } from '../../base/trust-report.ts'
import { exists } from '../key-files.ts'
import { type Command, type Environment, ran } from './commands.ts'
import type { Root, TrustStore } from './store.ts'
import { same } from './system-store.ts'

/** @param dir the folder of `cert9.db`, which need not be there yet */
export function nssStore(kind: Exclude<StoreKind, 'system'>, dir: string, root: Root, env: Environment): TrustStore {
  const database = `sql:${dir}`
  const listing = async (...args: string[]) => await ran(['certutil', '-L', '-d', database, ...args], env)
  const isThere = () => exists(path.join(dir, 'cert9.db'))
  return {
    kind,
    where: dir,
    has: async () => {
      if (!(await isThere())) return false
      const { code, out } = await listing('-n', root.label, '-a')
      // A root that is there without the trust to vouch for web servers is none.
      return code === 0 && same(out, root.pem) && flagsOf((await listing()).out, root.label)?.startsWith('C') === true
    },
    adding: async () => {
      const makes: string[] = []
      const commands: Command[] = []
      if (!(await isThere())) {
        makes.push(...(await missingFolders(dir)))
        commands.push(['mkdir', '-p', '-m', '0700', dir], ['certutil', '-N', '-d', database, '--empty-password'])
      }
      commands.push(['certutil', '-A', '-d', database, '-t', 'C,,', '-n', root.label, '-i', root.file])
      return { makes, commands }
    },
    removing: async made => {
      if (!(await isThere())) return []
      const commands: Command[] = []
      if ((await listing('-n', root.label)).code === 0)
        commands.push(['certutil', '-D', '-d', database, '-n', root.label])
      const rest = [...(await nicknames(database, env))].filter(name => name !== root.label)
      // What was made for our root alone goes with it; a database that something else has come to use stays.
      if (made.length > 0 && rest.length === 0 && !(await hasKeys(database, env))) {
        const files = ['cert9.db', 'key4.db', 'pkcs11.txt'].map(name => path.join(dir, name))
        commands.push(['rm', '-f', ...files], ['rmdir', '--ignore-fail-on-non-empty', ...deepestFirst(made)])
      }
      return commands
    },
    handshake: async ({ port, name }) => {
      // Ends after the handshake, in which it checks the chain and the name.
      const asked: Command = ['tstclnt', '-h', '127.0.0.1', '-p', String(port), '-a', name, '-d', database, '-Q']
      const { code, out, err } = await ran(asked, env)
      if (code === 0) return 'nss'
      const reason = (err || out).trim().split('\n').at(-1) ?? ''
      throw new KubeError('KUBE_DENIED', 'the certificate is not taken', {
        reason: reason || `tstclnt exited with ${code}`
      })
    }
  }
}

/** Folders on the way that are not there yet. */
async function missingFolders(dir: string): Promise<string[]> {
  const missing: string[] = []
  for (let at = dir; !(await exists(at)); at = path.dirname(at)) missing.push(at)
  return missing
}

const deepestFirst = (folders: readonly string[]): string[] => [...folders].sort((a, b) => b.length - a.length)

/** Trust flags of a nickname in what `certutil -L` lists: `label    C,,`. */
function flagsOf(listing: string, label: string): string | undefined {
  const line = listing.split('\n').find(one => one.startsWith(label))
  return line?.slice(label.length).trim()
}

async function nicknames(database: string, env: Environment): Promise<Set<string>> {
  const { out } = await ran(['certutil', '-L', '-d', database], env)
  const lines = out.split('\n').filter(line => /\s[a-zA-Z]*,[a-zA-Z]*,[a-zA-Z]*\s*$/.test(line))
  return new Set(
    lines.map(line => line.trimEnd().replace(/\s+\S*$/, '')).filter(name => !name.startsWith('Certificate Nickname'))
  )
}

async function hasKeys(database: string, env: Environment): Promise<boolean> {
  const { code } = await ran(['certutil', '-K', '-d', database], env)
  return code === 0
}
