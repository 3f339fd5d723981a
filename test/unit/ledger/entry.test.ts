import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromHex, gitId, sha256, toHex, utf8 } from '../../../src/base/bytes.ts'
import { KubeError } from '../../../src/base/errors.ts'
import { commitPayload, decodeTree } from '../../../src/base/git-format.ts'
import { entryBytesMax, updatesMax } from '../../../src/base/limits.ts'
import { composeEntry, entryTree } from '../../../src/ledger/entry.ts'
import { decodeEntry, decodeStoredEntry } from '../../../src/ledger/entry-decode.ts'
import type { EntryBytes } from '../../../src/ledger/types.ts'
import { createVerifier } from '../../../src/trust/ssh-signature.ts'
import { allowedSignersLine } from '../../support/allowed-signers.ts'
import {
  baseDraft,
  fixedKey,
  forge,
  listedBlob,
  makeVectors,
  seal,
  type Vector,
  type Vectors,
  vectorSubnet,
  vectorsFile
} from '../../support/ledger-vectors.ts'

const verifier = createVerifier()
const context = {
  subnet: vectorSubnet,
  verify: (chain: string, payload: Uint8Array, armored: string) => verifier.verify(chain, payload, armored)
}
const a1 = fixedKey('a1')
const vectors = JSON.parse(fs.readFileSync(vectorsFile, 'utf8')) as Vectors

const bytesOf = ({ commit, changeset, objects }: Vector): EntryBytes => ({
  commit: fromHex(commit),
  changeset: fromHex(changeset),
  objects: fromHex(objects)
})

function refusalOf(bytes: EntryBytes): KubeError | undefined {
  try {
    decodeEntry(bytes, context)
    return undefined
  } catch (error) {
    if (error instanceof KubeError) return error
    throw error
  }
}

describe('golden vectors', () => {
  test('are what the code makes today', () => {
    expect(vectors).toEqual(makeVectors())
  })

  test.each(vectors.entries.filter(vector => vector.id))('valid: $comment', vector => {
    const { entry } = decodeEntry(bytesOf(vector), context)
    expect(entry.id).toBe(vector.id)
  })

  test.each(vectors.entries.filter(vector => vector.refused))('refused: $comment', vector => {
    const error = refusalOf(bytesOf(vector))
    expect(error?.reason).toContain(vector.refused)
    expect(error?.code).toBe('KUBE_LEDGER_INVALID')
  })
})

describe('an entry by newer rules', () => {
  const unknownField = Uint8Array.of(0x98, 6, 1)
  const newer = forge({ values: { rules: 7 }, changeset: bytes => Buffer.concat([bytes, unknownField]) })
  const says = Uint8Array.of(8, 7)

  test('has its place, whatever else newer rules may have', () => {
    const { entry, listed } = decodeEntry(newer, context)
    const { chain, sequence, time, deps, parent } = decodeEntry(forge({}), context).entry
    expect(entry).toMatchObject({ rules: 7, chain, sequence, time, deps })
    expect([entry.parent, entry.malformed]).toEqual([parent, undefined])
    expect(listed).toHaveLength(baseDraft().objects.length)
  })

  test('is malformed where its rules are known and it breaks them, and no fault of who passes it on', () => {
    const known = { ...context, rulesKnown: 7 }
    expect(decodeEntry(forge({ values: { rules: 7 } }), known).entry.malformed).toBeUndefined()
    expect(decodeEntry(newer, known).entry).toMatchObject({ rules: 7, malformed: expect.stringContaining('byte form') })
    expect(decodeEntry(newer, { ...context, rulesKnown: 6 }).entry.malformed).toBeUndefined()
  })

  const moved = (bytes: Uint8Array): Uint8Array => {
    const [head, rest] = Buffer.from(bytes).toString('latin1').split('gpgsig ') as [string, string]
    const [signature, message] = rest.split('-----END SSH SIGNATURE-----\n') as [string, string]
    const lines = head.trimEnd().split('\n')
    const committer = lines.pop()!
    const header = `gpgsig ${signature}-----END SSH SIGNATURE-----`
    return Buffer.from(`${[...lines, header, committer].join('\n')}\n${message}`, 'latin1')
  }

  test.each([
    ['the commit of an honest entry', { ...seal(baseDraft(), a1).bytes, changeset: says }],
    ['the commit of another newer one', { ...newer, changeset: says }],
    ['no commit', { ...newer, commit: utf8.encode('no commit') }],
    ['a commit signed by another key', forge({ values: { rules: 7 }, key: fixedKey('a2') })],
    ['a commit that is not signed', { ...newer, commit: commitPayload(newer.commit) }],
    ['the signature at another place', { ...newer, commit: moved(newer.commit) }],
    ['another subnet', forge({ values: { rules: 7, subnet: new Uint8Array(32) } })],
    ['another list of objects', { ...newer, objects: new Uint8Array() }],
    ['a sequence number without a parent', forge({ values: { rules: 7, sequence: 2 } })],
    [
      'an author that is no machine',
      forge({ values: { rules: 7 }, payload: text => text.replace(/<[^>]+>/g, '<a@b>') })
    ],
    [
      'an author that is another machine',
      forge({
        values: { rules: 7 },
        key: fixedKey('a2'),
        payload: text => text.replaceAll(a1.peerId, fixedKey('a2').peerId)
      })
    ]
  ])('is none with %s', (_, bytes) => {
    expect(refusalOf(bytes)?.code).toBe('KUBE_LEDGER_INVALID')
    expect(() => decodeEntry(bytes, { ...context, rulesKnown: 7 })).toThrow(KubeError)
  })
})

