// Sites in memory of which some are services, and servers for them.
import type net from 'node:net'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Site } from '../../src/rpc/content/content.ts'
import { MemoryContent } from './memory-content.ts'

export class ServiceContent extends MemoryContent {
  /** What is waited for before a name is resolved. */
  before: Promise<unknown> = Promise.resolve()

  override async find(host: string, rawPath: string): Promise<Site | undefined> {
    await this.before
    const site = await super.find(host, rawPath)
    return site?.record.addresses === undefined ? site : { ...site, handler: 'service' }
  }
}

/** Listens until the test ends. */
export async function listen(server: net.Server, scheme = 'http'): Promise<string> {
  const sockets = new Set<net.Socket>()
  server.on('connection', socket => {
    sockets.add(socket.on('error', () => undefined))
    socket.once('close', () => sockets.delete(socket))
  })
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`
}
