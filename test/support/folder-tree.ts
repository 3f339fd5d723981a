// Folders made from a table of paths and contents.
import fs from 'node:fs'
import path from 'node:path'

/** Writes the files below `dir`, which is given back. */
export function writeTree(dir: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [name, content] of Object.entries(files)) {
    const full = path.join(dir, name)
    fs.mkdirSync(path.dirname(full), { recursive: true })
    fs.writeFileSync(full, content)
  }
  return dir
}
