// Lists for a stranger pass over what is private; whatever that costs, others get their turn meanwhile.
import { expect, test } from 'vitest'
import { pathKey } from '../../../src/graph/component.ts'
import { recordFromJson } from '../../../src/graph/record.ts'
import { Dmg } from '../../../src/rpc/dmg/dmg.ts'
import { localKube } from '../../support/local-kube.ts'

const nodes = 20_000

test.each([true, false])('a list with nothing to show lets others in (recursive: %s)', async recursive => {
  const { kube, trees, bases } = await localKube()
  const closed = { id: '2'.repeat(40), record: recordFromJson({ access: 'private' }) }
  const names = Array.from({ length: nodes }, (_, at) => `n${at}`)
  const records = {
    meta: (path: readonly string[], key = pathKey(path)) =>
      path[0] === 'local' && path.length > 2 ? closed : kube.records.meta(path, key),
    owns: () => false
  }
  const index = {
    *below() {
      for (const name of names) yield ['local', 'kube', name]
    },
    *children() {
      for (const component of names) yield { component, record: closed.id }
    }
  }
  const { replica, logger } = kube
  const many = { records, index, replica, logger } as unknown as typeof kube
  const dmg = new Dmg({ kube: many, trees, bases })
  let turns = 0
  let over = false
  const turn = (): void => {
    turns++
    if (!over) setImmediate(turn)
  }
  setImmediate(turn)
  const list = await dmg.listRecords({ name: 'dx://kube.local', recursive }, { reader: 'anyone', writes: undefined })
  over = true
  expect(list).toEqual({ records: [], next: undefined })
  expect(turns).toBeGreaterThan(50)
})
