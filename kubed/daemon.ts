// Puts one daemon together: the KUBE, what it offers, its HTTPS gateway and its control socket.
import fs from 'node:fs/promises'
import path from 'node:path'
import { aborted } from '../src/base/aborted.ts'
import type { DaemonOptions, ReadyEvent, RunningDaemon } from '../src/base/daemon-options.ts'
import { socketPath } from '../src/base/socket-path.ts'
import { version } from '../src/base/version.ts'
import { loadBootstrap } from '../src/node/bootstrap.ts'
import { FreeingSchedule } from '../src/node/freeing/freeing-schedule.ts'
import { GivingBack } from '../src/node/giving-back.ts'
import { openHome } from '../src/node/home/home.ts'
import { writeRootCa } from '../src/node/home/root-ca-file.ts'
import { type Kube, startKube } from '../src/node/kube.ts'
import { createLogger } from '../src/node/log.ts'
import { AdminDesk } from '../src/node/members/admin-desk.ts'
import { CertificateRenewal, openCertificates } from '../src/node/members/certificate-renewal.ts'
import { Expiry } from '../src/node/members/expiry.ts'
import { Inviting } from '../src/node/members/inviting.ts'
import { forgetKeysIfLeft } from '../src/node/members/leaving.ts'
import { retireKeyBefore } from '../src/node/members/rotating.ts'
import { goOnFromHeldTail, publishHeldTail } from '../src/node/mending/going-on.ts'
import { setTailAside } from '../src/node/mending/held-tail.ts'
import { realClock, realRandom, realScheduler } from '../src/node/real.ts'
import { readEtcdAccess } from '../src/node/strict/etcd-access.ts'
import type { DaemonStatus } from '../src/rpc/api.ts'
import { createContent } from '../src/rpc/content/content-reader.ts'
import { Dmg } from '../src/rpc/dmg/dmg.ts'
import { serveDmg } from '../src/rpc/dmg/dmg-stream.ts'
import { createMethods } from '../src/rpc/methods.ts'
import { createRecordViews } from '../src/rpc/records/record-views.ts'
import { Trees } from '../src/rpc/trees.ts'
import { decodeJoinCode } from '../src/trust/join-code.ts'
import { bindTls } from '../src/trust/tls-binding.ts'
import { createControlDoor } from '../src/web/control-door.ts'
import { serveControl } from '../src/web/control-socket.ts'
import { createGateway, type Listening } from '../src/web/gateway.ts'
import { enrol } from './enrolling.ts'
import { listenHttp, listenHttps, origin } from './listening.ts'

const catchUpMsMax = 30_000
const realmDir = path.join(packageRoot(), 'realms/genesis')

function packageRoot(): string {
  // From kubed/ in a checkout, from dist/lib/ in a package.
  const here = import.meta.dirname
  return path.basename(here) === 'lib' ? path.resolve(here, '../..') : path.resolve(here, '..')
}

interface StartOptions {
  readonly signal: AbortSignal
  /** Number of the newest merge rules that it goes by; the program's own unless given. */
  readonly rulesKnown?: number
}

