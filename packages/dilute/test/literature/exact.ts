/** Exact populations of networks: minors of the generator by Kirchhoff's theorem, in whole numbers. */

/** Determinant by Bareiss's elimination, which stays in whole numbers. */
export function determinant(matrix: readonly (readonly bigint[])[]): bigint {
  const a = matrix.map((row) => [...row])
  const n = a.length
  let [sign, last] = [1n, 1n]
  for (let k = 0; k < n - 1; k++) {
    if (a[k]![k] === 0n) {
      const other = a.findIndex((row, i) => i > k && row[k] !== 0n)
      if (other < 0) return 0n
      ;[a[k], a[other], sign] = [a[other]!, a[k]!, -sign]
    }
    for (let i = k + 1; i < n; i++) {
      for (let j = k + 1; j < n; j++) a[i]![j] = (a[i]![j]! * a[k]![k]! - a[i]![k]! * a[k]![j]!) / last
    }
    last = a[k]![k]!
  }
  return n === 0 ? 1n : sign * a[n - 1]![n - 1]!
}

/** Σ over the trees that lead into each state of the product of their rates; `rates[i][j]` goes from i to j. */
export function treeWeights(rates: readonly (readonly bigint[])[]): bigint[] {
  const n = rates.length
  const leaving = rates.map((row, i) => row.reduce((sum, x, j) => (j === i ? sum : sum + x), 0n))
  const laplacian = rates.map((row, i) => row.map((x, j) => (i === j ? leaving[i]! : -x)))
  const states = [...Array(n).keys()]
  return states.map((root) => {
    const others = states.filter((i) => i !== root)
    return determinant(others.map((i) => others.map((j) => laplacian[i]![j]!)))
  })
}

/** numerator/denominator to so many significant digits. */
export function decimal(numerator: bigint, denominator: bigint, significant = 17): string {
  if (numerator === 0n) return '0'
  const negative = numerator < 0n !== denominator < 0n
  const [a, b] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator]
  let exponent = a.toString().length - b.toString().length
  const shifted = (e: number): bigint => {
    const [up, down] = e >= 0 ? [a * 10n ** BigInt(e), b] : [a, b * 10n ** BigInt(-e)]
    return (2n * up + down) / (2n * down)
  }
  let digits = shifted(significant - 1 - exponent).toString()
  if (digits.length < significant) {
    exponent--
    digits = shifted(significant - 1 - exponent).toString()
  }
  if (digits.length > significant) {
    exponent++
    digits = shifted(significant - 1 - exponent).toString()
  }
  return `${negative ? '-' : ''}${digits[0]!}.${digits.slice(1)}e${exponent}`
}
