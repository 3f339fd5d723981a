// Every failure that a person can meet has a code, and the code has one row here: how a program exits with
// it, what HTTP answers, and whether the same call may work later. `docs/errors.md` lists them; a test holds
// the two together.
import { shellWord } from './command-words.ts'
import type { LimitName } from './limit-hits.ts'

export type Exit = 1 | 2 | 3 | 4 | 130

export interface CatalogueRow {
  /** Exit status of a command that fails with it. */
  readonly exit: Exit
  /** HTTP status of an answer that fails with it. */
  readonly status: number
  /** Whether the same call may succeed later without anybody changing anything. */
  readonly retryable: boolean
  /** What it means, for `docs/errors.md`. */
  readonly means: string
}

const row = (exit: Exit, status: number, retryable: boolean, means: string): CatalogueRow => ({
  exit,
  status,
  retryable,
  means
})

export const catalogue = {
  KUBE_INTERNAL: row(1, 500, false, 'A fault in kubed itself; the daemon log has the details.'),
  KUBE_USAGE: row(2, 400, false, 'The command line is not one that the program has.'),
  KUBE_INTERRUPTED: row(130, 503, true, 'Stopped by Ctrl-C or a signal.'),
  KUBE_TIMEOUT: row(1, 504, true, 'The other side did not answer in time.'),
  KUBE_LIMIT: row(1, 413, false, 'Larger than a limit; docs/limits.md lists them.'),
  KUBE_HEAD_LIMIT: row(1, 431, false, 'The head of an HTTP request is larger than a limit.'),
  KUBE_TOO_MANY: row(1, 429, true, 'One client has as much open at once as it may.'),
  KUBE_BUSY: row(1, 503, true, 'As much as may be open at once is.'),
  KUBE_METHOD: row(1, 405, false, 'The URL does not have this HTTP method.'),
  KUBE_CONDITION: row(1, 412, false, 'A condition of the HTTP request is not met.'),
  KUBE_RANGE: row(1, 416, false, 'The range is not within the file.'),

  KUBE_NAME_INVALID: row(2, 400, false, 'Not a name of a node.'),
  KUBE_NAME_FOREIGN: row(1, 421, false, 'The subnet does not answer for this name.'),
  KUBE_NOT_FOUND: row(1, 404, false, 'No record, release or file has this name.'),
  KUBE_FREED: row(1, 410, false, 'The release is older than those that are kept.'),
  KUBE_HOPS: row(1, 508, false, 'Mounts or redirects lead in a circle or too far.'),
  KUBE_RECORD_INVALID: row(2, 400, false, 'Not a valid record.'),
  KUBE_SCHEMA_INVALID: row(2, 400, false, 'Not a valid protobuf schema.'),
  KUBE_SCHEMA_BREAKS: row(1, 409, false, 'A new version of a schema that documents of the earlier one would not fit.'),
  KUBE_REF_INVALID: row(2, 400, false, 'Not a valid ref of a node.'),
  KUBE_CLAIMED: row(1, 409, false, 'Another record holds the URL or the name.'),
  KUBE_STALE: row(1, 409, true, 'Somebody else changed the same ref meanwhile.'),
  KUBE_SEQUENCER: row(1, 503, true, 'Nobody can order the changes of strict realms now.'),
  KUBE_RULES: row(
    1,
    409,
    false,
    'Merge rules that are not to be put in force: older ones, or some that not every machine knows.'
  ),
  KUBE_ORDER_MIXED: row(1, 409, false, 'A changeset that writes to strict realms and to others at once.'),
  KUBE_DENIED: row(4, 403, false, 'The key has no right to do this.'),
  KUBE_LAST_ADMIN: row(1, 409, false, 'The last admin machine of a subnet cannot go.'),
  KUBE_UNAUTHORIZED: row(4, 401, false, 'Only its readers may see it, and no valid token came with the request.'),
  KUBE_TOKEN_INVALID: row(4, 401, false, 'Not a token that this subnet issued.'),
  KUBE_TOKEN_EXPIRED: row(4, 401, false, 'The token has ended.'),
  KUBE_TOKEN_REVOKED: row(4, 401, false, 'The token, or the right of whoever issued it, was revoked.'),
  KUBE_TOKEN_AUDIENCE: row(4, 401, false, 'The token is for another machine, another subnet or another use.'),
  KUBE_CLOCK: row(1, 503, true, 'The clock of this machine is far from those of its peers.'),

  KUBE_CATCHING_UP: row(1, 503, true, 'This machine has joined, and has not been brought all of its subnet yet.'),
  KUBE_OBJECT_MISSING: row(1, 503, true, 'A git object is not here yet.'),
  KUBE_OBJECT_DAMAGED: row(1, 500, true, 'A git object on disk is not what its id says.'),
  KUBE_DISK_FULL: row(1, 507, true, 'No space is left on the disk.'),
  KUBE_DISK: row(1, 500, true, 'The disk refused to read or write.'),
  KUBE_STATE_DAMAGED: row(1, 500, true, 'The views under `state/` are damaged.'),
  KUBE_LEDGER_INVALID: row(1, 400, false, 'A ledger entry that is malformed, forged or out of place.'),
  KUBE_LEDGER_NEWER: row(1, 503, true, 'Merge rules are in force that this version of kubed does not know.'),

  KUBE_DIR_MISSING: row(1, 400, false, 'The folder to publish does not exist or is not a folder.'),
  KUBE_DIR_EMPTY: row(1, 400, false, 'The folder to publish has no files.'),
  KUBE_FILE_MISSING: row(1, 400, false, 'A file or folder that dx.yml lists is not there.'),
  KUBE_FILE_TWICE: row(1, 400, false, 'Two files of a project would have one path in the release.'),
  KUBE_FILE_UNREADABLE: row(1, 400, false, 'A file cannot be read.'),
  KUBE_FILE_REFUSED: row(
    1,
    400,
    false,
    'A file that is never published: a secret, .git, a name git forbids, a link out of the project.'
  ),
  KUBE_FILE_CHANGED: row(1, 409, true, 'A file changed while it was published.'),
  KUBE_TARGET_MISSING: row(2, 400, false, 'Nothing says where to publish.'),
  KUBE_PROJECT_INVALID: row(2, 400, false, 'dx.yml is not valid.'),
  KUBE_BUILD_FAILED: row(1, 400, false, 'The build command of the project failed.'),
  KUBE_REPLICAS: row(3, 202, true, 'Done, but on fewer machines than asked for.'),

  KUBE_NO_DAEMON: row(1, 503, true, 'No kubed is running for this home.'),
  KUBE_ALREADY_RUNNING: row(1, 409, false, 'Another kubed has this home.'),
  KUBE_PORT_IN_USE: row(1, 409, true, 'Another program listens on the port.'),
  KUBE_PORT_DENIED: row(1, 403, false, 'This user may not listen on the port.'),
  KUBE_CONFIG_INVALID: row(1, 400, false, 'config.yml is damaged or has a key that kubed does not know.'),
  KUBE_HOME_INVALID: row(
    1,
    400,
    false,
    'The home cannot be used: not a folder, not writable, half-made, or from a newer version.'
  ),
  KUBE_STORE_OTHER: row(1, 409, false, 'The home was made with another store than config.yml says.'),
  KUBE_STORE_NO_GIT: row(1, 501, false, 'The store of this home is none that git can read.'),
  KUBE_KEY_INVALID: row(1, 400, false, 'Not an Ed25519 public key, peer id or did:key.'),
  KUBE_KEY_LOCKED: row(
    1,
    400,
    false,
    'The SSH key that is to sign cannot: locked, refused by the agent, or not there.'
  ),
  KUBE_KEYS_LOOSE: row(1, 400, false, 'A private key can be read or replaced by other users.'),

  KUBE_CREDENTIAL_INVALID: row(1, 400, false, 'A credential that is damaged, forged or of an unknown kind.'),
  KUBE_CODE_INVALID: row(1, 400, false, 'Not a join code: mistyped or cut short.'),
  KUBE_CODE_EXPIRED: row(1, 410, false, 'The join code is too old.'),
  KUBE_CODE_USED: row(1, 410, false, 'The join code was used before.'),
  KUBE_CODE_SUBNET: row(1, 409, false, 'The join code is of another subnet than this home, or than the peer.'),
  KUBE_CODE_UNKNOWN: row(1, 404, false, 'The KUBE that was asked did not make this join code.'),
  KUBE_UNTRUSTED: row(
    1,
    502,
    false,
    'The machine at a URL did not prove who it is, or nothing says of which subnet a kubed is.'
  ),
  KUBE_UNREACHABLE: row(1, 502, true, 'None of the addresses answers.'),
  KUBE_PEER_REFUSED: row(1, 403, false, 'The peer refused: not a member, or of another subnet.'),
  KUBE_PEER_LOST: row(1, 502, true, 'The connection to a peer ended too early.'),
  KUBE_PEER_MISBEHAVED: row(1, 502, false, 'A peer broke the protocol.')
} as const satisfies Record<string, CatalogueRow>

