// Native git as the peer: the same files, committed and pushed, with no configuration but what stands here.
import fs from 'node:fs'
import path from 'node:path'
import { freePort } from '../../test/support/free-port.ts'
import { installed } from './machine.ts'
import {
  at,
  compareFolder,
  monotonicMs,
  type Replicated,
  type ReplicatedOptions,
  type Spot,
  threeHere,
  untilAll
} from './replicated.ts'
import type { Scope } from './scope.ts'
import { hotFile, type Site } from './site.ts'

const env = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'bench',
  GIT_AUTHOR_EMAIL: 'bench@localhost',
  GIT_COMMITTER_NAME: 'bench',
  GIT_COMMITTER_EMAIL: 'bench@localhost'
}

export const git = (scope: Scope, args: readonly string[]): Promise<string> =>
  scope.run('git', ['-c', 'init.defaultBranch=main', ...args], { env })

/** Milliseconds of `git add -A && git commit` into a new repository. `durable` has it fsync every object too. */
export async function addAndCommit(scope: Scope, site: Site, durable = false): Promise<number> {
  const dir = scope.folder('git')
  const at = [`--git-dir=${dir}`, `--work-tree=${site.dir}`, ...(durable ? ['-c', 'core.fsync=all'] : [])]
  await git(scope, [...at, 'init', '-q'])
  const startedMs = performance.now()
  await git(scope, [...at, 'add', '-A'])
  await git(scope, [...at, 'commit', '-qm', 'site'])
  const tookMs = performance.now() - startedMs
  fs.rmSync(dir, { recursive: true })
  return tookMs
}

/** A working copy of the site and two bare repositories that one `git push` reaches. */
export class PushedSite {
  readonly dir: string
  readonly #scope: Scope

  private constructor(scope: Scope, dir: string) {
    this.#scope = scope
    this.dir = dir
  }

  static async make(scope: Scope, site: Site): Promise<PushedSite> {
    const dir = scope.folder('git-work')
    fs.cpSync(site.dir, dir, { recursive: true })
    const pushed = new PushedSite(scope, dir)
    await git(scope, ['-C', dir, 'init', '-q'])
    await git(scope, ['-C', dir, 'remote', 'add', 'both', 'nowhere'])
    for (const [at, flag] of [[], ['--add']].entries()) {
      const bare = scope.folder(`git-bare-${at}`)
      await git(scope, ['init', '-q', '--bare', bare])
      await git(scope, ['-C', dir, 'remote', 'set-url', ...flag, '--push', 'both', bare])
    }
    await git(scope, ['-C', dir, 'add', '-A'])
    await git(scope, ['-C', dir, 'commit', '-qm', 'site'])
    await git(scope, ['-C', dir, 'push', '-q', 'both', 'main'])
    return pushed
  }

  /** Milliseconds of `git commit && git push` of the page that changes. */
  async publish(content: Buffer): Promise<number> {
    fs.writeFileSync(path.join(this.dir, hotFile), content)
    const startedMs = performance.now()
    await git(this.#scope, ['-C', this.dir, 'commit', '-qm', 'change', '--', hotFile])
    await git(this.#scope, ['-C', this.dir, 'push', '-q', 'both', 'main'])
    return performance.now() - startedMs
  }
}

/** Every file of a folder, committed into a new repository. */
async function commitAll(scope: Scope, dir: string): Promise<void> {
  await git(scope, ['-C', dir, 'init', '-q'])
  await git(scope, ['-C', dir, 'add', '-A'])
  await git(scope, ['-C', dir, 'commit', '-qm', 'site'])
}

/** A git daemon over a folder of repositories, to which one may push. */
async function startDaemon(scope: Scope, base: string, spot: Spot) {
  const port = await freePort()
  const args = [`--listen=${spot.address}`, `--port=${port}`, '--export-all', '--enable=receive-pack']
  const child = scope.start(...at(spot, 'git', ['daemon', ...args, `--base-path=${base}`]), {
    env: { ...process.env, ...env }
  })
  return { child, url: `git://${spot.address}:${port}` }
}

/** Clones of one repository, and from then on `git commit` and a `git push` to each at once, until they return. */
export async function startGit({ scope, site, spots = threeHere }: ReplicatedOptions): Promise<Replicated | undefined> {
  if (!installed('git')) return undefined
  const base = scope.folder('git-source')
  const dir = path.join(base, 'site')
  fs.cpSync(site.dir, dir, { recursive: true })
  await commitAll(scope, dir)
  const bases = [base, scope.folder('git-replica'), scope.folder('git-replica')]
  const daemons = await Promise.all(spots.map((spot, at) => startDaemon(scope, bases[at]!, spot)))
  const [source, ...replicas] = daemons
  const from = (spot: number, args: readonly string[]): Promise<string> =>
    scope.run(...at(spots[spot]!, 'git', ['-c', 'init.defaultBranch=main', ...args]), { env })
  const answers = (url: string): Promise<boolean> =>
    from(0, ['ls-remote', url]).then(
      () => true,
      () => false
    )
  await untilAll([() => answers(`${source!.url}/site`)], 50)
  return {
    name: 'git',
    pids: daemons.map(({ child }) => child.pid ?? 0),
    copy: async () => {
      const startedMs = monotonicMs()
      const copies = replicas.map((_, at) => path.join(bases[at + 1]!, 'site'))
      await Promise.all(copies.map((to, at) => from(at + 1, ['clone', '-q', `${source!.url}/site`, to])))
      const tookMs = monotonicMs() - startedMs
      for (const copy of copies) {
        compareFolder(site, copy)
        await git(scope, ['-C', copy, 'config', 'receive.denyCurrentBranch', 'ignore'])
      }
      return tookMs
    },
    change: async content => {
      const startedMs = monotonicMs()
      fs.writeFileSync(path.join(dir, hotFile), content)
      await git(scope, ['-C', dir, 'commit', '-qm', 'change', '--', hotFile])
      await Promise.all(replicas.map(({ url }) => from(0, ['-C', dir, 'push', '-q', `${url}/site`, 'main'])))
      return monotonicMs() - startedMs
    },
    stop: async () => {
      for (const { child } of daemons) await scope.stop(child)
    }
  }
}
