// The open join codes of the KUBE that made them, under `keys/invites`. A code is redeemed here and nowhere else, so
// that "once" is exact: a use is taken, durably, before anything is granted for it.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { sha256, toHex } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import type { PeerId } from '../base/types.ts'
import { codeIdBytes, codeSecretBytes, newCode } from './join-code.ts'
import { makeFolderDurable, removeDurable } from './key-files.ts'
import { invitesFolder, type Keys, type SigningKey } from './keys.ts'
import { readSealed, writeSealed } from './sealed-file.ts'

/** `auto`: an admin if it is the first machine to join. */
export type InvitedAs = 'auto' | 'member' | 'admin'

export interface Redemption {
  readonly peerId: PeerId
  readonly atMs: number
  /** What was issued for it (JWT). */
  readonly credentials: readonly string[]
}

export interface Invite {
  /** 16 hex digits. */
  readonly id: string
  /** What a proof is keyed with; the secret itself is in the code alone. */
  readonly proofKey: string
  readonly as: InvitedAs
  readonly uses: number
  readonly createdMs: number
  readonly expiresMs: number
  readonly redemptions: readonly Redemption[]
}

export interface InviteRequest {
  readonly uses?: number
  readonly ttlMs?: number
  readonly as?: InvitedAs
  readonly now: number
}

const defaultTtlMs = 15 * 60 * 1000
const ttlMsMax = 365 * 24 * 60 * 60 * 1000
const usesMax = 1000
/** An expired code is told as such for so long; then it is unknown. */
const keptMs = 30 * 24 * 60 * 60 * 1000
/** Files in the folder: beyond it somebody makes codes in a loop. */
const invitesMax = 1000
const version = 1
const suffix = '.sealed'
const sealedAs = (id: string): string => `invite ${id}`

/** What HMACs of a code are keyed with, on both sides. */
export function proofKeyOf(secret: Uint8Array): Uint8Array {
  return sha256('kube/enrol/1 secret\0', secret)
}

interface Kept {
  invite: Invite
  /** The redemption that is under way, or the last one. */
  turn: Promise<unknown>
}

export class Invites {
  #dir: string
  #kube: SigningKey
  #kept: Map<string, Kept>

  /** What was wrong with files that were put aside. */
  readonly putAside: readonly KubeError[]

  private constructor(dir: string, kube: SigningKey, kept: Map<string, Kept>, putAside: readonly KubeError[]) {
    this.putAside = putAside
    this.#dir = dir
    this.#kube = kube
    this.#kept = kept
  }

  /**
   * Reads the codes under `keys/invites` and forgets old ones. A damaged file is renamed to `<name>.damaged`: its code lets
   * nobody in any more.
   */
  static async open({ dir: keysDir, kube }: Pick<Keys, 'dir' | 'kube'>, now: number): Promise<Invites> {
    const dir = path.join(keysDir, invitesFolder)
    await makeFolderDurable(dir)
    const kept = new Map<string, Kept>()
    const putAside: KubeError[] = []
    for (const name of await fs.readdir(dir)) {
      if (!name.endsWith(suffix)) continue
      const file = path.join(dir, name)
      try {
        const text = await readSealed(file, kube, sealedAs(name.slice(0, -suffix.length)))
        const invite = parse(file, text ?? '')
        kept.set(invite.id, { invite, turn: Promise.resolve() })
      } catch (thrown) {
        if (!(thrown instanceof KubeError) || thrown.code !== 'KUBE_HOME_INVALID') throw thrown
        await fs.rename(file, `${file}.damaged`)
        putAside.push(thrown)
      }
    }
    const invites = new Invites(dir, kube, kept, putAside)
    await invites.#forgetOld(now)
    return invites
  }

  /**
   * A new code's id and secret; durable when it resolves. The secret is not kept.
   * @throws KUBE_USAGE for a number of uses or a time that makes no sense, KUBE_LIMIT
   */
  async create(request: InviteRequest): Promise<{ id: Uint8Array; secret: Uint8Array; expiresMs: number }> {
    const { uses = 1, ttlMs = defaultTtlMs, as = 'auto', now } = request
    if (!Number.isInteger(uses) || uses < 1 || uses > usesMax) throw usage(`uses must be 1 to ${usesMax}`)
    if (!(ttlMs >= 1000 && ttlMs <= ttlMsMax)) throw usage('the time must be one second to one year')
    await this.#forgetOld(now)
    if (this.#kept.size >= invitesMax) {
      throw new KubeError('KUBE_LIMIT', 'too many open join codes', { reason: `there are ${invitesMax}` })
    }
    const [id, secret] = [randomBytes(codeIdBytes), randomBytes(codeSecretBytes)]
    const expiresMs = Math.floor(now + ttlMs)
    const proofKey = toHex(proofKeyOf(secret))
    const invite: Invite = { id: toHex(id), proofKey, as, uses, createdMs: now, expiresMs, redemptions: [] }
    await this.#save(invite)
    this.#kept.set(invite.id, { invite, turn: Promise.resolve() })
    return { id: new Uint8Array(id), secret: new Uint8Array(secret), expiresMs }
  }

