// What members say of themselves when a stream opens, and whether they are let in.
import { KubeError } from '../base/errors.ts'
import { didOfKey, keyOfDid, keyOfPeerId } from '../base/identity.ts'
import type { PeerId } from '../base/types.ts'
import { version } from '../base/version.ts'
import type { Hello } from '../sync/messages.ts'
import { verifyMembership } from '../trust/credentials.ts'
import type { Subnet } from '../trust/subnet-file.ts'
import type { Membership } from './members/membership.ts'
import { realClock } from './real.ts'

export function helloOf(self: PeerId, name: string, subnet: Subnet, membership: Membership, rules: number): Hello {
  const proof = membership.proof(self)
  return {
    type: 'hello',
    subnet: keyOfDid(subnet.root),
    rules,
    name,
    version,
    credentials: proof.length > 0 ? proof : subnet.credentials,
    clockMs: realClock.now()
  }
}

/** @throws KUBE_PEER_REFUSED for who is no member, KUBE_CREDENTIAL_INVALID */
export async function admit(peer: PeerId, hello: Hello, subnet: Subnet, membership: Membership): Promise<void> {
  const root = didOfKey(hello.subnet)
  if (root !== subnet.root) {
    throw new KubeError('KUBE_PEER_REFUSED', `${peer} is of another subnet`, { reason: `its root is ${root}` })
  }
  if (membership.isRemoved(peer)) {
    throw new KubeError('KUBE_PEER_REFUSED', `${peer} was removed from the subnet`, { reason: 'its key is revoked' })
  }
  // What the graph has was judged at its place there; what it has not yet must lead to the root past all that has ended.
  if (membership.isMember(peer)) return
  const subject = didOfKey(keyOfPeerId(peer))
  const isRevoked = (id: string, of: string): boolean => membership.isRevoked(id, of)
  const { roles } = await verifyMembership(hello.credentials, { root, subject, now: realClock.now(), isRevoked })
  if (!roles.includes('member') && !roles.includes('admin')) {
    throw new KubeError('KUBE_PEER_REFUSED', `${peer} is no member`, { reason: 'it has no member credential' })
  }
}

/** Whether credentials make a KUBE an admin, past all that is known here to have ended. */
export async function provesAdmin(
  peer: PeerId,
  credentials: readonly string[],
  subnet: Subnet,
  membership: Membership
): Promise<boolean> {
  if (membership.isRemoved(peer)) return false
  const subject = didOfKey(keyOfPeerId(peer))
  const isRevoked = (id: string, of: string): boolean => membership.isRevoked(id, of)
  try {
    const now = realClock.now()
    const { roles } = await verifyMembership(credentials, { root: subnet.root, subject, now, isRevoked, need: 'admin' })
    return roles.includes('admin')
  } catch (thrown) {
    if (thrown instanceof KubeError) return false
    throw thrown
  }
}