describe('an entry', () => {
  const sealed = seal(baseDraft(), a1)

  test('is the same on the other side', () => {
    const { entry, listed } = decodeEntry(sealed.bytes, context)
    expect(entry).toEqual(sealed.entry)
    expect(listed).toEqual([listedBlob('release 1')])
    expect(decodeStoredEntry(sealed.bytes, context)).toEqual(entry)
    expect(entry.sha256).toEqual(sha256(sealed.bytes.commit))
  })

  test('is four git objects', () => {
    for (const object of sealed.objects) expect(object.id).toBe(gitId(object.type, object.content))
    expect(sealed.objects.map(object => object.type)).toEqual(['tree', 'blob', 'blob', 'commit'])
    expect(sealed.objects.at(-1)?.id).toBe(sealed.entry.id)
    const { changeset, objects } = sealed.bytes
    expect(decodeTree(entryTree(changeset, objects)).map(({ name }) => name)).toEqual([
      'changeset.binpb',
      'objects.binpb'
    ])
  })

  test('larger than a message is refused before it is signed', () => {
    const blob = listedBlob('x')
    const objects = Array.from({ length: 99_000 }, (_, at) => ({
      ...blob,
      id: `1${at.toString(16).padStart(39, '0')}`
    }))
    const updates = Array.from({ length: 19_000 }, (_, at) => ({
      ref: `refs/local/kube/${'x'.repeat(60)}-${at}/!https`,
      old: blob.id,
      new: `1${at.toString(16).padStart(39, '0')}`
    }))
    expect(() => composeEntry(baseDraft({ objects, updates }))).toThrow(expect.objectContaining({ code: 'KUBE_LIMIT' }))
    const { bytes } = seal(baseDraft({ objects }), a1)
    expect(decodeEntry(bytes, context).listed.length).toBe(objects.length)
    expect(refusalOf({ ...bytes, objects: new Uint8Array(entryBytesMax) })?.reason).toContain('larger than an entry')
  })

  test('with too many updates is refused before they are decoded', () => {
    const empty = new Uint8Array(2 * updatesMax + 2).map((_, at) => (at % 2 === 0 ? 0x4a : 0))
    const changeset = Uint8Array.from([8, 1, ...empty])
    expect(refusalOf({ ...sealed.bytes, changeset })?.reason).toContain('more updates')
  })
})

describe('stock git', () => {
  let home = ''
  beforeAll(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'kube-entry-'))
  })
  afterAll(() => fs.rmSync(home, { recursive: true }))
  const git = (args: string[], input?: Uint8Array): string =>
    execFileSync('git', ['--git-dir', path.join(home, 'x.git'), ...args], {
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input && { input })
    }).trim()

  test('takes the objects as they are and verifies the signature', () => {
    const { objects, entry } = seal(baseDraft(), a1)
    execFileSync('git', ['init', '--quiet', '--bare', path.join(home, 'x.git')])
    for (const { type, content, id } of objects) {
      expect(git(['hash-object', '-w', '-t', type, '--stdin'], content)).toBe(id)
    }
    fs.writeFileSync(path.join(home, 'signers'), `${allowedSignersLine(`${a1.peerId}@kube`, a1.publicKey)}\n`)
    git(['-c', `gpg.ssh.allowedSignersFile=${path.join(home, 'signers')}`, 'verify-commit', entry.id])
    expect(git(['log', '-1', '--format=%s|%an|%ae|%ct|%(trailers:key=Changeset-SHA256,valueonly)', entry.id])).toMatch(
      /^publish dx:\/\/notepad\|a1\|k51\w+@kube\|1704164645\|[0-9a-f]{64}$/
    )
    git(['fsck', '--strict'])
  })
})

describe('bytes that somebody else made', () => {
  const runsFor = { numRuns: 2_000, interruptAfterTimeLimit: 4_000, endOnFailure: true }
  const part = fc.constantFrom<keyof EntryBytes>('commit', 'changeset', 'objects')
  const edit = fc.record({
    part,
    at: fc.nat(4_000),
    byte: fc.nat(255),
    kind: fc.constantFrom('set', 'insert', 'cut', 'double')
  })
  const valid = vectors.entries.filter(vector => vector.id).map(bytesOf)

  function mutate(bytes: Uint8Array, { at, byte, kind }: { at: number; byte: number; kind: string }): Uint8Array {
    const list = [...bytes]
    const index = list.length === 0 ? 0 : at % list.length
    if (kind === 'set') list[index] = byte
    else if (kind === 'insert') list.splice(index, 0, byte)
    else if (kind === 'cut') list.splice(index, 1 + (byte % 16))
    else list.push(...list.slice(index))
    return Uint8Array.from(list)
  }

  test('are refused with a reason, or are the very same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...valid), fc.array(edit, { minLength: 1, maxLength: 4 }), (bytes, edits) => {
        const mutated = { ...bytes }
        for (const one of edits) mutated[one.part] = mutate(mutated[one.part], one)
        const same = (['commit', 'changeset', 'objects'] as const).every(
          key => toHex(mutated[key]) === toHex(bytes[key])
        )
        const error = refusalOf(mutated)
        if (same) expect(error).toBeUndefined()
        else expect(error?.reason).not.toBe('')
        expect(error === undefined || error.code === 'KUBE_LEDGER_INVALID').toBe(true)
        if (!same) expect(error).toBeDefined()
      }),
      runsFor
    )
  })

  test('of any kind give no other error', () => {
    const bytes = fc.uint8Array({ maxLength: 300 })
    fc.assert(
      fc.property(bytes, bytes, bytes, (commit, changeset, objects) => {
        const ruled = Uint8Array.from([8, 1, ...changeset])
        expect(refusalOf({ commit, changeset: ruled, objects })).toBeDefined()
      }),
      runsFor
    )
  })
})
