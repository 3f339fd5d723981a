// The daemon's control socket: what src/rpc/api.ts offers, as JSON over HTTP on a unix socket of this user alone.
import fs from 'node:fs/promises'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { KubeError } from '../base/errors.ts'
import type { OnLimit } from '../base/limit-hits.ts'
import { webCloseMsMax } from '../base/limits.ts'
import type { Logger } from '../base/types.ts'
import type { ControlApi } from '../rpc/api.ts'
import type { Dmg } from '../rpc/dmg/dmg.ts'
import { controlHost } from '../rpc/exchange.ts'
import { assertNoBrowser, createControlApp, forPrograms } from './control-app.ts'

export interface ControlOptions {
  /** As `socketPath` of src/base names it. What is there is replaced: the caller knows that its daemon is dead. */
  readonly path: string
  readonly api: ControlApi
  /** Takes in the blobs of a publish, in the framing of api.ts; reads no faster than it stores. */
  readonly receiveBlobs: (session: string, stream: AsyncIterable<Uint8Array>) => Promise<{ stored: number }>
  /** Its door here writes as this KUBE. */
  readonly dmg?: Dmg
  readonly logger: Logger
  /** Told of each limit that is met. */
  readonly hit?: OnLimit
}

export interface Control {
  /** Finishes the calls that run, for `webCloseMsMax` at most, and removes the socket. */
  close(): Promise<void>
}

/** @throws KUBE_HOME_INVALID when the folder of the socket is another user's, or anyone may write there */
export async function serveControl(options: ControlOptions): Promise<Control> {
  const app = socketApp(options)
  const inode = await listenPrivately(app, options.path)
  return { close: () => close(app, options.path, inode) }
}

/** Who uses the socket is the user of this KUBE. */
function socketApp({ api, receiveBlobs, dmg, logger, hit }: ControlOptions): FastifyInstance {
  const itself = {
    caller: { reader: 'member', writes: 'own' } as const,
    call: async (method: string, request: Record<string, unknown>) => methodOf(api, method)(request),
    receiveBlobs
  }
  return createControlApp({
    // Whoever leads a port to the socket does not let pages in: neither by a name of their own that leads here (DNS
    // rebinding) nor by what a page makes a browser send.
    async admit({ headers }) {
      if (headers.host !== controlHost) throw forPrograms(`Host is not ${controlHost}`)
      assertNoBrowser(headers)
      return itself
    },
    ...(dmg && { dmg }),
    logger,
    ...(hit && { hit })
  })
}

function methodOf(api: ControlApi, name: string): (request: Record<string, unknown>) => Promise<unknown> {
  const method = name in Object.prototype ? undefined : (api as unknown as Record<string, unknown>)[name]
  if (typeof method !== 'function') {
    throw new KubeError('KUBE_USAGE', `kubed has no method ${name}`, { reason: 'dx may be newer than kubed' })
  }
  return request => method.call(api, request)
}

/**
 * Listens in a folder that nobody else can enter, then moves the socket to its place: it is never there with a looser
 * mode than 0600, and takes the place of a dead daemon's in one step. Gives its inode.
 */
async function listenPrivately(app: FastifyInstance, socket: string): Promise<number> {
  const folder = path.dirname(socket)
  await fs.mkdir(folder, { recursive: true, mode: 0o700 })
  await checkFolder(folder)
  // As long as `/kubed.sock`, so that where that fits into a socket address, this does.
  const hidden = await fs.mkdtemp(path.join(folder, '.k'))
  const made = path.join(hidden, 's')
  try {
    await app.listen({ path: made })
    await fs.chmod(made, 0o600)
    await fs.rename(made, socket)
    return (await fs.stat(socket)).ino
  } catch (error) {
    await app.close()
    throw error
  } finally {
    await fs.rm(hidden, { recursive: true, force: true })
  }
}

async function checkFolder(folder: string): Promise<void> {
  const { uid, mode } = await fs.stat(folder)
  const user = process.getuid?.() ?? uid
  // Root may run the daemon in somebody's home, but never listens in a stranger's folder under /tmp.
  const ours = uid === user || (user === 0 && !folder.startsWith('/tmp/kubed-'))
  if (ours && (mode & 0o002) === 0) return
  throw new KubeError('KUBE_HOME_INVALID', `the control socket cannot be in ${folder}`, {
    reason: ours ? 'Anyone may write there.' : 'It belongs to another user.',
    next: [ours ? `chmod o-w ${folder}` : `ls -ld ${folder}`]
  })
}

async function close(app: FastifyInstance, socket: string, inode: number): Promise<void> {
  const last = setTimeout(() => app.server.closeAllConnections(), webCloseMsMax)
  const closed = app.close()
  app.server.closeIdleConnections()
  await closed
  clearTimeout(last)
  try {
    // Not when the next daemon has put its own there already.
    if ((await fs.stat(socket)).ino === inode) await fs.unlink(socket)
    // Made for this home alone, where the home's own path is too long for a socket.
    if (path.dirname(socket).startsWith('/tmp/kubed-')) await fs.rmdir(path.dirname(socket))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'ENOTEMPTY') throw error
  }
}
