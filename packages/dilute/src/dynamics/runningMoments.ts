/** A value with its standard error; null where the sample says nothing about it. */
export interface Estimate {
  readonly value: number
  readonly error: number | null
}

/**
 * Mean and central moments of quantities sampled together one by one, without keeping the samples: count, mean, Σδ²,
 * and Σδ³, Σδ⁴ where variances are to have error bars. The state is plain numbers that can be sent and merged; merging
 * in a given order gives the same last bits everywhere.
 */
export class RunningMoments {
  /** Three or five numbers per quantity. */
  readonly state: Float64Array
  private readonly entries: number

  constructor(
    readonly quantities = 1,
    private readonly highest: 2 | 4 = 4,
  ) {
    this.entries = highest + 1
    this.state = new Float64Array(this.entries * quantities)
  }

  /** Adds one number to the sample of a quantity (Pébay, Sandia report SAND2008-6212, eq. (1.6) and following). */
  add(x: number, quantity = 0): void {
    const s = this.state,
      at = this.entries * quantity
    const before = s[at]!,
      count = before + 1
    const delta = x - s[at + 1]!
    const step = delta / count
    const change = delta * step * before
    s[at] = count
    s[at + 1]! += step
    if (this.highest === 4) {
      s[at + 4]! +=
        change * step * step * (count * count - 3 * count + 3) + 6 * step * step * s[at + 2]! - 4 * step * s[at + 3]!
      s[at + 3]! += change * step * (count - 2) - 3 * step * s[at + 2]!
    }
    s[at + 2]! += change
  }

  /**
   * Adds one number to the samples of quantities that follow each other and were always sampled together; up to second
   * moments.
   */
  addTogether(values: Float64Array, first: number): void {
    const s = this.state
    const before = s[3 * first]!,
      share = 1 / (before + 1)
    for (let i = 0, at = 3 * first; i < values.length; i++, at += 3) {
      const delta = values[i]! - s[at + 1]!
      const step = delta * share
      s[at] = before + 1
      s[at + 1]! += step
      s[at + 2]! += delta * step * before
    }
  }

  /** Adds the samples of another state of the same quantities (eqs. (2.1), (3.1) and following of the same report). */
  merge(other: Float64Array): void {
    for (let at = 0; at < other.length; at += this.entries) if (other[at]! > 0) this.mergeOne(other, at)
  }

  private mergeOne(other: Float64Array, at: number): void {
    const s = this.state
    const a = s[at]!,
      b = other[at]!,
      n = a + b
    const d = other[at + 1]! - s[at + 1]!,
      d2 = (d * d) / n
    const a2 = s[at + 2]!,
      b2 = other[at + 2]!
    s[at] = n
    s[at + 1]! += (d * b) / n
    s[at + 2] = a2 + b2 + d2 * a * b
    if (this.highest === 2) return
    const a3 = s[at + 3]!,
      b3 = other[at + 3]!
    s[at + 3] = a3 + b3 + (d * d2 * a * b * (a - b)) / n + (3 * d * (a * b2 - b * a2)) / n
    s[at + 4]! +=
      other[at + 4]! +
      (d2 * d2 * a * b * (a * a - a * b + b * b)) / n +
      (6 * d2 * (a * a * b2 + b * b * a2)) / n +
      (4 * d * (a * b3 - b * a3)) / n
  }

  /**
   * The mean with its standard error; the error is null for fewer than two numbers. A sample of n tells nothing of what
   * happens less often than once in n: where something may happen that changes a number by `unit`, the error is not
   * below unit/n, the spread of an unseen one's share.
   */
  average(quantity = 0, unit = 0): Estimate {
    const [count = 0, mean = 0, second = 0] = this.state.subarray(this.entries * quantity)
    return { value: mean, error: count < 2 ? null : Math.max(Math.sqrt(second / (count - 1) / count), unit / count) }
  }

  /**
   * The unbiased variance with its standard error, from the fourth moment; null for fewer than two, and fewer than four
   * numbers. What was not seen may add unit²/n.
   */
  variance(quantity = 0, unit = 0): { readonly value: number | null; readonly error: number | null } {
    const [n = 0, , second = 0, , fourth = 0] = this.state.subarray(this.entries * quantity)
    if (n < 2) return { value: null, error: null }
    const value = second / (n - 1)
    const spread = (fourth / n - (value * value * (n - 3)) / (n - 1)) / n
    return { value, error: n < 4 ? null : Math.max(Math.sqrt(Math.max(0, spread)), (unit * unit) / n) }
  }
}
