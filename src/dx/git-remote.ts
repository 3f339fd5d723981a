// `git-remote-dx`: lets stock git clone and fetch `dx://NAME` from the KUBE of this home (gitremote-helpers(7)). The
// daemon says what is published; the objects come from its repository by git itself.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { homeFlag } from '../base/command-words.ts'
import { KubeError, toKubeError } from '../base/errors.ts'
import { connect } from '../rpc/client.ts'
import { homeOf } from './program.ts'

export interface GitRemoteOptions {
  /** What git passes: the remote's name, then its URL. */
  readonly argv: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly input: Readable
  readonly output: Writable
  readonly errors: Writable
}

const branch = 'refs/heads/main'

/** Answers git's commands until it closes; gives the exit status. */
export async function runGitRemote(options: GitRemoteOptions): Promise<number> {
  const url = options.argv[1] ?? options.argv[0] ?? ''
  const home = homeOf(undefined, options)
  try {
    await converse(options, url, home)
    return 0
  } catch (thrown) {
    const error = toKubeError(thrown)
    const next = error.next[0] === undefined ? '' : `; try: ${error.next[0]}`
    options.errors.write(
      `error: ${error.message}${error.reason === '' ? '' : `: ${error.reason}`} (${error.code})${next}\n`
    )
    return 1
  } finally {
    // git keeps its end open: without this the process would wait for more.
    options.input.destroy()
  }
}

async function converse({ input, output, env }: GitRemoteOptions, url: string, home: string): Promise<void> {
  let wanted: string[] = []
  const shows: Shows = { progress: false }
  for await (const line of createInterface({ input })) {
    const [command, id, value] = line.split(' ')
    if (command === 'capabilities') output.write('fetch\noption\n\n')
    else if (command === 'option') output.write(`${option(shows, id, value)}\n`)
    else if (command === 'list') output.write(await listed(home, url))
    else if (command === 'fetch' && id !== undefined) wanted.push(id)
    else if (command === '' && wanted.length > 0) {
      await fetchObjects(home, wanted, { env, shows })
      wanted = []
      output.write('\n')
    } else if (command === '') return
    else
      throw new KubeError('KUBE_USAGE', `git asks for ${JSON.stringify(line)}`, {
        reason: 'clone and fetch are what dx:// has'
      })
  }
}

/** The node's release as the branch `main`. @throws KUBE_NO_DAEMON, KUBE_NOT_FOUND, KUBE_NAME_INVALID */
async function listed(home: string, name: string): Promise<string> {
  const releases = await connect(home).call('log', { name })
  const release = releases[0]?.release
  return release === undefined ? '\n' : `${release} ${branch}\n@${branch} HEAD\n\n`
}

/** What git was asked to show. */
interface Shows {
  progress: boolean
}

/** The answer to an option, of which it has one. */
function option(shows: Shows, name: string | undefined, value: string | undefined): string {
  if (name !== 'progress' && name !== 'verbosity') return 'unsupported'
  if (name === 'progress') shows.progress = value === 'true'
  else if (value === '0') shows.progress = false
  return 'ok'
}

/** While releases are freed, git meets a history that is being cut: a moment later it ends where it is cut. */
const attemptsMax = 5
const pauseMs = 200
/** Characters of what git says that are kept, the last ones. */
const saidMax = 4_000

/** By git itself, out of the repository of this home into that of `GIT_DIR`. */
async function fetchObjects(
  home: string,
  ids: readonly string[],
  { env, shows }: { readonly env: NodeJS.ProcessEnv; readonly shows: Shows }
): Promise<void> {
  const repository = join(home, 'dmg.git')
  if (!existsSync(repository)) {
    throw new KubeError('KUBE_STORE_NO_GIT', `git cannot read the store of ${home}`, {
      reason: 'its config.yml says "store: blocks"; clone from a machine that keeps git',
      next: [`dx log${homeFlag(home, env)}`]
    })
  }
  const serve = 'git -c uploadpack.allowAnySHA1InWant=true upload-pack'
  // The history here may be cut; a clone that ends where it does takes the cut over.
  const more = shows.progress ? [] : ['--no-progress']
  const args = ['fetch-pack', '--quiet', ...more, '--update-shallow', `--upload-pack=${serve}`, repository, ...ids]
  for (let attempt = 1; ; attempt++) {
    const { code, said } = await fetchPack(args, { env, shows })
    if (code === 0) return
    if (attempt < attemptsMax) {
      await setTimeout(pauseMs)
      continue
    }
    const last = said.trim().split('\n').at(-1) ?? ''
    throw new KubeError('KUBE_OBJECT_MISSING', 'git could not fetch the release', {
      reason: `git fetch-pack ended with ${code}${last === '' ? '' : `: ${last}`}`,
      next: ['repeat the command', 'kubed fsck']
    })
  }
}

/** What it says beside its progress is for whoever asks why it ended. */
async function fetchPack(
  args: readonly string[],
  { env, shows }: { readonly env: NodeJS.ProcessEnv; readonly shows: Shows }
): Promise<{ code: number | null; said: string }> {
  const child = spawn('git', args, { env, stdio: ['ignore', 'ignore', shows.progress ? 'inherit' : 'pipe'] })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (data: string) => {
    said = (said + data).slice(-saidMax)
  })
  const { promise, resolve, reject } = Promise.withResolvers<number | null>()
  child.once('error', reject)
  child.once('close', resolve)
  return { code: await promise, said }
}
