import { gasRates, sumRates, type RateTable } from '../../generator/index.js'
import {
  densityMatrix, largestExitRate, stateTolerance, toEnergyBasis, trajectory, trajectoryAverages,
  type Collision, type InitialState, type PopulationProcess, type TrajectoryAverages,
} from '../../dynamics/index.js'
import { InvalidModel, type System } from '../../model/index.js'
import { stochasticExponential } from '../../numerics/index.js'
import { gibbsPopulations, relaxation, relaxationToStationary, stationaryMixture, stationaryStates } from '../../thermodynamics/index.js'
import { parsePath } from '../reading/path.js'
import type { Study } from '../reading/study.js'
import { studyModel } from './model.js'
import { bathTables } from './shared.js'
import { version } from './version.js'
import { asList } from './words.js'

/** What is asked of `trajectoriesOfStudy`. */
export interface TrajectoryRequest {
  /** Each trajectory runs from 0 to this time; ten relaxation times of the populations unless given. */
  readonly time?: number | undefined
  /** Trajectories 0 … count − 1 of the seed. */
  readonly count: number
  /** Integer from 0 to 2³² − 1. */
  readonly seed: number
  /** How many of them are listed collision by collision. */
  readonly listed: number
}

/** A collision with the name of its gas. */
export interface ListedCollision extends Omit<Collision, 'gas'> {
  readonly gas: string
}

/** One trajectory with its collisions, `omitted` of them left out at the end. */
export interface ListedTrajectory {
  readonly index: number
  readonly initialLevel: number
  readonly finalLevel: number
  readonly collisions: readonly ListedCollision[]
  readonly omitted: number
}

/** Plain data; matrices [j][k] are of the net number of transitions from k to j per unit time; errors are standard errors, null where there is none. */
export interface TrajectoryResults {
  readonly title?: string
  readonly seed: number
  readonly count: number
  readonly time: number
  /** The β that all gases share, or null. */
  readonly beta: number | null
  readonly normalization: 'physical' | 'paper'
  readonly levels: readonly number[]
  /** Populations at time 0. */
  readonly initial: readonly number[]
  readonly averages: {
    readonly times: readonly number[]
    /** [time][level]. */
    readonly populations: readonly (readonly number[])[]
    readonly errors: readonly (readonly (number | null)[])[]
    /** The solution of the Pauli equation (19). */
    readonly exact: readonly (readonly number[])[]
  }
  readonly counting: {
    readonly mean: readonly (readonly number[])[]
    readonly meanError: readonly (readonly (number | null)[])[]
    readonly noise: readonly (readonly (number | null)[])[]
    readonly noiseError: readonly (readonly (number | null)[])[]
  }
  /** Heat per unit time into the system. */
  readonly heat: { readonly mean: number; readonly error: number | null }
  /** The same from each gas. */
  readonly heatCurrents: Readonly<Record<string, { readonly mean: number; readonly error: number | null }>>
  /** Inelastic collisions of one trajectory. */
  readonly collisions: { readonly mean: number; readonly error: number | null }
  readonly trajectories: readonly ListedTrajectory[]
  readonly evidence: { readonly random: 'Philox 4x32-10'; readonly seed: number; readonly version: string }
}

/** A request for more than can be done in reasonable time, or for a time that cannot be chosen. */
export class UnreasonableRequest extends Error {
  override readonly name = 'UnreasonableRequest'
}

const mostCollisions = 1e9
const mostListed = 10_000
const intervals = 10

/**
 * Seeded trajectories of a study's populations and their averages. Elastic collisions change no population and are not simulated.
 * @throws StudyError for degenerate levels or an initial state with coherences, which populations cannot follow; UnreasonableRequest.
 */
export function trajectoriesOfStudy(study: Study, request: TrajectoryRequest): TrajectoryResults {
  const { config } = study
  const { system, baths, beta } = studyModel(study, config)
  requireNoDegeneracy(study, system)
  const gases = bathTables(baths).map(({ table, gas }) => gasRates(table, gas, config.normalization))
  const names = baths.map(({ name }) => name)
  const rates = gases.length === 1 ? gases[0]! : sumRates(gases)
  const stationary = stationaryMixture(stationaryStates(rates), system.levels.map(() => 1 / system.sites))
  const initial = initialPopulations(study, system, beta === null ? stationary : gibbsPopulations(system.levels, beta))
  const process = { rates, gases, levels: system.levels }
  const duration = request.time ?? tenRelaxations(beta === null ? relaxationToStationary(rates, stationary) : relaxation(rates, system.levels, beta))
  requireReasonable(process, duration, request.count)
  const times = Array.from({ length: intervals + 1 }, (_, i) => (duration * i) / intervals)
  const averages = trajectoryAverages(process, { initial, duration, seed: request.seed, count: request.count, times })
  return {
    ...(config.title === undefined ? {} : { title: config.title }),
    seed: request.seed, count: request.count, time: duration,
    beta, normalization: config.normalization, levels: [...system.levels], initial: [...initial],
    averages: populationResults(averages, times, exactPopulations(rates, initial, times)),
    ...countResults(averages, names),
    trajectories: Array.from({ length: Math.min(request.listed, request.count) }, (_, index) => (
      listed(process, names, { initial, duration, seed: request.seed, index })
    )),
    evidence: { random: 'Philox 4x32-10', seed: request.seed, version },
  }
}

