import { gaussLegendre, type QuadratureRule } from '../../numerics/index.js'

/**
 * Orthonormal polynomials on the reference sector x in [−1, 1] whose length is 2; for a sector of length h values scale
 * with √(2/h), the kinetic matrix with (2/h)². Free sectors: √(i + ½) P_i. Sectors behind a wall at x = −1: √(i + a +
 * ½) ((1+x)/2)^a P_i^{(0,2a)}, which vanish there with the power a.
 */
export interface SectorBasis {
  /** p + 1 functions. */
  readonly size: number
  readonly rule: QuadratureRule
  /** Function i at node g, [i·nodes + g]. */
  readonly values: Float64Array
  /** ∫ φ_i′φ_j′ dx, [i·size + j]. */
  readonly kinetic: Float64Array
  /** φ_i(−1) and φ_i(1). */
  readonly left: Float64Array
  readonly right: Float64Array
}

/** Nodes beyond p + 1 for products of two basis functions and a potential. */
const extraNodes = 12

const known = new Map<string, SectorBasis>()

/**
 * Polynomials of p + 1 degrees from `power` on, that of the wall; zero is none. Depends on nothing else and is kept.
 */
export function sectorBasis(order: number, power: number): SectorBasis {
  const key = `${order} ${power}`
  const found = known.get(key) ?? (power > 0 ? wallBasis(order, power) : legendreBasis(order))
  known.set(key, found)
  return found
}

function legendreBasis(order: number): SectorBasis {
  const size = order + 1
  const rule = gaussLegendre(size + extraNodes)
  const norm = Float64Array.from({ length: size }, (_, i) => Math.sqrt(i + 0.5))
  return {
    size,
    rule,
    values: tabulate(size, rule, (x, out) => {
      jacobi(size, 0, x, out)
      for (let i = 0; i < size; i++) out[i]! *= norm[i]!
    }),
    kinetic: legendreKinetic(size),
    left: norm.map((n, i) => (i % 2 === 0 ? n : -n)),
    right: norm,
  }
}

/** n_i n_j k(k + 1), k = min(i, j), for even i + j. */
function legendreKinetic(size: number): Float64Array {
  const out = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = i % 2; j < size; j += 2) {
      const k = Math.min(i, j)
      out[i * size + j] = Math.sqrt((i + 0.5) * (j + 0.5)) * k * (k + 1)
    }
  }
  return out
}

function wallBasis(order: number, power: number): SectorBasis {
  const size = order + 1
  const rule = gaussLegendre(size + power - 1 + extraNodes)
  const right = Float64Array.from({ length: size }, (_, i) => Math.sqrt(i + power + 0.5))
  const values = tabulate(size, rule, (x, out) => {
    jacobi(size, 2 * power, x, out)
    const rise = ((1 + x) / 2) ** power
    for (let i = 0; i < size; i++) out[i]! *= right[i]! * rise
  })
  return {
    size,
    rule,
    values,
    kinetic: wallKinetic(values, size, size + power, rule),
    left: new Float64Array(size),
    right,
  }
}

/**
 * C T Cᵀ with C the coefficients of the functions in `inner` Legendre polynomials and T their kinetic matrix. Beyond its
 * degree a function has none: rounding there would be multiplied by the largest entries of T.
 */
function wallKinetic(values: Float64Array, size: number, inner: number, rule: QuadratureRule): Float64Array {
  const points = rule.nodes.length
  const own = tabulate(inner, rule, (x, out) => {
    jacobi(inner, 0, x, out)
    for (let j = 0; j < inner; j++) out[j]! *= Math.sqrt(j + 0.5)
  })
  const c = new Float64Array(size * inner)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i + inner - size; j++) {
      let sum = 0
      for (let g = 0; g < points; g++) sum += rule.weights[g]! * values[i * points + g]! * own[j * points + g]!
      c[i * inner + j] = sum
    }
  }
  return sandwich(c, legendreKinetic(inner), size, inner)
}

function sandwich(c: Float64Array, t: Float64Array, rows: number, inner: number): Float64Array {
  const ct = new Float64Array(rows * inner)
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < inner; k++)
      for (let j = 0; j < inner; j++) ct[i * inner + j]! += c[i * inner + k]! * t[k * inner + j]!
  const out = new Float64Array(rows * rows)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < rows; j++)
      for (let k = 0; k < inner; k++) out[i * rows + j]! += ct[i * inner + k]! * c[j * inner + k]!
  return out
}

function tabulate(size: number, rule: QuadratureRule, fill: (x: number, out: Float64Array) => void): Float64Array {
  const points = rule.nodes.length
  const out = new Float64Array(size * points)
  const at = new Float64Array(size)
  rule.nodes.forEach((x, g) => {
    fill(x, at)
    for (let i = 0; i < size; i++) out[i * points + g] = at[i]!
  })
  return out
}

/** P_n^{(0,b)}(x) for n < size, by the three-term recurrence (DLMF 18.9.2). */
function jacobi(size: number, b: number, x: number, out: Float64Array): void {
  out[0] = 1
  if (size > 1) out[1] = 1 + ((b + 2) * (x - 1)) / 2
  for (let n = 2; n < size; n++) {
    const s = 2 * n + b
    const slope = (s - 1) * (s * (s - 2) * x - b * b) * out[n - 1]!
    out[n] = (slope - 2 * (n - 1) * (n + b - 1) * s * out[n - 2]!) / (2 * n * (n + b) * (s - 2))
  }
}
