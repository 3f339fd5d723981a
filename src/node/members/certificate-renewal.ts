// Keeps the certificates of this KUBE from ending: by itself where it has the key of the root CA, else by asking an
// admin KUBE; at two thirds of their life, and again whenever a member comes (trust.md, TLS).
import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { KubeError, toKubeError } from '../../base/errors.ts'
import type { Clock, Scheduler } from '../../base/types.ts'
import { pathKey } from '../../graph/component.ts'
import { hostToPath } from '../../graph/host.ts'
import { isKeyOf } from '../../trust/certificate-format.ts'
import { Certificates } from '../../trust/certificates.ts'
import { createCertificateKey, saveRootCaKey } from '../../trust/keys.ts'
import type { Kube } from '../kube.ts'
import type { AdminDesk } from './admin-desk.ts'
import { askAdmins } from './asking-admins.ts'

/** Waiting for an admin to be connected before one is asked. */
const adminMsMax = 10_000
const retryMs = 60 * 60 * 1000
/** Timers are not set for longer: clocks are put right meanwhile. */
const sleepMsMax = 24 * 60 * 60 * 1000

export function openCertificates(kube: Kube, desk: AdminDesk, clock: Clock): Promise<Certificates> {
  const { subnet, keys, replica } = kube
  return Certificates.open({
    dir: kube.home.paths.keys,
    name: kube.name,
    peerId: kube.self,
    bases: subnet.bases,
    rootCa: subnet.rootCa,
    ...(keys.rootCa && { rootCaKey: keys.rootCa }),
    requestIntermediate: publicKey => requestIntermediate(kube, desk, publicKey),
    exists: name => {
      const prefix = `refs/${pathKey(hostToPath(name))}/`
      return replica.ledger.refs(prefix).next().done !== true
    },
    now: () => clock.now()
  })
}

/** A certificate (PEM) by an admin KUBE; an admin that lacks the key of the root CA is handed that too, and keeps it. */
async function requestIntermediate(kube: Kube, desk: AdminDesk, publicKey: KeyObject): Promise<string> {
  const { membership, network, replicator, self, subnet, home, logger } = kube
  const isThere = (): boolean => {
    const connected = new Set(network.peers())
    return membership.admins().some(({ id }) => id !== self && connected.has(id))
  }
  await replicator.until(isThere, adminMsMax)
  const answer = await askAdmins(kube, desk, { type: 'certificate', publicKey })
  if (answer.type !== 'certificate') throw new KubeError('KUBE_PEER_MISBEHAVED', 'an admin sent no certificate')
  if (answer.rootCaKey !== undefined && membership.isAdmin(self)) {
    if (!isKeyOf(answer.rootCaKey, new X509Certificate(subnet.rootCa))) {
      throw new KubeError('KUBE_PEER_MISBEHAVED', 'an admin KUBE sent the key of another root CA')
    }
    await saveRootCaKey(home.paths.keys, answer.rootCaKey)
    logger.log('info', 'the key of the root CA is here; this machine invites after its next start')
  }
  return answer.certificate.toString()
}

export interface RenewalOptions {
  readonly kube: Kube
  readonly desk: AdminDesk
  readonly certificates: Certificates
  readonly clock: Clock
  readonly scheduler: Scheduler
}

/** Looks after the certificates while the daemon runs. */
export class CertificateRenewal {
  readonly #options: RenewalOptions
  #running: Promise<void> | undefined
  #due = 0
  #cancel: () => void = () => undefined
  #stopped = false

  constructor(options: RenewalOptions) {
    this.#options = options
    options.kube.onMember(() => {
      if (options.clock.now() >= this.#due) void this.turn()
    })
  }

  /** Renews what is due; one turn at a time. Never fails: what could not be renewed is logged, and tried again. */
  turn(): Promise<void> {
    this.#running ??= this.#turn().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  stop(): void {
    this.#stopped = true
    this.#cancel()
  }

  async #turn(): Promise<void> {
    const { certificates, clock, scheduler, kube } = this.#options
    this.#cancel()
    let next = clock.now() + retryMs
    try {
      await this.#completeAdmin()
      const renewal = await certificates.renewIfDue(clock.now())
      if (renewal.renewed) kube.logger.log('info', 'certificates were renewed', { until: certificates.until })
      next = renewal.next
      this.#due = next
    } catch (thrown) {
      const { code, reason, message } = toKubeError(thrown)
      const until = certificates.until
      kube.logger.log('error', 'a certificate could not be renewed', { code, reason: reason || message, until })
    }
    if (this.#stopped) return
    this.#cancel = scheduler.after(Math.min(Math.max(next - clock.now(), 1000), sleepMsMax), () => void this.turn())
  }

  /** A member that was made an admin after it joined gets the key of the root CA from another. */
  async #completeAdmin(): Promise<void> {
    const { kube, desk } = this.#options
    if (kube.keys.rootCa || !kube.membership.isAdmin(kube.self) || this.#completed) return
    await requestIntermediate(kube, desk, createPublicKey(createCertificateKey()))
    this.#completed = true
  }

  #completed = false
}
