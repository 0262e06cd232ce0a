/**
 * The piecewise cubic through (x_i, y_i), x ascending, with the slopes of Fritsch and Butland (SIAM J. Sci. Stat.
 * Comput. 5, 300 (1984)): once differentiable, monotone wherever the data are, so that it never leaves the range of its
 * neighbours. Constant outside.
 */
export function monotoneCubic(x: readonly number[], y: readonly number[]): (at: number) => number {
  const slopes = monotoneSlopes(x, y)
  return (at) => {
    if (at <= x[0]!) return y[0]!
    if (at >= x.at(-1)!) return y.at(-1)!
    const i = intervalOf(x, at)
    const h = x[i + 1]! - x[i]!
    const t = (at - x[i]!) / h
    const hermite =
      y[i]! * (1 + 2 * t) * (1 - t) ** 2 +
      h * slopes[i]! * t * (1 - t) ** 2 +
      y[i + 1]! * t * t * (3 - 2 * t) +
      h * slopes[i + 1]! * t * t * (t - 1)
    return Math.min(Math.max(y[i]!, y[i + 1]!), Math.max(Math.min(y[i]!, y[i + 1]!), hermite))
  }
}

/** A weighted harmonic mean of the neighbouring secants, zero at an extremum; at the ends the secant itself. */
function monotoneSlopes(x: readonly number[], y: readonly number[]): Float64Array {
  const n = x.length
  const secant = (i: number): number => (y[i + 1]! - y[i]!) / (x[i + 1]! - x[i]!)
  return Float64Array.from({ length: n }, (_, i) => {
    if (i === 0) return secant(0)
    if (i === n - 1) return secant(n - 2)
    const [before, after] = [secant(i - 1), secant(i)]
    if (before * after <= 0) return 0
    const alpha = (1 + (x[i + 1]! - x[i]!) / (x[i + 1]! - x[i - 1]!)) / 3
    return (before * after) / (alpha * after + (1 - alpha) * before)
  })
}

function intervalOf(x: readonly number[], at: number): number {
  let [low, high] = [0, x.length - 2]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (x[middle]! <= at) low = middle
    else high = middle - 1
  }
  return low
}
