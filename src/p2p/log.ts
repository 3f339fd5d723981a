// libp2p's log, as far as it is wanted: its errors, at level debug. What matters to a person is logged by our code.
import type { ComponentLogger, Logger as Libp2pLogger } from '@libp2p/interface'
import type { LimitName, OnLimit } from '../base/limit-hits.ts'
import { openStreamsMax } from '../base/limits.ts'
import type { Logger } from '../base/types.ts'
import { messageOf } from './failures.ts'

/** Replaces `%s`, `%e`, `%p` and the like in turn. */
function format(formatter: unknown, values: readonly unknown[]): string {
  if (typeof formatter !== 'string') return [formatter, ...values].map(messageOf).join(' ')
  let next = 0
  return formatter.replace(/%[a-zA-Z]/g, () => messageOf(values[next++]))
}

/** What libp2p refuses or ends by itself for a limit of ours, it says in its log alone. */
function limitOf(values: readonly unknown[]): LimitName | undefined {
  for (const value of values) {
    const error = value as { name?: unknown; message?: unknown } | undefined
    if (error?.name !== 'TooManyInboundProtocolStreamsError') continue
    const [, protocol, limit] = /protocol "(.*)" - limit (\d+)/.exec(String(error.message)) ?? []
    if (protocol?.startsWith('/libp2p/circuit/relay/')) return 'relayedConnectionsMax'
    return Number(limit) === openStreamsMax ? 'openStreamsMax' : 'streamsMax'
  }
  return undefined
}

function scoped(logger: Logger, hit: OnLimit, name: string): Libp2pLogger {
  const quiet = (): void => undefined
  return Object.assign(quiet, {
    error: (formatter: unknown, ...values: unknown[]) => {
      const limit = limitOf(values)
      if (limit) hit(limit)
      logger.log('debug', 'libp2p', { component: name, error: format(formatter, values) })
    },
    trace: quiet,
    enabled: false,
    newScope: (scope: string) => scoped(logger, hit, `${name}:${scope}`)
  })
}

export function componentLogger(logger: Logger, hit: OnLimit): ComponentLogger {
  return { forComponent: name => scoped(logger, hit, name) }
}
