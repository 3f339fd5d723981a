// The control methods about machines: removing one, leaving, another key.
import type { Kube } from '../node/kube.ts'
import type { AdminDesk } from '../node/members/admin-desk.ts'
import { leave } from '../node/members/leaving.ts'
import { Removing } from '../node/members/removing.ts'
import { rotate } from '../node/members/rotating.ts'
import type { ControlApi } from './api.ts'
import { checkpointStatus } from './status.ts'

export interface MachineMethodsOptions {
  readonly kube: Kube
  readonly desk: AdminDesk
  /** Ends the daemon; does not wait for it. */
  readonly stop: () => void
}

export type MachineMethods = Pick<ControlApi, 'machine.remove' | 'leave' | 'rotate' | 'checkpoint'>

export function machineMethods({ kube, desk, stop }: MachineMethodsOptions): MachineMethods {
  const removing = new Removing(kube)
  return {
    'machine.remove': async ({ name }) => {
      const { id, name: called } = removing.find(name)
      await removing.remove(id, 'removed')
      // Once the command returns, nothing more goes there from here.
      await kube.replicator.dismissed(id)
      return { name: called, id }
    },
    leave: async () => {
      await leave(kube, desk)
      stop()
      return { subnet: kube.subnet.root, pid: process.pid }
    },
    rotate: async () => {
      const { from, to } = await rotate(kube, desk)
      stop()
      return { from, to, pid: process.pid }
    },
    checkpoint: async () => {
      await kube.checkpoints.make()
      await kube.checkpoints.signed()
      return checkpointStatus(kube)!
    }
  }
}
