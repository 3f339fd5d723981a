// rsync to two rsync daemons: the source knows which file changed and sends that one alone.
import type { ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { freePort } from '../../test/support/free-port.ts'
import { installed } from './machine.ts'
import {
  at,
  compareFolder,
  fileIs,
  monotonicMs,
  type Replicated,
  type ReplicatedOptions,
  threeHere,
  untilAll
} from './replicated.ts'
import { hotFile } from './site.ts'

// Without it two delayed acknowledgements of 40 ms are in every run.
const noDelay = '--sockopts=TCP_NODELAY'

export async function startRsync({
  scope,
  site,
  spots = threeHere
}: ReplicatedOptions): Promise<Replicated | undefined> {
  if (!installed('rsync')) return undefined
  const source = scope.folder('rsync-source')
  fs.cpSync(site.dir, source, { recursive: true, preserveTimestamps: true })
  const [here, ...replicas] = spots
  const copies: { dir: string; url: string; daemon: ChildProcess }[] = []
  for (const spot of replicas) {
    const [dir, port] = [scope.folder('rsync-copy'), await freePort()]
    const conf = path.join(scope.folder('rsync-conf'), 'rsyncd.conf')
    const ids = `uid = ${process.getuid?.()}\ngid = ${process.getgid?.()}`
    fs.writeFileSync(conf, `use chroot = no\nreverse lookup = no\n${ids}\n[site]\npath = ${dir}\nread only = no\n`)
    const args = ['--daemon', '--no-detach', noDelay, `--address=${spot.address}`, `--port=${port}`, `--config=${conf}`]
    const daemon = scope.start(...at(spot, 'rsync', args))
    copies.push({ dir, url: `rsync://${spot.address}:${port}/site/`, daemon })
  }
  const rsync = (args: readonly string[]): Promise<string> =>
    scope.run(...at(here, 'rsync', [noDelay, '--modify-window=-1', ...args]), { cwd: source })
  // They have no way to say that they are ready.
  await untilAll(
    copies.map(
      ({ url }) =>
        () =>
          rsync([url]).then(
            () => true,
            () => false
          )
    ),
    50
  )
  return {
    name: 'rsync to two daemons',
    pids: copies.map(({ daemon }) => daemon.pid ?? 0),
    copy: async () => {
      const startedMs = monotonicMs()
      await Promise.all(copies.map(({ url }) => rsync(['-a', './', url])))
      const tookMs = monotonicMs() - startedMs
      for (const { dir } of copies) compareFolder(site, dir)
      return tookMs
    },
    change: async content => {
      const startedMs = monotonicMs()
      fs.writeFileSync(path.join(source, hotFile), content)
      const sent = Promise.all(copies.map(({ url }) => rsync(['-aR', `./${hotFile}`, url])))
      const seenMs = await untilAll(
        copies.map(
          ({ dir }) =>
            () =>
              fileIs(path.join(dir, hotFile), content)
        )
      )
      await sent
      return seenMs - startedMs
    },
    stop: async () => {
      for (const { daemon } of copies) await scope.stop(daemon)
    }
  }
}
