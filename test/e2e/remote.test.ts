// dx at a machine that is no KUBE: a home folder with the root CA, a token, and the HTTPS port of one far away.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Bench, converged, type KubeProcess, root, run, type Said } from '../support/kube-process.ts'

const judges = ['ssh-keygen', 'git'].every(name => spawnSync(name, ['-V']).error === undefined)
const bench = new Bench()

/** A machine that has nothing but `ca.crt`. */
class Elsewhere {
  readonly dir: string
  readonly env: Record<string, string>

  constructor(name: string, kube: KubeProcess) {
    this.dir = path.join(bench.dir, `elsewhere-${name}`)
    fs.mkdirSync(path.join(this.dir, 'work'), { recursive: true })
    fs.writeFileSync(path.join(this.dir, 'subnet.crt'), kube.ca)
    this.env = {
      HOME: this.dir,
      XDG_CONFIG_HOME: path.join(this.dir, '.config'),
      SSH_AUTH_SOCK: '',
      KUBE_HOME: '',
      KUBE_URL: `https://127.0.0.1:${kube.port}`,
      KUBE_CA: path.join(this.dir, 'subnet.crt')
    }
  }

  dx(args: readonly string[], env: Record<string, string> = {}, input = ''): Promise<Said> {
    const cwd = path.join(this.dir, 'work')
    return run(path.join(root, 'scripts/dx'), args, { cwd, input, env: { ...this.env, ...env } })
  }

  async json<T>(args: readonly string[], env: Record<string, string> = {}): Promise<T> {
    const { code, out, err } = await this.dx([...args, '--json'], env)
    if (code !== 0) throw new Error(`dx ${args.join(' ')} exited ${code}: ${err || out}`)
    return JSON.parse(out) as T
  }

  write(name: string, text: string | Uint8Array): string {
    const file = path.join(this.dir, 'work', name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, text)
    return file
  }
}

const codeIn = ({ err }: Said): string => /\((KUBE_\w+)\)/.exec(err)?.[1] ?? err

