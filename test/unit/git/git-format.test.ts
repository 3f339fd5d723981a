import { execFileSync, spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { readCommit, readTree, writeObject, writeTree } from 'isomorphic-git'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gitId, utf8 } from '../../../src/base/bytes.ts'
import {
  buildTrees,
  commitPayload,
  decodeCommit,
  decodeTree,
  encodeCommit,
  encodeTree,
  refusedName,
  type TreeFile,
  withSignature
} from '../../../src/base/git-format.ts'

const empty = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
let dir: string
const git = (args: string[], input?: Uint8Array | string) =>
  execFileSync('git', ['--git-dir', dir, ...args], { input: input ?? '', stdio: ['pipe', 'pipe', 'pipe'] })

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kubed-format-'))
  execFileSync('git', ['init', '-q', '--bare', dir])
  git(['hash-object', '-w', '--stdin'])
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

// Short names over few letters, so that neighbours in the order ('a', 'a.b', 'a-b', 'a/') meet often.
const name = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '.', '-', '0', 'é', '~'), minLength: 1, maxLength: 4 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 })
)
const goodName = name.filter(text => refusedName(text) === undefined && text.isWellFormed())
const ident = { name: 'A', email: 'a@b', seconds: 1_700_000_000, offset: 120 }

describe('trees', () => {
  test('are what git mktree makes, byte for byte, and come back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(goodName, { maxLength: 8 }),
        fc.infiniteStream(fc.boolean()),
        async (names, bits) => {
          const folder = encodeTree([])
          git(['hash-object', '-w', '-t', 'tree', '--stdin'], folder)
          const entries = names.map(entry =>
            bits.next().value
              ? ({ mode: '40000', name: entry, id: gitId('tree', folder) } as const)
              : ({ mode: '100644', name: entry, id: empty } as const)
          )
          const content = encodeTree(entries)
          const lines = entries.map(
            e => `${e.mode.padStart(6, '0')} ${e.mode === '40000' ? 'tree' : 'blob'} ${e.id}\t${e.name}\0`
          )
          expect(gitId('tree', content)).toBe(git(['mktree', '-z'], lines.join('')).toString().trim())
          const decoded = decodeTree(content)
          expect(new Map(decoded.map(e => [e.name, e.id]))).toEqual(new Map(entries.map(e => [e.name, e.id])))
          const oid = await writeObject({ fs, gitdir: dir, type: 'tree', object: content, format: 'content' })
          // It sorts what it read by plain name, so only the set is compared.
          const second = (await readTree({ fs, gitdir: dir, oid })).tree
          expect(new Set(second.map(e => e.path))).toEqual(new Set(decoded.map(e => e.name)))
        }
      ),
      { numRuns: 25 }
    )
  })

  test('agree with isomorphic-git on the id of a tree', async () => {
    const tree = [
      { mode: '100644', path: 'a.b', oid: empty, type: 'blob' as const },
      { mode: '040000', path: 'a', oid: gitId('tree', new Uint8Array()), type: 'tree' as const },
      { mode: '100755', path: 'a-b', oid: empty, type: 'blob' as const }
    ]
    const ours = encodeTree(tree.map(e => ({ mode: e.mode.replace(/^0/, '') as '100644', name: e.path, id: e.oid })))
    expect(gitId('tree', ours)).toBe(await writeTree({ fs, gitdir: dir, tree }))
  })

  test('keep names that are not UTF-8', () => {
    const nameBytes = new Uint8Array([0x66, 0xff, 0x67])
    const [entry] = decodeTree(encodeTree([{ mode: '100644', name: nameBytes, id: empty }]))
    expect([...entry!.nameBytes]).toEqual([...nameBytes])
    expect(entry!.name).toBe('f\ufffdg')
  })

  test('never read past their end', () => {
    const whole = encodeTree([{ mode: '100644', name: 'a', id: empty }])
    for (let length = 1; length < whole.length; length++) {
      expect(() => decodeTree(whole.subarray(0, length))).toThrowError('not a git tree')
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
        try {
          decodeTree(bytes)
        } catch (error) {
          expect(error).toMatchObject({ code: 'KUBE_OBJECT_DAMAGED' })
        }
      })
    )
  })
})

describe('names', () => {
  test.each([
    '',
    '.',
    '..',
    '.git',
    '.GIT',
    '.gIt',
    'git~1',
    'GIT~1',
    '.git.',
    '.git ',
    '.git. .',
    '.git::$INDEX_ALLOCATION',
    '.g\u200cit',
    'a\\.git',
    'a/b',
    'a\0b'
  ])('%j is refused', text => {
    expect(refusedName(text)).toBeTypeOf('string')
    expect(() => encodeTree([{ mode: '100644', name: text, id: empty }])).toThrowError(
      expect.objectContaining({ code: 'KUBE_FILE_REFUSED' })
    )
  })

  test.each(['.gitignore', '.gitattributes', 'git', '.git2', 'git~2', '...', ' ', 'a b', 'ü', '.github', 'x.git'])(
    '%j is taken',
    text => expect(refusedName(text)).toBeUndefined()
  )

  test('what is taken passes git fsck --strict', () => {
    fc.assert(
      fc.property(fc.uniqueArray(goodName, { minLength: 1, maxLength: 20 }), names => {
        const files = names
          .filter(text => !text.startsWith('.git'))
          .map(path => ({ path, mode: '100644' as const, id: empty }))
        for (const tree of buildTrees(files).trees) git(['hash-object', '-w', '-t', 'tree', '--stdin'], tree.content)
      }),
      { numRuns: 20 }
    )
    const output = git(['fsck', '--full', '--strict', '--no-dangling']).toString()
    expect(output).toBe('')
  })
})

