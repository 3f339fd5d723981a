// Key and certificate in one PEM file, so that they are replaced together.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import path from 'node:path'
import { KubeError } from '../base/errors.ts'
import { type Authority, isKeyOf } from './certificate-format.ts'
import { readIfThere, writeDurable } from './key-files.ts'
import { privateKeyPem } from './keys.ts'

const intermediateFile = 'intermediate-ca.pem'
const leafFile = 'tls.pem'

async function load(file: string): Promise<Authority | undefined> {
  const text = await readIfThere(file)
  if (text === undefined) return undefined
  try {
    const pair = { privateKey: createPrivateKey(text), certificate: new X509Certificate(text) }
    if (!isKeyOf(pair.privateKey, pair.certificate)) throw new Error('the key is not that of the certificate')
    return pair
  } catch (error) {
    // Not made anew in silence: the file may be one that a person put there.
    throw new KubeError('KUBE_HOME_INVALID', `${file} is damaged`, {
      reason: error instanceof Error ? error.message : String(error),
      next: [`rm ${file}`],
      cause: error
    })
  }
}

async function save(file: string, pair: Authority): Promise<void> {
  await writeDurable(file, privateKeyPem(pair.privateKey) + pair.certificate.toString())
}

/** @throws KUBE_HOME_INVALID when the file is damaged; undefined when there is none */
export async function loadIntermediate(dir: string): Promise<Authority | undefined> {
  return await load(path.join(dir, intermediateFile))
}

export async function saveIntermediate(dir: string, intermediate: Authority): Promise<void> {
  await save(path.join(dir, intermediateFile), intermediate)
}

/** @throws KUBE_HOME_INVALID when the file is damaged; undefined when there is none */
export async function loadLeaf(dir: string): Promise<Authority | undefined> {
  return await load(path.join(dir, leafFile))
}

export async function saveLeaf(dir: string, leaf: Authority): Promise<void> {
  await save(path.join(dir, leafFile), leaf)
}
