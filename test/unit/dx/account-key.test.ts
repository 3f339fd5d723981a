import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { utf8 } from '../../../src/base/bytes.ts'
import { sshKeyOfLine } from '../../../src/base/ssh-key.ts'
import { sshsigHolds } from '../../../src/base/sshsig.ts'
import { type AccountKey, accountKeys } from '../../../src/dx/account-key.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const judges = ['ssh-keygen', 'ssh-agent', 'ssh-add', 'git'].every(name => spawnSync(name, ['-V']).error === undefined)
const refusal = async (task: () => unknown): Promise<unknown> => {
  try {
    await task()
  } catch (error) {
    return (error as { code?: unknown }).code
  }
  return undefined
}
const payload = utf8.encode('statement')

async function person(options: { kind?: string; passphrase?: string; file?: string } = {}) {
  const { kind = 'ed25519', passphrase = '', file = 'id_ed25519' } = options
  const home = await temporaryFolder()
  const key = path.join(home, '.ssh', file)
  await fs.mkdir(path.dirname(key), { mode: 0o700 })
  execFileSync('ssh-keygen', ['-q', '-t', kind, '-N', passphrase, '-C', 'alice', '-f', key])
  const env: NodeJS.ProcessEnv = { HOME: home, PATH: process.env.PATH, XDG_CONFIG_HOME: home, SSH_AUTH_SOCK: '' }
  const configure = async (value: string, format = 'ssh'): Promise<void> =>
    fs.writeFile(
      path.join(home, '.gitconfig'),
      `[user]\n\tname = Alice\n\tsigningkey = ${value}\n[gpg]\n\tformat = ${format}\n`
    )
  const line = (await fs.readFile(`${key}.pub`, 'utf8')).trim()
  const find = (): Promise<AccountKey[]> => accountKeys({ env, cwd: home })
  return { home, key, env, line, configure, find }
}

async function agent(key: string | undefined, ...more: string[]): Promise<string> {
  const socket = path.join(await temporaryFolder(), 'agent')
  const child: ChildProcess = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' })
  onTestFinished(() => void child.kill())
  while (spawnSync('ssh-add', ['-l'], { env: { SSH_AUTH_SOCK: socket } }).status === 2) {
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  if (key) execFileSync('ssh-add', ['-q', ...more, key], { env: { SSH_AUTH_SOCK: socket } })
  return socket
}

async function signs(found: AccountKey | undefined, line: string): Promise<void> {
  const { blob } = sshKeyOfLine(line)
  expect(found?.locked).toBeUndefined()
  const signature = await found!.sign(payload, 'kube-changeset')
  expect(sshsigHolds(signature, { payload, namespace: 'kube-changeset', publicKey: blob })).toBe(true)
}

describe.skipIf(!judges)("the person's key, as git finds it", () => {
  test.each(['PRIVATE', 'PUBLIC', 'HOME', 'KEY'])('user.signingKey as %s', async how => {
    const { key, line, configure, find, env } = await person({ file: 'mine' })
    if (how === 'KEY') env.SSH_AUTH_SOCK = await agent(key)
    await configure({ PRIVATE: key, PUBLIC: `${key}.pub`, HOME: '~/.ssh/mine.pub', KEY: `key::${line}` }[how]!)
    const [found, ...others] = await find()
    expect(others).toEqual([])
    expect(found).toMatchObject({ name: 'Alice', configured: true })
    await signs(found, line)
    expect((await found!.signBare!(payload)).length).toBe(64)
  })

  test('a signingKey of gpg is none of ours; what lies in ~/.ssh is found', async () => {
    const { configure, find, line } = await person()
    await configure('0123456789ABCDEF', 'openpgp')
    const [found, ...others] = await find()
    expect(others).toEqual([])
    expect(found?.configured).toBe(false)
    await signs(found, line)
  })

  test("the agent's first key goes before ~/.ssh/id_ed25519", async () => {
    const { find, env, line } = await person()
    const other = await person({ kind: 'ecdsa' })
    env.SSH_AUTH_SOCK = await agent(other.key)
    const found = await find()
    expect(found.map(({ where }) => where)).toEqual(['the ssh-agent', expect.stringContaining('id_ed25519')])
    await signs(found[0], other.line)
    await signs(found[1], line)
  })

  test.each(['ecdsa', 'rsa'])('an %s key signs by ssh-keygen', async kind => {
    const { key, configure, find, line } = await person({ kind })
    await configure(`${key}.pub`)
    await signs((await find())[0], line)
  })

  test('a key behind a passphrase: found, it is locked; configured and without a terminal, it is an error', async () => {
    const { key, configure, find, line, env } = await person({ passphrase: 'open sesame' })
    expect((await find())[0]).toMatchObject({ configured: false, locked: expect.stringContaining('passphrase') })
    await configure(key)
    // A terminal would be asked; whoever runs the tests may have one.
    const [found] = await find()
    if (found?.locked !== undefined) expect(await refusal(async () => found.sign(payload, 'x'))).toBe('KUBE_KEY_LOCKED')
    const opened = path.join(await temporaryFolder(), 'copy')
    await fs.copyFile(key, opened)
    execFileSync('ssh-keygen', ['-q', '-p', '-P', 'open sesame', '-N', '', '-f', opened])
    env.SSH_AUTH_SOCK = await agent(opened)
    await signs((await find())[0], line)
  })

  test('an agent that refuses, a dead one, and a configured key that is nowhere', async () => {
    const { key, configure, find, env, line } = await person({ file: 'mine' })
    env.SSH_AUTH_SOCK = await agent(key)
    await configure(`key::${line}`)
    const [found] = await find()
    execFileSync('ssh-add', ['-q', '-D'], { env: { SSH_AUTH_SOCK: env.SSH_AUTH_SOCK }, stdio: 'ignore' })
    expect(await refusal(() => found!.sign(payload, 'x'))).toBe('KUBE_KEY_LOCKED')
    expect(await refusal(find)).toBe('KUBE_KEY_LOCKED')
    env.SSH_AUTH_SOCK = '/nowhere/agent'
    expect(await refusal(find)).toBe('KUBE_KEY_LOCKED')
    await configure('/nowhere/key.pub')
    expect(await refusal(find)).toBe('KUBE_KEY_LOCKED')
  })
})
