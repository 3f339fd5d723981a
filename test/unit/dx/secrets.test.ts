// The corpus is put together at run time, so that no scanner takes this file for a leak.
import { generateKeyPairSync } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findSecret } from '../../../src/dx/secrets.ts'

const mixed = (length: number) => 'aB3xY9kQ7mZ2pL5wN8vT4rS6'.repeat(10).slice(0, length)
const upper = (length: number) => 'ABCDEFGH2345MNPQ'.repeat(3).slice(0, length)
const hex = (length: number) => '0123456789abcdef'.repeat(6).slice(0, length)
const pem = (type: 'pkcs8' | 'pkcs1') =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type, format: 'pem' }).toString()
const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const openssh = `-----BEGIN ${'OPENSSH PRIVATE'} KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtz\n`
const encrypted = `-----BEGIN ${'RSA PRIVATE'} KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${hex(32)}\n\n${mixed(64)}\n`
const pgp = `-----BEGIN ${'PGP PRIVATE'} KEY BLOCK-----\nVersion: GnuPG v2\n\n${mixed(64)}\n`

test.each([
  ['a PKCS #8 key', ed25519, 'private key'],
  ['an RSA key', pem('pkcs1'), 'private key'],
  ['with Windows lines', pem('pkcs8').replaceAll('\n', '\r\n'), 'private key'],
  ['an OpenSSH key', openssh, 'private key'],
  ['an encrypted key', encrypted, 'private key'],
  ['a PGP key', pgp, 'private key'],
  ['in JSON, as a service account has it', JSON.stringify({ private_key: ed25519 }), 'private key'],
  ['in JavaScript', `const key = "-----BEGIN ${'PRIVATE'} KEY-----\\n" +\n  "${mixed(64)}\\n"`, 'private key'],
  ['after bytes that are no text', `\0\xff\xfe${ed25519}`, 'private key'],
  ['a PuTTY key', `PuTTY-User-Key-File-${'2'}: ssh-rsa\nEncryption: none\n`, 'private key'],
  ['an age key', `AGE-SECRET-${'KEY-1'}${'Q'.repeat(58)}`, 'private key'],
  ['GitHub', `token = "${'ghp'}_${mixed(36)}"`, 'GitHub'],
  ['GitHub, with digits only from hex', `export const token = "${'ghp'}_${hex(36)}"\n`, 'GitHub'],
  ['GitHub, fine-grained', `${'github'}_pat_${mixed(22)}_${mixed(59)}`, 'GitHub'],
  ['GitLab', `${'glpat'}-${mixed(20)}`, 'GitLab'],
  ['npm', `//registry.example/:_authToken=${'npm'}_${mixed(36)}`, 'npm'],
  ['Slack', `${'xoxb'}-123456789012-123456789012-${mixed(24)}`, 'Slack'],
  ['AWS', `aws_access_key_id = ${'AKIA'}${upper(16)}`, 'AWS'],
  ['Stripe', `${'sk'}_live_${mixed(24)}`, 'Stripe'],
  ['Google', `${'GOCSPX'}-${mixed(28)}`, 'Google'],
  ['SendGrid', `${'SG'}.${mixed(22)}.${mixed(43)}`, 'SendGrid'],
  ['Anthropic', `${'sk-ant'}-api03-${mixed(95)}`, 'Anthropic'],
  ['OpenAI', `${'sk-'}${mixed(20)}${'T3Blbk'}FJ${mixed(20)}`, 'OpenAI'],
  ['DigitalOcean', `${'dop'}_v1_${hex(64)}`, 'DigitalOcean'],
  ['Shopify', `${'shpat'}_${hex(32)}`, 'Shopify']
])('%s is found', (_, text, what) => expect(findSecret(Buffer.from(text, 'latin1'))).toContain(what))

test.each([
  ['a public key', generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()],
  ['a certificate', `-----BEGIN CERTIFICATE-----\n${mixed(64)}\n`],
  ['the header in a library', `if (pem.startsWith("-----BEGIN ${'RSA PRIVATE'} KEY-----")) return parse(pem)`],
  [
    'the header and footer in a library',
    `"-----BEGIN ${'PRIVATE'} KEY-----\\n" + body + "\\n-----END ${'PRIVATE'} KEY-----"`
  ],
  ['a header in prose', `A key begins with -----BEGIN ${'PRIVATE'} KEY----- and ends with a line of its own.`],
  ['the example of the documentation', `${'AKIA'}IOSFODNN7EXAMPLE`],
  ['a prefix in a library', 'const prefixes = ["ghp_", "gho_", "glpat-", "xoxb-", "sk_live_", "npm_"]'],
  ['a publishable key', `${'pk'}_live_${mixed(24)}`],
  ['a key of the web, meant to be public', `${'AIza'}SyA-${mixed(31)}`],
  [
    'an environment variable of npm',
    'npm_config_registry npm_package_name npm_lifecycle_event_and_a_longer_word_still'
  ],
  ['a hash', hex(64)],
  ['nothing', '']
])('%s is no secret', (_, text) => expect(findSecret(Buffer.from(text))).toBeUndefined())

test('what is installed here, and much of it is published, gives no false alarm', () => {
  const root = new URL('../../../node_modules/', import.meta.url).pathname
  const found: string[] = []
  for (const name of [
    'markdown-it/dist',
    'lodash',
    'jose/dist',
    'vitest/dist',
    'protobufjs/dist',
    'multiformats/dist'
  ]) {
    const dir = path.join(root, name)
    if (!fs.existsSync(dir)) continue
    for (const entry of fs.readdirSync(dir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const file = path.join(entry.parentPath, entry.name)
      const secret = findSecret(fs.readFileSync(file))
      if (secret !== undefined) found.push(`${file}: ${secret}`)
    }
  }
  expect(found).toEqual([])
})
