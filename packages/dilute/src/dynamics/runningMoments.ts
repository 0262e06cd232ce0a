/** Mean and central moments of numbers that come one by one, without keeping them. */
export class RunningMoments {
  private count = 0
  private mean = 0
  private second = 0
  private third = 0
  private fourth = 0

  /** Adds one number (Pébay, Sandia report SAND2008-6212, eq. (1.6) and following). */
  add(x: number): void {
    const before = this.count++
    const delta = x - this.mean
    const step = delta / this.count
    const change = delta * step * before
    this.mean += step
    this.fourth += change * step * step * (this.count * this.count - 3 * this.count + 3) + 6 * step * step * this.second - 4 * step * this.third
    this.third += change * step * (this.count - 2) - 3 * step * this.second
    this.second += change
  }

  /** The mean with its standard error; the error is null for fewer than two numbers. */
  average(): Estimate {
    return { value: this.mean, error: this.count < 2 ? null : Math.sqrt(this.second / (this.count - 1) / this.count) }
  }

  /** The unbiased variance with its standard error, from the fourth moment; null for fewer than two, and fewer than four numbers. */
  variance(): { readonly value: number | null; readonly error: number | null } {
    const n = this.count
    if (n < 2) return { value: null, error: null }
    const value = this.second / (n - 1)
    const spread = (this.fourth / n - (value * value * (n - 3)) / (n - 1)) / n
    return { value, error: n < 4 ? null : Math.sqrt(Math.max(0, spread)) }
  }
}

/** A value with its standard error; null where the sample says nothing about it. */
export interface Estimate {
  readonly value: number
  readonly error: number | null
}
