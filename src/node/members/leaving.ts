// This KUBE leaves its subnet: an admin takes it off the list, and what it could act with is deleted here.
import fs from 'node:fs/promises'
import path from 'node:path'
import { homeFlag, shellWord } from '../../base/command-words.ts'
import { KubeError } from '../../base/errors.ts'
import { readIfThere, removeDurable, writeDurable } from '../../trust/key-files.ts'
import { invitesFolder, kubeFile } from '../../trust/keys.ts'
import type { Kube } from '../kube.ts'
import { realClock } from '../real.ts'
import type { AdminDesk } from './admin-desk.ts'
import { askAdmins } from './asking-admins.ts'

const leftFile = 'left.json'
/** For the entry of an admin that answered nothing. */
const graphMsMax = 1_000
/** What a machine that has left could still vouch or sign with. */
const secrets = [
  'root-ca.pem',
  'intermediate-ca.pem',
  'tls.pem',
  'root.pem',
  kubeFile,
  'kube-next.pem',
  'credentials.sealed'
]

/** The daemon has to end after it. @throws KUBE_LAST_ADMIN, KUBE_UNREACHABLE without an admin */
export async function leave(kube: Kube, desk: AdminDesk): Promise<void> {
  const { membership, self, home, name } = kube
  const others = membership.machines().filter(({ id }) => id !== self)
  const admins = others.filter(({ id }) => membership.isAdmin(id))
  if (admins.length === 0 && membership.isAdmin(self)) {
    throw new KubeError('KUBE_LAST_ADMIN', 'this machine is the last admin of its subnet', {
      reason:
        others.length === 0
          ? 'it is the only machine; delete its home to end the subnet'
          : `without it nobody can let machines in: ${others.map(one => one.name).join(', ')}`,
      next:
        others.length === 0
          ? [`kubed stop${homeFlag(home.dir, process.env)}`, `rm -r ${shellWord(home.dir)}`]
          : ['kubed invite --role admin']
    })
  }
  try {
    // One that was removed already only has to put its keys away.
    if (!membership.isRemoved(self)) await askAdmins(kube, desk, { type: 'leave' })
  } catch (thrown) {
    // The connection may be closed before the answer is through: the graph says it then.
    const done = await kube.replicator.until(() => membership.isRemoved(self), graphMsMax)
    if (done) return await markLeft(kube)
    if (!(thrown instanceof KubeError) || thrown.code !== 'KUBE_UNREACHABLE') throw thrown
    throw new KubeError('KUBE_UNREACHABLE', thrown.message, {
      reason: thrown.reason,
      next: [`dx machine remove ${name}    # on ${admins[0]?.name ?? 'an admin machine'}`],
      cause: thrown
    })
  }
  await markLeft(kube)
}

async function markLeft({ subnet, home }: Kube): Promise<void> {
  const left = { subnet: subnet.root, atMs: realClock.now() }
  await writeDurable(path.join(home.paths.keys, leftFile), `${JSON.stringify(left)}\n`)
}

/** Deletes the private keys of a home that has left; also after a crash in between. @throws KUBE_HOME_INVALID if it has */
export async function assertNotLeft(dir: string, keysDir: string): Promise<void> {
  const text = await readIfThere(path.join(keysDir, leftFile))
  if (text === undefined) return
  await forgetKeys(keysDir)
  const { subnet, atMs } = JSON.parse(text) as { subnet: string; atMs: number }
  throw new KubeError('KUBE_HOME_INVALID', `${dir} has left its subnet`, {
    reason: `${subnet}, at ${new Date(atMs).toISOString()}; its keys are deleted, what it holds is still there`,
    next: ['kubed start --home DIR', `rm -r ${shellWord(dir)}`, `kubed join CODE${homeFlag(`${dir}.new`, {})}`]
  })
}

/** For the end of the daemon of a home that has left. */
export async function forgetKeysIfLeft(keysDir: string): Promise<void> {
  if ((await readIfThere(path.join(keysDir, leftFile))) !== undefined) await forgetKeys(keysDir)
}

async function forgetKeys(keysDir: string): Promise<void> {
  for (const name of secrets) await removeDurable(path.join(keysDir, name))
  await fs.rm(path.join(keysDir, invitesFolder), { recursive: true, force: true })
}
