/**
 * The results of a study: plain data, the same in the command, the page and the library.
 * Matrices are nested arrays, `[to][from]` for rates; complex numbers are `[re, im]`.
 * Units: ħ = k_B = 1, energies and lengths in those that the study names.
 */
import type { Certificates, Residual } from '../generator/index.js'
import type { Complex } from '../model/index.js'
import type { Units } from './units/studyUnits.js'

export type { Complex }

/** One verdict of the symmetry tests: a relative residual and whether it counts as zero. */
export interface SymmetryVerdict {
  readonly residual: number
  readonly verdict: boolean
}

/** The antiunitary symmetry Θ = P·D·K of the model; `verdict: null` when the search was cut short. */
export interface AntiunitaryVerdict {
  readonly verdict: boolean | null
  /** Site i goes to site permutation[i]. */
  readonly permutation: readonly number[] | null
  /** Phases of D in radians, one per site. */
  readonly phases: readonly number[] | null
  readonly residual: number | null
}

/** What results say of their units, where the study names any. */
export interface UnitResults {
  /** Of energies and lengths here, and of the study's masses and temperatures; times are in ħ/energy. */
  readonly units?: Units
  /** Of the space of the gases, where they share one: densities are per length, area or volume. */
  readonly dimension?: number
  /** What a time of 1, ħ/energy, is in seconds; a rate of 1 is its inverse in 1/s. */
  readonly secondsPerTime?: number
  /** T of the β beside it, in the study's unit of temperatures; null where there is none. */
  readonly temperature?: number | null
}

/** A matrix by levels or groups; null where an entry has no meaning or no value, and `reasons` says why. */
export type Matrix = readonly (readonly (number | null)[])[]

/** Both sides of one thermalisation condition; for three levels 30a and 30b, in general one per level. */
export interface ThermalizationCondition {
  readonly equation: string
  readonly left: number
  readonly leftError: number
  readonly right: number
  readonly rightError: number
}

/** A cycle of levels and its affinity, the sum of ln a(k,l)/a(l,k) around it. */
export interface Cycle {
  /** Levels in the order of travel: states[0] → states[1] → … → states[0]. */
  readonly states: readonly number[]
  /** ln Π a(forward)/a(backward); null where it is infinite or one of the rates is not told from zero. */
  readonly affinity: number | null
  readonly affinityError: number | null
}

/** Whether a law is kept: true, false, or null where the error bars decide nothing. */
export type Verdict = boolean | null

/** A pair of levels (or of groups) [k, l]. */
export type LevelPair = readonly [k: number, l: number]

/** What is found of detailed balance at one point. */
export interface DetailedBalanceResults {
  /** I(k,l), null on the diagonal, where both rates vanish, where it overflows, and everywhere without a common β. */
  readonly ratio: Matrix
  readonly ratioError: Matrix
  /** ln I(k,l), finite at any β. */
  readonly logRatio: Matrix
  readonly logRatioError: Matrix
  /** The same between groups of equal levels; only there where some levels coincide. */
  readonly groupRatio?: Matrix
  readonly groupRatioError?: Matrix
  readonly groupLogRatio?: Matrix
  readonly groupLogRatioError?: Matrix
  /** All I are 1; without a common β, no cycle has an affinity (Kolmogorov). null: undecided. */
  readonly holds: Verdict
  /** Pairs whose error bars decide nothing: of groups where some levels coincide, else of levels. */
  readonly undecided: readonly LevelPair[]
  /** The pair with the largest |ln I|, as levels (the lowest of their groups); null where there is none. */
  readonly worst: { readonly pair: LevelPair; readonly logRatio: number; readonly logRatioError: number } | null
  readonly tolerance: number
  /** The verdict and its reason in one sentence. */
  readonly explanation: string
  readonly cycles: readonly Cycle[]
  readonly symmetries: {
    readonly hermitian: SymmetryVerdict
    readonly symmetric: SymmetryVerdict
    readonly timeReversal: SymmetryVerdict
    readonly timeReversalParity: SymmetryVerdict
    readonly antiunitary: AntiunitaryVerdict
  }
  /** max_k |in − out| / (in + out) of the Gibbs state over all levels with any flow; null without a common β. */
  readonly thermalizationResidual: number | null
  readonly thermalization: readonly ThermalizationCondition[]
}

/** Growth per unit time of the first three cumulants of a count in the stationary state. */
export interface Cumulants {
  readonly mean: number
  readonly meanError: number
  readonly noise: number
  readonly noiseError: number
  readonly skewness: number
  readonly skewnessError: number
}

