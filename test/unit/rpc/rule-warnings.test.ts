// Rules that let nobody write are set with a word: keys that are nowhere, and keys that come with the rules.
import { expect, test } from 'vitest'
import { parseName } from '../../../src/graph/name.ts'
import { ruleWarnings } from '../../../src/rpc/rule-warnings.ts'
import { localKube } from '../../support/local-kube.ts'

const app = parseName('dx://app').path

test('keys that are nowhere, and keys that come in the same release', async () => {
  const options = await localKube()
  const rule = { name: 'theirs', from: 'dx://app:keys/crew' }
  const says = (found: string) => [
    `the rule theirs of dx://app lets nobody write but admins: ${found} (dx publish --to dx://app)`
  ]
  const nowhere = says('there is no release with dx://app:keys/crew yet')
  expect(ruleWarnings(options, app, [rule])).toEqual(nowhere)
  const coming = { path: app, files: [{ path: 'index.html' }], isAll: true }
  const beside = (more: Partial<typeof coming>) =>
    ruleWarnings({ ...options, coming: { ...coming, ...more } }, app, [rule])
  expect(beside({ files: [{ path: 'keys/crew' }] })).toEqual([])
  expect(beside({})).toEqual(says('dx://app:keys/crew is not in this release'))
  // The rest of the release is what it was.
  expect(beside({ isAll: false })).toEqual(nowhere)
  expect(beside({ path: parseName('dx://other').path })).toEqual(nowhere)
  // A rule that takes no keys is meant to let nobody write.
  const propagates = { name: 'build', 'publish-https': { after: '!code:build', from: '!code:public', to: '!https' } }
  expect(ruleWarnings(options, app, [propagates])).toEqual([])
})
