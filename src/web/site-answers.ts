// From a URL to a prepared answer: which site, which file, which fields.
import { sha1Hex } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { bodyBytesMax } from '../base/limits.ts'
import type { Objects } from '../ports/objects.ts'
import { allowsReading, mayPass, notReadable } from '../rpc/access.ts'
import type { Content, FileTarget, Release, Site, TreeEntry } from '../rpc/content/content.ts'
import { Answer, type Body } from './answers.ts'
import type { Asked, Forward, Made, MadeAnswer } from './asked.ts'
import { type Bodies, encodedKey } from './bodies.ts'
import type { Validators } from './conditions.ts'
import { failureAnswer, toFailure } from './failures.ts'
import { carriesHash, documentFields, fileFields, forever, never, revalidate } from './file-policy.ts'
import { findFile, findMissPage } from './find-file.ts'
import type { HandlerTools } from './handlers/handler.ts'
import { forwardOf } from './handlers/service.ts'
import { handlerOf } from './handlers/table.ts'
import { formatHttpDate } from './http-date.ts'
import { type MediaType, mediaTypeNamed, mediaTypeOf } from './media-types.ts'
import type { Coding, Wanted } from './negotiation.ts'

export interface SiteAnswersOptions {
  readonly content: Content
  readonly objects: Pick<Objects, 'header'>
  readonly bodies: Bodies
  /** Name of this machine, on pages about errors. */
  readonly name: string
  /** The page that shows a record to people. */
  readonly page?: HandlerTools['page']
}

interface ServedFile {
  readonly entry: TreeEntry
  readonly path: string
  /** The URL is a node's or a folder's. */
  readonly index: boolean
  readonly release: Release
  readonly media: MediaType
}

interface Chosen {
  readonly body: Body
  readonly coding: Coding | undefined
}

export class SiteAnswers {
  readonly #options: SiteAnswersOptions
  readonly #tools: HandlerTools

  constructor(options: SiteAnswersOptions) {
    this.#options = options
    this.#tools = {
      fromRelease: (asked, site, release) => this.#fromRelease(asked, site, release),
      fromFile: (asked, file) => this.#fromFile(asked, file),
      record: (site, type) => recordAnswer(site, type === 'application/dmg' ? 'dmg' : 'json'),
      ...(options.page && { page: options.page }),
      bases: () => options.content.bases()
    }
  }

  /** @throws KUBE_NAME_FOREIGN, KUBE_NAME_INVALID, KUBE_HOPS, KUBE_OBJECT_MISSING, KUBE_NOT_FOUND, KUBE_DENIED */
  async make(asked: Asked): Promise<Made> {
    const site = await this.#site(asked)
    const made = await this.#made(asked, site)
    // Decided here, once, for every handler: what not everyone may see is for this token alone.
    if (made.forward) return { forward: { ...made.forward, closed: isClosed(site) } }
    if (asked.reader === 'anyone' || asked.reader === 'member') return made
    return { ...made, answer: made.answer.forToken(asked.reader, isClosed(site)) }
  }

  async #made(asked: Asked, site: Site): Promise<Made> {
    const record = site.rest.length === 0 && (asked.wanted === 'json' || asked.wanted === 'dmg')
    if (record) return { answer: recordAnswer(site, asked.wanted), keep: true }
    return handlerOf(site.handler)(asked, site, this.#tools)
  }

  /** Where a request of any method goes on to; undefined where no service is. @throws as `make` */
  async forward(asked: Asked): Promise<Forward | undefined> {
    const site = await this.#options.content.find(asked.host, asked.path, asked.reader)
    if (site?.handler !== 'service') return undefined
    return { ...forwardOf(asked, await this.#site(asked)), closed: isClosed(site) }
  }

  /** @throws KUBE_UNAUTHORIZED, KUBE_DENIED for whoever may not see it */
  async #site({ host, path, reader }: Asked): Promise<Site> {
    const site = await this.#options.content.find(host, path, reader)
    if (!site) throw new KubeError('KUBE_NOT_FOUND', `there is no site at ${host}${path}`)
    const open = allowsReading(reader, site.access, site.node) && mayPass(reader, site.gates)
    if (!open) throw notReadable(reader, `https://${host}${path}`)
    const { viewer, ...others } = site
    const shown = !viewer || (allowsReading(reader, viewer.access, viewer.node) && mayPass(reader, viewer.gates))
    return shown ? site : others
  }

  async #fromRelease(asked: Asked, site: Site, release: Release): Promise<MadeAnswer> {
    const found = await findFile(this.#options.content, release, site, asked.wanted)
    if (found.kind === 'miss') return { answer: await this.#miss(asked, site, release), keep: false }
    if (found.kind === 'slash') return { answer: slashAnswer(release), keep: true }
    const { entry, path, index } = found
    return this.#file(asked, { entry, path: path.join('/'), index, release, media: mediaTypeOf(path.join('/')) })
  }

  async #fromFile(asked: Asked, { entry, release, mediaType }: FileTarget): Promise<MadeAnswer> {
    const media = mediaType === undefined ? mediaTypeOf(entry.name) : mediaTypeNamed(mediaType)
    // A node's URL, which gives the record to those who ask for that.
    return this.#file(asked, { entry, path: entry.name, index: true, release, media })
  }

  async #file(asked: Asked, { entry, path, index, release, media }: ServedFile): Promise<MadeAnswer> {
    const { body, coding } = await this.#choose(entry, media, asked.codings.list)
    // Never later than Date (RFC 9110, 8.8.2.1): a release from a clock ahead of ours has our time, for now.
    const nowMs = seconds(asked.nowMs)
    const modifiedMs = Math.min(seconds(release.publishedMs), nowMs)
    const validators = { etag: etagOf(entry, coding), modifiedMs }
    const cacheControl = !index && carriesHash(path) ? forever : revalidate
    const vary = [index ? 'Accept' : '', media.compressible ? 'Accept-Encoding' : ''].filter(Boolean).join(', ')
    const fields = fileAnswerFields(media, release, { cacheControl, vary, validators, coding })
    const answer = new Answer({ status: 200, fields, body, validators, shared: true })
    return { answer, keep: seconds(release.publishedMs) <= nowMs }
  }

  async #choose(entry: TreeEntry, media: MediaType, codings: readonly Coding[]): Promise<Chosen> {
    const { bodies, objects } = this.#options
    const { size } = await objects.header(entry.id)
    for (const coding of media.compressible ? codings : []) {
      const bytes = await bodies.encoded(entry.id, size, coding)
      if (!bytes) continue
      // Worth it once is worth it always; the bytes themselves are held by `bodies` alone.
      const again = async (): Promise<Uint8Array> => (await bodies.encoded(entry.id, size, coding))!
      return { body: { kind: 'kept', key: encodedKey(entry.id, coding), size: bytes.length, load: again }, coding }
    }
    const body: Body =
      size > bodyBytesMax
        ? { kind: 'stream', id: entry.id, size }
        : { kind: 'kept', key: entry.id, size, load: () => bodies.blob(entry.id) }
    return { body, coding: undefined }
  }

  async #miss(asked: Asked, site: Site, release: Release): Promise<Answer> {
    const reason = `The release ${release.id.slice(0, 7)} of ${site.node} has no such file.`
    const failure = toFailure(new KubeError('KUBE_NOT_FOUND', `there is no ${asked.path} at ${asked.host}`, { reason }))
    const asProblem = asked.wanted === 'json' || asked.wanted === 'dmg'
    const page = asProblem ? undefined : await findMissPage(this.#options.content, release, site)
    if (!page) return failureAnswer(failure, asked.wanted, this.#options.name, releaseField(release))
    const { body } = await this.#choose(page, mediaTypeOf('404.html'), [])
    const parts = { cacheControl: never, vary: 'Accept', validators: undefined, coding: undefined }
    const fields = fileAnswerFields(mediaTypeOf('404.html'), release, parts)
    return new Answer({ status: 404, fields, body, shared: false })
  }
}

