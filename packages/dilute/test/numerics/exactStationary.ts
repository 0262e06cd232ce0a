/** A double as an integer times 2^−1100: exact for every double of modulus from 2^−1022 on, and below. */
export function toFixedPoint(x: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(x).buffer)[0]!
  const exponent = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const mantissa = exponent === 0 ? fraction : fraction | 0x10000000000000n
  // x = mantissa · 2^(max(exponent, 1) − 1075)
  const magnitude = mantissa << BigInt(Math.max(exponent, 1) + 25)
  return bits >> 63n ? -magnitude : magnitude
}

/** p/q rounded to a double, with all its digits unless it underflows. */
export function ratio(p: bigint, q: bigint): number {
  if (p === 0n) return 0
  const shift = BigInt(q.toString(2).length - p.toString(2).length + 64)
  const quotient = shift >= 0n ? (p << shift) / q : p / (q << -shift)
  return scaleDown(Number(quotient), Number(shift))
}

/** x · 2^−shift in steps that do not under- or overflow on the way. */
function scaleDown(x: number, shift: number): number {
  const half = Math.trunc(shift / 2)
  return x * 2 ** -half * 2 ** (half - shift)
}

/** The determinant by Bareiss' fraction-free elimination: integers throughout. */
function determinant(matrix: bigint[][]): bigint {
  const a = matrix.map((row) => row.slice())
  const n = a.length
  let sign = 1n
  let before = 1n
  for (let k = 0; k + 1 < n; k++) {
    const pivot = a.findIndex((row, i) => i >= k && row[k] !== 0n)
    if (pivot < 0) return 0n
    if (pivot !== k) {
      ;[a[k], a[pivot]] = [a[pivot]!, a[k]!]
      sign = -sign
    }
    for (let i = k + 1; i < n; i++) {
      for (let j = k + 1; j < n; j++) a[i]![j] = (a[i]![j]! * a[k]![k]! - a[i]![k]! * a[k]![j]!) / before
    }
    before = a[k]![k]!
  }
  return n === 0 ? 1n : sign * a[n - 1]![n - 1]!
}

/**
 * Stationary weights of a Markov process with rates [to][from], up to a common factor: the principal minors of −W,
 * exactly.
 */
export function exactWeights(rates: readonly (readonly number[])[]): bigint[] {
  const n = rates.length
  const w = rates.map((row) => row.map(toFixedPoint))
  const minusW = w.map((row, to) =>
    row.map((rate, from) =>
      to === from ? w.reduce((sum, other, i) => sum + (i === from ? 0n : other[from]!), 0n) : -rate,
    ),
  )
  const without = (k: number): bigint[][] =>
    minusW.filter((_, i) => i !== k).map((row) => row.filter((_, j) => j !== k))
  return Array.from({ length: n }, (_, k) => determinant(without(k)))
}
