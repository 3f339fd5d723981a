// Whom a machine dials that is still coming to know its subnet.
import { expect, test } from 'vitest'
import { targetsOf } from '../../../src/node/kube-parts.ts'
import { peerOf } from '../../simulation/sim-kube.ts'

const [self, inviter, other] = [peerOf(0), peerOf(1), peerOf(2)]
const machine = (id: string, address: string) => ({ id, name: id, addresses: [address], version: '', rules: 1 })
const [here, there] = ['/ip4/192.168.7.1/tcp/4001', '/ip4/192.168.7.2/tcp/4001']

test('all that it was told of when it joined, until the graph names it too', () => {
  const targets = (...known: ReturnType<typeof machine>[]) => {
    const membership = {
      machines: () => known,
      isMember: (peer: string) => known.some(({ id }) => id === peer),
      isRemoved: () => false
    }
    return targetsOf(self, membership, [], [here, there], new Map())
  }
  expect(targets()).toEqual([{ peer: undefined, addresses: [here, there] }])
  // Whoever invited it may be gone before it has heard of the others.
  const [first, second] = [machine(inviter, here), machine(other, there)]
  const named = { peer: inviter, addresses: [here] }
  expect(targets(first)).toEqual([named, { peer: undefined, addresses: [there] }])
  expect(targets(first, machine(self, '/ip4/192.168.7.3/tcp/4001'))).toEqual([named])
  expect(targets(first, second)).toEqual([named, { peer: other, addresses: [there] }])
})

test('the addresses of one peer are dialled together: no relay is asked for while one of them answers', () => {
  const membership = { machines: () => [], isMember: () => false, isRemoved: () => false }
  const [far, near] = [`${there}/p2p/12D3KooWone`, '/ip4/127.0.0.1/tcp/4001/p2p/12D3KooWone']
  const connect = [near, here, far]
  expect(targetsOf(self, membership, connect, [], new Map())).toEqual([
    { peer: undefined, addresses: [near, far] },
    { peer: undefined, addresses: [here] }
  ])
})
