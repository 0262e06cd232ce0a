/**
 * e^{Wt} of a Markov process: W_kl = rates[k·n + l] from l to k (n × n, row-major, [to][from], the diagonal ignored), W_ll = −Σ_k W_kl.
 * Entry [to][from] of the result is the probability to be in `to` at t after `from` at 0. Only non-negative numbers are added and multiplied,
 * and columns are kept at sum one, so that the tiniest probability keeps its relative accuracy and no time is too long.
 * @throws RangeError for a rate that is negative or not finite, and for a time that is negative or not finite.
 */
export function stochasticExponential(n: number, rates: Float64Array, time: number): Float64Array {
  if (!(time >= 0 && time < Infinity)) throw new RangeError(`a time must be finite and not negative, but is ${time}`)
  const fastest = fastestDecay(n, rates)
  const halvings = fastest === 0 || time === 0 ? 0 : Math.max(0, Math.ceil(Math.log2(fastest) + Math.log2(time)) + 1)
  let probabilities = shortTime(n, rates, halved(time, halvings), fastest)
  for (let s = 0; s < halvings; s++) {
    const next = square(n, probabilities)
    if (next.every((p, i) => p === probabilities[i])) break
    probabilities = next
  }
  return probabilities
}

/** In two steps, since 2^−halvings alone may underflow. */
const halved = (time: number, halvings: number): number => time * 2 ** -Math.floor(halvings / 2) * 2 ** -Math.ceil(halvings / 2)

/** Terms of the series, enough for (qt)^terms/terms! below the rounding at qt = 1/2. */
const terms = 16

/** max_l Σ_k W_kl. */
function fastestDecay(n: number, rates: Float64Array): number {
  let fastest = 0
  for (let l = 0; l < n; l++) {
    let out = 0
    for (let k = 0; k < n; k++) {
      const rate = rates[k * n + l]!
      if (k !== l && !(rate >= 0 && rate < Infinity)) throw new RangeError(`the rate from ${l} to ${k} must be finite and not negative, but is ${rate}`)
      if (k !== l) out += rate
    }
    fastest = Math.max(fastest, out)
  }
  return fastest
}

/** e^{−qt} Σ_j (W + q)^j t^j/j!, q the fastest decay, qt ≤ 1/2: every term non-negative. */
function shortTime(n: number, rates: Float64Array, t: number, q: number): Float64Array {
  const step = rates.map((rate) => rate * t)
  for (let l = 0; l < n; l++) {
    let out = 0
    for (let k = 0; k < n; k++) if (k !== l) out += step[k * n + l]!
    step[l * n + l] = Math.max(0, q * t - out)
  }
  const sum = identity(n)
  let term: Float64Array = identity(n)
  for (let j = 1; j <= terms; j++) {
    term = product(n, step, term).map((x) => x / j)
    for (let i = 0; i < sum.length; i++) sum[i]! += term[i]!
  }
  return normalized(n, sum.map((x) => x * Math.exp(-q * t)))
}

const square = (n: number, a: Float64Array): Float64Array => normalized(n, product(n, a, a))

/**
 * Columns of sum one. A diagonal of more than one half is what the others leave of one, which keeps the small others untouched;
 * else the column is divided by its sum.
 */
function normalized(n: number, a: Float64Array): Float64Array {
  for (let l = 0; l < n; l++) {
    let others = 0
    for (let k = 0; k < n; k++) if (k !== l) others += a[k * n + l]!
    if (others < 0.5) a[l * n + l] = 1 - others
    else for (let k = 0, total = others + a[l * n + l]!; k < n; k++) a[k * n + l]! /= total
  }
  return a
}

function identity(n: number): Float64Array {
  const one = new Float64Array(n * n)
  for (let i = 0; i < n; i++) one[i * n + i] = 1
  return one
}

function product(n: number, a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const x = a[i * n + j]!
      if (x !== 0) for (let k = 0; k < n; k++) out[i * n + k]! += x * b[j * n + k]!
    }
  }
  return out
}
