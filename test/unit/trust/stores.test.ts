// Stores of trusted roots, each the real one: Debian's update-ca-certificates in folders of its own, NSS databases by
// certutil. A store counts as trusting when a handshake says so, by this program, by NSS, by curl and by openssl.
import { X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sha256, toHex } from '../../../src/base/bytes.ts'
import { findProgram, ran, runAll, spelled } from '../../../src/trust/stores/commands.ts'
import { serveHandshakes } from '../../../src/trust/stores/handshake.ts'
import { knownStores } from '../../../src/trust/stores/known-stores.ts'
import { nssStore } from '../../../src/trust/stores/nss-store.ts'
import type { Root, TrustStore } from '../../../src/trust/stores/store.ts'
import { debianStore } from '../../../src/trust/stores/system-store.ts'
import { changeTrust } from '../../../src/trust/stores/trusting.ts'
import { run } from '../../support/kube-process.ts'
import { openCertificatesFor } from '../../support/subnet.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const env = process.env
const has = (name: string): boolean => findProgram(name, env) !== undefined
let dir: string
let root: Root
let server: Awaited<ReturnType<typeof serveHandshakes>>

beforeEach(async () => {
  dir = await temporaryFolder()
  const { pem, keysDir } = await openCertificatesFor(dir)
  const file = path.join(dir, 'ca.crt')
  fs.writeFileSync(file, pem)
  const certificate = new X509Certificate(pem)
  const hex = (text: string): string => text.replaceAll(':', '').toLowerCase()
  const label = 'KUBE subnet test'
  root = { file, pem, sha256: hex(certificate.fingerprint256), sha1: hex(certificate.fingerprint), label }
  server = await serveHandshakes(keysDir, 'kube.localhost', env)
})
afterEach(() => server.close())

/** Every file and link below a folder, with what it holds. */
function listing(folder: string): Record<string, string> {
  const found: Record<string, string> = {}
  if (!fs.existsSync(folder)) return found
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isSymbolicLink()) found[file] = fs.readlinkSync(file)
    else if (entry.isFile()) found[file] = toHex(sha256(new Uint8Array(fs.readFileSync(file))))
  }
  return found
}

async function add(store: TrustStore): Promise<readonly string[]> {
  const { makes, commands } = await store.adding()
  await runAll(commands, env, false)
  return makes
}

async function remove(store: TrustStore, made: readonly string[]): Promise<void> {
  await runAll(await store.removing(made), env, false)
}

describe('the store of the system', () => {
  const folders = () => ({ local: path.join(dir, 'local'), etc: path.join(dir, 'etc') })

  test('takes the root, which curl, openssl and Node then go by, and gives it up without a trace', async ({ skip }) => {
    skip(!has('update-ca-certificates') || process.geteuid?.() !== 0, 'needs Debian and its root user')
    const { local, etc } = folders()
    fs.mkdirSync(local)
    fs.mkdirSync(etc)
    const store = debianStore(root, env, { local, etc })!
    await runAll([['update-ca-certificates', '--localcertsdir', local, '--etccertsdir', etc]], env, false)
    const before = listing(dir)
    await expect(store.handshake(server)).rejects.toMatchObject({ code: 'KUBE_DENIED' })
    expect(await store.has()).toBe(false)

    const made = await add(store)
    expect([await store.has(), await store.handshake(server)]).toEqual([true, 'tls'])
    const url = `https://kube.localhost:${server.port}/`
    const curl = await run('curl', ['-sS', '--capath', etc, '--cacert', path.join(etc, 'ca-certificates.crt'), url])
    expect(curl.code, curl.err).toBe(0)
    const checked = ['-CApath', etc, '-verify_return_error', '-verify_hostname', 'kube.localhost']
    const openssl = await run('openssl', ['s_client', '-connect', `127.0.0.1:${server.port}`, ...checked], {
      input: ''
    })
    expect(openssl.out).toMatch(/Verify return code: 0 \(ok\)/)

    await remove(store, made)
    expect(await store.has()).toBe(false)
    await expect(store.handshake(server)).rejects.toMatchObject({ code: 'KUBE_DENIED' })
    expect(listing(dir)).toEqual(before)
    expect(await store.removing([])).toEqual([])
  }, 60_000)
})

