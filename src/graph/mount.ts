// Mounts as the walk needs them: the target parsed once for each record that names it.
import { KubeError } from '../base/errors.ts'
import { parseName } from './name.ts'
import type { HttpsProperty, MountProperty } from './properties.ts'
import { type DmgRecord, payloadFields } from './record.ts'
import { mountType } from './types.ts'

export interface MountTarget {
  readonly path: readonly string[]
  /** Laid over what the target has. */
  readonly https: HttpsProperty | undefined
}

const targets = new WeakMap<MountProperty | DmgRecord, MountTarget>()

function parsed(owner: MountProperty | DmgRecord, text: string, https: HttpsProperty | undefined): MountTarget {
  const { path, subnet } = parseName(text)
  if (subnet !== undefined) {
    throw new KubeError('KUBE_NAME_FOREIGN', `${text} is of another subnet`, {
      reason: `nothing of ${subnet} is held here`,
      next: ['dx mounts']
    })
  }
  if (path.length === 0) {
    throw new KubeError('KUBE_RECORD_INVALID', 'a mount of the root', { reason: 'the target is a node below it' })
  }
  const target = { path, https }
  targets.set(owner, target)
  return target
}

/** Target of an entry of `mounts:`. @throws KUBE_NAME_INVALID, KUBE_NAME_FOREIGN, KUBE_RECORD_INVALID */
export function mountTarget(mount: MountProperty): MountTarget {
  return targets.get(mount) ?? parsed(mount, mount.target, mount.https)
}

/** Target of a record of type `mount`; undefined for any other. @throws as `mountTarget` */
export function recordTarget(record: DmgRecord): MountTarget | undefined {
  const { payload, properties } = record
  if (payload === undefined || payload.type !== mountType) return undefined
  return targets.get(record) ?? parsed(record, String(payloadFields(payload).target ?? ''), properties.https)
}
