// Names that may say which subnet answers for them (`[pierre.com]/app`): those of the own subnet are read like any
// other, nothing is held here of the others.
import { KubeError } from '../base/errors.ts'
import { type NodeName, parseName } from './name.ts'
import type { GraphView } from './view.ts'

export type OwnName = Omit<NodeName, 'subnet'>

/**
 * Reads a name that is to be found in `view`.
 * @throws KUBE_NAME_INVALID, KUBE_NAME_FOREIGN for a name of another subnet
 */
export function parseOwnName(view: GraphView, text: string): OwnName {
  const { subnet, ...name } = parseName(text)
  if (subnet === undefined || view.owns?.(subnet) === true) return name
  throw new KubeError('KUBE_NAME_FOREIGN', `${text} is answered by another subnet`, {
    reason: `nothing of ${subnet} is held here`,
    next: ['dx ls', 'dx status']
  })
}
