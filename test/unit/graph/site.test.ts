import { describe, expect, test } from 'vitest'
import { locate } from '../../../src/graph/locate.ts'
import { findSite } from '../../../src/graph/resolve.ts'
import { memoryGraph } from '../../support/graph-view.ts'

const webapp = { type: 'webapp' }

describe('sites', () => {
  const graph = memoryGraph({
    '/': {},
    '/local': {},
    'dx://kube.local': {},
    '/localhost': { mounts: { kube: '/local/kube' } },
    'dx://notepad': webapp,
    'dx://notepad/dev': webapp,
    'dx://odd/sp%20ace': webapp,
    'dx://beta.alice.com/app/notepad': webapp
  })
  const site = (host: string, rawPath: string) => {
    const found = findSite(graph, host, rawPath)
    return found && { node: found.resolution.node.join('/'), base: found.base, rest: found.rest, slash: found.slash }
  }

  test('subdomain and path reach the same node', () => {
    const node = 'local/kube/notepad'
    expect(site('notepad.kube.local', '/')).toEqual({ node, base: '', rest: [], slash: true })
    expect(site('kube.local', '/notepad')).toEqual({ node, base: '/notepad', rest: [], slash: false })
    expect(site('NOTEPAD.kube.localhost', '/img/a%20b.png')).toEqual({
      node,
      base: '',
      rest: ['img', 'a b.png'],
      slash: false
    })
    expect(site('kube.localhost', '/notepad/img/')).toEqual({ node, base: '/notepad', rest: ['img'], slash: true })
  })

  test('a child record wins, in both spellings', () => {
    expect(site('notepad.kube.local', '/dev/x')).toMatchObject({
      node: 'local/kube/notepad/dev',
      base: '/dev',
      rest: ['x']
    })
    expect(site('dev.notepad.kube.local', '/x')).toMatchObject({
      node: 'local/kube/notepad/dev',
      base: '',
      rest: ['x']
    })
  })

  test('a folder of a release is no origin', () => {
    expect(site('img.notepad.kube.local', '/')).toBeUndefined()
    expect(site('no-such-app.kube.local', '/')).toBeUndefined()
    expect(site('kube.local', '/no-such-app')).toMatchObject({ node: 'local/kube', rest: ['no-such-app'] })
  })

  test('components between that have no record do not matter', () => {
    expect(site('beta.alice.com', '/app/notepad/x')).toMatchObject({
      node: 'com/alice/beta/app/notepad',
      base: '/app/notepad',
      rest: ['x']
    })
    expect(site('notepad.app.beta.alice.com', '/')).toMatchObject({ base: '' })
    expect(site('alice.com', '/')).toBeUndefined()
  })

  test('the base is a URL path', () => {
    expect(site('kube.local', '/odd/sp%20ace/x')).toMatchObject({ base: '/odd/sp%20ace', rest: ['x'] })
    expect(site('kube.local', '/notepad/%ff/..x')).toMatchObject({ rest: ['\udcff', '..x'] })
  })

  test('paths of any length end the walk', () => {
    graph.reads = 0
    const found = site('notepad.kube.local', `/${'a/'.repeat(4000)}`)
    expect(found?.rest).toHaveLength(4000)
    expect(graph.reads).toBeLessThan(100)
  })
})

describe('locating', () => {
  const graph = memoryGraph({
    '/localhost': { mounts: { kube: '/local/kube' } },
    'dx://pad': webapp,
    'dx://tools/pad': { type: 'mount', target: 'dx://pad' }
  })

  test('mounts above are followed, the node itself is not', () => {
    expect(locate(graph, ['localhost', 'kube', 'new'])).toMatchObject({
      path: ['local', 'kube', 'new'],
      mounted: undefined
    })
    expect(locate(graph, ['local', 'kube', 'tools', 'pad'])).toMatchObject({
      path: ['local', 'kube', 'tools', 'pad'],
      mounted: 'dx://pad'
    })
    expect(locate(graph, ['localhost', 'kube'])).toMatchObject({
      path: ['localhost', 'kube'],
      mounted: 'dx://kube.local'
    })
    expect(locate(graph, ['local', 'kube', 'tools', 'pad', 'x'])).toMatchObject({ path: ['local', 'kube', 'pad', 'x'] })
    expect(locate(graph, [])).toMatchObject({ path: [] })
  })

  test('a path too deep is refused, not cut short', () => {
    const deep = (length: number) => Array.from({ length }, () => 'a')
    expect(locate(graph, deep(64)).path).toHaveLength(64)
    expect(() => locate(graph, deep(65))).toThrow(expect.objectContaining({ code: 'KUBE_NAME_INVALID' }))
  })
})
