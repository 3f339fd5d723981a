// Runs seeded schedules of faults and names those that show a violation: scripts/simulate [--seeds N] [--from SEED]
// [--kubes N], or with --strict those of a strict realm.
import { parseArgs } from 'node:util'
import { simulate } from '../test/simulation/simulate.ts'
import { strictRealm } from '../test/simulation/strict-realm.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    kubes: { type: 'string' },
    strict: { type: 'boolean', default: false }
  }
})
const [seeds, from] = [values.seeds, values.from].map(Number) as [number, number]
const sized = values.kubes === undefined ? {} : { kubes: Number(values.kubes) }
const started = performance.now()
const failed: number[] = []
// Refusals are part of each schedule, and nobody reads where they came from; a single one is looked at.
if (seeds > 1) Error.stackTraceLimit = 0
let entries = 0
let crashes = 0
let conflicts = 0
/** Virtual milliseconds to agreement where nothing was lost any more, the longest. */
let longestMs = 0
const totals = new Map<string, number>()
const count = (counts: Readonly<Record<string, number>>): void => {
  for (const [word, number] of Object.entries(counts)) totals.set(word, (totals.get(word) ?? 0) + number)
}
for (let seed = from; seed < from + seeds; seed++) {
  try {
    if (values.strict) {
      const { seed: _, ...result } = await strictRealm({ seed })
      count(result)
      continue
    }
    const result = await simulate({ seed, ...sized })
    entries += result.entries
    crashes += result.crashes
    conflicts += result.conflicts
    if (result.recovery) longestMs = Math.max(longestMs, ...Object.values(result.recovery))
    count({ checkpoints: result.checkpoints, 'entries by checkpoints': result.adopted, 'objects freed': result.freed })
    count({ upgrades: result.upgraded, 'entries by newer rules': result.newer })
    count(result.standings)
    count(result.lies)
  } catch (error) {
    console.error(error)
    failed.push(seed)
  }
  const done = seed - from + 1
  if (done % 1_000 === 0) console.error(`${done} of ${seeds} done, ${failed.length} failed`)
}
const seconds = ((performance.now() - started) / 1000).toFixed(1)
if (values.strict) console.log(`${seeds} schedules of a strict realm from seed ${from} in ${seconds} s`)
else {
  console.log(
    `${seeds} schedules from seed ${from} in ${seconds} s: ${entries} entries, ${crashes} crashes, ${conflicts} open conflicts`
  )
  console.log(`agreed within ${longestMs} ms where nothing was lost any more`)
}
console.log([...totals].map(([word, number]) => `${number} ${word}`).join(', '))
if (failed.length > 0) console.log(`failed: ${failed.join(' ')}`)
console.log(`${seeds - failed.length} passed, ${failed.length} failed`)
process.exitCode = failed.length > 0 ? 1 : 0