export type ErrorCode = keyof typeof catalogue

export interface ErrorDetails {
  /** The limit that was met: counted where the error ends a request, a channel or a call. */
  limit?: LimitName | undefined
  /** Why it failed; one sentence. */
  reason?: string
  /** Commands that mend it, most likely first. */
  next?: readonly string[]
  /** The error underneath. */
  cause?: unknown
}

/** What fails in KUBE: a code from the catalogue, what failed, why, and the commands that mend it. */
export class KubeError extends Error {
  readonly code: ErrorCode
  readonly reason: string
  readonly next: readonly string[]
  /** Of this machine: nothing is told of it to others. */
  readonly limit: LimitName | undefined

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'KubeError'
    this.code = code
    this.reason = details.reason ?? ''
    this.next = details.next ?? []
    this.limit = details.limit
  }

  get exit(): Exit {
    return catalogue[this.code].exit
  }

  get status(): number {
    return catalogue[this.code].status
  }

  toJSON(): { code: ErrorCode; message: string; reason: string; next: readonly string[] } {
    return { code: this.code, message: this.message, reason: this.reason, next: this.next }
  }

  /** The error that `toJSON` described, as it was on the other side of a socket. */
  static fromJSON(value: unknown): KubeError | undefined {
    if (typeof value !== 'object' || value === null) return undefined
    const { code, message, reason, next } = value as Record<string, unknown>
    if (typeof code !== 'string' || !(code in catalogue)) return undefined
    return new KubeError(code as ErrorCode, String(message ?? code), {
      reason: typeof reason === 'string' ? reason : '',
      next: Array.isArray(next) ? next.map(String) : []
    })
  }
}

