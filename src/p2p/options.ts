// What a network is made from.
import type { OnLimit } from '../base/limit-hits.ts'
import {
  dialAddressTimeoutMs,
  dialTimeoutMs,
  messageBytesMax,
  negotiationTimeoutMs,
  pingIntervalMs,
  pingTimeoutMs,
  strangersMax,
  streamsMax
} from '../base/limits.ts'
import type { Logger, PeerId } from '../base/types.ts'
import type { DialTimes } from './dialer.ts'
import type { LivenessTimes } from './multiplexer.ts'
import type { StreamLimits } from './streams.ts'

export interface NetworkLimits extends LivenessTimes, DialTimes, StreamLimits {
  /** Accepted connections of peers that are no members. */
  readonly strangersMax: number
}

export interface NetworkOptions {
  /** Raw Ed25519: the seed (32 bytes), or seed and public key (64). */
  readonly privateKey: Uint8Array
  /** Multiaddrs of TCP; port 0 picks a free one. */
  readonly listen: readonly string[]
  /** Multiaddrs told besides those that are listened on. */
  readonly announce?: readonly string[]
  /** Multicast DNS on the local network. */
  readonly mdns: boolean
  /** Keeps subnets apart on one network: letters and digits, e.g. the start of the subnet root's fingerprint. */
  readonly mdnsTag?: string
  /** Told to each peer. */
  readonly agentVersion?: string
  /**
   * Whether a peer takes part in gossip and is exempt from `strangersMax`; asked anew each time. Without it, all.
   * When an answer changes for a connected peer, call `membersChanged`.
   */
  readonly isMember?: (peer: PeerId) => boolean
  readonly limits?: Partial<NetworkLimits>
  readonly logger?: Logger
  /** Told of each limit that is met. */
  readonly hit?: OnLimit
}

export const defaultLimits: NetworkLimits = {
  pingIntervalMs,
  pingTimeoutMs,
  dialTimeoutMs,
  dialAddressTimeoutMs,
  messageBytesMax,
  negotiationTimeoutMs,
  streamsMax,
  strangersMax
}
