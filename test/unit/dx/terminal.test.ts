// What others have named and written stands on a person's terminal, and in the log: as text alone.
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { Terminal } from '../../../src/dx/terminal.ts'
import { createLogger } from '../../../src/node/log.ts'

const evil = 'a\u001b]0;owned\u0007\u001b[2Jb\u009b31m\rc\u007f'
const controls = /(?![\t\n])\p{Cc}/u

test('control sequences in data, notes, warnings and errors are shown, not carried out', () => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const streams = { stdout, stderr } as unknown as { stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream }
  const terminal = new Terminal({ json: false, env: {}, ...streams })
  terminal.data(`name\t${evil}\nnext line`)
  terminal.note(evil)
  terminal.warn(evil)
  terminal.error(new KubeError('KUBE_DENIED', evil, { reason: evil, next: [`dx ${evil}`] }))
  const [out, err] = [String(stdout.read()), String(stderr.read())]
  expect(out + err).not.toMatch(controls)
  expect(out).toMatch(/^name\ta\\x1b\]0;owned.*\nnext line\n$/)
  expect(err.match(/\n/g)).toHaveLength(3)
})

test('a name with a line break makes no line of its own in the log', () => {
  const lines: string[] = []
  const logger = createLogger('info', 'text', line => lines.push(line))
  logger.log('info', `connected to x\n2030-01-01T00:00:00Z error stopped`, { name: `y\n${evil}` })
  expect(lines).toHaveLength(1)
  expect(lines[0]?.slice(0, -1)).not.toMatch(/\p{Cc}/u)
})