/** Any thrown value as a KubeError: system errors by their errno, all else as a fault of ours. */
export function toKubeError(thrown: unknown): KubeError {
  if (thrown instanceof KubeError) return thrown
  const error = thrown as { code?: unknown; name?: unknown; message?: unknown; path?: unknown }
  const message = typeof error?.message === 'string' ? error.message : String(thrown)
  const cause = { cause: thrown }
  switch (error?.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new KubeError('KUBE_DISK_FULL', 'no space left on the disk', {
        reason: message,
        next: ['df -h'],
        ...cause
      })
    case 'EIO':
    case 'EROFS':
      return new KubeError('KUBE_DISK', 'the disk refused', { reason: message, ...cause })
    case 'EACCES':
    case 'EPERM':
      return new KubeError('KUBE_FILE_UNREADABLE', `no permission for ${String(error.path ?? 'a file')}`, {
        reason: message,
        next: typeof error.path === 'string' ? [`ls -ld ${shellWord(error.path)}`] : [],
        ...cause
      })
    case 'ENAMETOOLONG':
      return new KubeError('KUBE_FILE_MISSING', 'no file can have a name that long', {
        reason: 'a path or a part of it is longer than the file system allows',
        ...cause
      })
    // A connection that the other side has ended.
    case 'ECONNRESET':
    case 'ABORT_ERR':
      return new KubeError('KUBE_INTERRUPTED', 'interrupted', { reason: message, ...cause })
    default:
      return new KubeError('KUBE_INTERNAL', 'an unexpected fault', { reason: message, ...cause })
  }
}