  /** The code of this id, whatever has become of it. @throws KUBE_CODE_UNKNOWN */
  find(id: string): Invite {
    return this.#find(id).invite
  }

  /**
   * Takes one use for this peer and gives what `issue` made for it; the same again when the peer had taken one
   * before. `record` is called in either case, after the use is durable and before this resolves, and one call at a
   * time for a code: it writes what was issued into the graph, unless it is there.
   * @throws KUBE_CODE_UNKNOWN, KUBE_CODE_EXPIRED, KUBE_CODE_USED, and what `issue` and `record` throw
   */
  async redeem(
    id: string,
    who: { readonly peerId: PeerId; readonly now: number },
    issue: (invite: Invite) => Promise<readonly string[]>,
    record: (invite: Invite, redemption: Redemption) => Promise<void>
  ): Promise<Redemption> {
    const kept = this.#find(id)
    const turn = kept.turn.then(async () => {
      const redemption = await this.#take(kept, who, issue)
      await record(kept.invite, redemption)
      return redemption
    })
    // The next in line goes on whether or not this one succeeded; its failure is the caller's, who awaits `turn`.
    kept.turn = turn.catch(() => undefined)
    return await turn
  }

  async #take(
    kept: Kept,
    { peerId, now }: { readonly peerId: PeerId; readonly now: number },
    issue: (invite: Invite) => Promise<readonly string[]>
  ): Promise<Redemption> {
    assertOpen(kept.invite, peerId, now)
    const before = kept.invite.redemptions.find(redemption => redemption.peerId === peerId)
    if (before !== undefined) return before
    const redemption: Redemption = { peerId, atMs: now, credentials: await issue(kept.invite) }
    const next = { ...kept.invite, redemptions: [...kept.invite.redemptions, redemption] }
    await this.#save(next)
    kept.invite = next
    return redemption
  }

  #find(id: string): Kept {
    const kept = this.#kept.get(id)
    if (kept !== undefined) return kept
    throw new KubeError('KUBE_CODE_UNKNOWN', 'this KUBE did not make the join code', {
      reason: 'it was made elsewhere, or so long ago that it is forgotten',
      next: [newCode]
    })
  }

  async #save(invite: Invite): Promise<void> {
    const file = path.join(this.#dir, `${invite.id}${suffix}`)
    await writeSealed(file, this.#kube, sealedAs(invite.id), JSON.stringify({ version, ...invite }))
  }

  async #forgetOld(now: number): Promise<void> {
    for (const [id, { invite }] of this.#kept) {
      if (now < invite.expiresMs + keptMs) continue
      await removeDurable(path.join(this.#dir, `${id}${suffix}`))
      this.#kept.delete(id)
    }
  }
}

/** @throws KUBE_CODE_EXPIRED, KUBE_CODE_USED when every use was taken by other peers */
export function assertOpen(invite: Invite, peerId: PeerId, now: number): void {
  if (now >= invite.expiresMs) throw expired(invite.expiresMs, now)
  if (invite.redemptions.some(redemption => redemption.peerId === peerId)) return
  if (invite.redemptions.length < invite.uses) return
  const last = invite.redemptions.at(-1)!
  throw new KubeError('KUBE_CODE_USED', 'the join code was used before', {
    reason: `used ${invite.uses} of ${invite.uses} times, last at ${new Date(last.atMs).toISOString()}`,
    next: [newCode]
  })
}

/** @param by by a clock that may be wrong: whose it is */
export function expired(expiresMs: number, now: number, by?: 'of this machine'): KubeError {
  const clock = by === undefined ? 'it is' : `by the clock ${by}, which may be wrong, it is`
  return new KubeError('KUBE_CODE_EXPIRED', 'the join code has expired', {
    reason: `expired at ${new Date(expiresMs).toISOString()}, and ${clock} ${new Date(now).toISOString()}`,
    next: by === undefined ? [newCode] : [newCode, 'timedatectl status']
  })
}

function usage(reason: string): KubeError {
  return new KubeError('KUBE_USAGE', 'no such join code can be made', { reason })
}

function parse(file: string, text: string): Invite {
  try {
    const { version: found, ...invite } = JSON.parse(text) as Invite & { version: number }
    if (found !== version) throw new Error(`version ${found}`)
    if (`${invite.id}${suffix}` !== path.basename(file)) throw new Error('its id is not its name')
    if (!Array.isArray(invite.redemptions) || !Number.isInteger(invite.uses) || !Number.isInteger(invite.expiresMs)) {
      throw new Error('a field is missing')
    }
    if (!/^[0-9a-f]{64}$/.test(invite.proofKey)) throw new Error('its key is none')
    return invite
  } catch (error) {
    throw new KubeError('KUBE_HOME_INVALID', `${file} is damaged`, {
      reason: error instanceof Error ? error.message : String(error),
      next: [`rm ${file}`],
      cause: error
    })
  }
}
