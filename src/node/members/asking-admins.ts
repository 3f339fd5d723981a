// This KUBE as a member that asks the admin KUBEs of its subnet, one after another until one answers.
import { KubeError, toKubeError } from '../../base/errors.ts'
import { askAsMember, type MemberAnswer, type MemberRequest, memberProtocol } from '../../trust/member-requests.ts'
import type { Kube } from '../kube.ts'
import type { AdminDesk } from './admin-desk.ts'

const openMsMax = 10_000
/** An admin that another can stand in for; what was asked itself is wrong with every other code. */
const passedOver: ReadonlySet<string> = new Set([
  'KUBE_UNREACHABLE',
  'KUBE_TIMEOUT',
  'KUBE_PEER_LOST',
  'KUBE_PEER_REFUSED',
  'KUBE_PEER_MISBEHAVED',
  'KUBE_DENIED'
])

/**
 * The answer of an admin: of this KUBE itself where it is one and can.
 * @throws KUBE_UNREACHABLE when no admin is connected, else what the last one refused with
 */
export async function askAdmins(
  kube: Kube,
  desk: AdminDesk,
  request: MemberRequest,
  by: 'anyone' | 'others' = 'anyone'
): Promise<MemberAnswer> {
  const { membership, network, self, logger } = kube
  const connected = new Set(network.peers())
  const admins = membership.admins().filter(({ id }) => id !== self)
  // Who leaves is taken off the list by another: a key's own word against itself would be struck with it.
  const able = membership.isAdmin(self) && by === 'anyone'
  const own = able && request.type !== 'leave' && request.type !== 'certificate'
  if (own) return await desk.answer(self, request)
  let refusal: KubeError | undefined
  for (const admin of admins.filter(({ id }) => connected.has(id))) {
    try {
      const channel = await network.open(admin.id, memberProtocol, { signal: AbortSignal.timeout(openMsMax) })
      return await askAsMember(channel, request)
    } catch (thrown) {
      refusal = toKubeError(thrown)
      logger.log('warn', `${admin.name} did not answer`, { code: refusal.code, reason: refusal.reason })
      if (!passedOver.has(refusal.code)) throw refusal
    }
  }
  throw (
    refusal ??
    new KubeError('KUBE_UNREACHABLE', 'no admin of the subnet is connected', {
      reason: `admins are ${admins.map(({ name }) => name).join(', ') || 'not known'}`,
      next: ['dx machines', 'kubed doctor']
    })
  )
}
