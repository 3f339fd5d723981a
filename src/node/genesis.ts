// The first two entries of a subnet: who is in, and the realm that ships. Both go through the same checks as a
// peer's entries do.
import fs from 'node:fs/promises'
import path from 'node:path'
import type { Ident } from '../base/git-format.ts'
import { parseRealm } from '../graph/realm.ts'
import { refOf } from '../graph/ref.ts'
import type { RefUpdate } from '../ledger/types.ts'
import type { GitObject } from '../ports/objects.ts'
import { readCredential } from '../trust/credentials.ts'
import { smallCommit } from './objects/small-commit.ts'
import { recordCommit } from './records.ts'
import type { Replica } from './replica.ts'
import { credentialRef } from './trust-refs.ts'

export interface GenesisRequest {
  readonly replica: Replica
  /** Credentials that the root has signed for the founders. */
  readonly founding: readonly string[]
  readonly author: Ident
  /** Folder of the realm that ships (`realms/genesis`). */
  readonly realmDir: string
}

/** Writes what is not there yet: an attempt that was cut short is taken up where it stopped. */
export async function writeGenesis(request: GenesisRequest): Promise<void> {
  const { replica, founding, author } = request
  const updates: RefUpdate[] = []
  const objects: GitObject[] = []
  for (const jwt of founding) {
    const { id, role } = await readCredential(jwt)
    if (replica.ledger.ref(credentialRef(id)) !== undefined) continue
    const commit = credentialCommit(jwt, author, role)
    updates.push({ ref: credentialRef(id), old: undefined, new: commit.id })
    objects.push(...commit.objects)
  }
  if (updates.length > 0) await replica.append(() => ({ updates, objects, message: 'found the subnet' }))
  if (replica.ledger.ref('refs/!meta') !== undefined) return
  const realm = await realmUpdates(request)
  await replica.append(() => ({ ...realm, message: 'import the genesis realm' }))
}

export function credentialCommit(jwt: string, author: Ident, role: string) {
  const files = { 'credential.jwt': Buffer.from(`${jwt}\n`) }
  return smallCommit({ files, parents: [], author, message: `grant ${role}` })
}

async function realmUpdates({ realmDir, author }: GenesisRequest) {
  const updates: RefUpdate[] = []
  const objects: GitObject[] = []
  for (const { path: node, record, yaml } of parseRealm(await readFolder(realmDir)).nodes) {
    const commit = recordCommit({ record, yaml, parents: [], author, message: 'genesis' })
    updates.push({ ref: refOf(node, '!meta'), old: undefined, new: commit.id })
    objects.push(...commit.objects)
  }
  return { updates, objects }
}

async function readFolder(dir: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  for (const entry of await fs.readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    files.set(path.relative(dir, file).split(path.sep).join('/'), await fs.readFile(file))
  }
  return files
}