function requireNoDegeneracy(study: Study, { groups }: System): void {
  const degenerate = groups.find((group) => group.length > 1)
  if (!degenerate) return
  const found = `levels ${asList(degenerate.map(String))} of the same energy, whose coherences take part`
  throw study.error([{ path: ['system'], expected: 'levels that are not degenerate, since trajectories follow populations', found }])
}

/** The study's `initial`, or else the Gibbs state, without a common β the stationary one. */
function initialPopulations(study: Study, system: System, otherwise: Float64Array): Float64Array {
  const { initial } = study.config
  if (initial === undefined) return otherwise
  try {
    return diagonalPopulations(study, system, initial)
  } catch (error) {
    if (!(error instanceof InvalidModel)) throw error
    throw study.error([{ path: ['initial', ...parsePath(error.path) ?? []], expected: error.expected, found: error.found }])
  }
}

function diagonalPopulations(study: Study, system: System, initial: InitialState): Float64Array {
  const { re, im } = toEnergyBasis(system, densityMatrix(system, initial))
  const n = system.sites
  if ('level' in initial) return Float64Array.from({ length: n }, (_, k) => (k === initial.level ? 1 : 0))
  if ('gibbs' in initial) return gibbsPopulations(system.levels, initial.gibbs)
  let coherence = 0
  for (let k = 0; k < n; k++) for (let l = 0; l < k; l++) coherence = Math.max(coherence, Math.hypot(re[k * n + l]!, im[k * n + l]!))
  if (coherence > stateTolerance) {
    const found = `coherences between levels, the largest ${coherence.toPrecision(3)}`
    throw study.error([{ path: ['initial'], expected: 'a state that is diagonal in the energy basis, since trajectories follow populations', found }])
  }
  return Float64Array.from({ length: n }, (_, k) => Math.max(0, re[k * n + k]!))
}

function tenRelaxations({ gap }: { readonly gap: number }): number {
  if (gap > 0) return 10 / gap
  throw new UnreasonableRequest('--time: expected a time, since the populations do not relax and suggest none; found nothing')
}

function requireReasonable(process: PopulationProcess, duration: number, count: number): void {
  const expected = largestExitRate(process) * duration * count
  if (expected <= mostCollisions) return
  throw new UnreasonableRequest(`--time, --count: expected at most ${mostCollisions} collisions in all, found up to ${expected.toPrecision(3)}`)
}

function exactPopulations({ levels: n, values }: RateTable, initial: Float64Array, times: readonly number[]): number[][] {
  return times.map((time) => {
    const power = stochasticExponential(n, values, time)
    return Array.from({ length: n }, (_, k) => initial.reduce((sum, p, l) => sum + power[k * n + l]! * p, 0))
  })
}

function populationResults({ populations }: TrajectoryAverages, times: readonly number[], exact: number[][]): TrajectoryResults['averages'] {
  return {
    times, exact,
    populations: populations.map((row) => row.map(({ value }) => value)),
    errors: populations.map((row) => row.map(({ error }) => error)),
  }
}

function countResults(
  { mean, noise, heat, heatByGas, collisions }: TrajectoryAverages, names: readonly string[],
): Pick<TrajectoryResults, 'counting' | 'heat' | 'heatCurrents' | 'collisions'> {
  const ofGas = names.length === 1 ? [heat] : heatByGas
  return {
    heatCurrents: Object.fromEntries(names.map((name, gas) => [name, { mean: ofGas[gas]!.value, error: ofGas[gas]!.error }])),
    counting: {
      mean: mean.map((row) => row.map(({ value }) => value)), meanError: mean.map((row) => row.map(({ error }) => error)),
      noise: noise.map((row) => row.map(({ value }) => value)), noiseError: noise.map((row) => row.map(({ error }) => error)),
    },
    heat: { mean: heat.value, error: heat.error },
    collisions: { mean: collisions.value, error: collisions.error },
  }
}

function listed(process: PopulationProcess, names: readonly string[], options: Parameters<typeof trajectory>[1]): ListedTrajectory {
  const { collisions, ...ends } = trajectory(process, options)
  const named = collisions.slice(0, mostListed).map(({ gas = 0, ...collision }) => ({ ...collision, gas: names[gas]! }))
  return { index: options.index, ...ends, collisions: named, omitted: Math.max(0, collisions.length - mostListed) }
}
