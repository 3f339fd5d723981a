// `service`: where a request goes on to. The forwarding itself is service-proxy.ts.
import type { Site } from '../../rpc/content/content.ts'
import type { Asked, Forward } from '../asked.ts'

/** The target behind the gateway; the path as the client wrote it, less what leads to the node. */
export function forwardOf(asked: Pick<Asked, 'path' | 'query' | 'reader'>, site: Site): Forward {
  const { addresses, health } = site.record
  const labels = site.base.split('/').length - 1
  const parts = asked.path.split('/')
  const base = parts.slice(0, labels + 1).join('/')
  const rest = parts.slice(labels + 1).join('/')
  return {
    node: site.node,
    addresses: Array.isArray(addresses) ? addresses.filter(one => typeof one === 'string') : [],
    health: typeof health === 'string' ? health : undefined,
    base,
    target: `/${rest}${asked.query}`,
    spent: typeof asked.reader !== 'string'
  }
}
