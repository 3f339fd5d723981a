// Taking in a pack from a peer, whatever the store: what came right is kept, also when the rest does not come.
import { KubeError } from '../base/errors.ts'
import type { ObjectId } from '../base/types.ts'
import type { ExpectedObject, Received } from '../ports/objects.ts'
import { CutShort } from './byte-source.ts'
import { IncomingPack, type IncomingSink } from './incoming.ts'

export interface DurableSink extends IncomingSink {
  /** What it has been given is durable when it resolves. */
  commit(): Promise<void>
  /** Leaves nothing behind of what is not stored yet. */
  abandon(): Promise<void>
}

/** See `Objects.receive`. @throws KUBE_PEER_MISBEHAVED, and what the sink throws */
export async function receivePack(
  pack: AsyncIterable<Uint8Array>,
  expected: ReadonlyMap<ObjectId, ExpectedObject>,
  sink: DurableSink
): Promise<Received> {
  const incoming = new IncomingPack(pack, expected, sink)
  let failure: unknown
  try {
    await incoming.read()
  } catch (thrown) {
    failure = thrown
  }
  // What came before a fault of the peer is right and stays; after one of this disk nothing can be promised.
  const isPeers =
    failure instanceof CutShort || (failure instanceof KubeError && failure.code === 'KUBE_PEER_MISBEHAVED')
  if (failure !== undefined && !isPeers) {
    await sink.abandon()
    throw failure
  }
  await sink.commit()
  if (failure !== undefined && !(failure instanceof CutShort)) throw failure
  const cause = failure?.cause
  const complete = failure === undefined && incoming.ids.size === expected.size
  return { stored: [...incoming.ids], complete, ...(cause === undefined ? {} : { cause }) }
}
