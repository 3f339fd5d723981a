// `kubed trust` and `kubed untrust`: the subnet's root CA in the stores of this machine, each checked by a handshake, and
// taken out again exactly as it was put in.
import { X509Certificate } from 'node:crypto'
import path from 'node:path'
import { homeFlag } from '../../base/command-words.ts'
import { KubeError, toKubeError } from '../../base/errors.ts'
import type { StoreOutcome, TrustRequest } from '../../base/trust-report.ts'
import { readIfThere, removeDurable, writeDurable } from '../key-files.ts'
import { loadSubnetFacts } from '../subnet-file.ts'
import { runAll, spelled } from './commands.ts'
import { serveHandshakes } from './handshake.ts'
import { knownStores } from './known-stores.ts'
import type { Root, TestServer, TrustStore } from './store.ts'

/** Which folders were made for which store: what `untrust` goes by. */
interface Kept {
  readonly [where: string]: { readonly made: readonly string[] }
}

const recordOf = (home: string): string => path.join(home, 'trust.json')

/** What each store came to. @throws KUBE_HOME_INVALID for a home without a subnet, or whose `ca.crt` was replaced */
export async function changeTrust(request: TrustRequest): Promise<StoreOutcome[]> {
  const root = await rootOf(request)
  const known = await knownStores(request.system, root, request.env)
  const wanted = known.filter(({ kind }) => request.stores.length === 0 || request.stores.includes(kind))
  const kept = await loadKept(request.home)
  const outcomes: StoreOutcome[] = []
  if (request.how === 'untrust' || request.dryRun) {
    for (const store of wanted) outcomes.push(await outcomeOf(store, request, kept))
  } else {
    const server = await serveHandshakes(path.join(request.home, 'keys'), 'kube.localhost', request.env)
    try {
      for (const store of wanted) outcomes.push(await outcomeOf(store, request, kept, server))
    } finally {
      await server.close()
    }
  }
  if (!request.dryRun) await saveKept(request.home, kept)
  return outcomes
}

/** Whether each store that is there takes this machine's certificate, by a handshake; nothing is changed. */
export async function checkTrust(
  request: Pick<TrustRequest, 'home' | 'system' | 'env'>
): Promise<{ readonly store: TrustStore; readonly refused: KubeError | undefined }[]> {
  const root = await rootOf(request)
  const server = await serveHandshakes(path.join(request.home, 'keys'), 'kube.localhost', request.env)
  try {
    const checked = []
    for (const store of await knownStores(request.system, root, request.env)) {
      const refused = await store.handshake(server).then(
        () => undefined,
        error => toKubeError(error)
      )
      checked.push({ store, refused })
    }
    return checked
  } finally {
    await server.close()
  }
}

async function outcomeOf(
  store: TrustStore,
  request: TrustRequest,
  kept: { [where: string]: Kept[string] },
  server?: TestServer
): Promise<StoreOutcome> {
  const base = { store: store.kind, where: store.where, verified: null, reason: '', next: [] } as const
  let commands: string[] = []
  try {
    if (request.how === 'untrust') {
      const removing = await store.removing(kept[store.where]?.made ?? [])
      commands = removing.map(spelled)
      if (removing.length === 0) return { ...base, state: 'unchanged', commands, reason: 'it is not there' }
      if (request.dryRun) return { ...base, state: 'planned', commands }
      await runAll(removing, request.env, request.interactive)
      delete kept[store.where]
      return { ...base, state: 'removed', commands }
    }
    const { makes, commands: adding } = await store.adding()
    commands = adding.map(spelled)
    if (request.dryRun) return { ...base, state: 'planned', commands }
    const before = await store.has()
    if (!before) {
      kept[store.where] = { made: makes }
      await saveKept(request.home, kept)
      await runAll(adding, request.env, request.interactive)
    }
    const verified = server === undefined ? null : await store.handshake(server)
    const state = before ? 'unchanged' : 'trusted'
    return {
      ...base,
      state,
      commands: before ? [] : commands,
      verified,
      reason: before ? 'it was trusted already' : ''
    }
  } catch (thrown) {
    const { message, reason, next } = toKubeError(thrown)
    return { ...base, state: 'failed', commands, reason: reason === '' ? message : `${message}: ${reason}`, next }
  }
}

/** The root CA that the subnet root has named, which `ca.crt` has to be. */
async function rootOf({ home, env }: Pick<TrustRequest, 'home' | 'env'>): Promise<Root> {
  const subnet = await loadSubnetFacts(path.join(home, 'keys'))
  const file = path.join(home, 'ca.crt')
  const text = await readIfThere(file)
  if (subnet === undefined || text === undefined) {
    throw new KubeError('KUBE_HOME_INVALID', `${home} is no home of a KUBE yet`, {
      reason: subnet === undefined ? 'it is in no subnet' : 'it has no ca.crt',
      next: [`kubed start${homeFlag(home, env)}`]
    })
  }
  if (text !== subnet.rootCa) {
    throw new KubeError('KUBE_HOME_INVALID', `${file} was replaced`, {
      reason: "it is not the root CA of the home's subnet; the next start of kubed puts it right",
      next: ['stop', 'start'].map(word => `kubed ${word}${homeFlag(home, env)}`)
    })
  }
  const certificate = new X509Certificate(text)
  const hex = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase()
  const sha256 = hex(certificate.fingerprint256)
  // Two subnets are two roots in one store.
  const label = `KUBE subnet ${subnet.root.slice(-8)} ${sha256.slice(0, 8)}`
  return { file, pem: text, sha256, sha1: hex(certificate.fingerprint), label }
}

async function loadKept(home: string): Promise<{ [where: string]: Kept[string] }> {
  const text = await readIfThere(recordOf(home))
  if (text === undefined) return {}
  try {
    return JSON.parse(text) as { [where: string]: Kept[string] }
  } catch (error) {
    // Lost, it costs an empty folder that stays behind.
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

async function saveKept(home: string, kept: Kept): Promise<void> {
  if (Object.keys(kept).length === 0) await removeDurable(recordOf(home))
  else await writeDurable(recordOf(home), `${JSON.stringify(kept, null, 2)}\n`)
}
