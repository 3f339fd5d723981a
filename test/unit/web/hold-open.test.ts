// How long connections are kept on which services are waited for.
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { connectionIdleMsMax, serviceAnswerMsMax, serviceTunnelIdleMs } from '../../../src/base/limits.ts'
import { holdOpen } from '../../../src/web/hold-open.ts'
import type { RawRequest, RawResponse } from '../../../src/web/respond.ts'

test('longer than an answer may take, and no longer than one is waited for', () => {
  expect(serviceTunnelIdleMs).toBeGreaterThan(2 * serviceAnswerMsMax)
  const set: number[] = []
  const timed = { destroyed: false, setTimeout: (ms: number) => void set.push(ms) }
  const response = (): RawResponse & EventEmitter => new EventEmitter() as unknown as RawResponse & EventEmitter
  holdOpen({ socket: timed } as unknown as RawRequest, response())
  expect(set.splice(0)).toEqual([serviceTunnelIdleMs])
  const request = { stream: { session: timed } } as unknown as RawRequest
  const [one, other] = [response(), response()]
  holdOpen(request, one)
  holdOpen(request, other)
  one.emit('close')
  expect(set.splice(0)).toEqual([serviceTunnelIdleMs, serviceTunnelIdleMs])
  other.emit('close')
  expect(set.splice(0)).toEqual([connectionIdleMsMax])
})
