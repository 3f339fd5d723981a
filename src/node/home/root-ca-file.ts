// `ca.crt`: what people and programs are given to trust. It is a copy of what the subnet root has named.
import { X509Certificate } from 'node:crypto'
import fs from 'node:fs/promises'
import { KubeError } from '../../base/errors.ts'
import type { Logger } from '../../base/types.ts'
import { verifyCertificateAuthority } from '../../trust/ca-binding.ts'
import { readIfThere, writeDurable } from '../../trust/key-files.ts'
import type { Subnet } from '../../trust/subnet-file.ts'

/** A line for people when the file is not the subnet's root CA (PEM); undefined when it is. */
export async function caProblem(file: string, rootCa: string): Promise<string | undefined> {
  const found = await readIfThere(file)
  if (found === rootCa) return undefined
  const what = found === undefined ? 'is gone' : "was replaced: it is not the root CA of this machine's subnet"
  return `${file} ${what}; do not trust it, the next start of kubed puts it right`
}

/**
 * Puts `ca.crt` right, and says so where something else was there.
 * @throws KUBE_HOME_INVALID when the root CA that the home goes by is not the one that the subnet root has named
 */
export async function writeRootCa(file: string, keysDir: string, subnet: Subnet, logger: Logger): Promise<void> {
  try {
    await verifyCertificateAuthority(subnet.caBinding, subnet.root, new X509Certificate(subnet.rootCa))
  } catch (cause) {
    throw new KubeError('KUBE_HOME_INVALID', `${keysDir}/subnet.json names another root CA than the subnet root`, {
      reason: 'the file was changed; restore it from a backup',
      next: [`cat ${keysDir}/subnet.json`],
      cause
    })
  }
  const problem = await caProblem(file, subnet.rootCa)
  if (problem === undefined) return
  const there = await fs.stat(file).catch(() => undefined)
  if (there !== undefined) logger.log('warn', 'ca.crt was not the root CA of the subnet, and is put right', { file })
  await writeDurable(file, subnet.rootCa, 0o644)
}
