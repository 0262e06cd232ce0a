import { euclideanNorm } from './extremes.js'
import { over, scaled, smaller, toNumber, type Extended } from './extended.js'

/**
 * E = Σ_j left_j · scales_j · right_jᵀ with orthonormal left_j (m entries) and right_j (r entries); scales descending,
 * over any range.
 */
export interface GradedSingularSystem {
  readonly scales: readonly Extended[]
  readonly left: readonly Float64Array[]
  readonly right: readonly Float64Array[]
}

const mostSweeps = 60

/**
 * Singular values of a matrix of full column rank whose columns are given as vectors times scales, by one-sided Jacobi
 * rotations. Each keeps its relative accuracy, the tiniest too, where the vectors by themselves are well apart from
 * each other (Demmel & Veselić, SIAM J. Matrix Anal. Appl. 13, 1204 (1992)).
 */
export function gradedSingularSystem(
  columns: readonly Float64Array[],
  scales: readonly Extended[],
): GradedSingularSystem {
  const r = columns.length
  const left = columns.map((column) => column.slice())
  const sizes = scales.slice()
  left.forEach((column, j) => {
    sizes[j] = normalize(column, sizes[j]!)
  })
  const right = Array.from({ length: r }, (_, j) => Float64Array.from({ length: r }, (__, i) => (i === j ? 1 : 0)))
  for (let sweep = 0, turned = true; turned && sweep < mostSweeps; sweep++) {
    turned = false
    for (let i = 0; i < r; i++) for (let j = i + 1; j < r; j++) if (rotate(left, right, sizes, i, j)) turned = true
  }
  const order = sizes
    .map((_, j) => j)
    .sort((i, j) => (smaller(sizes[i]!, sizes[j]!) ? 1 : smaller(sizes[j]!, sizes[i]!) ? -1 : i - j))
  return { scales: order.map((j) => sizes[j]!), left: order.map((j) => left[j]!), right: order.map((j) => right[j]!) }
}

/** To length 1; what was taken out goes into the scale. */
function normalize(column: Float64Array, scale: Extended): Extended {
  const length = euclideanNorm(column)
  for (let i = 0; i < column.length; i++) column[i]! /= length
  return scaled(scale, length)
}

/**
 * Makes two columns orthogonal; false where they are. The larger one is `a`: tangents are in units of the ratio of
 * scales, which may vanish.
 */
function rotate(left: Float64Array[], right: Float64Array[], sizes: Extended[], i: number, j: number): boolean {
  const [a, b] = smaller(sizes[i]!, sizes[j]!) ? [j, i] : [i, j]
  const cosine = dot(left[a]!, left[b]!)
  if (Math.abs(cosine) <= Number.EPSILON) return false
  const ratio = toNumber(over(sizes[b]!, sizes[a]!))
  const gap = 1 - ratio * ratio
  const tangent = (-2 * cosine) / (gap + Math.sqrt(gap * gap + 4 * ratio * ratio * cosine * cosine))
  const turn = 1 / Math.sqrt(1 + (ratio * tangent) ** 2)
  combine(left[a]!, left[b]!, ratio * ratio * tangent, tangent, 1)
  combine(right[a]!, right[b]!, ratio * tangent, ratio * tangent, turn)
  sizes[a] = normalize(left[a]!, scaled(sizes[a]!, turn))
  sizes[b] = normalize(left[b]!, scaled(sizes[b]!, turn))
  return true
}

/** x ← factor(x − s·y), y ← factor(t·x + y). */
function combine(x: Float64Array, y: Float64Array, s: number, t: number, factor: number): void {
  for (let q = 0; q < x.length; q++) {
    const [u, v] = [x[q]!, y[q]!]
    x[q] = factor * (u - s * v)
    y[q] = factor * (t * u + v)
  }
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0
  for (let q = 0; q < x.length; q++) sum += x[q]! * y[q]!
  return sum
}
