// `kubed fsck` where no daemon runs: the same verification, without peers to mend from.
import { homeFlag } from '../src/base/command-words.ts'
import { KubeError } from '../src/base/errors.ts'
import { keyOfDid } from '../src/base/identity.ts'
import { silent } from '../src/base/types.ts'
import { decodeEntry } from '../src/ledger/entry-decode.ts'
import { coverOf } from '../src/node/entries/checkpoint-file.ts'
import { factReader } from '../src/node/entries/entry-facts.ts'
import { searchHeads } from '../src/node/entries/lost-heads.ts'
import { openHome } from '../src/node/home/home.ts'
import { type FsckReport, fsck } from '../src/node/mending/fsck.ts'
import { realClock, realScheduler } from '../src/node/real.ts'
import { Records } from '../src/node/records.ts'
import { Replica } from '../src/node/replica.ts'
import { loadKeys } from '../src/trust/keys.ts'
import { takeUpRotation } from '../src/trust/rotation.ts'
import { createSigner, createVerifier } from '../src/trust/ssh-signature.ts'
import { loadSubnet } from '../src/trust/subnet-file.ts'
import { assertNoGraph } from './enrolling.ts'

export async function fsckOffline({ home: dir, rebuild }: { home: string; rebuild: boolean }): Promise<FsckReport> {
  const home = await openHome(dir, { rebuild })
  try {
    await takeUpRotation(home.paths.keys)
    const keys = await loadKeys(home.paths.keys)
    const subnet = keys && (await loadSubnet(home.paths.keys, keys.kube))
    if (!keys || !subnet) {
      await assertNoGraph(home)
      throw new KubeError('KUBE_HOME_INVALID', `${dir} is no home of a KUBE`, {
        reason: 'it has no keys',
        next: [`kubed start${homeFlag(dir, process.env)}`]
      })
    }
    const { objects, refs } = home.repository
    const context = { subnet: keyOfDid(subnet.root), verify: createVerifier().verify }
    await searchHeads({ objects, refs, decode: bytes => decodeEntry(bytes, context), logger: silent })
    const replica = await Replica.open({
      self: keys.kube.peerId,
      subnet: keyOfDid(subnet.root),
      name: 'fsck',
      objects,
      refs,
      state: home.state,
      signer: createSigner(keys.kube),
      verifier: createVerifier(),
      clock: realClock,
      scheduler: realScheduler,
      logger: silent,
      facts: factReader(subnet.root, silent)
    })
    try {
      // The state holds records too: the next start believes that it has those of every entry in it.
      const records = await Records.follow(replica, objects, home.state, silent)
      await records.rebuild()
      const isCovered = await coverOf(objects, refs, replica.ledger, silent)
      return await fsck({ replica, objects, refs, repair: async () => [], isCovered })
    } finally {
      await replica.close()
    }
  } finally {
    await home.close()
  }
}
