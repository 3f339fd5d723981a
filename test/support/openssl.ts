// openssl as an outside judge of what a KUBE shows.
import fs from 'node:fs'
import path from 'node:path'
import { type KubeProcess, run } from './kube-process.ts'

/** What `openssl verify` says of the chain that a daemon shows for a name, against its subnet's root CA alone. */
export async function verifiedByOpenssl(
  kube: KubeProcess,
  name: string,
  dir: string,
  ...more: readonly string[]
): Promise<string> {
  const connect = ['s_client', '-connect', `127.0.0.1:${kube.port}`, '-servername', name, '-showcerts']
  const { out } = await run('openssl', connect, { input: '' })
  const shown = out.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g) ?? []
  const [leaf, middle] = [path.join(dir, 'leaf.pem'), path.join(dir, 'middle.pem')]
  fs.writeFileSync(leaf, shown[0] ?? '')
  fs.writeFileSync(middle, shown[1] ?? '')
  const trusted = ['-CAfile', path.join(kube.home, 'ca.crt'), '-untrusted', middle, '-no-CApath', '-x509_strict']
  const checks = ['-purpose', 'sslserver', '-verify_hostname', name]
  const judged = await run('openssl', ['verify', ...trusted, ...checks, ...more, leaf])
  return judged.out + judged.err
}
