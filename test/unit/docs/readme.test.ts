// The commands that README.md shows, typed by somebody whose home folder is empty: real daemons, real sockets. What it
// shows as their output is what they say; `…` stands for anything, and numbers that differ from run to run are free.
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseProject } from '../../../src/dx/project-file.ts'
import { run } from '../../support/kube-process.ts'
import { readDocument, root } from '../../support/markdown.ts'

const text = readDocument('README.md')
const scripts = path.join(root, 'scripts')

/** Bodies of the blocks behind a comment `<!-- test: NAME -->`. */
function marked(name: string): string[] {
  return [...text.matchAll(/^<!-- test: (\S+) -->\n```\w+\n(.*?)^```$/gms)]
    .filter(found => found[1] === name)
    .map(found => found[2] ?? '')
}

/** A line as a pattern: ports, times and sizes of tables are of the run. */
function patternOf(line: string): RegExp {
  const words = line.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const free = words
    .replace(/…/g, '.+')
    .replace(/ port \d+/g, ' port \\d+')
    .replace(/:84\d\d\b/g, '(?::\\d+)?')
    .replace(/\d+ ms/g, '\\d+ ms')
    .replace(/ {2,}/g, ' +')
  return new RegExp(`^${free}$`)
}

function expectShown(said: string, shown: readonly string[]): void {
  const lines = said.trimEnd().split('\n')
  let at = 0
  for (const wanted of shown.filter(line => line.trim() !== '')) {
    const found = lines.findIndex((line, index) => index >= at && patternOf(wanted).test(line.trim()))
    expect(found, `no line ${JSON.stringify(wanted)} in:\n${said}`).toBeGreaterThanOrEqual(at)
    at = found + 1
  }
}

interface Step {
  readonly machine: string
  readonly command: string
  readonly shown: readonly string[]
}

function stepsOf(block: string): Step[] {
  const steps: { machine: string; command: string; shown: string[] }[] = []
  for (const line of block.split('\n')) {
    const prompt = /^(\w+)\$ (.*)$/.exec(line)
    if (prompt) steps.push({ machine: prompt[1] ?? '', command: prompt[2] ?? '', shown: [] })
    else steps.at(-1)?.shown.push(line)
  }
  return steps
}

/** The machines of the story: a home folder each, ports that are free, loopback alone. */
class Story {
  readonly #dir = fs.mkdtempSync(path.join(os.tmpdir(), 'kube-readme-'))
  readonly #daemons: ChildProcess[] = []
  readonly #ports = new Map<string, string>()
  #code = ''

  #env(machine: string): Record<string, string> {
    const home = path.join(this.#dir, machine)
    fs.mkdirSync(path.join(home, 'dist'), { recursive: true })
    fs.writeFileSync(path.join(home, 'dist/index.html'), '<h1>Hello</h1>\n')
    return { HOME: home, KUBE_HOME: '', KUBE_DNS_BASE: '', PATH: `${scripts}:${process.env.PATH}` }
  }

  async type({ machine, command, shown }: Step): Promise<void> {
    const typed = command
      .replace('--listen-all --p2p 4001', `--name ${machine} --https 0 --http 0 --p2p 0 --no-mdns`)
      .replace('kube1…', this.#code)
      .replace(/:8443\b/, `:${this.#ports.get(machine)}`)
    if (command.startsWith('kubed start')) return this.#start(machine, typed, shown)
    const env = this.#env(machine)
    // Something new to publish, whenever it is published.
    if (command.startsWith('dx publish')) fs.appendFileSync(path.join(env.HOME ?? '', 'dist/index.html'), this.#more())
    const said = await run('sh', ['-c', typed], { env, cwd: env.HOME ?? '' })
    expect(said.code, `${typed}\n${said.err}`).toBe(0)
    expectShown(said.out, shown)
    if (command === 'kubed invite') this.#code = said.out.trim()
  }

  #published = 0
  #more(): string {
    return this.#published++ === 0 ? '' : '<p>more</p>\n'
  }

  async #start(machine: string, command: string, shown: readonly string[]): Promise<void> {
    const env = { ...process.env, ...this.#env(machine) }
    const child = spawn('sh', ['-c', `exec ${command}`], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#daemons.push(child)
    let errors = ''
    child.stderr.on('data', data => {
      errors += String(data)
    })
    const ready = await new Promise<string>((resolve, reject) => {
      child.once('exit', code => reject(new Error(`${command} ended with ${code}: ${errors}`)))
      createInterface({ input: child.stdout }).once('line', resolve)
    })
    expectShown(ready, shown)
    this.#ports.set(machine, /:(\d+)$/.exec(ready)?.[1] ?? '443')
  }

  async end(): Promise<void> {
    for (const child of this.#daemons) {
      if (child.exitCode !== null) continue
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    }
    fs.rmSync(this.#dir, { recursive: true, force: true })
  }
}

describe('README.md', () => {
  let story: Story
  beforeAll(() => {
    story = new Story()
  })
  afterAll(() => story.end())

  it('shows what quickstart says', { timeout: 40_000 }, async () => {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'kube-readme-home-'))
    const env = { HOME: home, KUBE_HOME: '', TMPDIR: '/tmp' }
    const said = await run(path.join(scripts, 'quickstart'), ['--once'], { env, timeoutMs: 35_000 })
    fs.rmSync(home, { recursive: true, force: true })
    expect(said.code, said.err).toBe(0)
    const [shown = ''] = marked('quickstart')
    expectShown(said.err, shown.split('\n'))
  })

  it('tells the story of two machines as it happens', { timeout: 40_000 }, async () => {
    const steps = marked('story').flatMap(stepsOf)
    expect(steps.length).toBeGreaterThan(8)
    for (const step of steps) await story.type(step)
  })

  it('shows a dx.yml that is one', () => {
    const project = parseProject(marked('dx.yml')[0] ?? '', '/')
    expect(project).toMatchObject({ command: 'npm run build', realm: 'dx://notepad', files: ['dist/'] })
  })
})
