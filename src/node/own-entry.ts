// The next entry of this KUBE's own chain.
import { pushBytesMax } from '../base/limits.ts'
import type { Clock, PeerId } from '../base/types.ts'
import { tick } from '../ledger/clock.ts'
import { composeEntry, type SealedEntry, sealEntry } from '../ledger/entry.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Entry, ListedObject } from '../ledger/types.ts'
import type { Objects } from '../ports/objects.ts'
import type { Signer } from '../ports/signer.ts'
import type { RawObject } from '../sync/messages.ts'
import type { AppendRequest } from './changes.ts'
import { rawObject } from './raw-object.ts'

export interface OwnChain {
  readonly self: PeerId
  /** Raw public key of the subnet root. */
  readonly subnet: Uint8Array
  readonly name: string
  readonly clock: Clock
  readonly signer: Signer
  readonly ledger: Ledger
  /** The entry before; undefined for the first. */
  readonly parent: Pick<Entry, 'id' | 'sha256' | 'sequence'> | undefined
}

/** Composed and signed, after all that is in the ledger now. @throws as `composeEntry` */
export function composeOwn(request: AppendRequest, listed: readonly ListedObject[], own: OwnChain): SealedEntry {
  const { self, subnet, name, clock, signer, ledger, parent } = own
  const now = clock.now()
  const composed = composeEntry({
    subnet,
    chain: self,
    sequence: (parent?.sequence ?? 0) + 1,
    ...(parent && { parent }),
    time: tick(ledger.latest, now),
    publishedMs: now,
    deps: ledger.depsFor(self),
    updates: request.updates,
    ...(request.account && { account: request.account }),
    credentials: [],
    message: request.message,
    objects: listed,
    name
  })
  return sealEntry(composed, signer.sign(composed.payload))
}

/** Objects that go out together with a new entry: all of them, or none where they are too large. */
export async function inlineOf(listed: readonly ListedObject[], objects: Objects): Promise<RawObject[]> {
  if (listed.reduce((sum, object) => sum + object.size, 0) > pushBytesMax) return []
  return Promise.all(listed.map(async ({ id }) => rawObject(await objects.read(id))))
}