/**
 * Counting statistics; matrices [j][k] are of the net number of transitions from k to j, between groups where some
 * levels coincide.
 */
export interface CountingResults {
  readonly mean: Matrix
  readonly meanError: Matrix
  readonly noise: Matrix
  readonly noiseError: Matrix
  readonly skewness: Matrix
  readonly skewnessError: Matrix
  readonly groupMean?: Matrix
  readonly groupMeanError?: Matrix
  readonly groupNoise?: Matrix
  readonly groupNoiseError?: Matrix
  readonly groupSkewness?: Matrix
  readonly groupSkewnessError?: Matrix
  /** The net current around each of `detailedBalance.cycles`, in its order of travel. */
  readonly cycles: readonly (Cumulants & { readonly states: readonly number[] })[]
  /** The heat from each gas into the system. */
  readonly heat: Readonly<Record<string, Cumulants>>
}

/** What the generator of the point was checked for; null where it was not, and `leftOut` says why. */
export interface CertificateResults extends Omit<Certificates, 'commutation'> {
  readonly nonNegativeRates: boolean
  readonly commutation: Residual | null
  /** Why only the rates were checked; null when all was. */
  readonly leftOut: string | null
}

/** What the secular and the low-density limits rest on: both ratios ≪ 1; above 0.1 a warning is given. */
export interface ValidityResults {
  /** The fastest decay over the distance of two distinct Bohr frequencies, the worst pair; physical normalisation. */
  readonly secularRatio: number
  /** null for many levels, of which elastic collisions are not sampled: the ratio is that of losses alone. */
  readonly secularRatioError: number | null
  /** βν⟨|t|⟩, the mean field of the gas over its temperature. */
  readonly lowDensityRatio: number
  readonly lowDensityRatioError: number
}

/** The secular generator (7). */
export interface GeneratorResults {
  /** All N² eigenvalues of the dissipator, largest real part first. */
  readonly spectrum: readonly Complex[]
  /** One radius per eigenvalue. */
  readonly spectrumError: readonly number[]
  /** The slowest decay of all: the smallest −Re that is not zero, a zero left out for each stationary state. */
  readonly gap: number
  readonly gapError: number
  /** Bohr frequencies Ω ≥ 0 with the elements [k, k′] of the density matrix that turn with them. */
  readonly blocks: readonly { readonly frequency: number; readonly elements: readonly (readonly [number, number])[] }[]
  /** Bohr frequencies closer than this count as one. */
  readonly frequencyTolerance: number
  /** The largest estimated error of an entry of the generator, 1/time. */
  readonly estimatedError: number
  /**
   * The collisional level shift, an energy, N × N in the basis of the levels; in evolutions and exports where the study
   * says `levelShift: true`.
   */
  readonly levelShift: readonly (readonly Complex[])[]
  readonly levelShiftError: Matrix
}

export interface PartialWaveEvidence {
  readonly waves: number
  readonly truncation: number
}

/** What the numbers of a point rest on: errors, evaluations, tolerances, version. */
export interface Evidence {
  readonly unitarityResidual: number
  /**
   * Potentials: max |ΔS| at probe energies when the solver refines. null for contacts, whose amplitudes are closed
   * formulas.
   */
  readonly amplitudeError: number | null
  /**
   * Central potentials: how many partial waves there are, and what the first one left out would add to Σ|S − 1|² at
   * probe energies. null for others.
   */
  readonly partialWaves: PartialWaveEvidence | null
  /** Worst estimated relative error over all rates. */
  readonly relativeError: number
  /** Absolute estimated error of every rate, [to][from]. */
  readonly rateErrors: Matrix
  readonly energiesEvaluated: number
  readonly resonances: readonly { readonly energy: number; readonly width: number }[]
  readonly tolerances: {
    readonly rates: number
    readonly amplitudes: number
    readonly detailedBalance: number
    readonly symmetries: number
    readonly degeneracy: number
  }
  readonly validity: ValidityResults
  readonly version: string
  /** null: nothing in the result is random. */
  readonly seed: number | null
  /** Sentences for a person; empty when there is nothing to warn of. */
  readonly warnings: readonly string[]
}

