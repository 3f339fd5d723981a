import fs from 'node:fs'
import path from 'node:path'
import protobuf from 'protobufjs'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../../src/base/bytes.ts'
import { pathKey } from '../../../src/graph/component.ts'
import { validateProperties } from '../../../src/graph/properties.ts'
import { parseRealm } from '../../../src/graph/realm.ts'
import { payloadFields, recordFromYaml } from '../../../src/graph/record.ts'
import { decodeRecord, encodeRecord } from '../../../src/graph/record-codec.ts'
import { resolve } from '../../../src/graph/resolve.ts'
import { canonicalType, shippedNames, shippedTypes } from '../../../src/graph/types.ts'
import 'protobufjs/ext/descriptor.js'

function folder(dir: string): Map<string, Uint8Array> {
  return new Map(fs.readdirSync(dir).map(name => [name, fs.readFileSync(path.join(dir, name))]))
}

const realm = (text: string, files: Record<string, string> = {}) =>
  parseRealm(
    new Map(Object.entries({ 'realm.yml': text, ...files }).map(([name, content]) => [name, utf8.encode(content)]))
  )

describe('the realm that ships', () => {
  const { nodes } = parseRealm(folder('realms/genesis'))
  const entries = new Map(nodes.map(node => [pathKey(node.path), { id: pathKey(node.path), record: node.record }]))
  const view = { meta: (_: readonly string[], key: string) => entries.get(key) }

  test('parents first, records that survive their encoding', () => {
    expect(nodes[0]?.path).toEqual([])
    expect([...entries.keys()]).toEqual(expect.arrayContaining(['', 'local', 'local/kube', 'localhost']))
    for (const { record } of nodes) expect(decodeRecord(encodeRecord(record))).toEqual(record)
    expect(nodes[0]?.record.properties.rules).toBe(1)
  })

  test('kube.localhost shows kube.local', () => {
    expect(resolve(view, ['localhost', 'kube', 'x'])?.node).toEqual(['local', 'kube'])
  })

  test('every shipped type has a schema record that describes its message', () => {
    for (const name of shippedNames) {
      const type = canonicalType(name)
      const found = resolve(view, ['org', 'dxos', 'schema', 'dmg', name])
      expect(found?.rest).toEqual([])
      const fields = payloadFields(found!.own.payload!)
      expect(fields.message).toBe(shippedTypes(type)?.message)
      const fromDescriptor = protobuf.Root as unknown as { fromDescriptor(bytes: Uint8Array): protobuf.Root }
      const root = fromDescriptor.fromDescriptor(Buffer.from(String(fields.descriptorSet), 'base64'))
      expect(root.lookupType(String(fields.message)).fieldsArray.length).toBeGreaterThan(0)
    }
  })

  test('a payload is read with its schema record alone', () => {
    const schema = payloadFields(entries.get('org/dxos/schema/dmg/webapp')!.record.payload!)
    const fromDescriptor = protobuf.Root as unknown as { fromDescriptor(bytes: Uint8Array): protobuf.Root }
    const root = fromDescriptor.fromDescriptor(Buffer.from(String(schema.descriptorSet), 'base64'))
    const type = root.lookupType(String(schema.message))
    const { payload } = recordFromYaml('type: webapp\nmanifest: { default: index.html, files: [ a, { b: [ c ] } ] }')
    expect(type.toObject(type.decode(payload!.value))).toEqual({
      manifest: { default: 'index.html', files: [{ name: 'a' }, { name: 'b', files: [{ name: 'c' }] }] }
    })
  })
})

describe('realms', () => {
  test('the sample app has a valid dx.yml', () => {
    const text = fs.readFileSync('realms/notepad/dx.yml', 'utf8')
    expect(validateProperties(text).properties).toEqual({ title: 'Notepad' })
    expect(fs.readdirSync('realms/notepad/site')).toEqual(
      expect.arrayContaining(['index.html', 'main.js', 'style.css'])
    )
  })

  test('the sample app asks nothing of anybody else', () => {
    for (const name of fs.readdirSync('realms/notepad/site')) {
      const text = fs.readFileSync(path.join('realms/notepad/site', name), 'utf8')
      expect(text.replaceAll('http://www.w3.org/2000/svg', ''), name).not.toMatch(/https?:\/\//)
      expect(text, name).not.toMatch(/<script>| on[a-z]+="|style="/)
    }
  })

  test.each([
    ['no nodes', 'nodes: 1', 'no nodes'],
    ['an unknown key', 'nodes: [ { nam: x } ]', 'unknown key'],
    ['no name', 'nodes: [ { record: {} } ]', 'name'],
    ['a bad record', 'nodes: [ { name: /a, record: { titel: x } } ]', 'titel'],
    [
      'a missing file',
      'nodes: [ { name: /a, record: { type: schema, message: x }, files: { source: gone.proto } } ]',
      'gone.proto'
    ],
    ['a node twice', 'nodes: [ { name: dx://a }, { name: /local/kube/a } ]', 'twice']
  ])('%s is refused', (_, text, says) => {
    expect(() => realm(text)).toThrow(says)
  })

  test('a file becomes a field', () => {
    const { nodes } = realm(
      'nodes: [ { name: /a, record: { type: schema, message: x }, files: { source: a.proto } } ]',
      { 'a.proto': 'syntax' }
    )
    expect(payloadFields(nodes[0]!.record.payload!).source).toBe('syntax')
  })
})
