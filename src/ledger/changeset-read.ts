// The changeset of an entry in its one byte form, read directly: every entry that comes is checked, and to make messages
// of it and bytes of these again, only to compare them, took longer than all else that is done beside its signature.
import { credentialsMax, depsMax, updatesMax } from '../base/limits.ts'
import type { ObjectId, PeerId } from '../base/types.ts'
import type { AccountSignature } from './account.ts'
import type { ChainHead, HybridTime, RefUpdate } from './types.ts'
import { WireCursor } from './wire-cursor.ts'

/** The values of a changeset (proto/dxos/kube/changeset.proto). */
export interface Changeset {
  readonly rules: number
  /** Raw key of the subnet root. */
  readonly subnet: Uint8Array
  readonly chain: PeerId
  readonly sequence: number
  readonly time: HybridTime
  readonly publishedMs: number
  readonly parent: ObjectId | undefined
  readonly deps: readonly ChainHead[]
  readonly updates: readonly RefUpdate[]
  readonly account?: AccountSignature
  readonly credentials: readonly string[]
  readonly message: string
  /** Of a changeset of strict realms: the term in which its chain orders them, from 1. */
  readonly term?: number
}

/** Largest number of protobuf's `uint32`. */
const uint32Max = 2 ** 32 - 1
const noBytes = new Uint8Array(0)

/** Tags: eight times the number of the field (proto/dxos/kube/changeset.proto), and 2 for what has a length. */
const number = (field: number): number => 8 * field
const lengthy = (field: number): number => 8 * field + 2

/**
 * Its values, where the bytes are the one form of them and no list has more than an entry may. Undefined for all else:
 * `decodeChangeset` says why, or takes what is read here too narrowly, as a message that is not ASCII.
 */
export function readOneForm(bytes: Uint8Array): Changeset | undefined {
  const cursor = new WireCursor(bytes)
  const rules = cursor.field(number(1)) ? cursor.number(uint32Max) : 0
  const subnet = cursor.field(lengthy(2)) ? cursor.bytes() : noBytes
  const chain = cursor.field(lengthy(3)) ? cursor.ascii() : ''
  const sequence = cursor.field(number(4)) ? cursor.number() : 0
  const time = cursor.field(lengthy(5)) ? timeIn(cursor) : undefined
  if (time === undefined) return undefined
  const publishedMs = cursor.field(number(6)) ? cursor.number() : 0
  const parent = cursor.field(lengthy(7)) ? cursor.id() : undefined
  const deps: ChainHead[] = []
  while (deps.length < depsMax && cursor.field(lengthy(8))) deps.push(depIn(cursor))
  const updates: RefUpdate[] = []
  while (updates.length < updatesMax && cursor.field(lengthy(9))) updates.push(updateIn(cursor))
  const account = cursor.field(lengthy(10)) ? accountIn(cursor) : undefined
  const credentials: string[] = []
  while (credentials.length < credentialsMax && cursor.field(lengthy(11))) credentials.push(cursor.ascii())
  const message = cursor.field(lengthy(12)) ? cursor.ascii() : ''
  const term = cursor.field(number(13)) ? cursor.number() : undefined
  if (!cursor.done) return undefined
  const values = { rules, subnet, chain, sequence, time, publishedMs, parent, deps, updates, credentials, message }
  // Hardly any has one of these.
  if (account === undefined && term === undefined) return values
  return { ...values, ...(account && { account }), ...(term !== undefined && { term }) }
}

function timeIn(cursor: WireCursor): HybridTime {
  const outer = cursor.enter()
  const wallMs = cursor.field(number(1)) ? cursor.number() : 0
  const counter = cursor.field(number(2)) ? cursor.number(uint32Max) : 0
  cursor.leave(outer)
  return { wallMs, counter }
}

function depIn(cursor: WireCursor): ChainHead {
  const outer = cursor.enter()
  const chain = cursor.field(lengthy(1)) ? cursor.ascii() : ''
  const sequence = cursor.field(number(2)) ? cursor.number() : 0
  const id = cursor.field(lengthy(3)) ? cursor.id() : cursor.lack()
  cursor.leave(outer)
  return { chain, sequence, id }
}

function updateIn(cursor: WireCursor): RefUpdate {
  const outer = cursor.enter()
  const ref = cursor.field(lengthy(1)) ? cursor.ascii() : ''
  const old = cursor.field(lengthy(2)) ? cursor.id() : undefined
  const value = cursor.field(lengthy(3)) ? cursor.id() : undefined
  cursor.leave(outer)
  return { ref, old, new: value }
}

function accountIn(cursor: WireCursor): AccountSignature {
  const outer = cursor.enter()
  const publicKey = cursor.field(lengthy(1)) ? cursor.bytes() : noBytes
  const sequence = cursor.field(number(2)) ? cursor.number() : 0
  const nonce = cursor.field(lengthy(3)) ? cursor.bytes() : noBytes
  const signature = cursor.field(lengthy(4)) ? cursor.bytes() : noBytes
  cursor.leave(outer)
  return { publicKey, sequence, nonce, signature }
}
