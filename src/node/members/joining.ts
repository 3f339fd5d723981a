// This home as the one that joins a subnet by a code: finds the KUBE that made it, is taken in, keeps what it got.
import { createPublicKey } from 'node:crypto'
import { equalBytes } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import { keyOfDid } from '../../base/identity.ts'
import type { Logger } from '../../base/types.ts'
import { version } from '../../base/version.ts'
import { createNetwork } from '../../p2p/network.ts'
import { assertCodeFits, requestEnrolment } from '../../trust/enrolment.ts'
import { enrolProtocol } from '../../trust/enrolment-proof.ts'
import { decodeJoinCode, rootFingerprint } from '../../trust/join-code.ts'
import { createCertificateKey, createKubeKeys, type Keys, libp2pPrivateKey, loadKeys } from '../../trust/keys.ts'
import { loadSubnet, type Subnet, saveJoined } from '../../trust/subnet-file.ts'
import { saveBootstrap } from '../bootstrap.ts'
import { realClock } from '../real.ts'

const dialMsMax = 15_000

export interface JoinRequest {
  readonly keysDir: string
  readonly code: string
  readonly name: string
  /** SSH key of the person, in its wire form. */
  readonly accountKey?: Uint8Array
  /** `did:key` of the subnet that the store of a home is of which has lost the rest. */
  readonly storeRoot?: string
  readonly logger: Logger
}

/**
 * Enrols this home; a home that is in the code's subnet already stays as it is.
 * @throws KUBE_CODE_… and KUBE_UNREACHABLE, each saying at which step
 */
export async function join({
  keysDir,
  code: text,
  name,
  accountKey,
  storeRoot,
  logger
}: JoinRequest): Promise<{ keys: Keys; subnet: Subnet; already?: true }> {
  const code = decodeJoinCode(text)
  const found = await loadKeys(keysDir)
  const home = found && (await loadSubnet(keysDir, found.kube))
  // A service that always starts with its join code: once it is in, the code's age does not matter.
  if (found && home && equalBytes(rootFingerprint(keyOfDid(home.root)), code.rootFingerprint)) {
    return { keys: found, subnet: home, already: true }
  }
  const homeRoot = home?.root ?? storeRoot
  assertCodeFits(code, { now: realClock.now(), ...(homeRoot !== undefined && { homeRoot }) })
  const keys = found ?? (await createKubeKeys(keysDir))
  const network = createNetwork({
    privateKey: libp2pPrivateKey(keys.kube),
    listen: [],
    mdns: false,
    agentVersion: `kubed/${version}`,
    logger
  })
  await network.start({ connected: () => undefined, disconnected: () => undefined })
  try {
    // Without the peer's id: whoever answers is checked by the enrolment, which can say what is wrong.
    const peer = await network.dial(code.addresses, { signal: AbortSignal.timeout(dialMsMax) })
    const channel = await network.open(peer, enrolProtocol, { signal: AbortSignal.timeout(dialMsMax) })
    const certificateKey = createCertificateKey()
    const grant = await requestEnrolment(channel, {
      code,
      kubeKey: keys.kube,
      name,
      certificateKey: createPublicKey(certificateKey),
      ...(accountKey && { accountKey }),
      now: () => realClock.now()
    })
    await saveBootstrap(
      keysDir,
      grant.machines.flatMap(machine => machine.addresses)
    )
    const subnet = await saveJoined(keys, grant, certificateKey)
    return { keys: grant.rootCaKey === undefined ? keys : { ...keys, rootCa: grant.rootCaKey }, subnet }
  } catch (error) {
    throw unreachable(error)
  } finally {
    await network.stop()
  }
}

function unreachable(error: unknown): unknown {
  const gone = error instanceof KubeError && (error.code === 'KUBE_UNREACHABLE' || error.code === 'KUBE_PEER_LOST')
  if (!gone) return error
  return new KubeError('KUBE_UNREACHABLE', 'the KUBE that made the join code does not answer', {
    reason: error.reason || error.message,
    next: ['kubed status    # on that machine: does it run?', 'kubed invite    # there, for a new code'],
    cause: error
  })
}
