// One question and one answer between members over `/kube/sequencer/1.0.0`, each within its time.
import { KubeError, toKubeError } from '../../base/errors.ts'
import { leaseAnswerMsMax, messageBytesMax } from '../../base/limits.ts'
import type { PeerId, Scheduler } from '../../base/types.ts'
import type { Channel, Network } from '../../ports/network.ts'
import {
  decodeAnswer,
  decodeRequest,
  encodeAnswer,
  encodeRequest,
  type SequencerAnswer,
  type SequencerRequest,
  sequencerProtocol
} from '../../sync/sequencer-messages.ts'

export interface Asking {
  readonly network: Network
  readonly scheduler: Scheduler
}

/**
 * Asks a member.
 * @throws KUBE_UNREACHABLE, KUBE_PEER_LOST, KUBE_TIMEOUT and whatever the network throws when no answer came, so that nobody
 * knows what became of the question; KUBE_PEER_MISBEHAVED
 */
export async function askSequencer(
  { network, scheduler }: Asking,
  peer: PeerId,
  request: SequencerRequest,
  msMax: number
): Promise<SequencerAnswer> {
  const channel = await network.open(peer, sequencerProtocol, { signal: AbortSignal.timeout(leaseAnswerMsMax) })
  const late = scheduler.after(msMax, () =>
    channel.abort(
      new KubeError('KUBE_TIMEOUT', `${peer} was silent`, { reason: `${msMax / 1000} s`, limit: 'leaseAnswerMsMax' })
    )
  )
  try {
    channel.limit(messageBytesMax)
    await channel.send(encodeRequest(request))
    const { done, value } = await channel[Symbol.asyncIterator]().next()
    if (done) throw new KubeError('KUBE_PEER_LOST', `${peer} ended the connection without a word`)
    return decodeAnswer(value)
  } finally {
    late()
    channel.abort(new KubeError('KUBE_INTERRUPTED', 'the question is answered'))
  }
}

/** Reads one question and sends what `answer` gives for it, or why not. Gives the failure, for the log. */
export async function answerSequencer(
  channel: Channel,
  scheduler: Scheduler,
  questionMsMax: number,
  answer: (request: SequencerRequest) => Promise<SequencerAnswer>
): Promise<KubeError | undefined> {
  const late = scheduler.after(questionMsMax, () =>
    channel.abort(new KubeError('KUBE_TIMEOUT', `${channel.peer} asked for nothing`, { limit: 'leaseAnswerMsMax' }))
  )
  channel.limit(messageBytesMax)
  const { done, value } = await channel[Symbol.asyncIterator]().next().finally(late)
  if (done) return undefined
  let said: SequencerAnswer
  try {
    said = await answer(decodeRequest(value))
  } catch (thrown) {
    said = { type: 'refusal', error: toKubeError(thrown) }
  }
  await channel.send(encodeAnswer(said))
  await channel.close()
  return said.type === 'refusal' ? said.error : undefined
}
