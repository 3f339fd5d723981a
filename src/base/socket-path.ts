// Where the daemon of a home listens: `<home>/kubed.sock`, or, where that is too long for a socket address, in a folder
// under /tmp that is named by the home (the daemon makes it with mode 0700, and both sides check whose it is).
import { sha256, toHex } from './bytes.ts'

/** `sun_path` has 108 bytes on Linux and 104 on macOS, one of them for the closing NUL (unix(7)). */
export const socketPathBytesMax = 103

/** @param home absolute path */
export function socketPath(home: string): string {
  const plain = `${home.replace(/\/+$/, '')}/kubed.sock`
  if (Buffer.byteLength(plain) <= socketPathBytesMax) return plain
  return `/tmp/kubed-${toHex(sha256(home)).slice(0, 32)}/kubed.sock`
}
