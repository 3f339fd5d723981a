// Every check and suite, one after the other. Each check that is no vitest suite counts as one test.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'kube-test-')), 'report.json')
let passed = 0
let failed = 0

function run(command: string, args: readonly string[]): boolean {
  console.log(`\n$ ${command} ${args.join(' ')}`)
  const { status } = spawnSync(path.join(root, 'node_modules/.bin', command), args, { cwd: root, stdio: 'inherit' })
  return status === 0
}

function check(command: string, args: readonly string[]): void {
  if (run(command, args)) passed++
  else failed++
}

const suites = process.argv.slice(2)
if (suites.length === 0) {
  check('node', ['scripts/generate.ts', '--check'])
  check('tsc', ['--noEmit'])
  check('biome', ['check', '--error-on-warnings'])
}
const green = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...suites])
interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
}
let skipped = 0
if (fs.existsSync(report)) {
  const counted = JSON.parse(fs.readFileSync(report, 'utf8')) as Report
  passed += counted.numPassedTests
  failed += counted.numFailedTests
  skipped = counted.numPendingTests
}
// A suite that could not even be loaded has no failed test, and is one.
if (!green && failed === 0) failed = 1
fs.rmSync(path.dirname(report), { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed === 0 && green ? 0 : 1)
