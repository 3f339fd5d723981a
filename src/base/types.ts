// What the pure core is handed instead of reaching for it: time, randomness, a place to log.

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC; may jump. */
  now(): number
  /** Milliseconds from any origin; never goes back. */
  monotonic(): number
}

export interface RandomSource {
  /** 0 ≤ n < 1. */
  next(): number
  bytes(length: number): Uint8Array
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export interface Logger {
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void
}

export const silent: Logger = { log: () => undefined }

/** 40 lower-case hex digits: a git object id. */
export type ObjectId = string

/** Full ref name, e.g. `refs/local/kube/notepad/!https`. */
export type RefName = string

/** A KUBE's libp2p peer id as a base36 CID (`k51qzi5uqu5d…`): safe in a ref component. */
export type PeerId = string

/** One-shot timers: real ones in the daemon, virtual ones in the simulator. */
export interface Scheduler {
  /** Runs `task` once, after `ms`; the answer cancels it. */
  after(ms: number, task: () => void): () => void
}
