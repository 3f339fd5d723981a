// What people and scripts see: data on stdout, all else on stderr, one error line, no colour unless on a terminal.
import type { KubeError } from '../base/errors.ts'
import { shownLines } from '../base/shown.ts'

/** What a terminal needs of a stream: those of the process have it. */
export interface TextStream {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

export interface TerminalOptions {
  readonly json: boolean
  readonly env: NodeJS.ProcessEnv
  readonly stdout?: TextStream | undefined
  readonly stderr?: TextStream | undefined
}

export class Terminal {
  readonly json: boolean
  private readonly stdout: TextStream
  private readonly stderr: TextStream
  private readonly colour: boolean
  private bar = false

  constructor(options: TerminalOptions) {
    this.json = options.json
    this.stdout = options.stdout ?? process.stdout
    this.stderr = options.stderr ?? process.stderr
    this.colour = this.stderr.isTTY === true && !options.env.NO_COLOR && options.env.TERM !== 'dumb'
  }

  /** Whether progress may be drawn. */
  get drawsProgress(): boolean {
    return this.stderr.isTTY === true && !this.json
  }

  /** Columns of the terminal that stderr is on. */
  get columns(): number {
    return this.stderr.columns || 80
  }

  /** A line of data. */
  data(line: string): void {
    this.stdout.write(`${shownLines(line)}\n`)
  }

  /** Exactly one JSON value on one line. */
  value(value: unknown): void {
    this.stdout.write(`${JSON.stringify(value)}\n`)
  }

  /** A word to people; never part of the data. */
  note(line: string): void {
    this.say(shownLines(line))
  }

  warn(line: string): void {
    this.say(`${this.paint('33', 'warning:')} ${shownLines(oneLine(line))}`)
  }

  /** One line in place of the last; only on a terminal. */
  progress(line: string): void {
    if (!this.drawsProgress) return
    this.bar = true
    this.stderr.write(`\r\u001b[K${line.slice(0, this.columns - 1)}`)
  }

  clearProgress(): void {
    if (!this.bar) return
    this.bar = false
    this.stderr.write('\r\u001b[K')
  }

  error(error: KubeError): void {
    this.say(this.json ? JSON.stringify(error) : `${this.paint('31', 'error:')} ${shownLines(describeError(error))}`)
  }

  private say(line: string): void {
    this.clearProgress()
    this.stderr.write(`${line}\n`)
  }

  private paint(code: string, text: string): string {
    return this.colour ? `\u001b[${code}m${text}\u001b[0m` : text
  }
}

/** What failed, why, the code, and what mends it, on one line. */
export function describeError(error: KubeError): string {
  const why = error.reason === '' ? '' : `: ${oneLine(error.reason)}`
  const next = error.next.length === 0 ? '' : `; try: ${error.next.map(oneLine).join(', or: ')}`
  return `${oneLine(error.message)}${why} (${error.code})${next}`
}

export function oneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, ' ')
}

/** Columns aligned, two spaces apart, the head in capitals; nothing at the ends of lines. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head.map(cell => cell.toUpperCase()), ...rows.map(row => row.map(oneLine))]
  const widths = head.map((_, column) => Math.max(...all.map(row => displayWidth(row[column] ?? ''))))
  return all.map(row =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, widths[column]! - displayWidth(cell))))
      .join('  ')
      .trimEnd()
  )
}

/** Code points; close enough for names, without a table of widths. */
function displayWidth(text: string): number {
  return [...text].length
}

/** `2022-07-31 15:05:02` in local time. */
export function formatTime(time: string | number | Date): string {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return 'unknown'
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** `48.0 MB`, in powers of 1000. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  for (const [unit, size] of [
    ['kB', 1e3],
    ['MB', 1e6],
    ['GB', 1e9]
  ] as const) {
    if (bytes < size * 999.5 || unit === 'GB') return `${(bytes / size).toFixed(bytes < size * 10 ? 1 : 0)} ${unit}`
  }
  return `${bytes} B`
}
