// A TCP port for a test alone, also while the daemon that has it starts again: below those that the system gives out by
// itself (32768 on Linux, 49152 on macOS), of a range that no other worker has, and given to one only.
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

const first = 12_000
const ofEach = 2_000
const workersMax = 10
const given = new Set<number>()

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** @param worker of those that run at the same time */
export async function freePort(worker = Number(process.env.VITEST_POOL_ID ?? 0)): Promise<number> {
  const start = first + (worker % workersMax) * ofEach
  for (let attempt = 0; attempt < 1_000; attempt++) {
    const port = randomInt(start, start + ofEach)
    if (given.has(port) || !(await isFree(port))) continue
    given.add(port)
    return port
  }
  throw new Error('no port is free')
}
