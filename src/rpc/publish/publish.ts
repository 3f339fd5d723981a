// Publishing in three steps, so that only new bytes travel: a plan (which blobs are missing), the blobs, the commit;
// or a small change in one.
import { randomUUID } from 'node:crypto'
import { KubeError } from '../../base/errors.ts'
import { publishSessionMsMax, publishSessionsMax } from '../../base/limits.ts'
import type { ObjectId } from '../../base/types.ts'
import type { Properties } from '../../graph/properties.ts'
import { emptyRecord } from '../../graph/record.ts'
import type { Entry, ListedObject, RefUpdate } from '../../ledger/types.ts'
import type { Kube } from '../../node/kube.ts'
import type { GitObject, StoredObject } from '../../ports/objects.ts'
import type {
  PublishChanged,
  PublishChangeRequest,
  PublishCommitRequest,
  Published,
  PublishPlan,
  PublishPlanRequest
} from '../api.ts'
import { isDistant } from '../bounds.ts'
import { lostValues, parentsAt } from '../lost-values.ts'
import { Claims, type ClaimWrites } from '../records/claims.ts'
import { PlannedView } from '../records/planned-view.ts'
import { ruleWarnings } from '../rule-warnings.ts'
import { append } from '../signing.ts'
import { type Target, targetOf, urlOf } from '../target.ts'
import type { Trees } from '../trees.ts'
import { removalWarnings } from '../warnings.ts'
import { blobsOf, filesSince } from './change.ts'
import { HeldBlobs } from './held-blobs.ts'
import { claimWarnings, hidingWarnings, settlingWarnings } from './publish-warnings.ts'
import { propertiesGiven, RecordUpdates, type WrittenRecord } from './record-update.ts'
import { makeRelease } from './release.ts'
import { type ReleaseFiles, releaseFiles } from './release-files.ts'
import type { Served } from './served.ts'
import { receiveBlobs } from './upload.ts'
import { missingBlobs, WholeReleases } from './whole-releases.ts'

interface Session {
  readonly id: string
  readonly request: PublishPlanRequest
  readonly target: Target
  /** Of all files. */
  readonly bytes: number
  readonly missing: Set<ObjectId>
  /** What was there when it was planned, where the realm is strict: the publish stands on that, and on nothing later. */
  readonly base: { readonly head: ObjectId | undefined } | undefined
  readonly described: Map<ObjectId, ListedObject>
  /** Undefined where the changeset is ordered by somebody else. */
  readonly held: HeldBlobs | undefined
  /** By `performance.now()`: nobody sets that. */
  readonly startedMs: number
  /** Begun at another machine. */
  readonly distant: boolean
  stored: number
  /** Of the release that follows on `head`. */
  made: { readonly head: ObjectId | undefined; readonly files: Promise<ReleaseFiles> } | undefined
}

export interface PublisherOptions {
  readonly kube: Kube
  readonly trees: Trees
  readonly served: Served
  readonly bases: readonly string[]
  readonly httpsPort: () => number
  readonly spoolDir: string
}

/** Of more files the trees are not made before they are needed: others shall not wait for it. */
const aheadFilesMax = 10_000

/** What a release will be, computed anew against whatever is published at that moment. */
interface Draft {
  readonly updates: RefUpdate[]
  readonly objects: GitObject[]
  readonly release: ObjectId
}

export class Publisher {
  readonly #options: PublisherOptions
  readonly #sessions = new Map<string, Session>()
  readonly #records = new RecordUpdates()
  readonly #whole: WholeReleases

  constructor(options: PublisherOptions) {
    this.#options = options
    this.#whole = new WholeReleases(options.kube)
  }

