// Mounts as people make and see them: an entry in `mounts:` of the parent's record, so that what a mount hides is there
// again when it goes. A mount record is another way to the same; both are listed.
import { KubeError } from '../../base/errors.ts'
import { locate } from '../../graph/locate.ts'
import { recordTarget } from '../../graph/mount.ts'
import { parseName } from '../../graph/name.ts'
import { formatName } from '../../graph/name-format.ts'
import { parseOwnName } from '../../graph/own-name.ts'
import type { MountProperty } from '../../graph/properties.ts'
import { type DmgRecord, emptyRecord, recordToYaml } from '../../graph/record.ts'
import { refOf } from '../../graph/ref.ts'
import { missingTarget, resolve } from '../../graph/resolve.ts'
import type { GraphView } from '../../graph/view.ts'
import type { Kube } from '../../node/kube.ts'
import { recordCommit } from '../../node/records.ts'
import { mayReadLiterally, notReadable, resolveFor } from '../access.ts'
import type { ListedMount, MountMade } from '../api.ts'
import { assertInBounds, reader } from '../bounds.ts'
import { lostValues, parentsAt } from '../lost-values.ts'
import { payloadTypes } from '../schemas/schemas.ts'
import { append } from '../signing.ts'
import { targetMissingWarning } from './missing-target.ts'
import { PlannedView } from './planned-view.ts'

interface Place {
  readonly path: readonly string[]
  readonly parent: readonly string[]
  readonly last: string
  readonly name: string
  readonly hostLabels: number
}

export class Mounts {
  readonly #kube: Kube
  readonly #bases: readonly string[]

  constructor(kube: Kube, bases: readonly string[]) {
    this.#kube = kube
    this.#bases = bases
  }

