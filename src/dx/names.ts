// Names as commands take and show them; a thin cover over the graph's, loaded only by commands that need it.
import { componentToLabel, pathToHost } from '../graph/host.ts'
import { localRoot, parseName } from '../graph/name.ts'
import { formatName, urlSegment } from '../graph/name-format.ts'

/** @throws KUBE_NAME_INVALID */
export function checkName(text: string): void {
  parseName(text)
}

/** The one spelling of a name: `kube.local/notepad` is `dx://notepad`. @throws KUBE_NAME_INVALID */
export function canonicalName(text: string): string {
  const { path, hostLabels, resource, subnet } = parseName(text)
  return formatName(path, { hostLabels, resource, ...(subnet !== undefined && { subnet }) })
}

/**
 * The URL that a branch published below its project has as well, by a host of its own: `dx://notepad/dev` is also
 * `https://dev.kube.local/notepad` (names.md, Names). Names with a DNS host only where they end in the branch's name.
 */
export function branchUrl(text: string, branch: string): string | undefined {
  const { path, hostLabels, resource, subnet } = parseName(text)
  const local = localRoot.every((component, at) => path[at] === component)
  const top = local ? localRoot.length : hostLabels
  const last = path.at(-1) ?? ''
  if (resource.length > 0 || subnet !== undefined || top < 2 || path.length < top + 2) return undefined
  if (!local && last !== branch) return undefined
  const label = componentToLabel(last)
  const host = pathToHost(path.slice(0, top))
  if (label === undefined || host === undefined) return undefined
  return `https://${label}.${host}/${path.slice(top, -1).map(urlSegment).join('/')}`
}
