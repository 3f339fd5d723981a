// What is sealed with a key derived from that of the KUBE: read by it alone, and unchanged or not at all.
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSigningKey } from '../../../src/trust/keys.ts'
import { readSealed, writeSealed } from '../../../src/trust/sealed-file.ts'
import { foundSubnet, loadSubnet } from '../../../src/trust/subnet-file.ts'
import { foundedSubnet } from '../../support/subnet.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const kube = createSigningKey()
const unopened = { code: 'KUBE_HOME_INVALID', message: expect.stringContaining('cannot be opened') }

describe('a sealed file', () => {
  test('gives its text to the key that sealed it, and shows nothing of it', async () => {
    const file = path.join(await temporaryFolder(), 'x')
    expect(await readSealed(file, kube, 'x')).toBeUndefined()
    for (const text of ['', 'eyJhbGciOi', 'ä'.repeat(100_000)]) {
      await writeSealed(file, kube, 'x', text)
      expect(await readSealed(file, kube, 'x')).toBe(text)
      expect(text === '' || !fs.readFileSync(file).includes(text.slice(0, 8))).toBe(true)
      expect(fs.statSync(file).mode & 0o777).toBe(0o600)
    }
  })

  test('does not open for another key, as something else, or when a bit of it was changed or it was cut', async () => {
    const file = path.join(await temporaryFolder(), 'x')
    await writeSealed(file, kube, 'invite 1', 'one use')
    await expect(readSealed(file, createSigningKey(), 'invite 1')).rejects.toMatchObject(unopened)
    await expect(readSealed(file, kube, 'invite 2')).rejects.toMatchObject(unopened)
    const good = fs.readFileSync(file)
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length * 8 - 1), fc.nat(good.length - 1), async (bit, length) => {
        const bent = Buffer.from(good)
        bent[bit >> 3]! ^= 1 << (bit & 7)
        fs.writeFileSync(file, bent)
        await expect(readSealed(file, kube, 'invite 1')).rejects.toMatchObject(unopened)
        fs.writeFileSync(file, good.subarray(0, length))
        await expect(readSealed(file, kube, 'invite 1')).rejects.toMatchObject(unopened)
      })
    )
  })
})

describe('the credential store', () => {
  test('has no credential and no key of a join code in the clear, anywhere below keys/', async () => {
    const { dir, invite, invites, subnet, idOf } = await foundedSubnet(Date.now())
    const code = await invite({ uses: 2 })
    await invites.redeem(
      idOf(code),
      { peerId: 'a', now: Date.now() },
      async () => subnet.credentials,
      async () => undefined
    )
    const { proofKey } = invites.find(idOf(code))
    for (const name of fs.readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
      const file = path.join(dir, name)
      if (fs.statSync(file).isDirectory()) continue
      const text = fs.readFileSync(file, 'latin1')
      expect([name, subnet.credentials.some(jwt => text.includes(jwt)), text.includes(proofKey)]).toEqual([
        name,
        false,
        false
      ])
    }
  })

  test('of another home, or none, is told: the home is not taken for one without a subnet', async () => {
    const dir = path.join(await temporaryFolder(), 'keys')
    const { keys } = await foundSubnet({ dir, now: Date.now() })
    const store = path.join(dir, 'credentials.sealed')
    const other = await foundedSubnet(Date.now())
    fs.copyFileSync(path.join(other.dir, 'credentials.sealed'), store)
    await expect(loadSubnet(dir, keys.kube)).rejects.toMatchObject(unopened)
    fs.rmSync(store)
    await expect(loadSubnet(dir, keys.kube)).rejects.toMatchObject({
      code: 'KUBE_HOME_INVALID',
      message: expect.stringContaining('credentials.sealed')
    })
  })
})
