// Tokens: credentials of whoever bears them. The graph has their claims alone (`credential.json`); the signature, which
// makes a token of them, never leaves whom it was given to (trust.md, Credentials).
import { KubeError } from '../../base/errors.ts'
import { isLost } from '../../base/object-faults.ts'
import type { Clock, Logger, ObjectId, RefName, Scheduler } from '../../base/types.ts'
import { Recent } from '../../graph/recent.ts'
import type { Objects } from '../../ports/objects.ts'
import { type Credential, credentialOf, isToken, isWithin, notInForce } from '../../trust/credentials.ts'
import { credentialCharactersMax, credentialStart, parsePayload, verifyClaims } from '../../trust/jwt-credential.ts'
import { credentialPattern } from '../entries/held-credentials.ts'
import { readSmallFile } from '../objects/small-commit.ts'
import type { Replica } from '../replica.ts'
import { credentialRef, revokedRef } from '../trust-refs.ts'
import type { Membership } from './membership.ts'

export const tokenFile = 'credential.json'
/** Texts of tokens and what is known of their signatures: of both generations. */
const checkedMax = 2048
/** The right to issue it may end with time too; its own end is looked at each time. */
const recheckMs = 1000
/** The same, of a token by which somebody stays connected. */
const lookAgainMs = 10_000

/** A token that holds: right now, if `inForce` says so. */
export interface Token {
  readonly id: string
  readonly role: Credential['role']
  readonly scope: string
  readonly audience: string
  /** Milliseconds since 1970-01-01 UTC; undefined: until it is revoked. */
  readonly expires: number | undefined
  /** Whether its time has come and not gone, and nobody has revoked it or the right to issue it. */
  inForce(): boolean
  /** Calls `listener` once it holds no more, when that happens; the answer forgets it. */
  onEnd(listener: () => void): () => void
}

/** What stays true of a text: its signature. */
interface Checked {
  readonly credential: Credential
  readonly payload: string
}

export interface TokensOptions {
  readonly replica: Replica
  readonly objects: Objects
  readonly membership: Membership
  /** `did:key` of the subnet, and of this KUBE: who a token may be meant for. */
  readonly subnet: string
  readonly self: string
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly logger: Logger
}

export class Tokens {
  readonly #options: TokensOptions
  /** Payload by id. */
  readonly #stored = new Map<string, string>()
  /** Grows when what is stored, or who is a member, may have changed. */
  #version = 0
  readonly #checked = new Recent<Token | 'wrong'>(checkedMax)

  private constructor(options: TokensOptions) {
    this.#options = options
  }

  static async follow(options: TokensOptions): Promise<Tokens> {
    const tokens = new Tokens(options)
    await tokens.rebuild()
    const rebuild = (): Promise<void> => tokens.rebuild()
    options.replica.onApplied(({ refs }) => tokens.#update(refs), { name: 'tokens', rebuild })
    return tokens
  }

  /** Reads all of it again, after something that could not be read was mended. */
  async rebuild(): Promise<void> {
    const { ledger } = this.#options.replica
    await this.#update(ledger.refs('refs/!trust/'))
    for (const id of this.#stored.keys()) if (ledger.ref(credentialRef(id)) === undefined) this.#stored.delete(id)
  }

  /** Whether a text may be a token of KUBE at all: what others call a token is none of ours. */
  static isOurs(text: string): boolean {
    return text.length <= credentialCharactersMax && text.startsWith(credentialStart)
  }

  /** The token of a text, if it is one and holds now. */
  async find(text: string): Promise<Token | undefined> {
    if (!Tokens.isOurs(text)) return undefined
    let token = this.#checked.get(text)
    if (token === undefined) {
      token = await this.#check(text)
      this.#checked.set(text, token)
    }
    return token !== 'wrong' && token.inForce() ? token : undefined
  }

  /**
   * The token of a text, for whoever is told why there is none: only who has all of a token learns anything of it.
   * @throws KUBE_TOKEN_INVALID, KUBE_TOKEN_EXPIRED, KUBE_TOKEN_REVOKED, KUBE_TOKEN_AUDIENCE
   */
  async demand(text: string): Promise<Token> {
    const token = await this.find(text)
    if (token) return token
    const known = Tokens.isOurs(text) ? this.#checked.get(text) : undefined
    throw known === undefined || known === 'wrong' ? unknownToken() : this.#refusal(known)
  }

  /** Why a token of a good signature does not hold. */
  #refusal({ id, audience, expires }: Token): KubeError {
    const { subnet, self, membership, clock } = this.#options
    if (audience !== self && audience !== subnet) {
      return new KubeError('KUBE_TOKEN_AUDIENCE', 'the token is for another machine', {
        reason: `it is for ${audience}, and this is ${self}`,
        next: ['dx machines']
      })
    }
    const next = ['dx grant control    # as an admin, on the machine that it is for']
    if (expires !== undefined && clock.now() >= expires) {
      const reason = `it ended at ${new Date(expires).toISOString()}, and it is ${new Date(clock.now()).toISOString()}`
      return new KubeError('KUBE_TOKEN_EXPIRED', 'the token has ended', { reason, next })
    }
    if (!this.#stored.has(id)) return unknownToken()
    const reason = membership.isRevoked(id, '') ? 'by an admin of the subnet' : 'whoever issued it may not any more'
    return new KubeError('KUBE_TOKEN_REVOKED', 'the token was revoked', { reason, next })
  }

  /** Those that the graph has, with their claims. */
  list(): Credential[] {
    return [...this.#stored.values()].map(payload => credentialOf(parsePayload(payload)))
  }

  #tokenOf(checked: Checked): Token {
    const { id, role, scope, audience, expires } = checked.credential
    let [position, version, atMs, holds] = [-1, -1, 0, false]
    const inForce = (): boolean => {
      const { replica, clock } = this.#options
      const now = clock.now()
      const known = replica.ledger.position === position && this.#version === version
      if (!known || Math.abs(now - atMs) >= recheckMs) {
        position = replica.ledger.position
        version = this.#version
        atMs = now
        holds = this.#holds(checked)
      }
      return holds && notInForce(checked.credential, now) === undefined
    }
    const onEnd = (listener: () => void): (() => void) => this.#onEnd(inForce, expires, listener)
    return { id, role, scope, audience, expires, inForce, onEnd }
  }

  #onEnd(inForce: () => boolean, expires: number | undefined, listener: () => void): () => void {
    const { replica, clock, scheduler } = this.#options
    let cancel = (): void => undefined
    const forget = (): void => {
      cancel()
      unfollow()
    }
    const look = (): void => {
      cancel()
      if (inForce()) wait()
      else {
        forget()
        listener()
      }
    }
    const wait = (): void => {
      // The right to issue it may end with time as well: it is looked at again.
      cancel = scheduler.after(Math.min(lookAgainMs, Math.max(0, (expires ?? Infinity) - clock.now())), look)
    }
    // After `#update`, which follows for longer.
    const unfollow = replica.onApplied(look)
    wait()
    return forget
  }

  async #check(text: string): Promise<Token | 'wrong'> {
    try {
      const claims = await verifyClaims(text)
      const credential = credentialOf(claims)
      if (!isToken(credential)) return 'wrong'
      const payload = Buffer.from(text.split('.')[1] ?? '', 'base64url').toString('utf8')
      return this.#tokenOf({ credential, payload })
    } catch (error) {
      // Nothing of the text goes into the log: most of what is wrong with it may be right.
      this.#options.logger.log('debug', 'a token was refused', { reason: reasonOf(error) })
      return 'wrong'
    }
  }

