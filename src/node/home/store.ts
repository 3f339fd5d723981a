// The one place that chooses the store of a home: `store` in config.yml, git unless it says otherwise.
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { homeFlag, shellWord } from '../../base/command-words.ts'
import { type StoreKind, storeKinds } from '../../base/daemon-options.ts'
import { KubeError } from '../../base/errors.ts'
import type { Logger } from '../../base/types.ts'
import type { Repository } from '../../ports/repository.ts'
import { configFile } from './config.ts'

/** Its folder in the home. */
export const storeFolders: Readonly<Record<StoreKind, string>> = { git: 'dmg.git', blocks: 'blocks' }

export interface OpenStoreOptions {
  /** Has the store mend its own files first, where it can. */
  readonly mend?: boolean
  readonly logger?: Logger
}

/**
 * Opens the store of the home in `dir`, or makes it.
 * @throws KUBE_STORE_OTHER when the home was made with another one; KUBE_DISK, KUBE_DISK_FULL
 */
export async function openStore(dir: string, kind: StoreKind, options: OpenStoreOptions = {}): Promise<Repository> {
  for (const other of storeKinds) {
    if (other !== kind && (await isFolder(path.join(dir, storeFolders[other])))) throw madeWith(dir, other, kind)
  }
  const folder = path.join(dir, storeFolders[kind])
  // The one that is not chosen is not even loaded.
  if (kind === 'git')
    return await (await import('../../git/repository.ts')).openRepository(
      folder,
      options.logger && { log: options.logger }
    )
  return await (await import('../../blocks/store.ts')).openBlocks(folder, options)
}

async function isFolder(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isDirectory()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

function madeWith(dir: string, other: StoreKind, kind: StoreKind): KubeError {
  const config = path.join(dir, configFile)
  return new KubeError('KUBE_STORE_OTHER', `${dir} keeps its objects in ${storeFolders[other]}, not as ${kind}`, {
    reason: `set "store: ${other}" in ${configFile}; a home keeps its store, so for ${kind} join as a new machine`,
    next: [`$EDITOR ${shellWord(config)}`, `kubed invite${homeFlag(dir, process.env)}`, 'kubed join CODE --home DIR']
  })
}
