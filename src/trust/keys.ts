// The keys of a home: `keys/` and what is in it. A folder is made complete beside its place and renamed into it,
// so that a home either has its keys or has none.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { shellWord } from '../base/command-words.ts'
import { KubeError } from '../base/errors.ts'
import { didOfKey, peerIdOfKey, publicKeyBytes } from '../base/identity.ts'
import type { PeerId } from '../base/types.ts'
import { assertTight, exists, makeFolderDurable, readIfThere, writeDurable } from './key-files.ts'

/** An Ed25519 key pair with the names that its public half goes by. */
export interface SigningKey {
  readonly privateKey: KeyObject
  /** Raw, 32 bytes. */
  readonly publicKey: Uint8Array
  readonly peerId: PeerId
  /** `did:key:z6Mk…` */
  readonly did: string
}

export interface Keys {
  readonly dir: string
  readonly kube: SigningKey
  /** The subnet root: where the subnet was founded, until it is taken offline. */
  readonly root?: SigningKey
  /** P-256 key of the root CA: on admin KUBEs. */
  readonly rootCa?: KeyObject
}

/** Key of this KUBE. */
export const kubeFile = 'kube.pem'
/** Open join codes, in a folder beside it. */
export const invitesFolder = 'invites'
const rootFile = 'root.pem'
const rootCaFile = 'root-ca.pem'

/** @throws KUBE_KEY_INVALID unless it is an Ed25519 private key */
export function signingKey(privateKey: KeyObject): SigningKey {
  if (privateKey.type !== 'private' || privateKey.asymmetricKeyType !== 'ed25519') {
    throw new KubeError('KUBE_KEY_INVALID', 'not an Ed25519 private key', {
      reason: `it is ${privateKey.asymmetricKeyType ?? 'no key pair'}`
    })
  }
  const publicKey = rawPublicKey(createPublicKey(privateKey))
  return { privateKey, publicKey, peerId: peerIdOfKey(publicKey), did: didOfKey(publicKey) }
}

export function createSigningKey(): SigningKey {
  return signingKey(generateKeyPairSync('ed25519').privateKey)
}

/** A new ECDSA P-256 key: what browsers take in certificates. */
export function createCertificateKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}

/** The last 32 bytes of an Ed25519 SubjectPublicKeyInfo are the raw key (RFC 8410, 4). */
export function rawPublicKey(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(-publicKeyBytes))
}

const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** The inverse of `rawPublicKey`. */
export function publicKeyObject(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' })
}

/**
 * The private key as libp2p has it raw, for `privateKeyFromRaw` of `@libp2p/crypto/keys`: 64 bytes, the seed and
 * then the public key.
 */
export function libp2pPrivateKey(key: SigningKey): Uint8Array {
  return new Uint8Array(Buffer.concat([privateSeed(key), key.publicKey]))
}

/** The last 32 bytes of an Ed25519 PKCS#8 key without attributes are the seed (RFC 8410, 7). */
export function privateSeed(key: SigningKey): Uint8Array {
  return key.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
}

/** PKCS#8 PEM, what every private key is stored as. */
export function privateKeyPem(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }) as string
}

/**
 * Makes the keys of a founder: subnet root, KUBE and root CA. Durable when it resolves.
 * @throws KUBE_HOME_INVALID when the folder has keys already
 */
export async function createSubnetKeys(dir: string): Promise<Required<Keys>> {
  const keys = { dir, kube: createSigningKey(), root: createSigningKey(), rootCa: createCertificateKey() }
  await makeFolder(dir, {
    [kubeFile]: privateKeyPem(keys.kube.privateKey),
    [rootFile]: privateKeyPem(keys.root.privateKey),
    [rootCaFile]: privateKeyPem(keys.rootCa)
  })
  return keys
}

/**
 * Makes the keys of a machine that will join a subnet: its KUBE key alone. Durable when it resolves.
 * @throws KUBE_HOME_INVALID when the folder has keys already
 */
export async function createKubeKeys(dir: string): Promise<Keys> {
  const keys = { dir, kube: createSigningKey() }
  await makeFolder(dir, { [kubeFile]: privateKeyPem(keys.kube.privateKey) })
  return keys
}

