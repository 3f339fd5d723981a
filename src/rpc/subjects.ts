// Keys as people write them, and where in the graph the end of one stands.
import { KubeError } from '../base/errors.ts'
import { keyOfDid, peerIdOfKey } from '../base/identity.ts'
import { isSubject, sshKeyOfLine } from '../base/ssh-key.ts'

/** The subject of a key as people write it; undefined for what is none. */
export function subjectOf(what: string): string | undefined {
  if (isSubject(what)) return what
  if (/^SHA256:/.test(what) && isSubject(`ssh:${what}`)) return `ssh:${what}`
  try {
    return sshKeyOfLine(what).subject
  } catch (error) {
    if (error instanceof KubeError) return undefined
    throw error
  }
}

/** One component of a ref, which has no capitals: the peer id of an Ed25519 key, else its fingerprint in hex. */
export function revocationId(subject: string): string {
  if (subject.startsWith('did:key:')) return peerIdOfKey(keyOfDid(subject))
  return Buffer.from(subject.slice('ssh:SHA256:'.length), 'base64').toString('hex')
}