/** Whether it is not for everyone. */
function isClosed({ access, node, gates }: Site): boolean {
  return !allowsReading('anyone', access, node) || gates !== undefined
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000
}

function etagOf(entry: TreeEntry, coding: Coding | undefined): string {
  return coding === undefined ? `"${entry.id}"` : `"${entry.id}-${coding}"`
}

function releaseField(release: Release | undefined): string[] {
  return release ? ['Kube-Release', release.id] : []
}

interface FieldParts {
  readonly cacheControl: string
  readonly vary: string
  readonly validators: Validators | undefined
  readonly coding: Coding | undefined
}

function fileAnswerFields(media: MediaType, release: Release, parts: FieldParts): string[] {
  const { cacheControl, vary, validators, coding } = parts
  const fields = ['Content-Type', media.value]
  if (coding !== undefined) fields.push('Content-Encoding', coding)
  if (validators) fields.push('ETag', validators.etag!, 'Last-Modified', formatHttpDate(validators.modifiedMs!))
  fields.push('Cache-Control', cacheControl)
  if (vary !== '') fields.push('Vary', vary)
  if (validators) fields.push('Accept-Ranges', 'bytes')
  fields.push(...fileFields)
  if (media.document) fields.push(...documentFields)
  fields.push(...releaseField(release))
  return fields
}

function slashAnswer(release: Release): Answer {
  const fields = ['Cache-Control', revalidate, 'Vary', 'Accept', ...fileFields, ...releaseField(release)]
  return new Answer({ status: 301, fields, body: { kind: 'bytes', bytes: noBytes }, shared: false, slash: true })
}

const noBytes = new Uint8Array(0)

function recordAnswer(site: Site, wanted: Wanted): Answer {
  const bytes = Buffer.from(`${JSON.stringify(site.record, null, 2)}\n`)
  const etag = `"${sha1Hex(bytes)}-record"`
  const type = wanted === 'dmg' ? 'application/dmg' : 'application/json'
  const fields = ['Content-Type', type, 'ETag', etag, 'Cache-Control', revalidate, 'Vary', 'Accept', ...fileFields]
  return new Answer({
    status: 200,
    fields: [...fields, ...releaseField(site.release)],
    body: { kind: 'bytes', bytes },
    validators: { etag, modifiedMs: undefined },
    shared: true
  })
}
