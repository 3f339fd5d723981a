// One KUBE in this process, with a home on disk and nobody to talk to.
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { silent } from '../../src/base/types.ts'
import { type Home, openHome } from '../../src/node/home/home.ts'
import { type Kube, startKube } from '../../src/node/kube.ts'
import { Trees } from '../../src/rpc/trees.ts'
import { loadKeys } from '../../src/trust/keys.ts'
import { foundSubnet, loadSubnet } from '../../src/trust/subnet-file.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const testBases: readonly string[] = ['kube.local', 'kube.localhost', 'alice.com']

export interface LocalKube {
  readonly kube: Kube
  readonly trees: Trees
  readonly bases: readonly string[]
  readonly httpsPort: () => number
}

/**
 * Opens the home in `dir`, or founds a subnet there; both end with the test, unless they ended before.
 * @param over what the KUBE is given in place of the home
 */
export async function localKube(
  dir?: string,
  over: (home: Home) => Home = home => home
): Promise<LocalKube & { readonly dir: string; end(): Promise<void> }> {
  const home = over(await openHome(dir ?? (await temporaryFolder())))
  const keysDir = home.paths.keys
  const keys = await loadKeys(keysDir)
  const subnet = keys && (await loadSubnet(keysDir, keys.kube))
  const founded =
    keys && subnet ? { keys, subnet } : await foundSubnet({ dir: keysDir, names: ['alice.com'], now: Date.now() })
  const kube = await startKube({
    home,
    ...founded,
    name: 'a1',
    bootstrap: [],
    realmDir: path.resolve(import.meta.dirname, '../../realms/genesis'),
    listen: ['/ip4/127.0.0.1/tcp/0'],
    connect: [],
    mdns: false,
    logger: silent
  })
  let ended = false
  const end = async (): Promise<void> => {
    if (!ended) await kube.stop()
    ended = true
  }
  onTestFinished(end)
  const trees = new Trees(kube.objects)
  return { kube, trees, bases: testBases, httpsPort: () => 8443, dir: home.dir, end }
}
