// A daemon's control socket over memory: the real socket and framing, a publish that only remembers.
import { onTestFinished } from 'vitest'
import { gitId } from '../../src/base/bytes.ts'
import { KubeError } from '../../src/base/errors.ts'
import { socketPath } from '../../src/base/socket-path.ts'
import { silent } from '../../src/base/types.ts'
import type { ControlApi, Published, PublishPlanRequest } from '../../src/rpc/api.ts'
import { serveControl } from '../../src/web/control-socket.ts'

export interface MemoryDaemon {
  readonly blobs: Map<string, Uint8Array>
  /** Plans in order. */
  readonly plans: PublishPlanRequest[]
  /** Every call but `publish.plan`. */
  readonly calls: { readonly method: string; readonly request: unknown }[]
  close(): Promise<void>
}

export const idOf = (digit: string): string => digit.repeat(40)

/** Serves the socket of `home` until the test ends. */
export async function memoryDaemon(home: string, overrides: Partial<ControlApi> = {}): Promise<MemoryDaemon> {
  const blobs = new Map<string, Uint8Array>()
  const plans: PublishPlanRequest[] = []
  const calls: { method: string; request: unknown }[] = []
  const api = new Proxy(overrides, {
    get(given, property) {
      const method = String(property)
      const own = (given as Record<string, ((request: never) => Promise<unknown>) | undefined>)[method]
      if (own === undefined && method !== 'publish.plan' && method !== 'publish.commit') return undefined
      return async (request: never) => {
        if (method === 'publish.plan') plans.push(request)
        else calls.push({ method, request })
        if (own !== undefined) return own(request)
        return method === 'publish.plan' ? plan(plans, blobs) : published(plans, blobs)
      }
    }
  }) as unknown as ControlApi
  const control = await serveControl({
    path: socketPath(home),
    api,
    receiveBlobs: async (_, stream) => ({ stored: await receive(stream, blobs) }),
    logger: silent
  })
  let closed = false
  const close = async () => {
    if (!closed) await control.close()
    closed = true
  }
  onTestFinished(close)
  return { blobs, plans, calls, close }
}

function plan(plans: readonly PublishPlanRequest[], blobs: ReadonlyMap<string, Uint8Array>) {
  const ids = new Set(plans.at(-1)!.files.map(file => file.id))
  const missing = [...ids].filter(id => !blobs.has(id))
  return { session: String(plans.length), missing, unchanged: missing.length === 0, warnings: [] }
}

function published(plans: readonly PublishPlanRequest[], blobs: ReadonlyMap<string, Uint8Array>): Published {
  const { name, files } = plans.at(-1)!
  return {
    type: 'published',
    name,
    url: `https://${name.replace('dx://', '')}.kube.local/`,
    release: idOf('a'),
    files: files.length,
    bytes: files.reduce((sum, file) => sum + file.size, 0),
    stored: files.filter(file => blobs.has(file.id)).length,
    servedBy: ['a1'],
    ms: 1
  }
}

/** Reads the framing of api.ts; a blob that is not what its id says is refused. */
async function receive(stream: AsyncIterable<Uint8Array>, into: Map<string, Uint8Array>): Promise<number> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  let count = 0
  for (let at = 0; at < bytes.length; count++) {
    const id = bytes.subarray(at, at + 20).toString('hex')
    const size = Number(bytes.readBigUInt64BE(at + 20))
    const content = bytes.subarray(at + 28, at + 28 + size)
    if (content.length !== size) throw new KubeError('KUBE_INTERRUPTED', 'cut short')
    if (gitId('blob', content) !== id) throw new KubeError('KUBE_FILE_CHANGED', 'a file changed')
    into.set(id, content)
    at += 28 + size
  }
  return count
}
