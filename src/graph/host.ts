// Host names and paths of the graph: labels reversed, in lower case, internationalised ones as Unicode
// (UTS 46 by way of node:url, which is a pure function).
import { domainToASCII, domainToUnicode } from 'node:url'
import { KubeError } from '../base/errors.ts'
import { refusedComponent } from './component.ts'

/** RFC 1035, 2.3.4: octets of a host name and of one label. */
const hostLengthMax = 253
const labelLengthMax = 63

function invalidHost(host: string, reason: string): KubeError {
  return new KubeError('KUBE_NAME_INVALID', `not a host name: ${JSON.stringify(host.slice(0, 80))}`, {
    reason,
    next: ['dx ls']
  })
}

/** `a-z 0-9 -`, and `_`, which DNS allows in names that are not hosts of mail. */
function isLabelCode(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x5f
}

function isAsciiLabel(label: string): boolean {
  const length = label.length
  if (length === 0 || length > labelLengthMax) return false
  for (let at = 0; at < length; at++) if (!isLabelCode(label.charCodeAt(at))) return false
  return label.charCodeAt(0) !== 0x2d && label.charCodeAt(length - 1) !== 0x2d
}

/** The component that a label stands for, or undefined where it is no label. */
function labelToComponent(label: string): string | undefined {
  if (isAsciiLabel(label) && !label.startsWith('xn--')) return label
  const ascii = domainToASCII(`${label}.x`).slice(0, -2)
  if (!isAsciiLabel(ascii)) return undefined
  const component = domainToUnicode(`${ascii}.x`).slice(0, -2)
  // Punycode that decodes to nothing else stays as it was: two spellings would be one label.
  if (component.includes('.') || (component === ascii && ascii.startsWith('xn--'))) return undefined
  return refusedComponent(component) === undefined ? component : undefined
}

/** The component as a host label in ASCII; undefined where it cannot be one, so that it must stand in the path. */
export function componentToLabel(component: string): string | undefined {
  if (isAsciiLabel(component)) return component.startsWith('xn--') ? undefined : component
  for (let at = 0; at < component.length; at++) {
    const code = component.charCodeAt(at)
    if (code < 0x80 && !isLabelCode(code)) return undefined
  }
  const ascii = domainToASCII(`${component}.x`).slice(0, -2)
  return isAsciiLabel(ascii) && labelToComponent(ascii) === component ? ascii : undefined
}

/**
 * The path of a host: `beta.alice.com` is `com`, `alice`, `beta`. Letter case and a final dot do not matter.
 * @throws KUBE_NAME_INVALID
 */
export function hostToPath(host: string): string[] {
  const bare = host.endsWith('.') ? host.slice(0, -1) : host
  if (bare === '') throw invalidHost(host, 'the host is empty')
  if (bare.length > hostLengthMax) throw invalidHost(host, `a host has at most ${hostLengthMax} characters`)
  const labels = bare.toLowerCase().split('.')
  const path: string[] = []
  for (let at = labels.length - 1; at >= 0; at--) {
    const label = labels[at]!
    const component = labelToComponent(label)
    if (component === undefined) throw invalidHost(host, refusedLabel(label))
    path.push(component)
  }
  return path
}

function refusedLabel(label: string): string {
  if (label === '') return 'a label between dots is empty'
  if (label.length > labelLengthMax) return `a label has at most ${labelLengthMax} characters`
  return `${JSON.stringify(label)} is no host label; letters, digits and - are, other names go behind a slash`
}

/** The host of a path, e.g. of a DNS base: the reverse of `hostToPath`; undefined where a component is no label. */
export function pathToHost(path: readonly string[]): string | undefined {
  let host = ''
  for (let at = path.length - 1; at >= 0; at--) {
    const label = componentToLabel(path[at]!)
    if (label === undefined) return undefined
    host += host === '' ? label : `.${label}`
  }
  return host === '' || host.length > hostLengthMax ? undefined : host
}
