// A server of etcd for a test: Debian's `etcd-server`, one member, its data in a folder that goes with it.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { EtcdTransport } from '../../src/etcd/transport.ts'
import { freePort } from './free-port.ts'

export const hasEtcd = spawnSync('etcd', ['--version']).status === 0

export interface EtcdOptions {
  /** Served over TLS, to who has a certificate of its CA alone. */
  readonly tls?: boolean
}

export class Etcd {
  readonly url: string
  /** Of the server, and `ca.crt`, `client.crt`, `client.key`, `stranger.crt` (of another CA). */
  readonly dir = fs.mkdtempSync(path.join(os.tmpdir(), 'kube-etcd-'))
  readonly #peer: string
  readonly #metrics: string
  readonly #tls: boolean
  #child: ChildProcess | undefined
  #takesUsers = false

  private constructor([port, peerPort, metricsPort]: readonly number[], { tls = false }: EtcdOptions) {
    this.url = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`
    this.#peer = `http://127.0.0.1:${peerPort}`
    this.#metrics = `http://127.0.0.1:${metricsPort}`
    this.#tls = tls
    if (tls) makeCertificates(this.dir)
  }

  static async start(options: EtcdOptions = {}): Promise<Etcd> {
    const etcd = new Etcd([await freePort(), await freePort(), await freePort()], options)
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
      this.#peer,
      '--listen-metrics-urls',
      this.#metrics,
      ...(this.#tls ? tlsFlags(this.dir) : [])
    ]
    const cluster = ['--initial-advertise-peer-urls', this.#peer, '--initial-cluster', `one=${this.#peer}`]
    const own = ['--name', 'one', '--data-dir', path.join(this.dir, 'data'), ...urls, ...cluster]
    this.#child = spawn('etcd', own, { stdio: 'ignore', env: { ...process.env, ETCD_UNSUPPORTED_ARCH: 'arm64' } })
    for (const end = performance.now() + 20_000; performance.now() < end; ) {
      const healthy = await fetch(`${this.#metrics}/health`).then(
        answer => answer.ok,
        () => false
      )
      if (healthy) return
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    throw new Error('etcd did not start in 20 s')
  }

  /** From here on it takes users alone; this one may write below `/kube/`. Of a server with `tls`. */
  async takeUsers(name: string, password: string): Promise<void> {
    const [key, end] = [Buffer.from('/kube/'), Buffer.from('/kube0')].map(bytes => bytes.toString('base64'))
    const perm = { permType: 'READWRITE', key, range_end: end }
    await this.asRoot('role/add', { name: 'kube' })
    await this.asRoot('role/grant', { name: 'kube', perm })
    await this.asRoot('role/add', { name: 'root' })
    for (const user of [
      { name: 'root', password: 'root' },
      { name, password }
    ])
      await this.asRoot('user/add', user)
    await this.asRoot('user/grant', { user: 'root', role: 'root' })
    await this.asRoot('user/grant', { user: name, role: 'kube' })
    await this.asRoot('enable', {})
    this.#takesUsers = true
  }

  /** A call of its API for users and roles. */
  async asRoot(method: string, body: object): Promise<string> {
    const [ca, cert, key] = ['ca.crt', 'client.crt', 'client.key'].map(file =>
      fs.readFileSync(path.join(this.dir, file), 'utf8')
    )
    const transport = new EtcdTransport({ ca: ca!, cert: cert!, key: key! })
    const root = { name: 'root', password: 'root' }
    const said = this.#takesUsers
      ? await transport.post(`${this.url}/v3/auth/authenticate`, root, undefined)
      : undefined
    const token = said && (JSON.parse(said.text) as { token: string }).token
    const { status, text } = await transport.post(`${this.url}/v3/auth/${method}`, body, token)
    if (status !== 200) throw new Error(`${method}: ${status} ${text}`)
    return text
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
    fs.rmSync(this.dir, { recursive: true, force: true })
  }
}

function tlsFlags(dir: string): string[] {
  const file = (name: string): string => path.join(dir, name)
  const own = ['--cert-file', file('server.crt'), '--key-file', file('server.key')]
  return [...own, '--client-cert-auth', '--trusted-ca-file', file('ca.crt')]
}

function makeCertificates(dir: string): void {
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: dir, stdio: 'ignore' })
  }
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  for (const ca of ['ca', 'other']) {
    openssl('req', '-x509', ...key, '-days', '2', '-subj', `/CN=${ca}`, '-keyout', `${ca}.key`, '-out', `${ca}.crt`)
  }
  for (const [name, ca] of Object.entries({ server: 'ca', client: 'ca', stranger: 'other' })) {
    // With users, etcd's gateway takes no certificate that has a common name.
    openssl('req', ...key, '-subj', `/O=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`)
    fs.writeFileSync(path.join(dir, `${name}.ext`), 'subjectAltName = IP:127.0.0.1\n')
    const by = ['-CA', `${ca}.crt`, '-CAkey', `${ca}.key`, '-CAcreateserial', '-days', '2', '-extfile', `${name}.ext`]
    openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-out', `${name}.crt`)
    fs.chmodSync(path.join(dir, `${name}.key`), 0o600)
  }
}
