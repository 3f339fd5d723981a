// Which keys of machines named which next ones: `refs/!trust/<id>/!rotation`, written by the admin who granted it.
import { KubeError } from '../../base/errors.ts'
import type { PeerId } from '../../base/types.ts'
import type { Objects } from '../../ports/objects.ts'
import { type Rotation, readRotation } from '../../trust/rotation.ts'
import { readSmallFile } from '../objects/small-commit.ts'
import type { Replica } from '../replica.ts'

const rotationPattern = /^refs\/!trust\/[^/]+\/!rotation$/

/** Every key that `from` has named, in any number of steps. */
export async function keysNamedBy(from: PeerId, replica: Replica, objects: Objects): Promise<PeerId[]> {
  const named = new Map<PeerId, PeerId[]>()
  for (const [ref, commit] of replica.ledger.refs('refs/!trust/')) {
    if (!rotationPattern.test(ref)) continue
    const file = await readSmallFile(objects, commit, 'credential.jwt')
    const statement = file && (await statementIn(file))
    if (statement === undefined) continue
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

/** What is no statement names no key, whoever put it there. */
async function statementIn(file: Uint8Array): Promise<Rotation | undefined> {
  try {
    return await readRotation(Buffer.from(file).toString('utf8').trim())
  } catch (thrown) {
    if (!(thrown instanceof KubeError)) throw thrown
    return undefined
  }
}
