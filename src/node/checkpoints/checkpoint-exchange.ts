// Checkpoints between members: `/kube/checkpoint/1.0.0` is one request and one answer; its parts, and what it lists, come
// as objects do.
import { fromHex, sha256, toHex } from '../../base/bytes.ts'
import { KubeError, toKubeError } from '../../base/errors.ts'
import { checkpointBytesMax, packStallMsMax } from '../../base/limits.ts'
import type { Logger, PeerId, Scheduler } from '../../base/types.ts'
import type { CheckpointOffer } from '../../ledger/checkpoint.ts'
import type { Channel, Network } from '../../ports/network.ts'
import type { Objects } from '../../ports/objects.ts'
import { dxos } from '../../proto/generated.js'
import type { AdoptionOutcome } from '../../sync/types.ts'
import type { CheckpointAnswer } from '../entries/checkpoint-file.ts'
import { fetchListed, Measured } from '../objects/object-transfer.ts'
import type { Checkpoints } from './checkpoints.ts'

export const checkpointProtocol = '/kube/checkpoint/1.0.0'
const { CheckpointRequest, CheckpointAnswer: Answer } = dxos.kube

export interface AdoptingOptions {
  readonly network: Network
  readonly objects: Objects
  readonly scheduler: Scheduler
  readonly logger: Logger
}

/** Takes the checkpoint that a peer offers; see `Checkpoints.adopt`. Never throws. */
export async function adoptFrom(
  peer: PeerId,
  offer: CheckpointOffer,
  checkpoints: Checkpoints,
  options: AdoptingOptions
): Promise<AdoptionOutcome> {
  try {
    const answer = await ask(peer, offer, options)
    if (answer === undefined) return 'failed'
    const request = { ...options, peer, measured: new Measured(options.objects) }
    return await checkpoints.adopt(answer, listed => fetchListed(request, listed))
  } catch (thrown) {
    const { code, reason, message } = toKubeError(thrown)
    options.logger.log('warn', 'a checkpoint could not be taken', { peer, code, reason: reason || message })
    return code === 'KUBE_LEDGER_INVALID' || code === 'KUBE_PEER_MISBEHAVED' ? 'refused' : 'failed'
  }
}

async function ask(
  peer: PeerId,
  offer: CheckpointOffer,
  options: AdoptingOptions
): Promise<CheckpointAnswer | undefined> {
  const channel = await options.network.open(peer, checkpointProtocol, { signal: AbortSignal.timeout(packStallMsMax) })
  try {
    return await within(channel, options.scheduler, async () => {
      await channel.send(CheckpointRequest.encode({ sha256: fromHex(offer.sha256) }).finish())
      await channel.close()
      channel.limit(checkpointBytesMax, 'checkpointBytesMax')
      for await (const message of channel) return readAnswer(message, offer)
      return undefined
    })
  } catch (thrown) {
    channel.abort(thrown instanceof Error ? thrown : new Error(String(thrown)))
    throw thrown
  }
}

/** @throws KUBE_PEER_MISBEHAVED for another checkpoint than the one asked for */
function readAnswer(message: Uint8Array, { sha256: expected }: CheckpointOffer): CheckpointAnswer | undefined {
  const { checkpoint, commits, proofs } = Answer.decode(message)
  if (checkpoint.length === 0) return undefined
  if (toHex(sha256(checkpoint)) !== expected) {
    throw new KubeError('KUBE_PEER_MISBEHAVED', 'a peer sent another checkpoint than it had offered')
  }
  const signed = commits.map((commit, at) => ({ commit, proof: proofs[at]?.credentials ?? [] }))
  return { bytes: checkpoint, signed }
}

/** Answers one request. */
export async function serveCheckpoint(channel: Channel, checkpoints: Checkpoints, scheduler: Scheduler): Promise<void> {
  await within(channel, scheduler, async () => {
    channel.limit(64)
    for await (const message of channel) {
      const { sha256: wanted } = CheckpointRequest.decode(message)
      const answer = checkpoints.answer(toHex(wanted))
      const proofs = answer?.signed.map(({ proof }) => ({ credentials: [...proof] })) ?? []
      const commits = answer?.signed.map(({ commit }) => commit) ?? []
      await channel.send(Answer.encode({ checkpoint: answer?.bytes ?? new Uint8Array(), commits, proofs }).finish())
      break
    }
    await channel.close()
  })
}

async function within<T>(channel: Channel, scheduler: Scheduler, work: () => Promise<T>): Promise<T> {
  const late = (): void =>
    channel.abort(new KubeError('KUBE_TIMEOUT', `${channel.peer} let a checkpoint wait`, { limit: 'packStallMsMax' }))
  const cancel = scheduler.after(packStallMsMax, late)
  return await work().finally(cancel)
}
