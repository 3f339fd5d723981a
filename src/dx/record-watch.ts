// `dx record watch`: a line for each change, until interrupted.
import { KubeError } from '../base/errors.ts'
import { type Context, usageError } from './command.ts'

interface Watched {
  readonly position: string
  readonly records: readonly { readonly name: string; readonly id: string | null; readonly record: unknown }[]
}

/** Enough of an id to tell it from others. */
const idDigits = 12

export async function recordWatch(context: Context): Promise<number> {
  const { terminal, signal, onEnd } = context
  const [name] = context.args
  const position = context.text('from')
  if (position === '')
    throw usageError('--from wants a position', ['dx help record watch'], 'write one, or 0 for the beginning')
  const request = { ...(name !== undefined && { name }), ...(position !== undefined && { position }) }
  // Being stopped is how a watch ends.
  onEnd.status = 0
  try {
    for await (const watched of context.client().follow('WatchRecords', request, { signal })) {
      const { position: at, records } = watched as Watched
      for (const one of records) {
        if (terminal.json) terminal.value({ position: at, ...one })
        else terminal.data(`${one.name} ${one.id === null ? 'removed' : one.id.slice(0, idDigits)}`)
      }
    }
  } catch (error) {
    if (!signal.aborted || !(error instanceof KubeError)) throw error
  }
  return 0
}
