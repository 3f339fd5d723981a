// After a start under a new key: the one before it is ended, once, whatever happens on the way.
import fs from 'node:fs/promises'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Kube } from '../../../src/node/kube.ts'
import type { AdminDesk } from '../../../src/node/members/admin-desk.ts'
import { retireKeyBefore } from '../../../src/node/members/rotating.ts'
import { createSigningKey } from '../../../src/trust/keys.ts'
import { rotationToRetire, stateRotation } from '../../../src/trust/rotation.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

async function afterRotation() {
  const keys = await temporaryFolder()
  const [before, now] = [createSigningKey(), createSigningKey()]
  const file = path.join(keys, 'rotation.jwt')
  await fs.writeFile(file, await stateRotation(before, now.publicKey, Date.now()))
  const listeners: (() => void)[] = []
  const logged: string[] = []
  let member = false
  const kube = {
    self: now.peerId,
    home: { paths: { keys } },
    membership: { isMember: () => member, isAdmin: () => true, admins: () => [] },
    network: { peers: () => [] },
    logger: { log: (_level: string, text: string) => void logged.push(text) },
    onMember: (listener: () => void) => void listeners.push(listener)
  } as unknown as Kube
  const joined = (): void => {
    member = true
    for (const listener of listeners) listener()
  }
  return { kube, file, keys, self: now.peerId, joined, logged }
}

test('several members that come at once have it asked once', async () => {
  const { kube, keys, self, joined, logged } = await afterRotation()
  const answer = vi.fn(async () => ({ type: 'retire' }))
  await retireKeyBefore(kube, { answer } as unknown as AdminDesk)
  expect(answer).not.toHaveBeenCalled()
  for (let count = 0; count < 5; count++) joined()
  await vi.waitFor(() => expect(logged).toEqual(['the key before this one is revoked']))
  expect(answer).toHaveBeenCalledTimes(1)
  expect(await rotationToRetire(keys, self)).toBeUndefined()
})

test('a refusal, and a statement that was damaged meanwhile, are told; the next member has it asked again', async () => {
  const { kube, file, joined, logged } = await afterRotation()
  let refused = false
  const answer = vi.fn(async () => {
    if (refused) return { type: 'retire' }
    refused = true
    throw new Error('not now')
  })
  await retireKeyBefore(kube, { answer } as unknown as AdminDesk)
  const said = await fs.readFile(file)
  await fs.writeFile(file, 'garbage')
  joined()
  await vi.waitFor(() => expect(logged).toEqual(['the key before this one is not revoked yet']))
  await fs.writeFile(file, said)
  joined()
  await vi.waitFor(() => expect(logged).toHaveLength(2))
  joined()
  await vi.waitFor(() => expect(logged.at(-1)).toBe('the key before this one is revoked'))
  expect(answer).toHaveBeenCalledTimes(2)
})
