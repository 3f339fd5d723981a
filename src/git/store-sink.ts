// Where the objects of a peer's pack go: into the stores, unless they are here already.
import type { ObjectId } from '../base/types.ts'
import type { IncomingSink } from '../storage/incoming.ts'
import { Intake, type NewObject, type Stores } from './intake.ts'
import type { PackWriter } from './pack-writer.ts'
import type { IsHere, Reader } from './reader.ts'

export class StoreSink implements IncomingSink {
  private readonly stores: Stores
  private readonly reader: Reader
  private readonly waitFor = new Set<Promise<void>>()
  private intake: Intake
  private writer: PackWriter | undefined
  private stands: IsHere

  constructor(stores: Stores, reader: Reader) {
    this.stores = stores
    this.reader = reader
    this.intake = new Intake(stores, 0)
    this.stands = id => reader.has(id)
  }

  async start(count: number): Promise<void> {
    this.intake = new Intake(this.stores, count)
    this.stands = await this.reader.presence(count)
  }

  private async isHere(id: ObjectId): Promise<boolean> {
    if (!(await this.stands(id))) return false
    const settling = this.stores.settling.get(id)
    if (settling !== undefined) this.waitFor.add(settling)
    return true
  }

  async object(object: NewObject): Promise<void> {
    if (!(await this.isHere(object.id))) await this.intake.add(object)
  }

  async begin(type: NewObject['type'], size: number): Promise<void> {
    this.writer = await this.intake.pack()
    this.writer.begin(type, size)
  }

  async append(compressed: Buffer): Promise<void> {
    await this.writer!.append(compressed)
  }

  async end(id: ObjectId): Promise<void> {
    if (await this.isHere(id)) await this.rollback()
    else this.intake.end(this.writer!, id)
  }

  async rollback(): Promise<void> {
    await this.writer!.rollback()
  }

  async commit(): Promise<void> {
    try {
      await this.intake.commit()
    } catch (thrown) {
      await this.intake.abandon()
      throw thrown
    }
    await Promise.all(this.waitFor)
  }

  async abandon(): Promise<void> {
    await this.intake.abandon()
  }
}
