// How often a limit was met since the start: what was refused, ended or dropped for it.

/** A limit of `limits.ts`, or one that stands where it is used. */
export type LimitName = keyof typeof import('./limits.ts') | LimitElsewhere

type LimitElsewhere =
  | 'clockDifferenceMsMax'
  | 'counterMax'
  | 'credentialCharactersMax'
  | 'depthOfValuesMax'
  | 'enrolMessageBytesMax'
  | 'machineNameLengthMax'
  | 'stageMax'
  | 'wallMsMax'

export type OnLimit = (limit: LimitName) => void

export class LimitHits {
  readonly #counts = new Map<LimitName, number>()

  readonly hit: OnLimit = limit => {
    this.#counts.set(limit, (this.#counts.get(limit) ?? 0) + 1)
  }

  /** Only limits that were met, by name. */
  counts(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([one], [two]) => (one < two ? -1 : 1)))
  }
}

export const uncounted: OnLimit = () => undefined
