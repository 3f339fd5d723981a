// Three Syncthings that know of each other and of nobody else: no discovery, no relays, no reports. The source is told by
// REST which file changed, as whoever publishes would do it; its own watcher waits for a second at least.
import type { ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { freePort } from '../../test/support/free-port.ts'
import { family, installed } from './machine.ts'
import {
  at,
  compareFolder,
  fileIs,
  loopback,
  monotonicMs,
  type Replicated,
  type ReplicatedOptions,
  type Spot,
  threeHere,
  untilAll
} from './replicated.ts'
import type { Scope } from './scope.ts'
import { hotFile } from './site.ts'

const key = 'bench'

interface Device {
  readonly id: string
  readonly home: string
  readonly dir: string
  readonly port: number
  readonly spot: Spot
  /** Of its REST interface: reached whatever network it is in. */
  readonly socket: string
}

interface FolderStatus {
  readonly localFiles: number
  readonly needBytes: number
  readonly needFiles: number
  readonly state: string
}

function rest<T>({ socket }: Device, method: string, call: string, body?: object): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const headers = { 'x-api-key': key, 'content-type': 'application/json' }
  const request = http.request({ socketPath: socket, method, path: `/rest/${call}`, headers }, response => {
    let text = ''
    response.setEncoding('utf8').on('data', data => (text += data))
    response.on('end', () => {
      if (response.statusCode === 200) resolve((text === '' ? undefined : JSON.parse(text)) as T)
      else reject(new Error(`syncthing answered ${call} with ${response.statusCode}: ${text}`))
    })
  })
  request.on('error', reject).end(body && JSON.stringify(body))
  return promise
}

const status = (device: Device): Promise<FolderStatus> => rest(device, 'GET', 'db/status?folder=site')

async function makeDevice(scope: Scope, spot: Spot): Promise<Device> {
  const [home, dir] = [scope.folder('syncthing'), scope.folder('syncthing-site')]
  const env = { STNOUPGRADE: '1', HOME: home }
  await scope.run('syncthing', ['generate', `--home=${home}`, '--no-default-folder', '--skip-port-probing'], { env })
  const id = /device id="([A-Z0-9-]{63})"/.exec(fs.readFileSync(path.join(home, 'config.xml'), 'utf8'))?.[1]
  if (id === undefined) throw new Error('syncthing made no device')
  return { id, home, dir, port: await freePort(), spot, socket: path.join(home, 'rest.sock') }
}

const off = [
  ...['globalAnnounceEnabled', 'localAnnounceEnabled', 'relaysEnabled', 'natEnabled', 'startBrowser'],
  ...['crashReportingEnabled', 'setLowPriority']
]

/** The replicas are not connected until they are told to be; the source takes whoever comes. */
function configure(devices: readonly Device[], own: number): void {
  const { home, dir, socket, spot, port } = devices[own]!
  const known = own === 0 ? devices : [devices[0]!, devices[own]!]
  const device = ({ id, spot, port }: Device): string =>
    `<device id="${id}" compression="metadata"><address>tcp://${spot.address}:${port}</address>` +
    `<paused>${own !== 0 && id === devices[0]!.id}</paused></device>`
  const shared = known.map(({ id }) => `<device id="${id}"/>`).join('')
  const attributes = `id="site" path="${dir}" type="${own === 0 ? 'sendonly' : 'receiveonly'}" rescanIntervalS="3600" fsWatcherEnabled="false"`
  const options = off.map(name => `<${name}>false</${name}>`).join('')
  fs.writeFileSync(
    path.join(home, 'config.xml'),
    `<configuration version="36"><folder ${attributes}>${shared}</folder>${known.map(device).join('')}
<gui enabled="true" tls="false"><address>${socket}</address><apikey>${key}</apikey></gui>
<options><listenAddress>tcp://${spot.address}:${port}</listenAddress>${options}<urAccepted>-1</urAccepted>
<autoUpgradeIntervalH>0</autoUpgradeIntervalH><stunKeepaliveStartS>0</stunKeepaliveStartS></options></configuration>`
  )
}

function startDevice(scope: Scope, { home, spot }: Device): ChildProcess {
  const args = ['serve', `--home=${home}`, '--no-browser', '--no-restart', '--no-upgrade', `--logfile=${home}/log`]
  const env = { ...process.env, STNOUPGRADE: '1', HOME: home }
  return scope.start(...at(spot, 'syncthing', args), { env })
}

/** @throws where it would talk to anybody else */
async function assertLocal(device: Device): Promise<void> {
  const options = await rest<Record<string, unknown>>(device, 'GET', 'config/options')
  const on = off.find(name => options[name] !== false)
  if (on !== undefined || options.urAccepted !== -1) throw new Error(`syncthing has ${on ?? 'its reports'} on`)
}

async function copyToAll(devices: readonly Device[], compare: (dir: string) => void): Promise<number> {
  const [source, ...replicas] = devices
  const wanted = await status(source!)
  const startedMs = monotonicMs()
  await Promise.all(replicas.map(device => rest(device, 'PATCH', `config/devices/${source!.id}`, { paused: false })))
  const whole = async (device: Device): Promise<boolean> => {
    const { localFiles, needBytes, needFiles, state } = await status(device)
    return localFiles >= wanted.localFiles && needBytes === 0 && needFiles === 0 && state === 'idle'
  }
  const endMs = await untilAll(
    replicas.map(device => () => whole(device)),
    15
  )
  for (const { dir } of replicas) compare(dir)
  return endMs - startedMs
}

export async function startSyncthing({
  scope,
  site,
  spots = threeHere
}: ReplicatedOptions): Promise<Replicated | undefined> {
  if (!installed('syncthing')) return undefined
  const devices: Device[] = []
  for (const spot of spots) devices.push(await makeDevice(scope, spot ?? loopback))
  for (const own of devices.keys()) configure(devices, own)
  const [source, ...replicas] = devices
  fs.cpSync(site.dir, source!.dir, { recursive: true, preserveTimestamps: true })
  const processes = devices.map(device => startDevice(scope, device))
  await untilAll(
    devices.map(
      device => () =>
        rest(device, 'GET', 'system/ping').then(
          () => true,
          () => false
        )
    ),
    50
  )
  await assertLocal(source!)
  await rest(source!, 'POST', 'db/scan?folder=site')
  return {
    name: 'Syncthing told by REST',
    // Each starts another one that does the work.
    pids: processes.flatMap(({ pid }) => family(pid ?? 0)),
    copy: () => copyToAll(devices, dir => compareFolder(site, dir)),
    change: async content => {
      const startedMs = monotonicMs()
      fs.writeFileSync(path.join(source!.dir, hotFile), content)
      const scanned = rest(source!, 'POST', `db/scan?folder=site&sub=${encodeURIComponent(hotFile)}`)
      const seenMs = await untilAll(
        replicas.map(
          ({ dir }) =>
            () =>
              fileIs(path.join(dir, hotFile), content)
        )
      )
      await scanned
      return seenMs - startedMs
    },
    stop: async () => {
      for (const child of processes) await scope.stop(child)
    }
  }
}
