// The files by which this machine is let in by a cluster of etcd (`etcd-…` in config.yml), read once, at the start.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import { shellWord } from '../../base/command-words.ts'
import type { EtcdFiles } from '../../base/daemon-options.ts'
import { KubeError } from '../../base/errors.ts'
import type { EtcdAccess } from '../../etcd/transport.ts'
import { assertMode } from '../../trust/key-files.ts'

/** @throws KUBE_KEYS_LOOSE for a password or a key that others may read, KUBE_CONFIG_INVALID for what is none */
export async function readEtcdAccess(home: string, files: EtcdFiles): Promise<EtcdAccess> {
  const { user, passwordFile } = files
  const [ca, cert, key, password] = await Promise.all([
    files.ca && read(resolve(home, files.ca)),
    files.cert && read(resolve(home, files.cert)),
    files.key && readSecret(resolve(home, files.key)),
    passwordFile && readPassword(resolve(home, passwordFile))
  ])
  const tls = { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) }
  try {
    createSecureContext(tls)
  } catch (error) {
    // Neither a certificate nor a key is in what OpenSSL says.
    throw new KubeError('KUBE_CONFIG_INVALID', 'etcd-ca, etcd-cert and etcd-key are no certificates with their key', {
      reason: (error as Error).message,
      next: [
        `ls -l ${[files.ca, files.cert, files.key].flatMap(file => (file ? [shellWord(resolve(home, file))] : [])).join(' ')}`
      ]
    })
  }
  return { ...tls, ...(user !== undefined && password && { user: { name: user, password } }) }
}

async function readSecret(file: string): Promise<string> {
  await assertMode(file, '600')
  return read(file)
}

/** Its first line. */
async function readPassword(file: string): Promise<string> {
  const password = (await readSecret(file)).replace(/\r?\n$/, '')
  if (password !== '' && !/\p{Cc}/u.test(password)) return password
  throw new KubeError('KUBE_CONFIG_INVALID', `${file} has no password`, {
    reason: 'it is one line of text',
    next: [`$EDITOR ${shellWord(file)}`]
  })
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new KubeError('KUBE_CONFIG_INVALID', `${file} cannot be read`, {
      reason: code === 'ENOENT' ? 'config.yml names it, and it is not there' : (error as Error).message,
      next: [`ls -l ${shellWord(file)}`],
      cause: error
    })
  }
}
