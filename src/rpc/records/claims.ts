// URLs that a record claims (`endpoints:`): each a mount at the URL's node, written with the record that claims it, so
// that who may claim is who may write there, and two claims are two writers of one ref.
import { KubeError } from '../../base/errors.ts'
import { resourceRule } from '../../graph/claim-resource.ts'
import { pathKey } from '../../graph/component.ts'
import { locate } from '../../graph/locate.ts'
import { mountTarget, recordTarget } from '../../graph/mount.ts'
import { formatName } from '../../graph/name-format.ts'
import { parseOwnName } from '../../graph/own-name.ts'
import type { Endpoint } from '../../graph/properties.ts'
import { recordFromJson, recordToYaml } from '../../graph/record.ts'
import { refOf } from '../../graph/ref.ts'
import { resolve } from '../../graph/resolve.ts'
import type { RefUpdate } from '../../ledger/types.ts'
import type { Kube } from '../../node/kube.ts'
import { recordCommit } from '../../node/records.ts'
import type { GitObject } from '../../ports/objects.ts'
import { type LostValues, lostValues, parentsAt } from '../lost-values.ts'
import type { NodeTarget } from '../target.ts'
import type { PlannedView } from './planned-view.ts'

export interface ClaimWrites {
  readonly updates: readonly RefUpdate[]
  readonly objects: readonly GitObject[]
}

interface Place {
  readonly url: string
  readonly path: readonly string[]
  readonly hostLabels: number
  /** Path of what the place shows, where it is a mount. */
  readonly shows: readonly string[] | undefined
  /** By its own record. */
  readonly byRecord: boolean
}

export class Claims {
  readonly #kube: Kube
  readonly #bases: readonly string[]
  readonly #view: PlannedView
  readonly #lost: LostValues

  /** @param view the graph with what else the changeset writes */
  constructor(kube: Kube, bases: readonly string[], view: PlannedView) {
    this.#kube = kube
    this.#bases = bases
    this.#view = view
    this.#lost = lostValues(kube.replica.ledger)
  }

  /**
   * What a node's claims write: the removal of mounts for those that are no more, mounts for those that are new. Of many
   * nodes in one changeset, all `release` before any of them claims: so a claim moves from one to another.
   * @throws as `claim`
   */
  draft(node: NodeTarget, before: readonly Endpoint[], after: readonly Endpoint[]): ClaimWrites {
    const released = this.release(node, before, after)
    const { updates, objects } = this.claim(node, after)
    return { updates: [...released, ...updates], objects }
  }