  async plan(request: PublishPlanRequest): Promise<PublishPlan> {
    if (request.files.length === 0) {
      throw new KubeError('KUBE_DIR_EMPTY', 'there is no file to publish', { next: ['dx publish DIR --to NAME'] })
    }
    const target = this.#targetOf(request)
    const missing = await missingBlobs(request.files, target, this.#options)
    const { session, warnings } = await this.#begin(request, target, missing)
    const unchanged = missing.size === 0 && (await this.#draft(session)).updates.length === 0
    this.#sessions.set(session.id, session)
    // Made while the blobs are on their way; what is wrong with the files is said by the commit.
    if (request.files.length <= aheadFilesMax) setImmediate(() => this.#makeAhead(session))
    const strict = session.base !== undefined
    return { session: session.id, missing: [...missing], unchanged, warnings, ...(strict && { strict }) }
  }

  /** Plan, blobs and commit in one, where the files follow on what is published. @throws as these three */
  async change(request: PublishChangeRequest): Promise<PublishChanged> {
    const { kube, trees } = this.#options
    const target = this.#targetOf(request)
    const isHere = kube.replica.ledger.ref(target.ref) === request.since && target.resource.length === 0
    const found = isHere && !this.#isStrict(target) ? await filesSince(trees, request) : undefined
    if (found === undefined) return { plan: true }
    const { files, trees: made } = found
    const blobs = blobsOf(request)
    if (!(await this.#whole.has(request, files))) return { plan: true }
    const { session, warnings } = await this.#begin({ ...request, files }, target, new Set(), request.bytes)
    if (made) session.made = { head: request.since, files: Promise.resolve({ files, folders: [], ...made }) }
    if (session.held) this.#take(session, await session.held.write(blobs))
    return { ...(await this.#commit(session, request)), warnings }
  }

  #targetOf({ name, ref }: Pick<PublishPlanRequest, 'name' | 'ref'>): Target {
    const { kube, bases } = this.#options
    return targetOf(kube.records, name, { bases, ...(ref !== undefined && { ref }) })
  }

  #isStrict({ ref }: Target): boolean {
    return this.#options.kube.sequencer.isStrict({ updates: [{ ref, old: undefined, new: undefined }] })
  }

  async #begin(
    request: PublishPlanRequest,
    target: Target,
    missing: Set<ObjectId>,
    bytes = request.files.reduce((sum, file) => sum + file.size, 0)
  ): Promise<{ session: Session; warnings: string[] }> {
    const { kube } = this.#options
    this.#expire()
    const properties = propertiesGiven(request.properties, target)
    this.#checkClaims(target, properties)
    const warnings = await this.#warnings(request, target, properties)
    const strict = this.#isStrict(target)
    const session: Session = {
      id: randomUUID(),
      request,
      target,
      bytes,
      missing,
      base: strict ? { head: kube.replica.ledger.ref(target.ref) } : undefined,
      described: new Map(),
      held: strict ? undefined : new HeldBlobs(kube.objects),
      startedMs: performance.now(),
      distant: isDistant(),
      stored: 0,
      made: undefined
    }
    return { session, warnings }
  }

  async receive(sessionId: string, stream: AsyncIterable<Uint8Array>): Promise<{ stored: number }> {
    const session = this.#session(sessionId)
    const { kube, spoolDir } = this.#options
    const stored = await receiveBlobs(session.held ?? kube.objects, stream, spoolDir)
    this.#take(session, stored)
    return { stored: stored.length }
  }

  #take(session: Session, stored: readonly StoredObject[]): void {
    for (const { id, type, size, sha256, fresh } of stored) {
      session.missing.delete(id)
      session.described.set(id, { id, type, size, sha256 })
      if (fresh) session.stored++
    }
  }

  async commit({ session: id, ...waiting }: PublishCommitRequest): Promise<Published> {
    const session = this.#session(id)
    if (session.missing.size > 0) {
      throw new KubeError('KUBE_OBJECT_MISSING', 'files are missing', {
        reason: `${session.missing.size} of them were not sent`,
        next: ['dx publish']
      })
    }
    return (await this.#commit(session, waiting)).published
  }

  async #commit(session: Session, { replicas, timeoutMs }: Omit<PublishCommitRequest, 'session'>) {
    const { kube, served } = this.#options
    await kube.mayAppend
    // Whatever comes of it: who tries again has a new plan, and the blobs are here.
    const { entry, release, made } = await this.#append(session).finally(() => this.#sessions.delete(session.id))
    this.#whole.add(release)
    const { servedBy, short } = await served.wait(entry, replicas, timeoutMs)
    const published: Published = {
      type: 'published',
      name: session.target.name,
      url: urlOf(session.target, this.#options.bases, this.#options.httpsPort()),
      release,
      files: session.request.files.length,
      bytes: session.bytes,
      stored: session.stored,
      servedBy,
      ms: Math.round(performance.now() - session.startedMs),
      ...(short && { short })
    }
    return { published, unchanged: !made }
  }

  /** The entry that published it: a new one, or the one that published the same before. */
  async #append(session: Session): Promise<{ entry: Entry; release: ObjectId; made: boolean }> {
    const { kube } = this.#options
    let release: ObjectId | undefined
    const made = await append(kube, async () => {
      const draft = await this.#draft(session)
      release = draft.release
      const message = `publish ${session.target.name}`
      const objects = [...draft.objects, ...(session.held?.all ?? [])]
      return { updates: draft.updates, objects, described: session.described, message }
    })
    // The same as before, of which something was lost here.
    if (!made && session.held) await kube.objects.write(session.held.all)
    const entry = made ?? kube.replica.ledger.writer(session.target.ref)
    // What another write left here may not be confirmed yet, and is to be before it is called published.
    if (entry && !made && entry.term !== undefined && session.base) await kube.sequencer.settle(entry)
    if (entry && release !== undefined) return { entry, release, made: made !== undefined }
    throw new KubeError('KUBE_INTERNAL', 'nothing was published', { reason: `${session.target.ref} has no writer` })
  }

  async #draft(session: Session): Promise<Draft> {
    const { request, target } = session
    const { kube, trees } = this.#options
    const { ledger } = kube.replica
    const head = this.#headOf(session)
    const before = head === undefined ? undefined : await trees.commit(head)
    const { files, folders, root, trees: made } = await this.#releaseFiles(session, head)
    const parents = parentsAt(lostValues(ledger), target.ref, head)
    const record = this.#records.of(kube, target, {
      files,
      properties: request.properties,
      message: request.message
    })
    const same = before?.release.tree === root && parents.length === 1
    const claims = this.#claims(target, record)
    const updates: RefUpdate[] = [...(record ? [record.update] : []), ...claims.updates]
    const objects: GitObject[] = [...(record?.objects ?? []), ...claims.objects]
    if (same && head !== undefined) return { updates, objects, release: head }
    const message = request.message ?? `publish ${target.name}`
    const { id, object } = await makeRelease(kube, { tree: root, parents, message, folders }, Date.now())
    updates.push({ ref: target.ref, old: head, new: id })
    // Folders in which nothing changed are here already.
    const here = before ? await trees.ids(before.release.tree) : new Set()
    objects.push(...made.filter(tree => !here.has(tree.id)), object)
    return { updates, objects, release: id }
  }