/** One of several gases. */
export interface BathResults extends Pick<UnitResults, 'temperature'> {
  /** null for a gas that is not thermal. */
  readonly beta: number | null
  readonly rates: Matrix
  readonly ratesError: Matrix
  /** Between groups, as those of all gases together; only there where some levels coincide. */
  readonly groupRates?: Matrix
  readonly groupRatesError?: Matrix
  readonly detailedBalance: DetailedBalanceResults
  /** Heat per unit time into the system, with its error bar. */
  readonly heatCurrent: { readonly value: number; readonly error: number }
  readonly evidence: Pick<
    Evidence,
    | 'unitarityResidual'
    | 'amplitudeError'
    | 'partialWaves'
    | 'relativeError'
    | 'rateErrors'
    | 'energiesEvaluated'
    | 'resonances'
  >
}

/** One solved point, as plain data; the contract of `dilute run --json`. */
export interface PointResults extends UnitResults {
  readonly title?: string
  /** Sentences for a person; empty when there is nothing to warn of. */
  readonly warnings: readonly string[]
  /** The β of the gas, or of all gases; null where there is none. */
  readonly beta: number | null
  readonly normalization: 'physical' | 'paper'
  readonly levels: readonly number[]
  readonly levelsError: readonly number[]
  /** Levels that coincide, together; single ones alone. Matrices by group are indexed by the place in this list. */
  readonly groups: readonly (readonly number[])[]
  readonly rates: Matrix
  readonly ratesError: Matrix
  /**
   * From group h in its uniform state to group g, [g][h]; only there where some levels coincide, as everything by
   * group.
   */
  readonly groupRates?: Matrix
  readonly groupRatesError?: Matrix
  readonly detailedBalance: DetailedBalanceResults
  readonly stationary: {
    readonly populations: readonly (number | null)[]
    readonly populationsError: readonly (number | null)[]
    /** ln p_k, finite where p_k underflows; null where a level is empty. */
    readonly logPopulations: readonly (number | null)[]
    readonly logPopulationsError: readonly (number | null)[]
    readonly groupPopulations?: readonly number[]
    readonly groupPopulationsError?: readonly number[]
    /** null without a common β. */
    readonly gibbs: readonly number[] | null
    readonly gibbsError: readonly number[] | null
    readonly gibbsResidual: number | null
    readonly unique: boolean
    /** Every extremal stationary state by its populations; one entry when unique. */
    readonly extremal: readonly (readonly (number | null)[])[]
    readonly extremalError: readonly (readonly (number | null)[])[]
  }
  readonly currents: {
    readonly probability: Matrix
    readonly probabilityError: Matrix
    readonly heat: Matrix
    readonly heatError: Matrix
    readonly groupProbability?: Matrix
    readonly groupProbabilityError?: Matrix
    readonly groupHeat?: Matrix
    readonly groupHeatError?: Matrix
  }
  readonly entropyProduction: {
    /** With several gases −Σβ_b J_b; null where one has no β. */
    readonly total: number | null
    readonly totalError: number | null
    readonly schnakenberg: number | null
    readonly schnakenbergError: number | null
    readonly violation: number | null
    readonly violationError: number | null
  }
  readonly relaxation: {
    readonly eigenvalues: readonly Complex[]
    /** One radius per eigenvalue. */
    readonly eigenvaluesError: readonly number[]
    readonly gap: number
    readonly gapError: number
    /**
     * Against the Gibbs state, without a common β against the stationary state; null where that leaves a level empty.
     */
    readonly reversibleGap: number | null
    readonly reversibleGapError: number | null
  }
  readonly heatCurrents: Readonly<Record<string, number>>
  readonly heatCurrentsError: Readonly<Record<string, number>>
  /** Of a single point always, of the points of a sweep where `report` asks for certificates. */
  readonly certificates?: CertificateResults
  /** Each of several gases by its name; `rates` is their sum. */
  readonly baths?: Readonly<Record<string, BathResults>>
  /** When the study asks for it. */
  readonly generator?: GeneratorResults
  /** When the study asks for it; null where the stationary state is not unique. */
  readonly counting?: CountingResults | null
  /** Why something is null, by its path: `entropyProduction.schnakenberg`. */
  readonly reasons: Readonly<Record<string, string>>
  readonly evidence: Evidence
}

/** A point of a sweep, with the values swept. */
export interface SweepPoint extends PointResults {
  readonly set: Readonly<Record<string, number>>
}

/** The points of a sweep in the order of its plan, and what they are to be warned of together. */
export interface SweepResults {
  /** Each kind of warning once, with the worst point that gives it. */
  readonly warnings: readonly string[]
  readonly points: readonly SweepPoint[]
}

/** Of a study without a sweep, or with one. */
export type StudyResults = PointResults | SweepResults
