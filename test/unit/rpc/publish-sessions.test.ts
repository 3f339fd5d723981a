// Publishes that come to nothing are forgotten at once: they take nobody's place.
import { expect, test } from 'vitest'
import { gitId } from '../../../src/base/bytes.ts'
import { KubeError } from '../../../src/base/errors.ts'
import { publishSessionsMax } from '../../../src/base/limits.ts'
import { readSshKey, sshBlobOfEd25519 } from '../../../src/base/ssh-key.ts'
import { Publisher } from '../../../src/rpc/publish/publish.ts'
import type { Served } from '../../../src/rpc/publish/served.ts'
import { inNameOf } from '../../../src/rpc/signing.ts'
import { createSigningKey } from '../../../src/trust/keys.ts'
import { localKube } from '../../support/local-kube.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

test('a key that does not sign, properties that are none: again and again, and others still publish', async () => {
  const local = await localKube()
  const served = { wait: async () => ({ servedBy: [] }) } as unknown as Served
  const publisher = new Publisher({ ...local, served, spoolDir: await temporaryFolder() })
  const content = Buffer.from('x')
  const id = gitId('blob', content)
  await local.kube.objects.write([{ type: 'blob', content }])
  const files = [{ path: 'index.html', mode: '100644' as const, id, size: 1 }]
  const key = readSshKey(sshBlobOfEd25519(createSigningKey().publicKey))
  const locked = async () => {
    throw new KubeError('KUBE_KEY_LOCKED', 'the key did not sign')
  }
  for (let at = 0; at <= publishSessionsMax; at++) {
    const { session } = await publisher.plan({ name: 'dx://app', files })
    const commit = inNameOf({ key, name: '', issues: false, sign: locked }, () => publisher.commit({ session }))
    await expect(commit).rejects.toMatchObject({ code: 'KUBE_KEY_LOCKED' })
    const refused = publisher.plan({ name: 'dx://app', files, properties: 'no: property\n' })
    await expect(refused).rejects.toMatchObject({ code: 'KUBE_RECORD_INVALID' })
  }
  const { session } = await publisher.plan({ name: 'dx://app', files })
  expect(await publisher.commit({ session })).toMatchObject({ type: 'published', name: 'dx://app' })
})
