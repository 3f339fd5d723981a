// What the documents point to is there: links, headings, files, settings, packages.
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { parseConfig } from '../../../src/node/home/config.ts'
import { blocksOf, codeOf, readDocument, root, rowsWith } from '../../support/markdown.ts'

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  ...fs
    .readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name.split(path.sep).join('/')}`)
]

/** Anchors as the usual renderers make them of headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-')
  )
}

function brokenLinks(name: string): string[] {
  const text = readDocument(name)
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter(target => !/^[a-z]+:/.test(target))
    .filter(target => {
      const [file = '', anchor] = target.split('#')
      const found = file === '' ? path.join(root, name) : path.resolve(root, path.dirname(name), file)
      if (!fs.existsSync(found)) return true
      return anchor !== undefined && !anchorsOf(fs.readFileSync(found, 'utf8')).includes(anchor)
    })
}

describe('the documents', () => {
  it.each(documents)('%s links to what is there', name => {
    expect(brokenLinks(name)).toEqual([])
  })

  it('name source files that are there', () => {
    const files = ['src', 'kubed', 'proto', 'realms', 'scripts', 'test'].flatMap(folder =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .map(file => `${folder}/${file.split(path.sep).join('/')}`)
    )
    const absent = documents.flatMap(name =>
      [...readDocument(name).matchAll(/`([\w./-]+\.(?:ts|proto|sh))`/g)]
        .map(([, file = '']) => file)
        .filter(file => !files.some(known => known === file || known.endsWith(`/${file}`)))
        .map(file => `${name}: ${file}`)
    )
    expect(absent).toEqual([])
  })

  it('show every key of config.yml, in an example that is valid', () => {
    const example =
      blocksOf(readDocument('docs/operations.md'), 'yaml').find(block => block.includes('log-level')) ?? ''
    parseConfig(example, 'config.yml')
    let known = ''
    try {
      parseConfig('nothing-like-it-at-all: 1', 'config.yml')
    } catch (error) {
      known = error instanceof KubeError ? error.reason : ''
    }
    const keys = /known are (.*)$/.exec(known)?.[1]?.split(', ') ?? []
    expect([...example.matchAll(/^([a-z0-9-]+):/gm)].map(([, key]) => key).sort()).toEqual(keys.sort())
  })

  it('give a reason for each package', () => {
    const text = readDocument('docs/decisions/0013-dependencies.md')
    const rows = rowsWith(text, 'package', 'for').flatMap(row => (row.package ?? '').split(', ').map(codeOf))
    const manifest = JSON.parse(readDocument('package.json')) as Record<string, Record<string, string>>
    const { dependencies, devDependencies, optionalDependencies } = manifest
    expect(rows.sort()).toEqual(Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).sort())
  })
})
