// What a member that lies sends in place of what it should: frames with other bits, and entries that are forged, cut short,
// replayed, of chains that it made up or on them, put after another parent, given twice for one place, dated into the future, of another subnet, too large, with
// a list of objects that is untrue, or written as though it had not heard that it was thrown out, or by rules that are not in force or that it breaks. Some are well signed by its own key: these are genuine, and
// every KUBE must judge them alike.
import { gitId, sha256, sha256Hex } from '../../src/base/bytes.ts'
import { commitPayload, withSignature } from '../../src/base/git-format.ts'
import { peerIdOfKey } from '../../src/base/identity.ts'
import { decodeObjectList, encodeChangeset, readChangeset } from '../../src/ledger/changeset-codec.ts'
import { composeEntry, type EntryDraft, entryTreeId, sealEntry } from '../../src/ledger/entry.ts'
import { compareHeads } from '../../src/ledger/entry-check.ts'
import type { ChainHead, EntryBytes, ListedObject } from '../../src/ledger/types.ts'
import { decodeMessage, encodeMessage, type SyncMessage, syncProtocol } from '../../src/sync/messages.ts'
import type { SeededRandom } from '../support/virtual-time.ts'

export interface LiarOptions {
  readonly random: SeededRandom
  /** The subnet that it is in. */
  readonly subnet: Uint8Array
  readonly name: string
  readonly sign: (payload: Uint8Array) => string
  /** With a key of its making, which is that of a chain that nobody was ever granted anything for. */
  readonly signAs: (chain: string, payload: Uint8Array) => string
  readonly chain: string
  /** Share of its frames that are lies. */
  readonly lies: number
  /** Whether it lies about merge rules too. */
  readonly rules: boolean
}

type Lies = Readonly<Record<string, (bytes: EntryBytes) => EntryBytes | undefined>>

const seenMax = 40
const dayMs = 24 * 60 * 60 * 1000

export class Liar {
  readonly #options: LiarOptions
  readonly #seen: EntryBytes[] = []
  readonly #madeUpHeads: ChainHead[] = []
  /** How often it told which lie. */
  readonly told = new Map<string, number>()

  constructor(options: LiarOptions) {
    this.#options = options
  }

  /** What it sends in place of a frame, mostly the frame itself; it hears all that it sends. */
  send(frame: Uint8Array, protocol: string): Uint8Array {
    const message = protocol === syncProtocol ? this.#decode(frame) : undefined
    const own = message?.type === 'push' ? [message.entry] : message?.type === 'entries' ? message.entries : []
    for (const bytes of own) this.#hear(bytes)
    const { random, lies } = this.#options
    const tells = message?.type === 'push' || message?.type === 'entries'
    // Few frames are of entries.
    if (!random.chance(tells ? 4 * lies : lies)) return frame
    if (!tells) return this.#flip(frame)
    return this.#lie(frame, message, own)
  }

