// Redirects that would send a reader round in a circle are refused where they are written.
import { KubeError } from '../../base/errors.ts'
import { hopsMax } from '../../base/limits.ts'
import { pathKey } from '../../graph/component.ts'
import { parseName, splitUrl } from '../../graph/name.ts'
import { formatName } from '../../graph/name-format.ts'
import { type DmgRecord, payloadFields } from '../../graph/record.ts'
import { resolve } from '../../graph/resolve.ts'
import { redirectType } from '../../graph/types.ts'
import type { GraphView } from '../../graph/view.ts'
import type { NodeTarget } from '../target.ts'

/** @throws KUBE_HOPS with the trip, where the redirect leads back to its own node */
export function checkRedirect(view: GraphView, target: NodeTarget, record: DmgRecord): void {
  if (record.payload?.type !== redirectType) return
  const trip = [target.name]
  const seen = new Set([pathKey(target.path)])
  let to = String(payloadFields(record.payload).to ?? '')
  while (trip.length <= hopsMax) {
    const path = pathOf(view, to)
    const found = path && resolve(view, path)
    if (!found) return
    trip.push(formatName(found.node, { hostLabels: found.own.hostLabels }))
    // What is below a redirect is redirected too.
    if (seen.has(pathKey(found.node))) {
      throw new KubeError('KUBE_HOPS', `the redirect at ${target.name} leads back to itself`, {
        reason: trip.join(' → '),
        next: [`dx resolve ${to}`]
      })
    }
    if (!found.redirect) return
    seen.add(pathKey(found.node))
    to = found.redirect.to
  }
}

/** Components of a target in the graph; undefined for one elsewhere, or for a URL that is no name. */
function pathOf(view: GraphView, to: string): readonly string[] | undefined {
  try {
    const { path, subnet, resource } = parseName(to)
    return subnet === undefined || view.owns?.(subnet) ? [...path, ...resource] : undefined
  } catch (error) {
    if (error instanceof KubeError && splitUrl(to) !== undefined) return undefined
    throw error
  }
}
