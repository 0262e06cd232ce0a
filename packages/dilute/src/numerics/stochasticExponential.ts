import { OutOfDomain } from './failures.js'

/**
 * e^{Wt} of a Markov process: W_kl = rates[k·n + l] from l to k (n × n, row-major, [to][from], the diagonal ignored),
 * W_ll = −Σ_k W_kl. Entry [to][from] of the result is the probability to be in `to` at t after `from` at 0. Only
 * non-negative numbers are added and multiplied, and columns are kept at sum one, so that the tiniest probability keeps
 * its relative accuracy and no time is too long.
 * @throws RangeError for a rate that is negative or not finite, and for a time that is negative or not finite.
 */
export function stochasticExponential(n: number, rates: Float64Array, time: number): Float64Array {
  if (!(time >= 0 && time < Infinity))
    throw new OutOfDomain('time', `a time must be finite and not negative, but is ${time}`, time)
  const fastest = fastestDecay(n, rates)
  const halvings = fastest === 0 || time === 0 ? 0 : Math.max(0, Math.ceil(Math.log2(fastest) + Math.log2(time)) + 1)
  let probabilities = shortTime(n, rates, halved(time, halvings), fastest)
  for (let s = 0; s < halvings; s++) {
    const next = square(n, probabilities)
    if (same(next, probabilities)) break
    probabilities = next
  }
  return probabilities
}

function same(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** In two steps, since 2^−halvings alone may underflow. */
const halved = (time: number, halvings: number): number =>
  time * 2 ** -Math.floor(halvings / 2) * 2 ** -Math.ceil(halvings / 2)

/** Terms of the series, enough for (qt)^terms/terms! below the rounding at qt = 1/2. */
const terms = 16

/** max_l Σ_k W_kl. */
function fastestDecay(n: number, rates: Float64Array): number {
  let fastest = 0
  for (let l = 0; l < n; l++) {
    let out = 0
    for (let k = 0; k < n; k++) {
      const rate = rates[k * n + l]!
      if (k !== l && !(rate >= 0 && rate < Infinity))
        throw new OutOfDomain(
          'rates',
          `the rate from ${l} to ${k} must be finite and not negative, but is ${rate}`,
          rate,
        )
      if (k !== l) out += rate
    }
    fastest = Math.max(fastest, out)
  }
  return fastest
}

/**
 * e^{−qt} Σ_j X^j/j!, X = (W + q)t, q the fastest decay, qt ≤ 1/2: every term non-negative. Horner's scheme in X⁴: six
 * products for sixteen terms.
 */
function shortTime(n: number, rates: Float64Array, t: number, q: number): Float64Array {
  const x = stepMatrix(n, rates, t, q)
  const x2 = product(n, x, x)
  const powers = [x, x2, product(n, x2, x), product(n, x2, x2)] as const
  let sum = fourTerms(n, powers, terms - 4)
  for (let j = terms - 8; j >= 0; j -= 4) {
    const higher = product(n, sum, powers[3])
    sum = fourTerms(n, powers, j)
    for (let i = 0; i < sum.length; i++) sum[i]! += higher[i]!
  }
  const decay = Math.exp(-q * t)
  for (let i = 0; i < sum.length; i++) sum[i]! *= decay
  return normalized(n, sum)
}

/** (W + q)t. */
function stepMatrix(n: number, rates: Float64Array, t: number, q: number): Float64Array {
  const x = new Float64Array(n * n)
  for (let l = 0; l < n; l++) {
    let out = 0
    for (let k = 0; k < n; k++) {
      if (k === l) continue
      x[k * n + l] = rates[k * n + l]! * t
      out += x[k * n + l]!
    }
    x[l * n + l] = Math.max(0, q * t - out)
  }
  return x
}

/** 1/j! + X/(j+1)! + X²/(j+2)! + X³/(j+3)!. */
function fourTerms(
  n: number,
  [x, x2, x3]: readonly [Float64Array, Float64Array, Float64Array, Float64Array],
  j: number,
): Float64Array {
  const c0 = inverseFactorial(j),
    c1 = c0 / (j + 1),
    c2 = c1 / (j + 2),
    c3 = c2 / (j + 3)
  const out = new Float64Array(n * n)
  for (let i = 0; i < out.length; i++) out[i] = c1 * x[i]! + c2 * x2[i]! + c3 * x3[i]!
  for (let i = 0; i < n; i++) out[i * n + i]! += c0
  return out
}

function inverseFactorial(j: number): number {
  let factorial = 1
  for (let i = 2; i <= j; i++) factorial *= i
  return 1 / factorial
}

const square = (n: number, a: Float64Array): Float64Array => normalized(n, product(n, a, a))

/**
 * Columns of sum one. A diagonal of more than one half is what the others leave of one, which keeps the small others
 * untouched; else the column is divided by its sum.
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

/** A·B, four columns of A at a time. */
function product(n: number, a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    const row = i * n
    let j = 0
    for (; j + 3 < n; j += 4) {
      const x0 = a[row + j]!,
        x1 = a[row + j + 1]!,
        x2 = a[row + j + 2]!,
        x3 = a[row + j + 3]!
      const b0 = j * n,
        b1 = b0 + n,
        b2 = b1 + n,
        b3 = b2 + n
      for (let k = 0; k < n; k++) out[row + k]! += x0 * b[b0 + k]! + x1 * b[b1 + k]! + x2 * b[b2 + k]! + x3 * b[b3 + k]!
    }
    for (; j < n; j++) for (let k = 0, x = a[row + j]!; k < n; k++) out[row + k]! += x * b[j * n + k]!
  }
  return out
}
