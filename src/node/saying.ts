// What the log says of entries.
import type { Logger } from '../base/types.ts'
import type { Change, Entry } from '../ledger/types.ts'

/** For people: what became of an entry. */
export function sayTaken(logger: Logger, entry: Entry, { standing, reason }: Change): void {
  const fields = { chain: entry.chain, sequence: entry.sequence, message: entry.message }
  if (standing === 'void') logger.log('warn', 'an entry does not count', { ...fields, reason })
  else if (standing === 'newer')
    logger.log('warn', 'an entry by newer rules is kept and passed on', { ...fields, rules: entry.rules })
  else logger.log('debug', `entry ${standing}`, fields)
}