  /** By the graph as it is: stored as it was issued, for us, by somebody who may issue it, and not revoked. */
  #holds({ credential, payload }: Checked): boolean {
    const { id, subject, issuer, scope, role, audience } = credential
    const { replica, subnet, self, membership } = this.#options
    // The ledger says it first: who follows it reads what a revocation says before it counts it.
    const ended = replica.ledger.ref(revokedRef(id)) !== undefined || membership.isRevoked(id, subject)
    if (ended || this.#stored.get(id) !== payload) return false
    // Whoever may control a machine is told which; what is served by all of the subnet is for all of it.
    if (audience !== self && (audience !== subnet || role === 'control')) return false
    return this.mayIssue(issuer, scope)
  }

  /** Whether a key may issue credentials for a scope: the root, and whoever is an admin of at least that scope. */
  mayIssue(issuer: string, scope: string): boolean {
    const { replica, membership, clock, subnet } = this.#options
    if (issuer === subnet) return true
    const admins = new Set(
      replica.ledger
        .grants(issuer)
        .filter(grant => grant.role === 'admin' && isWithin(scope, grant.scope))
        .map(({ id }) => id)
    )
    return membership.held(issuer).some(held => admins.has(held.id) && notInForce(held, clock.now()) === undefined)
  }

  async #update(refs: Iterable<readonly [RefName, ObjectId | undefined]>): Promise<void> {
    const { objects, logger } = this.#options
    this.#version++
    for (const [ref, commit] of refs) {
      const id = credentialPattern.exec(ref)?.[1]
      if (id === undefined) continue
      this.#stored.delete(id)
      if (commit === undefined) continue
      try {
        const file = await readSmallFile(objects, commit, tokenFile)
        if (file !== undefined) this.#take(id, Buffer.from(file).toString('utf8'))
      } catch (thrown) {
        if (!isLost(thrown)) throw thrown
        logger.log('error', 'a token cannot be read', { ref, reason: reasonOf(thrown) })
      }
    }
    this.#version++
  }

  #take(id: string, payload: string): void {
    try {
      const credential = credentialOf(parsePayload(payload))
      if (credential.id === id && isToken(credential)) this.#stored.set(id, payload)
    } catch (error) {
      this.#options.logger.log('warn', 'a token of the graph is not valid', { id, reason: reasonOf(error) })
    }
  }
}

function unknownToken(): KubeError {
  return new KubeError('KUBE_TOKEN_INVALID', 'not a token that this subnet issued', {
    reason: 'it is damaged, or of another subnet, or has not reached this machine yet',
    next: ['dx grant control    # as an admin, on the machine that it is for']
  })
}

function reasonOf(thrown: unknown): string {
  const { reason, message } = thrown as { reason?: string; message?: string }
  return reason || message || String(thrown)
}
