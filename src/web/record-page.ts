// A record for people: what it is, its fields, where its names lead, what is below it, how it came to be. Plain HTML
// without a script.
import type { ListedChild } from '../rpc/api.ts'
import type { Change, NodeView } from '../rpc/records/record-views.ts'
import { escapeHtml } from './failures.ts'

export interface RecordPage {
  readonly view: NodeView
  /** The own record is shown, without what it inherits. */
  readonly own: boolean
  readonly record: Readonly<Record<string, unknown>>
  /** Keys that the node's own record has. */
  readonly ownKeys: readonly string[]
  readonly children: readonly ListedChild[]
  readonly history: readonly Change[]
  urlOf(name: string): string | undefined
}

const style =
  ':root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}' +
  'h1{font-size:1.5rem;margin-bottom:0}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse;width:100%}' +
  'th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-top:1px solid #8886}' +
  'td{overflow-wrap:anywhere}td table{width:auto}ul,ol{margin:0;padding-left:1.25rem}code{font-size:.95em}' +
  'footer{opacity:.75;font-size:.85rem;margin-top:3rem}pre{margin:0;white-space:pre-wrap}'

/** Longer texts and lists are cut here: the JSON has all of them. */
const textShown = 2000
const itemsShown = 200
/** Fields whose texts are names, however they are spelled. */
const nameKeys: ReadonlySet<string> = new Set(['target', 'to', 'from', 'handler', 'override', 'mounts', 'type'])

export function recordPage(page: RecordPage): string {
  const { view, record, own, history } = page
  const title = typeof record.title === 'string' ? record.title : view.name
  const type = typeof record.type === 'string' ? record.type : ''
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${style}</style>`,
    `<header><h1>${escapeHtml(title)}</h1>`,
    `<p><code>${escapeHtml(view.name)}</code>${type === '' ? '' : `, a record of type ${named(page, type)}`}</p></header>`,
    '<main>',
    `<h2 id="record">${own ? 'Its own record' : 'Record'}</h2>`,
    fieldsOf(page),
    '<h2 id="children">Children</h2>',
    childrenOf(page),
    '<h2 id="history">History</h2>',
    historyOf(history),
    '</main>',
    footer(page),
    ''
  ].join('\n')
}

function fieldsOf(page: RecordPage): string {
  const entries = Object.entries(page.record).filter(([key]) => key !== 'type')
  if (entries.length === 0) return '<p>It has no fields.</p>'
  const rows = entries.map(([key, value]) => {
    const inherited = page.own || page.ownKeys.includes(key) ? '' : ' <small>(inherited)</small>'
    return `<tr><th scope="row">${escapeHtml(key)}${inherited}<td>${shownValue(page, value, key, 0)}`
  })
  return `<table aria-labelledby="record">\n${rows.join('\n')}\n</table>`
}

function shownValue(page: RecordPage, value: unknown, key: string, depth: number): string {
  if (value === null) return '<em>removed</em>'
  if (typeof value === 'string') return textOf(page, value, key)
  if (typeof value !== 'object') return `<code>${escapeHtml(String(value))}</code>`
  if (depth > 8) return '<em>deeper</em>'
  if (Array.isArray(value)) {
    const items = value.slice(0, itemsShown).map(item => `<li>${shownValue(page, item, key, depth + 1)}`)
    if (value.length > itemsShown) items.push(`<li><em>and ${value.length - itemsShown} more</em>`)
    return `<ul>${items.join('')}</ul>`
  }
  const entries = Object.entries(value as Record<string, unknown>)
  const rows = entries.slice(0, itemsShown).map(([name, inner]) => {
    // In a map from name to name it is the map that says what its values are.
    const as = nameKeys.has(key) && typeof inner === 'string' ? key : name
    return `<tr><th scope="row">${escapeHtml(name)}<td>${shownValue(page, inner, as, depth + 1)}`
  })
  return `<table>${rows.join('')}</table>`
}

function textOf(page: RecordPage, text: string, key: string): string {
  if (nameKeys.has(key) || /^(?:dx|https):\/\/\S+$/.test(text)) return named(page, text)
  if (text.includes('\n')) return `<pre>${escapeHtml(text.slice(0, textShown))}</pre>`
  return escapeHtml(text.length > textShown ? `${text.slice(0, textShown)}…` : text)
}

/** A name as a link to its own page; a URL elsewhere as it is. */
function named({ urlOf }: RecordPage, text: string): string {
  const url = urlOf(text) ?? (/^https:\/\/[^\s"<>]+$/.test(text) ? text : undefined)
  return url === undefined ? `<code>${escapeHtml(text)}</code>` : link(url, text)
}

const link = (url: string, text: string): string => `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`

function childrenOf({ children, urlOf }: RecordPage): string {
  if (children.length === 0) return '<p>There are none.</p>'
  const rows = children.map(({ name, type, title }) => {
    const url = urlOf(name)
    const shown = url === undefined ? `<code>${escapeHtml(name)}</code>` : link(url, name)
    return `<tr><th scope="row">${shown}<td>${escapeHtml(title ?? '')}<td><code>${escapeHtml(type)}</code>`
  })
  const head = '<thead><tr><th scope="col">name<th scope="col">title<th scope="col">type</thead>'
  const more = children.length >= 100 ? '<p><a href="?children">All of them, as JSON</a></p>' : ''
  return `<table aria-labelledby="children">${head}\n${rows.join('\n')}\n</table>${more}`
}

function historyOf(history: readonly Change[]): string {
  // Who it was is for members.
  const told = history.some(({ by }) => by !== undefined)
  const rows = history.map(({ id, at, by, message }) => {
    const when = `<time datetime="${at}">${at.slice(0, 19).replace('T', ' ')}</time>`
    const who = told ? `<td>${escapeHtml(by ?? '')}` : ''
    return `<tr><td>${when}${who}<td>${escapeHtml(message)}<td><code>${id.slice(0, 12)}</code>`
  })
  const who = told ? '<th scope="col">by' : ''
  const head = `<thead><tr><th scope="col">when (UTC)${who}<th scope="col">what<th scope="col">record</thead>`
  return `<table aria-labelledby="history">${head}\n${rows.join('\n')}\n</table>`
}

function footer({ view, own }: RecordPage): string {
  const other = own
    ? '<a href="?record">with what it inherits</a>'
    : '<a href="?record&amp;own">its own record alone</a>'
  return [
    `<footer><p>${other} · <a href="?children">children as JSON</a>`,
    view.hasRelease ? ' · <a href="./">the site</a>' : '',
    `</p><p>record <code>${view.recordId}</code></p></footer>`
  ].join('')
}
