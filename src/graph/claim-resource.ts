// What of a release the URL shows that a record claims (`endpoints: [{ url, resource }]`). The mount at that URL says it as
// a rule of its `https`: `/docs/` as `/* → /docs/:splat`, one file as `/ → /docs/start.html`. It is of the mount's end
// alone: what lies below has its own.
import type { HttpsProperty, RedirectRule } from './properties.ts'

export interface ClaimResource {
  /** Path in the release, without first and last slash. */
  readonly path: string
  /** All that is below it is shown; else the one file, at the URL itself. */
  readonly folder: boolean
}

/** The rule for a resource as people write it; undefined where it is what a URL shows anyway. */
export function resourceRule(resource: string | undefined): RedirectRule | undefined {
  const path = `/${resource?.replace(/^\/+/, '') ?? ''}`
  if (path === '/' || path === '/index.html') return undefined
  const [from, to] = path.endsWith('/') ? ['/*', `${path}:splat`] : ['/', path]
  return { from, to, status: 200, force: true }
}

export interface ReadOverlay {
  readonly resource: ClaimResource | undefined
  /** What else the mount lays over its target. */
  readonly https: HttpsProperty
}

const read = new WeakMap<HttpsProperty, ReadOverlay>()

/** A mount's `https`, with what it says of the resource apart; the same object for the same. */
export function readOverlay(https: HttpsProperty): ReadOverlay {
  let found = read.get(https)
  if (found === undefined) {
    const resource = resourceOf(https.redirects)
    const { redirects: _, ...others } = https
    found = { resource, https: resource ? others : https }
    read.set(https, found)
  }
  return found
}

function resourceOf(rules: readonly RedirectRule[] | undefined): ClaimResource | undefined {
  const rule = rules?.find(
    ({ from, status, force }) => force === true && status === 200 && (from === '/' || from === '/*')
  )
  if (!rule) return undefined
  const folder = rule.from === '/*'
  const path = (folder ? rule.to.replace(/\/:splat$/, '') : rule.to).replace(/^\/+|\/+$/g, '')
  return path === '' ? undefined : { path, folder }
}
