import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { claiming } from '../../../src/dx/endpoints.ts'
import { readBranch } from '../../../src/dx/git-branch.ts'
import { parseProject } from '../../../src/dx/project-file.ts'
import { checkedProperties } from '../../../src/dx/properties.ts'
import { readProject } from '../../../src/dx/read-project.ts'
import { targetsOf } from '../../../src/dx/targets.ts'
import { writeTree } from '../../support/folder-tree.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const parse = (text: string) => parseProject(text, '/project')
const on = (name: string) => () => ({ kind: 'branch', name }) as const

test("the seed's project:", () => {
  const project = parse(`# dx.yml
project:
  build:
    repo: git@github.com:alice/notepad.git
    command: yarn build

  publish:
    realm: dx://beta.alice.com/app/notepad
    files:
      - public/index.html
      - dist/main.js

  endpoints:
    - url: https://kube.local/notepad
      resource: /index.html
    - url: https://notepad.alice.com
      resource: /index.html
`)
  expect(project).toMatchObject({
    command: 'yarn build',
    realm: 'dx://beta.alice.com/app/notepad',
    files: ['public/index.html', 'dist/main.js'],
    properties: {
      endpoints: [{ url: 'https://kube.local/notepad', resource: '/index.html' }, { url: 'https://notepad.alice.com' }]
    }
  })
  expect(targetsOf(project, undefined, on('any'))).toEqual(['dx://beta.alice.com/app/notepad'])
})

describe('endpoints', () => {
  const claim = { url: 'https://alice.com/pad' }
  const claimed = (text: string, target: string, branch?: string): unknown => {
    const at = branch === undefined ? undefined : ({ kind: 'branch', name: branch } as const)
    return claiming(parseProject(text, '/p'), target, at).properties?.endpoints
  }
  const list = 'project: { endpoints: [ { url: "https://alice.com/pad" } ] }\n'

  test('are of realm: alone', () => {
    const text = `${list.trimEnd().slice(0, -1)}, publish: { realm: dx://pad } }\npub: { dev: { target: [ dx://pad/dev, dx://pad ] } }\n`
    expect(claimed(text, 'kube.local/pad')).toEqual([claim])
    expect(claimed(text, 'dx://other')).toBeUndefined()
    expect(claimed(text, 'dx://pad/dev', 'dev')).toEqual([{ url: 'https://dev.kube.local/pad' }])
  })

  test('without realm: of the first target of pub:, without both of the target', () => {
    const text = `${list}pub: { main: { target: [ dx://pad, dx://copy ] }, dev: { target: dx://pad/dev } }\n`
    expect(claimed(text, 'dx://pad', 'main')).toEqual([claim])
    expect(claimed(text, 'dx://copy', 'main')).toBeUndefined()
    expect(claimed(text, 'dx://pad/dev', 'dev')).toEqual([{ url: 'https://dev.kube.local/pad' }])
    expect(claimed(list, 'dx://anything')).toEqual([claim])
  })
})

test("the seed's pub:, with target: twice", () => {
  const project = parse(`pub:
  main:
    target: dx://notepad            ## notepad.kube.local

  dev:
    target: dx://notepad/dev        ## dev.notepad.hostname
    target: dx://notepad:dev        ## notepad.hostname/dev
`)
  expect(targetsOf(project, undefined, on('main'))).toEqual(['dx://notepad'])
  expect(targetsOf(project, undefined, on('dev'))).toEqual(['dx://notepad/dev', 'dx://notepad:dev'])
  expect(targetsOf(project, 'kube.local/other', on('dev'))).toEqual(['kube.local/other'])
  for (const branch of [on('feature'), () => ({ kind: 'detached' }) as const, () => ({ kind: 'none' }) as const]) {
    expect(() => targetsOf(project, undefined, branch)).toThrow(
      expect.objectContaining({ code: 'KUBE_TARGET_MISSING', reason: expect.stringMatching(/main, dev/) })
    )
  }
})

test('pub: and realm: together: the branch decides, else the realm', () => {
  const project = parse('project: { publish: { realm: dx://a } }\npub: { main: { target: [ dx://b, dx://c ] } }\n')
  expect(targetsOf(project, undefined, on('main'))).toEqual(['dx://b', 'dx://c'])
  expect(targetsOf(project, undefined, on('other'))).toEqual(['dx://a'])
})

