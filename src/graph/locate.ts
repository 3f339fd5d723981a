// Where a write to a name goes: mounts above the node are followed, the node itself is not.
import { KubeError } from '../base/errors.ts'
import { depthMax } from '../base/limits.ts'
import { formatName } from './name-format.ts'
import type { GraphView } from './view.ts'
import { Walk } from './walk.ts'

export interface Location {
  /** Canonical path of the node, whether or not it exists. */
  readonly path: readonly string[]
  /** Name of what the node shows, when it is a mount. */
  readonly mounted: string | undefined
}

/** @throws KUBE_NAME_INVALID for a path too deep, KUBE_HOPS, KUBE_NAME_FOREIGN, KUBE_RECORD_INVALID for a mount that leads nowhere */
export function locate(view: GraphView, asked: readonly string[]): Location {
  const walk = new Walk(view, asked.slice(0, -1), false)
  walk.run()
  const last = asked.at(-1)
  if (!walk.finished || walk.at.length >= depthMax) {
    throw new KubeError('KUBE_NAME_INVALID', `nothing can stand at ${formatName(asked)}`, {
      reason: `a path has at most ${depthMax} components, those of mounts included`,
      next: ['dx ls'],
      limit: walk.at.length >= depthMax ? 'depthMax' : undefined
    })
  }
  if (last === undefined) return { path: asked, mounted: undefined }
  const target = walk.mountOf(last)
  return { path: [...walk.at, last], mounted: target && formatName(target.path) }
}
