// Machines that are removed, leave, or go on under another key: what the others count, serve and believe from then on.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkpointProtocol } from '../../src/node/checkpoints/checkpoint-exchange.ts'
import { contentProtocol } from '../../src/node/objects/large-transfer.ts'
import { createNetwork, type Libp2pNetwork } from '../../src/p2p/network.ts'
import type { Channel } from '../../src/ports/network.ts'
import type { Machine, Published } from '../../src/rpc/api.ts'
import { dmgProtocol } from '../../src/rpc/dmg/dmg-stream.ts'
import { encodeMessage, objectsProtocol, syncProtocol } from '../../src/sync/messages.ts'
import { sequencerProtocol } from '../../src/sync/sequencer-messages.ts'
import { createSigningKey, libp2pPrivateKey, loadKeys } from '../../src/trust/keys.ts'
import { askAsMember, memberProtocol } from '../../src/trust/member-requests.ts'
import { stateRotation } from '../../src/trust/rotation.ts'
import { Bench, converged, eventually, type KubeProcess, run } from '../support/kube-process.ts'
import { refuses } from '../support/refusal.ts'

// One subnet for all: each test goes on with the machines that the one before left.
const bench = new Bench()
let a1: KubeProcess
let a2: KubeProcess
let a3: KubeProcess
let a4: KubeProcess
beforeAll(async () => {
  ;[a1, a2, a3] = (await bench.subnet(['a1', 'a2', 'a3'])) as [KubeProcess, KubeProcess, KubeProcess]
  // Nothing below needs it: a1 starts again without it when it has another key.
  fs.rmSync(path.join(a1.home, 'keys/root.pem'))
}, 60_000)
afterAll(() => bench.end())

const protocols = [
  syncProtocol,
  objectsProtocol,
  contentProtocol,
  checkpointProtocol,
  sequencerProtocol,
  memberProtocol,
  dmgProtocol
]
const siteOf = (text: string): string => bench.site({ 'index.html': text })
const machines = (kube: KubeProcess): Promise<Machine[]> => kube.json<Machine[]>(['machines'])
const names = async (kube: KubeProcess): Promise<string[]> => (await machines(kube)).map(({ name }) => name)
const idOf = async (kube: KubeProcess, name: string): Promise<string> =>
  (await machines(kube)).find(machine => machine.name === name)?.id ?? 'none'

async function page(kube: KubeProcess, name: string): Promise<string> {
  const { status, body } = await kube.fetch(`https://${name}.kube.localhost/`)
  return status === 200 ? body.toString() : String(status)
}

async function publish(kube: KubeProcess, name: string, text: string, ...more: string[]): Promise<Published> {
  return kube.json<Published>(['publish', siteOf(text), '--to', name, ...more])
}

/** A network node under the key of a machine that does not run, connected to a1. */
async function impostor(kube: KubeProcess): Promise<{ network: Libp2pNetwork; admin: string }> {
  const keys = await loadKeys(path.join(kube.home, 'keys'))
  const network = createNetwork({ privateKey: libp2pPrivateKey(keys!.kube), listen: [], mdns: false })
  await network.start({ connected: () => undefined, disconnected: () => undefined })
  return { network, admin: await network.dial(a1.ready!.p2p) }
}

/** What comes until the other side ends the channel. */
async function said(channel: Channel): Promise<string[]> {
  const texts: string[] = []
  try {
    for await (const message of channel) texts.push(Buffer.from(message).toString('latin1'))
  } catch {
    // How it ends is the other side's choice; what came is what counts.
  }
  return texts
}

