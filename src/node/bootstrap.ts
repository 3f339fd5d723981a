// `keys/bootstrap.json`: where members were when this home joined, for the time until the graph says so itself.
import path from 'node:path'
import { readIfThere, writeDurable } from '../trust/key-files.ts'

const addressesMax = 64
const fileIn = (keysDir: string): string => path.join(keysDir, 'bootstrap.json')

export async function saveBootstrap(keysDir: string, addresses: readonly string[]): Promise<void> {
  await writeDurable(fileIn(keysDir), `${JSON.stringify(addresses.slice(0, addressesMax))}\n`)
}

/** What cannot be read is no loss: it only shortens the way to the first peer. */
export async function loadBootstrap(keysDir: string): Promise<string[]> {
  const text = await readIfThere(fileIn(keysDir))
  if (text === undefined) return []
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value.filter(address => typeof address === 'string').slice(0, addressesMax) : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}
