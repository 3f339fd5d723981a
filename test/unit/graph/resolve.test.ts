import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { locate } from '../../../src/graph/locate.ts'
import { recordToJson } from '../../../src/graph/record.ts'
import { resolve } from '../../../src/graph/resolve.ts'
import { type MemoryGraph, memoryGraph } from '../../support/graph-view.ts'
import { naiveResolve } from './naive-resolve.ts'

const serve = { https: { serve: '!https:' } }
const webapp = { type: 'webapp' }

const walk = (graph: MemoryGraph, path: string, explain = false) =>
  resolve(graph, path.split('/').filter(Boolean), { explain })

function refusal(body: () => unknown): KubeError {
  try {
    body()
  } catch (error) {
    if (error instanceof KubeError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('the seed', () => {
  const graph = memoryGraph({
    '/': {},
    '/com': serve,
    '/com/example': serve,
    '/com/example/beta': serve,
    '/com/example/beta/app': serve,
    'dx://beta.example.com/app/notepad': webapp
  })

  test('parts of https://beta.example.com/app/notepad/index.html', () => {
    const found = walk(graph, 'com/example/beta/app/notepad/index.html')
    const nodes = [
      '/com',
      '/com/example',
      '/com/example/beta',
      '/com/example/beta/app',
      '/com/example/beta/app/notepad'
    ]
    expect(found?.parts).toEqual(nodes.map(node => ({ path: node.split('/').at(-1), record: graph.id(node) })))
    expect(found?.rest).toEqual(['index.html'])
    expect(found?.node).toEqual(['com', 'example', 'beta', 'app', 'notepad'])
  })

  test('an ancestor sends the walk elsewhere', () => {
    const forked = memoryGraph({
      '/com': {},
      '/com/pcarrier': { mounts: { alice: '/org/dxos/alice' } },
      '/com/pcarrier/alice': { title: 'hidden by the mount' },
      '/org/dxos': { https: { fallback: '!https:index.html' } },
      '/org/dxos/alice': serve,
      '/org/dxos/alice/notepad': webapp
    })
    const found = walk(forked, 'com/pcarrier/alice/notepad/index.html', true)
    expect(found?.parts.map(part => part.path)).toEqual(['com', 'pcarrier', 'alice', 'notepad'])
    expect(found?.parts.map(part => part.record)).toEqual(
      ['/com', '/com/pcarrier', '/org/dxos/alice', '/org/dxos/alice/notepad'].map(name => forked.id(name))
    )
    expect(found?.node).toEqual(['org', 'dxos', 'alice', 'notepad'])
    expect(found?.rest).toEqual(['index.html'])
    expect(found?.effective.properties.https).toEqual({ serve: '!https:', fallback: '!https:index.html' })
    expect(found?.hops.map(hop => hop.ref)).toEqual([
      'refs/com/!meta',
      'refs/com/pcarrier/!meta',
      'refs/org/dxos/!meta',
      'refs/org/dxos/alice/!meta',
      'refs/org/dxos/alice/notepad/!meta'
    ])
  })
})

describe('mounts', () => {
  test('a record of type mount, seen from below', () => {
    const graph = memoryGraph({
      '/': {},
      'dx://pad': webapp,
      'dx://pad/beta': webapp,
      'dx://tools/pad': { type: 'mount', target: 'dx://pad', https: { fallback: '!https:x.html' } }
    })
    const found = walk(graph, 'local/kube/tools/pad/main.js')
    expect(found?.node).toEqual(['local', 'kube', 'pad'])
    expect(found?.parts).toEqual([{ path: 'pad', record: graph.id('dx://pad') }])
    expect(found?.rest).toEqual(['main.js'])
    expect(found?.effective.properties.https).toEqual({ fallback: '!https:x.html' })
    expect(walk(graph, 'local/kube/tools/pad/beta/a')?.node).toEqual(['local', 'kube', 'pad', 'beta'])
    expect(walk(graph, 'local/kube/pad')?.effective.properties.https).toBeUndefined()
  })

  test('a target below a mount, and a mount at the end of a target', () => {
    const graph = memoryGraph({
      '/': {},
      '/localhost': { mounts: { kube: '/local/kube' } },
      'dx://pad': webapp,
      'dx://a': { type: 'mount', target: '/localhost/kube/b' },
      'dx://b': { type: 'mount', target: 'dx://pad' }
    })
    const found = walk(graph, 'localhost/kube/a/x/y')
    expect(found?.node).toEqual(['local', 'kube', 'pad'])
    expect(found?.parts.map(part => part.path)).toEqual(['localhost', 'a'])
    expect(found?.rest).toEqual(['x', 'y'])
    expect(found?.depth).toBe(3)
  })

  test('the reader’s own mount has the last word on presentation', () => {
    const graph = memoryGraph({
      'dx://pad': { ...webapp, https: { fallback: '!https:own.html', serve: '!https:' } },
      'dx://inner': {
        mounts: { pad: { target: 'dx://pad', https: { fallback: '!https:inner.html', serve: '!https:i' } } }
      },
      'dx://outer': { mounts: { pad: { target: 'dx://inner/pad', https: { fallback: '!https:outer.html' } } } }
    })
    expect(walk(graph, 'local/kube/outer/pad')?.effective.properties.https).toEqual({
      fallback: '!https:outer.html',
      serve: '!https:i'
    })
  })

  test('a mount of what has no record shows what lies below, and nothing else', () => {
    const graph = memoryGraph({
      'dx://kube.local': { title: 'the subnet' },
      'dx://apps/notepad': webapp,
      'dx://here': { type: 'mount', target: 'dx://apps' }
    })
    expect(walk(graph, 'local/kube/here/notepad/x')?.node).toEqual(['local', 'kube', 'apps', 'notepad'])
    expect(walk(graph, 'local/kube/here/nothing')).toBeUndefined()
  })

  test('circles and long trips are refused with the trip', () => {
    const hops = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [
        `dx://h${at}`,
        { type: 'mount', target: at === 39 ? 'dx://pad' : `dx://h${at + 1}` }
      ])
    )
    const graph = memoryGraph({
      ...hops,
      'dx://pad': webapp,
      'dx://loop/one': { type: 'mount', target: 'dx://loop/two' },
      'dx://loop/two': { type: 'mount', target: 'dx://loop/one' },
      'dx://self': { type: 'mount', target: 'dx://self/deeper' }
    })
    expect(walk(graph, 'local/kube/h30/main.js')?.node).toEqual(['local', 'kube', 'pad'])
    expect(walk(graph, 'local/kube/h8')?.node).toEqual(['local', 'kube', 'pad'])
    expect(refusal(() => walk(graph, 'local/kube/h7')).code).toBe('KUBE_HOPS')
    expect(refusal(() => walk(graph, 'local/kube/h0')).reason).toMatch(/h0 .*h20 /)
    const circle = refusal(() => walk(graph, 'local/kube/loop/one/x'))
    expect(circle.message).toContain('circle')
    expect(circle.reason).toMatch(/loop\/one → dx:\/\/loop\/two/)
    expect(refusal(() => walk(graph, 'local/kube/self/x')).code).toBe('KUBE_HOPS')
  })

  test('another subnet’s realm is not here', () => {
    const graph = memoryGraph({ 'dx://far': { type: 'mount', target: 'dx://[pierre.com]/app' } })
    expect(refusal(() => walk(graph, 'local/kube/far')).code).toBe('KUBE_NAME_FOREIGN')
  })

  test('names of every object’s own properties are plain names', () => {
    const graph = memoryGraph({ 'dx://kube.local': { mounts: { a: 'dx://b' }, title: 't' } })
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(walk(graph, `local/kube/${name}`)?.rest).toEqual([name])
      expect(locate(graph, ['local', 'kube', name]).mounted).toBeUndefined()
    }
  })
})

