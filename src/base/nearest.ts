// The known word that somebody most likely meant.

/** Edits that turn `a` into `b`: insert, delete, replace, swap two neighbours (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  const row = (first: number) => Array.from({ length: b.length + 1 }, (_, j) => (j === 0 ? first : 0))
  let before = row(0)
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = row(i)
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      next[j] = Math.min(last[j]! + 1, next[j - 1]! + 1, last[j - 1]! + cost)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) next[j] = Math.min(next[j]!, before[j - 2]! + 1)
    }
    before = last
    last = next
  }
  return last[b.length]!
}

/** The nearest of `known`, or undefined when none is near enough to have been meant. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase().slice(0, 80)
  let found: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase())
    if (distance < least) {
      least = distance
      found = candidate
    }
  }
  if (found === undefined) return undefined
  return least <= Math.max(2, Math.floor(Math.max(wanted.length, found.length) / 3)) ? found : undefined
}
