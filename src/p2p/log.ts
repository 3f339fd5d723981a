// libp2p's log, as far as it is wanted: its errors, at level debug. What matters to a person is logged by our code.
import type { ComponentLogger, Logger as Libp2pLogger } from '@libp2p/interface'
import type { Logger } from '../base/types.ts'
import { messageOf } from './failures.ts'

/** Replaces `%s`, `%e`, `%p` and the like in turn. */
function format(formatter: unknown, values: readonly unknown[]): string {
  if (typeof formatter !== 'string') return [formatter, ...values].map(messageOf).join(' ')
  let next = 0
  return formatter.replace(/%[a-zA-Z]/g, () => messageOf(values[next++]))
}

function scoped(logger: Logger, name: string): Libp2pLogger {
  const quiet = (): void => undefined
  return Object.assign(quiet, {
    error: (formatter: unknown, ...values: unknown[]) =>
      logger.log('debug', 'libp2p', { component: name, error: format(formatter, values) }),
    trace: quiet,
    enabled: false,
    newScope: (scope: string) => scoped(logger, `${name}:${scope}`)
  })
}

export function componentLogger(logger: Logger): ComponentLogger {
  return { forComponent: name => scoped(logger, name) }
}