describe('nested trees', () => {
  test('are what git write-tree makes of the same index', () => {
    const path = fc.array(goodName, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'))
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 12 }), paths => {
        const fits = paths.filter(a => !paths.some(b => b !== a && a.startsWith(`${b}/`)))
        const files = fits.map(path => ({ path, mode: '100755' as const, id: empty }))
        const { root, trees } = buildTrees(files)
        fs.rmSync(join(dir, 'index'), { force: true })
        git(['update-index', '-z', '--index-info'], files.map(f => `${f.mode} ${f.id}\t${f.path}\0`).join(''))
        expect(root).toBe(git(['write-tree']).toString().trim())
        expect(gitId('tree', trees.at(-1)!.content)).toBe(root)
      }),
      { numRuns: 25 }
    )
  })

  test.each<[string, string[], string]>([
    ['a file where a folder is', ['a', 'a/b'], 'a file and a folder'],
    ['a folder where a file is', ['a/b', 'a'], 'a file and a folder'],
    ['a path twice', ['a/b', 'a/b'], 'twice'],
    ['an absolute path', ['/a'], 'an empty name'],
    ['a way out', ['a/../b'], '..'],
    ['a repository', ['a/.Git/config'], '.Git'],
    ['half a character', ['a/\ud800'], 'Unicode']
  ])('refuse %s', (_what, paths, reason) => {
    const files: TreeFile[] = paths.map(path => ({ path, mode: '100644', id: empty }))
    expect(() => buildTrees(files)).toThrowError(
      expect.objectContaining({ code: 'KUBE_FILE_REFUSED', reason: expect.stringContaining(reason) })
    )
  })

  test('no files are the empty tree', () => {
    expect(buildTrees([]).root).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904')
  })
})

describe('commits', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 })

  test('come back, and stock git and isomorphic-git read them', async () => {
    const tree = git(['mktree']).toString().trim()
    await fc.assert(
      fc.asyncProperty(text, text, fc.integer({ min: -720, max: 840 }), async (author, message, offset) => {
        const who = { name: author.replace(/[<>\p{Cc}]/gu, '').trim(), email: 'a@b.c', seconds: 1_700_000_000, offset }
        const commit = { tree, parents: [], author: who, committer: who, message: message.replaceAll('\0', '') }
        const bytes = encodeCommit(commit)
        expect(decodeCommit(bytes)).toEqual(commit)
        const oid = git(['hash-object', '-w', '-t', 'commit', '--stdin'], bytes).toString().trim()
        const read = await readCommit({ fs, gitdir: dir, oid })
        expect(read.commit.author).toMatchObject({ name: who.name, timestamp: who.seconds })
        expect(read.commit.author.timezoneOffset + offset).toBe(0)
      }),
      { numRuns: 20 }
    )
    expect(git(['fsck', '--full', '--strict', '--no-dangling']).toString()).toBe('')
  })

  test('an author may have a line separator of Unicode in the name', () => {
    const who = { ...ident, name: 'a\u2028b\u2029c' }
    const commit = { tree: empty, parents: [], author: who, committer: who, message: 'x' }
    expect(decodeCommit(encodeCommit(commit))).toEqual(commit)
  })

  test('the signature is a header of its own and what is signed is all the rest', async () => {
    const armored = '-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\nAAAA\n-----END SSH SIGNATURE-----\n'
    const tree = git(['mktree']).toString().trim()
    const plain = { tree, parents: [empty, empty], author: ident, committer: ident, message: 'x\n\ngpgsig no\n y\n' }
    const payload = encodeCommit(plain)
    const signed = withSignature(payload, armored)
    expect(encodeCommit({ ...plain, signature: armored })).toEqual(signed)
    expect(commitPayload(signed)).toEqual(payload)
    expect(commitPayload(payload)).toEqual(payload)
    expect(decodeCommit(signed)).toEqual({ ...plain, signature: armored })
    const oid = await writeObject({ fs, gitdir: dir, type: 'commit', object: signed, format: 'content' })
    expect(`${(await readCommit({ fs, gitdir: dir, oid })).commit.gpgsig}\n`).toBe(armored)
  })

  const keygen = spawnSync('ssh-keygen', ['-?']).error === undefined
  if (!keygen) console.warn('no ssh-keygen on this machine: commits that git signs are not compared')
  test.runIf(keygen)('a commit that git signs comes apart as ssh-keygen wants it, and goes together again', () => {
    const key = join(dir, 'key')
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
    const tree = git(['mktree']).toString().trim()
    const config = ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${key}`, '-c', 'user.name=A', '-c', 'user.email=a@b']
    const id = git([...config, 'commit-tree', '-S', '-m', 'one\n\ntwo', tree])
      .toString()
      .trim()
    const bytes = git(['cat-file', 'commit', id])
    const { signature } = decodeCommit(bytes)
    fs.writeFileSync(join(dir, 'sig'), signature!)
    fs.writeFileSync(join(dir, 'allowed'), `a@b ${fs.readFileSync(`${key}.pub`, 'utf8')}`)
    const verify = ['-Y', 'verify', '-n', 'git', '-I', 'a@b', '-f', join(dir, 'allowed'), '-s', join(dir, 'sig')]
    const checked = spawnSync('ssh-keygen', verify, { input: commitPayload(bytes) })
    expect(checked.stderr.toString()).toBe('')
    expect(checked.status).toBe(0)
    expect(Buffer.from(withSignature(commitPayload(bytes), signature!))).toEqual(bytes)
  })

  test('are refused when they are none', () => {
    for (const bad of ['', 'tree x\n', `tree ${empty}\n`, `tree ${empty}\nauthor A <a> 1 +0000\n\nx`]) {
      expect(() => decodeCommit(utf8.encode(bad))).toThrowError('not a git commit')
    }
  })
})
