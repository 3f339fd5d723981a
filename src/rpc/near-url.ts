// The URL of a node on the names by which a reader came: of several, the one of the same base.
import { splitUrl } from '../graph/name.ts'
import { urlsOf } from '../graph/name-format.ts'

export interface Came {
  readonly host: string
  /** 443 is left out. */
  readonly port: number
  readonly bases: readonly string[]
}

/** Undefined for a node that has no URL. */
export function nearUrl(path: readonly string[], hostLabels: number, { host, port, bases }: Came): string | undefined {
  const urls = urlsOf(path, bases, port, hostLabels)
  const isOf = (name: string, base: string): boolean => name === base || name.endsWith(`.${base}`)
  const base = bases.filter(one => isOf(host, one)).sort((a, b) => b.length - a.length)[0]
  return urls.find(url => base !== undefined && isOf(splitUrl(url)?.host ?? '', base)) ?? urls[0]
}
