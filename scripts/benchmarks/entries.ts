// What checking the entries of chains costs: one beside the Ed25519 verification that is in it, and 10^5 of them for a
// machine that catches up: decoded, verified, judged, merged and stored durably.
import { generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from 'node:crypto'
import { concatBytes } from '../../src/base/bytes.ts'
import { commitPayload, decodeCommit } from '../../src/base/git-format.ts'
import { didOfKey, keyOfPeerId } from '../../src/base/identity.ts'
import { sortedById } from '../../src/base/sorted-ids.ts'
import { sshBlobOfEd25519 } from '../../src/base/ssh-key.ts'
import { field } from '../../src/base/ssh-wire.ts'
import { dearmorSshsig, sshsigBlob, sshsigMessage } from '../../src/base/sshsig.ts'
import { silent } from '../../src/base/types.ts'
import { type AccountSignature, accountNamespace, accountStatement } from '../../src/ledger/account.ts'
import { decodeChangeset } from '../../src/ledger/changeset-codec.ts'
import type { SealedEntry } from '../../src/ledger/entry.ts'
import { decodeEntry } from '../../src/ledger/entry-decode.ts'
import type { ListedObject, RefUpdate } from '../../src/ledger/types.ts'
import { factReader } from '../../src/node/entries/entry-facts.ts'
import { openHome } from '../../src/node/home/home.ts'
import { realClock, realScheduler } from '../../src/node/real.ts'
import { Replica } from '../../src/node/replica.ts'
import { createSigningKey, publicKeyObject, rawPublicKey } from '../../src/trust/keys.ts'
import { createSigner, createVerifier } from '../../src/trust/ssh-signature.ts'
import type { Benchmark, Place } from './benchmark.ts'
import { EntryHistory } from './entry-history.ts'
import { settleDisk } from './machine.ts'
import { sideBySide } from './rate.ts'
import { ratioAtMost } from './report.ts'

const entriesCount = 100_000
/** Entries of one commit, as a peer sends them. */
const batch = 256
const samples = 1_000
const goalRatio = 1.25

/** Whatever disturbs a turn makes it dearer: of many short ones the cheapest tells most. */
const turns = { count: 60, ms: 50, batch: 100 }
const cheapest = (runs: readonly number[]): number => Math.min(...runs)

const micros = (rates: readonly number[]): number[] => rates.map(rate => 1e6 / rate)

interface Signed {
  readonly key: KeyObject
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

/** What of an entry is verified by Ed25519, ready for it: nothing but the verifications is left. */
function signaturesOf({ bytes, entry }: SealedEntry): Signed[] {
  const values = decodeChangeset(bytes.changeset)
  const { signature = '' } = decodeCommit(bytes.commit)
  const signed = (raw: Uint8Array, blob: Uint8Array, message: Uint8Array): Signed => ({
    key: publicKeyObject(raw),
    message,
    signature: blob.slice(-64)
  })
  const own = signed(
    keyOfPeerId(entry.chain),
    dearmorSshsig(signature) ?? new Uint8Array(),
    sshsigMessage(commitPayload(bytes.commit), 'git')
  )
  const { account } = values
  if (account === undefined) return [own]
  const statement = accountStatement({ ...values, sequence: account.sequence, nonce: account.nonce })
  const message = sshsigMessage(statement, accountNamespace)
  return [own, signed(account.publicKey.slice(-32), account.signature, message)]
}

function signsAs(subnet: Uint8Array) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const blob = sshBlobOfEd25519(rawPublicKey(publicKey))
  return (updates: readonly RefUpdate[], chain: string, sequence: number): AccountSignature => {
    const nonce = new Uint8Array(randomBytes(16))
    const statement = accountStatement({ subnet, chain, sequence, nonce, updates })
    const own = sign(null, sshsigMessage(statement, accountNamespace), privateKey)
    const signature = sshsigBlob({ blob }, accountNamespace, concatBytes(field('ssh-ed25519'), field(own)))
    return { publicKey: blob, sequence, nonce, signature }
  }
}

function listedObject(type: ListedObject['type']): ListedObject {
  return { id: randomBytes(20).toString('hex'), type, size: 300, sha256: new Uint8Array(randomBytes(32)) }
}

async function verification({ report }: Place): Promise<void> {
  const history = new EntryHistory()
  await history.found()
  const verifier = createVerifier()
  const context = { subnet: history.subnet, verify: verifier.verify.bind(verifier) }
  const name = 'its Ed25519 verifications alone'
  const measure = (figure: string, made: readonly SealedEntry[], signatures: number): void => {
    report.mark()
    const decode = (at: number) => decodeEntry(made[at % samples]!.bytes, context)
    const signed = made.map(signaturesOf)
    const bare = (at: number): void => {
      for (const { key, message, signature } of signed[at % samples]!) {
        if (!verify(null, message, key, signature)) throw new Error('a signature is wrong')
      }
    }
    const [own, alone] = sideBySide([decode, bare], turns).map(micros) as [number[], number[]]
    const [peer, runs] = [{ name, runs: alone }, own]
    report.figure({
      name: figure,
      unit: 'µs',
      runs,
      of: cheapest,
      peer,
      goal: ratioAtMost(goalRatio),
      more: { signatures }
    })
  }
  // As most entries do that set a record: its commit, a tree and a file.
  const listed = sortedById((['commit', 'tree', 'blob'] as const).map(listedObject))
  measure(
    'entry-verified',
    Array.from({ length: samples }, () => history.next({ listed })),
    1
  )
  const account = signsAs(history.subnet)
  measure(
    'entry-verified-for-an-account',
    Array.from({ length: samples }, () => history.next({ account, listed })),
    2
  )
}

async function catchUp({ scope, report }: Place): Promise<void> {
  const history = new EntryHistory()
  const first = await history.found()
  const made = [first, ...Array.from({ length: entriesCount - 1 }, () => history.next())]
  const home = await openHome(scope.folder('home'))
  const { objects, refs } = home.repository
  await objects.write(history.objects)
  const key = createSigningKey()
  const replica = await Replica.open({
    self: createSigner(key).peerId,
    subnet: history.subnet,
    name: 'bench',
    objects,
    refs,
    state: home.state,
    signer: createSigner(key),
    verifier: createVerifier(),
    clock: realClock,
    scheduler: realScheduler,
    logger: silent,
    facts: factReader(didOfKey(history.subnet), silent)
  })
  settleDisk()
  report.mark()
  const startedMs = performance.now()
  const cpuBefore = process.cpuUsage()
  for (let at = 0; at < made.length; at += batch) {
    const staged = made.slice(at, at + batch).map(({ bytes }) => ({ bytes, ...replica.decode(bytes), inline: [] }))
    await replica.commit(staged)
  }
  const seconds = (performance.now() - startedMs) / 1000
  const { user, system } = process.cpuUsage(cpuBefore)
  if (replica.ledger.position !== entriesCount) throw new Error('some entries did not come in')
  const counted = [...replica.ledger.entries()].filter(({ id }) => replica.ledger.standing(id) === 'standing').length
  if (counted !== entriesCount) throw new Error(`${entriesCount - counted} entries do not stand`)
  await replica.close()
  await home.close()
  const more = { entries: entriesCount, cpuSeconds: Math.round((user + system) / 1e6) }
  report.figure({ name: 'catch-up', unit: 'entries/s', runs: [entriesCount / seconds], more })
}

async function run(place: Place): Promise<void> {
  await verification(place)
  await catchUp(place)
}

export const entries: Benchmark = {
  name: 'entries',
  about: 'an entry verified; a hundred thousand of them caught up with',
  secondsMax: 400,
  run
}
