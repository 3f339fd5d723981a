import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pathFromBytes } from '../../../src/base/path-bytes.ts'
import { mapFiles, placeOfFile } from '../../../src/dx/files.ts'
import type { Project } from '../../../src/dx/project.ts'
import { whyGitForbids, whySecretName } from '../../../src/dx/refuse.ts'
import { writeTree } from '../../support/folder-tree.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const never = new AbortController().signal
const project = (dir: string, files?: readonly string[], allow: readonly string[] = []): Project => ({
  dir,
  described: true,
  allow,
  ...(files !== undefined && { files })
})
const mapped = async (given: Project) =>
  Object.fromEntries((await mapFiles(given, never)).files.map(file => [file.path, file.source]).sort())
const fails = async (given: Project, code: string, ...words: readonly string[]) => {
  const error = await mapFiles(given, never).catch(thrown => thrown)
  expect(error.code, String(error.message)).toBe(code)
  for (const word of words) expect(`${error.message} ${error.reason}`).toContain(word)
}

const site = {
  'dx.yml': '',
  'public/index.html': '',
  'dist/main.js': '',
  'dist/assets/a.css': '',
  'dist/assets/.hidden': '',
  'docs/guide.html': '',
  'css/main.css': '',
  'notes.txt': ''
}

test.each<[string, readonly string[] | undefined, Record<string, string>]>([
  [
    'all but dx.yml',
    undefined,
    Object.fromEntries(
      Object.keys(site)
        .filter(name => name !== 'dx.yml')
        .map(name => [name, name])
    )
  ],
  [
    'a folder gives its content',
    ['dist/'],
    { 'main.js': 'dist/main.js', 'assets/a.css': 'dist/assets/a.css', 'assets/.hidden': 'dist/assets/.hidden' }
  ],
  ['without the slash too', ['docs'], { 'guide.html': 'docs/guide.html' }],
  ['a folder within', ['./dist/assets/'], { 'a.css': 'dist/assets/a.css', '.hidden': 'dist/assets/.hidden' }],
  [
    'a file without its build folder',
    ['public/index.html', 'dist/main.js'],
    { 'index.html': 'public/index.html', 'main.js': 'dist/main.js' }
  ],
  [
    'a file in another folder keeps it',
    ['css/main.css', 'notes.txt'],
    { 'css/main.css': 'css/main.css', 'notes.txt': 'notes.txt' }
  ],
  ['a glob of files', ['dist/*.js'], { 'main.js': 'dist/main.js' }],
  ['a glob at any depth', ['**/*.html'], { 'index.html': 'public/index.html', 'docs/guide.html': 'docs/guide.html' }],
  [
    'a glob that matches a folder',
    ['dist/*'],
    { 'main.js': 'dist/main.js', 'assets/a.css': 'dist/assets/a.css', 'assets/.hidden': 'dist/assets/.hidden' }
  ],
  ['braces', ['{docs,css}/*'], { 'docs/guide.html': 'docs/guide.html', 'css/main.css': 'css/main.css' }],
  [
    'one file twice',
    ['dist/', 'dist/main.js'],
    { 'main.js': 'dist/main.js', 'assets/a.css': 'dist/assets/a.css', 'assets/.hidden': 'dist/assets/.hidden' }
  ]
])('files: %s', async (_, files, expected) => {
  const dir = writeTree(await temporaryFolder(), site)
  expect(await mapped(project(dir, files))).toEqual(expected)
})