describe('inheritance', () => {
  test('the nearer wins, maps key by key, null removes', () => {
    const graph = memoryGraph({
      '/': { access: 'members', labels: { root: '1' } },
      'dx://heir': {
        title: 'heir',
        mounts: { x: 'dx://y' },
        labels: { heir: '2', gone: 'x' },
        https: { serve: '!https:', fallback: '!https:index.html', headers: { '/*': { a: '1' } } },
        actions: { writes: [{ name: 'one', from: '/a:keys' }] }
      },
      'dx://heir/child': {
        https: { fallback: '!https:200.html', headers: { '/*': { b: '2' } } },
        labels: { gone: null },
        actions: { writes: [] }
      },
      'dx://heir/child/leaf': { https: { fallback: null }, access: null }
    })
    const child = walk(graph, 'local/kube/heir/child')
    expect(recordToJson(child!.effective)).toEqual({
      access: 'members',
      labels: { root: '1', heir: '2' },
      https: { serve: '!https:', fallback: '!https:200.html', headers: { '/*': { a: '1', b: '2' } } },
      actions: { writes: [] }
    })
    expect(recordToJson(child!.own).https).toEqual({ fallback: '!https:200.html', headers: { '/*': { b: '2' } } })
    const leaf = recordToJson(walk(graph, 'local/kube/heir/child/leaf')!.effective)
    expect(leaf.https).toEqual({ serve: '!https:', headers: { '/*': { a: '1', b: '2' } } })
    expect(leaf).not.toHaveProperty('access')
  })

  test('the same object as long as the records are the same', () => {
    const graph = memoryGraph({ '/': serve, 'dx://pad': webapp })
    expect(walk(graph, 'local/kube/pad')?.effective).toBe(walk(graph, 'local/kube/pad/x')?.effective)
  })
})

