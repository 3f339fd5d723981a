// Where the daemon of a home listens: `<home>/kubed.sock`, or, where that is too long for a socket address, a
// name made from the home in a folder of this user under /tmp (which the daemon makes with mode 0700).
import { join } from 'node:path'
import { sha256, toHex } from './bytes.ts'

/** `sun_path` has 108 bytes on Linux and 104 on macOS, one of them for the closing NUL (unix(7)). */
export const socketPathBytesMax = 103

/** @param home absolute path */
export function socketPath(home: string): string {
  const plain = join(home, 'kubed.sock')
  if (Buffer.byteLength(plain) <= socketPathBytesMax) return plain
  const uid = process.getuid?.() ?? 0
  return join('/tmp', `kubed-${uid}`, `${toHex(sha256(home)).slice(0, 32)}.sock`)
}
