// Files that a KUBE alone reads and writes: encrypted with a key that is derived from its own (trust.md, Keys). A copy of
// one without `kube.pem` says nothing, and one that was changed, or put in the place of another, is not taken.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import { KubeError } from '../base/errors.ts'
import { isMissing, writeDurable } from './key-files.ts'
import { privateSeed, type SigningKey } from './keys.ts'

const cipher = 'aes-256-gcm'
const header = Buffer.from('kube sealed 1\n')
const nonceBytes = 12
const tagBytes = 16

function keyOf(kube: SigningKey): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', privateSeed(kube), '', 'kube/credential-store/1', 32))
}

/** `what` is bound to the file: one that was sealed as something else does not open. */
export async function writeSealed(file: string, kube: SigningKey, what: string, text: string): Promise<void> {
  const nonce = randomBytes(nonceBytes)
  const sealing = createCipheriv(cipher, keyOf(kube), nonce, { authTagLength: tagBytes })
  sealing.setAAD(Buffer.concat([header, Buffer.from(what)]))
  const sealed = [sealing.update(text, 'utf8'), sealing.final()]
  await writeDurable(file, Buffer.concat([header, nonce, sealing.getAuthTag(), ...sealed]))
}

/** The text of a file; undefined when there is none. @throws KUBE_HOME_INVALID when it was not sealed as this, by this key */
export async function readSealed(file: string, kube: SigningKey, what: string): Promise<string | undefined> {
  const bytes = await fs.readFile(file).catch(error => {
    if (isMissing(error)) return undefined
    throw error
  })
  if (bytes === undefined) return undefined
  const [start, body] = [header.length, header.length + nonceBytes + tagBytes]
  try {
    if (bytes.length < body || !bytes.subarray(0, start).equals(header)) throw new Error('it is no sealed file')
    const nonce = bytes.subarray(start, start + nonceBytes)
    const opening = createDecipheriv(cipher, keyOf(kube), nonce, { authTagLength: tagBytes })
    opening.setAAD(Buffer.concat([header, Buffer.from(what)]))
    opening.setAuthTag(bytes.subarray(start + nonceBytes, body))
    return Buffer.concat([opening.update(bytes.subarray(body)), opening.final()]).toString('utf8')
  } catch (cause) {
    throw new KubeError('KUBE_HOME_INVALID', `${file} cannot be opened`, {
      reason: 'it was changed, or sealed by another key than kube.pem; restore both from one backup',
      next: [`ls -la ${file}`],
      cause
    })
  }
}