test.each(['', "'"])("the seed's record properties, refs quoted by %j", quote => {
  const project = parse(`https:
  serve:
    ${quote}!https:${quote}
  fallback:
    ${quote}!https:index.html${quote}
actions:
  writes:
    - name: admin-publishes
      from: /org/dxos/admins:keys
      only:
      - ${quote}!code${quote}
      - ${quote}!dev/*${quote}
    - name: https propagation
      publish-https:
        after: ${quote}!code:build${quote}
        from: ${quote}!code:public${quote}
        to: ${quote}!https${quote}
`)
  const text = checkedProperties(project.properties!)
  expect(text).toContain('fallback: "!https:index.html"')
  expect(project.properties).toMatchObject({
    https: { serve: '!https:', fallback: '!https:index.html' },
    actions: { writes: [{ only: ['!code', '!dev/*'] }, { 'publish-https': { after: '!code:build' } }] }
  })
})

test.each([
  ['projct: {}', 'dx.yml:1', 'projct', 'project'],
  ['project:\n  bulid: {}', 'dx.yml:2', 'bulid', 'build'],
  ['project:\n  publish:\n    file: [ a ]', 'dx.yml:3', 'file', 'files'],
  ['pub:\n  main:\n    targte: dx://x', 'dx.yml:3', 'targte', 'target'],
  ['titel: x', 'dx.yml:1', 'titel', 'title'],
  ['project:\n  publish:\n   files: [\n', 'dx.yml:4', '', 'YAML'],
  ['project: { publish: { files: [] } }', 'dx.yml:1', 'files', ''],
  ['project: { publish: { realm: [ a, b ] } }', 'dx.yml:1', 'realm', ''],
  ['project: { endpoints: [ { resource: /x } ] }', 'dx.yml:1', 'url', ''],
  ['pub: { main: {} }', 'dx.yml:1', 'main', ''],
  ['- a\n- b', 'dx.yml:1', 'map', ''],
  ['title: a\ntitle: b', 'dx.yml:2', 'title', 'twice'],
  ['labels: { a: 1, a: 2 }', 'dx.yml:1', 'a', 'twice']
])('%j is refused', (text, place, word, near) => {
  let thrown: { code?: string; message?: string; reason?: string } = {}
  try {
    parse(text)
  } catch (error) {
    thrown = error as typeof thrown
  }
  expect(thrown.code).toBe('KUBE_PROJECT_INVALID')
  expect(thrown.message).toContain(place)
  expect(`${thrown.message} ${thrown.reason}`).toContain(word)
  expect(`${thrown.message} ${thrown.reason}`).toContain(near)
})

test('an unknown key within a property names dx.yml and the nearest', () => {
  const project = parse('https:\n  fallbak: !https:index.html\n')
  expect(() => checkedProperties(project.properties!)).toThrow(
    expect.objectContaining({
      code: 'KUBE_PROJECT_INVALID',
      message: expect.stringMatching(/dx\.yml.*fallbak/),
      reason: expect.stringContaining('fallback')
    })
  )
})

test('a folder without dx.yml is a project without a target', async () => {
  const dir = await temporaryFolder()
  const project = await readProject(dir)
  expect(project).toEqual({ dir, described: false, allow: [] })
  expect(() => targetsOf(project, undefined, on('main'))).toThrow(
    expect.objectContaining({ code: 'KUBE_TARGET_MISSING', reason: expect.stringMatching(/dx\.yml.*--to/) })
  )
})

test('the branch is read from git: a repository, a folder in it, a worktree, a detached head, none', async () => {
  const dir = await temporaryFolder()
  expect(readBranch(dir)).toEqual({ kind: 'none' })
  writeTree(dir, {
    'repo/.git/HEAD': 'ref: refs/heads/feature/x\n',
    'repo/sub/file': '',
    'tree/.git': 'gitdir: ../repo/.git/worktrees/tree\n',
    'repo/.git/worktrees/tree/HEAD': 'ref: refs/heads/dev\n',
    'loose/.git/HEAD': `${'a'.repeat(40)}\n`,
    'table/.git/HEAD': 'ref: refs/heads/.invalid\n'
  })
  expect(readBranch(path.join(dir, 'repo'))).toEqual({ kind: 'branch', name: 'feature/x' })
  expect(readBranch(path.join(dir, 'repo/sub'))).toEqual({ kind: 'branch', name: 'feature/x' })
  expect(readBranch(path.join(dir, 'tree'))).toEqual({ kind: 'branch', name: 'dev' })
  expect(readBranch(path.join(dir, 'loose'))).toEqual({ kind: 'detached' })
  expect(readBranch(path.join(dir, 'table'))).toEqual({ kind: 'detached' })
  fs.rmSync(path.join(dir, 'loose/.git/HEAD'))
  expect(readBranch(path.join(dir, 'loose'))).toEqual({ kind: 'detached' })
})
