// Mounts as the walk needs them: the target parsed once for each record that names it.
import { KubeError } from '../base/errors.ts'
import { pathKey } from './component.ts'
import { parseOwnName } from './own-name.ts'
import type { HttpsProperty, MountProperty } from './properties.ts'
import { type DmgRecord, payloadFields } from './record.ts'
import { mountType } from './types.ts'
import type { GraphView } from './view.ts'

export interface MountTarget {
  readonly path: readonly string[]
  /** Laid over what the target has. */
  readonly https: HttpsProperty | undefined
}

const targets = new WeakMap<MountProperty | DmgRecord, MountTarget>()

function parsed(
  view: GraphView,
  owner: MountProperty | DmgRecord,
  text: string,
  https: HttpsProperty | undefined
): MountTarget {
  const { path } = parseOwnName(view, text)
  if (path.length === 0) {
    throw new KubeError('KUBE_RECORD_INVALID', 'a mount of the root', { reason: 'the target is a node below it' })
  }
  const target = { path, https }
  targets.set(owner, target)
  return target
}

/** Target of an entry of `mounts:`. @throws KUBE_NAME_INVALID, KUBE_NAME_FOREIGN, KUBE_RECORD_INVALID */
export function mountTarget(view: GraphView, mount: MountProperty): MountTarget {
  return targets.get(mount) ?? parsed(view, mount, mount.target, mount.https)
}

/** Target of a record of type `mount`; undefined for any other. @throws as `mountTarget` */
export function recordTarget(view: GraphView, record: DmgRecord): MountTarget | undefined {
  const { payload, properties } = record
  if (payload === undefined || payload.type !== mountType) return undefined
  return targets.get(record) ?? parsed(view, record, String(payloadFields(payload).target ?? ''), properties.https)
}

const overridden = new WeakMap<DmgRecord, ReadonlyMap<string, MountTarget>>()

/** What the root's `override:` says, by key of the node. A name that leads nowhere here overrides nothing. */
export function overrides(view: GraphView, root: DmgRecord): ReadonlyMap<string, MountTarget> {
  let found = overridden.get(root)
  if (found === undefined) {
    found = new Map(Object.entries(root.properties.override ?? {}).flatMap(entry => overrideOf(view, entry)))
    overridden.set(root, found)
  }
  return found
}

function overrideOf(view: GraphView, [name, text]: readonly [string, string]): [string, MountTarget][] {
  try {
    const [from, to] = [parseOwnName(view, name), parseOwnName(view, text)]
    const inTree = from.resource.length + to.resource.length > 0
    if (inTree || from.path.length === 0 || to.path.length === 0) return []
    return [[pathKey(from.path), { path: to.path, https: undefined }]]
  } catch (error) {
    if (error instanceof KubeError) return []
    throw error
  }
}
