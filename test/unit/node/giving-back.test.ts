import { expect, test } from 'vitest'
import { GivingBack } from '../../../src/node/giving-back.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

test('memory is given back once after a burst of work, when it is over', async () => {
  const time = new VirtualTime()
  let held = 60 << 20
  let collected = 0
  const memory = new GivingBack({
    scheduler: time,
    held: () => held,
    collect: () => {
      held = 40 << 20
      collected++
    }
  })
  memory.touch()
  await time.run(10_000)
  expect(collected).toBe(0)
  held = 300 << 20
  for (let at = 0; at < 10; at++) {
    memory.touch()
    await time.run(1_000)
  }
  expect(collected).toBe(0)
  await time.run(10_000)
  expect(collected).toBe(1)
  held += 10 << 20
  memory.touch()
  await time.run(10_000)
  expect(collected).toBe(1)
  held += 130 << 20
  memory.touch()
  memory.close()
  await time.run(10_000)
  expect(collected).toBe(1)
})

test('the collector of V8 gives pages back', async () => {
  const time = new VirtualTime()
  const memory = new GivingBack({ scheduler: time })
  let many: string[] | undefined = Array.from({ length: 2_000_000 }, (_, at) => `text ${at} that is kept for a while`)
  const { heapTotal } = process.memoryUsage()
  many = many.length > 0 ? undefined : many
  memory.touch()
  await time.run(10_000)
  expect(process.memoryUsage().heapTotal).toBeLessThan(heapTotal - (50 << 20))
  memory.close()
})
