// A file of 2 GB: published, replicated to two machines and served by one of them, with the most memory that any daemon ever
// had resident; beside Syncthing with the same file.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import https from 'node:https'
import path from 'node:path'
import type { Benchmark, Place } from './benchmark.ts'
import { siteHost, siteName } from './kube-site.ts'
import { type Kube, startSubnet } from './kubes.ts'
import { peakMb } from './machine.ts'
import { eachPeer } from './peers.ts'
import { atMost, say } from './report.ts'
import type { Scope } from './scope.ts'
import { hotFile, hotVersion, noise, type Site } from './site.ts'

const fileBytes = 2e9
const pieceBytes = 1e6
const fileName = 'large.bin'
const goalMb = 300
const publishMsMax = 600_000

/** Nothing compresses it, and no two megabytes are alike. */
function writeLarge(dir: string): { site: Site; sha256: string } {
  const hash = createHash('sha256')
  const file = fs.openSync(path.join(dir, fileName), 'w')
  for (let at = 0; at < fileBytes / pieceBytes; at++) {
    const piece = noise(`large-${at}`, pieceBytes)
    hash.update(piece)
    fs.writeSync(file, piece)
  }
  fs.closeSync(file)
  fs.mkdirSync(path.dirname(path.join(dir, hotFile)))
  fs.writeFileSync(path.join(dir, hotFile), hotVersion('large', 0))
  return { site: { dir, files: [fileName, hotFile], bytes: fileBytes }, sha256: hash.digest('hex') }
}

/** SHA-256 of what a KUBE serves, piece by piece. */
function servedSha256({ home, port }: Kube): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const hash = createHash('sha256')
  const ca = fs.readFileSync(path.join(home, 'ca.crt'))
  const headers = { host: `${siteHost}:${port}` }
  const where = { host: '127.0.0.1', port, servername: siteHost, path: `/${fileName}`, headers, ca, agent: false }
  const request = https.get(where, response => {
    response.on('data', data => hash.update(data as Buffer))
    response.on('end', () => resolve(hash.digest('hex')))
    response.on('error', reject)
  })
  request.on('error', reject)
  return promise
}

async function syncthingPeaks(scope: Scope, site: Site): Promise<{ name: string; runs: number[] | undefined }> {
  const measured = await eachPeer(
    { scope, site },
    async replicated => {
      await replicated.copy()
      return replicated.pids.map(pid => peakMb(pid) ?? Number.NaN)
    },
    ['syncthing']
  )
  const found = measured.get('syncthing')
  return { name: 'Syncthing, with the same file', runs: found?.measured }
}

async function run({ scope, report }: Place): Promise<void> {
  const { site, sha256 } = writeLarge(scope.folder('large'))
  const peer = await syncthingPeaks(scope, site)
  const kubes = await startSubnet(scope, ['one', 'two', 'three'])
  const peaks = (): number[] => kubes.map(({ pid }) => peakMb(pid) ?? Number.NaN)
  if (peaks().some(Number.isNaN)) return say('  this system does not say what processes had resident: left out')
  report.mark()
  const startedMs = performance.now()
  const words = ['publish', site.dir, '--to', siteName, '--replicas', 'all', '--timeout', '10m']
  await kubes[0]!.dx(words, undefined, publishMsMax)
  const replicatedMs = performance.now() - startedMs
  const of = (values: readonly number[]): number => Math.max(...values)
  const figure = { unit: 'MB, the most of any daemon', of, peer, goal: atMost(goalMb) }
  report.figure({ ...figure, name: 'large-peak-replicated', runs: peaks() })
  report.figure({
    name: 'large-replicated',
    unit: 'MB/s, published and on both others',
    runs: [fileBytes / 1e3 / replicatedMs]
  })
  const servingMs = performance.now()
  if ((await servedSha256(kubes[1]!)) !== sha256) throw new Error('the file is served wrong')
  report.figure({ name: 'large-served', unit: 'MB/s', runs: [fileBytes / 1e3 / (performance.now() - servingMs)] })
  report.figure({ ...figure, name: 'large-peak-served', runs: peaks() })
}

export const large: Benchmark = {
  name: 'large',
  about: 'the most memory for a file of 2 GB, published, replicated and served',
  secondsMax: 1800,
  onlyNamed: true,
  run
}
