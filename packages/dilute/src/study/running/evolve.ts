import {
  evolve,
  heatFlow,
  steadystate,
  withLevelShift,
  type Evolution,
  type SteadyStates,
} from '../../dynamics/index.js'
import type { SecularGenerator } from '../../generator/index.js'
import { once, type ComplexMatrix, type Steps } from '../../numerics/index.js'
import { asList, prepare, type GasSolution, type Model, type Solution } from '../../solution/index.js'
import type { InitialConfig } from '../declare/initial.js'
import { studyError, type Study } from '../read/study.js'
import type { CertificateResults, Complex, UnitResults, ValidityResults } from '../results.js'
import { solvedStudy } from './model.js'
import { complexMatrix, numberOrNull } from './nested.js'
import { leftAside } from './leftAside.js'
import { limitWarnings } from './pointWarnings.js'
import { running, type RunOptions, type Running, type Step } from './running.js'
import { inSeconds, temperatureResults, unitWarnings } from './unitResults.js'
import { validityResults } from './validity.js'
import { version } from './version.js'

/** A density matrix as nested arrays: [i][j] = ⟨i|ρ|j⟩ in the site basis. */
export type DensityRows = readonly (readonly Complex[])[]

/** ρ(t) of a study, as plain data; the first index of every array is the time. */
export interface EvolveResults extends UnitResults {
  readonly title?: string
  /** What a reader must know; as in `evidence`. */
  readonly warnings: readonly string[]
  /** The β that all gases share, or null. */
  readonly beta: number | null
  readonly normalization: 'physical' | 'paper'
  readonly initial: InitialConfig
  readonly levels: readonly number[]
  readonly times: readonly number[]
  /** The same in seconds, where the study names units. */
  readonly timesSeconds?: readonly number[]
  readonly density: readonly DensityRows[]
  /** [t][k], by level. */
  readonly populations: readonly (readonly number[])[]
  /** −Tr ρ ln ρ. */
  readonly entropy: readonly number[]
  /**
   * σ(t) (25); null where it is infinite (an eigenvalue of ρ that is zero, or not told from it, is being filled) and
   * where a gas has no β.
   */
  readonly entropyProduction: readonly (number | null)[]
  /** Heat per unit time from each gas into the system. */
  readonly heatCurrents: Readonly<Record<string, readonly number[]>>
  readonly stationary: {
    readonly unique: boolean
    /** Every extremal stationary state, [state][i][j], superpositions within degenerate levels left out. */
    readonly extremal: readonly DensityRows[]
    /** Their populations by level, [state][k]. */
    readonly populations: readonly (readonly number[])[]
  }
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

/** The evolution of a study's model from its initial state, for any times: the generator is built once. */
export interface StudyEvolution {
  readonly at: (times: readonly number[]) => EvolveResults
  /** Makes what takes long step by step; `at` is fast then. */
  readonly prepare: () => Steps<void>
}

/**
 * The evolution of a study with the full secular generator (7); a sweep is left aside.
 * @throws StudyError without an initial state or for an impossible model. `at` and `prepare` throw NotConverged or
 * RangeError where a tolerance is not reached.
 */
export function studyEvolution(study: Study): StudyEvolution {
  const { initial } = study.config
  if (initial === undefined)
    throw studyError(study, [
      { path: ['initial'], expected: 'an initial state, such as initial: { site: 0 }', found: 'nothing' },
    ])
  const solution = solvedStudy(study)
  const { model } = solution
  const prepared = once(() => motion(study, initial, solution))
  return {
    prepare: () => prepare(solution.gases, 'generator'),
    at: (times) => {
      const { generator, stationary, evidence } = prepared()
      const evolution = evolve(generator, initial, times)
      const more = { ...gasFlows(solution.gases, evolution), certificates: solution.generatorCertificates }
      return results(study, initial, model, stationary, evolution, more, evidence)
    },
  }
}

/**
 * Density matrices of a study at times that ascend from 0, as `studyEvolution`; one part. Throws what that throws, when
 * the work begins.
 */
export function evolveStudy(
  study: Study | StudyEvolution,
  times: readonly number[],
  options: RunOptions = {},
): Running<EvolveResults, EvolveResults> {
  return running(() => {
    const evolution = 'at' in study ? study : studyEvolution(study)
    return { total: 1, parts: evolved(evolution, times), together: ([whole]) => whole! }
  }, options)
}

function* evolved(
  { prepare: steps, at }: StudyEvolution,
  times: readonly number[],
): Generator<Step<EvolveResults>, void, void> {
  yield* steps()
  yield { part: at(times) }
}

interface Motion {
  readonly generator: SecularGenerator
  readonly stationary: SteadyStates
  readonly evidence: Omit<EvolveResults['evidence'], 'traceResidual'>
}

function motion(study: Study, initial: InitialConfig, solution: Solution): Motion {
  const {
    model: { system, bornOrder },
    gases,
    generator: dissipator,
    validity,
    evidence: { energiesEvaluated },
  } = solution
  const generator = study.config.levelShift === true ? withLevelShift(dissipator) : dissipator
  const evidence = {
    validity: validityResults(validity),
    energiesEvaluated,
    tolerances: {
      rates: Math.max(...gases.map(({ tables: { collisions: table } }) => table.relativeError)),
      degeneracy: system.degeneracyTolerance,
    },
    version,
    seed: null,
    warnings: [
      ...leftAside(study),
      ...warnings(initial, system.groups, bornOrder),
      ...[...limitWarnings(solution), ...unitWarnings(study.config, system)].map(({ text }) => text),
    ],
  }
  return { generator, stationary: steadystate(generator), evidence }
}

type BathFlows = Pick<EvolveResults, 'heatCurrents' | 'entropyProduction'>

/** The heat from each gas along the way, and σ = dS/dt − Σ_b β_b J_b. */
function gasFlows(gases: readonly GasSolution[], evolution: Evolution): BathFlows {
  const heat =
    gases.length === 1
      ? [evolution.heatCurrent]
      : gases.map(({ generator }) => Float64Array.from(evolution.energyBasis, (rho) => heatFlow(generator, rho)))
  return {
    entropyProduction: entropyProduction(
      evolution,
      gases.map(({ beta }) => beta),
      heat,
    ),
    heatCurrents: Object.fromEntries(gases.map(({ name }, g) => [name, [...heat[g]!]])),
  }
}

function entropyProduction(
  evolution: Evolution,
  betas: readonly (number | null)[],
  heat: readonly Float64Array[],
): (number | null)[] {
  if (!betas.every((beta) => beta !== null)) return evolution.times.map(() => null)
  if (betas.length === 1) return [...evolution.entropyProduction(betas[0]!)].map(numberOrNull)
  const change = evolution.entropyProduction(0)
  return [...change].map((rate, t) => numberOrNull(betas.reduce((sum, beta, b) => sum - beta * heat[b]![t]!, rate)))
}

function results(
  { config }: Study,
  initial: InitialConfig,
  { system, beta }: Model,
  stationary: SteadyStates,
  evolution: Evolution,
  more: BathFlows & Pick<EvolveResults, 'certificates'>,
  evidence: Omit<EvolveResults['evidence'], 'traceResidual'>,
): EvolveResults {
  const { title, normalization } = config
  return {
    ...(title === undefined ? {} : { title }),
    warnings: evidence.warnings,
    beta,
    ...temperatureResults(config, beta),
    normalization,
    initial,
    levels: [...system.levels],
    times: evolution.times,
    ...inSeconds(config, 'timesSeconds', evolution.times),
    density: evolution.density.map(complexMatrix),
    populations: evolution.populations.map((p) => [...p]),
    entropy: [...evolution.entropy],
    ...more,
    stationary: {
      unique: stationary.unique,
      extremal: stationary.extremal.map(complexMatrix),
      populations: stationary.energyBasis.map(diagonal),
    },
    evidence: { traceResidual: traceResidual(evolution.density), ...evidence },
  }
}

function diagonal({ rows: n, re }: ComplexMatrix): number[] {
  return Array.from({ length: n }, (_, k) => re[k * n + k]!)
}

function traceResidual(density: readonly ComplexMatrix[]): number {
  return Math.max(
    ...density.map(({ rows: n, re }) => Math.abs(re.reduce((sum, x, e) => (e % (n + 1) === 0 ? sum + x : sum), -1))),
  )
}

function warnings(initial: InitialConfig, groups: readonly (readonly number[])[], bornOrder: number | null): string[] {
  const group = 'level' in initial ? groups.find((members) => members.includes(initial.level))! : []
  return [
    ...(group.length > 1
      ? [`the initial level is one of the degenerate levels ${asList(group.map(String))}, whose basis is arbitrary`]
      : []),
    ...(bornOrder === null
      ? []
      : [
          `the amplitudes are those of the Born series: populations, trace and positivity are only as good as ` +
            `its unitarity`,
        ]),
  ]
}
