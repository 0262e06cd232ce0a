import { poissonSolver, type PoissonSolver } from '../numerics/index.js'
import { sumRates, type RateTable } from '../rates/index.js'
import { stationaryStates } from './stationary.js'

/** The long-time growth of the first three cumulants of a count N(t), per unit time. */
export interface Cumulants {
  /** d⟨N⟩/dt. */
  readonly mean: number
  /** d⟨⟨N²⟩⟩/dt, the variance rate D. */
  readonly noise: number
  /** d⟨⟨N³⟩⟩/dt, the rate of the third cumulant. */
  readonly skewness: number
}

/** The stationary Pauli process, ready to count its transitions. */
export interface CountingProcess {
  /**
   * Cumulants of a count that changes by increments[part][k·N + l] with each transition from l to k that `part` causes; one N × N array
   * per rate table the process was made of. Exact derivatives at χ = 0 of the largest eigenvalue of W_kl → Σ_part a_kl e^{χ n_kl}.
   */
  readonly cumulants: (increments: readonly Float64Array[]) => Cumulants
}

/**
 * The process whose rates are the sum of `parts`: one table, or one per gas where transitions are told apart by their cause.
 * @throws RangeError where the stationary state is not unique, or the numbers of levels differ.
 */
export function countingProcess(parts: readonly RateTable[]): CountingProcess {
  const total = sumRates(parts)
  const { classes, extremal } = stationaryStates(total)
  if (classes.length !== 1) throw new RangeError(`counting needs a unique stationary state, but there are ${classes.length}`)
  const members = classes[0]!
  const within = (table: Float64Array): Float64Array => inner(total.levels, members, table)
  const process = {
    size: members.length,
    rates: parts.map(({ values }) => within(values)),
    populations: Float64Array.from(members, (k) => extremal[0]![k]!),
    solver: poissonSolver(members.length, within(total.values)),
  }
  return { cumulants: (increments) => eigenvalueDerivatives(process, increments.map(within)) }
}

/** The rows and columns of some levels. */
function inner(n: number, members: readonly number[], table: Float64Array): Float64Array {
  return Float64Array.from(members.flatMap((k) => members.map((l) => table[k * n + l]!)))
}

/** The levels that the stationary state visits; arrays are m × m over them. */
interface Process {
  readonly size: number
  readonly rates: readonly Float64Array[]
  readonly populations: Float64Array
  readonly solver: PoissonSolver
}

/**
 * Perturbation theory of the largest eigenvalue, in the gauge where it is simplest. Adding h_k − h_l to every n_kl is a similarity
 * transformation and leaves the eigenvalue alone; with Wᵀh = λ₁ − Σ_k a_kl n_kl, the counts m_kl = n_kl + h_k − h_l grow equally fast
 * from every level, the left eigenvector stays constant to first order, and
 *   λ₁ = Σ a_kl p_l n_kl,  λ₂ = Σ a_kl p_l m_kl²,  λ₃ = Σ a_kl p_l m_kl [m_kl² + 3(g_k − g_l)],  Wᵀg = λ₂ − Σ_k a_kl m_kl².
 * The noise is a sum of squares: it cannot become negative, and stays accurate where transitions to and fro nearly cancel.
 */
function eigenvalueDerivatives(process: Process, increments: readonly Float64Array[]): Cumulants {
  const { size, rates, populations, solver } = process
  const drift = drifts(size, rates, increments)
  const mean = average(populations, drift)
  const balanced = shifted(size, increments, solver.heights(drift.map((d) => mean - d)))
  const spread = drifts(size, rates, balanced.map((m) => m.map((x) => x * x)))
  const noise = average(populations, spread)
  const g = solver.heights(spread.map((d) => noise - d))
  const third = balanced.map((m) => m.map((x, entry) => x * (x * x + 3 * (g[Math.floor(entry / size)]! - g[entry % size]!))))
  return { mean, noise, skewness: average(populations, drifts(size, rates, third)) }
}

/** Σ over parts and k of a_kl n_kl: how fast a count grows from each level l. */
function drifts(size: number, rates: readonly Float64Array[], increments: readonly Float64Array[]): Float64Array {
  const drift = new Float64Array(size)
  rates.forEach((a, part) => {
    const n = increments[part]!
    for (let entry = 0; entry < a.length; entry++) drift[entry % size]! += a[entry]! * n[entry]!
  })
  return drift
}

function average(populations: Float64Array, values: Float64Array): number {
  let sum = 0
  for (let l = 0; l < values.length; l++) sum += populations[l]! * values[l]!
  return sum
}

/** n_kl + h_k − h_l between different levels; the diagonal is zero. */
function shifted(size: number, increments: readonly Float64Array[], h: Float64Array): Float64Array[] {
  return increments.map((n) => n.map((x, entry) => {
    const [k, l] = [Math.floor(entry / size), entry % size]
    return k === l ? 0 : x + (h[k]! - h[l]!)
  }))
}
