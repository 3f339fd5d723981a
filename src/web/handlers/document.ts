// Typed messages: `schema`, with its descriptor set and text, and documents of any type.
import type { Site } from '../../rpc/content/content.ts'
import type { Asked, Made } from '../asked.ts'
import { preferred } from '../negotiation.ts'
import { bytesAnswer, nothingAt } from './bytes-answer.ts'
import type { HandlerTools } from './handler.ts'

const [binary, legacyBinary] = ['application/protobuf', 'application/x-protobuf']

/** What is below a record that is no site: files that were published beside it, or nothing. */
async function below(asked: Asked, site: Site, tools: HandlerTools): Promise<Made> {
  if (site.release) return tools.fromRelease(asked, site, site.release)
  throw nothingAt(asked, site)
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The descriptor set; its `.proto` text where that is asked for; for people the page. */
export async function schema(asked: Asked, site: Site, tools: HandlerTools): Promise<Made> {
  if (site.rest.length > 0) return below(asked, site, tools)
  const { source, descriptorSet } = site.record
  const set = (): Made => bytesAnswer(legacyBinary, Buffer.from(textOf(descriptorSet), 'base64'))
  const text = (): Made => bytesAnswer('text/plain; charset=utf-8', Buffer.from(textOf(source)))
  const available = [legacyBinary, binary, 'text/x-protobuf', 'text/plain', 'text/html', 'application/json']
  switch (preferred(asked.accept, available)) {
    case 'text/html':
      return (await tools.page?.(asked, site)) ?? text()
    case 'text/plain':
    case 'text/x-protobuf':
      return text()
    case 'application/json':
      return { answer: tools.record(site, 'application/json'), keep: false }
    default:
      return set()
  }
}

/** JSON; the message alone as protobuf; for people what `handler:` names, else the page. */
export async function document(asked: Asked, site: Site, tools: HandlerTools): Promise<Made> {
  const { viewer, payload } = site
  const shown = viewer && { ...site, record: viewer.record, release: viewer.release }
  if (site.rest.length > 0) {
    return viewer && shown ? tools.fromRelease(asked, shown, viewer.release) : below(asked, site, tools)
  }
  const wanted = preferred(asked.accept, ['application/json', 'text/html', ...(payload ? [binary] : [])])
  if (wanted === binary && payload) {
    const type = payload.message === undefined ? binary : `${binary}; messageType="${payload.message}"`
    return bytesAnswer(type, payload.bytes)
  }
  if (wanted === 'text/html') {
    // Chosen by more of `Accept` than answers are kept by.
    if (viewer && shown) return { ...(await tools.fromRelease(asked, shown, viewer.release)), keep: false }
    const page = await tools.page?.(asked, site)
    if (page) return page
  }
  return { answer: tools.record(site, 'application/json'), keep: false }
}
