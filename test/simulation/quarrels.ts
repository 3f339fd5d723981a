// People and machines of a simulated subnet that set rules, publish files of keys, grant, revoke at cuts near and far, and
// write in the name of accounts: whatever they may at the moment they try.
import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { concatBytes, fromHex, sha256, toHex } from '../../src/base/bytes.ts'
import { didOfKey, keyOfPeerId } from '../../src/base/identity.ts'
import { sshBlobOfEd25519, sshKeyLine } from '../../src/base/ssh-key.ts'
import { field } from '../../src/base/ssh-wire.ts'
import { sshsigBlob, sshsigMessage } from '../../src/base/sshsig.ts'
import type { WriteRule } from '../../src/graph/properties.ts'
import { emptyRecord } from '../../src/graph/record.ts'
import { type AccountSignature, accountNamespace } from '../../src/ledger/account.ts'
import type { ChainHead, Entry, Grant } from '../../src/ledger/types.ts'
import type { AppendRequest } from '../../src/node/entries/changes.ts'
import { revocationCommit } from '../../src/node/entries/revocation.ts'
import { smallCommit } from '../../src/node/objects/small-commit.ts'
import { recordCommit } from '../../src/node/records.ts'
import type { Replica } from '../../src/node/replica.ts'
import { revokedRef } from '../../src/node/trust-refs.ts'
import type { SeededRandom } from '../support/virtual-time.ts'
import type { SimKube } from './sim-kube.ts'

interface Account {
  readonly did: string
  readonly blob: Uint8Array
  readonly key: KeyObject
}

const author = { name: 'sim', email: 'sim@kube', seconds: 1_700_000_000, offset: 0 }

function accountOf(word: string): Account {
  const pkcs8 = concatBytes(fromHex('302e020100300506032b657004220420'), sha256(`account ${word}`))
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  const raw = Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')
  return { did: didOfKey(raw), blob: sshBlobOfEd25519(raw), key }
}

/** Made once: an account is the same in every schedule. */
export const accounts: readonly Account[] = ['one', 'two', 'three'].map(accountOf)

const from = '/keys:keys'
const ruleSets: readonly (readonly WriteRule[] | undefined)[] = [
  undefined,
  [],
  [{ name: 'code', from, only: ['!code'] }],
  [{ name: 'sites', from, only: ['!code', '!https'] }],
  [{ name: 'all', from }]
]

export class Quarrels {
  readonly #random: SeededRandom
  readonly #kubes: readonly SimKube[]
  readonly #grants: Map<string, Grant>
  #count = 0
  /** How often was signed at each count. */
  readonly #signed = new Map<number, number>()

  constructor(random: SeededRandom, kubes: readonly SimKube[], grants: Map<string, Grant>) {
    this.#random = random
    this.#kubes = kubes
    this.#grants = grants
  }

