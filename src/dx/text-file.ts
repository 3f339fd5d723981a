// Text files that a command line names.
import { readFileSync, statSync } from 'node:fs'
import { shellWord } from '../base/command-words.ts'
import { type ErrorCode, KubeError } from '../base/errors.ts'
import { formatBytes } from './terminal.ts'

export interface TextFileOptions {
  readonly bytesMax: number
  /** For what is not UTF-8, and why that is one. */
  readonly invalid: { readonly code: ErrorCode; readonly reason: string }
  readonly next: readonly string[]
}

/** Undefined when there is no such file. @throws KUBE_LIMIT for one that is too large, and the code of `invalid` */
export function readTextFile(file: string, { bytesMax, invalid, next }: TextFileOptions): string | undefined {
  const bytes = readWithin(file, bytesMax, next)
  if (bytes === undefined) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw new KubeError(invalid.code, `${file} is not UTF-8`, { reason: invalid.reason, next, cause })
  }
}

function readWithin(file: string, bytesMax: number, next: readonly string[]): Uint8Array | undefined {
  try {
    const stat = statSync(file)
    if (stat.isDirectory()) return undefined
    // What is no plain file, as a pipe, tells its size when it was read.
    const bytes = stat.size > bytesMax ? undefined : readFileSync(file)
    if (bytes !== undefined && bytes.length <= bytesMax) return bytes
    throw new KubeError('KUBE_LIMIT', `${file} is too large`, {
      reason: `it has ${formatBytes(bytes?.length ?? stat.size)}; at most ${formatBytes(bytesMax)}`,
      next
    })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined
    throw error
  }
}

export function noFile(file: string, reason: string): KubeError {
  return new KubeError('KUBE_FILE_MISSING', `${file} is no file`, { reason, next: [`ls -l ${shellWord(file)}`] })
}
