// Three Hyperdrives. Its packages are no part of the project: KUBE_BENCH_HYPERDRIVE names a folder where they are
// installed, or KUBE_BENCH_INSTALL=1 has npm put them into a folder of the system's temporary ones, as pinned here.
import type { ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { at, monotonicMs, type Replicated, type ReplicatedOptions, type Spot, threeHere } from './replicated.ts'
import type { Scope } from './scope.ts'
import { hotFile } from './site.ts'

const packages = { hyperdrive: '13.3.4', corestore: '7.12.5', hypercore: '11.37.1' }

export type HyperCall =
  | { readonly type: 'open'; readonly key?: string }
  | { readonly type: 'listen'; readonly address: string }
  | { readonly type: 'ingest'; readonly dir: string; readonly files: readonly string[] }
  | { readonly type: 'copy'; readonly address: string; readonly port: number; readonly version: number }
  | { readonly type: 'compare'; readonly dir: string }
  | { readonly type: 'put' | 'seen'; readonly name: string; readonly content: Uint8Array }

export interface HyperAnswer {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

/** Where the packages are; undefined where nobody asked for them. */
async function packagesFolder(scope: Scope): Promise<string | undefined> {
  const named = process.env.KUBE_BENCH_HYPERDRIVE
  if (named !== undefined) return path.resolve(named)
  const versions = Object.values(packages).join('-')
  const dir = path.join(os.tmpdir(), `kube-bench-hyperdrive-${process.getuid?.() ?? 0}-${versions}`)
  if (fs.existsSync(path.join(dir, 'installed'))) return dir
  if (process.env.KUBE_BENCH_INSTALL !== '1') return undefined
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
  const wanted = { private: true, dependencies: packages, overrides: { hypercore: packages.hypercore } }
  fs.writeFileSync(path.join(dir, 'package.json'), JSON.stringify(wanted))
  await scope.run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], {
    cwd: dir,
    timeoutMs: 300_000
  })
  fs.writeFileSync(path.join(dir, 'installed'), '')
  return dir
}

class HyperNode {
  readonly child: ChildProcess
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  #calls = 0

  constructor(scope: Scope, folder: string, spot: Spot) {
    const script = path.join(import.meta.dirname, 'hyper-node.ts')
    const words = at(spot, process.execPath, [script, folder, scope.folder('hyperdrive')])
    this.child = scope.start(...words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' })
    this.child.on('message', ({ id, result, error }: HyperAnswer) => {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error === undefined) waiting?.resolve(result)
      else waiting?.reject(new Error(error))
    })
    this.child.once('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('a Hyperdrive ended'))
    })
  }

  call<T>(call: HyperCall): Promise<T> {
    const id = this.#calls++
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.child.send({ id, call })
    }) as Promise<T>
  }
}

export async function startHyperdrive({
  scope,
  site,
  spots = threeHere
}: ReplicatedOptions): Promise<Replicated | undefined> {
  const folder = await packagesFolder(scope)
  if (folder === undefined) return undefined
  const nodes = spots.map(spot => new HyperNode(scope, folder, spot))
  const [source, ...replicas] = nodes
  const key = await source!.call<string>({ type: 'open' })
  const { address } = spots[0]
  const port = await source!.call<number>({ type: 'listen', address })
  const version = await source!.call<number>({ type: 'ingest', dir: site.dir, files: site.files })
  for (const node of replicas) await node.call({ type: 'open', key })
  const name = `/${hotFile}`
  return {
    name: 'Hyperdrive put',
    pids: nodes.map(({ child }) => child.pid ?? 0),
    copy: async () => {
      const startedMs = monotonicMs()
      const ended = await Promise.all(replicas.map(node => node.call<number>({ type: 'copy', address, port, version })))
      for (const node of replicas) await node.call({ type: 'compare', dir: site.dir })
      return Math.max(...ended) - startedMs
    },
    change: async content => {
      const seen = replicas.map(node => node.call<number>({ type: 'seen', name, content }))
      const startedMs = monotonicMs()
      await source!.call({ type: 'put', name, content })
      return Math.max(...(await Promise.all(seen))) - startedMs
    },
    stop: async () => {
      for (const { child } of nodes) await scope.stop(child)
    }
  }
}
