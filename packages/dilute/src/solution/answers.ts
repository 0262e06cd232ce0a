import type { ComplexMatrix } from '../numerics/index.js'
import type { Measured, MeasuredArray, Populations } from '../thermodynamics/index.js'

/** One state of the levels: by level, NaN where that depends on a basis. */
export interface LevelState extends MeasuredArray {
  readonly values: Float64Array
  readonly errors: Float64Array
}

/** What the gases leave unchanged. */
export interface StationarySolution {
  readonly unique: boolean
  /** Whether rates that are not told from zero may make one of several stationary states; populations hold both. */
  readonly undecided: boolean
  /** How many independent operators the gases leave unchanged. */
  readonly dimension: number
  /**
   * By level, of the state that the Gibbs state (without a common β: all levels alike) relaxes to; NaN where that
   * depends on a basis.
   */
  readonly populations: Populations
  /** The same by group of equal levels. */
  readonly groups: Populations
  /** The same state, N × N in the basis of the levels. */
  readonly density: ComplexMatrix
  /** Every extremal stationary state. */
  readonly extremal: readonly LevelState[]
  /** max_k |p_k − q_k| of these populations from others by level. */
  readonly distance: (others: Float64Array) => number
}

/**
 * Entropy production in the stationary state; null where a part has no value, and `reasons` says why, by path in the
 * results.
 */
export interface EntropySolution {
  readonly total: Measured | null
  readonly schnakenberg: Measured | null
  readonly violation: Measured | null
  readonly reasons: Readonly<Record<string, string>>
}

/** How populations, and coherences of equal levels with them, relax. */
export interface RelaxationSolution {
  readonly eigenvalues: readonly (readonly [re: number, im: number])[]
  readonly eigenvaluesError: ArrayLike<number>
  readonly gap: number
  readonly gapError: number
  readonly reversibleGap: number | null
  readonly reversibleGapError: number | null
}

/**
 * Cumulants of the net numbers of transitions between all pairs, antisymmetric, symmetric, antisymmetric; [to][from].
 */
export interface PairCounting {
  readonly mean: Float64Array
  readonly meanError: Float64Array
  readonly noise: Float64Array
  readonly noiseError: Float64Array
  readonly skewness: Float64Array
  readonly skewnessError: Float64Array
}

/** One count. */
export interface Count {
  readonly mean: number
  readonly meanError: number
  readonly noise: number
  readonly noiseError: number
  readonly skewness: number
  readonly skewnessError: number
}

/**
 * Counting statistics of a stationary state: of the net numbers of transitions of each pair of levels or groups, and of
 * the heat of each gas.
 */
export interface CountingSolution {
  readonly pairs: PairCounting
  readonly cycles: readonly (Count & { readonly states: readonly number[] })[]
  /** Of each gas; null where levels have the same energy. */
  readonly heat: readonly Count[] | null
}

/**
 * All that follows from the stationary state; matrices are by group of equal levels, which are the levels where all are
 * single.
 */
export interface StationaryAnswers {
  readonly stationary: StationarySolution
  readonly currents: { readonly probability: MeasuredArray; readonly heat: MeasuredArray }
  /** From each gas into the system. */
  readonly heat: readonly Measured[]
  readonly entropy: EntropySolution
  readonly relaxation: RelaxationSolution
  /** null where the stationary state is not unique. */
  readonly counting: CountingSolution | null
}
