// Writes in the name of a person: whoever calls with an account key is asked for its signatures while the call runs. Every
// method that writes goes through `append` here, and needs to know nothing of it.
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { KubeError } from '../base/errors.ts'
import type { Ident } from '../base/git-format.ts'
import type { SshKey } from '../base/ssh-key.ts'
import { armorSshsig, sshsigHolds } from '../base/sshsig.ts'
import { accountNamespace, nonceBytes } from '../ledger/account.ts'
import type { Entry } from '../ledger/types.ts'
import type { AppendRequest } from '../node/entries/changes.ts'
import type { Kube } from '../node/kube.ts'
import { assertMayWrite } from './bounds.ts'

/** What the account is asked to sign: by SSHSIG in a namespace, or the bare bytes of a credential. */
export type SignRequest =
  | { readonly kind: 'sshsig'; readonly namespace: string; readonly payload: Uint8Array }
  | { readonly kind: 'credential'; readonly payload: Uint8Array }

/** Who calls, and how to get a signature of theirs. */
export interface Signing {
  readonly key: SshKey
  /** For people. */
  readonly name: string
  /** Whether it can sign credentials, which are no SSHSIG. */
  readonly issues: boolean
  /** An SSHSIG blob; of a credential the bare signature. */
  sign(request: SignRequest): Promise<Uint8Array>
}

const current = new AsyncLocalStorage<Signing>()
/** A person has signed for a state that is gone: they are asked again so often. */
const triesMax = 3

/** Runs a call in the name of an account; without one, in that of this KUBE. */
export function inNameOf<T>(signing: Signing | undefined, task: () => Promise<T>): Promise<T> {
  return signing ? current.run(signing, task) : task()
}

/** In whose name the present call is; undefined: this KUBE's. */
export function signer(): Signing | undefined {
  return current.getStore()
}

/**
 * Writes one changeset, as `Replica.append`, in the name of whoever calls. What an account signs is prepared while others
 * may write too, so that nobody waits for a person; what has changed meanwhile is prepared again, but not in strict realms,
 * where whoever came second has to look first.
 * @throws as `Sequencer.append`, KUBE_KEY_LOCKED, and as `assertMayWrite`
 */
export async function append(
  kube: Kube,
  prepare: () => Promise<AppendRequest> | AppendRequest
): Promise<Entry | undefined> {
  const signing = signer()
  const inBounds = async (): Promise<AppendRequest> => {
    const request = await prepare()
    assertMayWrite(
      request.updates.map(({ ref }) => ref),
      signing !== undefined
    )
    return request
  }
  if (!signing) return kube.sequencer.append(inBounds)
  for (let tries = 1; ; tries++) {
    const request = await inBounds()
    if (request.updates.length === 0) return undefined
    if (kube.sequencer.isStrict(request))
      return kube.sequencer.order(request, statement => signStatement(signing, statement))
    const { bytes, ...signed } = kube.replica.statement(request.updates, new Uint8Array(randomBytes(nonceBytes)))
    const account = { ...signed, ...(await signStatement(signing, bytes)) }
    try {
      return await kube.replica.append(() => ({ ...request, account }))
    } catch (error) {
      if (!(error instanceof KubeError) || error.code !== 'KUBE_STALE' || tries === triesMax) throw error
    }
  }
}

async function signStatement(signing: Signing, payload: Uint8Array) {
  return {
    publicKey: signing.key.blob,
    signature: await signing.sign({ kind: 'sshsig', namespace: accountNamespace, payload })
  }
}

/** SSH signature over a commit, armored as git keeps it, by whoever calls. @throws KUBE_KEY_LOCKED for a wrong one */
export async function signCommit(kube: Kube, payload: Uint8Array): Promise<string> {
  const signing = signer()
  if (!signing) return kube.sign(payload)
  const signature = await signing.sign({ kind: 'sshsig', namespace: 'git', payload })
  if (sshsigHolds(signature, { payload, namespace: 'git', publicKey: signing.key.blob })) return armorSshsig(signature)
  throw new KubeError('KUBE_KEY_LOCKED', 'the key gave a signature that does not hold', {
    reason: `it is not one of ${signing.key.subject} over this release`,
    next: ['dx whoami', 'ssh-add -l']
  })
}

/** Whoever calls as the author of a commit. */
export function author(kube: Kube, ms: number): Ident {
  const signing = signer()
  if (!signing) return kube.author(ms)
  const local = signing.key.subject.replace(/^did:key:/, '').replace(/[^A-Za-z0-9]/g, '-')
  return { ...kube.author(ms), name: signing.name || 'account', email: `${local}@account` }
}
