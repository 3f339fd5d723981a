// What lost to a concurrent update: listed, and settled one way or the other by a changeset that writes every ref of
// the loser, so that it never comes back (replication.md, Merge).
import { KubeError } from '../base/errors.ts'
import type { ObjectId, RefName } from '../base/types.ts'
import { formatName } from '../graph/name-format.ts'
import { parseRef } from '../graph/ref.ts'
import { isMeta } from '../ledger/ref-grammar.ts'
import type { RefUpdate } from '../ledger/types.ts'
import type { Kube } from '../node/kube.ts'
import { smallMerge } from '../node/objects/small-commit.ts'
import type { GitObject } from '../ports/objects.ts'
import type { ListedConflict } from './api.ts'
import { refInBounds } from './bounds.ts'
import { lostValues, parentsAt } from './lost-values.ts'
import { foldersOf, makeRelease } from './publish/release.ts'
import { breaksBetween } from './schemas/schema-version.ts'
import { append } from './signing.ts'
import type { Trees } from './trees.ts'

export function nameOfRef(ref: RefName, kube: Kube, bases: readonly string[]): string {
  const parsed = parseRef(ref)
  if (!parsed) return ref
  const hostLabels = kube.records.meta(parsed.path)?.record.hostLabels ?? 0
  return formatName(parsed.path, { bases, hostLabels })
}

export async function listConflicts(kube: Kube, bases: readonly string[]): Promise<ListedConflict[]> {
  const listed: ListedConflict[] = []
  for (const { id, ref, won, lost } of kube.replica.ledger.conflicts()) {
    if (!refInBounds(ref)) continue
    const name = nameOfRef(ref, kube, bases)
    const breaks = isMeta(ref) && won && lost ? await versionBreaks(kube, lost, won) : undefined
    const values = { won: won ?? null, lost: lost ?? null }
    listed.push({ id, name, ref: parseRef(ref)?.leaf ?? ref, ...values, ...(breaks && { breaks }) })
  }
  return listed
}

/** By content: two KUBEs that had not heard of each other may have made versions that agree, or that do not. */
async function versionBreaks({ records }: Kube, lost: ObjectId, won: ObjectId): Promise<string[] | undefined> {
  try {
    const [before, after] = [
      records.at(lost) ?? (await records.load(lost)),
      records.at(won) ?? (await records.load(won))
    ]
    return before && after && breaksBetween(before, after)
  } catch (error) {
    // What cannot be read is listed all the same.
    if (error instanceof KubeError) return undefined
    throw error
  }
}

export async function settleConflict(kube: Kube, trees: Trees, id: string, how: 'restore' | 'drop') {
  const { ledger } = kube.replica
  await kube.mayAppend
  const found = ledger
    .conflicts()
    .filter(conflict => refInBounds(conflict.ref) && (conflict.id === id || conflict.id.startsWith(id)))
  if (found.length === 0) {
    throw new KubeError('KUBE_NOT_FOUND', `${id} is no conflict`, {
      reason: 'it may be settled already',
      next: ['dx conflicts']
    })
  }
  const loser = ledger.get(found[0]?.entry ?? '')
  const loserRefs = new Set(loser?.updates.map(({ ref }) => ref))
  const refs: string[] = []
  let also: string[] = []
  await append(kube, async () => {
    const updates: RefUpdate[] = []
    const objects: GitObject[] = []
    const lost = lostValues(ledger)
    const others = ledger.conflicts().filter(({ entry, ref }) => entry !== loser?.id && loserRefs.has(ref))
    also = [...new Set(others.map(other => other.id))]
    for (const update of loser?.updates ?? []) {
      const present = ledger.ref(update.ref)
      const [kept, other] = how === 'restore' ? [update.new, present] : [present, update.new]
      if (kept === undefined && others.some(({ ref }) => ref === update.ref)) throw wouldLose(id, update.ref, also)
      // What is replaced comes first, as it does in whatever replaces something.
      const parents = new Set([
        ...(present ? [present] : []),
        ...(kept ? [kept] : []),
        ...parentsAt(lost, update.ref, other)
      ])
      const merged = kept === undefined ? undefined : await merge(kube, trees, update.ref, kept, [...parents])
      if (merged) objects.push(merged.object)
      refs.push(update.ref)
      updates.push({ ref: update.ref, old: present, new: merged?.id })
    }
    return { updates, objects, lookBack: true, message: `${how} ${id}` }
  })
  return { id, refs, also }
}

/** Nothing that stays would have what the others brought in its history. */
function wouldLose(id: string, ref: RefName, others: readonly string[]): KubeError {
  return new KubeError('KUBE_USAGE', `${id} cannot be settled like that while there are others`, {
    reason: `nothing would be left at ${ref}, and ${others.join(', ')} would be lost: restore one of them first`,
    next: ['dx conflicts']
  })
}

/** A commit with the tree of `kept` and all these parents: what was settled is in the past of what follows. */
async function merge(kube: Kube, trees: Trees, ref: RefName, kept: ObjectId, parents: readonly ObjectId[]) {
  const { release, message } = await trees.commit(kept)
  const subject = `settle a conflict: keep ${kept.slice(0, 7)}`
  if (ref.endsWith('/!meta'))
    return smallMerge({ tree: release.tree, parents, author: kube.author(Date.now()), message: subject })
  return makeRelease(kube, { tree: release.tree, parents, message: subject, folders: foldersOf(message) }, Date.now())
}