describe('dx at a machine that is no KUBE', () => {
  let a1: KubeProcess
  let b2: KubeProcess
  let token = ''

  beforeAll(async () => {
    ;[a1, b2] = (await bench.subnet(['a1', 'b2'], {
      HOME: path.join(bench.dir, 'nobody'),
      XDG_CONFIG_HOME: path.join(bench.dir, 'nobody'),
      SSH_AUTH_SOCK: ''
    })) as [KubeProcess, KubeProcess]
    token = (await a1.json<{ token: string }>(['grant', 'control', '--ttl', '1h'])).token
  }, 120_000)
  afterAll(() => bench.end())

  it('publishes, sets, looks and watches as at the machine itself', async () => {
    const far = new Elsewhere('whole', a1)
    const by = { KUBE_TOKEN: token }
    far.write('dist/index.html', '<h1>from far</h1>')
    far.write('dist/big.bin', randomBytes(9 << 20))
    const put = ['publish', 'dist', '--to', 'dx://pad', '--replicas', 'all']
    const published = await far.json<{ url: string; release: string; stored: number; servedBy: string[] }>(put, by)
    expect(published).toMatchObject({ url: `https://pad.kube.local:${a1.port}/`, stored: 2 })
    expect(published.servedBy.sort()).toEqual(['a1', 'b2'])
    for (const kube of [a1, b2]) {
      const page = await kube.fetch(`https://pad.kube.localhost:${kube.port}/`)
      expect([page.status, String(page.body)]).toEqual([200, '<h1>from far</h1>'])
    }
    expect(await far.dx(put, by)).toMatchObject({ code: 0, err: expect.stringContaining('nothing to do') })
    const file = far.write('note.yml', 'title: a note\n')
    expect(await far.dx(['record', 'set', 'dx://note', '--file', file], by)).toMatchObject({ code: 0 })
    expect(await far.json(['record', 'get', 'dx://note'], by)).toMatchObject({ title: 'a note' })
    expect((await far.json<{ name: string }[]>(['record', 'children', 'kube.local'], by)).map(one => one.name)).toEqual(
      expect.arrayContaining(['dx://note', 'dx://pad'])
    )
    expect((await far.json<{ machines: { name: string }[] }>(['status'], by)).machines).toHaveLength(2)
    expect((await far.json<{ parts: unknown[] }>(['resolve', 'dx://pad'], by)).parts.length).toBeGreaterThan(0)
    expect(await far.json(['conflicts'], by)).toEqual([])
    expect(await far.json(['log', 'dx://pad'], by)).toMatchObject([{ release: published.release, by: 'a1' }])
    expect(await far.dx(['mount', 'dx://pad', 'dx://shown'], by)).toMatchObject({ code: 0 })
    expect(await far.dx(['unmount', 'dx://shown'], by)).toMatchObject({ code: 0 })
    expect((await far.dx(['whoami'], by)).out).toContain(`the machine at ${far.env.KUBE_URL}`)
    const child = spawn(path.join(root, 'scripts/dx'), ['record', 'watch', 'dx://note', '--json', '--from', '0'], {
      env: { ...process.env, ...far.env, ...by },
      stdio: ['ignore', 'pipe', 'inherit']
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    expect(JSON.parse(String((await lines.next()).value))).toMatchObject({ name: 'dx://note' })
    far.write('note.yml', 'title: another\n')
    await far.dx(['record', 'set', 'dx://note', '--file', file], by)
    expect(JSON.parse(String((await lines.next()).value)).record).toMatchObject({ title: 'another' })
    const ended = new Promise(resolve => child.once('exit', resolve))
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    // Nothing was left behind but the work itself.
    expect(fs.readdirSync(far.dir).sort()).toEqual(['subnet.crt', 'work'])
    await converged([a1, b2])
  }, 120_000)

  it('refuses what needs the machine, what is beyond the token, and tokens that do not hold, each by its name', async () => {
    const far = new Elsewhere('refused', a1)
    const by = { KUBE_TOKEN: token }
    far.write('site/index.html', 'x')
    const put = (name: string, env: Record<string, string>) => far.dx(['publish', 'site', '--to', name], env)
    expect(await far.dx(['machine', 'remove', 'b2'], by)).toMatchObject({
      code: 4,
      err: expect.stringContaining('is done on the machine itself')
    })
    expect(codeIn(await far.dx(['grant', 'control'], by))).toBe('KUBE_DENIED')
    const lent = await a1.json<{ token: string; id: string }>(['grant', 'control', 'dx://lent'])
    expect(await put('dx://lent/app', { KUBE_TOKEN: lent.token })).toMatchObject({ code: 0 })
    const beyond = await put('dx://pad', { KUBE_TOKEN: lent.token })
    expect([beyond.code, codeIn(beyond)]).toEqual([4, 'KUBE_DENIED'])
    expect(codeIn(await far.dx(['machines'], { KUBE_TOKEN: lent.token }))).toBe('KUBE_DENIED')
    await a1.dx(['revoke', lent.id])
    const revoked = await put('dx://lent/app', { KUBE_TOKEN: lent.token })
    expect([revoked.code, codeIn(revoked)]).toEqual([4, 'KUBE_TOKEN_REVOKED'])
    const short = await a1.json<{ token: string }>(['grant', 'control', '--ttl', '1s'])
    await new Promise(resolve => setTimeout(resolve, 2100))
    expect(codeIn(await far.dx(['ls'], { KUBE_TOKEN: short.token }))).toBe('KUBE_TOKEN_EXPIRED')
    const there = { ...by, KUBE_URL: `https://127.0.0.1:${b2.port}` }
    const audience = await far.dx(['ls'], there)
    expect([codeIn(audience), audience.err]).toEqual(['KUBE_TOKEN_AUDIENCE', expect.stringContaining('was not sent')])
    const read = await a1.json<{ token: string }>(['grant', 'read'])
    expect(codeIn(await far.dx(['ls'], { KUBE_TOKEN: read.token }))).toBe('KUBE_TOKEN_AUDIENCE')
    expect(codeIn(await far.dx(['ls'], { KUBE_TOKEN: 'nonsense' }))).toBe('KUBE_TOKEN_INVALID')
    expect(codeIn(await far.dx(['ls']))).toBe('KUBE_UNAUTHORIZED')
    expect(codeIn(await far.dx(['ls'], { ...by, KUBE_CA: path.join(far.dir, 'none') }))).toBe('KUBE_UNTRUSTED')
    expect(codeIn(await far.dx(['ls'], { ...by, KUBE_URL: 'https://127.0.0.1:1' }))).toBe('KUBE_UNREACHABLE')
    expect(codeIn(await far.dx(['--kube', 'http://127.0.0.1', 'ls'], by))).toBe('KUBE_USAGE')
    const other = await bench.kube('c3').start()
    fs.writeFileSync(path.join(far.dir, 'other.crt'), other.ca)
    expect(codeIn(await far.dx(['ls', '--ca', path.join(far.dir, 'other.crt')], by))).toBe('KUBE_UNTRUSTED')
    const secret = token.slice(-40)
    for (const kube of [a1, b2, other]) expect(kube.log).not.toContain(secret)
  }, 120_000)

  it('keeps a login for its user alone, and forgets it', async () => {
    const far = new Elsewhere('login', a1)
    const url = far.env.KUBE_URL ?? ''
    expect(codeIn(await far.dx(['login', url], {}, `${token.slice(0, -4)}AAAA\n`))).toBe('KUBE_TOKEN_INVALID')
    expect(fs.existsSync(path.join(far.dir, '.kube'))).toBe(false)
    const said = await far.dx(['login', url], {}, `${token}\n`)
    expect([said.code, said.out]).toEqual([0, `${url}\n`])
    expect(said.err).not.toContain(token.slice(-40))
    const bare = { KUBE_URL: '', KUBE_CA: '' }
    expect(await far.dx(['--kube', url, 'ls'], bare)).toMatchObject({ code: 0 })
    expect(await far.dx(['ls', '--kube', url], bare)).toMatchObject({ code: 0 })
    const file = path.join(far.dir, '.kube/logins', `127.0.0.1_${a1.port}.json`)
    expect(fs.statSync(file).mode & 0o777).toBe(0o600)
    const subnet = (JSON.parse((await a1.dx(['status', '--json'])).out) as { subnet: string }).subnet
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toMatchObject({ subnet })
    fs.chmodSync(file, 0o644)
    expect(codeIn(await far.dx(['--kube', url, 'ls'], bare))).toBe('KUBE_KEYS_LOOSE')
    expect((await far.dx(['logout', url], bare)).code).toBe(0)
    expect(codeIn(await far.dx(['--kube', url, 'ls'], bare))).toBe('KUBE_UNAUTHORIZED')
    // Without a URL it is the daemon here, as ever.
    expect(codeIn(await far.dx(['ls'], bare))).toBe('KUBE_NO_DAEMON')
  }, 60_000)

  it.skipIf(!judges)(
    'signs by the key of the person who is there, with their rights alone',
    async () => {
      const far = new Elsewhere('person', a1)
      const key = path.join(far.dir, '.ssh/id_ed25519')
      fs.mkdirSync(path.dirname(key), { mode: 0o700 })
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'ann', '-f', key])
      fs.writeFileSync(
        path.join(far.dir, '.gitconfig'),
        `[user]\n\tname = ann\n\tsigningkey = ${key}.pub\n[gpg]\n\tformat = ssh\n`
      )
      const by = { KUBE_TOKEN: token }
      far.write('site/index.html', 'by ann')
      const put = (name: string) => far.dx(['publish', 'site', '--to', name], by)
      // The token is for everything; what ann signs counts by the rights of her key.
      expect((await put('dx://ann')).code).toBe(4)
      await a1.json(['grant', 'write', 'dx://ann', '--to', `${key}.pub`])
      expect(await put('dx://ann')).toMatchObject({ code: 0 })
      expect(await far.json(['log', 'dx://ann'], by)).toMatchObject([{ by: 'ann' }])
      expect((await put('dx://elsewhere')).code).toBe(4)
      expect((await far.dx(['grant', 'read', 'dx://ann'], by)).code).toBe(4)
      await a1.json(['grant', 'admin', '--to', `${key}.pub`])
      const granted = await far.json<{ token: string; id: string }>(['grant', 'read', 'dx://ann'], by)
      expect(granted.token).toMatch(/^eyJ/)
      expect(await far.json(['revoke', granted.id], by)).toEqual({ revoked: [granted.id] })
      // Not what is outside the token, whoever signs.
      const lent = await a1.json<{ token: string }>(['grant', 'control', 'dx://ann'])
      expect(codeIn(await far.dx(['grant', 'read'], { KUBE_TOKEN: lent.token }))).toBe('KUBE_DENIED')
      expect((await far.dx(['grant', 'read', 'dx://ann'], { KUBE_TOKEN: lent.token })).code).toBe(0)
      expect(codeIn(await far.dx(['revoke', `${key}.pub`], { KUBE_TOKEN: lent.token }))).toBe('KUBE_DENIED')
    },
    60_000
  )
})
