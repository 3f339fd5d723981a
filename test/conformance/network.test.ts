import { randomBytes } from 'node:crypto'
import { createNetwork } from '../../src/p2p/network.ts'
import { describeNetwork } from './network.ts'

describeNetwork('libp2p', () =>
  createNetwork({ privateKey: new Uint8Array(randomBytes(32)), listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false })
)
