// Checks of the texts within a record: names, refs, HTTP headers.
import { KubeError } from '../base/errors.ts'
import { refusedComponent } from './component.ts'
import { parseName, splitUrl } from './name.ts'
import { parseLeaf, parseTreeRef } from './ref.ts'
import type { TextCheck } from './shape.ts'

/** The reason of the KubeError that `body` throws; undefined when it throws none. */
function reasonOf(body: () => unknown): string | undefined {
  try {
    body()
    return undefined
  } catch (error) {
    if (error instanceof KubeError) return error.reason
    throw error
  }
}

export function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x20 || code === 0x7f) return true
  }
  return false
}

export const plainText: TextCheck = text => (hasControls(text) ? 'it has a control character' : undefined)

export const isComponent: TextCheck = refusedComponent

export const isName: TextCheck = text => reasonOf(() => parseName(text))

/** What a mount may lead to: any node but the root, no resource. */
export const isMountTarget: TextCheck = text =>
  reasonOf(() => {
    const name = parseName(text)
    if (name.resource.length === 0 && name.path.length + (name.subnet?.length ?? 0) > 0) return
    throw new KubeError('KUBE_NAME_INVALID', text, { reason: 'a mount leads to a node below the root, not to a file' })
  })

/** A name, or a URL that need not be of the graph. */
export const isNameOrUrl: TextCheck = text => (splitUrl(text) === undefined ? isName(text) : plainText(text))

/** `NODE:PATH`, as `from:` of a write rule has it. */
export const isNodeFile: TextCheck = text =>
  reasonOf(() => {
    const { resource, subnet } = parseName(text)
    // Rules are judged by what this subnet has.
    if (resource.length > 0 && subnet === undefined) return
    throw new KubeError('KUBE_NAME_INVALID', text, { reason: 'it is NODE:PATH, e.g. /org/dxos/admins:keys' })
  })

export const isTreeRef: TextCheck = text =>
  text.includes(':')
    ? reasonOf(() => parseTreeRef(text))
    : `a colon and a path are missing: ${text.startsWith('!') ? `${text}:index.html` : `!https:${text}`}`

export const isLeaf: TextCheck = text => reasonOf(() => parseLeaf(text))

/** `!code`, `!dev/*`, `!*` */
export const isLeafPattern: TextCheck = text => {
  if (text === '!*' || /^![a-z][a-z0-9-]{0,31}[@/]\*$/.test(text)) return undefined
  return isLeaf(text)
}

/** `!code:build`: a ref and what happened to it. */
export const isEvent: TextCheck = text =>
  /^![a-z][a-z0-9-]*(:[a-z][a-z0-9-]*)?$/.test(text) ? undefined : 'an event is a ref and a word: !code:build'

/** RFC 9110, 5.6.2: token. */
export const isHeaderName: TextCheck = text =>
  /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text) ? undefined : 'not a header name'

/** RFC 9110, 5.5: no control characters but tab; only what fits in Latin-1. */
export const isHeaderValue: TextCheck = text =>
  [...text].every(char => char === '\t' || (char >= ' ' && char <= '\u00ff' && char !== '\u007f'))
    ? undefined
    : 'a header value has a control character or one outside Latin-1'

export const isPathPattern: TextCheck = text =>
  text.startsWith('/') && !hasControls(text) ? undefined : 'a path begins with a slash'

export const isAddress: TextCheck = text =>
  /^https?:\/\/[^\s/@?#]+(\/[^\s?#]*)?$/.test(text) && URL.canParse(text) ? undefined : 'an address is http://HOST:PORT'
