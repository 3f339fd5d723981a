import { sshBlobOfEd25519, sshKeyLine } from '../../src/base/ssh-key.ts'

/** A line of OpenSSH's allowed-signers file for a raw Ed25519 key. */
export function allowedSignersLine(principal: string, raw: Uint8Array): string {
  return `${principal} namespaces="git" ${sshKeyLine({ type: 'ssh-ed25519', blob: sshBlobOfEd25519(raw) })}`
}