  /** The mounts that the node's `endpoints:` needs, beside its record. */
  #claims(target: Target, written: WrittenRecord | undefined): ClaimWrites {
    const { kube, bases } = this.#options
    const own = kube.records.meta(target.path)
    const before = own?.record.properties.endpoints ?? []
    const after = (written?.record ?? own?.record)?.properties.endpoints ?? []
    if (!target.ref.endsWith('/!https') || before.length + after.length === 0) return { updates: [], objects: [] }
    const view = new PlannedView(kube.records)
    if (written) view.plan(target.path, { id: written.update.new ?? '', record: written.record })
    return new Claims(kube, bases, view).draft(target, before, after)
  }

  /** Before anything is sent. @throws KUBE_CLAIMED */
  #checkClaims(target: Target, { endpoints }: Properties): void {
    const { kube, bases } = this.#options
    if (endpoints === undefined) return
    const view = new PlannedView(kube.records)
    const own = kube.records.meta(target.path)
    view.plan(target.path, { id: own?.id ?? '', record: own?.record ?? emptyRecord })
    new Claims(kube, bases, view).draft(target, [], endpoints)
  }

  async #warnings(request: PublishPlanRequest, target: Target, properties: Properties): Promise<string[]> {
    const { kube } = this.#options
    const { endpoints = [], actions } = properties
    const folder = target.resource.map(part => `${part}/`).join('')
    const files = folder === '' ? request.files : request.files.map(({ path }) => ({ path: folder + path }))
    const hiding = await hidingWarnings(this.#options, target, files)
    const coming = { path: target.path, files, isAll: folder === '' }
    const ruling = ruleWarnings({ ...this.#options, coming }, target.path, actions?.writes ?? [])
    const settling = this.#isStrict(target) ? [] : settlingWarnings(this.#options, target)
    return [
      ...removalWarnings(kube),
      ...settling,
      ...hiding,
      ...claimWarnings(this.#options, endpoints, files),
      ...ruling
    ]
  }

  /** The release that this one follows on. */
  #headOf({ base, target }: Session): ObjectId | undefined {
    return base ? base.head : this.#options.kube.replica.ledger.ref(target.ref)
  }

  #makeAhead(session: Session): void {
    this.#releaseFiles(session, this.#headOf(session)).catch(() => undefined)
  }

  /** What a release is made of that follows on this one; made once for it. */
  #releaseFiles(session: Session, head: ObjectId | undefined): Promise<ReleaseFiles> {
    if (session.made === undefined || session.made.head !== head) {
      session.made = { head, files: releaseFiles(this.#options.trees, session, head) }
    }
    return session.made.files
  }

  #session(id: string): Session {
    const session = this.#sessions.get(id)
    if (session) return session
    throw new KubeError('KUBE_NOT_FOUND', 'this publish is not under way', {
      reason: 'it was committed, or took too long',
      next: ['dx publish']
    })
  }

  #expire(): void {
    for (const [id, session] of this.#sessions) {
      if (performance.now() - session.startedMs <= publishSessionMsMax) continue
      this.#sessions.delete(id)
      this.#options.kube.limits.hit('publishSessionMsMax')
    }
    const distant = [...this.#sessions.values()].filter(session => session.distant).length
    // Some are kept for who is at this machine.
    const full = isDistant() && distant >= publishSessionsMax / 2
    if (!full && this.#sessions.size < publishSessionsMax) return
    throw new KubeError('KUBE_LIMIT', 'too many publishes are under way', {
      reason: `${publishSessionsMax} are the most, half of them from other machines; one that is left alone ends after ${publishSessionMsMax / 60_000} minutes`,
      next: ['dx publish'],
      limit: 'publishSessionsMax'
    })
  }
}
