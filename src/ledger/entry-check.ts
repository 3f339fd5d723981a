// What an entry must be by itself, whatever the ledger holds.
import { utf8 } from '../base/bytes.ts'
import { isObjectId } from '../base/git-format.ts'
import { isPeerId } from '../base/identity.ts'
import {
  credentialsMax,
  depsMax,
  listedObjectsMax,
  messageLineBytesMax,
  objectBytesMax,
  refBytesMax,
  updatesMax
} from '../base/limits.ts'
import type { PeerId } from '../base/types.ts'
import { assertAccountForm } from './account.ts'
import type { Changeset } from './changeset-read.ts'
import { isHybridTime, isWallMs, wallMsMax } from './clock.ts'
import { demand, invalid } from './failure.ts'
import { refusedRef } from './ref-grammar.ts'
import { type ChainHead, type Entry, firstRules, type ListedObject, type RefUpdate } from './types.ts'

const noId = '0'.repeat(40)
const isId = (id: string): boolean => isObjectId(id) && id !== noId

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Chain, then sequence, then id: the order of cited heads. */
export function compareHeads(a: ChainHead, b: ChainHead): number {
  return byText(a.chain, b.chain) || a.sequence - b.sequence || byText(a.id, b.id)
}

/** What most messages are: nothing about it is to be changed. */
const plainLine = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/

/** One line without control characters, cut at the limit, never empty. */
export function messageLine(text: string): string {
  if (text.length <= messageLineBytesMax && plainLine.test(text)) return text
  let line = text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
  while (utf8.encode(line).length > messageLineBytesMax) line = [...line].slice(0, -1 - (line.length >> 4)).join('')
  return line.trim() || 'update'
}

function assertAscending<T>(list: readonly T[], compare: (a: T, b: T) => number, what: string): void {
  for (let at = 1; at < list.length; at++) {
    if (compare(list[at - 1]!, list[at]!) >= 0) throw invalid(`${what} are not sorted, or one stands twice`)
  }
}

function assertUpdates(updates: readonly RefUpdate[]): void {
  demand(updates.length <= updatesMax, 'it has more updates than a changeset may', 'updatesMax')
  assertAscending(updates, (a, b) => byText(a.ref, b.ref), 'its updates')
  for (const update of updates) {
    const refused = refusedRef(update.ref)
    if (refused !== undefined) {
      const limit = update.ref.length > refBytesMax ? 'refBytesMax' : undefined
      throw invalid(`the ref ${JSON.stringify(update.ref.slice(0, 200))}: ${refused}`, undefined, limit)
    }
    // Absent before and after: what lost there is dropped, and nothing takes its place (replication.md, Merge).
    if (update.old === update.new && update.new !== undefined) throw invalid(`${update.ref} does not change`)
    for (const id of [update.old, update.new]) {
      if (id !== undefined && !isId(id)) throw invalid(`a value of ${update.ref} is not an object id`)
    }
  }
}

// Several heads of one chain may be cited: its branches, where it forked, those of the entry's own chain too.
function assertDeps(deps: readonly ChainHead[]): void {
  demand(deps.length <= depsMax, 'it cites more heads than an entry may', 'depsMax')
  assertAscending(deps, compareHeads, 'the heads that it cites')
  for (const dep of deps) {
    if (!isChain(dep.chain)) throw invalid('the chain of a cited head is not a peer id')
    if (!isSequence(dep.sequence)) throw invalid('the sequence number of a cited head is out of range')
    if (!isId(dep.id)) throw invalid('the id of a cited head is not an object id')
  }
  demand(new Set(deps.map(dep => dep.id)).size === deps.length, 'it cites one head twice')
}

// To check the spelling of a peer id takes longer than the rest of an entry, and a subnet has few.
const chainsKnown = new Set<PeerId>()
const chainsKnownMax = 4_096

export function isChain(text: string): boolean {
  if (chainsKnown.has(text)) return true
  if (!isPeerId(text)) return false
  if (chainsKnown.size >= chainsKnownMax) chainsKnown.clear()
  chainsKnown.add(text)
  return true
}

/** Positions are kept in 32 bits. */
export const isSequence = (value: number): boolean => Number.isInteger(value) && value >= 1 && value < 2 ** 31

/** The place of an entry: what is so by all rules. @throws KUBE_LEDGER_INVALID with the first thing that is wrong */
export function assertPlace(changeset: Changeset): void {
  const { rules, subnet, chain, sequence, time, publishedMs, parent, deps } = changeset
  demand(rules >= firstRules, 'the number of its rules is not one that there is')
  demand(subnet.length === 32, 'its subnet is not a key')
  demand(isChain(chain), 'its chain is not a peer id')
  demand(isSequence(sequence), 'its sequence number is out of range')
  demand(isHybridTime(time), 'its hybrid time is out of range', time.wallMs > wallMsMax ? 'wallMsMax' : 'counterMax')
  demand(isWallMs(publishedMs), 'its published time is out of range', 'wallMsMax')
  demand((parent === undefined) === (sequence === 1), 'the first entry of a chain has no parent, every other has one')
  demand(parent === undefined || isId(parent), 'its parent is not an object id')
  assertDeps(deps)
}

/** @throws KUBE_LEDGER_INVALID with the first thing that is wrong */
export function assertChangeset(changeset: Changeset): void {
  const { sequence, updates, credentials, message } = changeset
  assertPlace(changeset)
  assertUpdates(updates)
  if (changeset.account !== undefined) assertAccountForm(changeset.account, sequence)
  demand(credentials.length <= credentialsMax, 'it names more credentials than an entry may', 'credentialsMax')
  assertAscending(credentials, byText, 'its credentials')
  demand(credentials.every(isCredentialId), 'the id of a credential is malformed')
  if (messageLine(message) !== message) {
    const isLong = utf8.encode(message).length > messageLineBytesMax
    throw invalid('its message is not one line', undefined, isLong ? 'messageLineBytesMax' : undefined)
  }
  demand(isTerm(changeset.term ?? 1), 'its term is out of range')
}

/** Terms of those who order strict realms. */
export const isTerm = (term: number): boolean => Number.isSafeInteger(term) && term >= 1

/**
 * As `assertChangeset`, for an entry that came without its bytes; its account is not looked at, nor what it claims of its
 * past. @throws KUBE_LEDGER_INVALID
 */
export function assertEntryForm({ account: _, ...entry }: Entry, subnet: Uint8Array): void {
  assertChangeset({ ...entry, subnet })
}

const isCredentialId = (id: string): boolean => /^[\x21-\x7e]{1,200}$/.test(id)

/** @throws KUBE_LEDGER_INVALID with the first thing that is wrong */
export function assertListed(objects: readonly ListedObject[]): void {
  demand(objects.length <= listedObjectsMax, 'it lists more objects than an entry may', 'listedObjectsMax')
  assertAscending(objects, (a, b) => byText(a.id, b.id), 'its listed objects')
  for (const { id, size, sha256 } of objects) {
    demand(isId(id), 'the id of a listed object is not an object id')
    demand(
      Number.isSafeInteger(size) && size >= 0 && size <= objectBytesMax,
      'the size of a listed object is too large',
      'objectBytesMax'
    )
    demand(sha256.length === 32, 'a listed object has no SHA-256')
  }
}
