// A replica with its checkpoints, over any disk, with the cheap signatures of the simulation.
import { silent } from '../../src/base/types.ts'
import { Checkpoints } from '../../src/node/checkpoints/checkpoints.ts'
import type { CheckpointAnswer } from '../../src/node/entries/checkpoint-file.ts'
import { Shallow } from '../../src/node/objects/shallow.ts'
import { realClock, realScheduler } from '../../src/node/real.ts'
import { Records } from '../../src/node/records.ts'
import { peerOf, seal, subnet, verifier } from '../simulation/sim-kube.ts'
import { memoryDisk, SmallReplica } from './small-replica.ts'

export class CheckpointMachine {
  readonly small: SmallReplica
  readonly checkpoints: Checkpoints

  private constructor(small: SmallReplica, checkpoints: Checkpoints) {
    this.small = small
    this.checkpoints = checkpoints
  }

  /** The machines that are shown to be admins; 0 is one by the first entry. */
  static async open(index: number, admins: readonly number[], disk = memoryDisk()): Promise<CheckpointMachine> {
    const self = peerOf(index)
    const small = await SmallReplica.open(index, disk)
    const { replica } = small
    const checkpoints = await Checkpoints.open({
      self,
      subnet,
      replica,
      ...disk,
      view: await Records.follow(replica, disk.objects, disk.state, silent),
      signer: { peerId: self, sign: payload => seal(self, payload) },
      verifier,
      clock: realClock,
      scheduler: realScheduler,
      logger: silent,
      shallow: await Shallow.open(disk.refs),
      proof: () => [],
      proves: async peer => admins.some(admin => peerOf(admin) === peer)
    })
    return new CheckpointMachine(small, checkpoints)
  }

  get ledger() {
    return this.small.replica.ledger
  }

  async answer(): Promise<CheckpointAnswer> {
    await this.checkpoints.make()
    return this.checkpoints.answer(this.checkpoints.offers()[0]!.sha256)!
  }

  adopt(answer: CheckpointAnswer, from: CheckpointMachine): Promise<string> {
    return this.checkpoints.adopt(answer, async listed => {
      const missing = new Map(listed.map(object => [object.id, object]))
      const ids = [...missing.keys()]
      return (await this.small.disk.objects.receive(from.small.disk.objects.pack(ids), missing)).complete
    })
  }
}

/** The admin of a subnet of three, with seven entries. */
export async function founder(): Promise<CheckpointMachine> {
  const machine = await CheckpointMachine.open(0, [0])
  await machine.small.found([0, 1, 2])
  for (let at = 0; at < 6; at++)
    await machine.small.write(['refs/a/!https', 'refs/b/!https'], { 'index.html': `${at}` })
  return machine
}
