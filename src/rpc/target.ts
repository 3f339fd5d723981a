// Names to nodes, for everything that writes: mounts are followed, except at the node itself.
import { KubeError } from '../base/errors.ts'
import type { RefName } from '../base/types.ts'
import { locate } from '../graph/locate.ts'
import { parseName } from '../graph/name.ts'
import { formatName, urlsOf } from '../graph/name-format.ts'
import { parseLeaf, refOf } from '../graph/ref.ts'
import type { GraphView } from '../graph/view.ts'

export interface Target {
  /** Canonical path of the node. */
  readonly path: readonly string[]
  readonly ref: RefName
  readonly metaRef: RefName
  /** Path inside the release that is replaced; empty for the whole. */
  readonly resource: readonly string[]
  /** How the publisher wrote it: `dx://notepad`. */
  readonly name: string
  readonly hostLabels: number
}

export function targetOf(view: GraphView, text: string, options: { ref?: string; bases: readonly string[] }): Target {
  const { path: asked, resource, subnet, hostLabels } = parseName(text)
  if (subnet !== undefined) {
    throw new KubeError('KUBE_NAME_FOREIGN', `${text} is answered by another subnet`, {
      reason: 'publish it on a machine of that subnet',
      next: ['dx ls']
    })
  }
  if (asked.length === 0) {
    throw new KubeError('KUBE_NAME_INVALID', 'nothing can be published at the root of the graph', {
      next: ['dx publish --to dx://notepad']
    })
  }
  const leaf = parseLeaf(options.ref ?? '!https')
  const { path, mounted } = locate(view, asked)
  if (mounted !== undefined) {
    throw new KubeError('KUBE_RECORD_INVALID', `${text} is a mount`, {
      reason: `it shows ${mounted}`,
      next: [`dx publish --to ${mounted}`]
    })
  }
  return {
    path,
    ref: refOf(path, leaf.leaf),
    metaRef: refOf(path, '!meta'),
    resource,
    name: formatName(path, { hostLabels, bases: options.bases, resource }),
    hostLabels
  }
}

export function urlOf(target: Pick<Target, 'path' | 'hostLabels'>, bases: readonly string[], port: number): string {
  const urls = urlsOf(target.path, bases, port, target.hostLabels)
  // `*.localhost` resolves on every system with no DNS set up.
  return urls.find(url => /^https:\/\/[^/]*\.localhost[:/]/.test(url)) ?? urls[0] ?? ''
}
