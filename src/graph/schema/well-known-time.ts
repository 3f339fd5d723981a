// google.protobuf.Timestamp (RFC 3339) and Duration as ProtoJSON spells them.
import { invalid } from '../shape.ts'

interface Moment {
  /** A 64-bit number, as JSON has it. */
  readonly seconds: string
  readonly nanos: number
}

const time = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/
// 0001-01-01 and 9999-12-31, in seconds.
const [secondsMin, secondsMax] = [-62_135_596_800n, 253_402_300_799n]
// About 10,000 years.
const durationMax = 315_576_000_000n

const nanosOf = (fraction: string | undefined): number => Number((fraction ?? '').padEnd(9, '0'))

function fraction(nanos: number): string {
  if (nanos === 0) return ''
  const digits = String(nanos).padStart(9, '0')
  return `.${digits.endsWith('000000') ? digits.slice(0, 3) : digits.endsWith('000') ? digits.slice(0, 6) : digits}`
}

export function parseTimestamp(text: string): { seconds: string; nanos: number } | undefined {
  const found = time.exec(text)
  if (found === null) return undefined
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number
  ]
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second)
  // A day that the month does not have, or an hour past 23, moves the others.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || date.getUTCHours() !== hour) return undefined
  if (minute > 59 || second > 59) return undefined
  const zone = found[8]!
  const minutes = zone === 'Z' ? 0 : Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)))
  const seconds = BigInt(date.getTime() / 1000 - minutes * 60)
  return inYears(seconds) ? moment(seconds, nanosOf(found[7])) : undefined
}

const moment = (seconds: bigint, nanos: number): Moment & { [key: string]: string | number } => ({
  seconds: String(seconds),
  nanos
})
const inYears = (seconds: bigint): boolean => seconds >= secondsMin && seconds <= secondsMax

/** @throws KUBE_RECORD_INVALID outside of the years 1 to 9999 */
export function formatTimestamp(seconds: bigint, nanos: number): string {
  if (!inYears(seconds) || nanos < 0 || nanos > 999_999_999) {
    throw invalid([], 'a time is not valid', 'it is within the years 1 to 9999')
  }
  return new Date(Number(seconds) * 1000).toISOString().replace('.000Z', `${fraction(nanos)}Z`)
}

export function parseDuration(text: string): { seconds: string; nanos: number } | undefined {
  const found = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/.exec(text)
  if (found === null) return undefined
  const whole = BigInt(found[2]!)
  if (whole > durationMax) return undefined
  const nanos = nanosOf(found[3])
  return found[1] === '-' ? moment(-whole, -nanos || 0) : moment(whole, nanos)
}

/** @throws KUBE_RECORD_INVALID for one that no JSON has */
export function formatDuration(seconds: bigint, nanos: number): string {
  const whole = seconds < 0n ? -seconds : seconds
  const mixed = (seconds > 0n && nanos < 0) || (seconds < 0n && nanos > 0)
  if (whole > durationMax || Math.abs(nanos) > 999_999_999 || mixed) {
    throw invalid([], 'a duration is not valid', 'seconds and nanos are of one sign and within 10,000 years')
  }
  return `${seconds < 0n || nanos < 0 ? '-' : ''}${whole}${fraction(Math.abs(nanos))}s`
}
