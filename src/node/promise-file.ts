// `keys/promise.json`: the last promise of this machine to who orders strict realms. It is with the keys because nothing
// gives it back: a machine that forgets it could promise twice.
import path from 'node:path'
import { shellWord } from '../base/command-words.ts'
import { KubeError } from '../base/errors.ts'
import { isPeerId } from '../base/identity.ts'
import { isTerm } from '../ledger/entry-check.ts'
import type { KeptPromise } from '../sync/lease.ts'
import { readIfThere, writeDurable } from '../trust/key-files.ts'
import type { PromiseStore } from './promises.ts'

export function promiseFile(keysDir: string): PromiseStore {
  const file = path.join(keysDir, 'promise.json')
  return {
    async load() {
      const text = await readIfThere(file)
      return text === undefined ? undefined : parse(text, file)
    },
    save: kept => writeDurable(file, `${JSON.stringify(kept)}\n`)
  }
}

function parse(text: string, file: string): KeptPromise {
  let kept: Partial<KeptPromise> | undefined
  try {
    kept = JSON.parse(text) as Partial<KeptPromise>
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  const { term = 0, holder = '' } = kept ?? {}
  if (isTerm(term) && isPeerId(holder)) return { term, holder }
  throw new KubeError('KUBE_HOME_INVALID', `${file} is damaged`, {
    reason: 'it holds what this machine has promised to who orders strict realms',
    next: [`rm ${shellWord(file)}`]
  })
}
