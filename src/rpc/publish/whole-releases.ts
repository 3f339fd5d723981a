// Whether the files of a release are here: whoever publishes again sends what the disk has lost, instead of being told that it
// is published.
import type { ObjectId } from '../../base/types.ts'
import type { Kube } from '../../node/kube.ts'
import type { FileEntry, PublishChangeRequest } from '../api.ts'
import { isBounded } from '../bounds.ts'
import type { Target } from '../target.ts'
import type { Trees } from '../trees.ts'

const remembered = 256

/** Those that were made here need no second look before something is found to be lost, unless nothing else is done. */
export class WholeReleases {
  readonly #kube: Pick<Kube, 'objects' | 'losses'>
  readonly #known = new Set<ObjectId>()
  #losses = 0

  constructor(kube: Pick<Kube, 'objects' | 'losses'>) {
    this.#kube = kube
  }

  add(release: ObjectId): void {
    const [oldest] = this.#known
    if (this.#known.size >= remembered && oldest !== undefined) this.#known.delete(oldest)
    this.#known.add(release)
  }

  /** Whether all that stays of the release that a change follows on is here. `files` are those of the next one. */
  async has({ since, put }: PublishChangeRequest, files: readonly FileEntry[]): Promise<boolean> {
    const { times: losses } = this.#kube.losses()
    if (losses !== this.#losses) this.#known.clear()
    this.#losses = losses
    if (put.length > 0 && this.#known.has(since)) return true
    const coming = new Set(put.map(({ id }) => id))
    const staying = new Set(files.map(({ id }) => id)).difference(coming)
    return (await this.#kube.objects.present([...staying])).size === staying.size
  }
}

/** Blobs that are to be sent. */
export async function missingBlobs(
  files: readonly FileEntry[],
  target: Target,
  { kube, trees }: { readonly kube: Pick<Kube, 'objects' | 'replica'>; readonly trees: Trees }
): Promise<Set<ObjectId>> {
  const wanted = new Set(files.map(file => file.id))
  const here = await kube.objects.present([...wanted])
  if (!isBounded()) return wanted.difference(here)
  // Knowing the id of a file elsewhere must not bring its content here.
  const head = kube.replica.ledger.ref(target.ref)
  const own = head === undefined ? [] : await trees.files((await trees.commit(head)).release.tree)
  return wanted.difference(here.intersection(new Set(own.map(({ id }) => id))))
}
