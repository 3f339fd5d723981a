// Heads that a disk has lost, by what the state says of them: where they are set back to, and where they are left.
import { expect, test } from 'vitest'
import { silent } from '../../../src/base/types.ts'
import { headsOf } from '../../../src/node/entries/lost-heads.ts'
import { smallCommit } from '../../../src/node/objects/small-commit.ts'
import { localKube } from '../../support/local-kube.ts'

/** A machine with some writes; `known` is what its state says, `now` what its disk says. */
async function scene() {
  const { kube } = await localKube()
  const { replica, self, home } = kube
  const ref = `refs/!kubes/${self}/!log`
  for (const name of ['a', 'b', 'c', 'd']) {
    const files = { 'index.html': Buffer.from(name) }
    const { id, objects } = smallCommit({ files, parents: [], author: kube.author(0), message: name })
    const updates = [{ ref: `refs/local/kube/${name}/!https`, old: undefined, new: id }]
    await replica.append(() => ({ updates, objects, message: name }))
  }
  const entries = [...replica.ledger.entries()].filter(({ chain }) => chain === self)
  const { refs, objects } = home.repository
  const peek = async (id: string) => replica.ledger.get(id)
  const decode = replica.decode.bind(replica)
  const heads = async (known: string, now: string, readable = peek): Promise<string | undefined> => {
    await refs.setHead(ref, now)
    const found = await headsOf(new Map([[ref, known]]), { refs, objects, decode, logger: silent, peek: readable })
    return found.get(ref)
  }
  return { heads, ids: entries.map(({ id }) => id), peek, objects }
}

test('a state that has fallen behind does not take a head back with it', async () => {
  const { heads, ids } = await scene()
  const [first, second, last] = [ids[0]!, ids[1]!, ids.at(-1)!]
  expect(last).not.toBe(second)
  expect(await heads(second, '12'.repeat(20))).toBe(last)
  expect(await heads(second, first)).toBe(last)
  expect(await heads(second, last)).toBe(last)
})

test('a head whose entry is there and cannot be read stays', async () => {
  const { heads, ids, peek } = await scene()
  const [second, last] = [ids[1]!, ids.at(-1)!]
  expect(await heads(second, last, async id => (id === last ? undefined : peek(id)))).toBe(last)
})

test('one that the state knows and the objects do not is of a store that was put back: it stays', async () => {
  const { heads, ids } = await scene()
  expect(await heads('34'.repeat(20), ids[1]!)).toBe(ids[1])
})
