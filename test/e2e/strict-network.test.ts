// A strict realm on real lines, cut without a word: the side with the majority takes over, the other one is refused, and
// when they meet again what was accepted stands everywhere.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { LoggedRelease } from '../../src/rpc/api.ts'
import { Bench, converged, eventually, type KubeProcess, type Said } from '../support/kube-process.ts'
import { Lab, labMissing } from '../support/lab.ts'

const missing = labMissing()
if (missing !== undefined) console.warn(`SKIPPED: the network laboratory cannot be made: ${missing}`)

const name = 'dx://ledger'

describe.skipIf(missing !== undefined)('a strict realm in a partition', () => {
  test('is written by the majority alone, and nothing that was accepted is lost', async () => {
    const bench = new Bench()
    const lab = new Lab(1)
    const tryPublish = (kube: KubeProcess, text: string): Promise<Said> =>
      kube.dx(['publish', bench.site({ 'index.html': text }), '--to', name, '-m', text, '--json'])
    const accepted: string[] = []
    const publish = async (kube: KubeProcess, text: string): Promise<void> => {
      await eventually(async () => (await tryPublish(kube, text)).code === 0, text, 45_000)
      accepted.push(text)
    }
    try {
      const kubes: KubeProcess[] = []
      for (const one of ['a1', 'a2', 'a3']) kubes.push(bench.kube(one, await lab.machine(one)))
      const [a1, a2, a3] = kubes as [KubeProcess, KubeProcess, KubeProcess]
      await a1.start()
      for (const other of [a2, a3]) await other.start(['--join', await a1.invite()])
      const record = path.join(bench.dir, 'strict.yml')
      fs.writeFileSync(record, 'order: strict\n')
      await a1.json(['record', 'set', name, '--file', record])
      await converged(kubes)
      await publish(a1, 'a1 orders')
      await publish(a2, 'for a2 too')
      await converged(kubes)

      await lab.part(['a1'], ['a2', 'a3'])
      const [alone] = await Promise.all([tryPublish(a1, 'a1 alone'), publish(a2, 'by the majority')])
      expect([alone.code, JSON.parse(alone.err.trim().split('\n').at(-1)!).code]).toEqual([1, 'KUBE_SEQUENCER'])
      await publish(a3, 'by the majority again')

      await lab.part()
      await converged(kubes, 60_000)
      await publish(a1, 'a1 is back')
      await converged(kubes)
      for (const kube of kubes) {
        const logged = await kube.json<LoggedRelease[]>(['log', name])
        const counted = logged.filter(({ lost }) => !lost).map(({ message }) => message)
        expect(counted).toEqual([...accepted].reverse())
        // What a1 wrote alone and nobody confirmed lost, and is kept.
        const lost = logged.filter(one => one.lost).map(({ message }) => message)
        expect(['a1 alone', undefined]).toContain(lost[0])
        expect(lost.length).toBeLessThan(2)
      }
    } finally {
      await bench.end()
      lab.end()
    }
  }, 180_000)
})
