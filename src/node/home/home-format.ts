// `home.json`: by which format the home is laid out, and the kubed that made it so. A home of a newer format is left
// alone; an older one is brought up to this one, step by step, each of them durable before the next.
import path from 'node:path'
import { shellWord } from '../../base/command-words.ts'
import { KubeError } from '../../base/errors.ts'
import { version } from '../../base/version.ts'
import { readIfThere, writeDurable } from '../../trust/key-files.ts'

/** What this program writes. 1: as of kubed 0.1. */
export const homeFormat = 1

/** Brings a home from the format before to this one; run again where it was interrupted. */
type Step = (dir: string) => Promise<void>
const steps: ReadonlyMap<number, Step> = new Map()

interface HomeFormat {
  readonly format: number
  /** The version of kubed that brought it to this format: what is to be installed where that is not known. */
  readonly kubed: string
}

/** @throws KUBE_HOME_INVALID for a home of a newer format, and for one that does not say its format */
export async function bringUp(dir: string): Promise<void> {
  const file = path.join(dir, 'home.json')
  const text = await readIfThere(file)
  const found = text === undefined ? undefined : parse(text)
  // Homes were of this format before they said so, and so is an empty one.
  if (text === undefined || found?.format === homeFormat) {
    if (text === undefined) await writeFormat(file, homeFormat)
    return
  }
  if (found === undefined) {
    throw new KubeError('KUBE_HOME_INVALID', `${dir} does not say how it is laid out`, {
      reason: `${file} is damaged; without it the home is taken for one of kubed ${version}`,
      next: [`rm ${shellWord(file)}`]
    })
  }
  if (found.format > homeFormat) {
    throw new KubeError('KUBE_HOME_INVALID', `${dir} was made by a newer kubed`, {
      reason: `its format is ${found.format}, kubed ${version} knows ${homeFormat}`,
      next: [`npm install -g kubed@${found.kubed}`]
    })
  }
  for (let format = found.format + 1; format <= homeFormat; format++) {
    await steps.get(format)?.(dir)
    await writeFormat(file, format)
  }
}

const writeFormat = (file: string, format: number): Promise<void> =>
  writeDurable(file, `${JSON.stringify({ format, kubed: version } satisfies HomeFormat)}\n`)

function parse(text: string): HomeFormat | undefined {
  try {
    const { format, kubed } = JSON.parse(text) as Partial<HomeFormat>
    const isSound = Number.isSafeInteger(format) && typeof kubed === 'string' && /^[\w.+-]{1,40}$/.test(kubed)
    return isSound ? { format: format!, kubed: kubed! } : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
