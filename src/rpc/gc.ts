// What retention lets go, by the names of realms, and freeing it.
import { parsePathKey } from '../graph/component.ts'
import { formatName } from '../graph/name-format.ts'
import type { Kube } from '../node/kube.ts'
import type { GcReport } from './gc-report.ts'

interface GcRequest {
  readonly dryRun?: boolean
  /** Also what publishes that were broken off have left since yesterday. */
  readonly unfinished?: boolean
  /** First signs a checkpoint where this machine may; done anyway before anything is freed. */
  readonly sign?: boolean
}

export async function gc(kube: Kube, bases: readonly string[], request: GcRequest): Promise<GcReport> {
  const { dryRun = false, unfinished = false, sign = !dryRun } = request
  const { checkpoints, replica } = kube
  // Freeing follows checkpoints: the newer the one that is held, the more may go.
  const isBehind = (checkpoints.latest()?.position ?? 0) < replica.ledger.position
  if (sign && isBehind && checkpoints.isAdmin) {
    await checkpoints.make()
    await checkpoints.signed()
  }
  const { nodes, unlisted, recent, total, waiting, freed } = await kube.freeing.run({ dryRun, unfinished })
  const realms = nodes.map(({ node, objects, bytes }) => ({ name: nameOf(kube, bases, node), objects, bytes }))
  return { type: 'gc', realms, unlisted, recent, total, waiting, freed: freed ?? null }
}

/** Null for what is of no node: machines that announced themselves. */
function nameOf(kube: Kube, bases: readonly string[], node: string): string | null {
  const path = node === '' ? undefined : parsePathKey(node)
  if (path === undefined) return null
  return formatName(path, { bases, hostLabels: kube.records.meta(path)?.record.hostLabels ?? 0 })
}
