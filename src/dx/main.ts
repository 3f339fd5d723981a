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
    flags: [{ name: 'own', help: 'without what it inherits, as it was written' }],
    arity: [1, 1],
    load: async () => (await import('./records.ts')).recordGet
  },
  {
    name: 'record set',
    usage: '[NAME] --file F',
    summary: 'replace the record of NAME by the YAML in F',
    details: [
      'Without NAME, F has several YAML documents {name, type?, record}, which are set together or not at all.',
      'With --type schema, F is a .proto file.'
    ].join('\n'),
    flags: [
      { name: 'file', value: 'F', help: 'the record as YAML or JSON' },
      { name: 'type', value: 'TYPE', help: 'a shipped type (redirect, document, …) or the NAME of a schema' },
      { name: 'merge', help: 'change only what F gives; null takes away' },
      { name: 'message', value: 'NAME', help: 'with --type schema: the message, where F has several' }
    ],
    arity: [0, 1],
    load: async () => (await import('./record-set.ts')).recordSet
  },
  {
    name: 'record children',
    usage: 'NAME',
    summary: 'list the nodes right below NAME',
    flags: [
      { name: 'after', value: 'NAME', help: 'begin after this one, the last of the page before' },
      { name: 'limit', value: 'N', help: 'at most so many (default: 100)' }
    ],
    arity: [1, 1],
    load: async () => (await import('./records.ts')).recordChildren
  },
  {
    name: 'record watch',
    usage: '[NAME]',
    summary: 'print a line for each change of a record, at and below NAME, as it happens',
    details: [
      'With --json, one object a line: {"position","name","id","record"}, id and record null where it was removed.',
      'A position holds on every machine of the subnet and after every restart: --from goes on right after it.'
    ].join('\n'),
    flags: [{ name: 'from', value: 'POSITION', help: 'what came after this line of an earlier watch; 0: everything' }],
    arity: [0, 1],
    load: async () => (await import('./record-watch.ts')).recordWatch
  },
  {
    name: 'mount',
    usage: 'NAME AT',
    summary: 'show NAME at AT too',
    flags: [{ name: 'over', help: 'hide what is at AT already' }],
    arity: [2, 2],
    load: async () => (await import('./mounts.ts')).mount
  },
  {
    name: 'unmount',
    usage: 'AT',
    summary: 'take a mount away; what it hid is there again',
    flags: [],
    arity: [1, 1],
    load: async () => (await import('./mounts.ts')).unmount
  },
  {
    name: 'mounts',
    usage: '',
    summary: 'list the mounts',
    flags: [],
    arity: [0, 0],
    load: async () => (await import('./mounts.ts')).mounts
  },
  {
    name: 'schema publish',
    usage: 'FILE.proto',
    summary: 'publish a protobuf message as a type of records',
    details: [
      'Files beside it, the well-known types of google/protobuf and other published schemas (import "dx://NAME";) may be',
      'imported. Documents keep the version that they were written by. A new version that documents of the one before',
      'would not fit is refused: reserve the number and the name of what is taken out, or say --force.'
    ].join('\n'),
    flags: [
      { name: 'to', value: 'NAME', help: 'the name of the type, e.g. dx://schemas/note' },
      { name: 'message', value: 'NAME', help: 'the message that documents are of, where there are several' },
      { name: 'force', help: 'also where documents of the version before do not fit' }
    ],
    arity: [1, 1],
    load: async () => (await import('./schemas.ts')).schemaPublish
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
    name: 'machine remove',
    usage: 'NAME',
    summary: 'take a machine out of the subnet',
    details: [
      'It gets nothing new, and nothing it says from now on counts. What it holds already cannot be recalled.',
      'NAME is that of dx machines, or the id where several have one name. On an admin machine only.'
    ].join('\n'),
    flags: [],
    arity: [1, 1],
    load: async () => (await import('./machine.ts')).machineRemove
  },
  {
    name: 'gc',
    usage: '',
    summary: 'show what is kept of no release any more, then free it',
    details: [
      'Of a node the last `keep` releases stay (20 unless its record, or one above it, says otherwise), source all of',
      'it. What is older goes from every machine once all that were seen lately have what came after.'
    ].join('\n'),
    flags: [
      { name: 'dry-run', help: 'only show' },
      { name: 'unfinished', help: 'also what publishes that were broken off have left since yesterday' }
    ],
    arity: [0, 0],
    load: async () => (await import('./gc.ts')).gc
  },
  {
    name: 'rules',
    usage: '',
    summary: 'show the merge rules in force, and which machines know which',
    flags: [],
    arity: [0, 0],
    load: async () => (await import('./rules.ts')).rules
  },
  {
    name: 'rules raise',
    usage: '',
    summary: 'put the newest merge rules in force, once every machine knows them',
    flags: [],
    arity: [0, 0],
    load: async () => (await import('./rules.ts')).raiseRules
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

const trusting: readonly Command[] = [
  {
    name: 'keys',
    usage: '',
    summary: 'list the keys of machines and people, and what each may',
    flags: [{ name: 'allowed-signers', help: "as OpenSSH's allowed-signers file, for git verify-commit" }],
    arity: [0, 0],
    load: async () => (await import('./keys.ts')).keys
  },
  {
    name: 'whoami',
    usage: '',
    summary: 'show in whose name dx writes here',
    flags: [],
    arity: [0, 0],
    load: async () => (await import('./keys.ts')).whoami
  },
  {
    name: 'grant',
    usage: 'ROLE [NAME]',
    summary: 'grant a right at and below NAME; prints a token, or with --to the id of a credential',
    details: [
      'ROLE is read or control for a token, which whoever bears it can use; with --to also write, member, admin and',
      'replicate. Without NAME it holds for the whole subnet. A token is printed once and kept nowhere.'
    ].join('\n'),
    flags: [
      { name: 'to', value: 'KEY', help: 'for this key alone: a .pub file, its line, or the name of a machine' },
      { name: 'ttl', value: 'TIME', help: 'how long it is good (default: 1d for a token, else until it is revoked)' }
    ],
    arity: [1, 2],
    load: async () => (await import('./keys.ts')).grant
  },
  {
    name: 'login',
    usage: 'URL',
    summary: 'keep a token of control for a KUBE at another machine',
    details: [
      'The token is read from standard input, on a terminal without showing it, or taken from KUBE_TOKEN. It is tried, and',
      'kept with the root CA of --ca for this user alone; dx --kube URL takes both from there.'
    ].join('\n'),
    flags: [],
    arity: [1, 1],
    load: async () => (await import('./login.ts')).login
  },
  {
    name: 'logout',
    usage: 'URL',
    summary: 'forget the token of a KUBE at another machine',
    flags: [],
    arity: [1, 1],
    load: async () => (await import('./login.ts')).logout
  },
  {
    name: 'revoke',
    usage: 'ID|TOKEN|KEY',
    summary: 'end a token, a credential, or a key with all that was granted to it',
    flags: [],
    arity: [1, 1],
    load: async () => (await import('./keys.ts')).revoke
  }
]

const distant: readonly Flag[] = [
  {
    name: 'kube',
    value: 'URL',
    help: 'a KUBE at another machine, by a token (default: KUBE_URL, else the daemon here)'
  },
  {
    name: 'ca',
    value: 'FILE',
    help: 'with --kube: the root CA of its subnet (default: KUBE_CA, else that of the login)'
  }
]

export const dxProgram: Program = {
  name: 'dx',
  summary: 'dx publishes to the machines of your subnet, and shows what is where.',
  flags: distant,
  commands: [...publishing, ...looking, ...trusting]
}

/** Gives the exit status. */
export function runDx(argv: readonly string[]): Promise<number> {
  return runProcess(dxProgram, argv)
}
