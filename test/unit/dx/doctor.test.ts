// `kubed doctor` on homes that no daemon runs for: what is damaged is named, with what to do about this very home. What it
// says of a running daemon, test/e2e/judges.test.ts shows.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { examine } from '../../../kubed/doctor.ts'
import type { Finding } from '../../../src/base/trust-report.ts'
import { foundSubnet } from '../../../src/trust/subnet-file.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

async function founded() {
  const home = await temporaryFolder()
  const { subnet } = await foundSubnet({ dir: path.join(home, 'keys'), names: [], now: Date.now() })
  const ca = path.join(home, 'ca.crt')
  fs.writeFileSync(ca, subnet.rootCa)
  return { home, ca, file: path.join(home, 'keys/subnet.json') }
}

async function found(home: string): Promise<(check: string) => Finding | undefined> {
  // No store of another program is looked at.
  const findings = await examine({ home, env: { PATH: '', HOME: path.join(home, 'none') } })
  return check => findings.find(finding => finding.check === check)
}

test('a home in good order; without a daemon, how to start one', async () => {
  const { home } = await founded()
  const finding = await found(home)
  expect(finding('keys')).toMatchObject({ state: 'ok' })
  expect(finding('root CA')).toMatchObject({ state: 'ok' })
  expect(finding('daemon')).toMatchObject({ state: 'warn', next: [`kubed start --home ${home}`] })
  expect(finding('https port')?.said).toMatch(/443/)
}, 30_000)

test.each([
  ['cut short', (text: string) => text.slice(0, -20), /subnet\.json cannot be used: it is damaged/],
  ['no JSON', () => 'no json', /subnet\.json cannot be used: it is damaged/],
  ['empty', () => '', /subnet\.json cannot be used: it is damaged/],
  ['without a root', (text: string) => text.replace(/"root": *"[^"]*"/, '"root":"x"'), /it is damaged/],
  ['of a newer version', (text: string) => text.replace(/"version": *1/, '"version": 99'), /it has version 99/]
])(
  'a subnet.json that is %s is told of as that',
  async (_, change, says) => {
    const { home, file } = await founded()
    const text = fs.readFileSync(file, 'utf8')
    fs.writeFileSync(file, change(text))
    expect(fs.readFileSync(file, 'utf8')).not.toBe(text)
    const finding = await found(home)
    expect(finding('root CA')).toMatchObject({
      state: 'fail',
      said: expect.stringMatching(says),
      next: [`ls -la ${file}`]
    })
    expect(finding('keys')).toMatchObject({ state: 'ok' })
  },
  30_000
)

test('a home elsewhere is named in every command for it', async () => {
  const { home, ca, file } = await founded()
  fs.writeFileSync(ca, 'replaced')
  const [stop, start] = ['stop', 'start'].map(word => `kubed ${word} --home ${home}`)
  expect((await found(home))('root CA')).toMatchObject({ state: 'fail', next: [stop, start] })
  fs.rmSync(file)
  expect((await found(home))('root CA')).toMatchObject({
    state: 'fail',
    next: [start, `kubed join CODE --home ${home}`]
  })
  fs.rmSync(path.join(home, 'keys'), { recursive: true })
  expect((await found(home))('keys')).toMatchObject({ state: 'fail', next: [start] })
}, 30_000)

test.each([
  ['keys/tls.pem', 'keys'],
  ['keys/intermediate-ca.pem', 'keys'],
  ['keys/credentials.sealed', 'membership'],
  ['config.yml', 'config.yml']
])(
  'what a start refuses of %s is told',
  async (name, check) => {
    const { home } = await founded()
    fs.writeFileSync(path.join(home, name), 'junk: [', { mode: 0o600 })
    const finding = await found(home)
    expect(finding(check)).toMatchObject({ state: 'fail', said: expect.stringContaining(path.basename(name)) })
  },
  30_000
)
