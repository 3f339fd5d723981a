// A home opened as the daemon opens it, without the network, and all that it shows as one value to compare.
import { KubeError } from '../../src/base/errors.ts'
import { keyOfDid } from '../../src/base/identity.ts'
import type { Logger } from '../../src/base/types.ts'
import { parseRef } from '../../src/graph/ref.ts'
import { isMeta } from '../../src/ledger/ref-grammar.ts'
import { viewsWholeKey } from '../../src/node/entries/entry-cache.ts'
import { factReader } from '../../src/node/entries/entry-facts.ts'
import { openHome } from '../../src/node/home/home.ts'
import { Membership } from '../../src/node/members/membership.ts'
import { realClock, realScheduler } from '../../src/node/real.ts'
import { RecordIndex } from '../../src/node/record-index.ts'
import { Records } from '../../src/node/records.ts'
import { Replica } from '../../src/node/replica.ts'
import { loadKeys } from '../../src/trust/keys.ts'
import { createSigner, createVerifier } from '../../src/trust/ssh-signature.ts'
import { loadSubnet } from '../../src/trust/subnet-file.ts'

export interface Shown {
  readonly digest: string
  readonly heads: readonly unknown[]
  readonly refs: readonly (readonly [string, string])[]
  /** What stock git would see. */
  readonly git: readonly (readonly [string, string])[]
  readonly conflicts: readonly unknown[]
  readonly records: readonly unknown[]
  readonly children: readonly unknown[]
  readonly machines: readonly unknown[]
}

const sorted = <T>(values: Iterable<T>): T[] =>
  [...values].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

type HomeOfKube = Awaited<ReturnType<typeof openHome>>

/** As the daemon: a state in which damage comes to light is made anew. */
async function openSound(home: HomeOfKube, logger: Logger) {
  try {
    return await open(home, logger)
  } catch (thrown) {
    if (!(thrown instanceof KubeError) || thrown.code !== 'KUBE_STATE_DAMAGED') throw thrown
    await home.state.clear()
    return await open(home, logger)
  }
}

async function open(home: HomeOfKube, logger: Logger) {
  const wasWhole = home.state.get(viewsWholeKey) !== undefined
  const keys = (await loadKeys(home.paths.keys))!
  const subnet = (await loadSubnet(home.paths.keys, keys.kube))!
  const { objects, refs } = home.repository
  const replica = await Replica.open({
    self: keys.kube.peerId,
    subnet: keyOfDid(subnet.root),
    name: 'views',
    objects,
    refs,
    state: home.state,
    signer: createSigner(keys.kube),
    verifier: createVerifier(),
    clock: realClock,
    scheduler: realScheduler,
    logger,
    facts: factReader(subnet.root, logger)
  })
  // An entry that came out of git alone takes the mark away.
  const fromState = wasWhole && home.state.get(viewsWholeKey) !== undefined
  const records = await Records.follow(replica, objects, home.state, logger)
  const membership = await Membership.follow(replica, objects, subnet.root, realClock, logger)
  const paths = [...replica.ledger.refs()].filter(([ref]) => isMeta(ref)).map(([ref]) => parseRef(ref)?.path ?? [])
  const read = async (path: readonly string[]): Promise<unknown> => {
    try {
      return records.meta(path)
    } catch (thrown) {
      if (thrown instanceof KubeError && thrown.code === 'KUBE_STATE_DAMAGED') throw thrown
      // Lost by the state, and being brought back: the next reader has it.
      await records.rebuild()
      return records.meta(path)
    }
  }
  return { replica, membership, records: await Promise.all(paths.map(read)), fromState }
}

/** @returns what the home shows, and whether the state was whole and believed */
export async function openViews(dir: string, logger: Logger): Promise<{ shown: Shown; fromState: boolean }> {
  const home = await openHome(dir, { logger })
  try {
    const { replica, membership, records, fromState } = await openSound(home, logger)
    const { ledger } = replica
    const shown: Shown = {
      digest: ledger.digest(),
      heads: sorted(ledger.heads()),
      refs: sorted(ledger.refs()),
      git: sorted(await home.repository.refs.list()),
      conflicts: ledger.conflicts(),
      records,
      children: [...RecordIndex.follow(replica).below([])],
      machines: membership.machines()
    }
    await replica.close()
    return { shown, fromState }
  } finally {
    await home.close()
  }
}
