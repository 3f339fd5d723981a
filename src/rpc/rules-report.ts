// What `dx rules` shows.

/** A member and the merge rules that it has said it knows. */
export interface MachineRules {
  readonly name: string
  readonly id: string
  /** Of kubed; empty where it has not said. */
  readonly version: string
  /** Number of the newest. */
  readonly rules: number
}

export interface RulesStatus {
  readonly type: 'rules'
  readonly inForce: number
  /** Number of the newest that this machine knows. */
  readonly known: number
  readonly machines: readonly MachineRules[]
}
