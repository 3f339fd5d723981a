// Credentials as the graph holds them: `refs/!trust/<id>/!credential`, a commit with the JWT.
import type { Logger, ObjectId } from '../../base/types.ts'
import type { Grant, RefUpdate } from '../../ledger/types.ts'
import type { Objects } from '../../ports/objects.ts'
import { type Credential, readCredential } from '../../trust/credentials.ts'
import { readSmallFile } from '../objects/small-commit.ts'

export interface HeldCredential extends Credential {
  readonly jwt: string
}

export const credentialPattern = /^refs\/!trust\/([^/]+)\/!credential$/

/** Undefined for a commit that holds none, one that is not valid, or one of another subnet than `subnet` (`did:key`). */
export async function readHeld(
  objects: Objects,
  commit: ObjectId,
  subnet: string,
  logger: Logger
): Promise<HeldCredential | undefined> {
  const file = await readSmallFile(objects, commit, 'credential.jwt')
  if (!file) return undefined
  const jwt = Buffer.from(file).toString('utf8').trim()
  try {
    const credential = await readCredential(jwt)
    if (credential.audience === subnet) return { ...credential, jwt }
    logger.log('warn', 'a credential of the graph is of another subnet', { commit, of: credential.audience })
    return undefined
  } catch (error) {
    logger.log('warn', 'a credential of the graph is not valid', { commit, reason: String(error) })
    return undefined
  }
}

/** The credentials of a subnet (`did:key`) that updates bring, their signatures checked. */
export function grantReader(
  subnet: string,
  logger: Logger
): (updates: readonly RefUpdate[], objects: Objects) => Promise<readonly Grant[]> {
  return async (updates, objects) => {
    const grants: Grant[] = []
    for (const { ref, new: commit } of updates) {
      const id = credentialPattern.exec(ref)?.[1]
      if (id === undefined || commit === undefined) continue
      const held = await readHeld(objects, commit, subnet, logger)
      if (held?.id === id) grants.push(held)
      else if (held) logger.log('warn', 'a credential stands at another id than its own', { ref, id: held.id })
    }
    return grants
  }
}
