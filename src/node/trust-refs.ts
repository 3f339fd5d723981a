// Where rights stand in the graph, and where their end does.
import type { RefName } from '../base/types.ts'

/** @param id UUID of the credential */
export const credentialRef = (id: string): RefName => `refs/!trust/${id}/!credential`
/** @param id of a credential, or of a key as `revocationId` has it */
export const revokedRef = (id: string): RefName => `refs/!trust/${id}/!revoked`
