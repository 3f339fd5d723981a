// The first copy of a site to a machine that joins: from the moment that it is connected to the page being served,
// with everything before it stored durably and checked. Peers: a clone of the same repository, and rsync.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { freePort } from '../../test/support/free-port.ts'
import type { Benchmark, Place } from './benchmark.ts'
import { git } from './git-peer.ts'
import { Kube } from './kubes.ts'
import { installed, settleDisk } from './machine.ts'
import { atLeast, say } from './report.ts'
import type { Scope } from './scope.ts'
import { hotFile, type Site, writeSite } from './site.ts'

const runsCount = 3
const goalMbPerSecond = 40
const host = 'site.kube.local'

interface Joined {
  readonly catchUpMs: number
  readonly wholeMs: number
}

/** A new machine, enrolled beforehand, so that its start is the catch-up alone. */
async function joinOnce(scope: Scope, founder: Kube, site: Site, at: number): Promise<Joined> {
  const joiner = new Kube(scope, `joiner-${at}`)
  const code = (await founder.kubed(['invite'])).trim()
  await joiner.kubed(['join', code, '--name', joiner.name])
  const content = fs.readFileSync(path.join(site.dir, hotFile))
  settleDisk()
  let connectedMs = Number.NaN
  const startedMs = performance.now()
  await joiner.start({
    args: ['--log-level', 'info'],
    onLog: line => {
      if (Number.isNaN(connectedMs) && line.includes('connected to')) connectedMs = performance.now()
    }
  })
  const seenMs = await joiner.seen(host, `/${hotFile}`, content)
  if (Number.isNaN(connectedMs)) throw new Error('the joiner never said that it was connected')
  await verify(joiner, site)
  await joiner.stop()
  fs.rmSync(joiner.home, { recursive: true })
  return { catchUpMs: seenMs - connectedMs, wholeMs: seenMs - startedMs }
}

/** Every file, byte for byte, as it is served. */
async function verify(kube: Kube, site: Site): Promise<void> {
  const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
  for (const name of site.files) {
    const { status, body } = await kube.get(host, `/${name}`)
    const right = hash(fs.readFileSync(path.join(site.dir, name)))
    if (status !== 200 || hash(body) !== right) throw new Error(`${kube.name} serves ${name} wrong, status ${status}`)
  }
}

/** Tries until the server answers: it has no way to say that it is ready. */
async function untilAnswered(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await work()
      return
    } catch (error) {
      if (attempt === 20) throw error
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
}

async function timedCopies(scope: Scope, name: string, copy: (to: string) => Promise<unknown>): Promise<number[]> {
  const took: number[] = []
  for (let at = 0; at < runsCount; at++) {
    const to = path.join(scope.folder(name), 'copy')
    settleDisk()
    const startedMs = performance.now()
    await copy(to)
    took.push(performance.now() - startedMs)
    fs.rmSync(to, { recursive: true })
  }
  return took
}

/** `git clone` of the KUBE's own repository from a git daemon. */
async function cloneMs(scope: Scope, founder: Kube): Promise<number[]> {
  const port = await freePort()
  const base = `--base-path=${founder.home}`
  const daemon = scope.start('git', ['daemon', '--listen=127.0.0.1', `--port=${port}`, '--export-all', base])
  const url = `git://127.0.0.1:${port}/dmg.git`
  await untilAnswered(() => git(scope, ['ls-remote', url]))
  const took = await timedCopies(scope, 'clone', to => git(scope, ['clone', '-q', '--mirror', url, to]))
  await scope.stop(daemon)
  return took
}

async function rsyncMs(scope: Scope, site: Site): Promise<number[] | undefined> {
  if (!installed('rsync')) {
    say('  rsync is not installed: left out')
    return undefined
  }
  const port = await freePort()
  const conf = path.join(scope.folder('rsync'), 'rsyncd.conf')
  fs.writeFileSync(conf, `use chroot = no\n[site]\npath = ${site.dir}\nread only = yes\nuid = ${process.getuid?.()}\n`)
  const args = ['--daemon', '--no-detach', '--address=127.0.0.1', `--port=${port}`, `--config=${conf}`]
  const daemon = scope.start('rsync', args)
  const url = `rsync://127.0.0.1:${port}/site/`
  await untilAnswered(() => scope.run('rsync', [url]))
  const took = await timedCopies(scope, 'rsync-copy', to => scope.run('rsync', ['-a', url, `${to}/`]))
  await scope.stop(daemon)
  return took
}

async function run({ scope, report }: Place): Promise<void> {
  const site = writeSite(scope.folder('site'))
  const founder = new Kube(scope, 'founder')
  await founder.start()
  await founder.dx(['publish', site.dir, '--to', 'dx://site'])
  const rate = (ms: number): number => site.bytes / 1e3 / ms
  report.mark()
  const joined: Joined[] = []
  for (let at = 0; at < runsCount; at++) joined.push(await joinOnce(scope, founder, site, at))
  const clones = await cloneMs(scope, founder)
  const copies = await rsyncMs(scope, site)
  const peer = { name: 'git clone --mirror of the same repository, git daemon', runs: clones.map(rate) }
  const unit = 'MB/s'
  const runs = joined.map(({ catchUpMs }) => rate(catchUpMs))
  report.figure({ name: 'join-initial-copy', unit, runs, peer, goal: atLeast(goalMbPerSecond) })
  report.figure({
    name: 'join-initial-copy-beside-rsync',
    unit,
    runs,
    peer: { name: 'rsync -a from an rsync daemon', runs: copies?.map(rate) }
  })
  const whole = joined.map(({ wholeMs }) => wholeMs)
  report.figure({ name: 'join-start-to-served', unit: 'ms', runs: whole, peer: { name: 'git clone', runs: clones } })
}

export const join: Benchmark = {
  name: 'join',
  about: 'the first copy of 48 MB to a machine that joins',
  secondsMax: 100,
  run
}
