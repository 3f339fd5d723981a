// What the commands of kubed are handed: loaded where a command needs it.
import type { Parts } from '../src/dx/kubed-main.ts'

export const parts: Parts = {
  loadConfig: async home => (await import('../src/node/home/config.ts')).loadConfig(home),
  startDaemon: async (options, how) => (await import('./daemon.ts')).startDaemon(options, how),
  joinSubnet: async options => (await import('./enrolling.ts')).joinSubnet(options),
  fsckOffline: async options => (await import('./offline-fsck.ts')).fsckOffline(options),
  changeTrust: async request => (await import('../src/trust/stores/trusting.ts')).changeTrust(request),
  examine: async request => (await import('./doctor.ts')).examine(request)
}
