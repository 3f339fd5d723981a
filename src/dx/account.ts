// In whose name dx writes: the person's key, where the subnet knows it; else the KUBE's whose socket it uses.
import { shellWord } from '../base/command-words.ts'
import { KubeError } from '../base/errors.ts'
import { sshFingerprint } from '../base/ssh-key.ts'
import type { ControlClient } from '../rpc/client.ts'
import type { Account } from '../rpc/signed-call.ts'
import type { SignRequest } from '../rpc/signing.ts'
import { type AccountKey, accountKeys, type Surroundings } from './account-key.ts'

const namespaces: ReadonlySet<string> = new Set(['git', 'kube-changeset'])

export interface Chosen {
  readonly key: AccountKey
  readonly roles: readonly string[]
}

/**
 * The key to sign with. A key merely found that the subnet does not know or that cannot sign is passed over with a word;
 * one that git is configured to sign with never is.
 * @throws KUBE_KEY_LOCKED, KUBE_KEY_INVALID, and what the daemon says
 */
export async function chooseAccount(
  client: ControlClient,
  around: Surroundings,
  say: (line: string) => void
): Promise<Chosen | undefined> {
  for (const key of await accountKeys(around)) {
    const { known, roles } = await client.call('account', { key: Buffer.from(key.key.blob).toString('base64') })
    if (key.configured) return { key, roles }
    const why = known ? key.locked : 'the subnet does not know it'
    if (why === undefined) return { key, roles }
    say(`the key ${sshFingerprint(key.key.blob)} of ${key.where} is passed over: ${why}`)
  }
  return undefined
}

/** The key as the calls of a client need it. */
export function accountOf(key: AccountKey): Account {
  return {
    blob: key.key.blob,
    name: key.name,
    issues: key.signBare !== undefined && key.locked === undefined,
    sign: request => signAsked(key, request)
  }
}

async function signAsked(key: AccountKey, request: SignRequest): Promise<Uint8Array> {
  if (key.locked !== undefined) {
    throw new KubeError('KUBE_KEY_LOCKED', `the key ${key.where} is locked`, {
      reason: `${key.locked}, and there is no terminal to ask for it`,
      next: [`ssh-add ${shellWord(key.where)}`]
    })
  }
  if (request.kind === 'sshsig') {
    // What a daemon asks for is good here alone: never a signature for a login, or for another program.
    if (namespaces.has(request.namespace)) return key.sign(request.payload, request.namespace)
  } else if (key.signBare && isOwnCredential(request.payload, key.key.subject)) return key.signBare(request.payload)
  throw new KubeError('KUBE_PEER_MISBEHAVED', 'kubed asks for a signature that dx does not give', {
    reason: 'it is for nothing that dx knows'
  })
}

/** A credential that the person issues: nothing else gets a bare signature of their key. */
function isOwnCredential(input: Uint8Array, subject: string): boolean {
  const parts = Buffer.from(input).toString('latin1').split('.')
  const [header, claims] = parts.map(part => Buffer.from(part, 'base64url').toString('utf8'))
  const start = `{"alg":"EdDSA","typ":"vc+jwt","kid":"${subject}#`
  return parts.length === 2 && header?.startsWith(start) === true && claims?.includes(`"iss":"${subject}"`) === true
}
