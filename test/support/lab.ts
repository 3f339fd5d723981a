// A network laboratory: KUBEs in network namespaces of their own, with cables between them that can be slow, lossy, narrow
// or cut, and address translators in front of them. Everything in it exists in these namespaces alone.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'

/** The line of one machine, both ways unless it says otherwise. */
export interface Line {
  /** Seconds from this machine to the middle of the network. */
  readonly delay?: number
  /** Share of packets sent by it that are lost. */
  readonly loss?: number
  /** Bytes a second, each way; 0 for no bound. */
  readonly rate?: number
}

/** What stands in front of a machine: `cone` shows it under one port to everybody, `symmetric` under many. */
export type Translator = 'cone' | 'symmetric'

export interface LineCounts {
  readonly sent: number
  readonly bytes: number
  readonly lost: number
  readonly full: number
  readonly cut: number
  readonly refused: number
}

interface Site {
  readonly netns: string
  readonly device: string
  address: string
}

const script = path.join(import.meta.dirname, 'lab-switch.py')
const ip = (...args: string[]): string =>
  execFileSync('ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** Why no laboratory can be made here; undefined where it can. */
export function labMissing(): string | undefined {
  if (process.platform !== 'linux') return 'this is not Linux'
  if (process.getuid?.() !== 0) return 'this user is not root'
  if (!fs.existsSync('/dev/net/tun')) return 'there is no /dev/net/tun'
  const name = `kube-probe-${process.pid}`
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' })
    ip('netns', 'add', name)
    ip('netns', 'del', name)
    return undefined
  } catch (error) {
    return `ip netns or python3 is missing or refused: ${String(error).split('\n')[0]}`
  }
}

let made = 0

export class Lab {
  readonly #switch: ChildProcess
  readonly #answers: ((line: string) => void)[] = []
  readonly #sites = new Map<string, Site>()
  readonly #number = made++
  readonly #prefix = `kl${process.pid}x${this.#number}`

  /** @param seed decides which packets are lost */
  constructor(seed = 1) {
    this.#switch = spawn('python3', [script, String(seed)], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#switch.setMaxListeners(0)
    createInterface({ input: this.#switch.stdout! }).on('line', line => this.#answers.shift()?.(line))
  }

  /** A machine with a namespace, on the open network or behind a translator of its own. */
  async machine(name: string, behind?: Translator): Promise<{ netns: string; address: string }> {
    const number = this.#sites.size + 1
    const netns = `${this.#prefix}${name}`
    const device = `kt${process.pid % 100_000}n${this.#number}x${number}`
    const address = behind === undefined ? `44.1.0.${number}` : `10.77.0.${number}`
    ip('netns', 'add', netns)
    this.#sites.set(name, { netns, device, address })
    const nat = behind === undefined ? {} : { nat: `44.2.0.${number}`, symmetric: behind === 'symmetric' }
    await this.#ask({ add: { name, device, ip: address, ...nat } })
    ip('link', 'set', device, 'netns', netns)
    ip('-n', netns, 'link', 'set', 'lo', 'up')
    ip('-n', netns, 'addr', 'add', `${address}/32`, 'dev', device)
    ip('-n', netns, 'link', 'set', device, 'mtu', '1400', 'up')
    ip('-n', netns, 'route', 'add', 'default', 'dev', device, 'src', address)
    return { netns, address }
  }

  netns(name: string): string {
    return this.#sites.get(name)!.netns
  }

  /** Every machine, or the named ones. */
  async shape(line: Line, ...names: string[]): Promise<void> {
    const chosen = names.length > 0 ? names : [...this.#sites.keys()]
    await this.#ask({ shape: Object.fromEntries(chosen.map(name => [name, line])) })
  }

  /** Parts the machines: those of one group hear each other. Without groups all are together again. */
  async part(...groups: readonly (readonly string[])[]): Promise<void> {
    const apart = Object.fromEntries(
      [...this.#sites.keys()].map(name => [name, groups.findIndex(g => g.includes(name))])
    )
    await this.#ask({ apart })
  }

  /** The machine gets another address, as when it comes to another network. */
  async move(name: string, to: string): Promise<void> {
    const site = this.#sites.get(name)!
    ip('-n', site.netns, 'addr', 'flush', 'dev', site.device)
    ip('-n', site.netns, 'addr', 'add', `${to}/32`, 'dev', site.device)
    ip('-n', site.netns, 'route', 'replace', 'default', 'dev', site.device, 'src', to)
    site.address = to
    await this.#ask({ move: { [name]: to } })
  }

  /** Nothing goes from one of two machines to the other, while both reach all others. */
  block(a: string, b: string): void {
    for (const [from, to] of this.#bothWays(a, b)) ip('-n', from.netns, 'route', 'add', 'blackhole', `${to.address}/32`)
  }

  unblock(a: string, b: string): void {
    for (const [from, to] of this.#bothWays(a, b)) ip('-n', from.netns, 'route', 'del', 'blackhole', `${to.address}/32`)
  }

  #bothWays(a: string, b: string): [Site, Site][] {
    const [one, other] = [this.#sites.get(a)!, this.#sites.get(b)!]
    return [
      [one, other],
      [other, one]
    ]
  }

  /** Whether there is a connection between two machines. */
  talk(a: string, b: string): boolean {
    const { address } = this.#sites.get(b)!
    const sockets = ip('netns', 'exec', this.netns(a), 'cat', '/proc/net/tcp')
    // In hex, the bytes of an address in the order of the processor; 01: established.
    const hex = Buffer.from(address.split('.').map(Number).reverse()).toString('hex').toUpperCase()
    return new RegExp(` ${hex}:[0-9A-F]{4} 01 `).test(sockets)
  }

  counts(): Promise<Record<string, LineCounts>> {
    return this.#ask({ stats: true })
  }

  /** After the processes in it have ended. */
  end(): void {
    this.#switch.kill('SIGKILL')
    for (const { netns } of this.#sites.values()) ip('netns', 'del', netns)
    this.#sites.clear()
  }

  #ask(wish: unknown): Promise<Record<string, LineCounts>> {
    return new Promise((resolve, reject) => {
      this.#answers.push(line => resolve(JSON.parse(line) as Record<string, LineCounts>))
      this.#switch.once('exit', () => reject(new Error('the switch of the laboratory has ended')))
      this.#switch.stdin!.write(`${JSON.stringify(wish)}\n`)
    })
  }
}
