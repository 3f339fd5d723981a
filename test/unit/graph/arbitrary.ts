// What property tests of the graph draw from.
import fc from 'fast-check'
import { refusedComponent } from '../../../src/graph/component.ts'

const odd = [
  '.',
  '..',
  '.lock',
  'lock',
  '!',
  '%',
  '%2F',
  '/',
  '\\',
  ':',
  '@',
  '{',
  '~',
  '^',
  '?',
  '*',
  '[',
  ' ',
  '-',
  '_',
  'A',
  'a',
  'kube',
  'local',
  'com',
  'did',
  'onion',
  'did:key:z6MkA',
  'xn--',
  '\u00fc',
  '\u65e5',
  '\u0001',
  '\ud83d\ude00',
  '\u3002',
  '\u0130',
  '\u00df',
  '0x7f',
  '1'
]

/** Any component of a name, odd ones often. */
export const component = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
    fc.array(fc.constantFrom(...odd), { minLength: 1, maxLength: 5 }).map(parts => parts.join('')),
    fc.stringMatching(/^[a-z0-9-]{1,12}$/)
  )
  .map(text => text.normalize('NFC'))
  .filter(text => refusedComponent(text) === undefined)

const tail = fc.array(component, { maxLength: 5 })

/** Any path of a node, such as begin with known roots often. */
export const path = fc.oneof(
  tail,
  tail.map(rest => ['local', 'kube', ...rest]),
  tail.map(rest => ['com', 'alice', ...rest]),
  tail.map(rest => ['did', 'did:key:z6MkA', ...rest])
)

const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }).filter(text => !/\p{Cc}/u.test(text))
const key = line.filter(text => text !== '__proto__')
const texts = fc.dictionary(key, fc.string({ unit: 'grapheme', maxLength: 8 }), { minKeys: 1, maxKeys: 4 })
const file = fc.stringMatching(/^[a-z]{1,6}(\/[a-z]{1,6})?\.html$/)
const treeRef = file.map(name => `!https:${name}`)
const name = fc.stringMatching(/^dx:\/\/[a-z]{1,8}(\/[a-z]{1,8}){0,2}$/)

const https = fc.record(
  {
    serve: fc.constant('!https:'),
    fallback: fc.option(treeRef),
    headers: fc.dictionary(
      fc.stringMatching(/^\/[a-z*]{0,5}$/),
      fc.dictionary(fc.stringMatching(/^[A-Za-z-]{1,8}$/), fc.stringMatching(/^[ -~]{0,10}$/), { minKeys: 1 }),
      { minKeys: 1, maxKeys: 3 }
    ),
    redirects: fc.array(
      fc.record({ from: fc.stringMatching(/^\/[a-z]{0,5}$/), to: line, status: fc.integer({ min: 300, max: 308 }) }),
      { minLength: 1, maxLength: 3 }
    )
  },
  { requiredKeys: [] }
)

const rule = fc.record(
  { name: line, from: fc.constant('/org/dxos/admins:keys'), only: fc.constant(['!code', '!dev/*']) },
  { requiredKeys: ['name', 'from'] }
)

const properties = {
  title: line,
  https: fc.option(https),
  actions: fc.record({ writes: fc.array(rule, { maxLength: 3 }) }),
  access: fc.option(fc.constantFrom('public', 'members', 'private')),
  handler: fc.option(name),
  env: texts,
  labels: fc.option(texts),
  keep: fc.integer({ min: 1, max: 100 }),
  order: fc.constantFrom('strict', 'merge'),
  mounts: fc.dictionary(component, name, { minKeys: 1, maxKeys: 3 }),
  isolate: fc.boolean()
}
const optional = Object.keys(properties) as (keyof typeof properties)[]
const typed = <T>(fields: T) =>
  fc.record({ ...properties, ...fields }, { requiredKeys: Object.keys(fields as object) as never[] })

/** Any record as JSON. */
export const anyRecord = fc
  .oneof(
    fc.record(properties, { requiredKeys: optional.slice(0, 0) }),
    typed({ type: fc.constant('mount'), target: name }),
    typed({ type: fc.constant('redirect'), to: name, status: fc.constantFrom(301, 302, 307) }),
    typed({ type: fc.constant('document'), body: fc.jsonValue({ maxDepth: 4, noUnicodeString: false }) }),
    typed({
      type: fc.constant('webapp'),
      manifest: fc.record({ default: file, files: fc.array(file, { minLength: 1 }) })
    })
  )
  .map(value => JSON.parse(JSON.stringify(value)) as Record<string, never>)
  .filter(value => !JSON.stringify(value).includes('__proto__'))
