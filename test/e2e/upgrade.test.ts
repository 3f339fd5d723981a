// Machines of two versions in one subnet, upgraded one by one while people publish: the newer rules are put in force once all
// know them; a machine that knows them no more keeps what is newer, passes it on, serves what it had, and loses nothing.
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SubnetStatus } from '../../src/rpc/api.ts'
import type { RulesStatus } from '../../src/rpc/rules-report.ts'
import { Bench, converged, eventually, type KubeProcess, newerKubed } from '../support/kube-process.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(() => bench.end())

const rules = (kube: KubeProcess): Promise<RulesStatus> => kube.json<RulesStatus>(['rules'])
const status = (kube: KubeProcess): Promise<SubnetStatus> => kube.json<SubnetStatus>(['status'])
const page = async (kube: KubeProcess, name = 'page'): Promise<string> =>
  (await kube.fetch(`https://${name}.kube.local/`)).body.toString()

async function restart(kube: KubeProcess, program: readonly string[]): Promise<void> {
  await kube.end()
  kube.program = program
  await kube.start()
}

/** Publishes on one machine after the other until it is ended; gives what was acknowledged. */
function load(kubes: readonly KubeProcess[]): () => Promise<string[]> {
  const acknowledged: string[] = []
  let over = false
  const work = (async () => {
    for (let at = 0; !over; at++) {
      const name = `load${at}`
      const said = await kubes[at % kubes.length]!.dx(['publish', bench.site({ 'index.html': name }), '--to', name])
      if (said.code === 0) acknowledged.push(name)
    }
  })()
  return async () => {
    over = true
    await work
    return acknowledged
  }
}

test('go over to newer rules without a day on which they disagree', { timeout: 180_000 }, async () => {
  const kubes = (await bench.subnet(['a1', 'a2', 'a3'])) as [KubeProcess, KubeProcess, KubeProcess]
  const [a1, a2, a3] = kubes
  const old = a1.program
  const publish = (kube: KubeProcess, text: string) =>
    kube.dx(['publish', bench.site({ 'index.html': text }), '--to', 'page'])
  expect((await publish(a1, 'first')).code).toBe(0)
  const loaded = load(kubes)

  expect(await rules(a1)).toMatchObject({ inForce: 1, known: 1 })
  await restart(a1, newerKubed)
  const tooEarly = await a1.dx(['rules', 'raise'])
  expect(tooEarly.code).toBe(1)
  expect(tooEarly.err).toMatch(/a2 \(kubed .*a3 \(kubed/)
  const record = path.join(bench.site({ 'rules.yml': 'rules: 2\n' }), 'rules.yml')
  expect((await a1.dx(['record', 'set', '/', '--merge', '--file', record])).err).toContain('KUBE_RULES')
  await restart(a2, newerKubed)
  await restart(a3, newerKubed)
  const everywhere = async () => (await rules(a1)).machines.every(machine => machine.rules === 2)
  await eventually(everywhere, 'every machine has said what it knows')
  expect((await a1.dx(['rules', 'raise'])).err).toContain('rules 2 are in force')
  await eventually(async () => (await rules(a3)).inForce === 2, 'rules 2 on a3')
  const acknowledged = await loaded()
  expect(acknowledged.length).toBeGreaterThan(3)
  await converged(kubes)
  for (const name of acknowledged) for (const kube of kubes) expect(await page(kube, name)).toBe(name)

  // Back again: it serves what it had, and takes no write.
  await restart(a3, old)
  await a2.end()
  expect((await publish(a1, 'by rules 2')).code).toBe(0)
  const log = `refs/!kubes/${a1.ready?.peerId}/!log`
  const head = (await a1.git('rev-parse', log)).out
  await eventually(async () => (await a3.git('rev-parse', log)).out === head, 'a3 keeps what it cannot read')
  const publishedTo = await a1.json<{ servedBy: string[] }>([
    'publish',
    bench.site({ 'index.html': 'again' }),
    '--to',
    'page'
  ])
  expect(publishedTo.servedBy).toEqual(['a1'])
  const digests = (await status(a1)).machines.map(({ name, digest }) => [name, digest === null])
  expect(digests).toContainEqual(['a3', true])
  expect((await publish(a1, 'by rules 2')).code).toBe(0)
  expect(await page(a3)).toBe('first')
  const [warning] = (await status(a3)).warnings.filter(text => text.includes('rules 2'))
  expect(warning).toMatch(/install kubed \d/)
  const refused = await publish(a3, 'by rules 1')
  expect(refused.code).toBe(1)
  expect(refused.err).toContain('KUBE_LEDGER_NEWER')
  for (const command of [['gc'], ['gc', '--dry-run']]) expect((await a3.dx(command)).err).toContain('KUBE_LEDGER_NEWER')
  expect((await a3.kubed(['fsck', '--json'])).code).toBe(0)

  // It passes on what it cannot read.
  await a1.end('SIGKILL')
  await a2.start()
  await eventually(async () => (await page(a2)) === 'by rules 2', 'a2 has it by a3 alone')
  expect(await a3.git('fsck', '--full', '--no-dangling')).toMatchObject({ code: 0, out: '' })
  await a3.end('SIGKILL')
  await a3.start()
  expect(await page(a3)).toBe('first')

  await restart(a3, newerKubed)
  await a1.start()
  await converged(kubes)
  expect(await page(a3)).toBe('by rules 2')
  expect((await publish(a3, 'all of them')).code).toBe(0)
  await converged(kubes)
  for (const kube of kubes) expect(await page(kube)).toBe('all of them')
})
