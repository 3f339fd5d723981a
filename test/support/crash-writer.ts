// A process that writes until it is killed: each line it prints is what it was told is durable.
import { randomBytes } from 'node:crypto'
import { openBlocks } from '../../src/blocks/store.ts'
import { openRepository } from '../../src/git/repository.ts'
import type { ContentSource, GitObject } from '../../src/ports/objects.ts'

const repository = await (process.argv[3] === 'blocks' ? openBlocks : openRepository)(process.argv[2]!)
const say = (line: string) => process.stdout.write(`${line}\n`)
const large = (): ContentSource => {
  const content = randomBytes(9 << 20)
  return {
    type: 'blob',
    size: content.length,
    open: async function* () {
      yield content
    }
  }
}

for (let round = 0; ; round++) {
  const count = [3, 80, 1][round % 3]!
  const some: (GitObject | ContentSource)[] = Array.from({ length: count }, () => ({
    type: 'blob',
    content: randomBytes(2000)
  }))
  if (round % 5 === 4) some.push(large())
  const stored = await repository.objects.write(some)
  for (const { id } of stored) say(`object ${id}`)
  await repository.refs.setHead('refs/!kubes/k51/!log', stored[0]!.id)
  say(`head ${stored[0]!.id}`)
  await repository.refs.setView([{ ref: `refs/local/${round % 7}/!meta`, value: stored[0]!.id }])
}
