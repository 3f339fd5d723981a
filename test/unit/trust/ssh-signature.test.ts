import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../../src/base/bytes.ts'
import { withSignature } from '../../../src/base/git-format.ts'
import { peerIdOfKey } from '../../../src/base/identity.ts'
import { sshBlobOfEd25519, sshKeyLine, sshKeyOfLine } from '../../../src/base/ssh-key.ts'
import { allowedSigner } from '../../../src/dx/keys.ts'
import { createSigningKey } from '../../../src/trust/keys.ts'
import { createSigner, createVerifier } from '../../../src/trust/ssh-signature.ts'
import { allowedSignersLine } from '../../support/allowed-signers.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const key = createSigningKey()
const signer = createSigner(key)
const verifier = createVerifier()
const payload = utf8.encode('tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nhello\n')

const has = (program: string) => spawnSync(program, ['-V']).error === undefined
const judges = has('ssh-keygen') && has('git')
if (!judges) console.warn('ssh-keygen or git is missing: outside judges of signatures are skipped')

describe('SSH signatures', () => {
  test('a signature holds for its payload and key alone', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(), (bytes, at) => {
        const armored = signer.sign(bytes)
        expect(verifier.verify(key.peerId, bytes, armored)).toBe(true)
        expect(verifier.verify(createSigningKey().peerId, bytes, armored)).toBe(false)
        const other = bytes.length === 0 ? Uint8Array.of(0) : Uint8Array.from(bytes)
        if (bytes.length > 0) other[at % bytes.length]! ^= 1
        expect(verifier.verify(key.peerId, other, armored)).toBe(false)
      }),
      { numRuns: 30 }
    )
  })

  test('no other text is that signature', () => {
    const armored = signer.sign(payload)
    const alphabet = fc.constantFrom(...'Aa+/=0 \n\r-.')
    fc.assert(
      fc.property(fc.nat(armored.length - 1), alphabet, fc.constantFrom(0, 1), (at, character, removed) => {
        const text = armored.slice(0, at) + character + armored.slice(at + removed)
        fc.pre(text !== armored && text !== armored.trimEnd())
        expect(verifier.verify(key.peerId, payload, text)).toBe(false)
      }),
      { numRuns: 300 }
    )
    expect(verifier.verify(key.peerId, payload, armored.trimEnd())).toBe(true)
    const lines = armored.split('\n')
    const oneLine = [lines[0], lines.slice(1, -2).join(''), ...lines.slice(-2)].join('\n')
    expect(verifier.verify(key.peerId, payload, oneLine)).toBe(false)
    expect(verifier.verify(key.peerId, payload, armored.replaceAll('\n', '\r\n'))).toBe(false)
  })

  test('the second encoding of S is refused', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const lines = signer.sign(payload).trim().split('\n')
    const blob = Buffer.from(lines.slice(1, -1).join(''), 'base64')
    const s = BigInt(`0x${Buffer.from(blob.subarray(-32)).reverse().toString('hex')}`) + order
    Buffer.from(s.toString(16).padStart(64, '0'), 'hex')
      .reverse()
      .copy(blob, blob.length - 32)
    const wrapped = blob.toString('base64').match(/.{1,70}/g)!
    const text = `${[lines[0], ...wrapped, lines.at(-1)].join('\n')}\n`
    expect(verifier.verify(key.peerId, payload, text)).toBe(false)
  })

  test('never throws on what is no chain and no signature', () => {
    const armored = signer.sign(payload)
    for (const chain of ['', 'k51', 'x'.repeat(100_000)]) expect(verifier.verify(chain, payload, armored)).toBe(false)
    for (const text of ['', '-----BEGIN SSH SIGNATURE-----\n', 'x'.repeat(1e6)]) {
      expect(verifier.verify(key.peerId, payload, text)).toBe(false)
    }
  })

  test.runIf(judges)('a signature of ssh-keygen holds, in the namespace git alone', async () => {
    const dir = await temporaryFolder()
    const { file, raw } = await sshKey(dir)
    const sign = (namespace: string) =>
      execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', namespace, '-f', file], { input: payload, stdio: 'pipe' })
    expect(verifier.verify(peerIdOfKey(raw), payload, sign('git').toString())).toBe(true)
    expect(verifier.verify(peerIdOfKey(raw), payload, sign('file').toString())).toBe(false)
  })
})

