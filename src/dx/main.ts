// The commands of dx. What carries one out is loaded when it runs.
import type { Command, Flag, Program } from './command.ts'
import { runProcess } from './program.ts'

const replicas: Flag = { name: 'replicas', value: 'N|majority|all', help: 'wait until so many machines serve it' }
const timeout: Flag = { name: 'timeout', value: 'TIME', help: 'how long to wait for replicas (default: 30s)' }

const publishing: readonly Command[] = [
  {
    name: 'publish',
    usage: '[DIR|NAME]',
    summary: 'build, store what is new, publish; prints the URL',
    details: [
      'An existing folder is a DIR (default: the current one), anything else a NAME to publish the current folder at.',
      'dx.yml in the folder says what is built, which files are published and where; without it, all of the folder is',
      'published, and --to says where.'
    ].join('\n'),
    flags: [
      { name: 'to', value: 'NAME', help: 'publish at NAME, e.g. dx://notepad, whatever dx.yml says' },
      { name: 'ref', value: 'REF', help: "publish at another ref of the node, e.g. '!dev/feature'" },
      { name: 'no-build', help: 'take the files as they are' },
      replicas,
      timeout,
      { name: 'message', short: 'm', value: 'TEXT', help: 'one line kept with the release' }
    ],
    arity: [0, 1],
    load: async () => (await import('./publish.ts')).publish
  },
  {
    name: 'ls',
    usage: '[NAME]',
    summary: 'list what is published',
    flags: [],
    arity: [0, 1],
    load: async () => (await import('./releases.ts')).ls
  },
  {
    name: 'log',
    usage: 'NAME',
    summary: 'list the releases of NAME, newest first',
    flags: [],
    arity: [1, 1],
    load: async () => (await import('./releases.ts')).log
  },
  {
    name: 'rollback',
    usage: 'NAME [RELEASE]',
    summary: 'make a new release with the files of an earlier one',
    details: 'Without RELEASE: of the last release with other files.',
    flags: [],
    arity: [1, 2],
    load: async () => (await import('./releases.ts')).rollback
  },
  {
    name: 'open',
    usage: '[NAME]',
    summary: 'open a published site in the browser',
    flags: [{ name: 'print', help: 'only print the URL' }],
    arity: [0, 1],
    load: async () => (await import('./sites.ts')).open
  },
  {
    name: 'remote',
    usage: '',
    summary: 'show where the project of this folder is published',
    flags: [{ name: 'verbose', short: 'v', help: 'accepted, as git remote -v has it' }],
    arity: [0, 0],
    load: async () => (await import('./sites.ts')).remote
  }
]

const looking: readonly Command[] = [
  {
    name: 'status',
    usage: '',
    summary: 'show the machines, and the project of this folder',
    flags: [],
    arity: [0, 0],
    load: async () => (await import('./subnet.ts')).status
  },
  {
    name: 'resolve',
    usage: 'URL',
    summary: 'show which records and which file a URL or NAME leads to',
    flags: [{ name: 'explain', help: 'show each hop by its ref' }],
    arity: [1, 1],
    load: async () => (await import('./records.ts')).resolve
  },
  {
    name: 'record get',
    usage: 'NAME',
    summary: 'print the record of NAME',
    flags: [{ name: 'own', help: 'without what it inherits' }],
    arity: [1, 1],
    load: async () => (await import('./records.ts')).recordGet
  },
  {
    name: 'machines',
    usage: '',
    summary: 'list the machines of the subnet',
    flags: [],
    arity: [0, 0],
    load: async () => (await import('./subnet.ts')).machines
  },
  {
    name: 'conflicts',
    usage: '',
    summary: 'list updates that lost to a concurrent one',
    flags: [],
    arity: [0, 0],
    load: async () => (await import('./subnet.ts')).conflicts
  },
  {
    name: 'conflicts restore',
    usage: 'ID',
    summary: 'bring back what lost',
    flags: [],
    arity: [1, 1],
    load: async () => (await import('./subnet.ts')).restoreConflict
  },
  {
    name: 'conflicts drop',
    usage: 'ID',
    summary: 'agree with what won',
    flags: [],
    arity: [1, 1],
    load: async () => (await import('./subnet.ts')).dropConflict
  }
]

export const dxProgram: Program = {
  name: 'dx',
  summary: 'dx publishes to the machines of your subnet, and shows what is where.',
  commands: [...publishing, ...looking]
}

/** Gives the exit status. */
export function runDx(argv: readonly string[]): Promise<number> {
  return runProcess(dxProgram, argv)
}