test('what is listed wrongly is named', async () => {
  const dir = writeTree(await temporaryFolder(), { ...site, 'public/main.js': '', 'out/assets': '', 'empty/.keep': '' })
  fs.rmSync(path.join(dir, 'empty/.keep'))
  await fails(project(dir, ['dist/', 'public/']), 'KUBE_FILE_TWICE', 'dist/main.js', 'public/main.js')
  await fails(project(dir, ['dist/', 'out/']), 'KUBE_FILE_TWICE', 'out/assets', 'dist/assets/')
  await fails(project(dir, ['dist/', 'absent/']), 'KUBE_FILE_MISSING', 'absent/')
  await fails(project(dir, ['dist/*.wasm']), 'KUBE_FILE_MISSING', 'dist/*.wasm')
  await fails(project(dir, ['nowhere/*.js']), 'KUBE_FILE_MISSING', 'nowhere/*.js')
  await fails(project(dir, ['empty/']), 'KUBE_FILE_MISSING', 'empty/')
  for (const outside of ['../x', '/etc/hostname', 'dist/../../x', '..']) {
    await fails(project(dir, [outside]), 'KUBE_FILE_REFUSED', outside, 'outside')
  }
  await fails(project(path.join(dir, 'empty')), 'KUBE_DIR_EMPTY', 'empty')
  await fails(project(path.join(dir, 'absent')), 'KUBE_DIR_MISSING', 'absent')
  await fails(project(path.join(dir, 'notes.txt')), 'KUBE_DIR_MISSING', 'notes.txt')
})

test('placement never leaves the release, and only build folders are cut', () => {
  const segment = fc.stringMatching(/^[a-z.]{1,6}$/).filter(name => !/^\.+$/.test(name))
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), segments => {
      const source = segments.join('/')
      const placed = placeOfFile(source)
      expect(
        source === placed || (source.endsWith(`/${placed}`) && placed.split('/').length === segments.length - 1)
      ).toBe(true)
      expect(placed).not.toBe('')
    })
  )
})