/** Resolves once it serves; an abort before that ends what was started. */
export async function startDaemon(options: DaemonOptions, start: StartOptions): Promise<RunningDaemon> {
  const { signal, ...rules } = start
  const logger = createLogger(options.logLevel, options.json ? 'json' : 'text', line => process.stderr.write(line))
  const ends: (() => Promise<void>)[] = []
  const end = once(async () => {
    for (const step of ends.reverse()) await step()
  })
  try {
    // A mistyped code leaves nothing behind.
    if (options.join !== undefined) decodeJoinCode(options.join)
    const home = await openHome(options.home, { logger })
    ends.push(() => home.close())
    ends.push(() => forgetKeysIfLeft(home.paths.keys))
    const { keys, subnet } = await enrol(options, home, logger)
    await writeRootCa(home.paths.ca, home.paths.keys, subnet, logger)
    await setTailAside(home.paths.keys, keys.kube.peerId, { ...home.repository, state: home.state, logger })
    signal.throwIfAborted()
    const kube = await startKube({
      home,
      keys,
      subnet,
      name: options.name,
      bootstrap: await loadBootstrap(home.paths.keys),
      realmDir,
      listen: options.p2p.length > 0 ? options.p2p : [defaultP2p(options.listenAll)],
      connect: options.connect,
      mdns: options.mdns,
      ...(options.etcd && { etcd: options.etcd }),
      ...(options.etcdAccess && { etcdAccess: await readEtcdAccess(options.home, options.etcdAccess) }),
      ...rules,
      logger
    })
    ends.push(() => kube.stop())
    signal.throwIfAborted()
    return await serve(options, kube, { ends, end, signal })
  } catch (error) {
    await end()
    throw error
  }
}

const defaultP2p = (listenAll: boolean): string => (listenAll ? '/ip4/0.0.0.0/tcp/0' : '/ip4/127.0.0.1/tcp/0')

/**
 * A machine that has just joined is ready once it serves what the others do and the graph says where it is, or it says why
 * that takes longer.
 */
async function firstCatchUp(kube: Kube): Promise<void> {
  const { membership, replicator, self } = kube
  if (membership.isMember(self) || membership.isRemoved(self)) return
  const done = (): boolean => membership.isMember(self) && !!membership.machine(self) && replicator.sync.caughtUp()
  if (await replicator.until(done, catchUpMsMax)) return
  kube.logger.log('warn', 'the first catch-up goes on in the background', { position: kube.replica.ledger.position })
}

interface Ending {
  /** Carried out from the last to the first. */
  readonly ends: (() => Promise<void>)[]
  readonly end: () => Promise<void>
  readonly signal: AbortSignal
}

