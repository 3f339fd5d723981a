// The peers of replication, one after the other: each is set up, measured and gone before the next.
import { startGit } from './git-peer.ts'
import { startHyperdrive } from './hyper-peer.ts'
import type { Replicated, ReplicatedOptions } from './replicated.ts'
import { say } from './report.ts'
import { startRsync } from './rsync-peer.ts'
import { startSyncthing } from './syncthing-peer.ts'

type Start = (options: ReplicatedOptions) => Promise<Replicated | undefined>

const starts = {
  hyperdrive: startHyperdrive,
  syncthing: startSyncthing,
  rsync: startRsync,
  git: startGit
} satisfies Record<string, Start>

export type PeerName = keyof typeof starts
export const peerNames = Object.keys(starts) as PeerName[]

/** What `measure` says of each peer that is installed here. */
export async function eachPeer<T>(
  options: ReplicatedOptions,
  measure: (replicated: Replicated) => Promise<T>,
  names: readonly PeerName[] = peerNames
): Promise<Map<PeerName, { readonly name: string; readonly measured: T } | undefined>> {
  const found = new Map<PeerName, { readonly name: string; readonly measured: T } | undefined>()
  for (const name of names) {
    const replicated = await starts[name](options)
    if (!replicated) say(`  ${name}: not installed, left out`)
    found.set(name, replicated && { name: replicated.name, measured: await measure(replicated) })
    await replicated?.stop()
  }
  return found
}

/** Syncthing gathers what changes within a short time: what follows sooner would wait for what was before. */
export const restMs = (replicated: Replicated): number => (replicated.name.startsWith('Syncthing') ? 500 : 40)
