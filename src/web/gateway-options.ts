// What the gateway is given; src/node puts it together.
import type { SecureContext } from 'node:tls'
import type { OnLimit } from '../base/limit-hits.ts'
import type { Clock, Logger } from '../base/types.ts'
import type { Objects } from '../ports/objects.ts'
import type { Reader } from '../rpc/access.ts'
import type { Resolved } from '../rpc/api.ts'
import type { Content } from '../rpc/content/content.ts'
import type { Dmg } from '../rpc/dmg/dmg.ts'
import type { RecordViews } from '../rpc/records/record-views.ts'
import type { ControlDoor } from './control-door.ts'
import type { ServiceLimits } from './handlers/service-proxy.ts'
import type { FindToken } from './reader.ts'

/** Certificate for a TLS server name; undefined, or for undefined: that of `kube.localhost`. */
export type SecureContextOf = (servername: string | undefined) => SecureContext | undefined

/** What `/.well-known/kube/status` answers. */
export interface KubeStatus {
  readonly status: 'ok'
  readonly version: string
  readonly subnet: string
  readonly digest: string
  readonly peers: number
  readonly position: number
}

export interface GatewayOptions {
  readonly content: Content
  readonly objects: Pick<Objects, 'read' | 'header' | 'stream'>
  readonly secureContext: SecureContextOf
  readonly status: () => KubeStatus
  readonly records: RecordViews
  /** Without it names are resolved, and that is all. */
  readonly dmg?: Dmg
  readonly resolve: (query: { url?: string; dxn?: string }, reader: Reader) => Promise<Resolved>
  /** Without it everybody is anyone. */
  readonly findToken?: FindToken
  /** Without it no command comes from elsewhere. */
  readonly control?: ControlDoor
  /** Told that something which is to be served is not here, or not what its id says. */
  readonly lost?: () => void
  readonly logger: Logger
  /** Told of each limit that is met. */
  readonly hit?: OnLimit
  readonly clock: Clock
  /** Name of this machine, on pages about errors. */
  readonly name: string
  /** Of this machine, in what is sent on to services. */
  readonly peerId: string
  /** Where services may be, each `HOST` or `HOST:PORT`; nowhere unless given. */
  readonly serviceHosts?: readonly string[]
  /** What is waited for, and how many connections are made; those of src/base/limits.ts unless given. */
  readonly serviceLimits?: ServiceLimits
  /** A whole request head must have come in this time; `requestHeadMsMax` unless given. */
  readonly headMsMax?: number
  /** A body must have come in this time, unless a service or an upload by a token takes it; `requestBodyMsMax` unless given. */
  readonly bodyMsMax?: number
  /** Running requests are waited for this long at the end; `webCloseMsMax` unless given. */
  readonly closeMsMax?: number
}
