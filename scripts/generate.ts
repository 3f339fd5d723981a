// Generates src/proto/generated.js and .d.ts from proto/. `--check` compares instead and exits 1 if they differ.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

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

let stale = false
for (const made of [script, types]) {
  const kept = path.join(root, 'src/proto', path.basename(made))
  const text = fs.readFileSync(made, 'utf8')
  if (!process.argv.includes('--check')) fs.writeFileSync(kept, text)
  else if (!fs.existsSync(kept) || fs.readFileSync(kept, 'utf8') !== text) {
    console.error(`${path.relative(root, kept)} is not what proto/ says: npm run generate`)
    stale = true
  }
}
fs.rmSync(work, { recursive: true })
process.exit(stale ? 1 : 0)
