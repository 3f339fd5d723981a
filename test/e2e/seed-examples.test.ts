// docs/seed-examples.md, run as it stands: each `$` line is a command, what follows is what it must say.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Bench, type KubeProcess, root, run } from '../support/kube-process.ts'

interface Step {
  readonly command: string
  readonly says: readonly string[]
  readonly line: number
}

const text = fs.readFileSync(path.join(root, 'docs/seed-examples.md'), 'utf8')

function stepsOf(markdown: string): Step[] {
  const steps: { command: string; says: string[]; line: number }[] = []
  let inside = false
  for (const [at, line] of markdown.split('\n').entries()) {
    if (line.startsWith('```')) inside = line === '```console'
    else if (!inside) continue
    else if (line.startsWith('$ ')) steps.push({ command: line.slice(2), says: [], line: at + 1 })
    else if (line === '>' || line.startsWith('> ')) steps.at(-1)!.command += `\n${line.slice(2)}`
    else steps.at(-1)!.says.push(line)
  }
  return steps
}

/** `…` is anything; columns may be wider than they are in the text. */
function patternOf(line: string): RegExp {
  const quoted = line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ {2,}/g, ' +')
  return new RegExp(`^${quoted.replaceAll('…', '.*')}$`)
}

const steps = stepsOf(text)
const bench = new Bench()
let kube: KubeProcess
let cwd = bench.dir

beforeAll(async () => {
  const env = { KUBE_DNS_BASE: 'example.com,alice.com,pcarrier.com,dxos.org' }
  kube = await bench.kube('a1', { env }).start()
}, 60_000)
afterAll(() => bench.end())

describe('docs/seed-examples.md', () => {
  test('has the examples', () => {
    expect(steps.length).toBeGreaterThan(50)
  })

  test.each(steps.map(step => [step.line, step.command.split('\n')[0]!, step] as const))(
    'line %i: %s',
    async (_line, _, step) => {
      const after = path.join(bench.dir, 'after')
      const script = [
        `dx() { ${root}/scripts/dx "$@"; }`,
        `curl() { command curl -sS --cacert "$KUBE_HOME/ca.crt" --connect-to ::127.0.0.1:${kube.port} "$@"; }`,
        step.command,
        `code=$?; pwd > ${after}; exit $code`
      ].join('\n')
      const said = await run('bash', ['-c', script], { cwd, env: { KUBE_HOME: kube.home } })
      cwd = fs.readFileSync(after, 'utf8').trim()
      const lines = said.out === '' ? [] : said.out.replace(/\n$/, '').split('\n')
      expect(lines.length, `${said.out}${said.err}`).toBe(step.says.length)
      for (const [at, line] of lines.entries()) expect(line).toMatch(patternOf(step.says[at]!))
      expect(said.code === 0, said.err).toBe(!step.says.some(line => line.startsWith('error: ')))
    }
  )
})