async function sshKey(dir: string): Promise<{ file: string; raw: Uint8Array }> {
  const file = path.join(dir, 'id')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'someone at home', '-f', file])
  return { file, raw: sshKeyOfLine(await fs.readFile(`${file}.pub`, 'utf8')).blob.slice(-32) }
}

describe('public key lines', () => {
  test.runIf(judges)('there and back, as OpenSSH writes them', async () => {
    const dir = await temporaryFolder()
    const { file, raw } = await sshKey(dir)
    const line = sshKeyLine({ type: 'ssh-ed25519', blob: sshBlobOfEd25519(raw) }, 'someone at home')
    expect(line).toBe((await fs.readFile(`${file}.pub`, 'utf8')).trim())
    expect(() => sshKeyOfLine(`${line.split(' ', 2).join(' ')}AA`)).toThrow(
      expect.objectContaining({ code: 'KUBE_KEY_INVALID' })
    )
  })

  test('a principal cannot make a second line or option', () => {
    const [, shown = ''] = allowedSignersLine('kube', key.publicKey).split('" ')
    const line = allowedSigner({ name: 'a b\n*,c "x"', subject: key.did, key: shown, revoked: false })
    expect(line.split('\n')).toHaveLength(1)
    expect(line).toMatch(/^a-b---c--x- namespaces="git" ssh-ed25519 AAAA\S+$/)
  })
})

describe.runIf(judges)('OpenSSH and git as judges', () => {
  test('ssh-keygen verifies ours and gives the very same text for the same key', async () => {
    const dir = await temporaryFolder()
    await fs.writeFile(path.join(dir, 'signers'), `${allowedSignersLine('kube-one', key.publicKey)}\n`)
    await fs.writeFile(path.join(dir, 'signature'), signer.sign(payload))
    const args = ['-Y', 'verify', '-f', 'signers', '-I', 'kube-one', '-n', 'git', '-s', 'signature']
    const said = spawnSync('ssh-keygen', args, { cwd: dir, input: payload, encoding: 'utf8' })
    expect(said.stdout).toMatch(/Good "git" signature for kube-one/)
    expect(spawnSync('ssh-keygen', args, { cwd: dir, input: 'other' }).status).not.toBe(0)
  })

  test('git verify-commit accepts a commit signed here', async () => {
    const dir = await temporaryFolder()
    const git = (...args: string[]) => spawnSync('git', args, { cwd: dir, encoding: 'utf8' })
    git('init', '-q')
    await fs.writeFile(path.join(dir, 'good'), allowedSignersLine('kube', key.publicKey))
    await fs.writeFile(path.join(dir, 'other'), allowedSignersLine('kube', createSigningKey().publicKey))
    const tree = git('write-tree').stdout.trim()
    const who = 'A <a@example.com> 1700000000 +0000'
    const commit = utf8.encode(`tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nhello\n`)
    const signed = withSignature(commit, signer.sign(commit))
    await fs.writeFile(path.join(dir, 'commit'), signed)
    const id = git('hash-object', '-t', 'commit', '-w', 'commit').stdout.trim()
    const verify = (signers: string) =>
      git('-c', 'gpg.format=ssh', '-c', `gpg.ssh.allowedSignersFile=${path.join(dir, signers)}`, 'verify-commit', id)
    expect(verify('good')).toMatchObject({ status: 0 })
    expect(verify('other').status).not.toBe(0)
  })
})
