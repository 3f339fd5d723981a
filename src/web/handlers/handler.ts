// What answers for a record of one type, and what it has to do it with.
import type { FileTarget, Release, Site } from '../../rpc/content/content.ts'
import type { Answer } from '../answers.ts'
import type { Asked, Made, MadeAnswer } from '../asked.ts'

export interface HandlerTools {
  /** A file of a release, by what is left of the path. */
  fromRelease(asked: Asked, site: Site, release: Release): Promise<MadeAnswer>
  /** One blob with its media type. */
  fromFile(asked: Asked, file: FileTarget): Promise<Made>
  /** The record as JSON. */
  record(site: Site, type: 'application/json' | 'application/dmg'): Answer
  /** The page that shows a record to people; undefined where there is none. */
  page?(asked: Asked, site: Site): Promise<Made | undefined>
  /** Names that the subnet answers for. */
  bases(): readonly string[]
}

/** @throws KUBE_NOT_FOUND and what the content throws */
export type Handler = (asked: Asked, site: Site, tools: HandlerTools) => Promise<Made>
