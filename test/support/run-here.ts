// Commands of dx and kubed carried out in the test's own process: for what a test needs done or wants to know, and is
// not about. A process for each of them would take ten times the CPU time that the command takes.
import { Writable } from 'node:stream'
import type { Program } from '../../src/dx/command.ts'
import { runProgram } from '../../src/dx/program.ts'

export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

class Kept extends Writable {
  text = ''

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += bytes.toString()
    done()
  }
}

/** Runs a command line to its exit status; never throws for that. Neither stdin nor signals reach it. */
export async function runHere(
  program: Program,
  args: readonly string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv }
): Promise<Said> {
  const [stdout, stderr] = [new Kept(), new Kept()]
  const code = await runProgram(program, args, {
    env,
    cwd,
    signal: new AbortController().signal,
    onInterrupt: { status: 130, afterMs: 3000, endsOnBrokenPipe: false },
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream
  })
  return { code, out: stdout.text, err: stderr.text }
}
