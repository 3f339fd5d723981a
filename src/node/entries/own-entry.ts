// The next entry of this KUBE's own chain.
import { pushBytesMax } from '../../base/limits.ts'
import type { Clock, ObjectId, PeerId, RefName } from '../../base/types.ts'
import { tick } from '../../ledger/clock.ts'
import { composeEntry, type SealedEntry, sealEntry } from '../../ledger/entry.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Entry, ListedObject } from '../../ledger/types.ts'
import type { GitObject, Objects } from '../../ports/objects.ts'
import type { Signer } from '../../ports/signer.ts'
import type { RawObject } from '../../sync/messages.ts'
import { rawObject } from '../objects/raw-object.ts'
import { assertPresent, Reach } from '../objects/reachable.ts'
import type { AppendRequest } from './changes.ts'

interface Listing {
  readonly objects: Objects
  /** Commits whose parents are not here. */
  readonly shallow?: ReadonlySet<ObjectId>
  /** How many commits of a ref every peer keeps. */
  readonly keepOf: (ref: RefName) => number
}

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

/** What a changeset brings; all of it is here, or in hand. @throws KUBE_OBJECT_MISSING where something was freed meanwhile */
export async function listedOf(
  request: AppendRequest,
  pending: ReadonlyMap<ObjectId, GitObject>,
  { objects, shallow = new Set(), keepOf }: Listing
): Promise<ListedObject[]> {
  const { updates, described = new Map(), lookBack = false } = request
  const listed = await new Reach(objects, { pending, described, lookBack, keepOf, shallow }).list(updates)
  await assertPresent(
    objects,
    listed.map(({ id }) => id).filter(id => !pending.has(id))
  )
  return listed
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
    rules: Math.min(ledger.rules.inForce, ledger.rules.known),
    credentials: [],
    message: request.message,
    ...(request.term !== undefined && { term: request.term }),
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

/** Objects with the hashes that a list of them has. */
export function hashed(objects: readonly [ObjectId, GitObject][], listed: readonly ListedObject[]): GitObject[] {
  const hashes = new Map(listed.map(({ id, sha256 }) => [id, sha256]))
  return objects.map(([id, { type, content }]) => {
    const sha256 = hashes.get(id)
    return { type, content, id, ...(sha256 && { sha256 }) }
  })
}
