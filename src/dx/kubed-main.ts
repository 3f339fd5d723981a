// The commands of kubed. The daemon itself is handed in: this layer only reads command lines and talks to sockets.
import type { Command, Context, Flag, Program } from './command.ts'
import { daemonFlags } from './kubed-options.ts'
import type { Parts } from './kubed-start.ts'
import { runProcess } from './program.ts'

export type { Parts } from './kubed-start.ts'

const join: Flag = { name: 'join', value: 'CODE', help: 'join the subnet of this code first' }

function running(parts: Parts): Command[] {
  return [
    {
      name: 'start',
      usage: '',
      summary: 'run the daemon in the foreground (what kubed alone does too)',
      details: 'A new home founds a subnet of its own, unless --join names another. Flags beat config.yml of the home.',
      flags: [join, ...daemonFlags],
      arity: [0, 0],
      load: async () => {
        const { start } = await import('./kubed-start.ts')
        return context => start(context, parts)
      }
    },
    {
      name: 'join',
      usage: 'CODE',
      summary: 'join the subnet of a code, without running the daemon',
      flags: daemonFlags,
      arity: [1, 1],
      load: async () => {
        const { join } = await import('./kubed-start.ts')
        return context => join(context, parts)
      }
    }
  ]
}

function asking(parts: Parts): Command[] {
  return [
    {
      name: 'stop',
      usage: '',
      summary: 'stop the daemon of a home, and wait until it is gone',
      flags: [],
      arity: [0, 0],
      load: async () => (await import('./kubed-client.ts')).stop
    },
    {
      name: 'status',
      usage: '',
      summary: 'show the daemon of a home',
      flags: [],
      arity: [0, 0],
      load: async () => (await import('./kubed-client.ts')).status
    },
    {
      name: 'invite',
      usage: '',
      summary: 'make a join code for another machine',
      flags: [
        { name: 'uses', value: 'N', help: 'how many machines it lets in (default: 1)' },
        { name: 'ttl', value: 'TIME', help: 'how long it is good (default: 15m)' },
        {
          name: 'role',
          value: 'member|admin',
          help: 'what they become (default: admin while there are fewer than two)'
        }
      ],
      arity: [0, 0],
      load: async () => (await import('./kubed-client.ts')).invite
    },
    {
      name: 'leave',
      usage: '',
      summary: 'take this machine out of its subnet, delete its keys, and stop',
      details: 'What it holds of the subnet stays in the home until that is deleted. Join again with another home.',
      flags: [],
      arity: [0, 0],
      load: async () => (await import('./kubed-client.ts')).leave
    },
    {
      name: 'rotate',
      usage: '',
      summary: 'give this machine another key, revoke the present one, and stop',
      details:
        'Asks an admin machine, unless this is one. The next start is under the new key; join codes made here end.',
      flags: [],
      arity: [0, 0],
      load: async () => (await import('./kubed-client.ts')).rotate
    },
    {
      name: 'checkpoint',
      usage: '',
      summary: 'sign what the subnet is now, so that machines can join without its past',
      details: 'On an admin machine. Done by itself too, when there are many new entries.',
      flags: [],
      arity: [0, 0],
      load: async () => (await import('./kubed-client.ts')).checkpoint
    },
    {
      name: 'fsck',
      usage: '',
      summary: 'verify every entry and object; exit 0 when all is well',
      flags: [{ name: 'rebuild', help: 'make all views anew from what is verified' }],
      arity: [0, 0],
      load: async () => {
        const { fsck } = await import('./kubed-client.ts')
        return context => fsck(context, parts)
      }
    }
  ]
}

const stores: readonly Flag[] = [
  { name: 'store', value: 'system|chromium|firefox', multiple: true, help: 'only this one; may be repeated' },
  { name: 'dry-run', help: 'print the commands and change nothing' },
  { name: 'os', value: 'linux|macos|windows', help: 'with --dry-run: the commands of another system' }
]

function aboutMachine(parts: Parts): Command[] {
  const changing = (how: 'trust' | 'untrust') => async () => {
    const { changeTrust } = await import('./kubed-trust.ts')
    return (context: Context) => changeTrust(context, parts, how)
  }
  return [
    {
      name: 'trust',
      usage: '',
      summary: "let this machine's programs trust the web certificates of the subnet",
      details: [
        "Puts the subnet's root CA into the stores of the system, of Chromium and of each Firefox profile, and checks",
        'each by a handshake. The root CA can vouch for the names of the subnet and for nothing else.'
      ].join('\n'),
      flags: stores,
      arity: [0, 0],
      load: changing('trust')
    },
    {
      name: 'untrust',
      usage: '',
      summary: 'undo kubed trust',
      flags: stores,
      arity: [0, 0],
      load: changing('untrust')
    },
    {
      name: 'doctor',
      usage: '',
      summary: 'say what works on this machine and what does not; exit 0 when nothing fails',
      flags: [],
      arity: [0, 0],
      load: async () => {
        const { doctor } = await import('./kubed-doctor.ts')
        return context => doctor(context, parts)
      }
    }
  ]
}

export function kubedProgram(parts: Parts): Program {
  return {
    name: 'kubed',
    summary: 'kubed makes this machine one of your subnet: it stores, replicates and serves what is published.',
    commands: [...running(parts), ...asking(parts), ...aboutMachine(parts)],
    fallback: 'start'
  }
}

/** Gives the exit status. */
export function runKubed(argv: readonly string[], parts: Parts): Promise<number> {
  return runProcess(kubedProgram(parts), argv)
}