/** Adds what a founder has and these keys lack. Durable when it resolves. */
export async function completeSubnetKeys(keys: Keys): Promise<Required<Keys>> {
  const root = keys.root ?? createSigningKey()
  const rootCa = keys.rootCa ?? createCertificateKey()
  await writeDurable(path.join(keys.dir, rootFile), privateKeyPem(root.privateKey))
  await saveRootCaKey(keys.dir, rootCa)
  return { ...keys, root, rootCa }
}

/** Keeps the root CA key that an admin KUBE was handed. Durable when it resolves. */
export async function saveRootCaKey(dir: string, key: KeyObject): Promise<void> {
  await writeDurable(path.join(dir, rootCaFile), privateKeyPem(key))
}

async function makeFolder(dir: string, files: Readonly<Record<string, string>>): Promise<void> {
  const next = `${dir}.new`
  // What an interrupted attempt left: keys that nobody has used.
  await fs.rm(next, { recursive: true, force: true })
  await makeFolderDurable(next)
  for (const [name, text] of Object.entries(files)) await writeDurable(path.join(next, name), text)
  try {
    await fs.rename(next, dir)
  } catch (error) {
    await fs.rm(next, { recursive: true, force: true })
    throw new KubeError('KUBE_HOME_INVALID', `${dir} cannot be made`, {
      reason: (await exists(dir)) ? 'it is there already' : String(error),
      next: [`ls -la ${dir}`],
      cause: error
    })
  }
  await makeFolderDurable(dir)
}

/**
 * Reads the keys of a home; undefined when it has none at all.
 * @throws KUBE_KEYS_LOOSE naming a file that others may read, KUBE_HOME_INVALID when one is missing or damaged
 */
export async function loadKeys(dir: string): Promise<Keys | undefined> {
  if (!(await exists(dir))) return undefined
  await assertTight(dir)
  const kube = await readKey(dir, kubeFile)
  if (kube === undefined) {
    throw new KubeError('KUBE_HOME_INVALID', `${path.join(dir, kubeFile)} is missing`, {
      reason: 'without its key this machine is nobody; restore it from a backup, or start with a new home',
      next: ['kubed start --home DIR', `mv ${path.dirname(dir)} ${path.dirname(dir)}.old`]
    })
  }
  const root = await readKey(dir, rootFile)
  const rootCa = await readKey(dir, rootCaFile)
  if (rootCa !== undefined && rootCa.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw damaged(path.join(dir, rootCaFile), 'it is not a P-256 key')
  }
  return {
    dir,
    kube: asSigningKey(kube, path.join(dir, kubeFile)),
    ...(root === undefined ? {} : { root: asSigningKey(root, path.join(dir, rootFile)) }),
    ...(rootCa === undefined ? {} : { rootCa })
  }
}

async function readKey(dir: string, name: string): Promise<KeyObject | undefined> {
  const file = path.join(dir, name)
  const text = await readIfThere(file)
  if (text === undefined) return undefined
  try {
    return createPrivateKey(text)
  } catch (error) {
    throw damaged(file, 'it is not a private key in PEM', error)
  }
}

function asSigningKey(key: KeyObject, file: string): SigningKey {
  try {
    return signingKey(key)
  } catch (error) {
    throw damaged(file, 'it is not an Ed25519 key', error)
  }
}

/** Keys without which a machine works; the root CA's comes again from another admin. */
const dispensable = new Map([
  [rootFile, 'or move it away: it is used at the founding alone'],
  [rootCaFile, 'or move it away: another admin gives it again, and until then this machine invites nobody']
])

function damaged(file: string, reason: string, cause?: unknown): KubeError {
  const without = dispensable.get(path.basename(file))
  const check = `openssl pkey -in ${shellWord(file)} -noout`
  const away = `mv ${shellWord(file)} ${shellWord(`${file}.damaged`)}`
  return new KubeError('KUBE_HOME_INVALID', `${file} is damaged`, {
    reason: [reason, 'restore it from a backup', without].filter(Boolean).join('; '),
    next: without === undefined ? [check] : [check, away],
    ...(cause === undefined ? {} : { cause })
  })
}
