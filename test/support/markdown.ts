// Tables and code blocks of the documents, so that tests can hold them against the program.
import fs from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')

export function readDocument(name: string): string {
  return fs.readFileSync(path.join(root, name), 'utf8')
}

export type Row = Readonly<Record<string, string>>

/** Cells of a row; `\|` is a bar. */
function cells(line: string): string[] {
  const inner = line.trim().slice(1, -1)
  return inner.split(/(?<!\\)\|/).map(cell => cell.trim().replaceAll('\\|', '|'))
}

/** Every table of a text, its rows by the names of its columns. */
export function tablesOf(text: string): Row[][] {
  const tables: Row[][] = []
  let head: string[] | undefined
  let rows: Row[] | undefined
  for (const line of text.split('\n')) {
    if (!line.startsWith('|')) {
      head = undefined
      rows = undefined
    } else if (head === undefined) head = cells(line)
    else if (rows === undefined) {
      rows = []
      tables.push(rows)
    } else {
      const names = head
      rows.push(Object.fromEntries(cells(line).map((cell, at) => [names[at] ?? '', cell])))
    }
  }
  return tables
}

/** Rows of all tables that have these columns. */
export function rowsWith(text: string, ...columns: readonly string[]): Row[] {
  return tablesOf(text)
    .filter(rows => columns.every(column => Object.hasOwn(rows[0] ?? {}, column)))
    .flat()
}

/** Text in backquotes: `` `code` ``. */
export function codeOf(cell: string | undefined): string {
  return /^`(.*)`$/.exec(cell ?? '')?.[1] ?? ''
}

/** Bodies of the fenced blocks of one language. */
export function blocksOf(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .filter(found => found[1] === language)
    .map(found => found[2] ?? '')
}
