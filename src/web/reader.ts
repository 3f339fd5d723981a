// Who asks: by the token that came with the request, as `Bearer`, or as the password of `Basic`, which git, curl and
// browsers ask people for.
import type { KubeError } from '../base/errors.ts'
import type { Reader, Token } from '../rpc/access.ts'

/** The token of a text, if it is one and holds now. */
export type FindToken = (text: string) => Promise<Token | undefined>

export interface Asking {
  readonly reader: Reader
  /** The browser sends it by itself, wherever the request was begun. */
  readonly ambient: boolean
}

const nobody: Asking = { reader: 'anyone', ambient: false }

/**
 * Who asked last on a connection, as most ask again with the same token: to find it anew, all of its text is looked
 * through. Whether it holds, it is asked each time.
 */
export class LastAsking {
  #authorization: string | undefined
  #asking: Asking = nobody

  /** Undefined unless it is known and holds. */
  again(authorization: string | undefined): Asking | undefined {
    if (authorization === undefined) return nobody
    const { reader } = this.#asking
    if (typeof reader === 'string' || authorization !== this.#authorization) return undefined
    return reader.inForce() ? this.#asking : undefined
  }

  /** Finds it anew. */
  async find(authorization: string | undefined, find: FindToken | undefined): Promise<Asking> {
    const asking = await askingOf(authorization, find)
    this.#authorization = authorization
    this.#asking = asking
    return asking
  }
}

async function askingOf(authorization: string | undefined, find: FindToken | undefined): Promise<Asking> {
  if (authorization === undefined || find === undefined) return nobody
  const text = authorization.trim()
  const at = text.indexOf(' ')
  const scheme = text.slice(0, Math.max(0, at)).toLowerCase()
  const basic = scheme === 'basic'
  if (!basic && scheme !== 'bearer') return nobody
  const value = text.slice(at + 1).trimStart()
  const token = await find(basic ? passwordOf(value) : value)
  return token ? { reader: token, ambient: basic } : nobody
}

/** `user:password` in base64 (RFC 7617, 2); git and curl give a token either way round. */
function passwordOf(base64: string): string {
  const text = Buffer.from(base64, 'base64').toString('utf8')
  const at = text.indexOf(':')
  return text.slice(at + 1) || text.slice(0, Math.max(0, at))
}

/** What a refusal asks for (RFC 6750, 3; RFC 7617, 2). */
export function challenge(error: KubeError, authorization: string | undefined): string[] {
  if (error.code !== 'KUBE_UNAUTHORIZED') return []
  const wrong = authorization === undefined ? '' : ', error="invalid_token"'
  const basic = ['WWW-Authenticate', 'Basic realm="KUBE", charset="UTF-8"']
  return [...basic, 'WWW-Authenticate', `Bearer realm="KUBE"${wrong}`]
}
