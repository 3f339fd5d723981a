// What the files of a project hashed to last time, so that publishing it again costs a stat a file. A view that can
// be deleted, and that is never believed where it could be wrong.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sha1Hex } from '../base/bytes.ts'
import type { ObjectId } from '../base/types.ts'
import { scanVersion } from './secrets.ts'
import type { SourceFile } from './walk.ts'

const format = 2
/** Besides the one that is published to. */
const placesMax = 15
/** Time stamps of Linux and macOS file systems tick at least every 10 ms; this leaves room. */
const fineTickMs = 60
/** FAT and some network file systems tick every 2 s; their time stamps have no fraction. */
const coarseTickMs = 2100

export interface Hashed {
  readonly id: ObjectId
  /** The secret that was found in it; such a file is only published when it is allowed. */
  readonly secret?: string
}

type Row = readonly [stamp: string, id: ObjectId, secret?: string]

/** What was published of a project, by where it went: the release, and a digest of its files. */
type Releases = Readonly<Record<string, readonly [release: ObjectId, files: string]>>

/** Of a stamp that no file has. */
const racy = ''

export class StatCache {
  private readonly path: string
  private readonly root: string
  private readonly before: ReadonlyMap<string, Row>
  private readonly after = new Map<string, Row>()
  private releases: Releases
  private fresh = 0
  private dropped = false

  /** @param root real path of the project */
  constructor(home: string, root: string) {
    this.path = join(home, 'cache', 'dx', `${sha1Hex(root)}.json`)
    this.root = root
    const { rows, releases } = readKept(this.path, root)
    this.before = rows
    this.releases = releases
  }

  /** What the file hashed to, if it is surely the same. */
  get(file: SourceFile): Hashed | undefined {
    const row = this.before.get(file.real)
    if (row === undefined || row[0] !== file.stamp) return undefined
    this.after.set(file.real, row)
    return row[2] === undefined ? { id: row[1] } : { id: row[1], secret: row[2] }
  }

  /**
   * Remembers what a file hashed to, unless it changed so shortly before that a further change could have the same
   * time stamp (git calls such an entry racy).
   * @param readMs when reading began, milliseconds since 1970-01-01 UTC
   */
  set(file: SourceFile, hashed: Hashed, readMs: number): void {
    const [, mtimeNs, ctimeNs] = file.stamp.split(':')
    const coarse = mtimeNs!.endsWith('000000000') && ctimeNs!.endsWith('000000000')
    const isRacy = file.changedMs + (coarse ? coarseTickMs : fineTickMs) >= readMs
    const stamp = isRacy ? racy : file.stamp
    this.fresh++
    this.after.set(file.real, hashed.secret === undefined ? [stamp, hashed.id] : [stamp, hashed.id, hashed.secret])
  }

  /** What the file hashed to the last time that it was published, whatever it is now; undefined for a new one. */
  idBefore(file: SourceFile): ObjectId | undefined {
    return this.before.get(file.real)?.[1]
  }

  /** The release that was published there last, where it had files of this digest. */
  releaseOf(place: string, files: string): ObjectId | undefined {
    const [release, digest] = this.releases[place] ?? []
    return digest === files ? release : undefined
  }

  /** Remembers what was published there. */
  published(place: string, release: ObjectId, files: string): void {
    const others = Object.entries(this.releases).filter(([other]) => other !== place)
    this.releases = Object.fromEntries([...others.slice(-placesMax), [place, [release, files]]])
    this.fresh++
  }

  /** Writes what this publish learned. That it could not be written makes the next publish slower, no more. */
  save(): boolean {
    if (this.dropped || (this.fresh === 0 && this.after.size === this.before.size)) return true
    const temporary = `${this.path}.${process.pid}`
    try {
      // The home is the daemon's: where it is gone, no folder is made in its place.
      statSync(dirname(dirname(dirname(this.path))))
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 })
      const { root, releases } = this
      const text = JSON.stringify({ format, scanVersion, root, rows: [...this.after], releases })
      writeFileSync(temporary, `${sha1Hex(text)}\n${text}`, { mode: 0o600 })
      renameSync(temporary, this.path)
      return true
    } catch (error) {
      if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error
      rmSync(temporary, { force: true })
      return false
    }
  }

  /** Forgets everything: something that was believed was wrong. */
  drop(): void {
    this.dropped = true
    rmSync(this.path, { force: true })
  }
}

interface Kept {
  readonly rows: ReadonlyMap<string, Row>
  readonly releases: Releases
}

/** What an earlier publish left; nothing when the file is absent, damaged, of another project or another format. */
function readKept(path: string, root: string): Kept {
  const none = { rows: new Map(), releases: {} }
  let said: string
  try {
    said = readFileSync(path, 'utf8')
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error
    return none
  }
  const text = said.slice(41)
  if (said.slice(0, 41) !== `${sha1Hex(text)}\n`) return none
  const kept = JSON.parse(text) as {
    readonly format: number
    readonly scanVersion: number
    readonly root: string
    readonly rows: [string, Row][]
    readonly releases: Releases
  }
  if (kept.format !== format || kept.scanVersion !== scanVersion || kept.root !== root) return none
  return { rows: new Map(kept.rows), releases: kept.releases }
}
