// What the gateway and every other reader see: hosts and paths resolved over the graph, kept until the ledger moves.
import { KubeError } from '../../base/errors.ts'
import type { ObjectId } from '../../base/types.ts'
import { pathKey } from '../../graph/component.ts'
import { hostToPath } from '../../graph/host.ts'
import { refOf } from '../../graph/ref.ts'
import { parseUrlPath } from '../../graph/url-path.ts'
import type { Kube } from '../../node/kube.ts'
import { type Reader, siteFor } from '../access.ts'
import { targetMissing } from '../records/missing-target.ts'
import { schemasOf } from '../schemas/schemas.ts'
import type { Trees } from '../trees.ts'
import type { Content, Site, TreeEntry } from './content.ts'
import { handlingOf } from './site-handler.ts'

export function createContent(kube: Kube, trees: Trees, bases: readonly string[]): Content {
  const { ledger } = kube.replica
  return {
    async find(host: string, rawPath: string, reader: Reader): Promise<Site | undefined> {
      assertOurs(host, bases)
      const found = siteFor(kube, reader, host, rawPath)
      if (!found) {
        const why = targetMissing(kube, reader, [...hostToPath(host), ...parseUrlPath(rawPath).components])
        if (why) throw new KubeError('KUBE_NOT_FOUND', `there is no site at ${host}${rawPath}`, why)
        if (isNew(kube)) throw notHereYet(`${host}${rawPath}`)
        return undefined
      }
      const { base, rest, slash } = found
      const { node, recordId, effective, gates, resource } = found.resolution
      const head = ledger.ref(refOf(node, '!https'))
      const record = await schemasOf(kube).json(effective)
      return {
        node: pathKey(node),
        base,
        rest,
        slash,
        type: typeof record.type === 'string' ? record.type : '',
        recordId,
        record,
        access: effective.properties.access,
        ...(gates && { gates }),
        ...(resource && { resource }),
        release: head === undefined ? undefined : (await trees.commit(head)).release,
        ...(await handlingOf(kube, trees, found.resolution, reader))
      }
    },
    lookup: (tree: ObjectId, path: readonly string[]) => trees.lookup(tree, path),
    async list(tree: ObjectId): Promise<readonly TreeEntry[]> {
      return [...(await trees.tree(tree)).values()]
    },
    position: () => ledger.position,
    bases: () => bases
  }
}

/** The entry that lets this machine in comes after all that was there before. */
const isNew = ({ membership, self }: Kube): boolean => !membership.isMember(self) && !membership.isRemoved(self)

const notHereYet = (url: string): KubeError =>
  new KubeError('KUBE_CATCHING_UP', `${url} is not here yet, if there is such a site`, {
    reason: 'this machine has joined and is being brought what its subnet has',
    next: ['dx status']
  })

/** @throws KUBE_NAME_FOREIGN for a host that the subnet does not answer for */
export function assertOurs(host: string, bases: readonly string[]): void {
  if (bases.some(base => host === base || host.endsWith(`.${base}`))) return
  throw new KubeError('KUBE_NAME_FOREIGN', `${host} is no name of this subnet`, {
    reason: `it answers for ${bases.join(', ')}`,
    next: ['dx ls']
  })
}
