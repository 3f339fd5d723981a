// Commands about releases: ls, log, rollback.
import { type Context, usageError } from './command.ts'
import { report } from './report.ts'
import { formatTable, formatTime } from './terminal.ts'

/** Enough of a release's id to tell it from others and to type. */
const releaseDigits = 12

export async function ls(context: Context): Promise<number> {
  const [name] = context.args
  const listed = await context.client().call('ls', name === undefined ? {} : { name }, { signal: context.signal })
  if (context.terminal.json) context.terminal.value(listed)
  else for (const one of listed) context.terminal.data(one.name)
  return 0
}

export async function log(context: Context): Promise<number> {
  const { terminal, signal } = context
  const releases = await context.client().call('log', { name: context.args[0]! }, { signal })
  if (terminal.json) {
    terminal.value(releases)
    return 0
  }
  const rows = releases.map(one => [
    one.release.slice(0, releaseDigits),
    formatTime(one.published),
    one.by,
    one.lost ? `${one.message} (lost a conflict)` : one.message
  ])
  if (rows.length > 0)
    for (const line of formatTable(['release', 'published', 'by', 'message'], rows)) terminal.data(line)
  return 0
}

export async function rollback(context: Context): Promise<number> {
  const [name, release] = context.args
  if (release !== undefined && !/^[0-9a-f]{4,40}$/.test(release)) {
    throw usageError(`${release} is no release`, [`dx log ${name}`], 'a release is named by the hex digits of its id')
  }
  const request = { name: name!, ...(release !== undefined && { release }) }
  const published = await context.client().call('rollback', request, { signal: context.signal })
  report(context, published)
  const { files } = published
  if (!context.terminal.json) context.terminal.note(`rolled back: ${files} ${files === 1 ? 'file' : 'files'}`)
  return published.short === undefined ? 0 : 3
}
