// The control methods about records.
import { KubeError } from '../../base/errors.ts'
import type { Kube } from '../../node/kube.ts'
import type { ListedChild, RecordSetRequest, RecordsSet } from '../api.ts'
import { reader } from '../bounds.ts'
import { checkedLimit, childComponent, listChildren, parentPath } from './record-read.ts'
import { type GivenRecord, givenRecord, setRecords } from './record-set.ts'

export interface RecordMethodsOptions {
  readonly kube: Kube
  readonly bases: readonly string[]
  readonly httpsPort: () => number
}

export class RecordMethods {
  readonly #options: RecordMethodsOptions

  constructor(options: RecordMethodsOptions) {
    this.#options = options
  }

  set(request: RecordSetRequest): Promise<RecordsSet> {
    const { kube, bases } = this.#options
    return setRecords(kube, bases, givenOf(request), { merge: request.merge === true })
  }

  async children({ name, after, limit }: { name: string; after?: string; limit?: number }): Promise<ListedChild[]> {
    const { kube, bases, httpsPort } = this.#options
    const last = childComponent(after)
    const eyes = reader()
    const query = { path: parentPath(kube, name, eyes), limit: checkedLimit(limit), reader: eyes }
    return listChildren(kube, { ...query, ...(last !== undefined && { after: last }) }, { bases, port: httpsPort() })
  }
}

function givenOf({ name, text, type, records }: RecordSetRequest): GivenRecord[] {
  const typed = type === undefined ? {} : { type }
  if (name !== undefined) return [{ name, text: text ?? '', ...typed }]
  if (!Array.isArray(records)) throw new KubeError('KUBE_USAGE', 'neither a name nor records are given')
  return records.map((value, at) => ({ ...typed, ...givenRecord(value, at) }))
}
