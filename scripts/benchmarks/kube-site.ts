// The site on three KUBEs: what the peers of replication are measured beside.
import type { ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { gitId } from '../../src/base/bytes.ts'
import type { FileEntry, Published } from '../../src/rpc/api.ts'
import { type ControlClient, connect } from '../../src/rpc/client.ts'
import { converged, Kube } from './kubes.ts'
import { settleDisk } from './machine.ts'
import { at, monotonicMs, type Replicated, type ReplicatedOptions, sha256, threeHere } from './replicated.ts'
import type { Scope } from './scope.ts'
import { hotFile, type Site } from './site.ts'

export const siteName = 'dx://site'
export const siteHost = 'site.kube.local'
/** As often as Syncthing is asked whether it has everything. */
const copiedPauseMs = 15

/** What a reader is asked for. */
export interface Wanted {
  readonly home: string
  /** Of the gateway, which stays where it is. */
  readonly port: number
  readonly host: string
  readonly file: string
  readonly content: Uint8Array
  /** Milliseconds between two questions. */
  readonly pauseMs: number
}

/** Publishes by calls of the daemon, as `dx publish` does: what is others than in its last release, in one call. */
export class Publishing {
  readonly #client: ControlClient
  readonly #files: Map<string, FileEntry>
  #release: string

  /** @param release what is published */
  constructor(kube: Kube, site: Site, release: string) {
    this.#client = connect(kube.home)
    this.#release = release
    this.#files = new Map(
      site.files.map(name => [name, entryOf(name, fs.readFileSync(path.join(site.dir, name)))] as const)
    )
  }

  async publish(name: string, content: Buffer, replicas?: 'all'): Promise<void> {
    const entry = entryOf(name, content)
    this.#files.set(name, entry)
    const answer = await this.#client.call('publish.change', {
      name: siteName,
      since: this.#release,
      put: [{ ...entry, content: content.toString('base64') }],
      bytes: [...this.#files.values()].reduce((sum, { size }) => sum + size, 0),
      ...(replicas && { replicas })
    })
    if ('plan' in answer) throw new Error(`${siteName} has another release than ${this.#release}`)
    this.#release = answer.published.release
  }
}

function entryOf(name: string, content: Buffer): FileEntry {
  return { path: name, mode: '100644', id: gitId('blob', content), size: content.length }
}

/** A process of its own, so that asking each millisecond is not in the way of whoever publishes. */
class Reader {
  readonly #kube: Kube
  readonly #child: ChildProcess

  constructor(scope: Scope, kube: Kube) {
    this.#kube = kube
    const words = at(kube.spot, process.execPath, [path.join(import.meta.dirname, 'reader-node.ts')])
    this.#child = scope.start(...words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' })
  }

  /** The time at which the page had these bytes. */
  seen(content: Uint8Array, pauseMs: number): Promise<number> {
    const { home, port } = this.#kube
    const wanted: Wanted = { home, port, host: siteHost, file: `/${hotFile}`, content, pauseMs }
    this.#child.send(wanted)
    return new Promise((resolve, reject) => {
      this.#child.once('message', (said: number | string) => {
        if (typeof said === 'number') resolve(said)
        else reject(new Error(said))
      })
    })
  }

  stop(scope: Scope): Promise<void> {
    return scope.stop(this.#child)
  }
}

export interface ReplicatedKubes extends Replicated {
  readonly kubes: readonly Kube[]
  /** At the source. */
  readonly publishing: Publishing
}

/** The founder publishes the site before the two others, members already, are started. */
export async function startKubes({ scope, site, spots = threeHere }: ReplicatedOptions): Promise<ReplicatedKubes> {
  const kubes = spots.map((spot, at) => new Kube(scope, `kube-${at}`, spot))
  const [founder, ...others] = kubes as [Kube, Kube, Kube]
  await founder.start()
  for (const kube of others) await kube.kubed(['join', (await founder.kubed(['invite'])).trim(), '--name', kube.name])
  const published = JSON.parse(await founder.dx(['publish', site.dir, '--to', siteName, '--json'])) as Published
  const publishing = new Publishing(founder, site, published.release)
  const readers = others.map(kube => new Reader(scope, kube))
  return {
    name: 'KUBE',
    kubes,
    publishing,
    get pids() {
      return kubes.map(({ pid }) => pid)
    },
    copy: async () => {
      settleDisk()
      const tookMs = await Promise.all(others.map((kube, at) => copyTo(kube, readers[at]!, site)))
      for (const kube of others) await compare(kube, site)
      await converged(kubes)
      return Math.max(...tookMs)
    },
    change: async content => {
      const seen = readers.map(reader => reader.seen(content, 1))
      const startedMs = monotonicMs()
      await publishing.publish(hotFile, content)
      return Math.max(...(await Promise.all(seen))) - startedMs
    },
    stop: async () => {
      for (const reader of readers) await reader.stop(scope)
      for (const kube of kubes) await kube.stop()
    }
  }
}

/** From the connection until the page is served, with everything before it stored durably and checked. */
async function copyTo(kube: Kube, reader: Reader, site: Site): Promise<number> {
  let connectedMs = Number.NaN
  await kube.start({
    args: ['--log-level', 'info'],
    onLog: line => {
      if (Number.isNaN(connectedMs) && line.includes('connected to')) connectedMs = monotonicMs()
    }
  })
  const seenMs = await reader.seen(fs.readFileSync(path.join(site.dir, hotFile)), copiedPauseMs)
  if (Number.isNaN(connectedMs)) throw new Error(`${kube.name} never said that it was connected`)
  return seenMs - connectedMs
}

/** Every file, byte for byte, as it is served. */
async function compare(kube: Kube, site: Site): Promise<void> {
  if (kube.spot.netns !== undefined) return
  for (const name of site.files) {
    const { status, body } = await kube.get(siteHost, `/${name}`)
    const right = sha256(fs.readFileSync(path.join(site.dir, name)))
    if (status !== 200 || sha256(body) !== right) throw new Error(`${kube.name} serves ${name} wrong, status ${status}`)
  }
}
