// How long a file may be kept, and what a page may do: the defaults of the gateway (web.md).

// A page's own inline scripts run, what it loads comes over TLS, and nobody else frames it.
const pagePolicy = [
  "default-src 'self' https: wss: data: blob: 'unsafe-inline' 'unsafe-eval'",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'self'"
].join('; ')

/** Field names and values for every file. */
export const fileFields: readonly string[] = ['X-Content-Type-Options', 'nosniff']

/** Field names and values for what a browser shows as a page, on top. */
export const documentFields: readonly string[] = [
  'Content-Security-Policy',
  pagePolicy,
  'Cross-Origin-Opener-Policy',
  'same-origin-allow-popups',
  'Referrer-Policy',
  'strict-origin-when-cross-origin'
]

/** Field names and values for the gateway's own pages: no script at all. */
export const plainPageFields: readonly string[] = [
  ...fileFields,
  'Content-Security-Policy',
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'Referrer-Policy',
  'no-referrer'
]

export const forever = 'public, max-age=31536000, immutable'
export const revalidate = 'no-cache'
export const never = 'no-store'

const pieces = /[-.]([A-Za-z0-9_]+)(?=\.)/g
const wholeHex = /^[0-9a-f]{16,64}(?=\.)/
const camel = /^[A-Z]?[a-z]+(?:[A-Z][a-z]+)*\d*$/
const assetFolder = /(?:^|\/)(?:assets|immutable|chunks|_astro|_app|_next)\//

/**
 * Whether a path carries a hash of its content, so that it never changes: 8 to 40 characters after `-` or `.` that
 * look like no word, date or version. A miss costs a revalidation, a false hit a stale file for a year, so the rule is
 * strict: letters and digits that alternate, or, in the folders where bundlers write, eight letters of mixed case
 * that no camel-case word has.
 */
export function carriesHash(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const hex = wholeHex.exec(name)?.[0]
  if (hex !== undefined && mixed(hex)) return true
  for (const [, piece] of name.matchAll(pieces)) if (looksHashed(piece!, assetFolder.test(path))) return true
  return false
}

function mixed(text: string): boolean {
  return /[A-Za-z]/.test(text) && /\d/.test(text)
}

function looksHashed(piece: string, inAssets: boolean): boolean {
  if (piece.length < 8 || piece.length > 40) return false
  const bothCases = /[a-z]/.test(piece) && /[A-Z]/.test(piece)
  if (!mixed(piece)) return inAssets && piece.length === 8 && bothCases && /[b-df-hj-np-tv-xz]{3}/i.test(piece)
  if (bothCases && !camel.test(piece)) return true
  const changes = piece.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0
  const hex = /^[0-9a-f]+$/.test(piece) || /^[0-9A-Z]+$/.test(piece)
  return changes >= (hex ? 2 : 3)
}
