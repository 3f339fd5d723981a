// People's SSH keys: in whose name dx writes, what it says of keys that it passes over, and that git agrees.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Bench, type KubeProcess } from '../support/kube-process.ts'

const judges = ['ssh-keygen', 'git'].every(name => spawnSync(name, ['-V']).error === undefined)
const bench = new Bench()

interface Person {
  readonly key: string
  readonly env: Record<string, string>
}

function person(name: string, options: { configured: boolean; passphrase?: string; kind?: string }): Person {
  const home = path.join(bench.dir, `person-${name}`)
  const key = path.join(home, '.ssh/id_ed25519')
  fs.mkdirSync(path.dirname(key), { recursive: true, mode: 0o700 })
  execFileSync('ssh-keygen', [
    '-q',
    '-t',
    options.kind ?? 'ed25519',
    '-N',
    options.passphrase ?? '',
    '-C',
    name,
    '-f',
    key
  ])
  const git = options.configured ? `[user]\n\tname = ${name}\n\tsigningkey = ${key}.pub\n[gpg]\n\tformat = ssh\n` : ''
  fs.writeFileSync(path.join(home, '.gitconfig'), git)
  return { key, env: { HOME: home, XDG_CONFIG_HOME: path.join(home, '.config'), SSH_AUTH_SOCK: '' } }
}

