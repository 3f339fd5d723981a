// dx.yml: what to build, what to publish and where. The three forms of dx.md: `project:` (build, publish,
// endpoints), `pub:` (branch to target) and record properties beside them.

export const projectFile = 'dx.yml'

export interface Project {
  /** Absolute path of the folder. */
  readonly dir: string
  /** Whether there is a dx.yml. */
  readonly described: boolean
  readonly command?: string
  readonly realm?: string
  /** As listed; undefined: the whole folder but dx.yml. */
  readonly files?: readonly string[]
  /** Files that may be published though they look like secrets. */
  readonly allow: readonly string[]
  /** Targets by branch; undefined without `pub:`. */
  readonly pub?: ReadonlyMap<string, readonly string[]>
  /** Record properties as plain values; endpoints included. */
  readonly properties?: Readonly<Record<string, unknown>>
}
