// `override:` of the root record: other nodes answer, within this subnet.
import { describe, expect, test } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { locate } from '../../../src/graph/locate.ts'
import { parseName } from '../../../src/graph/name.ts'
import { resolve } from '../../../src/graph/resolve.ts'
import { memoryGraph } from '../../support/graph-view.ts'

const nodes = {
  '/org/dxos': { title: 'theirs' },
  '/org/dxos/app': { title: 'app' },
  '/org/dxos/app/x': { title: 'x' },
  'dx://ours': { title: 'ours' },
  'dx://ours/x': { title: 'our x' },
  'dx://shown': { type: 'mount', target: '/org/dxos/app' }
}
const graph = (override: Record<string, string>) => memoryGraph({ '/': { override }, ...nodes })
const titleAt = (override: Record<string, string>, name: string) =>
  resolve(graph(override), parseName(name).path)?.own.properties.title

describe('override', () => {
  test('of a node and all below it, by every way that leads to it', () => {
    const override = { 'dx://dxos.org/app': 'dx://ours' }
    expect(titleAt(override, '/org/dxos/app')).toBe('ours')
    expect(titleAt(override, 'https://app.dxos.org/x')).toBe('our x')
    expect(titleAt(override, 'dx://shown/x')).toBe('our x')
    expect(titleAt(override, '/org/dxos')).toBe('theirs')
    const found = resolve(graph(override), parseName('/org/dxos/app/x').path)
    expect(found?.parts.map(({ path }) => path)).toEqual(['dxos', 'app', 'x'])
    expect(found?.node).toEqual(['local', 'kube', 'ours', 'x'])
    const { hops } = resolve(graph(override), parseName('/org/dxos/app/x').path, { explain: true })!
    expect(hops?.map(({ rule }) => rule)).toContain('overridden at dx://dxos.org/app')
  })

  test('is no way to write to what answers, nor to what is hidden', () => {
    const override = { '/org/dxos/app': 'dx://ours' }
    expect(locate(graph(override), ['org', 'dxos', 'app'])).toEqual({
      path: ['org', 'dxos', 'app'],
      mounted: 'dx://ours'
    })
    expect(locate(graph(override), ['org', 'dxos', 'app', 'y']).path).toEqual(['local', 'kube', 'ours', 'y'])
  })

  test('in a circle is refused with the trip; of other subnets and of the root it says nothing', () => {
    const circle = { 'dx://ours': '/org/dxos/app', '/org/dxos/app': 'dx://ours' }
    expect(() => titleAt(circle, 'dx://ours')).toThrow(KubeError)
    expect(() => titleAt({ '/org/dxos/app': '/org/dxos/app/x' }, '/org/dxos/app')).toThrow('circle')
    expect(titleAt({ '/org/dxos/app': 'dx://[pierre.com]/app' }, '/org/dxos/app')).toBe('app')
    expect(titleAt({ '/': 'dx://ours' }, '/org/dxos/app')).toBe('app')
  })
})