describe('redirects', () => {
  test('are reported, not followed', () => {
    const graph = memoryGraph({ 'dx://old': { type: 'redirect', to: 'dx://pad' }, 'dx://old/child': webapp })
    expect(walk(graph, 'local/kube/old/main.js')).toMatchObject({
      redirect: { to: 'dx://pad', status: 302 },
      rest: ['main.js']
    })
    expect(walk(graph, 'local/kube/old/child')?.redirect).toBeUndefined()
  })
})

describe('against a naive walk', () => {
  const letters = fc.constantFrom('a', 'b', 'c')
  const paths = fc.array(letters, { minLength: 1, maxLength: 4 })
  const target = paths.map(path => `/${path.join('/')}`)
  const record = fc.oneof(
    { weight: 3, arbitrary: fc.record({ env: fc.dictionary(letters, letters, { minKeys: 1 }) }, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('mount'), target }) },
    { weight: 1, arbitrary: fc.record({ mounts: fc.dictionary(letters, target, { minKeys: 1, maxKeys: 2 }) }) }
  )
  const records = fc.array(fc.tuple(target, record), { maxLength: 14 }).map(list => Object.fromEntries(list))

  test('the same node, rest, parts, record or refusal', () => {
    fc.assert(
      fc.property(records, fc.array(letters, { maxLength: 6 }), (list, path) => {
        const graph = memoryGraph({ '/': { env: { a: 'root' } }, ...list })
        const outcome = (body: () => unknown): unknown => {
          try {
            return body()
          } catch (error) {
            if (error instanceof KubeError) return error.code
            throw error
          }
        }
        const fast = outcome(() => {
          const found = resolve(graph, path)
          return (
            found && { parts: found.parts, node: found.node, rest: found.rest, json: recordToJson(found.effective) }
          )
        })
        expect(fast).toEqual(outcome(() => naiveResolve(graph, path)))
      }),
      { numRuns: 3000 }
    )
  })
})
