// The worked example of docs/protocol.md, built and merged in every order.
import { describe, expect, it } from 'vitest'
import { didOfKey } from '../../../src/base/identity.ts'
import { Ledger } from '../../../src/ledger/ledger.ts'
import type { Entry } from '../../../src/ledger/types.ts'
import { punchProtocol } from '../../../src/p2p/punch.ts'
import { dmgProtocol } from '../../../src/rpc/dmg/dmg-stream.ts'
import { headsTopic, objectsProtocol, syncProtocol } from '../../../src/sync/messages.ts'
import { enrolProtocol } from '../../../src/trust/enrolment-proof.ts'
import { memberProtocol } from '../../../src/trust/member-requests.ts'
import { chainOf, didOf, fakeId, grantOf, headOf, makeArrival, subnetKey } from '../../support/ledger-history.ts'
import { codeOf, readDocument, rowsWith } from '../../support/markdown.ts'

const text = readDocument('docs/protocol.md')
const machines = ['laptop', 'server', 'attic']
const refs: Readonly<Record<string, string>> = { page: 'refs/site/!https', record: 'refs/site/!meta' }
const listOf = (cell = ''): string[] =>
  cell
    .split(',')
    .map(item => item.trim())
    .filter(Boolean)
const refOf = (name: string): string => refs[name] ?? ''

/** The entries of the example, after one that lets all three write. */
function exampleEntries(): { entries: Map<string, Entry>; ledger: () => Ledger } {
  const root = didOfKey(subnetKey)
  const grants = machines.map((_, kube) => grantOf(root, didOf(chainOf(kube)), 'admin'))
  const updates = [{ ref: 'refs/!meta', old: undefined, new: fakeId('root') }]
  const founding = makeArrival({ kube: 0, time: { wallMs: 1, counter: 0 }, updates, grants })
  const entries = new Map<string, Entry>()
  for (const row of rowsWith(text, 'entry', 'by', 'time', 'has seen', 'writes')) {
    const name = codeOf(row.entry)
    const kube = machines.indexOf(row.by ?? '')
    const past = [founding.entry, ...listOf(row['has seen']).flatMap(seen => entries.get(seen) ?? [])]
    const { entry } = makeArrival({
      kube,
      time: { wallMs: Number(row.time), counter: 0 },
      parent: past.findLast(other => other.chain === chainOf(kube)),
      deps: past
        .filter(other => other.chain !== chainOf(kube))
        .slice(-1)
        .map(headOf),
      updates: listOf(row.writes).map(written => ({ ref: refOf(written), old: undefined, new: fakeId(name) }))
    })
    entries.set(name, entry)
  }
  const ledger = (): Ledger => {
    const made = new Ledger({ subnet: subnetKey })
    made.insert(founding.entry, { grants: founding.grants })
    return made
  }
  return { entries, ledger }
}

function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, at) => orders(items.toSpliced(at, 1)).map(rest => [item, ...rest]))
}

describe('docs/protocol.md', () => {
  const { entries, ledger } = exampleEntries()
  const names = [...entries.keys()].filter(name => name !== 'a1')
  const expected = rowsWith(text, 'ref', 'value of')

  it.each(orders(names).map(order => [order.join(', '), order] as const))(
    'merges the example in the order %s',
    (_, order) => {
      const state = ledger()
      for (const name of ['a1', ...order]) state.insert(entries.get(name)!, {})
      for (const { ref = '', 'value of': writer = '' } of expected) {
        const kept = /^kept: (\w+) of (\w+)$/.exec(ref)
        const loser = kept ? entries.get(kept[2] ?? '') : undefined
        const prefix = loser ? `refs/!conflicts/${loser.id.slice(0, 12)}/` : 'refs/'
        expect(state.ref(prefix + refOf(kept?.[1] ?? ref).slice('refs/'.length)), ref).toBe(fakeId(writer))
      }
      expect(state.conflicts().length).toBe(expected.filter(({ ref }) => ref?.startsWith('kept')).length)
    }
  )

  it('names the protocols', () => {
    const streams = [syncProtocol, objectsProtocol, enrolProtocol, memberProtocol, dmgProtocol, punchProtocol]
    for (const name of [...streams, headsTopic('<did of the subnet>')]) {
      expect(text).toContain(`\`${name}\``)
    }
  })
})
