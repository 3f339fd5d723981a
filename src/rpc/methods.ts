// What the daemon offers, free of transport: the control methods over one KUBE.
import { isLost } from '../base/object-faults.ts'
import type { Kube } from '../node/kube.ts'
import type { AdminDesk } from '../node/members/admin-desk.ts'
import type { Inviting } from '../node/members/inviting.ts'
import type { ControlApi, DaemonStatus } from './api.ts'
import { reader } from './bounds.ts'
import { listConflicts, settleConflict } from './conflicts.ts'
import { gc } from './gc.ts'
import { grant, revoke } from './grants.ts'
import { knownAccount, listKeys } from './keys.ts'
import { machineMethods } from './machine-methods.ts'
import { Publisher } from './publish/publish.ts'
import { Releases } from './publish/releases.ts'
import { Served } from './publish/served.ts'
import { Mounts } from './records/mounts.ts'
import { RecordMethods } from './records/record-methods.ts'
import { getRecord } from './records/record-read.ts'
import { resolved } from './records/resolved.ts'
import { rulesStatus } from './rules.ts'
import { publishSchema } from './schemas/schema-publish.ts'
import { listNodes, machinesOf, subnetStatus } from './status.ts'
import type { Trees } from './trees.ts'

export interface MethodsOptions {
  readonly kube: Kube
  readonly inviting: Inviting
  readonly desk: AdminDesk
  readonly trees: Trees
  readonly bases: readonly string[]
  readonly spoolDir: string
  readonly httpsPort: () => number
  readonly daemon: () => DaemonStatus
  /** Ends the daemon; does not wait for it. */
  readonly stop: () => void
}

export interface Methods {
  readonly api: ControlApi
  receiveBlobs(session: string, stream: AsyncIterable<Uint8Array>): Promise<{ stored: number }>
}

export function createMethods(options: MethodsOptions): Methods {
  const { kube, inviting, trees, bases, httpsPort } = options
  const served = new Served(kube)
  const publisher = new Publisher({ ...options, served })
  const releases = new Releases({ ...options, served })
  const records = new RecordMethods(options)
  const mounts = new Mounts(kube, bases)
  const api: ControlApi = {
    'publish.plan': request => publisher.plan(request),
    'publish.commit': request => publisher.commit(request),
    'publish.change': request => publisher.change(request),
    ls: ({ name }) => listNodes(kube, trees, bases, httpsPort(), name),
    status: () => subnetStatus(kube),
    log: ({ name }) => releases.log(name),
    rollback: ({ name, release }) => releases.rollback(name, release),
    resolve: query => resolved(kube, trees, query, reader()),
    'record.get': request => getRecord(kube, request),
    'record.set': request => records.set(request),
    'record.children': request => records.children(request),
    mount: request => mounts.mount(request),
    unmount: request => mounts.unmount(request),
    mounts: () => mounts.list(),
    'schema.publish': request => publishSchema(kube, bases, request),
    machines: async () => machinesOf(kube),
    rules: async () => rulesStatus(kube),
    ...machineMethods(options),
    keys: () => listKeys(kube),
    account: ({ key }) => knownAccount(kube, key),
    grant: request => grant(kube, bases, request),
    revoke: ({ what }) => revoke(kube, what),
    conflicts: () => listConflicts(kube, bases),
    'conflicts.settle': ({ id, how }) => settleConflict(kube, trees, id, how),
    invite: request => inviting.create(request),
    fsck: request => kube.repair(request),
    gc: request => gc(kube, bases, request),
    daemon: async () => options.daemon(),
    stop: async () => {
      options.stop()
      return { pid: options.daemon().pid }
    }
  }
  return { api: noticingLoss(api, kube), receiveBlobs: (session, stream) => publisher.receive(session, stream) }
}

/** The same; what a method needed and did not find is asked for of peers, as what a page needs is. */
function noticingLoss(api: ControlApi, kube: Kube): ControlApi {
  const methods = Object.entries<(request: never) => Promise<unknown>>({ ...api }).map(([name, method]) => [
    name,
    async (request: never): Promise<unknown> => {
      try {
        return await method(request)
      } catch (thrown) {
        if (isLost(thrown)) kube.noticeLoss()
        throw thrown
      }
    }
  ])
  return Object.fromEntries(methods) as ControlApi
}
