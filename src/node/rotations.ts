// Which keys of machines named which next ones: `refs/!trust/<id>/!rotation`, written by the admin who granted it.
import type { PeerId } from '../base/types.ts'
import type { Objects } from '../ports/objects.ts'
import { readRotation } from '../trust/rotation.ts'
import type { Replica } from './replica.ts'
import { readSmallFile } from './small-commit.ts'

const rotationPattern = /^refs\/!trust\/[^/]+\/!rotation$/

/** Every key that `from` has named, in any number of steps. */
export async function keysNamedBy(from: PeerId, replica: Replica, objects: Objects): Promise<PeerId[]> {
  const named = new Map<PeerId, PeerId[]>()
  for (const [ref, commit] of replica.ledger.refs('refs/!trust/')) {
    if (!rotationPattern.test(ref)) continue
    const file = await readSmallFile(objects, commit, 'credential.jwt')
    if (file === undefined) continue
    const statement = await readRotation(Buffer.from(file).toString('utf8').trim())
    named.set(statement.from, [...(named.get(statement.from) ?? []), statement.to])
  }
  const found = new Set<PeerId>()
  const open = [from]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    for (const next of named.get(key) ?? []) {
      if (next === from || found.has(next)) continue
      found.add(next)
      open.push(next)
    }
  }
  return [...found]
}
