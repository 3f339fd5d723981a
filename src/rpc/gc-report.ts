// What `gc` answers.

/** Objects, and their bytes on the disk. */
interface Amount {
  readonly objects: number
  readonly bytes: number
}

export interface GcReport {
  readonly type: 'gc'
  /** What may go, by the realm whose releases it was of; null: of none. */
  readonly realms: readonly (Amount & { readonly name: string | null })[]
  /** What may go and was never published. */
  readonly unlisted: Amount
  /** What was never published and goes a day after it was noticed: of publishes that were broken off, or go on. */
  readonly recent: Amount
  readonly total: Amount
  /** What no release needs, and waits for a checkpoint, or for these members to have what it covers. */
  readonly waiting: Amount & { readonly members: readonly string[] }
  /** Null where it was only asked. */
  readonly freed: Amount | null
}
