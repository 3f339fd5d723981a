// What the daemon offers, free of transport: the control methods over one KUBE.
import { KubeError } from '../base/errors.ts'
import { parseName } from '../graph/name.ts'
import { formatName } from '../graph/name-format.ts'
import { recordToJson } from '../graph/record.ts'
import { resolve } from '../graph/resolve.ts'
import type { Inviting } from '../node/inviting.ts'
import type { Kube } from '../node/kube.ts'
import type { ControlApi, DaemonStatus } from './api.ts'
import { listConflicts, settleConflict } from './conflicts.ts'
import { Publisher } from './publish.ts'
import { Releases } from './releases.ts'
import { resolved } from './resolved.ts'
import { Served } from './served.ts'
import { listNodes, machinesOf, subnetStatus } from './status.ts'
import type { Trees } from './trees.ts'

export interface MethodsOptions {
  readonly kube: Kube
  readonly inviting: Inviting
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
  const api: ControlApi = {
    'publish.plan': request => publisher.plan(request),
    'publish.commit': request => publisher.commit(request),
    ls: ({ name }) => listNodes(kube, trees, bases, httpsPort(), name),
    status: async () => subnetStatus(kube),
    log: ({ name }) => releases.log(name),
    rollback: ({ name, release }) => releases.rollback(name, release),
    resolve: query => resolved(kube, trees, query),
    'record.get': request => getRecord(kube, request),
    machines: async () => machinesOf(kube),
    conflicts: async () => listConflicts(kube, bases),
    'conflicts.settle': ({ id, how }) => settleConflict(kube, trees, id, how),
    invite: request => inviting.create(request),
    fsck: () => kube.repair(),
    daemon: async () => options.daemon(),
    stop: async () => {
      options.stop()
      return { pid: options.daemon().pid }
    }
  }
  return { api, receiveBlobs: (session, stream) => publisher.receive(session, stream) }
}

async function getRecord(
  kube: Kube,
  { name, own }: { name: string; own?: boolean }
): Promise<{ json: unknown; yaml: string }> {
  const { path } = parseName(name)
  const found = resolve(kube.records, path)
  if (!found || found.rest.length > 0) {
    throw new KubeError('KUBE_NOT_FOUND', `${formatName(path)} has no record`, {
      reason: 'nothing was published or set there',
      next: ['dx ls']
    })
  }
  const json = recordToJson(own ? found.own : found.effective)
  return { json, yaml: await kube.records.yaml(found.recordId) }
}