  #lie(
    frame: Uint8Array,
    message: Extract<SyncMessage, { type: 'push' | 'entries' }>,
    own: readonly EntryBytes[]
  ): Uint8Array {
    const { random } = this.#options
    const lies = this.#options.rules ? { ...this.#lies, ...this.#liesOfRules } : this.#lies
    const [kind, lie] = random.pick(Object.entries(lies))
    const victim = own[random.below(own.length)]
    const lied = victim && lie(victim)
    if (!lied) return this.#flip(frame)
    this.told.set(kind, (this.told.get(kind) ?? 0) + 1)
    if (message.type === 'push') return encodeMessage({ ...message, entry: lied })
    return encodeMessage({ ...message, entries: message.entries.map(bytes => (bytes === victim ? lied : bytes)) })
  }

  #decode(frame: Uint8Array): SyncMessage | undefined {
    try {
      return decodeMessage(frame)
    } catch {
      // Frames of other protocols.
      return undefined
    }
  }

  #hear(bytes: EntryBytes): void {
    this.#seen.push(bytes)
    if (this.#seen.length > seenMax) this.#seen.splice(this.#options.random.below(seenMax), 1)
  }

  #flip(frame: Uint8Array): Uint8Array {
    const { random } = this.#options
    const lie = frame.slice()
    for (let n = 1 + random.below(4); n > 0; n--) lie[random.below(lie.length)]! ^= 1 + random.below(255)
    return lie
  }

  readonly #lies: Lies = {
    'cut short': bytes => ({
      ...bytes,
      commit: bytes.commit.subarray(0, this.#options.random.below(bytes.commit.length))
    }),
    'too large': bytes => ({ ...bytes, objects: new Uint8Array(7 << 20) }),
    forged: bytes => {
      const values = readChangeset(bytes.changeset)
      const updates = values.updates.map(update => ({ ...update, ref: update.ref.replace('node', 'nodf') }))
      return { ...bytes, changeset: encodeChangeset({ ...values, updates }) }
    },
    're-signed': bytes => {
      const signed = Buffer.from(bytes.commit).toString('latin1')
      const armored = this.#options.sign(bytes.commit).trimEnd().replaceAll('\n', '\n ')
      return {
        ...bytes,
        commit: Buffer.from(signed.replace(/-----BEGIN[\s\S]*?END SSH SIGNATURE-----/, armored), 'latin1')
      }
    },
    replayed: () => this.#options.random.pick(this.#seen),
    'after another parent': bytes =>
      this.#own(bytes, draft => ({ parent: this.#parent(bytes), sequence: Math.max(2, draft.sequence) })),
    'twice for one place': bytes => this.#own(bytes, () => ({ message: 'another' })),
    'of another subnet': bytes => this.#own(bytes, () => ({ subnet: sha256('another subnet') })),
    'of the future': bytes =>
      this.#own(bytes, ({ time }) => ({ time: { wallMs: time.wallMs + 2 * dayMs, counter: 0 } })),
    'as though it had heard nothing': bytes =>
      this.#own(bytes, ({ time }) => ({ deps: [], time: { wallMs: time.wallMs + 1, counter: 7 } })),
    'with an untrue list': bytes => this.#own(bytes, () => ({ objects: this.#untrueList(bytes) })),
    'with an untrue list of what others wrote': bytes =>
      this.#own(bytes, () => ({ objects: this.#untrueList(this.#options.random.pick(this.#seen)) })),
    'of a made-up chain': bytes => this.#madeUp(bytes),
    'on a made-up chain': bytes => {
      const [made] = this.#madeUpHeads
      return made && this.#own(bytes, ({ deps }) => ({ deps: [...deps, made].sort(compareHeads) }))
    },
    'of the past': bytes => this.#own(bytes, () => ({ time: { wallMs: 1, counter: 0 } }))
  }

  readonly #liesOfRules: Lies = {
    'by rules that are not in force': bytes => this.#own(bytes, () => ({ rules: 1 + this.#options.random.below(3) })),
    'malformed by its rules': bytes => {
      const made = this.#own(bytes, () => ({ rules: 2 }))
      if (made === undefined) return undefined
      const changeset = Buffer.concat([made.changeset, Uint8Array.of(0x98, 6, 1)])
      const payload = Buffer.from(commitPayload(made.commit)).toString('latin1')
      const tree = entryTreeId(changeset, made.objects)
      const lied = payload
        .replace(/^tree [0-9a-f]{40}/, `tree ${tree}`)
        .replace(/(?<=\nChangeset-SHA256: )[0-9a-f]{64}/, sha256Hex(changeset))
      const signed = Buffer.from(lied, 'latin1')
      return { ...made, changeset, commit: withSignature(signed, this.#options.sign(signed)) }
    }
  }

  #madeUp(bytes: EntryBytes): EntryBytes {
    const { random, name } = this.#options
    const values = readChangeset(bytes.changeset)
    const chain = peerIdOfKey(sha256(`made up ${random.below(1 << 30)}`))
    const { parent: _, account: __, ...own } = values
    const draft: EntryDraft = { ...own, chain, sequence: 1, deps: [], objects: [], name }
    const composed = composeEntry(draft)
    const sealed = sealEntry(composed, this.#options.signAs(chain, composed.payload))
    this.#madeUpHeads.unshift({ chain, sequence: 1, id: sealed.entry.id })
    return sealed.bytes
  }

  /** What an entry lists, in one of them not as it is. */
  #untrueList(bytes: EntryBytes): ListedObject[] {
    const { random } = this.#options
    const listed = decodeObjectList(bytes.objects)
    const at = random.below(Math.max(1, listed.length))
    return listed.map((object, index) => {
      if (index !== at) return object
      return random.chance(0.5)
        ? { ...object, sha256: sha256('a lie') }
        : { ...object, size: random.below(2 * object.size + 2) }
    })
  }

  #parent(bytes: EntryBytes): { id: string; sha256: Uint8Array } {
    const other = this.#options.random.pick(this.#seen)
    const { commit } = other === bytes ? bytes : other
    return { id: sealedId(commit), sha256: sha256(commit) }
  }

  /** An entry of its own chain like this one, well signed; undefined when this one is another's. */
  #own(bytes: EntryBytes, change: (draft: EntryDraft) => Partial<EntryDraft>): EntryBytes | undefined {
    const values = readChangeset(bytes.changeset)
    if (values.chain !== this.#options.chain) return undefined
    const parent = this.#seen.find(({ commit }) => sealedId(commit) === values.parent)
    if (values.parent !== undefined && parent === undefined) return undefined
    const draft: EntryDraft = {
      ...values,
      ...(parent && { parent: { id: sealedId(parent.commit), sha256: sha256(parent.commit) } }),
      objects: [],
      name: this.#options.name
    } as EntryDraft
    const composed = composeEntry({ ...draft, ...change(draft) })
    return sealEntry(composed, this.#options.sign(composed.payload)).bytes
  }
}

const sealedId = (commit: Uint8Array): string => gitId('commit', commit)
