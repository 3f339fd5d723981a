// People whom a write rule lists (`from:`): they sign too, though no credential names them. Of those alone the files of
// keys are read here; who may write is for the ledger to say.
import { setImmediate } from 'node:timers/promises'
import { KubeError } from '../base/errors.ts'
import { recordBytesMax } from '../base/limits.ts'
import { type SshKey, sshKeyOfLine } from '../base/ssh-key.ts'
import { parseName } from '../graph/name.ts'
import { refOf } from '../graph/ref.ts'
import type { Kube } from '../node/kube.ts'
import { Trees } from './trees.ts'

export interface ListedAccount {
  readonly key: SshKey
  readonly comment: string
}

/** Records looked at before others get a turn. */
const recordsAtOnce = 1000
const kept = new WeakMap<Kube, { readonly position: number; readonly accounts: Promise<ListedAccount[]> }>()

/** Every key of every list that a rule names; kept until the ledger moves. */
export function listedAccounts(kube: Kube): Promise<ListedAccount[]> {
  const { position } = kube.replica.ledger
  const known = kept.get(kube)
  if (known?.position === position) return known.accounts
  const accounts = read(kube)
  kept.set(kube, { position, accounts })
  return accounts
}

async function read(kube: Kube): Promise<ListedAccount[]> {
  const files = new Map<string, { path: readonly string[]; resource: readonly string[] }>()
  let looked = 0
  for (const path of kube.index.below([])) {
    if (++looked % recordsAtOnce === 0) await setImmediate()
    for (const { from } of kube.records.meta(path)?.record.properties.actions?.writes ?? []) {
      if (from !== undefined) files.set(from, parseName(from))
    }
  }
  const found = new Map<string, ListedAccount>()
  const trees = new Trees(kube.objects)
  for (const file of files.values()) {
    for (const account of await keysIn(kube, trees, file)) found.set(account.key.subject, account)
  }
  return [...found.values()]
}

async function keysIn(
  kube: Kube,
  trees: Trees,
  { path, resource }: { readonly path: readonly string[]; readonly resource: readonly string[] }
): Promise<ListedAccount[]> {
  const head = kube.replica.ledger.ref(refOf(path, '!https'))
  if (head === undefined) return []
  try {
    const entry = await trees.lookup((await trees.commit(head)).release.tree, resource)
    if (entry?.type !== 'blob') return []
    const { content } = await kube.objects.read(entry.id, { bytesMax: recordBytesMax })
    return Buffer.from(content).toString('utf8').split('\n').flatMap(keyOfLine)
  } catch (error) {
    // What cannot be read lists nobody.
    if (error instanceof KubeError) return []
    throw error
  }
}

function keyOfLine(line: string): ListedAccount[] {
  if (/^\s*(?:#|$)/.test(line)) return []
  try {
    const { comment, ...key } = sshKeyOfLine(line)
    return [{ key, comment }]
  } catch (error) {
    if (error instanceof KubeError) return []
    throw error
  }
}
