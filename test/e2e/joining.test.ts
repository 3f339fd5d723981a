// A machine that has joined and whose first catch-up is still to come: it answers, and says how far it is.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Machine, SubnetStatus } from '../../src/rpc/api.ts'
import { Bench, eventually } from '../support/kube-process.ts'

const bench = new Bench()
const first = bench.kube('first')
beforeAll(async () => {
  await first.start()
  await first.json(['publish', bench.site({ 'index.html': 'here' }), '--to', 'app'])
}, 30_000)
afterAll(() => bench.end())

test('is asked, tells pages that are not here yet from those that are not, and is stopped, before anybody came', async () => {
  const late = bench.kube('late')
  const { code, err } = await late.kubed(['join', await first.invite()])
  expect(code, err).toBe(0)
  await first.end()
  // It waits for half a minute: nobody is there.
  const starting = late.start()
  const outcome = starting.then(
    () => 'ready',
    error => String(error)
  )
  await eventually(async () => (await late.kubed(['status'])).code === 0, 'it answers')
  expect(await late.json<SubnetStatus>(['status'])).toMatchObject({
    warnings: expect.arrayContaining([
      expect.stringMatching(/has joined and has not been brought all.*, nobody is connected/)
    ])
  })
  const answer = await late.fetch('https://app.kube.localhost/', { headers: { accept: 'application/json' } })
  expect(answer.status).toBe(503)
  expect(answer.headers['retry-after']).toBe('1')
  expect(JSON.parse(answer.body.toString())).toMatchObject({ code: 'KUBE_CATCHING_UP', next: ['dx status'] })
  const stopped = await late.kubed(['stop'])
  expect(stopped.code, stopped.err).toBe(0)
  expect(await outcome).toMatch(/late ended with 0/)

  await first.start()
  await late.start()
  expect((await late.fetch('https://app.kube.localhost/')).body.toString()).toBe('here')
  expect((await late.fetch('https://none.kube.localhost/')).status).toBe(404)
  // What it says of itself is on its way.
  const lags = async () => (await late.json<Machine[]>(['machines'])).map(({ lag }) => lag)
  await eventually(async () => (await lags()).join() === '0,0', 'neither is behind')
  await late.end()
}, 60_000)
