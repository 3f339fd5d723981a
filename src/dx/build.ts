// Runs a project's build command: its output goes to stderr, an interrupt ends it with all that it started.
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { KubeError } from '../base/errors.ts'

/** From the polite signal to the one that cannot be refused. */
const killAfterMs = 2000

/** @throws KUBE_BUILD_FAILED, KUBE_INTERRUPTED */
export async function runBuild(
  command: string,
  dir: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal
): Promise<void> {
  signal.throwIfAborted()
  const path = [join(dir, 'node_modules', '.bin'), env.PATH ?? ''].filter(Boolean).join(delimiter)
  // A process group of its own, so that an interrupt reaches the whole build and not only the shell.
  const child = spawn(command, {
    cwd: dir,
    env: { ...env, PATH: path },
    shell: true,
    detached: true,
    stdio: ['ignore', 2, 2]
  })
  let force: NodeJS.Timeout | undefined
  const end = (how: NodeJS.Signals) => {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, how)
    } catch (error) {
      // Gone already.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
  const onAbort = () => {
    end('SIGTERM')
    force = setTimeout(() => end('SIGKILL'), killAfterMs)
  }
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    const { code, by } = await ended(child)
    if (signal.aborted) throw new KubeError('KUBE_INTERRUPTED', 'interrupted during the build')
    if (code === 0) return
    throw failed(command, by === null ? `it exited with ${code}` : `it was ended by ${by}`)
  } catch (error) {
    if (error instanceof KubeError) throw error
    throw failed(command, (error as Error).message)
  } finally {
    clearTimeout(force)
    signal.removeEventListener('abort', onAbort)
  }
}

function ended(child: ReturnType<typeof spawn>): Promise<{ code: number | null; by: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, by) => resolve({ code, by }))
  })
}

function failed(command: string, reason: string): KubeError {
  return new KubeError('KUBE_BUILD_FAILED', `the build failed: ${command}`, {
    reason,
    next: [command, 'dx publish --no-build']
  })
}
