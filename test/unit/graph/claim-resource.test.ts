// What a claimed URL shows of a release: at the URL, and never of the records below.
import { expect, test } from 'vitest'
import { resourceRule } from '../../../src/graph/claim-resource.ts'
import { pathKey } from '../../../src/graph/component.ts'
import { type DmgRecord, recordFromJson } from '../../../src/graph/record.ts'
import { findSite } from '../../../src/graph/resolve.ts'

const claim = (target: string, resource?: string) => {
  const rule = resourceRule(resource)
  return { type: 'mount', target, ...(rule && { https: { redirects: [{ ...rule }] } }) }
}

const store = new Map<string, { id: string; record: DmgRecord }>()
const own = [{ from: '/*', to: '/mine/:splat', status: 200, force: true }]
for (const [path, json] of Object.entries({
  '': {},
  'local/kube/pad': { type: 'webapp', https: { redirects: own } },
  'local/kube/pad/sub': { type: 'webapp' },
  'local/kube/docs': claim('dx://pad', '/docs/'),
  'local/kube/start': claim('dx://pad', '/docs/start.html'),
  'local/kube/plain': claim('dx://pad', '/index.html'),
  'local/kube/door': claim('dx://docs'),
  'local/kube/other': claim('dx://docs', 'more/')
}))
  store.set(path, { id: path.padEnd(40, '0'), record: recordFromJson(json) })
const view = { meta: (path: readonly string[], key = pathKey(path)) => store.get(key), owns: () => false }

test.each([
  ['docs.kube.local', '/', 'pad', { path: 'docs', folder: true }],
  ['docs.kube.local', '/a/b', 'pad', { path: 'docs', folder: true }],
  ['docs.kube.local', '/sub/', 'pad/sub', undefined],
  ['start.kube.local', '/', 'pad', { path: 'docs/start.html', folder: false }],
  ['start.kube.local', '/sub/x', 'pad/sub', undefined],
  ['plain.kube.local', '/', 'pad', undefined],
  ['pad.kube.local', '/', 'pad', undefined],
  // The reader's own claim has the last word.
  ['door.kube.local', '/', 'pad', { path: 'docs', folder: true }],
  ['other.kube.local', '/', 'pad', { path: 'more', folder: true }]
])('%s%s is %s', (host, path, node, resource) => {
  const { resolution } = findSite(view, host, path)!
  expect(resolution.node.join('/')).toBe(`local/kube/${node}`)
  expect(resolution.resource).toEqual(resource)
  // Its own rules stay, and no claim's is inherited.
  expect(resolution.effective.properties.https).toEqual({ redirects: own })
})