describe.skipIf(!judges)('accounts', () => {
  let owner: Person
  let kube: KubeProcess

  beforeAll(async () => {
    owner = person('owner', { configured: true })
    kube = await bench.kube('a1', { env: owner.env }).start()
  }, 60_000)
  afterAll(() => bench.end())

  it('the founder is an admin, signs releases, and git verifies them', async () => {
    const who = await kube.json<{ kind: string; roles: string[] }>(['whoami'])
    expect(who).toMatchObject({ kind: 'account', roles: ['admin', 'member', 'write'] })
    const { release } = await kube.json<{ release: string }>([
      'publish',
      bench.site({ 'index.html': 'one' }),
      '--to',
      'dx://pad'
    ])
    const [logged] = await kube.json<{ by: string }[]>(['log', 'dx://pad'])
    expect(logged?.by).toBe('owner')
    const signers = path.join(bench.dir, 'signers')
    fs.writeFileSync(signers, (await kube.dx(['keys', '--allowed-signers'])).out)
    const verify = (commit: string) =>
      kube.git('-c', 'gpg.format=ssh', '-c', `gpg.ssh.allowedSignersFile=${signers}`, 'verify-commit', commit)
    expect((await verify(release)).err).toContain('Good "git" signature for owner')
    const [head] = (await kube.git('for-each-ref', '--format=%(objectname)', 'refs/!kubes')).out.split('\n')
    expect((await verify(head!)).err).toContain('Good "git" signature for a1')
    // Every other method that writes goes the same way.
    for (const args of [
      ['mount', 'dx://pad', 'dx://shown'],
      ['unmount', 'dx://shown'],
      ['record', 'set', 'dx://note', '--file', path.join(bench.site({ 'r.yml': 'title: x\n' }), 'r.yml')]
    ]) {
      expect(await kube.dx(args), args.join(' ')).toMatchObject({ code: 0 })
    }
  }, 60_000)

  it('an account has its own rights and no more; what was granted to it ends with its key', async () => {
    const other = person('other', { configured: true })
    const put = (to: string) =>
      kube.dx(['publish', bench.site({ 'index.html': String(Math.random()) }), '--to', to], { env: other.env })
    expect(await put('dx://lent/app')).toMatchObject({ code: 4, err: expect.stringContaining('KUBE_DENIED') })
    const granted = await kube.json<{ id: string; token: null }>([
      'grant',
      'write',
      'dx://lent',
      '--to',
      `${other.key}.pub`
    ])
    expect(granted.token).toBeNull()
    expect(await put('dx://lent/app')).toMatchObject({ code: 0 })
    expect((await put('dx://elsewhere')).code).toBe(4)
    expect((await kube.dx(['grant', 'read', 'dx://lent'], { env: other.env })).code).toBe(4)
    expect(await kube.dx(['revoke', `${other.key}.pub`])).toMatchObject({ code: 0 })
    expect((await put('dx://lent/app')).code).toBe(4)
  }, 60_000)

  it.each(['ecdsa', 'rsa'])(
    'an %s key publishes, and git verifies it',
    async kind => {
      const { key, env } = person(kind, { configured: true, kind })
      await kube.json(['grant', 'write', `dx://${kind}`, '--to', `${key}.pub`])
      const site = bench.site({ 'index.html': kind })
      const { release } = await kube.json<{ release: string }>(['publish', site, '--to', `dx://${kind}`], { env })
      const signers = path.join(bench.dir, `signers-${kind}`)
      fs.writeFileSync(signers, (await kube.dx(['keys', '--allowed-signers'])).out)
      const how = ['-c', 'gpg.format=ssh', '-c', `gpg.ssh.allowedSignersFile=${signers}`]
      expect((await kube.git(...how, 'verify-commit', release)).err).toContain(`Good "git" signature for ${kind}`)
      // No Ed25519 key, so what it grants is signed by the machine, where the account may grant.
      expect((await kube.dx(['grant', 'read', `dx://${kind}`], { env })).code).toBe(4)
    },
    60_000
  )

  it('a key merely found is passed over with a word when it is unknown or locked; a configured one never', async () => {
    const publish = (env: Record<string, string>) =>
      kube.dx(['publish', bench.site({ 'index.html': String(Math.random()) }), '--to', 'dx://pad'], { env })
    const found = await publish(person('found', { configured: false }).env)
    expect(found).toMatchObject({
      code: 0,
      err: expect.stringContaining('is passed over: the subnet does not know it')
    })
    const locked = person('locked', { configured: false, passphrase: 'open sesame' })
    await kube.json(['grant', 'write', '--to', `${locked.key}.pub`])
    expect(await publish(locked.env)).toMatchObject({
      code: 0,
      err: expect.stringContaining('passed over: it has a passphrase')
    })
    const said = await publish(person('shut', { configured: true, passphrase: 'open sesame' }).env)
    expect(said).toMatchObject({ code: 1, err: expect.stringContaining('KUBE_KEY_LOCKED') })
    expect(said.err + found.err + kube.log).not.toContain('PRIVATE KEY')
  }, 60_000)

  it('a token is in no log, error or process title, and in nothing that is stored', async () => {
    const careful = await bench.kube('careful', { env: owner.env }).start(['--log-level', 'debug'])
    await careful.dx([
      'record',
      'set',
      'dx://vault',
      '--file',
      path.join(bench.site({ 'r.yml': 'access: private\n' }), 'r.yml')
    ])
    const { token, id } = await careful.json<{ token: string; id: string }>(['grant', 'read', 'dx://vault'])
    const secret = token.split('.')[2]!
    const ask = (authorization: string) =>
      careful.fetch('https://kube.local/vault', { headers: { authorization, accept: 'application/json' } })
    const basic = `Basic ${Buffer.from(`git:${token}`).toString('base64')}`
    const said = [await ask(`Bearer ${token}`), await ask(basic), await ask(`Bearer ${token}x`), await ask(token)]
    expect(said.map(({ status }) => status)).toEqual([200, 200, 401, 401])
    const kept = path.join(bench.site({ token: `${token}\n` }), 'token')
    const ended = await careful.dx(['revoke', kept])
    expect(ended).toMatchObject({ code: 0 })
    expect((await ask(basic)).status).toBe(401)
    const told = said.map(({ body, headers }) => `${body}${JSON.stringify(headers)}`).join('')
    expect(told + ended.out + ended.err + careful.log).not.toContain(secret)
    expect(ended.out).toContain(id)
    expect(fs.readFileSync(`/proc/${careful.pid}/cmdline`, 'utf8')).not.toContain(secret)
    await careful.end()
    const files = fs.readdirSync(careful.home, { recursive: true, withFileTypes: true }).filter(one => one.isFile())
    for (const file of files) {
      expect(fs.readFileSync(path.join(file.parentPath, file.name)).includes(secret), file.name).toBe(false)
    }
    // Of what git has packed too: every object of the store, as git reads it.
    const all = await careful.git('cat-file', '--batch', '--batch-all-objects', '--unordered')
    expect(all.out).toContain(id)
    expect(all.out).not.toContain(secret)
  }, 60_000)
})
