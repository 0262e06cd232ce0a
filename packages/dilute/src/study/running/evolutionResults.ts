import {
  heatFlow,
  heatFlowError,
  inSiteBasis,
  stationaryStateError,
  type Evolution,
  type StateError,
  type SteadyStates,
} from '../../dynamics/index.js'
import type { SecularGenerator } from '../../generator/index.js'
import type { ComplexMatrix } from '../../numerics/index.js'
import type { GasSolution, Solution } from '../../solution/index.js'
import type { InitialConfig } from '../declare/initial.js'
import type { Study } from '../read/study.js'
import type { CertificateResults, Complex, Matrix, UnitResults, ValidityResults } from '../results.js'
import { populationsOfStates, type LevelPopulations } from './levelPopulations.js'
import { complexMatrix, levelResults, list, matrix, numberOrNull } from './nested.js'
import { ofEqualLevels } from './reasons.js'
import { inSeconds, temperatureResults } from './unitResults.js'

/** A density matrix as nested arrays: [i][j] = ⟨i|ρ|j⟩ in the site basis. */
export type DensityRows = readonly (readonly Complex[])[]

/**
 * ρ(t) of a study, as plain data; the first index of every array is the time. Errors are bounds: of the generator, to
 * first order, of the levels and of rounding; those of complex numbers are radii.
 */
export interface EvolveResults extends UnitResults, LevelPopulations {
  readonly title?: string
  /** What a reader must know; as in `evidence`. */
  readonly warnings: readonly string[]
  /** The β that all gases share, or null. */
  readonly beta: number | null
  readonly normalization: 'physical' | 'paper'
  readonly initial: InitialConfig
  readonly levels: readonly number[]
  readonly levelsError: readonly number[]
  /** Levels that coincide stand together. */
  readonly groups: readonly (readonly number[])[]
  readonly times: readonly number[]
  /** The same in seconds, where the study names units. */
  readonly timesSeconds?: readonly number[]
  readonly density: readonly DensityRows[]
  /** [t][i][j]. */
  readonly densityError: readonly Matrix[]
  /** −Tr ρ ln ρ. */
  readonly entropy: readonly number[]
  readonly entropyError: readonly (number | null)[]
  /**
   * σ(t) (25); null where it is infinite (an eigenvalue of ρ that is zero, or not told from it, is being filled) and
   * where a gas has no β.
   */
  readonly entropyProduction: readonly (number | null)[]
  /** null where an eigenvalue of ρ is not told from zero. */
  readonly entropyProductionError: readonly (number | null)[]
  /** Heat per unit time from each gas into the system. */
  readonly heatCurrents: Readonly<Record<string, readonly number[]>>
  readonly heatCurrentsError: Readonly<Record<string, readonly (number | null)[]>>
  readonly stationary: LevelPopulations & {
    readonly unique: boolean
    /** Every extremal stationary state, [state][i][j], superpositions within degenerate levels left out. */
    readonly extremal: readonly DensityRows[]
    readonly extremalError: readonly Matrix[]
  }
  /** Why an entry is null, by its path. */
  readonly reasons: Readonly<Record<string, string>>
  readonly certificates: CertificateResults
  readonly evidence: {
    readonly validity: ValidityResults
    /** max_t |Tr ρ − 1|. */
    readonly traceResidual: number
    readonly energiesEvaluated: number
    readonly tolerances: { readonly rates: number; readonly degeneracy: number }
    readonly version: string
    readonly seed: null
    readonly warnings: readonly string[]
  }
}

/** What an evolution of a study rests on, and what it ends in. */
export interface Motion {
  readonly generator: SecularGenerator
  readonly stationary: EvolveResults['stationary']
  readonly evidence: Omit<EvolveResults['evidence'], 'traceResidual'>
}

type BathFlows = Pick<
  EvolveResults,
  'heatCurrents' | 'heatCurrentsError' | 'entropyProduction' | 'entropyProductionError'
>

/** The heat from each gas along the way, and σ = dS/dt − Σ_b β_b J_b. */
function gasFlows(gases: readonly GasSolution[], evolution: Evolution): BathFlows {
  const heat = gases.map((gas) => heatOf(gas, gases.length, evolution))
  const named = <T>(of: (g: number) => T): Record<string, T> =>
    Object.fromEntries(gases.map(({ name }, g) => [name, of(g)]))
  return {
    ...entropyProduction(
      evolution,
      gases.map(({ beta }) => beta),
      heat,
    ),
    heatCurrents: named((g) => [...heat[g]!.values]),
    heatCurrentsError: named((g) => list(heat[g]!.errors)),
  }
}

interface HeatCurrent {
  readonly values: Float64Array
  readonly errors: Float64Array
}

function heatOf({ generator }: GasSolution, gases: number, evolution: Evolution): HeatCurrent {
  if (gases === 1) return { values: evolution.heatCurrent, errors: evolution.heatCurrentError }
  const { energyBasis, stateErrors } = evolution
  return {
    values: Float64Array.from(energyBasis, (rho) => heatFlow(generator, rho)),
    errors: Float64Array.from(energyBasis, (rho, t) => heatFlowError(generator, rho, stateErrors[t]!.radii)),
  }
}

