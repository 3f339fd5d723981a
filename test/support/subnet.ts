// A founded subnet on disk, with everything that an admin KUBE invites with.
import { X509Certificate } from 'node:crypto'
import path from 'node:path'
import { toHex } from '../../src/base/bytes.ts'
import { Certificates } from '../../src/trust/certificates.ts'
import type { EnrolmentRecord, InviterOptions } from '../../src/trust/enrolment-server.ts'
import { type InviteRequest, Invites } from '../../src/trust/invites.ts'
import { type JoinCode, rootFingerprint } from '../../src/trust/join-code.ts'
import { foundSubnet } from '../../src/trust/subnet-file.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** `records` is what the ledger would hold; `options` may be spread and changed. */
export async function foundedSubnet(now: number) {
  const dir = path.join(await temporaryFolder(), 'keys')
  const { keys, subnet } = await foundSubnet({ dir, names: ['dxos.org'], now })
  const invites = await Invites.open(keys, now)
  const records: EnrolmentRecord[] = []
  const options: InviterOptions = {
    kubeKey: keys.kube,
    name: 'first',
    root: keys.root.publicKey,
    credentials: subnet.credentials,
    rootCa: { privateKey: keys.rootCa, certificate: new X509Certificate(subnet.rootCa) },
    caBinding: subnet.caBinding,
    bases: subnet.bases,
    invites,
    machines: () => [{ name: 'first', peerId: keys.kube.peerId, addresses: ['/ip4/127.0.0.1/tcp/1'] }],
    isRemoved: () => false,
    isAdmin: ({ as }) => as === 'admin',
    record: async record => {
      if (!records.some(({ codeId, peerId }) => codeId === record.codeId && peerId === record.peerId))
        records.push(record)
    },
    now: () => now,
    timeoutMs: 2000
  }
  const invite = async (request: Partial<InviteRequest> = {}): Promise<JoinCode> => ({
    rootFingerprint: rootFingerprint(keys.root.publicKey),
    peer: keys.kube.publicKey,
    addresses: ['/ip4/127.0.0.1/tcp/4001'],
    ...(await invites.create({ now, ...request }))
  })
  return { dir, keys, subnet, invites, records, options, invite, idOf: (code: JoinCode) => toHex(code.id) }
}

export type FoundedSubnet = Awaited<ReturnType<typeof foundedSubnet>>

/** A founded subnet in `<home>/keys` whose KUBE has its web certificate; gives its root CA. */
export async function openCertificatesFor(home: string): Promise<{ pem: string; keysDir: string }> {
  const keysDir = path.join(home, 'keys')
  const now = Date.now()
  const { keys, subnet } = await foundSubnet({ dir: keysDir, now })
  await Certificates.open({
    dir: keysDir,
    name: 'first',
    peerId: keys.kube.peerId,
    bases: subnet.bases,
    rootCa: subnet.rootCa,
    rootCaKey: keys.rootCa,
    exists: () => false,
    now: () => now
  })
  return { pem: subnet.rootCa, keysDir }
}
