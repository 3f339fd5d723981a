// Which subnet a home is in before its daemon starts: the one it has, the one of a join code, or a new one of its own.
import path from 'node:path'
import { homeFlag, shellWord } from '../src/base/command-words.ts'
import type { DaemonOptions, Enrolled } from '../src/base/daemon-options.ts'
import { KubeError, toKubeError } from '../src/base/errors.ts'
import { didOfKey } from '../src/base/identity.ts'
import { isLost } from '../src/base/object-faults.ts'
import { sshKeyOfLine } from '../src/base/ssh-key.ts'
import type { Logger, ObjectId } from '../src/base/types.ts'
import { readChangeset } from '../src/ledger/changeset-codec.ts'
import { readEntry } from '../src/node/entries/entry-objects.ts'
import { type Home, openHome } from '../src/node/home/home.ts'
import { writeRootCa } from '../src/node/home/root-ca-file.ts'
import { storeFolders } from '../src/node/home/store.ts'
import { createLogger } from '../src/node/log.ts'
import { join } from '../src/node/members/joining.ts'
import { assertNotLeft } from '../src/node/members/leaving.ts'
import { realClock } from '../src/node/real.ts'
import { decodeJoinCode } from '../src/trust/join-code.ts'
import { type Keys, loadKeys } from '../src/trust/keys.ts'
import { takeUpRotation } from '../src/trust/rotation.ts'
import { foundSubnet, loadSubnet, type Subnet } from '../src/trust/subnet-file.ts'

interface Enrolment {
  readonly keys: Keys
  readonly subnet: Subnet
  /** It was in the subnet of the code before. */
  readonly already?: true
}

/** The subnet that this home is in: the one it has, the one of the join code, or a new one of its own. */
export async function enrol(options: DaemonOptions, home: Home, logger: Logger): Promise<Enrolment> {
  const keysDir = home.paths.keys
  await assertNotLeft(home.dir, keysDir)
  await takeUpRotation(keysDir)
  const person = options.account && { key: sshKeyOfLine(options.account.key), name: options.account.name }
  if (options.join !== undefined) {
    const accountKey = person && { accountKey: person.key.blob }
    const storeRoot = await rootOfStore(home)
    const told = { ...accountKey, ...(storeRoot !== undefined && { storeRoot }) }
    return join({ keysDir, code: options.join, name: options.name, ...told, logger })
  }
  const keys = await loadKeys(keysDir)
  const subnet = keys && (await loadSubnet(keysDir, keys.kube))
  if (keys && subnet) return { keys, subnet }
  await assertNoGraph(home)
  if (keys && !keys.root) {
    throw new KubeError('KUBE_HOME_INVALID', `${home.dir} has not joined its subnet yet`, {
      reason: 'an earlier join did not get through',
      next: [`kubed join CODE${homeFlag(home.dir, process.env)}`]
    })
  }
  const accounts = person ? [person] : []
  return foundSubnet({ dir: keysDir, names: options.dnsBases, accounts, now: realClock.now() })
}

/**
 * A home that has lost its keys is not quietly made the first of another subnet, with another root CA.
 * @throws KUBE_HOME_INVALID for one whose store is of a subnet
 */
export async function assertNoGraph(home: Home): Promise<void> {
  const { dir, paths, store } = home
  if ((await chainHeads(home)).length === 0) return
  const root = await rootOfStore(home)
  throw new KubeError('KUBE_HOME_INVALID', `${path.join(paths.keys, 'subnet.json')} is missing`, {
    reason: `${storeFolders[store]} is of ${root === undefined ? 'a subnet' : `the subnet ${root}`} already; restore keys from a backup, or join that subnet again`,
    next: [`ls -la ${shellWord(paths.keys)}`, `kubed join CODE${homeFlag(dir, process.env)}`, 'kubed start --home DIR']
  })
}

async function chainHeads({ repository }: Home): Promise<ObjectId[]> {
  return [...(await repository.refs.heads({ damagedToo: true }))].flatMap(([ref, id]) =>
    ref.endsWith('/!log') ? [id] : []
  )
}

/** `did:key` of the subnet that the entries of a store are of; undefined where there is none that can be read. */
async function rootOfStore(home: Home): Promise<string | undefined> {
  for (const id of await chainHeads(home)) {
    try {
      const { changeset } = await readEntry(home.repository.objects, id)
      return didOfKey(readChangeset(changeset).subnet)
    } catch (thrown) {
      if (!isLost(thrown) && toKubeError(thrown).code !== 'KUBE_LEDGER_INVALID') throw thrown
    }
  }
  return undefined
}

export async function joinSubnet(options: DaemonOptions & { readonly join: string }): Promise<Enrolled> {
  const logger = createLogger(options.logLevel, 'text', line => process.stderr.write(line))
  decodeJoinCode(options.join)
  const home = await openHome(options.home, { logger })
  try {
    const { keys, subnet, already } = await enrol(options, home, logger)
    await writeRootCa(home.paths.ca, home.paths.keys, subnet, logger)
    return { subnet: subnet.root, peerId: keys.kube.peerId, name: options.name, ...(already && { already }) }
  } finally {
    await home.close()
  }
}
