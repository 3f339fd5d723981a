// The few small blobs of a publish wait in memory until its commit, and become durable by the one write that stores it: what
// is not committed is not promised to anybody, and each write more is one to wait for.
import { gitId, gitSha256 } from '../../base/bytes.ts'
import { pushBytesMax } from '../../base/limits.ts'
import type { ObjectId } from '../../base/types.ts'
import type { ContentSource, GitObject, Objects, StoredObject } from '../../ports/objects.ts'

export class HeldBlobs implements Pick<Objects, 'write'> {
  readonly #objects: Objects
  readonly #held = new Map<ObjectId, GitObject>()
  #bytes = 0

  constructor(objects: Objects) {
    this.#objects = objects
  }

  /** What the commit has to bring. */
  get all(): readonly GitObject[] {
    return [...this.#held.values()]
  }

  /** Holds what is small enough, all of it or none; the rest is stored at once. @throws as `Objects.write` */
  async write(items: readonly (GitObject | ContentSource)[]): Promise<StoredObject[]> {
    const whole = items.filter(item => 'content' in item)
    const bytes = whole.reduce((sum, { content }) => sum + content.length, this.#bytes)
    if (whole.length < items.length || bytes > pushBytesMax) return this.#objects.write(items)
    this.#bytes = bytes
    return Promise.all(whole.map(object => this.#hold(object)))
  }

  async #hold({ type, content }: GitObject): Promise<StoredObject> {
    const [id, sha256] = [gitId(type, content), gitSha256(type, content)]
    const fresh = !this.#held.has(id) && !(await this.#objects.has(id))
    this.#held.set(id, { type, content, id, sha256 })
    return { id, type, size: content.length, sha256, fresh }
  }
}
