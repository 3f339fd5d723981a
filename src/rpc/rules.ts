// The merge rules of the subnet: which are in force, which machines know which, and putting newer ones in force.
import { KubeError } from '../base/errors.ts'
import { version } from '../base/version.ts'
import { firstRules } from '../ledger/types.ts'
import type { Kube } from '../node/kube.ts'
import type { MachineRules, RulesStatus } from './rules-report.ts'

export function rulesStatus(kube: Kube): RulesStatus {
  const { rules } = kube.replica.ledger
  return { type: 'rules', inForce: rules.inForce, known: rules.known, machines: machinesWith(kube) }
}

/** Members by name; of this machine what it is now. */
function machinesWith({ membership, replica, self }: Kube): MachineRules[] {
  const own = { rules: replica.ledger.rules.known, version }
  return membership
    .machines()
    .map(({ id, name, ...said }) => ({
      name,
      id,
      ...(id === self ? own : { rules: said.rules, version: said.version })
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
}

/**
 * What the record of the root says of the rules may be set: nothing new, or rules that every member knows.
 * @throws KUBE_RULES
 */
export function assertMaySay(kube: Kube, wanted = firstRules): void {
  const { inForce } = kube.replica.ledger.rules
  if (wanted === inForce) return
  if (wanted < inForce) {
    throw new KubeError('KUBE_RULES', 'the rules of a subnet are not lowered', {
      reason: `those of number ${inForce} are in force, and entries are by them`,
      next: ['dx rules']
    })
  }
  const without = machinesWith(kube).filter(({ rules }) => rules < wanted)
  if (without.length === 0) return
  throw new KubeError('KUBE_RULES', `rules ${wanted} cannot be put in force yet`, {
    reason: `these machines have not said that they know them: ${without.map(shown).join(', ')}`,
    next: ['npm install -g kubed   on each of them, and start it', 'dx machine remove NAME   for one that is gone']
  })
}

const shown = ({ name, version: has, rules }: MachineRules): string =>
  has === '' ? name : `${name} (kubed ${has}, rules ${rules})`

/** The oldest version among the machines that know these rules; undefined where none has said so. */
export function versionKnowing({ membership }: Kube, rules: number): string | undefined {
  const versions = membership.machines().flatMap(machine => (machine.rules >= rules ? [machine.version] : []))
  return versions.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))[0]
}