  /** The removal of the mounts that are no more. @throws KUBE_NAME_INVALID for a URL that cannot be claimed */
  release(node: NodeTarget, before: readonly Endpoint[], after: readonly Endpoint[]): readonly RefUpdate[] {
    const updates: RefUpdate[] = []
    const kept = new Set(after.map(({ url }) => pathKey(this.#place(url).path)))
    for (const { url } of before) {
      const path = this.#heldBy(node, url)
      // What the changeset says of the place itself stands.
      if (path === undefined || kept.has(pathKey(path)) || this.#view.plans(path)) continue
      updates.push({ ref: refOf(path, '!meta'), old: this.#ref(path), new: undefined })
      this.#view.plan(path, undefined)
    }
    return updates
  }

  /**
   * The mounts that are new.
   * @throws KUBE_CLAIMED when another record holds a URL, KUBE_NAME_INVALID for a URL that cannot be claimed
   */
  claim(node: NodeTarget, after: readonly Endpoint[]): ClaimWrites {
    const updates: RefUpdate[] = []
    const objects: GitObject[] = []
    const seen = new Set<string>([pathKey(node.path)])
    for (const endpoint of after) {
      const place = this.#place(endpoint.url)
      const key = pathKey(place.path)
      if (seen.has(key)) continue
      seen.add(key)
      const mount = this.#claim(node, place, endpoint)
      if (!mount) continue
      updates.push({ ref: refOf(place.path, '!meta'), old: this.#ref(place.path), new: mount.id })
      objects.push(...mount.objects)
    }
    return { updates, objects }
  }

  #place(url: string): Place {
    const name = parseOwnName(this.#view, url)
    if (name.resource.length > 0 || name.path.length < 2) {
      throw new KubeError('KUBE_NAME_INVALID', `${url} cannot be claimed`, {
        reason: 'a claim is the URL of a node: https://alice.com/notepad',
        next: ['dx help publish']
      })
    }
    const { path } = locate(this.#view, name.path)
    const mounted = this.#mountedBy(path)
    const own = this.#view.meta(path)
    const shows = mounted ?? (own && recordTarget(this.#view, own.record)?.path)
    return { url, path, hostLabels: name.hostLabels, shows, byRecord: mounted === undefined }
  }

  /** Where an entry of the parent's `mounts:` leads. */
  #mountedBy(path: readonly string[]): readonly string[] | undefined {
    const mounts = this.#view.meta(path.slice(0, -1))?.record.properties.mounts
    const last = path.at(-1) ?? ''
    return mounts !== undefined && Object.hasOwn(mounts, last) ? mountTarget(this.#view, mounts[last]!).path : undefined
  }

  /** The mount to write; undefined where it is there already. */
  #claim(node: NodeTarget, place: Place, endpoint: Endpoint) {
    const { path, hostLabels, url } = place
    const ours = pathKey(node.path)
    if (place.shows !== undefined && pathKey(place.shows) === ours) {
      // Shown by an entry of the parent's `mounts:`, it needs no record of its own.
      return place.byRecord ? this.#mount(node, place, endpoint) : undefined
    }
    const holder = place.shows ?? this.#holder(path)
    if (holder !== undefined) throw this.#taken(node, url, holder)
    if (ours.startsWith(`${pathKey(path)}/`)) {
      throw new KubeError('KUBE_CLAIMED', `${url} cannot be claimed for ${node.name}`, {
        reason: `${node.name} lies below ${formatName(path, { hostLabels, bases: this.#bases })}, and would be hidden`,
        next: [`dx resolve ${url}`]
      })
    }
    return this.#mount(node, place, endpoint)
  }

  #mount(node: NodeTarget, { path, hostLabels }: Place, { resource }: Endpoint) {
    const own = this.#view.meta(path)
    const rule = resourceRule(resource)
    const https = rule && { redirects: [{ ...rule }] }
    const read = recordFromJson({ type: 'mount', target: node.name, ...(https && { https }) })
    const record = { ...read, hostLabels }
    const yaml = recordToYaml(record)
    if (own && (recordToYaml(own.record) === yaml || (!rule && this.#view.plans(path)))) return undefined
    const parent = own?.id ?? this.#ref(path)
    const parents = parentsAt(this.#lost, refOf(path, '!meta'), parent)
    const message = `claim for ${node.name}`
    const author = this.#kube.author(Date.now())
    const made = recordCommit({ record, yaml, parents, author, message })
    this.#view.plan(path, { id: made.id, record })
    this.#assertReached(node, path)
    return made
  }

  /** A claim that leads elsewhere, or in a circle, is none. */
  #assertReached(node: NodeTarget, path: readonly string[]): void {
    const found = resolve(this.#view, path)
    if (found && pathKey(found.node) === pathKey(node.path)) return
    throw new KubeError('KUBE_CLAIMED', `${formatName(path, { bases: this.#bases })} does not lead to ${node.name}`, {
      reason: `it leads to ${found ? formatName(found.node, { bases: this.#bases }) : 'nothing'}`,
      next: ['dx mounts']
    })
  }

  /** The record that is at a path, or else one below it, which a mount would hide. */
  #holder(path: readonly string[]): readonly string[] | undefined {
    return this.#view.meta(path) ? path : this.#kube.index.firstBelow(path)
  }

  /** The place of an earlier claim that is still this node's. */
  #heldBy(node: NodeTarget, url: string): readonly string[] | undefined {
    try {
      const { path } = locate(this.#view, parseOwnName(this.#view, url).path)
      const target = this.#view.meta(path)
      const shows = target && recordTarget(this.#view, target.record)
      return shows && pathKey(shows.path) === pathKey(node.path) ? path : undefined
    } catch (error) {
      // What cannot be read any more claims nothing.
      if (error instanceof KubeError) return undefined
      throw error
    }
  }

  #ref(path: readonly string[]): string | undefined {
    return this.#kube.replica.ledger.ref(refOf(path, '!meta'))
  }

  #taken(node: NodeTarget, url: string, holder: readonly string[]): KubeError {
    const hostLabels = this.#view.meta(holder)?.record.hostLabels ?? 0
    const other = formatName(holder, { hostLabels, bases: this.#bases })
    return new KubeError('KUBE_CLAIMED', `${url} is held by ${other}, so ${node.name} cannot claim it`, {
      reason: 'a URL leads to one record',
      next: [`dx resolve --explain ${url}`, 'dx mounts']
    })
  }
}
