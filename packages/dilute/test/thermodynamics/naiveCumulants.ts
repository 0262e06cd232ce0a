import { pauliGenerator, type RateTable } from '../../src/generator/index.js'
import type { Cumulants } from '../../src/thermodynamics/index.js'

/**
 * The same perturbation theory without any gauge: right eigenvectors of the tilted generator order by order, 1ᵀr = (1,
 * 0, 0),
 *   W r₁ = (λ₁ − W₁)p,  W r₂ = (λ₂ − W₂)p + 2(λ₁ − W₁)r₁,  λ₁ = 1ᵀW₁p,  λ₂ = 1ᵀ(W₂p + 2W₁r₁),  λ₃ = 1ᵀ(W₃p + 3W₂r₁ +
 *   3W₁r₂).
 */
export function naiveCumulants(rates: RateTable, counts: Float64Array): Pick<Cumulants, 'mean' | 'noise' | 'skewness'> {
  const n = rates.size
  const w = [...pauliGenerator(rates)]
  const tilted = (power: number) => rates.values.map((a, i) => a * counts[i]! ** power)
  const [w1, w2, w3] = [tilted(1), tilted(2), tilted(3)]
  const apply = (m: Float64Array, v: readonly number[]) =>
    v.map((_, k) => v.reduce((sum, x, l) => sum + m[k * n + l]! * x, 0))
  const sum = (v: readonly number[]) => v.reduce((a, b) => a + b, 0)
  const solve = (right: readonly number[], total: number) =>
    gauss(
      [...Array.from({ length: n - 1 }, (_, k) => w.slice(k * n, k * n + n)), new Array<number>(n).fill(1)],
      [...right.slice(0, n - 1), total],
    )
  const p = solve(new Array<number>(n).fill(0), 1)
  const mean = sum(apply(w1, p))
  const r1 = solve(
    apply(w1, p).map((x, k) => mean * p[k]! - x),
    0,
  )
  const noise = sum(apply(w2, p)) + 2 * sum(apply(w1, r1))
  const [w1r1, w2p] = [apply(w1, r1), apply(w2, p)]
  const r2 = solve(
    p.map((x, k) => noise * x - w2p[k]! + 2 * (mean * r1[k]! - w1r1[k]!)),
    0,
  )
  return { mean, noise, skewness: sum(apply(w3, p)) + 3 * sum(apply(w2, r1)) + 3 * sum(apply(w1, r2)) }
}

/** Gaussian elimination with row exchanges. */
function gauss(a: number[][], b: number[]): number[] {
  const n = b.length
  for (let c = 0; c < n; c++) {
    const pivot = Array.from({ length: n - c }, (_, i) => c + i).sort(
      (i, j) => Math.abs(a[j]![c]!) - Math.abs(a[i]![c]!),
    )[0]!
    ;[a[c], a[pivot], b[c], b[pivot]] = [a[pivot]!, a[c]!, b[pivot]!, b[c]!]
    for (let r = 0; r < n; r++) {
      if (r === c) continue
      const f = a[r]![c]! / a[c]![c]!
      for (let k = c; k < n; k++) a[r]![k]! -= f * a[c]![k]!
      b[r]! -= f * b[c]!
    }
  }
  return b.map((x, i) => x / a[i]![i]!)
}
