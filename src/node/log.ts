// The daemon's log: one line an event on stderr, for a person or, as JSON, for a collector.
import { shownLine } from '../base/shown.ts'
import type { Logger, LogLevel } from '../base/types.ts'

const order: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 }

export function createLogger(level: LogLevel, format: 'text' | 'json', write: (line: string) => void): Logger {
  return {
    log(at, message, fields = {}) {
      if (order[at] < order[level]) return
      const time = new Date().toISOString()
      if (format === 'json') write(`${JSON.stringify({ time, level: at, message, ...fields })}\n`)
      else write(`${time} ${at.padEnd(5)} ${shownLine(message + describe(fields))}\n`)
    }
  }
}

function describe(fields: Readonly<Record<string, unknown>>): string {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')
  return known.map(([key, value]) => `  ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`).join('')
}
