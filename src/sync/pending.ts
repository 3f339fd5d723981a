// What is under way, for a person who asks why.
import type { SyncState } from './plan.ts'
import type { LedgerView } from './types.ts'

export function pendingLines({ wanted, stage }: Pick<SyncState, 'wanted' | 'stage'>, ledger: LedgerView): string[] {
  const asked = [...wanted.values()].map(
    ({ head, holders }) => `wants ${head.chain.slice(-6)}/${head.sequence} of ${holders.size} peers`
  )
  const staged = [...stage.values()].map(({ staged: { entry }, state, failures }) => {
    const { length } = ledger.missing(entry)
    return `${entry.chain.slice(-6)}/${entry.sequence} ${state}, ${failures} failures, ${length} before it missing`
  })
  return [...asked, ...staged]
}
