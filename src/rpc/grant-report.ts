// Keys of the subnet, what is granted to them, and who asks.

/** A key of the subnet: a machine's, or a person's. */
export interface ListedKey {
  readonly kind: 'machine' | 'account'
  readonly name: string
  /** `did:key:…` or `ssh:SHA256:…` */
  readonly subject: string
  /** As authorized_keys has it. */
  readonly key: string
  /** `admin`, `read local/kube/vault`. */
  readonly roles: readonly string[]
  /** Whether nothing signed by it from now on counts. */
  readonly revoked: boolean
}

export interface GrantRequest {
  readonly role: string
  /** The node at and below which it holds; the whole subnet without it. */
  readonly name?: string
  /** A line of authorized_keys, `did:key:…` of an Ed25519 key, or the name of a machine; without it a token. */
  readonly to?: string
  readonly ttlMs?: number
}

/** How long a token holds, unless asked otherwise: a day's work. */
export const tokenMsDefault = 24 * 60 * 60 * 1000

export interface Granted {
  /** For `revoke`. */
  readonly id: string
  /** Null for a credential of a key: that key shows it. */
  readonly token: string | null
  /** ISO 8601; null: until it is revoked. */
  readonly expires: string | null
}

/** Who dx would write as. */
export interface KnownAccount {
  readonly subject: string
  /** Whether the subnet knows the key: by a credential, or as one of a list that a rule names. */
  readonly known: boolean
  readonly roles: readonly string[]
}
