// A benchmark in a network namespace of its own: what it counts on the loopback is then nobody else's.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import path from 'node:path'
import { say } from './report.ts'

const mark = 'KUBE_BENCH_NETWORK'

/** Whether this process could be, and is not yet, alone on its loopback. */
export function mayOwnNetwork(): boolean {
  if (process.env[mark] !== undefined) return false
  try {
    execFileSync('unshare', ['--net', 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore' })
    return true
  } catch {
    say('  the loopback is everybody’s here (unshare --net is missing or refused): what others send is counted too')
    return false
  }
}

/** Runs one benchmark there, by a process that says its figures itself. @throws when it fails */
export function inOwnNetwork(name: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const script = 'ip link set lo up && exec "$@"'
  const main = [process.execPath, path.join(import.meta.dirname, 'main.ts'), name]
  const child: ChildProcess = spawn('unshare', ['--net', 'sh', '-c', script, 'sh', ...main], {
    stdio: 'inherit',
    env: { ...process.env, [mark]: 'own' }
  })
  process.once('exit', () => child.kill('SIGTERM'))
  child.once('error', reject)
  child.once('exit', code => {
    if (code === 0) resolve()
    else reject(new Error(`it ended with ${code}`))
  })
  return promise
}
