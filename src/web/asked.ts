// A question to the gateway about a site, and what is made of it.
import type { Reader } from '../rpc/access.ts'
import type { Answer } from './answers.ts'
import type { Codings, Wanted } from './negotiation.ts'

export interface Asked {
  readonly host: string
  /** `Host` as it was sent: with the port by which the client came. */
  readonly authority: string
  /** Percent-encoded, checked by `parseTarget`. */
  readonly path: string
  /** With its `?`, or empty. Answers that depend on it are not kept. */
  readonly query: string
  readonly wanted: Wanted
  /** `Accept` as it was sent. Answers that depend on more of it than `wanted` are not kept. */
  readonly accept: string | undefined
  readonly codings: Codings
  readonly nowMs: number
  readonly reader: Reader
}

/** Where a request goes on to: a service behind the gateway. */
export interface Forward {
  /** Canonical ref path of the node. */
  readonly node: string
  /** `http://127.0.0.1:3000`, each with a path of its own or without. */
  readonly addresses: readonly string[]
  /** Path that answers 200 while an address is well. */
  readonly health: string | undefined
  /** URL path under which the host reaches the node, as the client wrote it; `` or `/app/api`. */
  readonly base: string
  /** What is left of the path, as the client wrote it, with the query; begins with `/`. */
  readonly target: string
  /** Authorization was a token of ours: it opens the service here, and is none of the service's. */
  readonly spent?: boolean
  /** Not for everyone: the answer is for this token alone, and in no page of another origin. */
  readonly closed?: boolean
}

export interface MadeAnswer {
  readonly answer: Answer
  /** Good for the same question until the ledger moves. */
  readonly keep: boolean
  readonly forward?: undefined
}

export type Made = MadeAnswer | { readonly forward: Forward }
