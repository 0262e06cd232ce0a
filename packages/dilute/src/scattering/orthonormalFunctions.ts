import { besselJ0 } from '../numerics/index.js'
import { distance, type ContactInteraction, type System } from '../model/index.js'
import { scatteringSites } from './separations.js'
import { distinctPoints, pointModes, type ModeMatrix } from './shellModes.js'

/**
 * d = 2, 3: the shell functions of the distinct points made orthonormal one after another, e^{ip·r_a} = Σ_μ R_aμ χ_μ
 * with RRᵀ = C. Points close together have C near one everywhere, and what is left of a function beside the first ones
 * is found from 1 − C, which keeps its digits. Any root of C gives the same probabilities; the symmetric one loses half
 * the digits of its small eigenvalues.
 */
export function orthonormalFunctions(
  system: System,
  mass: number,
  interaction: ContactInteraction & { dimension: 2 | 3 },
): ModeMatrix {
  const points = distinctPoints(interaction, scatteringSites(interaction))
  const distances = points.map((a) => points.map((b) => distance(interaction, a, b)))
  const root = new Float64Array(points.length ** 2)
  return pointModes(system, mass, interaction, points, (p) => fillRoot(interaction.dimension, p, distances, root))
}

/** Rᵀ, rows μ over points, since a mode matrix is contracted with sites on its right. */
function fillRoot(
  dimension: 2 | 3,
  p: number,
  distances: readonly (readonly number[])[],
  out: Float64Array,
): Float64Array {
  const m = distances.length
  const rest = distances.map((row) => row.map((r) => shellDefect(dimension, p * r)))
  // against the first function C_ab − C_a0C_b0 = D_a0 + D_b0 − D_ab − D_a0D_b0, D = 1 − C
  const first = rest.map((row) => row[0]!)
  const left = rest.map((row, a) => row.map((d, b) => first[a]! + first[b]! - d - first[a]! * first[b]!))
  out.fill(0)
  for (let a = 0; a < m; a++) out[a] = 1 - first[a]!
  for (let mode = 1; mode < m; mode++) eliminate(left, mode, out)
  return out
}

/** One step of Cholesky's: the function of point `mode` less its parts in the modes before it is the next mode. */
function eliminate(left: number[][], mode: number, out: Float64Array): void {
  const m = left.length
  const pivot = left[mode]![mode]!
  if (!(pivot > 0)) return
  const root = Math.sqrt(pivot)
  for (let a = mode; a < m; a++) out[mode * m + a] = left[mode]![a]! / root
  for (let a = mode + 1; a < m; a++)
    for (let b = mode + 1; b < m; b++) left[a]![b]! -= out[mode * m + a]! * out[mode * m + b]!
}

/** 1 − C(x): 1 − J₀(x), 1 − sin x/x, by their series below one. */
export function shellDefect(dimension: 2 | 3, x: number): number {
  if (x >= 1) return 1 - (dimension === 2 ? besselJ0(x) : Math.sin(x) / x)
  let term = 1
  let sum = 0
  for (let j = 1; j <= 10; j++) {
    term *= (-x * x) / (dimension === 2 ? 4 * j * j : 2 * j * (2 * j + 1))
    sum -= term
  }
  return sum
}
