// Commands of dx and kubed carried out in the test's own process: for what a test needs done or wants to know, and is
// not about. A process for each of them would take ten times the CPU time that the command takes.
import type { Program } from '../../src/dx/command.ts'
import { runProgram } from '../../src/dx/program.ts'

export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command line to its exit status; never throws for that. Neither stdin nor signals reach it. */
export async function runHere(
  program: Program,
  args: readonly string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv }
): Promise<Said> {
  let [out, err] = ['', '']
  const code = await runProgram(program, args, {
    env,
    cwd,
    signal: new AbortController().signal,
    onInterrupt: { status: 130, afterMs: 3000, endsOnBrokenPipe: false },
    stdout: { write: text => (out += text) },
    stderr: { write: text => (err += text) }
  })
  return { code, out, err }
}
