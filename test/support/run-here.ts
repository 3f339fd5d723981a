// Commands of dx and kubed carried out in the test's own process: for what a test needs done or wants to know, and is
// not about. A process for each of them would take ten times the CPU time that the command takes.
import { parts } from '../../kubed/parts.ts'
import { kubedProgram } from '../../src/dx/kubed-main.ts'
import { dxProgram } from '../../src/dx/main.ts'
import { runProgram } from '../../src/dx/program.ts'

/** What commands change of the process; several may run at once. */
const [mask, title] = [process.umask(), process.title]
const programs = { dx: dxProgram, kubed: kubedProgram(parts) }

export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command line to its exit status; never throws for that. Neither stdin nor signals reach it. */
export async function runHere(
  name: keyof typeof programs,
  args: readonly string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv }
): Promise<Said> {
  let [out, err] = ['', '']
  try {
    const code = await runProgram(programs[name], args, {
      env,
      cwd,
      signal: new AbortController().signal,
      onEnd: { status: 130, afterMs: 3000, endsOnBrokenPipe: false },
      stdout: { write: text => (out += text) },
      stderr: { write: text => (err += text) }
    })
    return { code, out, err }
  } finally {
    process.umask(mask)
    process.title = title
  }
}
