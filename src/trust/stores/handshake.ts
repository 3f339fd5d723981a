// A web server that shows this machine's own certificates, for as long as stores are checked, and a client with given roots.
import fs from 'node:fs/promises'
import type net from 'node:net'
import path from 'node:path'
import tls from 'node:tls'
import { homeFlag } from '../../base/command-words.ts'
import { KubeError } from '../../base/errors.ts'
import { loadIntermediate, loadLeaf } from '../certificate-store.ts'
import { privateKeyPem } from '../keys.ts'
import type { Environment } from './commands.ts'
import type { TestServer } from './store.ts'

const handshakeMsMax = 10_000

/** Listens on a free port of loopback. @throws KUBE_HOME_INVALID when the home has no certificate yet */
export async function serveHandshakes(
  keysDir: string,
  name: string,
  env: Environment
): Promise<TestServer & { close(): Promise<void> }> {
  const [leaf, intermediate] = [await loadLeaf(keysDir), await loadIntermediate(keysDir)]
  if (leaf === undefined || intermediate === undefined) {
    throw new KubeError('KUBE_HOME_INVALID', 'this home has no web certificate yet', {
      reason: 'the daemon makes one at its first start',
      next: [`kubed start${homeFlag(path.dirname(keysDir), env)}`]
    })
  }
  const server = tls.createServer({
    key: privateKeyPem(leaf.privateKey),
    cert: leaf.certificate.toString() + intermediate.certificate.toString()
  })
  const open = new Set<net.Socket>()
  server.on('connection', socket => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  server.on('secureConnection', socket => {
    // A client that has seen enough hangs up as it likes.
    socket.on('error', () => socket.destroy())
    socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n')
  })
  server.on('tlsClientError', (_, socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as net.AddressInfo
  const close = (): Promise<void> => {
    const closed = new Promise<void>(resolve => server.close(() => resolve()))
    for (const socket of open) socket.destroy()
    return closed
  }
  return { port, name, close }
}

/** @throws KUBE_DENIED unless the server's certificate leads to one of these roots and is for its name */
export async function handshakeWith(roots: readonly string[], { port, name }: TestServer): Promise<void> {
  const socket = tls.connect({ host: '127.0.0.1', port, servername: name, ca: [...roots] })
  try {
    await new Promise<void>((resolve, reject) => {
      socket.setTimeout(handshakeMsMax, () => reject(new Error(`no handshake in ${handshakeMsMax / 1000} s`)))
      socket.once('secureConnect', resolve).once('error', reject)
    })
  } catch (cause) {
    throw new KubeError('KUBE_DENIED', 'the certificate is not taken', {
      reason: String((cause as Error).message),
      cause
    })
  } finally {
    socket.on('error', () => undefined).destroy()
  }
}

/** The certificates of a PEM file, each alone; none when there is no such file. */
export async function readBundle(file: string): Promise<string[]> {
  try {
    const text = await fs.readFile(file, 'utf8')
    return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g) ?? []
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
