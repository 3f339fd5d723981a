// Commands about the project of a folder and its site: remote, open.
import { spawn } from 'node:child_process'
import { KubeError } from '../base/errors.ts'
import type { Listed } from '../rpc/api.ts'
import type { ControlClient } from '../rpc/client.ts'
import type { Context } from './command.ts'
import { readBranch } from './git-branch.ts'
import { canonicalName } from './names.ts'
import { readProject } from './read-project.ts'
import { targetsOf } from './targets.ts'

export async function remote(context: Context): Promise<number> {
  const { terminal, cwd } = context
  const names = targetsOf(await readProject(cwd), undefined, () => readBranch(cwd)).map(canonicalName)
  if (!terminal.json) {
    for (const name of names) terminal.data(name)
    return 0
  }
  const client = context.client()
  const remotes = []
  for (const name of names) remotes.push({ name, url: await urlOf(client, name, context.signal) })
  terminal.value(remotes)
  return 0
}

/** First URL of a published node; null where nothing is published, or nobody is there to ask. */
async function urlOf(client: ControlClient, name: string, signal: AbortSignal): Promise<string | null> {
  try {
    return (await findListed(client, name, signal))?.urls[0] ?? null
  } catch (error) {
    if (error instanceof KubeError && (error.code === 'KUBE_NO_DAEMON' || error.code === 'KUBE_NAME_FOREIGN'))
      return null
    throw error
  }
}

/** The node itself as `ls` has it; what is only below it is not it. */
export async function findListed(
  client: ControlClient,
  name: string,
  signal: AbortSignal
): Promise<Listed | undefined> {
  const wanted = canonicalName(name)
  try {
    const listed = await client.call('ls', { name }, { signal })
    return listed.find(one => one.name === wanted) ?? (listed.length === 1 ? listed[0] : undefined)
  } catch (error) {
    if (error instanceof KubeError && error.code === 'KUBE_NOT_FOUND') return undefined
    throw error
  }
}

export async function open(context: Context): Promise<number> {
  const { terminal, signal } = context
  const name =
    context.args[0] ?? targetsOf(await readProject(context.cwd), undefined, () => readBranch(context.cwd))[0]!
  const url = (await findListed(context.client(), name, signal))?.urls[0]
  if (url === undefined) {
    throw new KubeError('KUBE_NOT_FOUND', `${canonicalName(name)} is not published`, { next: ['dx ls'] })
  }
  if (terminal.json) terminal.value({ name: canonicalName(name), url })
  else terminal.data(url)
  if (!context.on('print')) await openBrowser(url, context.env)
  return 0
}

async function openBrowser(url: string, env: NodeJS.ProcessEnv): Promise<void> {
  const program = env.BROWSER || (process.platform === 'darwin' ? 'open' : 'xdg-open')
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, [url], { stdio: 'ignore', detached: true })
    child.once('error', cause =>
      reject(
        new KubeError('KUBE_NOT_FOUND', `the browser ${program} did not start`, {
          reason: cause.message,
          next: ['dx open --print'],
          cause
        })
      )
    )
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
  })
}