describe('an NSS database', () => {
  test('is made for the root where there is none, and goes with it', async ({ skip }) => {
    skip(!has('certutil') || !has('tstclnt'), 'needs libnss3-tools')
    const before = listing(dir)
    const store = nssStore('chromium', path.join(dir, 'home/.pki/nssdb'), root, env)
    expect(await store.has()).toBe(false)
    const made = await add(store)
    expect([await store.has(), await store.handshake(server)]).toEqual([true, 'nss'])
    await remove(store, made)
    expect(await store.has()).toBe(false)
    expect(listing(dir)).toEqual(before)
    expect(fs.existsSync(path.join(dir, 'home'))).toBe(false)
  }, 30_000)

  test('of a Firefox profile keeps what else is in it; without the root its handshake fails', async ({ skip }) => {
    skip(!has('certutil') || !has('tstclnt'), 'needs libnss3-tools')
    const profile = path.join(dir, '.mozilla/firefox/abc.default')
    fs.mkdirSync(profile, { recursive: true })
    const other = await openCertificatesFor(await temporaryFolder())
    fs.writeFileSync(path.join(dir, 'other.crt'), other.pem)
    await runAll(
      [
        ['certutil', '-N', '-d', `sql:${profile}`, '--empty-password'],
        ['certutil', '-A', '-d', `sql:${profile}`, '-t', 'C,,', '-n', 'another root', '-i', path.join(dir, 'other.crt')]
      ],
      env,
      false
    )
    const found = await knownStores('linux', root, { ...env, HOME: dir })
    const store = found.find(({ kind }) => kind === 'firefox')!
    expect(store.where).toBe(profile)
    await expect(store.handshake(server)).rejects.toMatchObject({ code: 'KUBE_DENIED' })
    const made = await add(store)
    expect([made, await store.has(), await store.handshake(server)]).toEqual([[], true, 'nss'])
    await remove(store, made)
    await expect(store.handshake(server)).rejects.toMatchObject({ code: 'KUBE_DENIED' })
    const listed = await run('certutil', ['-L', '-d', `sql:${profile}`])
    expect(listed.out).toMatch(/^another root\s+C,,\s*$/m)
    expect(listed.out).not.toContain(root.label)
  }, 30_000)

  test('a root that stands there without trust is not trusted', async ({ skip }) => {
    skip(!has('certutil') || !has('tstclnt'), 'needs libnss3-tools')
    const folder = path.join(dir, 'nssdb')
    const store = nssStore('chromium', folder, root, env)
    await add(store)
    await runAll([['certutil', '-M', '-d', `sql:${folder}`, '-n', root.label, '-t', ',,']], env, false)
    expect(await store.has()).toBe(false)
    await expect(store.handshake(server)).rejects.toMatchObject({ code: 'KUBE_DENIED' })
  }, 30_000)
})

describe('other systems', () => {
  test('their commands name the file to add and the certificate to remove', async () => {
    const shown = async (system: 'macos' | 'windows') => {
      const [store] = await knownStores(system, { ...root, file: '/h/ca.crt' }, env)
      return [...(await store!.adding()).commands, ...(await store!.removing([]))].map(spelled)
    }
    const keychain = '/Library/Keychains/System.keychain'
    expect(await shown('macos')).toEqual([
      `sudo security add-trusted-cert -d -r trustRoot -k ${keychain} /h/ca.crt`,
      `sudo security delete-certificate -Z ${root.sha1.toUpperCase()} -t ${keychain}`
    ])
    expect(await shown('windows')).toEqual([
      'certutil.exe -user -addstore Root /h/ca.crt',
      `certutil.exe -user -delstore Root ${root.sha1}`
    ])
  })
})

