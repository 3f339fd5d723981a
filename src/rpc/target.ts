// Names to nodes, for everything that writes: mounts are followed, except at the node itself.
import { KubeError } from '../base/errors.ts'
import type { RefName } from '../base/types.ts'
import { pathKey } from '../graph/component.ts'
import { locate } from '../graph/locate.ts'
import { formatName, urlSegment, urlsOf } from '../graph/name-format.ts'
import { parseOwnName } from '../graph/own-name.ts'
import { parseLeaf, refOf } from '../graph/ref.ts'
import type { GraphView } from '../graph/view.ts'
import { assertInBounds, isDistant } from './bounds.ts'

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
  const { path: asked, resource, hostLabels } = parseOwnName(view, text)
  if (asked.length === 0) {
    throw new KubeError('KUBE_NAME_INVALID', 'nothing can be published at the root of the graph', {
      next: ['dx publish --to dx://notepad']
    })
  }
  const leaf = parseLeaf(options.ref ?? '!https')
  const { path, mounted } = locate(view, asked)
  assertInBounds(path, text)
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

/** A node whose record is written. */
export interface NodeTarget {
  /** Canonical path; none for the root of the graph. */
  readonly path: readonly string[]
  readonly metaRef: RefName
  /** How it was written: `dx://notepad`. */
  readonly name: string
  readonly hostLabels: number
}

/**
 * The node that a name means for a write to its record: mounts above it are followed. A record of type `mount` may be
 * written, an entry of the parent's `mounts:` hides what would be.
 * @throws KUBE_NAME_INVALID, KUBE_NAME_FOREIGN, KUBE_HOPS, KUBE_RECORD_INVALID, KUBE_DENIED
 */
export function nodeTarget(view: GraphView, text: string, bases: readonly string[]): NodeTarget {
  const { path: asked, resource, hostLabels } = parseOwnName(view, text)
  if (resource.length > 0) {
    throw new KubeError('KUBE_NAME_INVALID', `${text} is a file, which has no record`, {
      reason: 'a node has one',
      next: [`dx record get ${formatName(asked, { hostLabels, bases })}`]
    })
  }
  const { path } = locate(view, asked)
  assertInBounds(path, text)
  const last = path.at(-1)
  const parent = last === undefined ? undefined : view.meta(path.slice(0, -1), pathKey(path.slice(0, -1)))
  const mounts = parent?.record.properties.mounts
  if (last !== undefined && mounts !== undefined && Object.hasOwn(mounts, last)) {
    throw new KubeError('KUBE_RECORD_INVALID', `${text} is a mount`, {
      reason: `it shows ${mounts[last]?.target}`,
      next: [`dx unmount ${text}`]
    })
  }
  return { path, metaRef: refOf(path, '!meta'), name: formatName(path, { hostLabels, bases }), hostLabels }
}

/** Where what was published is seen: the node's URL, and the folder of its release where that alone was published. */
export function urlOf(
  { path, hostLabels, resource }: Pick<Target, 'path' | 'hostLabels' | 'resource'>,
  bases: readonly string[],
  port: number
): string {
  const urls = urlsOf(path, bases, port, hostLabels)
  const isHere = (one: string): boolean => /^https:\/\/[^/]*\.localhost[:/]/.test(one)
  // `*.localhost` resolves on every system with no DNS set up: to that system itself.
  const url = urls.find(one => isHere(one) !== isDistant()) ?? urls[0] ?? ''
  return url === '' ? url : url + resource.map(part => `${urlSegment(part)}/`).join('')
}
