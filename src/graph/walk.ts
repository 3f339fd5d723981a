// The walk from `refs/!meta` down: one look-up a component. At a mount it starts again at the root with the target's
// path in front of what was left; the target's own ancestors are read for what is inherited, and are no part of the
// answer.
import { KubeError } from '../base/errors.ts'
import { depthMax, hopsMax } from '../base/limits.ts'
import { type ClaimResource, readOverlay } from './claim-resource.ts'
import { pathKey, tryEncodeComponent } from './component.ts'
import { inherit, nothing, overlay } from './inherit.ts'
import { type MountTarget, mountTarget, overrides, recordTarget } from './mount.ts'
import { formatName } from './name-format.ts'
import { childKey, type PathKey, rootKey } from './path-keys.ts'
import type { Access, HttpsProperty } from './properties.ts'
import type { DmgRecord } from './record.ts'
import type { GraphView, Hop, MetaEntry, ResolvePart } from './view.ts'

/** A mount that was passed and that not everyone may see. */
export interface Gate {
  readonly access: Access
  /** Key of the mount's own canonical path. */
  readonly key: string
}

/** A mount's own canonical path, and that of its target. */
export interface Shown {
  readonly at: readonly string[]
  readonly target: readonly string[]
}

interface Overlay {
  /** Position in the queue at which it is laid over. */
  position: number
  readonly https: HttpsProperty
}

export class Walk {
  readonly view: GraphView
  readonly hops: Hop[] | undefined
  readonly parts: ResolvePart[] = []
  /** Canonical path of where the walk stands, and the same as a key. */
  at: string[] = []
  private spot: PathKey = rootKey()
  /** The deepest record that answers, how deep it lies by the canonical path, and by the path asked for. */
  deepest: MetaEntry | undefined
  deepestEffective: DmgRecord = nothing
  deepestLength = 0
  deepestPassed = 0
  /** The mount that was passed last, and what it shows. */
  shows: Shown | undefined
  /** What a claim shows of it, where it is a claim's end. */
  deepestResource: ClaimResource | undefined
  /** Undefined while there is none: hardly any way has one. */
  gates: Gate[] | undefined

  private queue: readonly string[]
  private next = 0
  /** Components of the queue before this one belong to the way to a mount's target. */
  private shownFrom = 0
  /** Components of the path asked for that are passed. */
  private passed = 0
  /** The component asked for that the end of a mount's target stands for. */
  private shown: string | undefined
  private overlays: Overlay[] = []
  private effective: DmgRecord = nothing
  private resource: ClaimResource | undefined
  /** The record at `at`. */
  private here: DmgRecord | undefined
  private trip: string[] = []
  /** How the last of the trip came to be elsewhere. */
  private word = ''
  /** Nodes that other nodes answer for in this subnet, by key. */
  private overridden: ReadonlyMap<string, MountTarget> | undefined

  constructor(view: GraphView, path: readonly string[], explain: boolean) {
    this.view = view
    this.queue = path
    this.hops = explain ? [] : undefined
  }

  /** @throws KUBE_HOPS with the trip, KUBE_NAME_FOREIGN and others for a mount that leads nowhere */
  run(): void {
    this.start()
    while (this.next < this.queue.length && this.at.length < depthMax) {
      const component = this.queue[this.next]!
      const encoded = tryEncodeComponent(component)
      if (encoded === undefined) return
      const over = this.overridden?.get(childKey(this.spot, encoded).key)
      const mounts = this.here?.properties.mounts
      if (over !== undefined) this.mount(over, component, { word: 'overridden at' })
      else if (mounts !== undefined && Object.hasOwn(mounts, component))
        this.mount(mountTarget(this.view, mounts[component]!), component)
      else this.step(component, encoded)
    }
  }

  get key(): string {
    return this.spot.key
  }

  /** Whether every component was walked; else one is no component of a name, or the path is too deep. */
  get finished(): boolean {
    return this.next >= this.queue.length
  }

