// One by one, what rights-properties.test.ts tries in any mixture: rules, accounts, revocations at a cut, and withdrawals
// that race.
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../../src/base/bytes.ts'
import { didOfKey } from '../../../src/base/identity.ts'
import type { Entry, EntryAccount, Grant, Revocation, RuleSet, Standing } from '../../../src/ledger/types.ts'
import { chainOf, didOf, fakeId, grantOf, headOf, makeArrival, subnetKey } from '../../support/ledger-history.ts'
import type { Arrival } from '../../support/reference-rights.ts'
import { FilledLedger } from '../../support/rights-history.ts'

const root = didOfKey(subnetKey)
const [alice, bob] = ['alice', 'bob'].map(name => didOfKey(sha256(name))) as [string, string]
const did = (kube: number): string => didOf(chainOf(kube))

/** Two admins (0 the senior), a writer (2), a thief's machine (3) with a copy of the key of 2 is made by forking 2. */
class Story {
  readonly #arrivals: Arrival[] = []
  #filled: FilledLedger | undefined
  #wallMs = 10
  readonly founding: Entry

  constructor() {
    const grants = [grantOf(root, did(0), 'admin'), grantOf(root, did(2), 'write'), grantOf(root, did(3), 'member')]
    const first = this.say(0, [], { refs: ['refs/!trust/1/!credential'], grants })
    this.founding = this.say(0, [first], {
      refs: ['refs/!trust/2/!credential'],
      grants: [grantOf(did(0), did(1), 'admin')]
    })
  }

