// A home whose ledger is large: filled without a daemon, by entries that came with a checkpoint and whose bytes are not here.
// So nothing is signed but the checkpoint: a machine that takes it finds out no more.
import { randomFillSync } from 'node:crypto'
import { keyOfDid } from '../../src/base/identity.ts'
import { type ObjectId, silent } from '../../src/base/types.ts'
import type { Entry, RefUpdate } from '../../src/ledger/types.ts'
import { Checkpoints } from '../../src/node/checkpoints/checkpoints.ts'
import { factReader } from '../../src/node/entries/entry-facts.ts'
import { credentialCommit } from '../../src/node/genesis.ts'
import { openHome } from '../../src/node/home/home.ts'
import { Shallow } from '../../src/node/objects/shallow.ts'
import { smallCommit } from '../../src/node/objects/small-commit.ts'
import { realClock, realScheduler } from '../../src/node/real.ts'
import { Records } from '../../src/node/records.ts'
import { Replica } from '../../src/node/replica.ts'
import { credentialRef } from '../../src/node/trust-refs.ts'
import type { GitObject } from '../../src/ports/objects.ts'
import { issueCredential } from '../../src/trust/credentials.ts'
import { createSigningKey, loadKeys } from '../../src/trust/keys.ts'
import { createSigner, createVerifier } from '../../src/trust/ssh-signature.ts'
import { loadSubnet } from '../../src/trust/subnet-file.ts'

const writersCount = 10
const author = { name: 'bench', email: 'bench@kube', seconds: 1_700_000_000, offset: 0 }
const some = (bytes: number): Buffer => randomFillSync(Buffer.alloc(bytes))

/** Writes of ten machines in turn, each of the next ref, having seen the write before. */
class Writes {
  readonly #chains: readonly string[]
  readonly #tips: (Entry | undefined)[] = []
  readonly #values: readonly ObjectId[]
  readonly #present = new Map<string, ObjectId>()
  readonly #wallMs: number
  #last: Entry
  #count = 0

  /** `before` lets them write. */
  constructor(chains: readonly string[], values: readonly ObjectId[], before: Entry) {
    this.#chains = chains
    this.#values = values
    this.#last = before
    this.#wallMs = before.time.wallMs
  }

  next(): Entry {
    const at = this.#count++
    const [writer, refs] = [at % writersCount, this.#values.length]
    const ref = `refs/site${at % refs}/!https`
    const value = this.#values[(at + Math.floor(at / refs)) % refs]
    const [parent, { chain, sequence, id }] = [this.#tips[writer], this.#last]
    this.#last = {
      id: some(20).toString('hex'),
      chain: this.#chains[writer]!,
      sequence: (parent?.sequence ?? 0) + 1,
      rules: 1,
      // Close together, so that none is of the future.
      time: { wallMs: this.#wallMs, counter: at + 1 },
      publishedMs: this.#wallMs,
      parent: parent?.id,
      deps: [{ chain, sequence, id }],
      updates: [{ ref, old: this.#present.get(ref), new: value }],
      credentials: [],
      message: `publish ${at}`,
      sha256: new Uint8Array(some(32)),
      parentSha256: parent?.sha256
    }
    this.#tips[writer] = this.#last
    this.#present.set(ref, value!)
    return this.#last
  }
}

/**
 * Gives the home of a founder that has stopped so many entries, over so many refs with a small site each, and the
 * checkpoint that they came with. Gives the seconds that making it took.
 */
export async function fillHome(dir: string, entries: number, refs: number): Promise<number> {
  const home = await openHome(dir)
  const keys = await loadKeys(home.paths.keys)
  const subnet = keys && (await loadSubnet(home.paths.keys, keys.kube))
  if (!keys?.root || !subnet) throw new Error(`${dir} has no keys`)
  const options = {
    ...home.repository,
    self: keys.kube.peerId,
    subnet: keyOfDid(subnet.root),
    name: 'bench',
    state: home.state,
    signer: createSigner(keys.kube),
    verifier: createVerifier(),
    clock: realClock,
    scheduler: realScheduler,
    logger: silent,
    facts: factReader(subnet.root, silent)
  }
  const replica = await Replica.open(options)
  const view = await Records.follow(replica, options.objects, home.state, silent)
  const sites = Array.from({ length: refs }, (_, at) =>
    smallCommit({ files: { 'index.html': Buffer.from(`site ${at}`) }, parents: [], author, message: `site ${at}` })
  )
  await options.objects.write(sites.flatMap(({ objects }) => objects))
  const updates: RefUpdate[] = []
  const objects: GitObject[] = []
  const writers = Array.from({ length: writersCount }, () => createSigningKey())
  for (const { did: subject } of writers) {
    for (const role of ['member', 'write'] as const) {
      const of = { subject, audience: subnet.root, role }
      const { id, jwt } = await issueCredential({ issuerKey: keys.root, ...of, now: realClock.now() })
      const made = credentialCommit(jwt, author, role)
      updates.push({ ref: credentialRef(id), old: undefined, new: made.id })
      objects.push(...made.objects)
    }
  }
  const letIn = await replica.append(() => ({ updates, objects, message: 'let ten machines in' }))
  const chains = writers.map(key => createSigner(key).peerId)
  const ids = sites.map(({ id }) => id)
  const writes = new Writes(chains, ids, letIn!)
  while (replica.ledger.position < entries) replica.ledger.restore(writes.next(), {})
  const shallow = await Shallow.open(options.refs)
  const own = { replica, view, shallow, proof: () => [], proves: async () => false }
  const checkpoints = await Checkpoints.open({ ...options, ...own })
  const startedMs = performance.now()
  await checkpoints.make()
  const took = (performance.now() - startedMs) / 1000
  await replica.close()
  await home.close()
  return took
}
