// The history of a node: what was published when and by whom, and going back to it. Every move is a new release.
import { KubeError } from '../../base/errors.ts'
import { releaseHistoryMax } from '../../base/limits.ts'
import type { ObjectId } from '../../base/types.ts'
import type { Entry } from '../../ledger/types.ts'
import type { Kube } from '../../node/kube.ts'
import type { LoggedRelease, Published } from '../api.ts'
import { lostValues, parentsAt } from '../lost-values.ts'
import { append } from '../signing.ts'
import { type Target, targetOf, urlOf } from '../target.ts'
import type { Trees } from '../trees.ts'
import { webappUpdate } from './record-update.ts'
import { foldersOf, makeRelease, subjectOf } from './release.ts'
import type { Served } from './served.ts'

export interface ReleasesOptions {
  readonly kube: Kube
  readonly trees: Trees
  readonly served: Served
  readonly bases: readonly string[]
  readonly httpsPort: () => number
}

type Commit = Awaited<ReturnType<Trees['commit']>>

export class Releases {
  readonly #options: ReleasesOptions

  constructor(options: ReleasesOptions) {
    this.#options = options
  }

  /** Newest first, those that lost among them. @throws KUBE_NOT_FOUND for a name under which nothing was published */
  async log(name: string): Promise<LoggedRelease[]> {
    const releases: LoggedRelease[] = []
    const target = this.#target(name)
    const line = new Set<ObjectId>()
    for await (const { release, author, message, parents } of this.#history(target, 'all parents')) {
      const isLost = releases.length > 0 && !line.has(release.id)
      // What each replaces is its first parent.
      if (!isLost && parents[0] !== undefined) line.add(parents[0])
      const published = new Date(release.publishedMs).toISOString()
      releases.push({
        release: release.id,
        published,
        by: author,
        message: subjectOf(message),
        ...(isLost && { lost: true })
      })
    }
    return releases
  }

  /** Publishes an earlier release again; without `wanted` the last one that had another tree. */
  async rollback(name: string, wanted: string | undefined): Promise<Published> {
    const startedMs = performance.now()
    const { kube, trees, served, bases, httpsPort } = this.#options
    const target = this.#target(name)
    await kube.mayAppend
    const back = await this.#find(target, wanted)
    const files = await trees.files(back.release.tree)
    let release: ObjectId = back.release.id
    const entry: Entry | undefined = await append(kube, async () => {
      const head = this.#head(target)
      const present = await trees.commit(head)
      release = head
      if (present.release.tree === back.release.tree) return { updates: [], objects: [], message: '' }
      const parents = parentsAt(lostValues(kube.replica.ledger), target.ref, head)
      const message = `roll back to ${back.release.id.slice(0, 7)}`
      const request = { tree: back.release.tree, parents, message, folders: foldersOf(back.message) }
      const made = await makeRelease(kube, request, Date.now())
      const record = webappUpdate(kube, target, { files, properties: undefined, message })
      release = made.id
      const updates = [...(record ? [record.update] : []), { ref: target.ref, old: head, new: made.id }]
      const objects = [...(record?.objects ?? []), made.object]
      return { updates, objects, lookBack: true, message: `${message} at ${target.name}` }
    })
    const { servedBy } = await served.wait(entry ?? this.#writer(target), undefined)
    let bytes = 0
    for (const file of files) bytes += (await kube.objects.header(file.id)).size
    return {
      type: 'published',
      name: target.name,
      url: urlOf(target, bases, httpsPort()),
      release,
      files: files.length,
      bytes,
      stored: 0,
      servedBy,
      ms: Math.round(performance.now() - startedMs)
    }
  }

  async #find(target: Target, wanted: string | undefined): Promise<Commit> {
    const present = await this.#options.trees.commit(this.#head(target))
    const found: Commit[] = []
    for await (const commit of this.#history(target, wanted === undefined ? 'first parents' : 'all parents')) {
      const { id, tree } = commit.release
      if (wanted === undefined ? tree !== present.release.tree : id.startsWith(wanted)) found.push(commit)
      if (found.length > 0 && (wanted === undefined || wanted.length === 40)) break
    }
    const [first, second] = found
    if (first && !second) return first
    if (!first && wanted !== undefined) this.#assertSettled(target, wanted)
    const next = [`dx log ${target.name}`]
    if (!first && wanted !== undefined && this.#wasThere(target, wanted)) throw freed(target, wanted)
    if (second)
      throw new KubeError('KUBE_USAGE', `${wanted} is more than one release`, { reason: 'write more of its id', next })
    const what =
      wanted === undefined ? `${target.name} has no earlier release` : `${target.name} has no release ${wanted}`
    const reason = wanted === undefined ? 'none of its releases has other files' : ''
    throw new KubeError('KUBE_NOT_FOUND', what, { reason, next })
  }

  /** @throws KUBE_USAGE for a release that lost a conflict which is open */
  #assertSettled({ ref, name }: Target, wanted: string): void {
    const conflicts = this.#options.kube.replica.ledger.conflicts()
    const found = conflicts.find(conflict => conflict.ref === ref && conflict.lost?.startsWith(wanted))
    if (!found) return
    throw new KubeError('KUBE_USAGE', `release ${wanted} of ${name} is in conflict with the present one`, {
      reason: 'it lost to that, and nobody has settled it',
      next: [`dx conflicts restore ${found.id}`, 'dx conflicts']
    })
  }

