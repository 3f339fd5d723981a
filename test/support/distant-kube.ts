// One real KUBE with its HTTPS gateway in front, and dx's client for it as another machine has it: a URL, the root CA, a
// token.
import { X509Certificate } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { LogLevel } from '../../src/base/types.ts'
import type { ControlApi } from '../../src/rpc/api.ts'
import { type ConnectOptions, type ControlClient, connect } from '../../src/rpc/client.ts'
import { createContent } from '../../src/rpc/content/content-reader.ts'
import { type Distant, distantWire } from '../../src/rpc/distant.ts'
import { Dmg } from '../../src/rpc/dmg/dmg.ts'
import { grant } from '../../src/rpc/grants.ts'
import { createMethods } from '../../src/rpc/methods.ts'
import { createRecordViews } from '../../src/rpc/records/record-views.ts'
import { resolved } from '../../src/rpc/records/resolved.ts'
import { bindCertificateAuthority } from '../../src/trust/ca-binding.ts'
import type { SigningKey } from '../../src/trust/keys.ts'
import { bindTls } from '../../src/trust/tls-binding.ts'
import { createControlDoor } from '../../src/web/control-door.ts'
import type { GatewayOptions } from '../../src/web/gateway-options.ts'
import { localKube } from './local-kube.ts'
import { createTestAuthority, startGateway } from './web-gateway.ts'

/** @param boundBy the root that names its CA; that of its subnet unless given */
export async function distantKube(over: Partial<GatewayOptions> = {}, boundBy?: SigningKey) {
  const local = await localKube()
  const { kube, trees, bases, dir } = local
  const dmg = new Dmg(local)
  const logged: string[] = []
  const logger = { log: (level: LogLevel, ...said: unknown[]) => void logged.push(JSON.stringify([level, said])) }
  const none = (): never => {
    throw new Error('not here')
  }
  const methods = createMethods({
    ...local,
    inviting: { create: none } as never,
    desk: {} as never,
    spoolDir: `${dir}/tmp`,
    daemon: none,
    stop: none
  })
  const authority = createTestAuthority(bases)
  const certificate = new X509Certificate(authority.ca)
  const control = await createControlDoor({
    ...methods,
    dmg,
    demand: text => kube.tokens.demand(text),
    kube: kube.keys.kube.did,
    bindTls: info => bindTls(kube.keys.kube, info),
    caBinding: await bindCertificateAuthority(boundBy ?? kube.keys.root!, certificate, Date.now()),
    logger
  })
  const served: Partial<GatewayOptions> = {
    content: createContent(kube, trees, bases),
    objects: kube.objects,
    records: createRecordViews(local),
    resolve: (query, reader) => resolved(kube, trees, query, reader),
    findToken: text => kube.tokens.find(text),
    dmg,
    control,
    logger,
    ...over
  }
  const web = await startGateway(undefined, served, authority)
  onTestFinished(async () => {
    dmg.close()
    await web.gateway.close()
  })
  const api: ControlApi = methods.api
  const url = `https://127.0.0.1:${web.port}`
  /** A token of control; for the whole subnet without a name. */
  const token = async (name?: string, ttlMs = 60_000): Promise<string> =>
    (await grant(kube, bases, { role: 'control', ttlMs, ...(name !== undefined && { name }) })).token ?? ''
  const client = (text: string, how: Partial<Distant> = {}, options: ConnectOptions = {}): ControlClient =>
    connect('/nowhere', { ...options, wire: distantWire({ url, token: text, ca: web.ca, ...how }) })
  return { local, kube, bases, web, api, url, token, client, logged }
}
