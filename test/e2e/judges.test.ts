// `kubed trust` and what it leads to, judged by others: curl and openssl by the system's store, Chromium and NSS by theirs.
import fs from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Finding, StoreOutcome } from '../../src/base/trust-report.ts'
import { findProgram } from '../../src/trust/stores/commands.ts'
import { Bench, type KubeProcess, root, run } from '../support/kube-process.ts'
import { verifiedByOpenssl } from '../support/openssl.ts'
import { refuses } from '../support/refusal.ts'

const bench = new Bench()
const has = (name: string): boolean => findProgram(name, process.env) !== undefined
const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(fs.existsSync)
let kube: KubeProcess
let home: string

beforeAll(async () => {
  ;[kube] = (await bench.subnet(['a1'])) as [KubeProcess]
  await kube.json(['publish', bench.site({ 'index.html': '<title>judged</title>' }), '--to', 'app'])
  home = path.join(bench.dir, 'person')
  fs.mkdirSync(home)
}, 60_000)
afterAll(() => bench.end())

const trust = async (...args: string[]): Promise<StoreOutcome[]> => {
  const said = await kube.kubed([...args, '--json'], { env: { HOME: home } })
  return JSON.parse(said.out) as StoreOutcome[]
}
const url = (): string => `https://app.kube.localhost:${kube.port}/`

describe('git and openssl', () => {
  test('git verify-commit accepts releases and entries by the keys of the subnet, and by no others', async () => {
    const log = await kube.json<{ release: string }[]>(['log', 'app'])
    const heads = await kube.git('for-each-ref', '--format=%(objectname)', 'refs/!kubes/*/!log')
    const entries = await kube.git('rev-list', '--first-parent', ...heads.out.trim().split('\n'))
    const commits = [log[0]?.release ?? '', ...entries.out.trim().split('\n')]
    expect(commits.length).toBeGreaterThan(3)
    const signers = (name: string, text: string): string => {
      fs.writeFileSync(path.join(bench.dir, name), text)
      return path.join(bench.dir, name)
    }
    const ours = (await kube.dx(['keys', '--allowed-signers'])).out
    const verify = (file: string, ...ids: string[]) =>
      kube.git('-c', 'gpg.format=ssh', '-c', `gpg.ssh.allowedSignersFile=${file}`, 'verify-commit', ...ids)
    const good = await verify(signers('ours', ours), ...commits)
    expect(good.code, good.err).toBe(0)
    const key = path.join(bench.dir, 'other')
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
    const others = signers('others', `a1 ${fs.readFileSync(`${key}.pub`, 'utf8')}`)
    expect((await verify(others, commits[0]!)).code).not.toBe(0)
    expect((await verify(others, commits[1]!)).code).not.toBe(0)
  }, 30_000)

  test('openssl verify takes what is shown for each name, strictly, and not for another', async () => {
    for (const name of ['kube.localhost', 'app.kube.localhost', 'app.kube.local']) {
      expect(await verifiedByOpenssl(kube, name, bench.dir)).toMatch(/: OK\n$/)
    }
    expect(await verifiedByOpenssl(kube, 'app.kube.localhost', bench.dir, '-verify_hostname', 'example.com')).toMatch(
      /hostname mismatch/i
    )
  }, 30_000)
})