function entropyProduction(
  evolution: Evolution,
  betas: readonly (number | null)[],
  heat: readonly HeatCurrent[],
): Pick<BathFlows, 'entropyProduction' | 'entropyProductionError'> {
  const nothing = evolution.times.map(() => null)
  if (!betas.every((beta) => beta !== null)) return { entropyProduction: nothing, entropyProductionError: nothing }
  const sum = (of: (beta: number, heat: HeatCurrent, t: number) => number) => (rate: number, t: number) =>
    numberOrNull(betas.reduce((all, beta, b) => all + of(beta, heat[b]!, t), rate))
  const produced = [...evolution.entropyProduction(0)].map(sum((beta, { values }, t) => -beta * values[t]!))
  const errors = [...evolution.entropyProductionError(0)].map(
    sum((beta, { errors: bars }, t) => Math.abs(beta) * bars[t]!),
  )
  return {
    entropyProduction: produced,
    entropyProductionError: errors.map((x, t) => (produced[t] === null ? null : x)),
  }
}

/** An evolution as plain data. */
export function evolutionResults(
  { config }: Study,
  initial: InitialConfig,
  { model: { system, beta }, gases, generatorCertificates: certificates }: Solution,
  evolution: Evolution,
  { stationary, evidence }: Pick<Motion, 'stationary' | 'evidence'>,
): EvolveResults {
  const { title, normalization } = config
  const populations = populationsOfStates(system.groups, evolution.energyBasis, evolution.stateErrors, false)
  const flows = gasFlows(gases, evolution)
  return {
    ...(title === undefined ? {} : { title }),
    warnings: evidence.warnings,
    beta,
    ...temperatureResults(config, beta),
    normalization,
    initial,
    ...levelResults(system),
    groups: system.groups,
    times: evolution.times,
    ...inSeconds(config, 'timesSeconds', evolution.times),
    density: evolution.density.map(complexMatrix),
    densityError: evolution.densityError.map((radii) => matrix(system.sites, radii)),
    ...populations,
    entropy: [...evolution.entropy],
    entropyError: list(evolution.entropyError),
    ...flows,
    certificates,
    stationary,
    reasons: {
      ...reasons(flows, stationary, gases),
      ...reasonsOfLevels({ populations, 'stationary.populations': stationary }),
    },
    evidence: { traceResidual: traceResidual(evolution.density), ...evidence },
  }
}

/** Of a single state of single levels, the errors that its own sensitivity gives. */
export function stationaryResults(
  generator: SecularGenerator,
  { unique, extremal, energyBasis }: SteadyStates,
  solution: Solution,
): EvolveResults['stationary'] {
  const n = generator.system.sites
  const errors =
    unique && !solution.degenerate && solution.stationary.unique
      ? [diagonalError(solution.stationary.populations.errors)]
      : energyBasis.map((state) => stationaryStateError(generator, state))
  return {
    unique,
    extremal: extremal.map(complexMatrix),
    extremalError: errors.map((error) => matrix(n, inSiteBasis(generator, error))),
    ...populationsOfStates(generator.system.groups, energyBasis, errors, true),
  }
}

/** Of a state without coherences. */
function diagonalError(bars: Float64Array): StateError {
  const radii = new Float64Array(bars.length ** 2)
  bars.forEach((bar, k) => {
    radii[k * (bars.length + 1)] = bar
  })
  return { radii, traceNorm: bars.reduce((sum, bar) => sum + bar, 0) }
}

/** Why an entry is null. */
function reasons(
  { entropyProduction: sigma, entropyProductionError: bars }: BathFlows,
  { unique, extremalError }: EvolveResults['stationary'],
  gases: readonly GasSolution[],
): Record<string, string> {
  const filled = 'an eigenvalue of the density matrix that is zero, or not told from it, is being filled: infinite'
  const close = 'an eigenvalue of the density matrix is not told from zero, near which the logarithm has no bar'
  const unbounded = unique
    ? 'equal levels relax too slowly, or are too many, to follow how errors decay'
    : 'equal levels have more than one stationary state, and errors mix them'
  return {
    ...(sigma.includes(null)
      ? { entropyProduction: gases.some(({ beta }) => beta === null) ? 'a gas has no temperature' : filled }
      : {}),
    ...(bars.some((bar, t) => bar === null && sigma[t] !== null) ? { entropyProductionError: close } : {}),
    ...(extremalError.flat(2).includes(null)
      ? { 'stationary.extremalError': unbounded, 'stationary.populationsError': unbounded }
      : {}),
  }
}

function reasonsOfLevels(found: Readonly<Record<string, LevelPopulations>>): Record<string, string> {
  const named = Object.entries(found).filter(([, { populations }]) => populations.flat().includes(null))
  return Object.fromEntries(named.map(([path]) => [path, ofEqualLevels]))
}

function traceResidual(density: readonly ComplexMatrix[]): number {
  return Math.max(
    ...density.map(({ rows: n, re }) => Math.abs(re.reduce((sum, x, e) => (e % (n + 1) === 0 ? sum + x : sum), -1))),
  )
}
