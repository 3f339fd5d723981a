// kubed of a version to come: it knows merge rules of the next number, which are those of today.
import { startDaemon } from '../../kubed/daemon.ts'
import { runKubed } from '../../src/dx/kubed-main.ts'
import { rulesKnown } from '../../src/ledger/types.ts'
import { loadConfig } from '../../src/node/home/config.ts'

const never = async (): Promise<never> => {
  throw new Error('the daemon alone')
}

process.exitCode = await runKubed(process.argv.slice(2), {
  loadConfig,
  startDaemon: (options, how) => startDaemon(options, { ...how, rulesKnown: rulesKnown + 1 }),
  joinSubnet: never,
  fsckOffline: never,
  changeTrust: never,
  examine: never
})
