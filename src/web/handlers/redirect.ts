// `redirect`: sends a reader to another name or URL, with the rest of the path and the query.
import type { Site } from '../../rpc/content/content.ts'
import { redirectLocation } from '../../rpc/content/redirect-location.ts'
import { Answer } from '../answers.ts'
import type { Asked, Made } from '../asked.ts'
import { fileFields, revalidate } from '../file-policy.ts'
import { nothingAt } from './bytes-answer.ts'
import type { HandlerTools } from './handler.ts'

const httpsPort = 443

/** @throws KUBE_HOPS for one that leads back to itself */
export async function redirect(asked: Asked, site: Site, tools: HandlerTools): Promise<Made> {
  if (!site.redirect) throw nothingAt(asked, site)
  const port = Number(/:(\d+)$/.exec(asked.authority)?.[1] ?? httpsPort)
  const location = redirectLocation(site, { host: asked.host, port, query: asked.query, bases: tools.bases() })
  const fields = ['Location', location, 'Cache-Control', revalidate, 'Vary', 'Accept', ...fileFields]
  const body = { kind: 'bytes', bytes: new Uint8Array(0) } as const
  return { answer: new Answer({ status: site.redirect.status, fields, body, shared: false }), keep: false }
}
