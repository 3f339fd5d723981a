// Native git as the peer: the same files, committed and pushed, with no configuration but what stands here.
import fs from 'node:fs'
import path from 'node:path'
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
