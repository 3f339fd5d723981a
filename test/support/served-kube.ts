// One real KUBE with a gateway in front, and nodes that are not for everyone.
import { onTestFinished } from 'vitest'
import { createContent } from '../../src/rpc/content/content-reader.ts'
import { Dmg } from '../../src/rpc/dmg/dmg.ts'
import { grant } from '../../src/rpc/grants.ts'
import { setRecords } from '../../src/rpc/records/record-set.ts'
import { createRecordViews } from '../../src/rpc/records/record-views.ts'
import { resolved } from '../../src/rpc/records/resolved.ts'
import { localKube } from './local-kube.ts'
import { startGateway } from './web-gateway.ts'

export type Served = Awaited<ReturnType<typeof served>>

/** Nodes that are not for everyone, and the ways to ask for them. */
export async function served(serviceHosts: readonly string[] = []) {
  const local = await localKube()
  const { kube, trees, bases } = local
  const content = createContent(kube, trees, bases)
  const dmg = new Dmg(local)
  const web = await startGateway(undefined, {
    content,
    objects: kube.objects,
    records: createRecordViews(local),
    resolve: (query, reader) => resolved(kube, trees, query, reader),
    findToken: text => kube.tokens.find(text),
    serviceHosts,
    dmg
  })
  onTestFinished(async () => {
    dmg.close()
    await web.gateway.close()
  })
  const records = ['vault', 'strongbox'].map(name => ({ name: `dx://${name}`, text: 'access: private\n' }))
  const more = [
    { name: 'dx://vault/plan', type: 'document', text: 'title: the plan\n' },
    { name: 'dx://strongbox/plan', type: 'document', text: 'title: another\n' },
    { name: 'dx://open', text: 'title: open\nmounts:\n  shown: dx://vault/plan\n' },
    { name: 'dx://club', text: 'access: members\n' }
  ]
  await setRecords(kube, bases, [...records, ...more])
  const ask = (path: string, token?: string, how: Record<string, string> = {}) =>
    web.ask('kube.local', path, {
      headers: { accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }), ...how }
    })
  const status = async (path: string, token?: string): Promise<number> => (await ask(path, token)).status
  const read = (name: string | undefined, ttlMs = 60_000) =>
    grant(kube, bases, { role: 'read', ttlMs, ...(name && { name }) })
  return { local, kube, bases, dmg, web, ask, status, read }
}
