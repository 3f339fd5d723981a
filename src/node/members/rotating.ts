// This KUBE goes on under another key: the present one names the next, an admin grants that what this one has, and once
// the next is in use the one before it is revoked. A crash at any point is taken up by the same command or the next start.
import { KubeError, toKubeError } from '../../base/errors.ts'
import type { PeerId } from '../../base/types.ts'
import { verifyMembership } from '../../trust/credentials.ts'
import { createSigningKey } from '../../trust/keys.ts'
import { beginRotation, endRotation, forgetRotation, rotationToRetire } from '../../trust/rotation.ts'
import type { Kube } from '../kube.ts'
import { realClock } from '../real.ts'
import type { AdminDesk } from './admin-desk.ts'
import { askAdmins } from './asking-admins.ts'

/**
 * From here on the home has the next key; the daemon has to end. `by` others alone, where nobody takes what this one writes.
 * @throws KUBE_UNREACHABLE without an admin, KUBE_STALE
 */
export async function rotate(
  kube: Kube,
  desk: AdminDesk,
  by: 'anyone' | 'others' = 'anyone'
): Promise<{ from: PeerId; to: PeerId }> {
  const { keys, subnet, home } = kube
  const { next, statement } = await beginRotation(home.paths.keys, keys.kube, createSigningKey, realClock.now())
  const answer = await askAdmins(kube, desk, { type: 'rotate', statement }, by)
  if (answer.type !== 'rotate') throw new KubeError('KUBE_PEER_MISBEHAVED', 'an admin sent no credentials')
  await verifyMembership(answer.credentials, { root: subnet.root, subject: next.did, now: realClock.now() })
  await endRotation(home.paths.keys, next, answer.credentials)
  return { from: keys.kube.peerId, to: next.peerId }
}

/** After a start under a new key: ends the one before it, as soon as an admin can be asked. */
export async function retireKeyBefore(kube: Kube, desk: AdminDesk): Promise<void> {
  const dir = kube.home.paths.keys
  const statement = await rotationToRetire(dir, kube.self)
  if (statement === undefined) return
  let running = false
  // Never rejects: nobody waits for it.
  const attempt = async (): Promise<void> => {
    if (running) return
    running = true
    try {
      if (!kube.membership.isMember(kube.self) || !(await rotationToRetire(dir, kube.self))) return
      await askAdmins(kube, desk, { type: 'retire', statement })
      await forgetRotation(dir)
      kube.logger.log('info', 'the key before this one is revoked')
    } catch (thrown) {
      const { code, reason, message } = toKubeError(thrown)
      kube.logger.log('warn', 'the key before this one is not revoked yet', { code, reason: reason || message })
    } finally {
      running = false
    }
  }
  kube.onMember(() => void attempt())
  void attempt()
}
