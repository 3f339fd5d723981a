// One Hyperdrive, driven by its parent over IPC: a source that listens, or a replica that keeps all of it. Connections are
// plain TCP, with no DHT. The packages are those of the folder that the first argument names (hyper-peer.ts).
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { HyperAnswer, HyperCall } from './hyper-peer.ts'
import { monotonicMs, sha256 } from './replicated.ts'

interface Core {
  readonly length: number
  readonly contiguousLength: number
  download(range: { start: number; end: number }): unknown
}
interface DriveEntry {
  readonly key: string
  readonly value: { readonly blob?: { readonly blockOffset: number; readonly blockLength: number } }
}
interface Drive {
  readonly key: Buffer
  readonly version: number
  readonly core: Core
  ready(): Promise<void>
  put(name: string, content: Buffer): Promise<void>
  get(entry: string | DriveEntry): Promise<Buffer | null>
  list(folder: string): AsyncIterable<DriveEntry>
  getBlobs(): Promise<{ readonly core: Core }>
}
interface Store {
  replicate(initiator: boolean): NodeJS.ReadWriteStream
}

const [packages = '', dir = ''] = process.argv.slice(2)
const load = createRequire(path.join(packages, 'package.json'))
const Corestore = load('corestore') as new (dir: string) => Store
const Hyperdrive = load('hyperdrive') as new (store: Store, key?: Buffer) => Drive

const store = new Corestore(dir)
let drive: Drive

function talk(socket: net.Socket, initiator: boolean): void {
  const stream = store.replicate(initiator)
  // A connection that ends with its process is no fault.
  stream.on('error', () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.setNoDelay(true)
  socket.pipe(stream).pipe(socket)
}

function listen(address: string): Promise<number> {
  const server = net.createServer(socket => talk(socket, false))
  const { promise, resolve } = Promise.withResolvers<number>()
  server.listen(0, address, () => resolve((server.address() as net.AddressInfo).port))
  return promise
}

/** The end of the furthest blob of the drive. */
async function blobsEnd(): Promise<number> {
  let end = 0
  for await (const { value } of drive.list('/')) {
    if (value.blob) end = Math.max(end, value.blob.blockOffset + value.blob.blockLength)
  }
  return end
}

/** Keeps all that the source has, from now on; done when all of `version` is here. */
async function copy({ address, port, version }: { address: string; port: number; version: number }): Promise<number> {
  talk(net.connect(port, address), true)
  drive.core.download({ start: 0, end: -1 })
  const blobs = await drive.getBlobs()
  blobs.core.download({ start: 0, end: -1 })
  const metadata = (): boolean => drive.version >= version && drive.core.contiguousLength >= drive.core.length
  while (!metadata()) await pause(2)
  const end = await blobsEnd()
  while (blobs.core.contiguousLength < end) await pause(2)
  return monotonicMs()
}

async function compare(folder: string): Promise<void> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  for (const { parentPath, name } of names) {
    const file = path.join(parentPath, name)
    const came = await drive.get(`/${path.relative(folder, file)}`)
    if (!came || sha256(came) !== sha256(readFileSync(file))) throw new Error(`${file} did not come whole`)
  }
}

/** Looks at every new version whether the file has these bytes. */
async function seen(name: string, content: Buffer): Promise<number> {
  for (let looked = -1; ; ) {
    if (drive.version !== looked) {
      looked = drive.version
      if ((await drive.get(name))?.equals(content)) return monotonicMs()
    }
    await pause(1)
  }
}

async function carryOut(call: HyperCall): Promise<unknown> {
  switch (call.type) {
    case 'open':
      drive = new Hyperdrive(store, call.key === undefined ? undefined : Buffer.from(call.key, 'hex'))
      await drive.ready()
      return drive.key.toString('hex')
    case 'listen':
      return await listen(call.address)
    case 'ingest':
      for (const name of call.files) await drive.put(`/${name}`, readFileSync(path.join(call.dir, name)))
      return drive.version
    case 'copy':
      return await copy(call)
    case 'compare':
      return await compare(call.dir)
    case 'put':
      return await drive.put(call.name, Buffer.from(call.content))
    case 'seen':
      return await seen(call.name, Buffer.from(call.content))
  }
}

process.on('message', ({ id, call }: { id: number; call: HyperCall }) => {
  const answer = (said: Omit<HyperAnswer, 'id'>): void => void process.send?.({ id, ...said })
  carryOut(call).then(
    result => answer({ result }),
    (error: unknown) => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  )
})
process.once('disconnect', () => process.exit(0))
