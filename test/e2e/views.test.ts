// Everything in a home but keys, configuration, chains and objects is a view: deleted or damaged, in whatever
// combination, it comes back the same.
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Logger } from '../../src/base/types.ts'
import type { Published } from '../../src/rpc/api.ts'
import { Bench, converged, type KubeProcess } from '../support/kube-process.ts'
import { openViews, type Shown } from '../support/open-views.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const runs = Number(process.env.VIEW_RUNS ?? 12)
let bench: Bench
let shown: Shown
let original: string

beforeAll(async () => {
  bench = new Bench()
  const [a1, a2] = (await bench.subnet(['a1', 'a2'])) as [KubeProcess, KubeProcess]
  const publish = async (kube: KubeProcess, name: string, text: string): Promise<void> => {
    await kube.json(['publish', bench.site({ 'index.html': text, 'about.html': name }), '--to', name])
  }
  for (const name of ['app', 'blog', 'shop']) await publish(a1, name, 'first')
  await publish(a2, 'blog', 'second')
  await converged([a1, a2])
  await a2.end()
  await publish(a1, 'app', 'one side')
  await a1.end()
  await a2.start()
  await publish(a2, 'app', 'other side')
  await a1.start()
  await converged([a1, a2])
  await a1.end()
  await a2.end()
  original = a1.home
  shown = (await openViews(original, { log: () => undefined })).shown
  expect(shown.conflicts.length).toBeGreaterThan(0)
  expect(shown.records.length).toBeGreaterThan(5)
}, 60_000)
afterAll(() => bench.end())

/** Deletes one thing that is a view; each takes the folder of the home. */
const deletions: Readonly<Record<string, (home: string) => void>> = {
  state: home => fs.rmSync(path.join(home, 'state'), { recursive: true, force: true }),
  'loose refs that are no heads': home => {
    const refs = path.join(home, 'dmg.git/refs')
    for (const name of fs.readdirSync(refs)) {
      if (name !== '!kubes') fs.rmSync(path.join(refs, name), { recursive: true })
    }
  },
  'packed-refs': home => fs.rmSync(path.join(home, 'dmg.git/packed-refs'), { force: true }),
  'scratch and quarantine': home => fs.rmSync(path.join(home, 'dmg.git/kubed'), { recursive: true, force: true }),
  'what git needs to know a repository': home => {
    for (const name of ['HEAD', 'config', 'description', 'objects/info']) {
      fs.rmSync(path.join(home, 'dmg.git', name), { recursive: true, force: true })
    }
  },
  'socket, pid and certificates': home => {
    for (const name of ['kubed.sock', 'kubed.pid', 'certificates', 'leaf', 'cache']) {
      fs.rmSync(path.join(home, name), { recursive: true, force: true })
    }
  }
}

type Damage = 'flip' | 'zero' | 'cut' | 'delete' | 'junk'
const damages: readonly Damage[] = ['flip', 'zero', 'cut', 'delete', 'junk']

/** Damages a file somewhere: `at` and `file` are shares of 1. */
function damage(folder: string, kind: Damage, file: number, at: number): void {
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).sort() : []
  const name = files[Math.floor(file * files.length)]
  if (name === undefined) return
  const target = path.join(folder, name)
  const bytes = fs.readFileSync(target)
  const place = Math.floor(at * bytes.length)
  if (kind === 'delete') fs.rmSync(target)
  else if (kind === 'cut') fs.writeFileSync(target, bytes.subarray(0, place))
  else if (kind === 'junk') fs.writeFileSync(target, 'junk')
  else {
    if (kind === 'zero') bytes.fill(0, place, Math.min(place + 512, bytes.length))
    else if (bytes.length > 0) bytes[place] = bytes[place]! ^ 0x5a
    fs.writeFileSync(target, bytes)
  }
}

/** A copy that `harm` was done to shows the same, at once and after another start. */
async function expectSame(harm: (home: string) => void): Promise<void> {
  const home = path.join(await temporaryFolder(), 'home')
  const said: string[] = []
  const logger: Logger = {
    log: (level, message, fields) => void said.push(`${level} ${message} ${fields?.reason ?? ''}`)
  }
  try {
    fs.cpSync(original, home, { recursive: true, filter: name => !name.endsWith('.sock') })
    harm(home)
    expect((await openViews(home, logger)).shown, said.join('\n')).toEqual(shown)
    expect((await openViews(home, logger)).shown, said.join('\n')).toEqual(shown)
    const last = await openViews(home, logger)
    expect(last.shown).toEqual(shown)
    expect(last.fromState, `after two starts the state is whole: ${said.join('\n')}`).toBe(true)
  } finally {
    fs.rmSync(home, { recursive: true, force: true })
  }
}

test('any of it may be deleted', async () => {
  const which = fc.uniqueArray(fc.constantFrom(...Object.keys(deletions)), { minLength: 1 })
  const all = Object.keys(deletions)
  await fc.assert(
    fc.asyncProperty(which, names =>
      expectSame(home => {
        for (const name of names) deletions[name]!(home)
      })
    ),
    { numRuns: runs, examples: [[all], ...all.map((name): [string[]] => [[name]])] }
  )
}, 600_000)

test('its database may be damaged anywhere', async () => {
  const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  const harms = fc.array(fc.tuple(fc.constantFrom(...damages), share, share), { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(harms, each =>
      expectSame(home => {
        for (const [kind, file, at] of each) damage(path.join(home, 'state'), kind, file, at)
      })
    ),
    { numRuns: runs }
  )
}, 600_000)

test('what all machines have by their own word is in the refs that git sees on each, at once', async () => {
  const own = new Bench()
  try {
    const kubes = await own.subnet(['b1', 'b2', 'b3'])
    for (let at = 0; at < 5; at++) {
      const dir = own.site({ 'index.html': `shown ${at}` })
      const more = ['--to', 'shown', '--replicas', 'all']
      const { release } = await kubes[at % 3]!.json<Published>(['publish', dir, ...more])
      const heads = await Promise.all(kubes.map(kube => kube.git('rev-parse', 'refs/local/kube/shown/!https')))
      for (const { out } of heads) expect(out.trim()).toBe(release)
      for (const kube of kubes) expect((await kube.git('cat-file', '-e', `${release}:index.html`)).code).toBe(0)
    }
  } finally {
    await own.end()
  }
}, 60_000)
