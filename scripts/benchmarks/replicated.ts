// One site on three machines, a source and two replicas of it: what each peer of replication does, in its own way.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Scope } from './scope.ts'
import type { Site } from './site.ts'

/** Where a process runs: on this machine, or in a network namespace of its own. */
export interface Spot {
  readonly address: string
  readonly netns?: string
}

export const loopback: Spot = { address: '127.0.0.1' }
export const threeHere = [loopback, loopback, loopback] as const
/** The source and its replicas. */
export type Spots = readonly [Spot, Spot, Spot]

export interface ReplicatedOptions {
  readonly scope: Scope
  readonly site: Site
  readonly spots?: Spots
}

export interface Replicated {
  readonly name: string
  /** Of source and replicas, as far as something runs there all the time. */
  readonly pids: readonly number[]
  /** The first copy to both at once: milliseconds until it is complete on both. What came is compared afterwards. */
  copy(): Promise<number>
  /** Hands over the page that changes: milliseconds until both replicas have its new bytes. */
  change(content: Buffer): Promise<number>
  stop(): Promise<void>
}

/** The words that run a program at a spot. */
export function at({ netns }: Spot, file: string, args: readonly string[]): [string, string[]] {
  return netns === undefined ? [file, [...args]] : ['ip', ['netns', 'exec', netns, file, ...args]]
}

/** Milliseconds of the clock that every process of the machine has in common. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6

const waitMsMax = 120_000

/** Asks each millisecond until all have said yes; gives the time of the last. */
export async function untilAll(asked: readonly (() => boolean | Promise<boolean>)[], pauseMs = 1): Promise<number> {
  const end = monotonicMs() + waitMsMax
  const open = new Set(asked)
  for (;;) {
    for (const ask of open) if (await ask()) open.delete(ask)
    if (open.size === 0) return monotonicMs()
    if (monotonicMs() > end) throw new Error(`not done within ${waitMsMax / 1000} s`)
    await pause(pauseMs)
  }
}

/** Whether a file has these bytes now. */
export function fileIs(file: string, bytes: Buffer): boolean {
  try {
    return fs.readFileSync(file).equals(bytes)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** @throws where a copy lacks a file of the site, or has other bytes in it */
export function compareFolder(site: Site, copy: string): void {
  for (const name of site.files) {
    if (!fileIs(path.join(copy, name), fs.readFileSync(path.join(site.dir, name))))
      throw new Error(`${name} did not come whole`)
  }
}
