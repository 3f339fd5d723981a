// Names as commands take and show them; a thin cover over the graph's, loaded only by commands that need it.

import { parseName } from '../graph/name.ts'
import { formatName } from '../graph/name-format.ts'

/** @throws KUBE_NAME_INVALID */
export function checkName(text: string): void {
  parseName(text)
}

/** The one spelling of a name: `kube.local/notepad` is `dx://notepad`. @throws KUBE_NAME_INVALID */
export function canonicalName(text: string): string {
  const { path, hostLabels, resource, subnet } = parseName(text)
  return formatName(path, { hostLabels, resource, ...(subnet !== undefined && { subnet }) })
}
