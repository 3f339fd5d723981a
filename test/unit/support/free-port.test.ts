// Tests side by side have no port in common: a daemon that starts again finds its own free.
import { expect, test } from 'vitest'
import { freePort } from '../../support/free-port.ts'

test('a port is given once, and to one worker alone', async () => {
  const [one, two]: [number[], number[]] = [[], []]
  for (let n = 0; n < 300; n++) {
    one.push(await freePort(1))
    two.push(await freePort(2))
  }
  expect(new Set([...one, ...two]).size).toBe(600)
  expect(Math.max(...one)).toBeLessThan(Math.min(...two))
})
