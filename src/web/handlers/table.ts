// Who answers for a record: one row a type. A new type is a new row.
import type { Made } from '../asked.ts'
import { nothingAt } from './bytes-answer.ts'
import { document, schema } from './document.ts'
import type { Handler } from './handler.ts'
import { redirect } from './redirect.ts'
import { forwardOf } from './service.ts'

/** Files of the node's release. */
const webapp: Handler = async (asked, site, tools) => {
  if (site.release) return tools.fromRelease(asked, site, site.release)
  throw nothingAt(asked, site)
}

/** A record of properties alone: its files, where some were published; else the page that shows it. */
const properties: Handler = async (asked, site, tools) => {
  if (site.release) return tools.fromRelease(asked, site, site.release)
  const page = site.rest.length === 0 && asked.wanted === 'page' ? await tools.page?.(asked, site) : undefined
  if (page) return page
  throw nothingAt(asked, site)
}

const file: Handler = async (asked, site, tools) => {
  if (site.rest.length === 0 && site.file) return tools.fromFile(asked, site.file)
  throw nothingAt(asked, site)
}

const service: Handler = async (asked, site): Promise<Made> => ({ forward: forwardOf(asked, site) })

/** By the key that src/rpc finds. What a `mount` leads to is found by resolution: none is ever left over. */
const handlers: Readonly<Record<string, Handler>> = {
  '': properties,
  webapp,
  redirect,
  schema,
  document,
  file,
  service
}

export function handlerOf(key: string | undefined): Handler {
  return (key !== undefined && Object.hasOwn(handlers, key) ? handlers[key] : undefined) ?? webapp
}