  /** One attempt on one KUBE. @throws KUBE_DENIED and whatever the disk throws */
  async act(kube: SimKube): Promise<Entry | undefined> {
    const { life } = kube
    if (!life) return undefined
    await life.mayAppend
    this.#count++
    const { replica } = life
    const dice = this.#random.below(20)
    return replica.append(() => {
      const request = this.#request(replica, dice, kube)
      const account = dice % 2 === 0 ? this.#random.pick(accounts) : undefined
      return account ? { ...request, account: this.#sign(replica, request, account) } : request
    })
  }

  #request(replica: Replica, dice: number, kube: SimKube): AppendRequest {
    if (dice < 3) return this.#rules(replica)
    if (dice < 6) return this.#keys(replica)
    if (dice < 8) return this.#grant(replica, kube)
    if (dice < 10) return this.#revoke(replica)
    return this.#site(replica, `refs/node-${this.#random.below(5)}/${this.#random.pick(['!https', '!code'])}`, {
      'index.html': Buffer.from(`quarrel ${this.#count}`)
    })
  }

  #rules(replica: Replica): AppendRequest {
    const ref = `refs/${this.#random.pick(['node-0', 'node-1', 'node-2', 'keys'])}/!meta`
    const writes = this.#random.pick(ruleSets)
    const old = replica.ledger.ref(ref)
    const record = { ...emptyRecord, properties: { title: `${this.#count}`, ...(writes && { actions: { writes } }) } }
    const commit = recordCommit({ record, yaml: '', parents: old ? [old] : [], author, message: 'rules' })
    return { updates: [{ ref, old, new: commit.id }], objects: commit.objects, message: 'rules' }
  }

  #keys(replica: Replica): AppendRequest {
    const lines = accounts
      .filter(() => this.#random.chance(0.6))
      .map(({ blob }) => sshKeyLine({ type: 'ssh-ed25519', blob }))
    return this.#site(replica, 'refs/keys/!https', { keys: Buffer.from(`# ${this.#count}\n${lines.join('\n')}\n`) })
  }

  #site(replica: Replica, ref: string, files: Record<string, Uint8Array>): AppendRequest {
    const old = replica.ledger.ref(ref)
    const commit = smallCommit({ files, parents: old ? [old] : [], author, message: 'site' })
    return { updates: [{ ref, old, new: commit.id }], objects: commit.objects, message: `quarrel ${this.#count}` }
  }

  #grant(replica: Replica, kube: SimKube): AppendRequest {
    const subject = this.#random.pick([...accounts.map(({ did }) => did), ...this.#kubes.map(({ id }) => didOf(id))])
    const role = this.#random.pick(['write', 'admin'] as const)
    const id = toHex(sha256(`grant ${this.#count}`)).slice(0, 16)
    const ref = `refs/!trust/${id}/!credential`
    const files = { 'credential.jwt': Buffer.from(`${subject} ${role} ${this.#count}`) }
    const commit = smallCommit({ files, parents: [], author, message: id })
    this.#grants.set(commit.id, { id, issuer: didOf(kube.id), subject, role, scope: '' })
    return {
      updates: [{ ref, old: replica.ledger.ref(ref), new: commit.id }],
      objects: commit.objects,
      message: 'grant'
    }
  }

  #revoke(replica: Replica): AppendRequest {
    const grants = replica.ledger.grants()
    const grant = grants[this.#random.below(grants.length)]
    if (!grant) return { updates: [], objects: [], message: '' }
    const back = this.#random.chance(0.5) ? 0 : this.#random.below(4)
    const cut = replica.ledger.heads().flatMap(head => this.#before(replica, head, back))
    const what = this.#random.chance(0.4) ? { key: grant.subject } : { credential: grant.id }
    const commit = revocationCommit({ ...what, cut, reason: `quarrel ${this.#count}` }, author)
    const ref = revokedRef(grant.id)
    return {
      updates: [{ ref, old: replica.ledger.ref(ref), new: commit.id }],
      objects: commit.objects,
      message: 'revoke'
    }
  }

  #before(replica: Replica, head: ChainHead, back: number): ChainHead[] {
    const branch = replica.ledger.branch(head.id, Math.max(0, head.sequence - back - 1), 1)
    return branch.map(({ chain, sequence, id }) => ({ chain, sequence, id }))
  }

  #sign(replica: Replica, { updates }: AppendRequest, { blob, key }: Account): AccountSignature {
    // Several attempts may wait for one another, and be signed only then.
    const times = this.#signed.get(this.#count) ?? 0
    this.#signed.set(this.#count, times + 1)
    const nonce = sha256(`nonce ${this.#count}${times > 0 ? ` ${times}` : ''}`).slice(0, 16)
    const { sequence, bytes } = replica.statement(updates, nonce)
    const own = sign(null, sshsigMessage(bytes, accountNamespace), key)
    const signature = sshsigBlob({ blob }, accountNamespace, concatBytes(field('ssh-ed25519'), field(own)))
    return { publicKey: blob, sequence, nonce, signature }
  }
}

const didOf = (peer: string): string => didOfKey(keyOfPeerId(peer))
