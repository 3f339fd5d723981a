// Whether a history of operations on one object could have been made by one machine that did them one after another, each at
// some moment between its call and its answer (Herlihy & Wing; the search is Wing & Gong's with Lowe's memory of what was
// tried). An operation whose answer nobody saw may have happened at any time after its call, or never.

export interface Operation<S> {
  readonly what: string
  readonly calledAt: number
  /** `Infinity` when nobody saw the answer. */
  readonly answeredAt: number
  /** The state after it; undefined where it cannot have been answered as it was. */
  apply(state: S): S | undefined
}

/** An order in which it could have been, or undefined. `keyOf` is the same for equal states. */
export function linearization<S>(
  initial: S,
  operations: readonly Operation<S>[],
  keyOf: (state: S) => string
): readonly Operation<S>[] | undefined {
  const inOrder = operations.toSorted((a, b) => a.calledAt - b.calledAt)
  const tried = new Set<string>()
  const order: Operation<S>[] = []
  const search = (state: S, done: bigint): boolean => {
    const left = inOrder.filter((_, at) => !(done & (1n << BigInt(at))))
    if (left.every(({ answeredAt }) => answeredAt === Number.POSITIVE_INFINITY)) return true
    const key = `${done} ${keyOf(state)}`
    if (tried.has(key)) return false
    tried.add(key)
    // What was answered before another was called came before it.
    const firstAnswer = Math.min(...left.map(({ answeredAt }) => answeredAt))
    for (const [at, operation] of inOrder.entries()) {
      if (done & (1n << BigInt(at)) || operation.calledAt > firstAnswer) continue
      const next = operation.apply(state)
      if (next === undefined) continue
      order.push(operation)
      if (search(next, done | (1n << BigInt(at)))) return true
      order.pop()
    }
    return false
  }
  return search(initial, 0n) ? order : undefined
}

/** Registers by name: a changeset sets several of them if each has the value that it expects. */
export type Registers = ReadonlyMap<string, string | undefined>

export interface Swap {
  readonly ref: string
  readonly old: string | undefined
  readonly new: string | undefined
}

export function swapAll(registers: Registers, swaps: readonly Swap[]): Registers | undefined {
  if (swaps.some(({ ref, old }) => registers.get(ref) !== old)) return undefined
  return new Map([...registers, ...swaps.map(({ ref, new: value }): [string, string | undefined] => [ref, value])])
}

export const registersKey = (registers: Registers): string => JSON.stringify([...registers].sort())