  /** Whether a release was published at the ref that is kept no more: entries remember all of them. */
  #wasThere({ ref }: Target, wanted: string): boolean {
    for (const { updates } of this.#options.kube.replica.ledger.entries()) {
      if (updates.some(update => update.ref === ref && update.new?.startsWith(wanted))) return true
    }
    return false
  }

  /** Ends where the history was cut. Of what was published apart, the newest first. */
  async *#history(target: Target, follow: 'first parents' | 'all parents'): AsyncGenerator<Commit> {
    const { trees, kube } = this.#options
    const waiting = [await trees.commit(this.#head(target))]
    const seen = new Set(waiting.map(({ release }) => release.id))
    for (let commit = takeNewest(waiting); commit !== undefined; commit = takeNewest(waiting)) {
      yield commit
      const { id } = commit.release
      const before = kube.shallow.has(id) ? [] : commit.parents
      for (const parent of follow === 'all parents' ? before : before.slice(0, 1)) {
        if (seen.has(parent)) continue
        if (seen.size >= releaseHistoryMax) return kube.limits.hit('releaseHistoryMax')
        seen.add(parent)
        waiting.push(await trees.commit(parent))
      }
    }
  }

  #target(name: string): Target {
    return targetOf(this.#options.kube.records, name, { bases: this.#options.bases })
  }

  #head(target: Target): ObjectId {
    const head = this.#options.kube.replica.ledger.ref(target.ref)
    if (head !== undefined) return head
    throw unpublished(target)
  }

  #writer(target: Target): Entry {
    const entry = this.#options.kube.replica.ledger.writer(target.ref)
    if (entry) return entry
    throw unpublished(target)
  }
}

function takeNewest(commits: Commit[]): Commit | undefined {
  let newest = 0
  for (const [at, { release }] of commits.entries()) {
    if (release.publishedMs > commits[newest]!.release.publishedMs) newest = at
  }
  return commits.splice(newest, 1)[0]
}

function freed({ name }: Target, wanted: string): KubeError {
  return new KubeError('KUBE_FREED', `release ${wanted} of ${name} is not kept any more`, {
    reason:
      'no history that is kept leads to it: more releases came after it than `keep` of the record says, or it lost a conflict that an older kubed settled',
    next: [`dx log ${name}`]
  })
}

function unpublished({ name }: Target): KubeError {
  return new KubeError('KUBE_NOT_FOUND', `nothing is published at ${name}`, {
    reason: 'dx ls lists what is',
    next: ['dx ls', `dx publish DIR --to ${name}`]
  })
}
