// A person's SSH key in a file. An unlocked Ed25519 key signs here; every other one by ssh-keygen, as git does it, which
// asks for the passphrase on the terminal.
import { spawn } from 'node:child_process'
import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { concatBytes, equalBytes, utf8 } from '../base/bytes.ts'
import { shellWord } from '../base/command-words.ts'
import { KubeError } from '../base/errors.ts'
import { readSshKey, type SshKey } from '../base/ssh-key.ts'
import { FieldReader, field } from '../base/ssh-wire.ts'
import { dearmorSshsig, sshsigBlob, sshsigMessage } from '../base/sshsig.ts'

const magic = utf8.encode('openssh-key-v1\0')
const fileBytesMax = 64 << 10

export interface PrivateFile {
  readonly path: string
  /** Undefined for a file of an older format, which does not say. */
  readonly key: SshKey | undefined
  /** Behind a passphrase. */
  readonly locked: boolean
  /** Where it can sign here. */
  readonly ed25519: KeyObject | undefined
}

/** A private key file; undefined when there is none or it is something else. */
export function readPrivateFile(path: string): PrivateFile | undefined {
  const text = readText(path)
  const found = text === undefined ? null : /-----BEGIN ([A-Z ]*)PRIVATE KEY-----\s([^-]*)-----END/.exec(text)
  if (text === undefined || !found) return undefined
  if (found[1] !== 'OPENSSH ') {
    const locked = found[1] === 'ENCRYPTED ' || text.includes('Proc-Type: 4,ENCRYPTED')
    return { path, key: undefined, locked, ed25519: undefined }
  }
  try {
    return readOpenSsh(path, new Uint8Array(Buffer.from(found[2] ?? '', 'base64')))
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError || error instanceof KubeError) return undefined
    throw error
  }
}

/** A token is longer than the name of a file may be. */
const noText: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EISDIR', 'ELOOP', 'ENAMETOOLONG'])

/** The text of a file that may hold a key; undefined when it cannot be read. */
export function readText(path: string): string | undefined {
  try {
    const bytes = readFileSync(path)
    return bytes.length > fileBytesMax ? undefined : bytes.toString('utf8')
  } catch (error) {
    if (noText.has((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

/** OpenSSH PROTOCOL.key. */
function readOpenSsh(path: string, bytes: Uint8Array): PrivateFile | undefined {
  const reader = new FieldReader(bytes)
  if (!equalBytes(reader.bytes(magic.length), magic)) return undefined
  const cipher = reader.text()
  reader.field()
  reader.field()
  if (reader.uint32() !== 1) return undefined
  const key = readSshKey(new Uint8Array(reader.field()))
  const locked = cipher !== 'none'
  const secret = new FieldReader(reader.field())
  if (locked || key.type !== 'ssh-ed25519') return { path, key, locked, ed25519: undefined }
  const check = secret.uint32()
  if (secret.uint32() !== check || secret.text() !== key.type) return undefined
  secret.field()
  const [x, d] = [key.blob.subarray(-32), secret.field().subarray(0, 32)]
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: base64url(x), d: base64url(d) }
  return { path, key, locked, ed25519: createPrivateKey({ key: jwk, format: 'jwk' }) }
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** The signature of an unlocked Ed25519 key, 64 bytes. */
export function signHere(key: KeyObject, data: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, data, key))
}

/** An SSHSIG blob. @throws KUBE_KEY_LOCKED */
export async function signByFile(file: PrivateFile, key: SshKey, payload: Uint8Array, namespace: string) {
  if (file.ed25519) {
    const inner = concatBytes(field(key.type), field(signHere(file.ed25519, sshsigMessage(payload, namespace))))
    return sshsigBlob(key, namespace, inner)
  }
  return signByProgram(file.path, payload, namespace)
}

/** Whether somebody can be asked for a passphrase. */
export function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r+'))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    return false
  }
}

function signByProgram(path: string, payload: Uint8Array, namespace: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const args = ['-q', '-Y', 'sign', '-n', namespace, '-f', path]
    const child = spawn('ssh-keygen', args, { stdio: ['pipe', 'pipe', 'pipe'] })
    let [out, err] = ['', '']
    const fail = (reason: string, cause?: unknown): void =>
      reject(
        new KubeError('KUBE_KEY_LOCKED', `the key ${path} did not sign`, {
          reason,
          next: [`ssh-add ${shellWord(path)}`, 'git config --get user.signingKey'],
          cause
        })
      )
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err = (err + text).slice(-2000)))
    child.on('error', error => fail(`ssh-keygen: ${error.message}`, error))
    child.on('close', code => {
      const blob = code === 0 ? dearmorSshsig(out) : undefined
      if (blob) resolve(blob)
      else fail(err.trim().split('\n').at(-1) || `ssh-keygen ended with ${code}`)
    })
    // Where it ends before it has read all, its exit says more.
    child.stdin.on('error', () => undefined)
    child.stdin.end(payload)
  })
}
