// `git-remote-dx`: lets stock git clone and fetch `dx://NAME` from the KUBE of this home (gitremote-helpers(7)). The
// daemon says what is published; the objects come from its repository by git itself.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
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
  for await (const line of createInterface({ input })) {
    const [command, id] = line.split(' ')
    if (command === 'capabilities') output.write('fetch\n\n')
    else if (command === 'list') output.write(await listed(home, url))
    else if (command === 'fetch' && id !== undefined) wanted.push(id)
    else if (command === '' && wanted.length > 0) {
      await fetchObjects(home, wanted, env)
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

/** By git itself, out of the repository of this home into that of `GIT_DIR`. */
async function fetchObjects(home: string, ids: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const repository = join(home, 'dmg.git')
  if (!existsSync(repository)) {
    throw new KubeError('KUBE_STORE_NO_GIT', `git cannot read the store of ${home}`, {
      reason: 'its config.yml says "store: blocks"; clone from a machine that keeps git',
      next: [`dx log${homeFlag(home, env)}`]
    })
  }
  const serve = 'git -c uploadpack.allowAnySHA1InWant=true upload-pack'
  // The history here may be cut; a clone that ends where it does takes the cut over.
  const args = ['fetch-pack', '--quiet', '--update-shallow', `--upload-pack=${serve}`, repository, ...ids]
  await new Promise<void>((resolve, reject) => {
    const child = spawn('git', args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('error', reject)
    child.once('close', code => {
      if (code === 0) resolve()
      else
        reject(
          new KubeError('KUBE_OBJECT_MISSING', 'git could not fetch the release', {
            reason: `git fetch-pack ended with ${code}`,
            next: ['kubed fsck']
          })
        )
    })
  })
}
