// The graph as it will be once a changeset is written.
import { pathKey } from '../../graph/component.ts'
import type { GraphView, MetaEntry } from '../../graph/view.ts'

export class PlannedView implements GraphView {
  readonly #present: GraphView
  readonly #planned = new Map<string, MetaEntry | undefined>()

  constructor(present: GraphView) {
    this.#present = present
  }

  /** Undefined: the record will be gone. */
  plan(path: readonly string[], entry: MetaEntry | undefined): void {
    this.#planned.set(pathKey(path), entry)
  }

  /** Whether the changeset says something of a node, that it will be gone aside. */
  plans(path: readonly string[]): boolean {
    return this.#planned.get(pathKey(path)) !== undefined
  }

  owns(subnet: string): boolean {
    return this.#present.owns?.(subnet) === true
  }

  meta(path: readonly string[], key = pathKey(path)): MetaEntry | undefined {
    return this.#planned.has(key) ? this.#planned.get(key) : this.#present.meta(path, key)
  }
}
