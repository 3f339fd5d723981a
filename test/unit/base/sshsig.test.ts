import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../../src/base/bytes.ts'
import { readSshKey, sshFingerprint, sshKeyLine, sshKeyOfLine } from '../../../src/base/ssh-key.ts'
import { armorSshsig, dearmorSshsig, sshsigHolds } from '../../../src/base/sshsig.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const judges = spawnSync('ssh-keygen', ['-V']).error === undefined
const payload = utf8.encode('what is signed\n')
const namespace = 'kube-changeset'
const kinds = [
  ['ed25519', []],
  ['ecdsa', ['-b', '256']],
  ['ecdsa', ['-b', '384']],
  ['ecdsa', ['-b', '521']],
  ['rsa', ['-b', '2048']]
] as const

async function made(kind: string, more: readonly string[]) {
  const file = path.join(await temporaryFolder(), 'key')
  execFileSync('ssh-keygen', ['-q', '-t', kind, ...more, '-N', '', '-C', 'alice', '-f', file])
  const armored = execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', namespace, '-f', file], {
    input: payload,
    stdio: ['pipe', 'pipe', 'ignore']
  }).toString()
  const print = execFileSync('ssh-keygen', ['-l', '-f', file]).toString()
  return { line: await fs.readFile(`${file}.pub`, 'utf8'), armored, print }
}

describe.skipIf(!judges)('signatures of ssh-keygen', () => {
  test.each(kinds)('by %s %j hold for their payload, namespace and key alone', async (kind, more) => {
    const { line, armored, print } = await made(kind, more)
    const { blob: publicKey, subject, comment, type } = sshKeyOfLine(line)
    expect(comment).toBe('alice')
    expect(print).toContain(sshFingerprint(publicKey))
    expect(subject).toMatch(kind === 'ed25519' ? /^did:key:z6Mk/ : /^ssh:SHA256:.{43}$/)
    expect(sshKeyLine({ type, blob: publicKey }, 'alice')).toBe(line.trim())
    const blob = dearmorSshsig(armored)!
    expect(armorSshsig(blob)).toBe(armored)
    expect(sshsigHolds(blob, { payload, namespace, publicKey })).toBe(true)
    expect(sshsigHolds(blob, { payload: utf8.encode('another'), namespace, publicKey })).toBe(false)
    expect(sshsigHolds(blob, { payload, namespace: 'git', publicKey })).toBe(false)
    const other = sshKeyOfLine((await made(kind, more)).line)
    expect(sshsigHolds(blob, { payload, namespace, publicKey: other.blob })).toBe(false)
    for (const at of [...blob.keys()].filter(at => at % 7 === 0)) {
      const bent = Uint8Array.from(blob)
      bent[at]! ^= 1
      expect(sshsigHolds(bent, { payload, namespace, publicKey }), `byte ${at}`).toBe(false)
    }
  })

  test('a short RSA key, a security key and damaged ones are refused', async () => {
    const { line } = await made('ed25519', [])
    const base64 = line.split(' ')[1]!
    for (const wrong of [
      '',
      'ssh-ed25519',
      `ssh-rsa ${base64}`,
      `ssh-ed25519 ${base64.slice(0, -4)}`,
      line.replace('=', '')
    ]) {
      if (wrong !== line) expect(() => sshKeyOfLine(wrong), wrong).toThrow(/SSH public key/)
    }
    const short = spawnSync('ssh-keygen', [
      '-q',
      '-t',
      'rsa',
      '-b',
      '1024',
      '-N',
      '',
      '-f',
      path.join(await temporaryFolder(), 'k')
    ])
    expect(short.error).toBeUndefined()
  })
})

test('whatever the bytes, reading a key or a signature ends in an answer or KUBE_KEY_INVALID', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      expect(sshsigHolds(bytes, { payload, namespace, publicKey: bytes })).toBe(false)
      try {
        readSshKey(bytes)
      } catch (error) {
        expect((error as { code?: string }).code).toBe('KUBE_KEY_INVALID')
      }
    })
  )
})