/** Holds for a while, asked over and over. */
async function always(body: () => Promise<boolean>, what: string, ms = 1000): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end; ) {
    expect(await body(), what).toBe(true)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

describe('another key', () => {
  test('a member and an admin go on under new keys, with their rights; the old ones count for nothing', async () => {
    await converged([a1, a2, a3])
    for (const kube of [a3, a1]) {
      const before = await idOf(a2, kube.name)
      await publish(kube, `own-${kube.name}`, 'before')
      const said = await kube.kubed(['rotate', '--json'])
      expect(said.code, said.err).toBe(0)
      const { from, to } = JSON.parse(said.out) as { from: string; to: string }
      expect([from, from === to]).toEqual([before, false])
      await kube.start()
      expect(kube.ready?.peerId).toBe(to)
      await eventually(async () => (await machines(a2)).every(({ id }) => id !== from), `${kube.name} has a new key`)
      expect((await names(a2)).sort()).toEqual(['a1', 'a2', 'a3'])
      const stands = await publish(kube, `own-${kube.name}`, 'after', '--replicas', 'all')
      expect([...stands.servedBy].sort()).toEqual(['a1', 'a2', 'a3'])
      expect(fs.existsSync(path.join(kube.home, 'keys/kube-next.pem'))).toBe(false)
      await eventually(async () => !fs.existsSync(path.join(kube.home, 'keys/rotation.jwt')), 'nothing is left to do')
    }
    expect((await machines(a2)).find(({ name }) => name === 'a1')?.admin).toBe(true)
    await converged([a1, a2, a3])
  }, 90_000)
})

describe('the subnet root', () => {
  test('may go offline: an admin, under another key too, invites, and what joins shows the same root CA', async () => {
    a4 = bench.kube('a4')
    const code = await a1.invite('--role', 'member')
    await a4.start(['--join', code])
    // Other users of the machine see its processes, and some codes are for several machines.
    expect(fs.readFileSync(`/proc/${a4.pid}/cmdline`, 'latin1')).toMatch(/^kubed/)
    expect(fs.readFileSync(`/proc/${a4.pid}/cmdline`, 'latin1')).not.toContain(code.slice(-20))
    expect(a4.ca.equals(a2.ca)).toBe(true)
    expect(fs.existsSync(path.join(a4.home, 'keys/root-ca.pem'))).toBe(false)
    expect((await machines(a1)).map(({ name, admin }) => [name, admin]).sort()).toEqual([
      ['a1', true],
      ['a2', true],
      ['a3', false],
      ['a4', false]
    ])
    await converged([a1, a2, a3, a4])
  }, 60_000)
})

describe('a member that is turned', () => {
  test('gets nothing from the desk of an admin by noise, size or silence, and the admin goes on', async () => {
    await a4.end()
    const { network, admin } = await impostor(a4)
    try {
      const noise = [Buffer.alloc(0), Buffer.alloc(300, 0xff), Buffer.alloc(200_000, 0x0a)]
      for (const bytes of noise) {
        const channel = await network.open(admin, memberProtocol)
        await channel.send(new Uint8Array(bytes)).catch(() => undefined)
        expect((await said(channel)).join()).not.toMatch(/eyJ|BEGIN|PRIVATE/)
      }
      const silent = await Promise.allSettled(Array.from({ length: 64 }, () => network.open(admin, memberProtocol)))
      expect((await a1.json<{ subnet: string }>(['status'])).subnet).toBe(a1.ready?.subnet)
      for (const one of silent) if (one.status === 'fulfilled') one.value.abort(new Error('enough'))
      // Another machine's next key, by its own word.
      const statement = await stateRotation(createSigningKey(), createSigningKey().publicKey, Date.now())
      const asking = askAsMember(await network.open(admin, memberProtocol), { type: 'rotate', statement })
      await expect(asking).rejects.toMatchObject({ code: 'KUBE_DENIED' })
    } finally {
      await network.stop()
    }
    expect(await names(a1)).toHaveLength(4)
    await a4.start()
    await eventually(async () => (await machines(a1)).filter(({ connected }) => connected).length === 4, 'a4 is back')
  }, 60_000)
})

describe('a right that has ended', () => {
  test('is revoked at a cut by an admin, and every machine has that', async () => {
    const key = path.join(bench.dir, 'guest')
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
    const { id } = await a1.json<{ id: string }>(['grant', 'write', 'dx://guests', '--to', `${key}.pub`, '--ttl', '1s'])
    const revoked = async (kube: KubeProcess): Promise<boolean> =>
      (await kube.git('rev-parse', '--verify', '--quiet', `refs/!trust/${id}/!revoked`)).code === 0
    for (const kube of [a1, a4]) await eventually(() => revoked(kube), `${kube.name} has the revocation`)
  }, 30_000)
})

describe('refusals', () => {
  test('of unknown names, by members that are no admins, of the machine itself, of wrong roles', async () => {
    await refuses(more => a1.dx(['machine', 'remove', 'attic', ...more]), { code: 'KUBE_NOT_FOUND', says: /a1, a2/ })
    await refuses(more => a4.dx(['machine', 'remove', 'a1', ...more]), { code: 'KUBE_DENIED', says: /a1/ })
    await refuses(more => a1.dx(['machine', 'remove', 'a1', ...more]), { code: 'KUBE_USAGE', says: /kubed leave/ })
    const says = /member or admin/
    await refuses(more => a1.kubed(['invite', '--role', 'owner', ...more]), { code: 'KUBE_USAGE', says })
  }, 30_000)
})

describe('a removed machine', () => {
  test('gets nothing new, is not counted, is refused when it dials, and nothing it says counts', async () => {
    await publish(a3, 'before', 'by a3', '--replicas', 'all')
    await converged([a1, a2, a3, a4])
    const removed = await a1.dx(['machine', 'remove', 'a3', '--json'])
    expect(removed.code, removed.err).toBe(0)
    expect(JSON.parse(removed.out)).toEqual({ type: 'removed', name: 'a3', id: a3.ready?.peerId })
    expect(removed.err).toMatch(/a3 holds already cannot be recalled/)
    expect(await names(a1)).toEqual(['a1', 'a2', 'a4'])
    const after = await publish(a1, 'after', 'news', '--replicas', 'all')
    expect([...after.servedBy].sort()).toEqual(['a1', 'a2', 'a4'])
    await eventually(async () => (await names(a2)).length === 3, 'a2 knows')

    // What it wrote before stands; what it writes now reaches nobody, also after it came back.
    expect(await page(a2, 'before')).toBe('by a3')
    for (const again of [false, true]) {
      if (again) {
        await a3.end()
        await a3.start(['--connect', a1.ready!.p2p[0]!])
      }
      await a3.dx(['publish', siteOf(`ghost ${again}`), '--to', 'before', '--timeout', '1s'])
      await always(async () => {
        const holds = (await a3.git('cat-file', '-e', after.release)).code === 0
        const links = (await machines(a1)).filter(({ connected }) => connected).length
        return !holds && links === 3 && (await page(a1, 'before')) === 'by a3' && (await page(a2, 'before')) === 'by a3'
      }, 'a3 is out')
    }
    expect((await converged([a1, a2, a4])).length).toBeGreaterThan(0)
    // It heard of its removal, and says so.
    expect(a3.log).toMatch(/was removed from its subnet/)
    await refuses(more => a3.dx(['machine', 'remove', 'a1', ...more]), { code: 'KUBE_DENIED' })

    // Its key is told that much by anybody and nothing else, and does not come back in by another join code.
    await a3.end()
    const code = await a1.invite()
    const { network, admin } = await impostor(a3)
    try {
      const told = Buffer.from(encodeMessage({ type: 'removed' })).toString('latin1')
      for (const protocol of protocols) {
        const heard = await said(await network.open(admin, protocol))
        expect(heard, protocol).toEqual(protocol === syncProtocol ? [told] : [])
      }
      await eventually(async () => network.peers().length === 0, 'it is let go')
    } finally {
      await network.stop()
    }
    for (const name of ['subnet.json', 'credentials.sealed']) fs.rmSync(path.join(a3.home, 'keys', name))
    fs.rmSync(path.join(a3.home, 'dmg.git'), { recursive: true })
    const says = /removed from the subnet; another home/
    await refuses(more => a3.kubed(['join', code, ...more]), { code: 'KUBE_DENIED', says })
    expect(await names(a1)).toEqual(['a1', 'a2', 'a4'])
  }, 90_000)

  test('one that leaves deletes its keys, is not counted, and starts no more; the last admin stays', async () => {
    await publish(a2, 'app', 'by a2', '--replicas', 'all')
    const left = await a2.kubed(['leave', '--json'])
    expect(left.code, left.err).toBe(0)
    expect(JSON.parse(left.out)).toMatchObject({ type: 'left', subnet: a1.ready?.subnet })
    expect(fs.readdirSync(path.join(a2.home, 'keys')).filter(name => /\.(pem|sealed)$/.test(name))).toEqual([])
    expect(await names(a1)).toEqual(['a1', 'a4'])
    expect(await page(a1, 'app')).toBe('by a2')
    await expect(a2.start()).rejects.toThrow(/has left its subnet/)
    await refuses(more => a1.kubed(['leave', ...more]), { code: 'KUBE_LAST_ADMIN', says: /a4/ })
    // Nobody is there to be asked: the command says who can do it.
    await a1.end()
    await eventually(async () => (await machines(a4)).filter(({ connected }) => connected).length === 1, 'a4 is alone')
    await refuses(more => a4.kubed(['leave', ...more]), { code: 'KUBE_UNREACHABLE', says: /dx machine remove a4/ })
  }, 60_000)
})
