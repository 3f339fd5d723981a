// A bounded map by text that forgets what was not asked for lately: of two generations the older goes when the newer is
// full, so that nothing is paid for the order.

export class Recent<Value> {
  readonly #max: number
  readonly #keyLengthMax: number
  #newer = new Map<string, Value>()
  #older = new Map<string, Value>()

  /** `max` entries in both generations; longer keys are not kept. */
  constructor(max: number, keyLengthMax = Number.POSITIVE_INFINITY) {
    this.#max = max
    this.#keyLengthMax = keyLengthMax
  }

  get(key: string): Value | undefined {
    const found = this.#newer.get(key)
    if (found !== undefined) return found
    const old = this.#older.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  set(key: string, value: Value): void {
    if (key.length > this.#keyLengthMax) return
    if (this.#newer.size >= this.#max / 2) {
      this.#older = this.#newer
      this.#newer = new Map()
    }
    this.#newer.set(key, value)
  }
}
