// `kubed doctor`: one line for each thing that was looked at.
import type { Context } from './command.ts'
import type { Parts } from './kubed-start.ts'
import { oneLine } from './terminal.ts'

export async function doctor({ terminal, home, env }: Context, parts: Parts): Promise<number> {
  const findings = await parts.examine({ home, env })
  if (terminal.json) terminal.value(findings)
  else {
    const width = Math.max(...findings.map(({ check }) => check.length))
    for (const { check, state, said, next } of findings) {
      const mend = next.length === 0 ? '' : `; try: ${next.join(', or: ')}`
      terminal.data(`${state.padEnd(4)}  ${check.padEnd(width)}  ${oneLine(said)}${mend}`)
    }
  }
  return findings.some(({ state }) => state === 'fail') ? 1 : 0
}
