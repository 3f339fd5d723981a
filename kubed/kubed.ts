#!/usr/bin/env node
import { runKubed } from '../src/dx/kubed-main.ts'

process.exitCode = await runKubed(process.argv.slice(2), {
  loadConfig: async home => (await import('../src/node/home/config.ts')).loadConfig(home),
  startDaemon: async (options, how) => (await import('./daemon.ts')).startDaemon(options, how),
  joinSubnet: async options => (await import('./daemon.ts')).joinSubnet(options),
  fsckOffline: async options => (await import('./offline-fsck.ts')).fsckOffline(options),
  changeTrust: async request => (await import('../src/trust/stores/trusting.ts')).changeTrust(request),
  examine: async request => (await import('./doctor.ts')).examine(request)
})
