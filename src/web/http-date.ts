// Dates of HTTP (RFC 9110, 5.6.7): one form is written, three are read.

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const fixed = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/
const rfc850 = /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\d\d)-([A-Z][a-z]{2})-(\d\d) (\d\d):(\d\d):(\d\d) GMT$/
const asctime = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})$/

/** `Sun, 06 Nov 1994 08:49:37 GMT`. `ms`: since 1970-01-01 UTC. */
export function formatHttpDate(ms: number): string {
  return new Date(ms).toUTCString()
}

/** Milliseconds since 1970-01-01 UTC, whole seconds; undefined for anything that is no date. */
export function parseHttpDate(text: string, nowMs: number): number | undefined {
  const whole = fixed.exec(text)
  if (whole) return at(Number(whole[3]), whole[2]!, whole[1]!, whole.slice(4))
  const short = rfc850.exec(text)
  if (short) return at(century(Number(short[3]), nowMs), short[2]!, short[1]!, short.slice(4))
  const old = asctime.exec(text)
  return old ? at(Number(old[6]), old[1]!, old[2]!, old.slice(3, 6)) : undefined
}

function at(year: number, monthName: string, day: string, time: readonly string[]): number | undefined {
  const month = months.indexOf(monthName)
  const [hour, minute, second] = time.map(Number) as [number, number, number]
  if (month < 0 || hour > 23 || minute > 59 || second > 60) return undefined
  const ms = Date.UTC(year, month, Number(day), hour, minute, second)
  return new Date(ms).getUTCMonth() === month || second === 60 ? ms : undefined
}

/** Two digits more than 50 years ahead are of the past century. */
function century(digits: number, nowMs: number): number {
  const year = new Date(nowMs).getUTCFullYear()
  const guess = Math.floor(year / 100) * 100 + digits
  return guess > year + 50 ? guess - 100 : guess
}
