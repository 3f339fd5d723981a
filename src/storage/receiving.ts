// Taking in a pack from a peer, whatever the store: what came right is kept, also when the rest does not come.
import { KubeError } from '../base/errors.ts'
import type { ObjectId } from '../base/types.ts'
import type { ExpectedObject, Keeping, Received } from '../ports/objects.ts'
import { CutShort } from './byte-source.ts'
import { IncomingPack, type IncomingSink, TooLarge } from './incoming.ts'

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
  sink: DurableSink,
  kept?: Keeping
): Promise<Received> {
  const incoming = new IncomingPack(pack, expected, sink, kept)
  let failure: unknown
  try {
    await incoming.read()
  } catch (thrown) {
    failure = thrown
  }
  // What came before a fault of the peer is right and stays; after one of this disk nothing can be promised.
  const isEnd = failure instanceof CutShort || failure instanceof TooLarge
  const isPeers = isEnd || (failure instanceof KubeError && failure.code === 'KUBE_PEER_MISBEHAVED')
  if (failure !== undefined && !isPeers) {
    await sink.abandon()
    throw failure
  }
  await sink.commit()
  if (failure !== undefined && !isEnd) throw failure
  const cause = failure instanceof CutShort ? failure.cause : undefined
  const complete = failure === undefined && incoming.ids.size === expected.size
  const disputed = incoming.disputed || failure instanceof TooLarge
  return { stored: [...incoming.ids], complete, disputed, ...(cause === undefined ? {} : { cause }) }
}
