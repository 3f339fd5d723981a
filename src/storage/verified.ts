// Ids of objects whose bytes were hashed: what was right is not hashed again on every read.
import { verifiedIdsMax } from '../base/limits.ts'
import type { ObjectId } from '../base/types.ts'

/** A bounded set that forgets what was not asked for lately. */
export class VerifiedIds {
  private recent = new Set<ObjectId>()
  private older = new Set<ObjectId>()

  has(id: ObjectId): boolean {
    if (this.recent.has(id)) return true
    if (!this.older.has(id)) return false
    this.add(id)
    return true
  }

  add(id: ObjectId): void {
    if (this.recent.size >= verifiedIdsMax / 2) {
      this.older = this.recent
      this.recent = new Set()
    }
    this.recent.add(id)
  }

  delete(id: ObjectId): void {
    this.recent.delete(id)
    this.older.delete(id)
  }
}
