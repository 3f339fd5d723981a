// Generates src/proto/generated.js and .d.ts from proto/, and what the schema records of realms/genesis hold: the types
// that ship, as a FileDescriptorSet and as text. `--check` compares instead and exits 1 if they differ.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { compileSchema } from '../src/graph/schema/compile.ts'

const root = path.resolve(import.meta.dirname, '..')
const bin = (name: string): string => path.join(root, 'node_modules/.bin', name)
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'kube-generate-'))

const schemas = fs
  .readdirSync(path.join(root, 'proto'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.proto'))
  .sort()
  .map(name => path.join('proto', name))

const script = path.join(work, 'generated.js')
const types = path.join(work, 'generated.d.ts')
const options = [
  '--path',
  'proto',
  '--target',
  'static-module',
  '--wrap',
  'es6',
  '--force-number',
  '--no-create',
  '--no-verify',
  '--no-convert',
  '--no-delimited',
  '--no-typeurl',
  '--no-service',
  '--no-beautify'
]
execFileSync(bin('pbjs'), [...options, '--out', script, ...schemas], { cwd: root })
execFileSync(bin('pbts'), ['--out', types, script], { cwd: root })

const shipped = path.join(root, 'proto/dxos/dmg/types.proto')
const descriptors = path.join(work, 'types.binpb')
fs.writeFileSync(descriptors, describe(shipped))
const source = path.join(work, 'types.proto')
fs.copyFileSync(shipped, source)

/** The serialised FileDescriptorSet of one file without imports; made as those of published schemas are. */
function describe(file: string): Uint8Array {
  const type = 'schema.dxos.org/dmg/types'
  const request = { type, source: fs.readFileSync(file, 'utf8'), message: 'dxos.dmg.Schema', imported: () => undefined }
  return compileSchema(request).descriptorSet
}

let stale = false
const folders = {
  [script]: 'src/proto',
  [types]: 'src/proto',
  [descriptors]: 'realms/genesis',
  [source]: 'realms/genesis'
}
for (const [made, folder] of Object.entries(folders)) {
  const kept = path.join(root, folder, path.basename(made))
  const bytes = fs.readFileSync(made)
  if (!process.argv.includes('--check')) fs.writeFileSync(kept, bytes)
  else if (!fs.existsSync(kept) || !fs.readFileSync(kept).equals(bytes)) {
    console.error(`${path.relative(root, kept)} is not what proto/ says: npm run generate`)
    stale = true
  }
}
fs.rmSync(work, { recursive: true })
process.exit(stale ? 1 : 0)