describe('kubed trust', () => {
  test('Chromium opens the page after it and refuses it after untrust, whose commands are shown beforehand', async ({
    skip
  }) => {
    skip(browser === undefined || !has('certutil') || !has('tstclnt'), 'needs Chromium and libnss3-tools')
    const opened = async (): Promise<string> => {
      const launched = await chromium.launch({
        executablePath: browser!,
        env: { ...process.env, HOME: home },
        args: ['--no-sandbox']
      })
      try {
        const page = await launched.newPage()
        await page.goto(url())
        return await page.title()
      } catch (error) {
        return /ERR_CERT_AUTHORITY_INVALID/.exec(String(error))?.[0] ?? String(error)
      } finally {
        await launched.close()
      }
    }
    const shown = await kube.kubed(['trust', '--dry-run', '--store', 'chromium'], { env: { HOME: home } })
    expect(shown.out).toContain('certutil -A -d sql:')
    expect(fs.readdirSync(home)).toEqual([])
    const only = ['--store', 'chromium']
    expect(await trust('trust', ...only)).toMatchObject([{ state: 'trusted', verified: 'nss' }])
    expect(await opened()).toBe('judged')
    expect(await trust('trust', ...only)).toMatchObject([{ state: 'unchanged', verified: 'nss', commands: [] }])
    expect(await trust('untrust', ...only)).toMatchObject([{ state: 'removed' }])
    expect(await opened()).toBe('ERR_CERT_AUTHORITY_INVALID')
    expect(await trust('untrust', ...only)).toMatchObject([{ state: 'unchanged' }])
  }, 90_000)

  test('curl and git go by the store of the system after it, and no longer after untrust', async ({ skip }) => {
    const apart = process.geteuid?.() === 0 && (await run('unshare', ['-m', 'true'])).code === 0
    skip(
      !apart || !has('update-ca-certificates'),
      'needs Debian, its root user, and a mount namespace to spare the machine'
    )
    // In a namespace of its own, over copies: the machine that the test runs on stays as it is.
    const folders = ['/usr/local/share/ca-certificates', '/etc/ssl/certs']
    const copies = folders.map(
      (folder, at) => `cp -a ${folder} ${bench.dir}/copy${at} && mount --bind ${bench.dir}/copy${at} ${folder}`
    )
    const kubed = `${path.join(root, 'scripts/kubed')}`
    const ask = `curl -s -o /dev/null -w '%{http_code}\\n' ${url()} 2>&1; echo "curl $?"`
    const git = `git ls-remote ${url()}.git 2>&1 | grep -ciE 'ssl certificate|certificate verif' | sed 's/^/git /'`
    const script = [
      ...copies,
      `(${ask})`,
      `(${git})`,
      `${kubed} trust --store system --json`,
      `(${ask})`,
      `(${git})`,
      `${kubed} untrust --store system --json`,
      `(${ask})`,
      `ls ${folders.join(' ')} | grep -c kube- || true`
    ].join(' && ')
    const said = await run('unshare', ['-m', 'sh', '-c', script], {
      env: { HOME: home, KUBE_HOME: kube.home },
      timeoutMs: 150_000
    })
    expect(said.code, said.err + said.out).toBe(0)
    const lines = said.out.trim().split('\n')
    expect(lines.filter(line => /^(curl|git|200|\d+$)/.test(line))).toEqual([
      '000',
      'curl 60',
      'git 1',
      '200',
      'curl 0',
      'git 0',
      '000',
      'curl 60',
      '0'
    ])
    const [trusted] = JSON.parse(lines.find(line => line.startsWith('[')) ?? '[]') as StoreOutcome[]
    expect(trusted).toMatchObject({ state: 'trusted', verified: 'tls' })
    expect(fs.readdirSync('/usr/local/share/ca-certificates').filter(name => name.startsWith('kube-'))).toEqual([])
  }, 180_000)

  test('refusals: another system, an unknown store, a home without a subnet', async () => {
    await refuses(more => kube.kubed(['trust', '--os', 'macos', ...more]), { code: 'KUBE_USAGE', says: /dry-run/ })
    await refuses(more => kube.kubed(['trust', '--store', 'opera', ...more]), { code: 'KUBE_USAGE', says: /chromium/ })
    const env = { KUBE_HOME: path.join(bench.dir, 'empty') }
    await refuses(more => kube.kubed(['trust', ...more], { env }), { code: 'KUBE_HOME_INVALID', next: /kubed start/ })
    const macos = await kube.kubed(['trust', '--os', 'macos', '--dry-run'])
    expect(macos.out).toMatch(/^sudo security add-trusted-cert -d -r trustRoot -k \S+ \S+\/ca\.crt\n$/)
  }, 30_000)
})

describe('kubed doctor', () => {
  const findings = async (): Promise<Map<string, Finding>> => {
    const said = await kube.kubed(['doctor', '--json'], { env: { HOME: home } })
    return new Map((JSON.parse(said.out) as Finding[]).map(finding => [finding.check, finding]))
  }

  test('says what works, and names what does not with the command that mends it', async () => {
    const well = await findings()
    for (const check of ['keys', 'root CA', 'daemon', 'clock', 'certificate']) {
      expect(well.get(check), check).toMatchObject({ state: 'ok' })
    }
    expect([...well.keys()]).toEqual(expect.arrayContaining(['disk', 'name kube.localhost', 'name kube.local']))
    const pem = path.join(kube.home, 'keys/kube.pem')
    const ca = kube.ca
    fs.chmodSync(pem, 0o644)
    fs.writeFileSync(path.join(kube.home, 'ca.crt'), 'replaced')
    const ill = await findings()
    expect(ill.get('keys')).toMatchObject({ state: 'fail', next: [`chmod 600 ${pem}`] })
    expect(ill.get('root CA')).toMatchObject({ state: 'fail', said: expect.stringMatching(/was replaced/) })
    const said = await kube.kubed(['doctor'], { env: { HOME: home } })
    expect([said.code, said.out]).toEqual([1, expect.stringMatching(/^fail {2}keys .*; try: chmod 600 /m)])
    expect((await kube.json<{ warnings: string[] }>(['status'])).warnings.join()).toMatch(/ca\.crt was replaced/)
    fs.chmodSync(pem, 0o600)
    // The next start puts it right, and says so.
    await kube.end()
    await kube.start()
    expect(kube.ca.equals(ca)).toBe(true)
    expect(kube.log).toMatch(/ca\.crt was not the root CA/)
  }, 60_000)
})