  /**
   * The target may be missing: what it is in may not have arrived.
   * @throws KUBE_CLAIMED over an existing node without `over`, KUBE_HOPS for a loop, KUBE_NAME_INVALID
   */
  async mount(request: { name: string; at: string; over?: boolean }): Promise<MountMade> {
    const target = this.#targetOf(request.name)
    let isMissing = false
    const made = await this.#write(request.at, `mount ${target} at`, place => {
      const { path, parent, last } = place
      if (request.over !== true) this.#assertFree(place, target)
      const before = this.#kube.records.meta(parent)?.record.properties.mounts ?? {}
      const mounts = { ...before, [last]: { target } }
      const view = new PlannedView(this.#kube.records)
      const own = view.meta(parent)
      view.plan(parent, { id: own?.id ?? '', record: withMounts(own?.record, mounts, 0) })
      // Throws for a mount that leads back to itself, with the trip.
      isMissing = resolve(view, path) === undefined
      return { mounts, name: target }
    })
    if (!isMissing) return { ...made, warnings: [] }
    return { ...made, missing: true, warnings: [targetMissingWarning(made.at, target)] }
  }

  /** @throws KUBE_NOT_FOUND where no mount is */
  async unmount({ at }: { at: string }): Promise<ListedMount> {
    const place = this.#place(at)
    const record = this.#kube.records.meta(place.path)?.record
    const mounts = this.#kube.records.meta(place.parent)?.record.properties.mounts ?? {}
    if (!Object.hasOwn(mounts, place.last)) {
      if (record && recordTarget(this.#kube.records, record)) return this.#removeRecord(place, record)
      throw new KubeError('KUBE_NOT_FOUND', `${place.name} is no mount`, {
        reason: 'only what was mounted can be unmounted',
        next: ['dx mounts']
      })
    }
    return this.#write(at, 'unmount', ({ parent, last }) => {
      const { [last]: gone, ...rest } = this.#kube.records.meta(parent)?.record.properties.mounts ?? {}
      return { mounts: rest, name: gone ? this.#nameOf(gone) : '' }
    })
  }

  /** Every mount of the graph, by name. */
  async list(): Promise<ListedMount[]> {
    const { records } = this.#kube
    const listed: ListedMount[] = []
    const eyes = reader()
    for (const path of await records.mounting()) {
      const record = records.meta(path)?.record
      if (!record || !mayReadLiterally(this.#kube, eyes, path)) continue
      const { hostLabels } = record
      const shows = targetName(records, record)
      if (shows !== undefined) listed.push(this.#listed(path, hostLabels, shows))
      for (const [component, mount] of Object.entries(record.properties.mounts ?? {})) {
        listed.push(this.#listed([...path, component], hostLabels, this.#nameOf(mount)))
      }
    }
    return listed.sort((a, b) => (a.at < b.at ? -1 : 1))
  }

  #listed(path: readonly string[], hostLabels: number, name: string): ListedMount {
    const at = formatName(path, { bases: this.#bases, hostLabels })
    return this.#isTargetMissing(path) ? { at, name, missing: true } : { at, name }
  }

  /** What leads in a circle, or to another subnet, is not missing. Whether a private one is, is for its readers alone. */
  #isTargetMissing(path: readonly string[]): boolean {
    try {
      const missing = missingTarget(this.#kube.records, path)
      return missing !== undefined && mayReadLiterally(this.#kube, reader(), missing.target)
    } catch (error) {
      if (error instanceof KubeError) return false
      throw error
    }
  }

  /** Writes the parent's `mounts:`. */
  async #write(
    at: string,
    what: string,
    change: (place: Place) => { mounts: Readonly<Record<string, MountProperty>>; name: string }
  ): Promise<ListedMount> {
    const kube = this.#kube
    await kube.mayAppend
    let said: ListedMount = { at, name: '' }
    await append(kube, () => {
      const place = this.#place(at)
      const { mounts, name } = change(place)
      const own = kube.records.meta(place.parent)
      const ref = refOf(place.parent, '!meta')
      const hostLabels = Math.min(place.hostLabels, place.parent.length)
      const record = withMounts(own?.record, mounts, hostLabels)
      const made = recordCommit({
        record,
        yaml: recordToYaml(record, payloadTypes(kube)),
        parents: parentsAt(lostValues(kube.replica.ledger), ref, own?.id),
        author: kube.author(Date.now()),
        message: `${what} ${place.name}`
      })
      said = { at: place.name, name }
      const update = { ref, old: own?.id, new: made.id }
      return { updates: [update], objects: made.objects, message: `${what} ${place.name}` }
    })
    return said
  }

  async #removeRecord(place: Place, record: DmgRecord): Promise<ListedMount> {
    await this.#kube.mayAppend
    await append(this.#kube, () => {
      const own = this.#kube.records.meta(place.path)
      const updates = own ? [{ ref: refOf(place.path, '!meta'), old: own.id, new: undefined }] : []
      return { updates, objects: [], message: `unmount ${place.name}` }
    })
    return { at: place.name, name: targetName(this.#kube.records, record) ?? '' }
  }

  #place(at: string): Place {
    const { path: asked, resource, hostLabels } = parseOwnName(this.#kube.records, at)
    if (resource.length > 0 || asked.length === 0) {
      throw new KubeError('KUBE_NAME_INVALID', `nothing can be mounted at ${at}`, {
        reason: 'a mount is at a node of this subnet, below the root',
        next: ['dx mount dx://pad dx://tools/pad']
      })
    }
    const { path } = locate(this.#kube.records, asked)
    assertInBounds(path.slice(0, -1), at)
    const name = formatName(path, { bases: this.#bases, hostLabels })
    return { path, parent: path.slice(0, -1), last: path.at(-1)!, name, hostLabels }
  }

  /** The one spelling of what is to be mounted. */
  #targetOf(text: string): string {
    const { path, resource, hostLabels } = parseOwnName(this.#kube.records, text)
    if (resource.length > 0 || path.length === 0) {
      throw new KubeError('KUBE_NAME_INVALID', `${text} cannot be mounted`, {
        reason: 'a mount shows a node below the root, not a file',
        next: ['dx ls']
      })
    }
    this.#assertOpen(path, text)
    return formatName(path, { bases: this.#bases, hostLabels })
  }

  /** Whether something stands at a name is for its readers alone. @throws KUBE_DENIED, KUBE_HOPS for a loop */
  #assertOpen(path: readonly string[], asked: string): void {
    const eyes = reader()
    if (resolveFor(this.#kube, eyes, { path, asked }) || mayReadLiterally(this.#kube, eyes, path)) return
    throw notReadable(eyes, asked)
  }

  #assertFree({ path, parent, last, name }: Place, target: string): void {
    const { records, index } = this.#kube
    const mounts = records.meta(parent)?.record.properties.mounts
    const mounted = mounts !== undefined && Object.hasOwn(mounts, last) ? this.#nameOf(mounts[last]!) : undefined
    const held = records.meta(path) ? path : index.firstBelow(path)
    if (mounted === undefined && held === undefined) return
    const holder =
      held && formatName(held, { bases: this.#bases, hostLabels: records.meta(held)?.record.hostLabels ?? 0 })
    throw new KubeError('KUBE_CLAIMED', `${name} is there already, and ${target} would hide it`, {
      reason: mounted === undefined ? `${holder} has a record` : `it shows ${mounted}`,
      next: [`dx mount ${target} ${name} --over`]
    })
  }

  #nameOf(mount: MountProperty): string {
    const { path, subnet, hostLabels } = parseName(mount.target)
    const ours = subnet === undefined || this.#kube.records.owns(subnet)
    return ours ? formatName(path, { bases: this.#bases, hostLabels }) : mount.target
  }
}

function targetName(view: GraphView, record: DmgRecord): string | undefined {
  try {
    const target = recordTarget(view, record)
    return target && formatName(target.path)
  } catch (error) {
    // Of another subnet: shown as far as it can be.
    if (error instanceof KubeError) return error.message
    throw error
  }
}

function withMounts(
  own: DmgRecord | undefined,
  mounts: Readonly<Record<string, MountProperty>>,
  hostLabels: number
): DmgRecord {
  const { mounts: _, ...others } = own?.properties ?? {}
  const empty = Object.keys(mounts).length === 0
  const record = own ?? { ...emptyRecord, hostLabels }
  // Whoever mounts by hand says so for longer than a dx.yml does.
  const declared = record.declared.filter(name => name !== 'mounts')
  return { ...record, declared, properties: empty ? others : { ...others, mounts } }
}
