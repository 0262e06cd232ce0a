import { toFixedPoint } from '../numerics/exactStationary.js'

/** p/q with q > 0. */
export interface Fraction {
  readonly p: bigint
  readonly q: bigint
}

export function fraction(p: bigint, q = 1n): Fraction {
  let [a, b] = [p < 0n ? -p : p, q < 0n ? -q : q]
  while (b !== 0n) [a, b] = [b, a % b]
  const divisor = (a === 0n ? 1n : a) * (q < 0n ? -1n : 1n)
  return { p: p / divisor, q: q / divisor }
}

/** Any double, exactly. */
export const exact = (x: number): Fraction => fraction(toFixedPoint(x), 1n << 1100n)
export const add = (a: Fraction, b: Fraction): Fraction => fraction(a.p * b.q + b.p * a.q, a.q * b.q)
export const subtract = (a: Fraction, b: Fraction): Fraction => fraction(a.p * b.q - b.p * a.q, a.q * b.q)
export const multiply = (a: Fraction, b: Fraction): Fraction => fraction(a.p * b.p, a.q * b.q)
export const divide = (a: Fraction, b: Fraction): Fraction => fraction(a.p * b.q, a.q * b.p)
export const none = fraction(0n)
export const one = fraction(1n)
const total = (xs: readonly Fraction[]): Fraction => xs.reduce(add, none)

/** The nearest double, or close to it; 0 or ∞ beyond their range. */
export function asNumber({ p, q }: Fraction): number {
  if (p === 0n) return 0
  const size = p < 0n ? -p : p
  const shift = q.toString(2).length - size.toString(2).length + 64
  const quotient = shift >= 0 ? (size << BigInt(shift)) / q : size / (q << BigInt(-shift))
  const half = Math.trunc(shift / 2)
  return (p < 0n ? -1 : 1) * Number(quotient) * 2 ** -half * 2 ** (half - shift)
}

/** |x − exact| as a double. */
export const distance = (x: number, to: Fraction): number => Math.abs(asNumber(subtract(exact(x), to)))

/** Gauss and Jordan, exactly. */
export function solve(matrix: readonly (readonly Fraction[])[], right: readonly Fraction[]): Fraction[] {
  const a = matrix.map((row, i) => [...row, right[i]!])
  for (let c = 0; c < a.length; c++) {
    const pivot = a.findIndex((row, i) => i >= c && row[c]!.p !== 0n)
    ;[a[c], a[pivot]] = [a[pivot]!, a[c]!]
    const head = a[c]![c]!
    a[c] = a[c]!.map((x) => divide(x, head))
    a.forEach((row, i) => {
      const factor = row[c]!
      if (i !== c && factor.p !== 0n) a[i] = row.map((x, j) => subtract(x, multiply(factor, a[c]![j]!)))
    })
  }
  return a.map((row) => row.at(-1)!)
}

export type ExactRates = readonly (readonly Fraction[])[]

/** Rates [to][from] as fractions, the diagonal zero. */
export const exactRates = (n: number, rates: ArrayLike<number>): ExactRates =>
  Array.from({ length: n }, (_, k) => Array.from({ length: n }, (__, l) => (k === l ? none : exact(rates[k * n + l]!))))

/** The generator, its last row replaced by ones. */
const bordered = (rates: ExactRates): Fraction[][] =>
  rates.map((row, k) =>
    row.map((a, l) => {
      if (k === rates.length - 1) return one
      return k === l ? subtract(none, total(rates.map((other) => other[l]!))) : a
    }),
  )

/** Wx = right, Σx = sum, for an irreducible process. */
function inverted(rates: ExactRates, right: readonly Fraction[], sum: Fraction): Fraction[] {
  return solve(
    bordered(rates),
    right.map((x, k) => (k === rates.length - 1 ? sum : x)),
  )
}

export const exactPopulations = (rates: ExactRates): Fraction[] =>
  inverted(
    rates,
    rates.map(() => none),
    one,
  )

/** K_jk, from k to j. */
export function exactCurrents(rates: ExactRates): Fraction[][] {
  const p = exactPopulations(rates)
  return rates.map((row, j) => row.map((a, k) => subtract(multiply(a, p[k]!), multiply(rates[k]![j]!, p[j]!))))
}

/** Mean, noise and skewness by perturbation theory of the tilted generator, without any gauge. */
export function exactCumulants(
  rates: ExactRates,
  counts: ExactRates,
): readonly [mean: Fraction, noise: Fraction, skewness: Fraction] {
  const weighted = (power: number): Fraction[][] =>
    rates.map((row, k) => row.map((a, l) => Array.from({ length: power }, () => counts[k]![l]!).reduce(multiply, a)))
  const apply = (m: readonly (readonly Fraction[])[], v: readonly Fraction[]): Fraction[] =>
    m.map((row) => total(row.map((x, l) => multiply(x, v[l]!))))
  const times = (factor: bigint, x: Fraction): Fraction => multiply(fraction(factor), x)
  const [w1, w2, w3] = [weighted(1), weighted(2), weighted(3)]
  const p = exactPopulations(rates)
  const first = apply(w1, p)
  const mean = total(first)
  const r1 = inverted(
    rates,
    p.map((x, k) => subtract(multiply(mean, x), first[k]!)),
    none,
  )
  const [second, w1r1] = [apply(w2, p), apply(w1, r1)]
  const noise = add(total(second), times(2n, total(w1r1)))
  const r2 = inverted(
    rates,
    p.map((x, k) =>
      add(subtract(multiply(noise, x), second[k]!), times(2n, subtract(multiply(mean, r1[k]!), w1r1[k]!))),
    ),
    none,
  )
  return [mean, noise, add(total(apply(w3, p)), add(times(3n, total(apply(w2, r1))), times(3n, total(apply(w1, r2)))))]
}

/** det(λ − W). */
export function characteristic(rates: ExactRates, at: Fraction): Fraction {
  const a = rates.map((row, k) =>
    row.map((x, l) => (k === l ? add(at, total(rates.map((other) => other[l]!))) : subtract(none, x))),
  )
  let determinant = one
  for (let c = 0; c < a.length; c++) {
    const pivot = a.findIndex((row, i) => i >= c && row[c]!.p !== 0n)
    if (pivot < 0) return none
    if (pivot !== c) {
      ;[a[c], a[pivot]] = [a[pivot]!, a[c]!]
      determinant = subtract(none, determinant)
    }
    determinant = multiply(determinant, a[c]![c]!)
    for (let i = c + 1; i < a.length; i++) {
      const factor = divide(a[i]![c]!, a[c]![c]!)
      if (factor.p !== 0n) a[i] = a[i]!.map((x, j) => (j < c ? x : subtract(x, multiply(factor, a[c]![j]!))))
    }
  }
  return determinant
}
