/**
 * The calls admitted within the last minute, of an admin and of each of their API keys. It is what the table of calls says,
 * held in memory: a call counts for a minute from its admission, whatever became of it, with the tokens that it has
 * reserved or used.
 */

export const MINUTE_MS = 60_000

export type WindowEntry = { publicId: string; apiKeyId: number; atMs: number; tokens: number }
type WindowSum = { requests: number; tokens: number; lastAtMs: number }

const nothing: WindowSum = { requests: 0, tokens: 0, lastAtMs: 0 }

/** `null`: of all keys together. */
type Whose = number | null

export class MinuteWindow {
  /** By time. Those before `#first` have left. */
  #entries: WindowEntry[] = []
  #first = 0
  readonly #current = new Map<string, WindowEntry>()
  readonly #sums = new Map<Whose, WindowSum>()
  #nowMs: number | null = null
  readonly #load: (afterMs: number) => WindowEntry[]

  /** `load` reads the calls admitted after a moment, by time. */
  constructor(load: (afterMs: number) => WindowEntry[]) {
    this.#load = load
  }

  /** To be called before anything is asked or added. */
  moveTo(nowMs: number): void {
    // Where the time was set back, what had left counts again.
    if (this.#nowMs === null || nowMs < this.#nowMs) this.#reload(nowMs)
    this.#nowMs = nowMs
    while (this.#first < this.#entries.length && this.#entries[this.#first]!.atMs <= nowMs - MINUTE_MS) {
      this.#leave(this.#entries[this.#first]!)
      this.#first += 1
    }
    // Half of it has left: the room is given back.
    if (this.#first > 1_000 && this.#first * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#first)
      this.#first = 0
    }
  }

  /** A call that is not in it. */
  add(entry: WindowEntry): void {
    const last = this.#entries.at(-1)
    this.#entries.push(entry)
    if (last && last.atMs > entry.atMs) this.#entries.sort((a, b) => a.atMs - b.atMs)
    this.#enter(entry)
  }

  /** It used another number of tokens than it had reserved. */
  setTokens(publicId: string, tokens: number): void {
    const entry = this.#current.get(publicId)
    if (!entry) return
    for (const whose of [null, entry.apiKeyId]) this.#sums.get(whose)!.tokens += tokens - entry.tokens
    entry.tokens = tokens
  }

  /** As if the call had never been made. Answers what is to be added again to undo it. */
  remove(publicId: string): WindowEntry | null {
    const entry = this.#current.get(publicId)
    if (!entry) return null
    this.#leave(entry)
    this.#entries.splice(this.#entries.indexOf(entry, this.#first), 1)
    for (const whose of [null, entry.apiKeyId]) {
      const sum = this.#sums.get(whose)
      if (sum) sum.lastAtMs = this.#entries.findLast(({ apiKeyId }) => whose === null || apiKeyId === whose)!.atMs
    }
    return entry
  }

  sumOf(whose: Whose): WindowSum {
    return this.#sums.get(whose) ?? nothing
  }

  /** The keys that called. */
  apiKeyIds(): number[] {
    return [...this.#sums.keys()].filter((whose) => whose !== null)
  }

  /** When so many requests or tokens will have left. `null`: there are not so many. */
  findFreeAtMs(whose: Whose, unit: 'requests' | 'tokens', amount: number): number | null {
    if (amount <= 0) return this.#nowMs
    let left = 0
    for (let index = this.#first; index < this.#entries.length; index += 1) {
      const entry = this.#entries[index]!
      if (whose !== null && entry.apiKeyId !== whose) continue
      left += unit === 'requests' ? 1 : entry.tokens
      if (left >= amount) return entry.atMs + MINUTE_MS
    }
    return null
  }

  #reload(nowMs: number): void {
    this.#entries = []
    this.#first = 0
    this.#current.clear()
    this.#sums.clear()
    for (const entry of this.#load(nowMs - MINUTE_MS)) {
      this.#entries.push(entry)
      this.#enter(entry)
    }
  }

  #enter(entry: WindowEntry): void {
    this.#current.set(entry.publicId, entry)
    for (const whose of [null, entry.apiKeyId]) {
      const sum = this.#sums.get(whose) ?? { ...nothing }
      sum.requests += 1
      sum.tokens += entry.tokens
      sum.lastAtMs = Math.max(sum.lastAtMs, entry.atMs)
      this.#sums.set(whose, sum)
    }
  }

  #leave(entry: WindowEntry): void {
    this.#current.delete(entry.publicId)
    for (const whose of [null, entry.apiKeyId]) {
      const sum = this.#sums.get(whose)!
      sum.requests -= 1
      sum.tokens -= entry.tokens
      if (sum.requests === 0) this.#sums.delete(whose)
    }
  }
}
