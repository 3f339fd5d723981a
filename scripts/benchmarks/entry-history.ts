// Entries as a subnet of ten machines makes them, signed by real keys: each writes one of a thousand refs, and cites the
// entry before it by another machine.
import { gitId } from '../../src/base/bytes.ts'
import { keyOfDid } from '../../src/base/identity.ts'
import type { ObjectId, RefName } from '../../src/base/types.ts'
import type { AccountSignature } from '../../src/ledger/account.ts'
import { composeEntry, type SealedEntry, sealEntry } from '../../src/ledger/entry.ts'
import type { ListedObject, RefUpdate } from '../../src/ledger/types.ts'
import { credentialCommit } from '../../src/node/genesis.ts'
import { describeObject } from '../../src/node/objects/reachable.ts'
import { smallCommit } from '../../src/node/objects/small-commit.ts'
import { credentialRef } from '../../src/node/trust-refs.ts'
import type { GitObject } from '../../src/ports/objects.ts'
import type { Signer } from '../../src/ports/signer.ts'
import { issueCredential } from '../../src/trust/credentials.ts'
import { createSigningKey, type SigningKey } from '../../src/trust/keys.ts'
import { createSigner } from '../../src/trust/ssh-signature.ts'

const writersCount = 10
const refsCount = 1_000
const valuesCount = 100
/** When the first of them is written. */
export const historyMs = 1_800_000_000_000
const author = { name: 'bench', email: 'bench@kube', seconds: historyMs / 1000, offset: 0 }

interface Writer {
  readonly signer: Signer
  tip: SealedEntry | undefined
}

interface Write {
  readonly updates: readonly RefUpdate[]
  readonly listed?: readonly ListedObject[]
  readonly account?: AccountSignature
}

export interface NextEntry {
  readonly account?: (updates: readonly RefUpdate[], chain: string, sequence: number) => AccountSignature
  readonly listed?: readonly ListedObject[]
}

export class EntryHistory {
  readonly root: SigningKey = createSigningKey()
  readonly subnet = keyOfDid(this.root.did)
  /** What the first entry brings: everybody's credentials, and all values that are written after. */
  readonly objects: GitObject[] = []
  readonly admin: SigningKey = createSigningKey()
  readonly #writers: Writer[] = []
  readonly #values: ObjectId[] = []
  readonly #refs = new Map<RefName, ObjectId>()
  #count = 0

  /** The first entry. */
  async found(): Promise<SealedEntry> {
    const updates: RefUpdate[] = []
    const add = (ref: RefName, { id, objects }: { id: ObjectId; objects: readonly GitObject[] }): void => {
      updates.push({ ref, old: undefined, new: id })
      this.objects.push(...objects)
    }
    for (let at = 0; at < writersCount; at++) {
      const key = at === 0 ? this.admin : createSigningKey()
      this.#writers.push({ signer: createSigner(key), tip: undefined })
      for (const role of at === 0 ? (['member', 'admin'] as const) : (['member', 'write'] as const)) {
        const of = { subject: key.did, audience: this.root.did, role }
        const { id, jwt } = await issueCredential({ issuerKey: this.root, ...of, now: historyMs })
        add(credentialRef(id), credentialCommit(jwt, author, role))
      }
    }
    for (let at = 0; at < valuesCount; at++) {
      const made = smallCommit({ files: { 'index.html': Buffer.from(`${at}`) }, parents: [], author, message: 'value' })
      this.#values.push(made.id)
      add(`refs/value${at}/!https`, made)
    }
    return this.#append({ updates, listed: listedOnce(this.objects) })
  }

  /** The next entry, by the next machine; `listed`: the objects that it says it brings. */
  next({ account, listed = [] }: NextEntry = {}): SealedEntry {
    const ref = `refs/site${this.#count % refsCount}/!https`
    const value = this.#values[(this.#count + Math.floor(this.#count / refsCount)) % valuesCount]!
    const updates: RefUpdate[] = [{ ref, old: this.#refs.get(ref), new: value }]
    this.#refs.set(ref, value)
    const { signer, tip } = this.#writers[this.#count % writersCount]!
    return this.#append({
      updates,
      listed,
      ...(account && { account: account(updates, signer.peerId, tip?.entry.sequence ?? 0) })
    })
  }

  #append({ updates, listed = [], account }: Write): SealedEntry {
    const writer = this.#writers[this.#count % writersCount]!
    const before = this.#count === 0 ? undefined : this.#writers[(this.#count - 1) % writersCount]?.tip?.entry
    const { tip, signer } = writer
    const composed = composeEntry({
      subnet: this.subnet,
      chain: signer.peerId,
      sequence: (tip?.entry.sequence ?? 0) + 1,
      ...(tip && { parent: tip.entry }),
      time: { wallMs: historyMs + this.#count, counter: 0 },
      publishedMs: historyMs,
      deps: before ? [{ chain: before.chain, sequence: before.sequence, id: before.id }] : [],
      updates,
      ...(account && { account }),
      credentials: [],
      message: `publish ${this.#count}`,
      objects: listed,
      name: 'bench'
    })
    const sealed = sealEntry(composed, signer.sign(composed.payload))
    writer.tip = sealed
    this.#count++
    return sealed
  }
}

function listedOnce(objects: readonly GitObject[]): ListedObject[] {
  const listed = objects.map(object => describeObject(gitId(object.type, object.content), object))
  return [...new Map(listed.map(object => [object.id, object])).values()]
}
