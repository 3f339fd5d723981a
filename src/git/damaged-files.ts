// The few files of a repository without which git does not read it: what a disk has made of them is put aside.
import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { isObjectId } from '../base/git-format.ts'
import type { Logger } from '../base/types.ts'
import { hasErrno } from '../storage/disk.ts'

/** A branch, by a name that git-check-ref-format(1) allows; git calls any other ref in `HEAD` strange. */
const symbolic =
  /^ref: refs\/heads\/(?!\/|.*(?:\.\.|\/\/|\/\.|@\{|\.lock(?:\/|$)|[/.]$))[^.\s\p{Cc}~^:?*[\\][^\s\p{Cc}~^:?*[\\]*$/u
/** Lines of git-config(1): none or a comment, a section, a variable. */
const configLines = [
  /^\s*([#;].*)?$/,
  /^\s*\[[A-Za-z0-9.-]+(\s+"(\\.|[^"\\])*")?\]/,
  /^\s*[A-Za-z][A-Za-z0-9-]*\s*([#;=].*)?$/
]

function isHead(text: string): boolean {
  const line = text.trimEnd()
  return symbolic.test(line) || isObjectId(line)
}

function isConfig(text: string): boolean {
  // A value may go on behind a backslash at the end of a line.
  const lines = text.replace(/\\\r?\n/g, '').split(/\r?\n/)
  return (
    !/[\p{Cc}\ufffd]/u.test(text.replace(/[\t\r\n]/g, '')) &&
    lines.every(line => configLines.some(one => one.test(line)))
  )
}

function ifAbsent(thrown: unknown): string {
  if (hasErrno(thrown, 'ENOENT')) return ''
  throw thrown
}

/** Puts a `HEAD` and a `config` that git cannot read into the quarantine, so that they are written anew. */
export async function putDamagedAside(dir: string, log: Logger): Promise<void> {
  for (const [name, isRight] of [
    ['HEAD', isHead],
    ['config', isConfig]
  ] as const) {
    const text = await readFile(join(dir, name), 'utf8').catch(ifAbsent)
    if (text === '' || isRight(text)) continue
    const aside = join(dir, 'kubed/quarantine', `${name}-${Date.now()}`)
    await rename(join(dir, name), aside)
    log.log('warn', `the ${name} of the repository was damaged and is made anew`, { was: aside })
  }
}
