// A TCP port that stays free until a test takes it: below those that the system gives out by itself (32768 on Linux,
// 49152 on macOS), where a connection of another test may have it a moment later.
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

const [first, last] = [12_000, 32_000]

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(first, last)
    if (await isFree(port)) return port
  }
  throw new Error('no port is free')
}
