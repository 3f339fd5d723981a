// Views of a record on its node's URL (names.md, Records): `?own`, `?record`, `?children`, the canonical bytes, and a
// page for people. Never on a file.
import { sha1Hex } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import type { Reader } from '../rpc/access.ts'
import type { NodeView, RecordViews } from '../rpc/records/record-views.ts'
import { Answer } from './answers.ts'
import { fileFields, plainPageFields, revalidate } from './file-policy.ts'
import type { Wanted } from './negotiation.ts'
import { recordPage } from './record-page.ts'

export interface RecordAsked {
  readonly host: string
  /** Percent-encoded. */
  readonly path: string
  readonly wanted: Wanted
  /** With its `?`, or empty. */
  readonly query: string
  readonly reader: Reader
}

interface Flags {
  readonly own: boolean
  readonly record: boolean
  readonly children: boolean
}

/** Words that stand alone in a query: `?own`, never `?own=1`, which is the site's. */
function flagsOf(query: string): Flags {
  if (query === '') return none
  const words = query.slice(1).split('&')
  return { own: words.includes('own'), record: words.includes('record'), children: words.includes('children') }
}

const none: Flags = { own: false, record: false, children: false }

/** What of a query tells answers apart, in one spelling; empty for a query that is not about records. */
export function recordQuery(query: string): string {
  const flags = flagsOf(query)
  const said = (['own', 'record', 'children'] as const).filter(name => flags[name]).join('&')
  return said === '' ? '' : `?${said}${flags.children ? JSON.stringify(pageOf(query)) : ''}`
}

/** The page of children that is asked for. */
function pageOf(query: string): { readonly after: string | null; readonly limit: string | null } {
  const given = new URLSearchParams(query)
  return { after: given.get('after'), limit: given.get('limit') }
}

export class RecordAnswers {
  readonly #views: RecordViews

  constructor(views: RecordViews) {
    this.#views = views
  }

  /** The answer to a request that is about a record; undefined for any other, and where no node is. */
  async make(asked: RecordAsked): Promise<Answer | undefined> {
    const made = await this.#make(asked)
    return asked.reader === 'anyone' || asked.reader === 'member' ? made : made?.forToken(asked.reader, true)
  }

  async #make(asked: RecordAsked): Promise<Answer | undefined> {
    const { own, record, children } = flagsOf(asked.query)
    if (children) return this.#children(asked)
    if (!own && !record && asked.wanted !== 'protobuf') return undefined
    const view = this.#views.find(asked.host, asked.path, asked.reader)
    if (!view || (view.isSchema && !own && !record)) return undefined
    if (asked.wanted === 'protobuf') return this.#bytes(view, own)
    const tool = asked.wanted === 'json' || asked.wanted === 'dmg' || (own && asked.wanted === 'any')
    return tool ? this.#json(view, own, asked.wanted) : this.page(asked, view)
  }

  /** The page of a node that has nothing else to show; undefined where no node is. */
  async pageAt(asked: RecordAsked): Promise<Answer | undefined> {
    const view = this.#views.find(asked.host, asked.path, asked.reader)
    return view && this.page(asked, view)
  }

  async page(asked: RecordAsked, view: NodeView): Promise<Answer> {
    // Its links, as a site's, need the slash.
    if (asked.wanted === 'page' && !view.slash) return slashAnswer()
    const { own } = flagsOf(asked.query)
    const views = this.#views
    const text = recordPage({
      view,
      own,
      record: await views.json(view, own),
      ownKeys: Object.keys(await views.json(view, true)),
      children: (await views.children(asked.host, asked.path, {}, asked.reader)) ?? [],
      history: await views.history(view, asked.reader),
      urlOf: name => views.urlOf(name, asked.host)
    })
    return answer(Buffer.from(text), 'text/html; charset=utf-8', plainPageFields)
  }

  async #json(view: NodeView, own: boolean, wanted: Wanted): Promise<Answer> {
    const text = `${JSON.stringify(await this.#views.json(view, own), null, 2)}\n`
    return answer(Buffer.from(text), wanted === 'dmg' ? 'application/dmg' : 'application/json', fileFields)
  }

  async #bytes(view: NodeView, own: boolean): Promise<Answer> {
    return answer(await this.#views.bytes(view, own), 'application/x-protobuf', fileFields)
  }

  async #children({ host, path, query, reader }: RecordAsked): Promise<Answer | undefined> {
    const { after, limit } = pageOf(query)
    if (limit !== null && !/^[1-9]\d{0,5}$/.test(limit)) {
      throw new KubeError('KUBE_USAGE', 'limit is no number', { reason: `it is ${JSON.stringify(limit.slice(0, 20))}` })
    }
    const page = { ...(after !== null && { after }), ...(limit !== null && { limit: Number(limit) }) }
    // One more than the page shows tells whether another follows.
    const found = await this.#views.children(host, path, page, reader)
    if (!found) return undefined
    const last = found.at(-1)?.name
    const rest = last === undefined ? [] : await this.#views.children(host, path, { after: last, limit: 1 }, reader)
    const more = (rest?.length ?? 0) > 0
    const next = new URLSearchParams({ after: last ?? '', ...(limit !== null && { limit }) })
    const link = more ? ['Link', `<${path}?children&${next}>; rel="next"`] : []
    return answer(Buffer.from(`${JSON.stringify(found)}\n`), 'application/json', [...fileFields, ...link])
  }
}

function answer(bytes: Uint8Array, type: string, more: readonly string[]): Answer {
  const etag = `"${sha1Hex(bytes)}-record"`
  return new Answer({
    status: 200,
    fields: ['Content-Type', type, 'ETag', etag, 'Cache-Control', revalidate, 'Vary', 'Accept', ...more],
    body: { kind: 'bytes', bytes },
    validators: { etag, modifiedMs: undefined },
    shared: true
  })
}

function slashAnswer(): Answer {
  const fields = ['Cache-Control', revalidate, 'Vary', 'Accept', ...fileFields]
  return new Answer({
    status: 301,
    fields,
    body: { kind: 'bytes', bytes: new Uint8Array(0) },
    shared: false,
    slash: true
  })
}