  /** What a mount at a child of where the walk stands leads to: its parent's `mounts:`, or its own record. */
  mountOf(component: string): MountTarget | undefined {
    const mounts = this.here?.properties.mounts
    const path = [...this.at, component]
    const key = pathKey(path)
    const over = this.overridden?.get(key)
    if (over !== undefined) return over
    if (mounts !== undefined && Object.hasOwn(mounts, component)) return mountTarget(this.view, mounts[component]!)
    const meta = this.view.meta(path, key)
    return meta === undefined ? undefined : recordTarget(this.view, meta.record)
  }

  private start(): void {
    const root = this.view.meta([], '')
    this.at = []
    this.spot = rootKey()
    this.here = root?.record
    this.overridden = root?.record.properties.override && overrides(this.view, root.record)
    this.effective = root === undefined ? nothing : inherit(nothing, root.record)
    if (root === undefined) return
    if (this.trip.length === 0) this.read(root, 'root')
    if (this.queue.length === 0) this.answer(root)
  }

  private step(component: string, encoded: string): void {
    this.at.push(component)
    this.spot = childKey(this.spot, encoded)
    const meta = this.view.meta(this.at, this.key)
    this.here = meta?.record
    const target = meta === undefined ? undefined : recordTarget(this.view, meta.record)
    if (meta !== undefined && target !== undefined) {
      this.read(meta, 'mount')
      this.at.pop()
      this.mount(target, component, { place: inherit(this.effective, meta.record) })
      return
    }
    if (meta !== undefined) this.effective = inherit(this.effective, meta.record)
    this.resource = undefined
    if (this.overlays.length > 0) this.layOver()
    const visible = this.next >= this.shownFrom
    this.next++
    if (meta !== undefined) this.read(meta, visible ? this.ruleHere() : `above the target of ${this.trip.at(-1)}`)
    if (!visible) return
    this.passed++
    if (meta !== undefined) {
      this.parts.push({ path: this.shown ?? component, record: meta.id })
      this.answer(meta)
    }
    this.shown = undefined
  }

  private answer(meta: MetaEntry): void {
    this.deepest = meta
    this.deepestEffective = this.effective
    this.deepestLength = this.at.length
    this.deepestPassed = this.passed
    this.deepestResource = this.resource
  }

  private ruleHere(): string {
    return this.shown === undefined ? 'child' : `${this.word} ${this.trip.at(-1)}`
  }

  private read(meta: MetaEntry, rule: string): void {
    this.hops?.push({ ref: this.key === '' ? 'refs/!meta' : `refs/${this.key}/!meta`, rule, record: meta.id })
  }

  /** The innermost mount's overlay first: the reader's own mount has the last word. */
  private layOver(): void {
    for (let at = this.overlays.length - 1; at >= 0; at--) {
      const { position, https } = this.overlays[at]!
      if (position !== this.next) continue
      const read = readOverlay(https)
      this.resource = read.resource ?? this.resource
      this.effective = overlay(this.effective, read.https)
    }
    this.overlays = this.overlays.filter(({ position }) => position > this.next)
  }

  /** Takes the target's path in place of the component. */
  private mount(target: MountTarget, component: string, { place = this.effective, word = 'mounted at' } = {}): void {
    const at = [...this.at, component]
    this.word = word
    this.shows = { at, target: target.path }
    this.trip.push(formatName(at))
    const { access } = place.properties
    if (access !== undefined && access !== 'public') {
      this.gates ??= []
      this.gates.push({ access, key: pathKey(at) })
    }
    if (this.trip.length > hopsMax) throw tooFar(this.trip)
    const end = target.path.length - 1
    const shift = end - this.next
    if (this.next >= this.shownFrom) {
      this.shown ??= component
      this.shownFrom = end
    } else this.shownFrom += shift
    for (const laid of this.overlays) laid.position += shift
    if (target.https !== undefined) this.overlays.push({ position: end, https: target.https })
    this.queue = [...target.path, ...this.queue.slice(this.next + 1)]
    this.next = 0
    this.resource = undefined
    this.deepest = undefined
    this.start()
  }
}

function tooFar(trip: readonly string[]): KubeError {
  const circle = new Set(trip).size < trip.length
  return new KubeError('KUBE_HOPS', circle ? 'mounts lead in a circle' : `more than ${hopsMax} mounts in a row`, {
    reason: trip.join(' → '),
    next: [`dx unmount ${trip[0] ?? ''}`],
    limit: 'hopsMax'
  })
}
