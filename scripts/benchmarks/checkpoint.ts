// What a checkpoint spares: a hundred thousand entries taken from one beside the same entries checked one by one, and a start
// that reads them from it. Two homes in one process, so that no network is in it; objects come by packs, as they do there.
import { keyOfDid } from '../../src/base/identity.ts'
import { silent } from '../../src/base/types.ts'
import { Checkpoints, type FetchListed } from '../../src/node/checkpoints/checkpoints.ts'
import { factReader } from '../../src/node/entries/entry-facts.ts'
import { openHome } from '../../src/node/home/home.ts'
import { Shallow } from '../../src/node/objects/shallow.ts'
import { realClock, realScheduler } from '../../src/node/real.ts'
import { Records } from '../../src/node/records.ts'
import { Replica } from '../../src/node/replica.ts'
import type { SigningKey } from '../../src/trust/keys.ts'
import { createSigningKey } from '../../src/trust/keys.ts'
import { createSigner, createVerifier } from '../../src/trust/ssh-signature.ts'
import type { Benchmark, Place } from './benchmark.ts'
import { EntryHistory, historyMs } from './entry-history.ts'
import { atMost } from './report.ts'
import { longestTurn } from './turns.ts'

const entriesCount = Number(process.env.BENCH_ENTRIES ?? 100_000)
/** Entries of one commit, as a peer sends them. */
const batch = 256
/** How long others may wait for a turn meanwhile. */
const goalTurnMs = 50

async function openKube(dir: string, root: SigningKey, key: SigningKey, admin: string) {
  const home = await openHome(dir)
  const { objects, refs } = home.repository
  const signer = createSigner(key)
  const subnet = keyOfDid(root.did)
  const common = {
    objects,
    refs,
    state: home.state,
    signer,
    verifier: createVerifier(),
    clock: { ...realClock, now: () => historyMs },
    logger: silent
  }
  const options = { ...common, self: signer.peerId, subnet, scheduler: realScheduler }
  const replica = await Replica.open({ ...options, name: 'bench', facts: factReader(root.did, silent) })
  const checkpoints = await Checkpoints.open({
    ...options,
    replica,
    view: await Records.follow(replica, objects, home.state, silent),
    shallow: await Shallow.open(refs),
    proof: () => [],
    proves: async peer => peer === admin
  })
  const close = async (): Promise<void> => {
    await replica.close()
    await home.close()
  }
  return { replica, checkpoints, objects, close }
}

async function run({ scope, report }: Place): Promise<void> {
  const history = new EntryHistory()
  const first = await history.found()
  const made = [first, ...Array.from({ length: entriesCount - 1 }, () => history.next())]
  const admin = createSigner(history.admin).peerId
  const maker = await openKube(scope.folder('maker'), history.root, history.admin, admin)
  await maker.objects.write(history.objects)
  report.mark()
  let startedMs = performance.now()
  const seconds = (): number => (performance.now() - startedMs) / 1000
  for (let at = 0; at < made.length; at += batch) {
    const staged = made
      .slice(at, at + batch)
      .map(({ bytes }) => ({ bytes, ...maker.replica.decode(bytes), inline: [] }))
    await maker.replica.commit(staged)
  }
  const oneByOne = seconds()
  startedMs = performance.now()
  await maker.checkpoints.make()
  report.figure({ name: 'checkpoint-made', unit: 's', runs: [seconds()], more: { entries: entriesCount } })

  const dir = scope.folder('joiner')
  const key = createSigningKey()
  const joiner = await openKube(dir, history.root, key, admin)
  let bytes = 0
  const fetch: FetchListed = async listed => {
    const here = await joiner.objects.present(listed.map(({ id }) => id))
    const missing = listed.filter(({ id }) => !here.has(id))
    for (const { size } of missing) bytes += size
    const pack = maker.objects.pack(missing.map(({ id }) => id))
    return (await joiner.objects.receive(pack, new Map(missing.map(object => [object.id, object])))).complete
  }
  const longest = longestTurn()
  startedMs = performance.now()
  const outcome = await joiner.checkpoints.adopt(
    maker.checkpoints.answer(maker.checkpoints.offers()[0]!.sha256)!,
    fetch
  )
  const taken = seconds()
  if (outcome !== 'held' || joiner.replica.ledger.digest() !== maker.replica.ledger.digest()) throw new Error(outcome)
  const peer = { name: 'the same entries checked one by one', runs: [oneByOne] }
  const more = { entries: entriesCount, bytesPerEntry: Math.round(bytes / entriesCount) }
  report.figure({ name: 'checkpoint-taken', unit: 's', runs: [taken], peer, more })
  const turn = { unit: 'ms of CPU', runs: [longest()], goal: atMost(goalTurnMs), more: { entries: entriesCount } }
  report.figure({ name: 'checkpoint-taken-longest-turn', ...turn })
  await joiner.close()
  startedMs = performance.now()
  const again = await openKube(dir, history.root, key, admin)
  report.figure({ name: 'start-from-checkpoint', unit: 's', runs: [seconds()], more: { entries: entriesCount } })
  if (again.replica.ledger.position !== entriesCount) throw new Error('some entries were not there again')
  await again.close()
  await maker.close()
}

export const checkpoint: Benchmark = {
  name: 'checkpoint',
  about: 'a hundred thousand entries by a checkpoint, and a start from it',
  secondsMax: 400,
  run
}
