// The site that is measured, the same bytes on every machine: 1,000 files, 48 MB; 20 binaries that nothing compresses,
// texts of 1 to 20 KB that compress well, one page of 5 KB that changes; 21 folders.
import { createCipheriv, createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

export interface Site {
  readonly dir: string
  /** Paths below `dir`. */
  readonly files: readonly string[]
  readonly bytes: number
}

/** The page that changes. */
export const hotFile = 'd03/hot.html'
export const hotBytes = 5 * 1024

const filesCount = 1000
const binariesCount = 20
const foldersCount = 20
const words = (
  'the of and page site table render node value list item index graph data view model update state cache store block ' +
  'file peer link time order class style span main section header footer article nav href https width color value total'
).split(' ')

/** Bytes that look random and are the same for the same seed. */
export function noise(seed: string, length: number): Buffer {
  const key = createHash('sha256').update(`site:${seed}`).digest().subarray(0, 16)
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length))
}

export function text(seed: string, length: number): Buffer {
  const random = noise(seed, length)
  const parts: string[] = []
  for (let at = 0, size = 0; size < length; at++) {
    const byte = random[at % length]!
    const part = `${at % 12 === 0 ? `\n<p class="c${byte % 10}">` : ' '}${words[byte % words.length]}`
    // Some text is not said twice.
    parts.push(byte > 240 ? `${part}${random[(at * 7) % length]}` : part)
    size += parts.at(-1)!.length
  }
  return Buffer.from(parts.join('').slice(0, length))
}

/** The page that changes, in one of its versions. */
export function hotVersion(tag: string, version: number): Buffer {
  const mark = `<!-- ${tag} ${version} -->`.padEnd(63)
  return Buffer.concat([Buffer.from(`${mark}\n`), text(`${tag}-${version}`, hotBytes - 64)])
}

/** Writes the site into a new folder. */
export function writeSite(dir: string): Site {
  const files: string[] = []
  let bytes = 0
  const put = (name: string, content: Buffer): void => {
    const file = path.join(dir, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, content)
    files.push(name)
    bytes += content.length
  }
  for (let at = 0; at < binariesCount; at++) {
    const size = Math.round(1e6 + (2e6 * (at + 0.5)) / binariesCount)
    put(`assets/b${at}.bin`, noise(`binary-${at}`, size))
  }
  put(hotFile, hotVersion('first', 0))
  const sizes = noise('sizes', 2 * filesCount)
  for (let at = 0; files.length < filesCount; at++) {
    const share = sizes.readUInt16LE(at * 2) / 65_536
    const folder = `d${String(at % foldersCount).padStart(2, '0')}`
    const type = ['html', 'css', 'js', 'json'][at % 4]
    put(
      `${folder}/f${String(at).padStart(4, '0')}.${type}`,
      text(`text-${at}`, Math.round(1024 + 19_456 * share ** 1.7))
    )
  }
  return { dir, files, bytes }
}
