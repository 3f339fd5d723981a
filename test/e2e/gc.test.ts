// dx gc against a real daemon: what it shows, what it leaves alone, and what is said of releases.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect } from '../../src/rpc/client.ts'
import { Bench, converged, type KubeProcess } from '../support/kube-process.ts'

interface Report {
  readonly type: string
  readonly realms: readonly unknown[]
  readonly total: { objects: number; bytes: number }
  readonly waiting: { objects: number; bytes: number; members: string[] }
  readonly freed: { objects: number; bytes: number } | null
}

const bench = new Bench()
let kube: KubeProcess
let joined: KubeProcess
const releases: string[] = []

beforeAll(async () => {
  ;[kube] = (await bench.subnet(['a1'])) as [KubeProcess]
  for (const text of ['one', 'two', 'three', 'four']) {
    const site = bench.site({ 'index.html': text, 'dx.yml': 'keep: 2\n' })
    releases.push((await kube.json<{ release: string }>(['publish', site, '--to', 'dx://notepad'])).release)
  }
})
afterAll(() => bench.end())

it('says what waits for a checkpoint', async () => {
  const shown = await kube.json<Report>(['gc', '--dry-run'])
  expect(shown).toMatchObject({ type: 'gc', realms: [], total: { objects: 0, bytes: 0 }, freed: null })
  expect(shown.waiting.members).toEqual([])
  // Of each of the two oldest releases its commit, its tree and its file.
  expect(shown.waiting.objects).toBeGreaterThanOrEqual(6)
  const { code, out, err } = await kube.dx(['gc', '--dry-run'])
  expect({ code, out }).toEqual({ code: 0, out: '' })
  expect(err).toMatch(
    /^\d+ objects \(.+B\) more will go when enough admins have signed a checkpoint that covers them \(kubed checkpoint says who has\)$/m
  )
  expect(err).toMatch(/^nothing can be freed now$/m)
})

it('signs one, shows what goes, and frees it', async () => {
  const { code, out, err } = await kube.dx(['gc'])
  expect(code).toBe(0)
  expect(out).toMatch(/^dx:\/\/notepad +\d+ /m)
  expect(err).toMatch(/^freed \d+ objects/m)
  expect(await kube.json<Report>(['gc', '--dry-run'])).toMatchObject({ total: { objects: 0 }, waiting: { objects: 0 } })
  const log = await kube.json<{ release: string }[]>(['log', 'dx://notepad'])
  expect(log.map(({ release }) => release)).toEqual(releases.slice(2).toReversed())
})

it('leaves a store that git and fsck find whole', async () => {
  const git = execFileSync('git', ['--git-dir', path.join(kube.home, 'dmg.git'), 'fsck', '--full', '--no-dangling'])
  expect(git.toString()).toBe('')
  expect((await kube.kubed(['fsck'])).code).toBe(0)
})

it('shows a record whose earlier values are gone, after a start too', async () => {
  const client = connect(kube.home)
  for (const title of ['one', 'two', 'three']) {
    await client.call('record.set', { name: 'dx://note', text: `title: ${title}\nkeep: 1\n` })
  }
  await kube.json(['gc'])
  await kube.end()
  await kube.start()
  const page = await kube.fetch('https://note.kube.localhost/?record', { headers: { accept: 'text/html' } })
  expect({ status: page.status, text: page.body.toString() }).toMatchObject({
    status: 200,
    text: expect.stringContaining('set dx://note')
  })
})

const ruleOn = (node: string): string => {
  const text = `actions:\n  writes:\n    - name: theirs\n      from: /local/kube/${node}:keys\n`
  return path.join(bench.site({ 'rules.yml': text }), 'rules.yml')
}
const setRule = ['record', 'set', 'dx://app', '--merge', '--file']

it('lets a rule name a file of keys in the realm whose first releases are gone', async () => {
  await kube.json(['publish', bench.site({ 'index.html': 'x' }), '--to', 'dx://app'])
  const none =
    'the rule theirs of dx://app lets nobody write but admins: there is no key in dx://notepad:keys (dx publish --to dx://notepad)'
  expect(await kube.json([...setRule, ruleOn('notepad')])).toMatchObject({ changed: 1, warnings: [none] })
})

it('lets a machine join that finds the past nowhere', async () => {
  joined = bench.kube('a2')
  await joined.start(['--join', await kube.invite()])
  await converged([kube, joined])
  expect((await joined.fetch('https://notepad.kube.localhost/')).body.toString()).toBe('four')
  expect((await joined.kubed(['fsck'])).code).toBe(0)
  expect((await joined.git('fsck', '--full', '--no-dangling')).out).toBe('')
})

it('says why keys do not count that were published apart from the rule, and how they will', async () => {
  const third = await bench.kube('a3').start(['--join', await kube.invite()])
  const { subject } = await third.json<{ subject: string }>(['whoami'])
  const keys = await kube.json<{ subject: string; key: string }[]>(['keys'])
  const own = keys.find(each => each.subject === subject)!.key
  await converged([kube, joined, third])
  await joined.end()
  await third.end()
  const { out, err: said } = await kube.dx([...setRule, ruleOn('crew')])
  expect({ out, said }).toEqual({
    out: 'dx://app\n',
    said: expect.stringContaining('there is no release with dx://crew:keys yet')
  })
  await kube.end()
  await joined.start()
  await joined.json(['publish', bench.site({ keys: `${own}\n` }), '--to', 'dx://crew'])
  await Promise.all([kube.start(), third.start()])
  await converged([kube, joined, third])
  const publish = ['publish', bench.site({ 'index.html': 'by a3' }), '--to', 'dx://app']
  const { code, err } = await third.dx(publish)
  expect({ code, err }).toEqual({
    code: 4,
    err: expect.stringMatching(/crew:keys was published .*set again[\s\S]*dx record set \/local\/kube\/app --file/)
  })
  const rules = path.join(
    bench.site({ 'rules.yml': (await kube.dx(['record', 'get', 'dx://app', '--own'])).out }),
    'rules.yml'
  )
  expect(await kube.json(['record', 'set', 'dx://app', '--file', rules])).toMatchObject({ changed: 1, warnings: [] })
  expect(await kube.json(['record', 'set', 'dx://app', '--file', rules])).toMatchObject({ changed: 0, warnings: [] })
  await converged([kube, joined, third])
  await third.json(publish)
})
