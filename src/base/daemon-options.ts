// What `kubed` was asked for, flags, environment and config.yml put together. src/dx parses it, src/node runs it.
import type { DoctorRequest, Finding, StoreOutcome, TrustRequest } from './trust-report.ts'
import type { LogLevel } from './types.ts'

/** Where a home keeps objects and refs: a bare repository of git, or blocks named by CIDs. */
export const storeKinds = ['git', 'blocks'] as const
export type StoreKind = (typeof storeKinds)[number]

/** Where nothing else is said: the usual port where this user may have it, else the other. */
export const usualPorts = { https: [443, 8443], http: [80, 8080] } as const

export interface ListenOn {
  /** Address to listen on: `127.0.0.1` unless asked otherwise; `::` stands for all interfaces. */
  readonly host: string
  /** 0 picks a free one. */
  readonly port: number
}

export interface DaemonOptions {
  /** Absolute path. */
  readonly home: string
  /** Of this machine, for people; the first label of the host name unless given. */
  readonly name: string
  /** Undefined: 443 where permitted, else 8443, on `defaultHost(listenAll)`. */
  readonly https: ListenOn | undefined
  /** Undefined: 80 where permitted, else 8080, on `defaultHost(listenAll)`. */
  readonly http: ListenOn | undefined
  /** Multiaddrs to listen on; none: the daemon's default on `defaultHost(listenAll)`. */
  readonly p2p: readonly string[]
  /** Join code to redeem before the start. */
  readonly join?: string
  /** SSH key of the person, a line of authorized_keys: let in with this machine where it founds a subnet or joins one. */
  readonly account?: { readonly key: string; readonly name: string }
  /** Multiaddrs of peers to keep connected. */
  readonly connect: readonly string[]
  readonly mdns: boolean
  /** The ready line as JSON. */
  readonly json: boolean
  readonly logLevel: LogLevel
  /** Listen on all interfaces where no host was given. */
  readonly listenAll: boolean
  /** Names of the subnet besides `kube.local` and `kube.localhost`, e.g. `alice.com`. */
  readonly dnsBases: readonly string[]
  /** Where records of type `service` may lead to, each `HOST` or `HOST:PORT`; nowhere unless given. */
  readonly services?: readonly string[]
  /** Client URLs of a cluster of etcd that orders strict realms, the same on every machine; without it the members do. */
  readonly etcd?: readonly string[]
  readonly etcdAccess?: EtcdFiles
  /** Offers to build what is pushed. */
  readonly build: boolean
}

/** What a cluster of etcd asks for: a user, and files, each beside `config.yml` unless its path is absolute. */
export interface EtcdFiles {
  readonly user?: string
  /** Of mode 0600, as that of the key. */
  readonly passwordFile?: string
  /** Root CA of its servers, PEM. */
  readonly ca?: string
  /** Certificate of this machine and its key, PEM. */
  readonly cert?: string
  readonly key?: string
}

/** `config.yml` of a home, checked; what is absent was not said. */
export interface DaemonConfig {
  readonly name?: string
  readonly https?: ListenAt
  readonly http?: ListenAt
  readonly p2p?: readonly string[]
  readonly connect?: readonly string[]
  readonly mdns?: boolean
  readonly names?: readonly string[]
  readonly listenAll?: boolean
  readonly logLevel?: LogLevel
  readonly services?: readonly string[]
  readonly etcd?: readonly string[]
  readonly etcdAccess?: EtcdFiles
  readonly build?: boolean
  /** Git unless it says otherwise. */
  readonly store?: StoreKind
}

/** A host, where one was named, and a port. */
export interface ListenAt {
  readonly host?: string
  readonly port: number
}

/** Printed once the daemon serves. */
export interface ReadyEvent {
  readonly event: 'ready'
  readonly https: string
  readonly http: string | null
  readonly p2p: readonly string[]
  readonly peerId: string
  readonly subnet: string
  readonly home: string
}

export interface RunningDaemon {
  /** Absent where it was stopped before it was. */
  readonly ready: ReadyEvent | undefined
  /** Finishes what was acknowledged, closes everything. May be called twice. */
  stop(): Promise<void>
  /** Settles once the daemon has stopped, by whatever cause, with whether it wants to start again; rejects when it failed. */
  readonly stopped: Promise<'ended' | 'again'>
}

export interface Enrolled {
  readonly subnet: string
  readonly peerId: string
  readonly name: string
  /** The home was in it before: nothing was done. */
  readonly already?: true
}

/** What `kubed` needs of the daemon; src/node implements it, kubed/kubed.ts hands it in. */
export interface DaemonParts<Report> {
  /** @throws KUBE_CONFIG_INVALID */
  loadConfig(home: string): Promise<DaemonConfig>
  /** Resolves once it serves. When `signal` aborts before, it stops and rejects. */
  startDaemon(options: DaemonOptions, how: { readonly signal: AbortSignal }): Promise<RunningDaemon>
  /** Redeems a join code for a home that no daemon has, and ends. */
  joinSubnet(
    options: DaemonOptions & { readonly join: string },
    how: { readonly signal: AbortSignal }
  ): Promise<Enrolled>
  /** Verifies a home that no daemon has. */
  fsckOffline(
    options: { readonly home: string; readonly rebuild: boolean },
    how: { readonly signal: AbortSignal }
  ): Promise<Report>
  /** Puts the root CA of a home's subnet into the stores of this machine, or takes it out. */
  changeTrust(request: TrustRequest): Promise<readonly StoreOutcome[]>
  /** What works on this machine and what does not. */
  examine(request: DoctorRequest): Promise<readonly Finding[]>
}

/** Where to listen when no host was named. */
export function defaultHost(listenAll: boolean): string {
  return listenAll ? '::' : '127.0.0.1'
}