  /** An entry of a KUBE that had seen these. */
  say(
    kube: number,
    past: readonly Entry[],
    what: {
      refs: string[]
      grants?: Grant[]
      rules?: [string, RuleSet][]
      keys?: string[]
      revokes?: Revocation[]
      account?: EntryAccount
    }
  ): Entry {
    const parent = past.find(entry => entry.chain === chainOf(kube))
    const deps = past.filter(entry => entry !== parent).map(headOf)
    const updates = what.refs.map(ref => ({ ref, old: undefined, new: fakeId(ref, this.#wallMs) }))
    const site = updates.find(({ ref }) => ref.endsWith('!https'))
    const arrival = makeArrival({
      kube,
      time: { wallMs: ++this.#wallMs, counter: 0 },
      parent,
      deps,
      updates,
      grants: what.grants ?? [],
      ...(what.account && { account: what.account }),
      facts: {
        ...(what.rules && { rules: what.rules.map(([ref, rules]) => ({ ref, rules })) }),
        ...(what.revokes && { revocations: what.revokes }),
        ...(what.keys && site && { files: [{ commit: site.new, path: 'keys', subjects: what.keys }] })
      }
    })
    this.#arrivals.push(arrival)
    this.#filled = undefined
    return arrival.entry
  }

  /** What became of an entry, the same in either order of arrival that causality leaves. */
  standing(entry: Entry): Standing | undefined {
    this.#filled ??= this.#fill(this.#arrivals)
    const late = this.#fill([...this.#arrivals].sort((a, b) => b.entry.time.wallMs - a.entry.time.wallMs))
    expect(late.ledger.digest()).toBe(this.#filled.ledger.digest())
    return this.#filled.ledger.standing(entry.id)
  }

  get ledger() {
    this.#filled ??= this.#fill(this.#arrivals)
    return this.#filled.ledger
  }

  #fill(arrivals: readonly Arrival[]): FilledLedger {
    const filled = new FilledLedger(arrivals)
    const waiting = [...arrivals]
    while (waiting.length > 0) {
      const at = waiting.findIndex(({ entry }) => filled.ledger.missing(entry).length === 0)
      filled.insert(waiting.splice(at, 1)[0]!)
    }
    return filled
  }
}

const nonce = (n: number): string => n.toString(16).padStart(32, '0')
const as = (subject: string, n: number, sequence = 0): EntryAccount => ({ subject, nonce: nonce(n), sequence })
const rule: RuleSet = [{ name: 'admin-publishes', from: { node: 'admins', path: 'keys' }, only: ['!code', '!dev/*'] }]

/** Alice is in the file of keys, and a rule at `app` names it. */
function ruled() {
  const story = new Story()
  const keys = story.say(0, [story.founding], { refs: ['refs/admins/!https'], keys: [alice] })
  const set = story.say(0, [keys], { refs: ['refs/app/!meta'], rules: [['refs/app/!meta', rule]] })
  return { story, keys, set }
}

describe('a rule', () => {
  test('lets a key that it names write what it lists, through any KUBE, without a credential', () => {
    const { story, set } = ruled()
    const code = story.say(2, [set], { refs: ['refs/app/!code'], account: as(alice, 1) })
    const branch = story.say(3, [set], { refs: ['refs/app/!dev/x'], account: as(alice, 2) })
    const below = story.say(3, [branch], { refs: ['refs/app/part/!code'], account: as(alice, 3, 1) })
    for (const entry of [code, branch, below]) expect(story.standing(entry)).toBe('standing')
  })

  test('lets nobody else, and nothing else, be written but by admins', () => {
    const { story, set } = ruled()
    const site = story.say(2, [set], { refs: ['refs/app/!https'], account: as(alice, 1) })
    const stranger = story.say(3, [set], { refs: ['refs/app/!code'], account: as(bob, 2) })
    const writer = story.say(2, [site], { refs: ['refs/app/!code'] })
    const admin = story.say(1, [set], { refs: ['refs/app/!https'] })
    expect([site, stranger, writer].map(entry => story.standing(entry))).toEqual(['void', 'void', 'void'])
    expect(story.standing(admin)).toBe('standing')
    expect(story.ledger.reason(site.id)).toBe(`the rule admin-publishes of /app does not let ${alice} write !https`)
    const denial = story.ledger.denial(
      chainOf(2),
      [{ ref: 'refs/app/!https', old: undefined, new: site.id }],
      {},
      alice
    )
    expect(denial).toMatchObject({ node: 'app', subject: alice, rules: rule })
  })

  test('and the keys that it names, published apart, let nobody in before somebody shows them', () => {
    const story = new Story()
    const first = story.say(0, [story.founding], { refs: ['refs/admins/!https'], keys: [alice, bob] })
    const set = story.say(0, [first], { refs: ['refs/app/!meta'], rules: [['refs/app/!meta', rule]] })
    const keys = story.say(1, [first], { refs: ['refs/admins/!https'], keys: [alice] })
    const [before, apart] = [[set], [set, keys]].map(past =>
      story.say(2, past, { refs: ['refs/app/!code'], account: as(alice, past.length) })
    ) as [Entry, Entry]
    expect([before, apart].map(entry => story.standing(entry))).toEqual(['standing', 'void'])
    const update = { ref: 'refs/app/!code', old: undefined, new: before.id }
    const denial = story.ledger.denial(chainOf(2), [update], {}, alice)
    expect(denial).toMatchObject({ node: 'app', hidden: [rule[0]!.from] })
    const again = story.say(0, [set, keys], { refs: ['refs/app/!meta'], rules: [['refs/app/!meta', rule]] })
    const [shown, removed] = [alice, bob].map((who, at) =>
      story.say(2, [again], { refs: ['refs/app/!code'], account: as(who, 10 + at) })
    ) as [Entry, Entry]
    expect([shown, removed].map(entry => story.standing(entry))).toEqual(['standing', 'void'])
    expect(story.ledger.denial(chainOf(2), [update], {}, bob)?.hidden).toBeUndefined()
  })

  test('shows the keys that it found, to who had not seen it too where it is about them', () => {
    const { story, set } = ruled()
    const crew: RuleSet = [{ ...rule[0]!, from: { node: 'crew', path: 'keys' } }]
    const keys = story.say(0, [set], { refs: ['refs/crew/!https'], keys: [alice] })
    const other = story.say(0, [keys], { refs: ['refs/app/!meta'], rules: [['refs/app/!meta', crew]] })
    const use = story.say(2, [keys], { refs: ['refs/app/!code'], account: as(alice, 1) })
    expect([other, use].map(entry => story.standing(entry))).toEqual(['standing', 'standing'])
  })

  test('finds the release that stood when it was set, not one that a revocation had taken', () => {
    const story = new Story()
    const keys = story.say(0, [story.founding], { refs: ['refs/admins/!https'], keys: [alice] })
    const taken = story.say(1, [keys], { refs: ['refs/admins/!https'], keys: [bob] })
    const revokes = [{ key: did(1), cut: [] }]
    const revoke = story.say(0, [keys, taken], { refs: ['refs/!trust/1/!credential'], revokes })
    const set = story.say(0, [revoke], { refs: ['refs/app/!meta'], rules: [['refs/app/!meta', rule]] })
    const [use, other] = [alice, bob].map((who, at) =>
      story.say(2, [set], { refs: ['refs/app/!code'], account: as(who, at) })
    ) as [Entry, Entry]
    expect([taken, set, use, other].map(entry => story.standing(entry))).toEqual([
      'struck',
      'standing',
      'standing',
      'void'
    ])
  })

  test('who is taken out of a file that nobody had shown has lost the right, whoever shows it later', () => {
    const story = new Story()
    const set = story.say(0, [story.founding], { refs: ['refs/app/!meta'], rules: [['refs/app/!meta', rule]] })
    const first = story.say(1, [story.founding], { refs: ['refs/admins/!https'], keys: [alice] })
    const second = story.say(0, [set, first], { refs: ['refs/admins/!https'], keys: [] })
    // By who pretends not to have seen that, at a node of its own.
    const shows = story.say(2, [set, first], { refs: ['refs/own/!meta'], rules: [['refs/own/!meta', rule]] })
    const use = story.say(2, [shows], { refs: ['refs/app/!code'], account: as(alice, 1) })
    expect([second, shows, use].map(entry => story.standing(entry))).toEqual(['standing', 'standing', 'struck'])
  })

  test('is judged as it stood before the changeset that changes it', () => {
    const story = new Story()
    const keys = story.say(0, [story.founding], { refs: ['refs/admins/!https'], keys: [alice] })
    const records: RuleSet = [{ ...rule[0]!, only: ['!meta'] }]
    const set = story.say(0, [keys], { refs: ['refs/app/!meta'], rules: [['refs/app/!meta', records]] })
    const wider: RuleSet = [{ ...rule[0]!, only: ['!meta', '!https'] }]
    const both = story.say(2, [set], {
      refs: ['refs/app/!https', 'refs/app/!meta'],
      rules: [['refs/app/!meta', wider]],
      account: as(alice, 1)
    })
    expect(story.standing(both)).toBe('void')
  })

  test('below another is set by who may write the record above, or allows nobody anything new', () => {
    const story = new Story()
    const from = { node: 'admins', path: 'keys' }
    const scoped = story.say(0, [story.founding], {
      refs: ['refs/!trust/7/!credential'],
      grants: [grantOf(root, did(3), 'admin', 'org/x')]
    })
    const keys = story.say(0, [scoped], { refs: ['refs/admins/!https'], keys: [alice] })
    const all: RuleSet = [{ name: 'all', from, only: ['!code', '!meta'] }]
    const set = story.say(0, [keys], { refs: ['refs/org/!meta'], rules: [['refs/org/!meta', all]] })
    const give = (kube: number, rules: RuleSet, account?: EntryAccount) =>
      story.say(kube, [set], {
        refs: ['refs/org/x/!meta'],
        rules: [['refs/org/x/!meta', rules]],
        ...(account && { account })
      })
    const wider: RuleSet = [{ name: 'wider', from, only: ['!meta', '!https'] }]
    // An admin of org/x alone, who has no right to the record of org.
    expect(story.standing(give(3, wider))).toBe('void')
    expect(story.standing(give(3, [{ name: 'narrower', from, only: ['!meta'] }]))).not.toBe('void')
    expect(story.standing(give(2, wider, as(alice, 1)))).not.toBe('void')
  })

  test('makes the node whose file it names one that admins alone write', () => {
    const { story, set } = ruled()
    const writer = story.say(2, [set], { refs: ['refs/admins/!https'], keys: [alice, did(2)] })
    expect(story.standing(writer)).toBe('void')
    expect(story.ledger.reason(writer.id)).toContain('takes its keys from /admins')
  })
})

describe('the signature of an account', () => {
  test('is good once in its window', () => {
    const { story, set } = ruled()
    const once = story.say(2, [set], { refs: ['refs/app/!code'], account: as(alice, 1) })
    const twice = story.say(2, [once], { refs: ['refs/app/!code'], account: as(alice, 1) })
    const other = story.say(2, [twice], { refs: ['refs/app/!code'], account: as(alice, 2, 1) })
    expect([once, twice, other].map(entry => story.standing(entry))).toEqual(['standing', 'void', 'standing'])
    expect(story.ledger.reason(twice.id)).toBe('the signature of its account was used before')
  })

  test('gives the rights of the account alone, not those of the KUBE that carries it', () => {
    const story = new Story()
    const entry = story.say(0, [story.founding], { refs: ['refs/x/!https'], account: as(bob, 1) })
    expect(story.standing(entry)).toBe('void')
  })

  test('is worth nothing on a KUBE that is in no more', () => {
    const { story, set } = ruled()
    const cut = [headOf(story.founding)]
    const gone = story.say(0, [set], {
      refs: [`refs/!trust/${chainOf(3)}/!revoked`],
      revokes: [{ key: did(3), cut }]
    })
    const carried = story.say(3, [set], { refs: ['refs/app/!code'], account: as(alice, 1) })
    const after = story.say(3, [carried, gone], { refs: ['refs/app/!code'], account: as(alice, 2, 1) })
    expect([carried, after].map(entry => story.standing(entry))).toEqual(['struck', 'void'])
  })
})

describe('a revocation', () => {
  const writes = (story: Story, past: Entry) => story.say(2, [past], { refs: ['refs/x/!https'] })
  const revoke = (story: Story, by: number, past: Entry[], key: string, cut: Entry[]) =>
    story.say(by, past, { refs: [`refs/!trust/${key.slice(-8)}/!revoked`], revokes: [{ key, cut: cut.map(headOf) }] })

  test('believes what is up to its cut, seen or not, and strikes what is behind', () => {
    const story = new Story()
    const before = writes(story, story.founding)
    const late = writes(story, before)
    const gone = revoke(story, 0, [story.founding, late], did(2), [before])
    const concurrent = writes(story, late)
    const after = story.say(2, [concurrent, gone], { refs: ['refs/y/!https'] })
    expect([before, late, concurrent, after].map(entry => story.standing(entry))).toEqual([
      'standing',
      'struck',
      'struck',
      'void'
    ])
    expect(story.ledger.ref('refs/x/!https')).toBe(before.updates[0]!.new)
    expect(story.ledger.conflicts().map(({ entry }) => entry)).toEqual([concurrent.id])
    expect(story.ledger.reason(concurrent.id)).toContain('was revoked')
  })

  test('ends one credential and leaves the others', () => {
    const story = new Story()
    const more = story.say(0, [story.founding], {
      refs: ['refs/!trust/3/!credential'],
      grants: [grantOf(did(0), did(2), 'write', 'x')]
    })
    const credential = grantOf(root, did(2), 'write').id
    const gone = story.say(0, [more], { refs: ['refs/!trust/4/!revoked'], revokes: [{ credential, cut: [] }] })
    const inside = story.say(2, [gone], { refs: ['refs/x/y/!https'] })
    const outside = story.say(2, [inside], { refs: ['refs/z/!https'] })
    expect([inside, outside].map(entry => story.standing(entry))).toEqual(['standing', 'void'])
  })

  test('ends the branch that is false, also where both were seen', () => {
    const story = new Story()
    const own = writes(story, story.founding)
    const right = story.say(2, [own], { refs: ['refs/x/!https'] })
    const wrong = story.say(2, [own], { refs: ['refs/x/!https'] })
    const seen = story.say(1, [story.founding, right, wrong], { refs: ['refs/w/!https'] })
    expect(story.ledger.forks()).toHaveLength(1)
    revoke(story, 0, [story.founding, seen], did(2), [right])
    expect([own, right, wrong].map(entry => story.standing(entry))).toEqual(['standing', 'standing', 'struck'])
  })

  test('of an admin takes what it granted behind the cut with it', () => {
    const story = new Story()
    const given = story.say(1, [story.founding], {
      refs: ['refs/!trust/5/!credential'],
      grants: [grantOf(did(1), did(4), 'write')]
    })
    const used = story.say(4, [given], { refs: ['refs/x/!https'] })
    expect(story.standing(used)).toBe('standing')
    revoke(story, 0, [story.founding, used], did(1), [])
    expect(story.standing(used)).toBe('struck')
    expect(story.ledger.grants(did(4))).toEqual([])
  })

  test('by a senior strikes that by a junior, and not the other way round', () => {
    const story = new Story()
    const senior = revoke(story, 0, [story.founding], did(1), [])
    const junior = revoke(story, 1, [story.founding], did(0), [story.founding])
    expect([senior, junior].map(entry => story.standing(entry))).toEqual(['standing', 'struck'])
  })

  test('of equals that strike each other: neither counts', () => {
    const story = new Story()
    const own = writes(story, story.founding)
    const admin = story.say(1, [story.founding], { refs: ['refs/w/!https'] })
    // One key in two hands: each ends the branch of the other.
    const one = revoke(story, 1, [admin, own], did(1), [admin])
    const two = revoke(story, 1, [admin, own], did(1), [admin])
    const use = story.say(1, [one], { refs: ['refs/v/!https'] })
    expect([one, two].map(entry => story.standing(entry))).toEqual(['struck', 'struck'])
    expect(story.standing(use)).toBe('void')
  })
})

describe('the seniority of an admin', () => {
  const revoke = (story: Story, kube: number, past: Entry, key: string): Entry =>
    story.say(kube, [past], { refs: [`refs/!trust/${key}/!revoked`], revokes: [{ key, cut: [headOf(past)] }] })

  test.each([
    ['to himself', [grantOf(did(1), did(1), 'admin')]],
    ['in a circle', [grantOf(did(1), did(3), 'admin'), grantOf(did(3), did(1), 'admin')]]
  ])('does not come from what he granted %s, however often it is carried', (_, grants) => {
    const story = new Story()
    let past = story.founding
    for (let n = 0; n < 60; n++) past = story.say(1, [past], { refs: ['refs/!trust/x/!credential'], grants })
    const junior = revoke(story, 1, past, did(0))
    const senior = revoke(story, 0, past, did(1))
    expect(story.standing(senior)).toBe('standing')
    expect(story.standing(junior)).toBe('struck')
  })

  test('is found at the end of a long chain of issuers', () => {
    const story = new Story()
    let [past, issuer] = [story.founding, did(1)]
    for (let n = 0; n < 2_500; n++) {
      const subject = n === 2_499 ? did(3) : didOfKey(sha256(`issuer ${n}`))
      past = story.say(1, [past], { refs: ['refs/!trust/x/!credential'], grants: [grantOf(issuer, subject, 'admin')] })
      issuer = subject
    }
    revoke(story, 0, past, did(4))
    const junior = revoke(story, 3, past, did(0))
    const senior = revoke(story, 0, past, did(3))
    expect([senior, junior].map(({ id }) => story.ledger.standing(id))).toEqual(['standing', 'struck'])
  })

  test('is found where each machine was let in by the one before', () => {
    const story = new Story()
    let past = story.founding
    for (let n = 1; n < 1_500; n++) {
      const kube = n === 1 ? 1 : 10 + n
      const grants = (['admin', 'member'] as const).map(role => grantOf(did(kube), did(11 + n), role))
      past = story.say(kube, [past], { refs: [`refs/!trust/${n}/!credential`], grants })
    }
    const junior = revoke(story, 1_510, past, did(0))
    const senior = revoke(story, 0, past, did(1_510))
    expect([senior, junior].map(({ id }) => story.ledger.standing(id))).toEqual(['standing', 'struck'])
  })
})

describe('a withdrawal strikes a concurrent use', () => {
  test('when a rule no longer lists what it wrote, though the rule lost the merge itself', () => {
    const { story, set } = ruled()
    const narrower: RuleSet = [{ ...rule[0]!, only: ['!dev/*'] }]
    const taken = story.say(1, [set], {
      refs: ['refs/app/!meta', 'refs/q/!https'],
      rules: [['refs/app/!meta', narrower]]
    })
    const code = story.say(2, [set], { refs: ['refs/app/!code'], account: as(alice, 1) })
    const branch = story.say(3, [set], { refs: ['refs/app/!dev/x'], account: as(alice, 2) })
    const rival = story.say(2, [code], { refs: ['refs/q/!https'] })
    expect(story.standing(taken)).toBe('set-aside')
    expect(story.standing(rival)).toBe('standing')
    expect([code, branch].map(entry => story.standing(entry))).toEqual(['struck', 'standing'])
  })

  test('when a key is no longer in the file, and lets it stand once an admin has made it his own', () => {
    const { story, set } = ruled()
    const code = story.say(2, [set], { refs: ['refs/app/!code'], account: as(alice, 1) })
    const removed = story.say(1, [set], { refs: ['refs/admins/!https'], keys: [bob] })
    expect(story.standing(code)).toBe('struck')
    const restored = story.say(0, [set, code, removed], { refs: ['refs/app/!code'] })
    expect(story.standing(restored)).toBe('standing')
    expect(story.ledger.conflicts()).toEqual([])
  })

  test('and a change of the record that leaves its rules alone strikes nothing', () => {
    const { story, set } = ruled()
    const wider: RuleSet = [{ ...rule[0]!, only: ['!code', '!dev/*', '!https'] }]
    const grown = story.say(0, [set], { refs: ['refs/app/!meta'], rules: [['refs/app/!meta', wider]] })
    const site = story.say(2, [grown], { refs: ['refs/app/!https'], account: as(alice, 1) })
    const title = story.say(1, [set], { refs: ['refs/app/!meta'], rules: [['refs/app/!meta', rule]] })
    expect(['set-aside', 'standing']).toContain(story.standing(title))
    expect(story.standing(site)).toBe('standing')
  })
})
