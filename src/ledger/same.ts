// Whether what a checkpoint tells of an entry is what the entry itself says.
import { equalBytes } from '../base/bytes.ts'
import { dxos } from '../proto/generated.js'
import { encodeFacts } from './checkpoint-facts.ts'
import type { ChainHead, Entry, Facts, RefUpdate } from './types.ts'

export function sameEntry(a: Entry, b: Entry): boolean {
  return (
    a.id === b.id &&
    equalBytes(a.sha256, b.sha256) &&
    a.chain === b.chain &&
    a.sequence === b.sequence &&
    a.rules === b.rules &&
    a.time.wallMs === b.time.wallMs &&
    a.time.counter === b.time.counter &&
    a.publishedMs === b.publishedMs &&
    a.parent === b.parent &&
    a.message === b.message &&
    a.term === b.term &&
    sameBytes(a.parentSha256, b.parentSha256) &&
    same(a.deps, b.deps, sameHead) &&
    same(a.updates, b.updates, sameUpdate) &&
    same(a.credentials, b.credentials, Object.is) &&
    a.account?.subject === b.account?.subject &&
    a.account?.sequence === b.account?.sequence &&
    a.account?.nonce === b.account?.nonce
  )
}

export function sameFacts(a: Facts, b: Facts): boolean {
  return equalBytes(bytesOf(a), bytesOf(b))
}

const bytesOf = (facts: Facts): Uint8Array => dxos.kube.CheckpointFacts.encode(encodeFacts(facts)).finish()

const same = <T>(a: readonly T[], b: readonly T[], are: (a: T, b: T) => boolean): boolean =>
  a.length === b.length && a.every((each, at) => are(each, b[at]!))

const sameHead = (a: ChainHead, b: ChainHead): boolean =>
  a.chain === b.chain && a.sequence === b.sequence && a.id === b.id

const sameUpdate = (a: RefUpdate, b: RefUpdate): boolean => a.ref === b.ref && a.old === b.old && a.new === b.new

const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined ? a === b : equalBytes(a, b)