test('any tree of files is mapped whole and exactly', async () => {
  const name = fc.stringMatching(/^[a-zé 🌲'"\\*~#-]{1,8}$/u).filter(text => text.trim() !== '' && text !== '~')
  const paths = fc.uniqueArray(fc.array(name, { minLength: 1, maxLength: 3 }), {
    maxLength: 12,
    minLength: 1,
    selector: parts => parts[0]!.toLowerCase()
  })
  await fc.assert(
    fc.asyncProperty(paths, async tree => {
      const dir = fs.mkdtempSync('/tmp/kube-files-')
      try {
        const wanted = tree.map(parts => parts.join('/'))
        writeTree(dir, Object.fromEntries(wanted.map(file => [`dist/${file}`, file])))
        expect(Object.keys(await mapped(project(dir, ['dist/']))).sort()).toEqual([...wanted].sort())
        expect(Object.values(await mapped(project(dir))).sort()).toEqual(wanted.map(file => `dist/${file}`).sort())
      } finally {
        fs.rmSync(dir, { recursive: true })
      }
    }),
    { numRuns: 40 }
  )
})

test('names survive whatever their bytes, modes too', async () => {
  const dir = await temporaryFolder()
  const names = [
    Buffer.from([0xff, 0xfe]),
    Buffer.from([0x63, 0xe9]),
    Buffer.from('e\u0301'),
    Buffer.from('-rf'),
    Buffer.from('a\nb'),
    Buffer.from('x'.repeat(255))
  ]
  for (const name of names) fs.writeFileSync(Buffer.concat([Buffer.from(`${dir}/`), name]), '')
  fs.writeFileSync(`${dir}/run.sh`, '', { mode: 0o755 })
  const { files } = await mapFiles(project(dir), never)
  expect(files.map(file => file.path).sort()).toEqual([...names.map(name => pathFromBytes(name)), 'run.sh'].sort())
  expect(files.find(file => file.path === 'run.sh')!.mode).toBe('100755')
  expect(files.find(file => file.path === '-rf')!.mode).toBe('100644')
})

test('links: within the project they are what they lead to, others are refused by name', async () => {
  const base = await temporaryFolder()
  const dir = writeTree(path.join(base, 'project'), {
    'dist/run.sh': 'x',
    'shared/a.txt': 'a',
    '.env': 'S=1',
    'dist/sub/b.txt': 'b'
  })
  fs.chmodSync(`${dir}/dist/run.sh`, 0o755)
  fs.symlinkSync('run.sh', `${dir}/dist/alias.sh`)
  fs.symlinkSync('../shared', `${dir}/dist/shared`)
  const { files } = await mapFiles(project(dir, ['dist/']), never)
  expect(files.map(file => [file.path, file.mode])).toEqual([
    ['alias.sh', '100755'],
    ['run.sh', '100755'],
    ['shared/a.txt', '100644'],
    ['sub/b.txt', '100644']
  ])
  writeTree(base, { 'project-other/secret.txt': '' })
  for (const [target, why] of [
    ['/etc/passwd', 'link that leaves'],
    ['/etc', 'link that leaves'],
    ['../../project-other/secret.txt', 'link that leaves'],
    ['nowhere', 'link to nothing'],
    ['leaving', 'link that leads back'],
    ['..', '.env'],
    ['../dist', 'link that leads back'],
    ['.', 'link that leads back'],
    ['../.env', '.env']
  ] as const) {
    fs.rmSync(`${dir}/dist/leaving`, { force: true })
    fs.symlinkSync(target, `${dir}/dist/leaving`)
    await fails(project(dir, ['dist/']), 'KUBE_FILE_REFUSED', 'leaving', why)
  }
  fs.rmSync(`${dir}/dist/leaving`)
  fs.symlinkSync('/etc/passwd', `${dir}/dist/hop`)
  fs.symlinkSync('hop', `${dir}/dist/leaving`)
  await fails(project(dir, ['dist/leaving']), 'KUBE_FILE_REFUSED', 'leaving', 'link')
  fs.symlinkSync('project', path.join(base, 'door'))
  expect(await mapped(project(path.join(base, 'door'), ['shared/']))).toEqual({ 'a.txt': 'shared/a.txt' })
})

test('what is no file is refused', async () => {
  const dir = writeTree(await temporaryFolder(), { 'index.html': '' })
  spawnSync('mkfifo', [`${dir}/pipe`])
  await fails(project(dir), 'KUBE_FILE_REFUSED', 'pipe', 'named pipe')
})

test.each([
  '.git',
  '.GIT',
  '.git ',
  '.git.',
  'git~1',
  'GIT~1',
  '.g\u200cit',
  '.git::$INDEX_ALLOCATION',
  'a\\.git',
  '..'
])('git forbids %j', name => expect(whyGitForbids(name)).toBeDefined())
test.each([
  '.gitignore',
  '.github',
  'git',
  '.gitattributes',
  'git~2',
  'a.git',
  'back\\slash',
  'CON',
  '.well-known',
  '.git-x'
])('git takes %j', name => expect(whyGitForbids(name)).toBeUndefined())

test('the folder git keeps its data in is refused; that of the described project itself is left out', async () => {
  const dir = writeTree(await temporaryFolder(), {
    'index.html': '',
    '.git/HEAD': '',
    'dist/.Git/config': '',
    'dist/a': ''
  })
  expect(Object.keys(await mapped(project(dir, ['index.html'])))).toEqual(['index.html'])
  expect(Object.keys(await mapped(project(dir, ['*.html'])))).toEqual(['index.html'])
  await fails(project(dir, ['dist/']), 'KUBE_FILE_REFUSED', 'dist/.Git', 'git')
  fs.rmSync(`${dir}/dist/.Git`, { recursive: true })
  expect(Object.keys(await mapped(project(dir)))).toEqual(['dist/a', 'index.html'])
  await fails({ dir, described: false, allow: [] }, 'KUBE_FILE_REFUSED', '.git')
})

test('secrets by name are refused unless allowed', async () => {
  for (const name of ['.env', '.env.production', '.ENV', '.envrc', 'cert.p12', 'store.jks'])
    expect(whySecretName(name)).toBeDefined()
  for (const name of ['.env.example', 'env', 'x.env', 'environment.js', 'cert.pem'])
    expect(whySecretName(name)).toBeUndefined()
  const dir = writeTree(await temporaryFolder(), { 'dist/.env.production': '', 'dist/.env.example': '' })
  await fails(project(dir, ['dist/']), 'KUBE_FILE_REFUSED', 'dist/.env.production', '.env file')
  await fails(project(dir, ['dist/.env.production']), 'KUBE_FILE_REFUSED', '.env.production')
  expect(Object.keys(await mapped(project(dir, ['dist/'], ['dist/.env.production'])))).toEqual([
    '.env.example',
    '.env.production'
  ])
})