describe('programs of the system', () => {
  test('one that does not end is ended, and told of as such', async () => {
    const slow = ran(['sleep', '600'], env, { msMax: 200 })
    await expect(slow).rejects.toMatchObject({ code: 'KUBE_TIMEOUT', message: 'sleep 600 did not end in 0.2 s' })
    // One that ends in its own way when it is told to.
    const caught = ran(['sh', '-c', 'trap "exit 3" TERM; while :; do sleep 0.05; done'], env, { msMax: 200 })
    await expect(caught).rejects.toMatchObject({ code: 'KUBE_TIMEOUT' })
    expect(await ran(['sh', '-c', 'exit 3'], env)).toMatchObject({ code: 3 })
  })

  test('one that somebody ends is told of as such', async () => {
    await expect(ran(['sh', '-c', 'kill -9 $$'], env)).rejects.toMatchObject({
      code: 'KUBE_INTERNAL',
      reason: 'it was ended by SIGKILL'
    })
  })
})

describe('looking for stores', () => {
  test('passes over what is not there, and what is a file in the place of a folder', async () => {
    fs.writeFileSync(path.join(dir, '.mozilla'), 'no folder')
    const found = await knownStores('linux', root, { PATH: '', HOME: dir })
    expect(found.filter(({ kind }) => kind !== 'system')).toEqual([])
  })

  test('does not take what cannot be read for what is not there', async () => {
    const profile = path.join(dir, '.mozilla/firefox/abc.default')
    fs.mkdirSync(profile, { recursive: true })
    fs.symlinkSync('cert9.db', path.join(profile, 'cert9.db'))
    await expect(knownStores('linux', root, { PATH: '', HOME: dir })).rejects.toMatchObject({ code: 'ELOOP' })
    fs.symlinkSync('.config', path.join(dir, '.config'))
    fs.rmSync(path.join(dir, '.mozilla'), { recursive: true })
    await expect(knownStores('linux', root, { PATH: '', HOME: dir })).rejects.toMatchObject({ code: 'ELOOP' })
  })
})

test('a store that fails says what to do', async () => {
  const home = path.join(dir, 'user')
  const profile = path.join(home, '.mozilla/firefox/abc.default')
  fs.mkdirSync(profile, { recursive: true })
  fs.writeFileSync(path.join(profile, 'cert9.db'), 'no database')
  const poor = { HOME: home, PATH: '' }
  const request = {
    home: dir,
    dryRun: false,
    stores: ['firefox'],
    system: 'linux',
    env: poor,
    interactive: false
  } as const
  const [outcome] = await changeTrust({ ...request, how: 'untrust' })
  const missing = findProgram('certutil', poor) === undefined
  expect(outcome).toMatchObject({ state: missing ? 'failed' : 'unchanged' })
  if (missing) expect(outcome?.next).toEqual(['apt-get install libnss3-tools'])
})

test('a home without a subnet, or elsewhere, is named in what to do', async () => {
  const request = {
    home: path.join(dir, 'none'),
    how: 'trust',
    dryRun: true,
    stores: [],
    system: 'linux',
    env,
    interactive: false
  } as const
  await expect(changeTrust(request)).rejects.toMatchObject({ next: [`kubed start --home ${dir}/none`] })
  const keys = path.join(dir, 'none/keys')
  await expect(serveHandshakes(keys, 'kube.localhost', env)).rejects.toMatchObject({
    next: [`kubed start --home ${dir}/none`]
  })
})

test('a ca.crt that was replaced is trusted nowhere', async () => {
  const other = await openCertificatesFor(await temporaryFolder())
  fs.writeFileSync(path.join(dir, 'ca.crt'), other.pem)
  const request = {
    home: dir,
    how: 'trust',
    dryRun: true,
    stores: [],
    system: 'linux',
    env,
    interactive: false
  } as const
  await expect(changeTrust(request)).rejects.toMatchObject({
    code: 'KUBE_HOME_INVALID',
    next: [`kubed stop --home ${dir}`, `kubed start --home ${dir}`]
  })
})
