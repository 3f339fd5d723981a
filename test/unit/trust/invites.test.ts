import fs from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../src/base/bytes.ts'
import { assertOpen, Invites, proofKeyOf } from '../../../src/trust/invites.ts'
import { createSigningKey } from '../../../src/trust/keys.ts'
import { readSealed, writeSealed } from '../../../src/trust/sealed-file.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const now = Date.UTC(2026, 0, 1)
const kube = createSigningKey()
const nothing = async (): Promise<void> => undefined
const of = (peerId: string, at = now) => ({ peerId, now: at })
const code = (name: string) => expect.objectContaining({ code: name })

async function open() {
  const dir = await temporaryFolder()
  const at = (when: number) => Invites.open({ dir, kube }, when)
  return { dir, invites: await at(now), reopen: (when = now) => at(when) }
}

describe('open codes', () => {
  test('are kept privately, without their secret', async () => {
    const { dir, invites } = await open()
    const { id, secret, expiresMs } = await invites.create({ now })
    expect([id.length, secret.length, expiresMs]).toEqual([8, 16, now + 15 * 60_000])
    const file = path.join(dir, 'invites', `${toHex(id)}.sealed`)
    const text = await readSealed(file, kube, `invite ${toHex(id)}`)
    expect(text).not.toContain(toHex(secret))
    expect(text).toContain(toHex(proofKeyOf(secret)))
    expect((await fs.stat(file)).mode & 0o777).toBe(0o600)
    expect((await fs.stat(path.dirname(file))).mode & 0o777).toBe(0o700)
  })

  test('each use is given once, whoever comes at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.nat(5), { minLength: 1, maxLength: 12 }),
        async (uses, peers) => {
          const { invites } = await open()
          const { id } = await invites.create({ uses, now })
          let issued = 0
          const issue = async () => {
            await new Promise(setImmediate)
            return [`credential ${++issued}`]
          }
          const asked = peers.map(peer => invites.redeem(toHex(id), of(`peer ${peer}`), issue, nothing))
          const results = await Promise.allSettled(asked)
          const wanted = Math.min(uses, new Set(peers).size)
          expect(issued).toBe(wanted)
          const given = new Map<number, Set<string>>()
          for (const [at, result] of results.entries()) {
            const peer = peers[at]!
            if (result.status === 'rejected') expect(result.reason).toEqual(code('KUBE_CODE_USED'))
            else given.set(peer, (given.get(peer) ?? new Set()).add(result.value.credentials.join()))
          }
          expect(given.size).toBe(wanted)
          for (const credentials of given.values()) expect(credentials.size).toBe(1)
        }
      ),
      { numRuns: 25 }
    )
  })

  test('what was taken stays taken after a restart, and is given to the same peer again', async () => {
    const { invites, reopen } = await open()
    const { id } = await invites.create({ now })
    const first = await invites.redeem(toHex(id), of('a'), async () => ['one'], nothing)
    const again = await reopen()
    await expect(again.redeem(toHex(id), of('b'), async () => ['two'], nothing)).rejects.toEqual(code('KUBE_CODE_USED'))
    expect(await again.redeem(toHex(id), of('a', now + 1000), async () => ['three'], nothing)).toEqual(first)
  })

  test('a record that failed is made up by the next attempt of the same peer', async () => {
    const { invites } = await open()
    const { id } = await invites.create({ now })
    const fail = async () => {
      throw new Error('disk full')
    }
    await expect(invites.redeem(toHex(id), of('a'), async () => ['one'], fail)).rejects.toThrow('disk full')
    await expect(invites.redeem(toHex(id), of('b'), async () => ['two'], nothing)).rejects.toEqual(
      code('KUBE_CODE_USED')
    )
    const recorded: string[] = []
    await invites.redeem(
      toHex(id),
      of('a'),
      async () => ['other'],
      async (_, { credentials }) => {
        recorded.push(...credentials)
      }
    )
    expect(recorded).toEqual(['one'])
  })

  test('nothing is taken where nothing could be issued', async () => {
    const { invites } = await open()
    const { id } = await invites.create({ now })
    const fail = async () => {
      throw new Error('no key')
    }
    await expect(invites.redeem(toHex(id), of('a'), fail, nothing)).rejects.toThrow('no key')
    await expect(invites.redeem(toHex(id), of('b'), async () => ['two'], nothing)).resolves.toBeDefined()
  })

  test('end to the millisecond, also for who had used it; then they are told as expired, and at last forgotten', async () => {
    const { dir, invites, reopen } = await open()
    const { id } = await invites.create({ now, ttlMs: 1500 })
    await invites.redeem(toHex(id), of('a', now + 1499), async () => ['one'], nothing)
    for (const peer of ['a', 'b']) {
      const late = invites.redeem(toHex(id), of(peer, now + 1500), async () => ['two'], nothing)
      await expect(late).rejects.toEqual(code('KUBE_CODE_EXPIRED'))
    }
    const dayMs = 86_400_000
    const month = await reopen(now + 29 * dayMs)
    expect(() => assertOpen(month.find(toHex(id)), 'a', now + 29 * dayMs)).toThrow(code('KUBE_CODE_EXPIRED'))
    const later = await reopen(now + 31 * dayMs)
    expect(() => later.find(toHex(id))).toThrow(code('KUBE_CODE_UNKNOWN'))
    expect(await fs.readdir(path.join(dir, 'invites'))).toEqual([])
  })

  test('bad wishes and damaged files', async () => {
    const { dir, invites, reopen } = await open()
    for (const bad of [
      { uses: 0 },
      { uses: 1.5 },
      { uses: 1e9 },
      { ttlMs: 0 },
      { ttlMs: Number.NaN },
      { ttlMs: 1e15 }
    ]) {
      await expect(invites.create({ now, ...bad })).rejects.toEqual(code('KUBE_USAGE'))
    }
    const { id } = await invites.create({ now })
    const file = path.join(dir, 'invites/0000000000000000.sealed')
    await fs.writeFile(file, '{"version":1}')
    const [first] = (await reopen()).putAside
    expect(first).toMatchObject({ code: 'KUBE_HOME_INVALID', message: expect.stringContaining(file) })
    await writeSealed(file, kube, 'invite 0000000000000000', '{"version":1}')
    const opened = await reopen()
    expect(opened.putAside[0]?.reason).toContain('its id is not its name')
    // The others hold, and nothing is removed.
    expect(opened.find(toHex(id)).id).toBe(toHex(id))
    expect((await fs.readdir(path.join(dir, 'invites'))).sort()).toEqual(
      ['0000000000000000.sealed.damaged', `${toHex(id)}.sealed`].sort()
    )
    expect((await reopen()).putAside).toEqual([])
  })
})
