// The house: which folder may import which, what the pure folders may not touch, how large a file may grow.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const pure = ['base', 'proto', 'graph', 'ledger', 'sync']
const allowed: Record<string, readonly string[]> = {
  base: [],
  proto: ['base'],
  graph: ['base', 'proto'],
  ledger: ['base', 'proto', 'graph'],
  sync: ['base', 'proto', 'ledger'],
  ports: ['base', 'proto'],
  storage: ['ports', 'base', 'proto'],
  git: ['storage', 'ports', 'base', 'proto'],
  blocks: ['storage', 'ports', 'base', 'proto'],
  level: ['storage', 'ports', 'base', 'proto'],
  p2p: ['ports', 'base', 'proto'],
  etcd: ['ports', 'base', 'proto'],
  trust: ['ports', 'base', 'proto'],
  node: [...pure, 'ports', 'storage', 'git', 'blocks', 'level', 'p2p', 'etcd', 'trust'],
  rpc: ['node', 'graph', 'ledger', 'proto', 'base', 'ports'],
  web: ['rpc', 'ports', 'base'],
  compute: ['rpc', 'ports', 'base'],
  dx: ['rpc', 'graph', 'base']
}
/** Rooms of `src/node`: each may use those before it, and the files beside the rooms. */
const rooms = ['home', 'objects', 'entries', 'checkpoints', 'members', 'strict', 'freeing', 'mending']
const linesMax = 350

interface Source {
  readonly name: string
  readonly folder: string
  readonly text: string
  readonly imports: readonly string[]
}

const sources: Source[] = fs
  .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map(name => {
    const text = fs.readFileSync(path.join(root, 'src', name), 'utf8')
    const imports = [...text.matchAll(/(?:from|import)\s*\(?'([^']+)'/g)].map(match => match[1] ?? '')
    return { name, folder: name.split(path.sep)[0] ?? '', text, imports }
  })

describe('the house', () => {
  it('has sources in every layer of the table and no other', () => {
    for (const { folder } of sources) expect(Object.keys(allowed)).toContain(folder)
  })

  it('imports point down only', () => {
    const wrong = sources.flatMap(({ name, folder, imports }) =>
      imports
        .filter(target => target.startsWith('.'))
        .map(target => path.relative('src', path.join('src', path.dirname(name), target)).split(path.sep)[0] ?? '')
        .filter(target => target !== folder && !(allowed[folder] ?? []).includes(target))
        .map(target => `${name} imports ${target}`)
    )
    expect(wrong).toEqual([])
  })

  it('a room of src/node uses only those before it', () => {
    const roomOf = (name: string): number => rooms.indexOf(/^node\/([^/]+)\//.exec(name)?.[1] ?? '')
    const wrong = sources.flatMap(({ name, imports }) =>
      imports
        .filter(target => target.startsWith('.'))
        .map(target => path.join(path.dirname(name), target))
        .filter(target => roomOf(name) >= 0 && roomOf(target) > roomOf(name))
        .map(target => `${name} imports ${target}`)
    )
    expect(wrong).toEqual([])
    const folders = new Set(sources.flatMap(({ name }) => /^node\/([^/]+)\//.exec(name)?.[1] ?? []))
    expect(folders).toEqual(new Set(rooms))
  })

  it('the pure folders do no I/O and take time and chance from outside', () => {
    const banned =
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bconsole\.|\bsetTimeout\b|\bsetInterval\b|\bsetImmediate\b|\bprocess\./
    const modules = /^(?:node:)?(?:fs|net|http|https|tls|dgram|child_process|os|timers|worker_threads|process)(?:\/|$)/
    const wrong = sources
      .filter(({ folder }) => pure.includes(folder))
      .flatMap(({ name, text, imports }) => [
        ...(text.split('\n').find(line => banned.test(line) && !/^\s*(?:\/\/|\*)/.test(line))
          ? [`${name} reaches outside`]
          : []),
        ...imports.filter(target => modules.test(target)).map(target => `${name} imports ${target}`)
      ])
    expect(wrong).toEqual([])
  })

  it('no file is longer than a few hundred lines', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > linesMax).map(({ name }) => name)
    expect(long).toEqual([])
  })

  it('nothing imports in a circle', () => {
    const graph = new Map(
      sources.map(({ name, imports }) => [
        name,
        imports.filter(target => target.startsWith('.')).map(target => path.join(path.dirname(name), target))
      ])
    )
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (name: string, trail: readonly string[]): void => {
      if (trail.includes(name)) circles.push([...trail.slice(trail.indexOf(name)), name].join(' → '))
      if (done.has(name) || trail.includes(name)) return
      for (const next of graph.get(name) ?? []) visit(next, [...trail, name])
      done.add(name)
    }
    for (const name of graph.keys()) visit(name, [])
    expect(circles).toEqual([])
  })

  it('only tests have test doubles, and no check is switched off', () => {
    const wrong = sources.filter(({ text }) => /@ts-(?:ignore|nocheck|expect-error)|biome-ignore|\bas any\b/.test(text))
    expect(wrong.map(({ name }) => name)).toEqual([])
  })
})