async function serve(options: DaemonOptions, kube: Kube, { ends, end, signal }: Ending): Promise<RunningDaemon> {
  const { logger, subnet, objects } = kube
  const startedMs = Date.now()
  const desk = new AdminDesk(kube)
  desk.open()
  const certificates = await openCertificates(kube, desk, realClock)
  const bases = certificates.bases
  for (const base of certificates.unserved) {
    logger.log('warn', `${base} is not served`, { reason: 'the root CA of the subnet may not vouch for it' })
  }
  for (const base of options.dnsBases.filter(base => !subnet.bases.includes(base))) {
    logger.log('warn', `${base} is not served`, { reason: 'the names of a subnet are fixed when it is founded' })
  }
  const trees = new Trees(objects)
  let https: Listening = { host: '127.0.0.1', port: 443 }
  let http: Listening | undefined
  let isEnding = false
  const finish = (how: 'ended' | 'again'): void => {
    isEnding = true
    setImmediate(() => void end().then(() => stopped.resolve(how), stopped.reject))
  }
  const stopped = Promise.withResolvers<'ended' | 'again'>()
  const status = (): DaemonStatus => daemonStatus(kube, options, startedMs, https, http, () => certificates.until)
  const inviting = await Inviting.open(kube)
  const methods = createMethods({
    kube,
    inviting,
    desk,
    trees,
    bases,
    spoolDir: path.join(kube.home.dir, 'tmp'),
    httpsPort: () => https.port,
    daemon: status,
    stop: () => finish('ended')
  })
  await fs.rm(path.join(kube.home.dir, 'tmp'), { recursive: true, force: true })
  const dmg = new Dmg({ kube, trees, bases })
  const { hit } = kube.limits
  serveDmg({ dmg, network: kube.network, isMember: peer => kube.membership.isMember(peer), logger, hit })
  const door = await createControlDoor({
    ...methods,
    dmg,
    demand: text => kube.tokens.demand(text),
    kube: kube.keys.kube.did,
    bindTls: publicKeyInfo => bindTls(kube.keys.kube, publicKeyInfo),
    caBinding: subnet.caBinding,
    logger,
    hit
  })
  const gateway = createGateway({
    control: door,
    content: createContent(kube, trees, bases),
    objects,
    secureContext: name => certificates.contextFor(name ?? 'kube.localhost'),
    status: () => ({
      status: 'ok',
      version,
      subnet: subnet.root,
      digest: kube.replica.ledger.digest(),
      peers: kube.replicator.members().length,
      position: kube.replica.ledger.position
    }),
    records: createRecordViews({ kube, trees, bases, httpsPort: () => https.port }),
    dmg,
    resolve: (query, reader) => dmg.resolveUrl(query, { reader, writes: undefined }),
    findToken: text => kube.tokens.find(text),
    lost: () => kube.noticeLoss(),
    logger,
    hit,
    clock: realClock,
    name: kube.name,
    peerId: kube.self,
    ...(options.services && { serviceHosts: options.services })
  })
  ends.push(() => gateway.close())
  https = await listenHttps(gateway, options)
  http = await listenHttp(gateway, options, logger)
  const control = await serveControl({
    path: socketPath(kube.home.dir),
    api: methods.api,
    receiveBlobs: methods.receiveBlobs,
    dmg,
    logger,
    hit
  })
  ends.push(() => control.close())
  ends.push(async () => dmg.close())
  const renewal = new CertificateRenewal({ kube, desk, certificates, clock: realClock, scheduler: realScheduler })
  ends.push(async () => renewal.stop())
  void renewal.turn()
  const expiry = new Expiry({ kube, clock: realClock, scheduler: realScheduler })
  ends.push(async () => expiry.stop())
  void expiry.turn()
  ends.push(givingBack(kube))
  const freeing = new FreeingSchedule({ freeing: kube.freeing, scheduler: realScheduler, random: realRandom, logger })
  ends.push(async () => freeing.stop())
  const ending = new AbortController()
  ends.push(async () => ending.abort())
  // Whoever asks meanwhile gets an answer: over the socket how far it is, over HTTPS that it is not there yet.
  await Promise.race([firstCatchUp(kube), aborted(signal)])
  signal.throwIfAborted()
  if (!isEnding) {
    await retireKeyBefore(kube, desk)
    void publishHeldTail(kube, ending.signal)
    goOnFromHeldTail(kube, desk, () => finish('again'))
  }
  return {
    ready: isEnding ? undefined : readyEvent(kube, https, http),
    stop: () => end().then(() => stopped.resolve('ended'), stopped.reject),
    stopped: stopped.promise
  }
}

function givingBack({ replica }: Kube): () => Promise<void> {
  const memory = new GivingBack({ scheduler: realScheduler })
  memory.touch()
  const unfollow = replica.onApplied(() => memory.touch())
  return async () => {
    unfollow()
    memory.close()
  }
}

function readyEvent(kube: Kube, https: Listening, http: Listening | undefined): ReadyEvent {
  return {
    event: 'ready',
    https: origin('https', https),
    http: http ? origin('http', http) : null,
    p2p: kube.network.addresses(),
    peerId: kube.self,
    subnet: kube.subnet.root,
    home: kube.home.dir
  }
}

function daemonStatus(
  kube: Kube,
  options: DaemonOptions,
  startedMs: number,
  https: Listening,
  http: Listening | undefined,
  until: () => string
): DaemonStatus {
  return {
    pid: process.pid,
    version,
    home: kube.home.dir,
    name: options.name,
    peerId: kube.self,
    subnet: kube.subnet.root,
    https: origin('https', https),
    http: http ? origin('http', http) : null,
    p2p: kube.network.addresses(),
    startedMs,
    peers: kube.replicator.members().length,
    clock: kube.clocks.state() ?? null,
    certificateUntil: until(),
    digest: kube.replica.ledger.digest(),
    rssBytes: process.memoryUsage.rss()
  }
}

function once(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= task()
    return running
  }
}
