// Which stores this machine has, for this user.
import fs from 'node:fs/promises'
import path from 'node:path'
import type { StoreSystem } from '../../base/trust-report.ts'
import { type Environment, findProgram } from './commands.ts'
import { nssStore } from './nss-store.ts'
import type { Root, TrustStore } from './store.ts'
import { debianStore, macosStore, windowsStore } from './system-store.ts'

const chromiums = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'brave-browser',
  'microsoft-edge',
  'vivaldi'
]
/** Where the database is that Chromium reads, the usual place first. */
const chromiumFolders = ['.pki/nssdb', '.local/share/pki/nssdb', 'snap/chromium/current/.pki/nssdb']
const firefoxFolders = [
  '.mozilla/firefox',
  '.config/mozilla/firefox',
  'snap/firefox/common/.mozilla/firefox',
  '.var/app/org.mozilla.firefox/.mozilla/firefox'
]

export async function knownStores(system: StoreSystem, root: Root, env: Environment): Promise<TrustStore[]> {
  if (system === 'macos') return [macosStore(root)]
  if (system === 'windows') return [windowsStore(root)]
  const stores: TrustStore[] = []
  const debian = debianStore(root, env)
  if (debian) stores.push(debian)
  for (const dir of await chromiumDatabases(env)) stores.push(nssStore('chromium', dir, root, env))
  for (const dir of await firefoxProfiles(env)) stores.push(nssStore('firefox', dir, root, env))
  return stores
}

async function chromiumDatabases(env: Environment): Promise<string[]> {
  const folders = chromiumFolders.map(folder => path.join(env.HOME ?? '/', folder))
  const found: string[] = []
  for (const folder of folders) if (await isFile(path.join(folder, 'cert9.db'))) found.push(folder)
  if (found.length > 0) return found
  // Chromium takes up a database that is made before its first start.
  return chromiums.some(name => findProgram(name, env) !== undefined) ? folders.slice(0, 1) : []
}

async function firefoxProfiles(env: Environment): Promise<string[]> {
  const found: string[] = []
  for (const folder of firefoxFolders.map(name => path.join(env.HOME ?? '/', name))) {
    for (const entry of await fs.readdir(folder, { withFileTypes: true }).catch(absent([]))) {
      const profile = path.join(folder, entry.name)
      if (entry.isDirectory() && (await isFile(path.join(profile, 'cert9.db')))) found.push(profile)
    }
  }
  return found.sort()
}

async function isFile(file: string): Promise<boolean> {
  return (await fs.stat(file).catch(absent(undefined)))?.isFile() ?? false
}

/** Gives `instead` for what is not there; all other errors are passed on. */
function absent<Instead>(instead: Instead): (error: unknown) => Instead {
  return error => {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return instead
    throw error
  }
}
