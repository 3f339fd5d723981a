// A server of etcd for a test: Debian's `etcd-server`, one member, its data in a folder that goes with it.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'

export const hasEtcd = spawnSync('etcd', ['--version']).status === 0

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

export class Etcd {
  readonly url: string
  readonly #peer: string
  readonly #dir = fs.mkdtempSync(path.join(os.tmpdir(), 'kube-etcd-'))
  #child: ChildProcess | undefined

  private constructor(port: number, peerPort: number) {
    this.url = `http://127.0.0.1:${port}`
    this.#peer = `http://127.0.0.1:${peerPort}`
  }

  static async start(): Promise<Etcd> {
    const etcd = new Etcd(await freePort(), await freePort())
    await etcd.start()
    return etcd
  }

  /** Again with the same data when it ran before. */
  async start(): Promise<void> {
    const urls = [
      '--listen-client-urls',
      this.url,
      '--advertise-client-urls',
      this.url,
      '--listen-peer-urls',
      this.#peer
    ]
    const cluster = ['--initial-advertise-peer-urls', this.#peer, '--initial-cluster', `one=${this.#peer}`]
    const own = ['--name', 'one', '--data-dir', path.join(this.#dir, 'data'), ...urls, ...cluster]
    this.#child = spawn('etcd', own, { stdio: 'ignore', env: { ...process.env, ETCD_UNSUPPORTED_ARCH: 'arm64' } })
    for (const end = performance.now() + 20_000; performance.now() < end; ) {
      const healthy = await fetch(`${this.url}/health`).then(
        answer => answer.ok,
        () => false
      )
      if (healthy) return
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    throw new Error('etcd did not start in 20 s')
  }

  async stop(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise(resolve => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }

  async end(): Promise<void> {
    await this.stop()
    fs.rmSync(this.#dir, { recursive: true, force: true })
  }
}
