// `kubed start` and `kubed join`: what runs in this very process.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { aborted } from '../base/aborted.ts'
import type { DaemonOptions, DaemonParts, ReadyEvent, RunningDaemon } from '../base/daemon-options.ts'
import { KubeError } from '../base/errors.ts'
import { sshKeyLine } from '../base/ssh-key.ts'
import type { FsckReport } from '../rpc/api.ts'
import type { Context } from './command.ts'
import { daemonOptions } from './kubed-options.ts'
import { describeError, type Terminal } from './terminal.ts'

export type Parts = DaemonParts<FsckReport>

/** From the first signal to the end by force; the contract gives 5 s. */
const stopMsMax = 4800
/** What still keeps the process alive after an orderly stop is not waited for. */
const lingerMs = 100

export async function start(context: Context, parts: Parts): Promise<number> {
  hideCode('start', context)
  const options = { ...daemonOptions(context, await parts.loadConfig(context.home)), ...(await accountOf(context)) }
  Object.assign(context.onEnd, { status: 1, afterMs: stopMsMax, endsOnBrokenPipe: false, lingerMs })
  return serve(parts, options, context)
}

/** Other users of the machine see what processes are called: not with a join code. */
function hideCode(command: string, { home }: Context): void {
  process.title = `kubed ${command} --home ${home}`
}

async function serve(parts: Parts, options: DaemonOptions, { signal, terminal }: Context): Promise<number> {
  for (let present = options, first = true; ; first = false) {
    let daemon: RunningDaemon
    try {
      daemon = await parts.startDaemon(present, { signal })
    } catch (error) {
      // Asked to stop while starting: it did.
      if (signal.aborted) return 0
      throw error
    }
    if (first && daemon.ready) printReady(terminal, daemon.ready)
    await Promise.race([daemon.stopped, aborted(signal)])
    await daemon.stop()
    if ((await daemon.stopped) !== 'again' || signal.aborted) return 0
    if (daemon.ready) present = sameAgain(present, daemon.ready)
  }
}

/** Where it was, and with no code to redeem. */
function sameAgain({ join: _, ...options }: DaemonOptions, ready: ReadyEvent): DaemonOptions {
  const at = (listen: DaemonOptions['https'], url: string | null, usual: number): DaemonOptions['https'] =>
    listen && url !== null ? { ...listen, port: Number(new URL(url).port || usual) } : listen
  return { ...options, https: at(options.https, ready.https, 443), http: at(options.http, ready.http, 80) }
}

function printReady(terminal: Terminal, ready: ReadyEvent): void {
  if (terminal.json) terminal.value(ready)
  else terminal.data(`ready ${ready.https}`)
}

/** The key of the person who founds or joins; a home that is in a subnet already needs none. */
async function accountOf({ home, env, cwd, terminal }: Context): Promise<Pick<DaemonOptions, 'account'>> {
  if (existsSync(path.join(home, 'keys/subnet.json'))) return {}
  const { accountKeys } = await import('./account-key.ts')
  try {
    const [found] = await accountKeys({ env, cwd })
    return found ? { account: { key: sshKeyLine(found.key), name: found.name } } : {}
  } catch (error) {
    // The machine starts without a person; dx says the same when it is to sign.
    if (!(error instanceof KubeError)) throw error
    terminal.warn(`nobody's SSH key is let in with this machine: ${describeError(error)}`)
    return {}
  }
}

export async function join(context: Context, parts: Parts): Promise<number> {
  hideCode('join', context)
  const { terminal, signal, args } = context
  const [code] = args as [string]
  if (/\s/.test(code)) {
    throw new KubeError('KUBE_CODE_INVALID', 'a join code has no white space', {
      reason: 'it was cut or joined on its way',
      next: ['kubed invite    # on a machine of the subnet']
    })
  }
  const config = await parts.loadConfig(context.home)
  const options = { ...daemonOptions(context, config), ...(await accountOf(context)), join: code }
  const enrolled = await parts.joinSubnet(options, { signal })
  if (terminal.json) terminal.value(enrolled)
  else if (enrolled.already) {
    terminal.note(`nothing to do: this home is in ${enrolled.subnet} already, under the name that it has there`)
    terminal.note('where it was removed from it, join with another home: kubed join CODE --home DIR')
  } else terminal.data(`joined ${enrolled.subnet} as ${enrolled.name}`)
  return 0
}
