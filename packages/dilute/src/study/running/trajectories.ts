import {
  collapseOperators, elasticRates, gasRates, sumGenerators, sumRates, type CollapseOperators, type RateTable, type SecularGenerator,
} from '../../generator/index.js'
import {
  chunkRunner, chunksOf, energyDensityMatrix, evolve, largestExitRate, mergedTrajectories, mergedWaves, stateTolerance, toSiteBasis, trajectory, waveSimulator, withLevelShift,
  type Chunk, type Ensemble, type EnsembleSums, type InitialState, type TrajectorySums, type WaveSums,
} from '../../dynamics/index.js'
import { InvalidModel, type System } from '../../model/index.js'
import { complexZeros, stochasticExponential, type ComplexMatrix } from '../../numerics/index.js'
import { relaxation, relaxationToStationary, stationaryMixture, stationaryStates } from '../../thermodynamics/index.js'
import { parsePath } from '../reading/path.js'
import type { Study } from '../reading/study.js'
import { bathGenerators, type BathTable } from './generator.js'
import { studyModel, type StudyModel } from './model.js'
import { bathTables } from './shared.js'
import { populationResults, populationsOf, shortened, waveResults, type ListedTrajectory, type ListedWave, type TrajectoryResults } from './trajectoryResults.js'
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

/** The trajectories of a study, to be run chunk by chunk by whoever has time, and told from the sums of all chunks in their order. */
export interface StudyTrajectories {
  readonly ensemble: Ensemble
  readonly chunks: readonly Chunk[]
  readonly results: (sums: readonly EnsembleSums[]) => TrajectoryResults
  readonly curves: () => TrajectoryCurves
}

/** Populations for drawing, [time][level] at evenly spaced times: the exact ones, and those of the first single runs. */
export interface TrajectoryCurves {
  readonly times: readonly number[]
  readonly exact: readonly (readonly number[])[]
  readonly runs: readonly { readonly index: number; readonly populations: readonly (readonly number[])[] }[]
}

/** A request for more than can be done in reasonable time, or for a time that cannot be chosen. */
export class UnreasonableRequest extends Error {
  override readonly name = 'UnreasonableRequest'
}

const mostCollisions = 1e9
const intervals = 10
const drawnTimes = 600
const drawnRuns = 3

/** As `studyTrajectories`, run and told. */
export function trajectoriesOfStudy(study: Study, request: TrajectoryRequest): TrajectoryResults {
  const { ensemble, chunks, results } = studyTrajectories(study, request)
  return results(chunks.map(chunkRunner(ensemble)))
}

/**
 * Seeded trajectories of a study and their averages: collision by collision where populations keep to themselves, else, with degenerate levels or
 * coherences in the initial state, jump by jump of the wave function.
 * @throws StudyError for an initial state that is none; UnreasonableRequest.
 */
export function studyTrajectories(study: Study, request: TrajectoryRequest): StudyTrajectories {
  const model = studyModel(study, study.config)
  const gases = gasesOfStudy(study, model)
  const start = study.config.initial ?? (model.beta === null ? toSiteBasis(model.system, gases.stationary) : { gibbs: model.beta })
  const initial = 're' in start ? gases.stationary : startingState(study, model.system, start)
  const reason = reasonForWaves(model.system, initial)
  return reason === undefined ? populationStudy(study, request, model, gases, initial) : waveStudy(study, request, model, gases, start, initial, reason)
}

/** The gases with their tables and rates, and what these suggest. */
interface StudyGases {
  readonly baths: readonly BathTable[]
  readonly names: readonly string[]
  readonly each: readonly RateTable[]
  readonly rates: RateTable
  /** Of the populations, 1/time. */
  readonly gap: number
  /** The stationary state in the basis of the levels: where trajectories start unless the study, or a common β, says otherwise. */
  readonly stationary: ComplexMatrix
}

function gasesOfStudy({ config: { normalization } }: Study, { system: { levels, sites }, baths: models, beta }: StudyModel): StudyGases {
  const baths = bathTables(models)
  const each = baths.map(({ table, gas }) => gasRates(table, gas, normalization))
  const rates = each.length === 1 ? each[0]! : sumRates(each)
  const stationary = stationaryMixture(stationaryStates(rates), levels.map(() => 1 / sites))
  return {
    baths, names: baths.map(({ name }) => name), each, rates,
    gap: (beta === null ? relaxationToStationary(rates, stationary) : relaxation(rates, levels, beta)).gap,
    stationary: diagonalMatrix(stationary),
  }
}

function diagonalMatrix(values: Float64Array): ComplexMatrix {
  const n = values.length
  const out = complexZeros(n, n)
  values.forEach((value, k) => { out.re[k * (n + 1)] = value })
  return out
}

function startingState(study: Study, system: System, start: InitialState): ComplexMatrix {
  try {
    return energyDensityMatrix(system, start)
  } catch (error) {
    if (!(error instanceof InvalidModel)) throw error
    throw study.error([{ path: ['initial', ...parsePath(error.path) ?? []], expected: error.expected, found: error.found }])
  }
}

/** Why populations cannot be followed alone; undefined where they can. */
function reasonForWaves({ groups }: System, { rows: n, re, im }: ComplexMatrix): string | undefined {
  const degenerate = groups.find((group) => group.length > 1)
  if (degenerate) return `levels ${asList(degenerate.map(String))} have the same energy, and their coherences take part`
  let coherence = 0
  for (let k = 0; k < n; k++) for (let l = 0; l < k; l++) coherence = Math.max(coherence, Math.hypot(re[k * n + l]!, im[k * n + l]!))
  return coherence > stateTolerance ? `the initial state has coherences between levels, the largest ${coherence.toPrecision(3)}` : undefined
}

function populationStudy(
  study: Study, request: TrajectoryRequest, { system, beta }: StudyModel, { baths, names, each, rates, gap }: StudyGases, state: ComplexMatrix,
): StudyTrajectories {
  const elastic = baths.map(({ scatterer, gas }) => elasticRates(scatterer, gas, study.config.normalization))
  const process = { rates: each, levels: system.levels, elasticRates: elastic.map(({ values }) => values) }
  const initial = Float64Array.from(diagonal(state), (p) => Math.max(0, p))
  const duration = request.time ?? 10 / requireGap(gap)
  requireReasonable(largestExitRate(process), duration, request.count)
  const options = { initial, duration, seed: request.seed, count: request.count, times: evenly(duration, intervals) }
  const one = (index: number): ReturnType<typeof trajectory> => trajectory(process, { initial, duration, seed: request.seed, index })
  return {
    ensemble: { method: 'populations', process, options },
    chunks: chunksOf(request.count),
    results: (sums) => {
      const averages = mergedTrajectories(process, options, sums as TrajectorySums[])
      return {
        ...commonResults(study, request, duration, system, beta, initial), method: 'populations',
        averages: { times: options.times, ...populationsOf(averages), exact: exactPopulations(rates, initial, duration, intervals) },
        ...populationResults(averages, names),
        elasticRates: Object.fromEntries(elastic.map(({ values, errors }, gas) => [names[gas]!, { values: [...values], errors: [...errors] }])),
        trajectories: firstOnes(request, request.listed).map((index) => listedTrajectory(index, names, one(index))),
      }
    },
    curves: () => ({
      times: evenly(duration, drawnTimes), exact: exactPopulations(rates, initial, duration, drawnTimes),
      runs: firstOnes(request, drawnRuns).map((index) => ({ index, populations: occupations(system.sites, one(index), evenly(duration, drawnTimes)) })),
    }),
  }
}

function waveStudy(
  study: Study, request: TrajectoryRequest, { system, beta }: StudyModel, { baths, names, gap }: StudyGases, start: InitialState | ComplexMatrix,
  initial: ComplexMatrix, reason: string,
): StudyTrajectories {
  const { normalization, levelShift } = study.config
  const each = bathGenerators(baths, normalization).map((one) => (levelShift === true ? withLevelShift(one) : one))
  const generator = sumGenerators(each)
  const { collapse, gases } = combined(each.map(collapseOperators))
  const duration = request.time ?? 10 / requireGap(gap)
  requireReasonable(collapse.operators.reduce((sum, { rate }) => sum + rate, 0), duration, request.count)
  const options = { initial, duration, seed: request.seed, count: request.count, times: evenly(duration, intervals), gases }
  const simulator = waveSimulator(collapse, duration)
  const one = (index: number, times: readonly number[]): ReturnType<typeof simulator.run> => simulator.run({ ...options, times, index })
  return {
    ensemble: { method: 'wave functions', collapse, levels: system.levels, options },
    chunks: chunksOf(request.count),
    results: (sums) => {
      const averages = mergedWaves(system.levels, options, sums as WaveSums[])
      return {
        ...commonResults(study, request, duration, system, beta, diagonal(initial)), method: 'wave functions', reason,
        averages: { times: options.times, ...populationsOf(averages), exact: exactOf(generator, start, options.times) },
        ...waveResults(averages, names),
        operators: collapse.operators.map(({ frequency, rate }, operator) => ({ gas: names[gases[operator]!]!, energy: frequency, rate })),
        trajectories: firstOnes(request, request.listed).map((index) => listedWave(index, one(index, []).jumps)),
      }
    },
    curves: () => ({
      times: evenly(duration, drawnTimes), exact: exactOf(generator, start, evenly(duration, drawnTimes)),
      runs: firstOnes(request, drawnRuns).map((index) => ({
        index, populations: one(index, evenly(duration, drawnTimes)).states.map(({ re, im }) => Array.from(re, (x, k) => x * x + im[k]! ** 2)),
      })),
    }),
  }
}

/** The operators of all gases, each its own, and the gas of every operator. */
function combined(each: readonly CollapseOperators[]): { collapse: CollapseOperators; gases: number[] } {
  const hamiltonian = complexZeros(each[0]!.hamiltonian.rows, each[0]!.hamiltonian.columns)
  for (const { hamiltonian: { re, im } } of each) {
    re.forEach((x, entry) => { hamiltonian.re[entry]! += x })
    im.forEach((y, entry) => { hamiltonian.im[entry]! += y })
  }
  const worst = each.reduce((a, b) => (b.certificate.relative < a.certificate.relative ? b : a))
  return {
    collapse: { operators: each.flatMap(({ operators }) => operators), hamiltonian, certificate: worst.certificate },
    gases: each.flatMap(({ operators }, gas) => operators.map(() => gas)),
  }
}

function commonResults(
  { config: { title, normalization } }: Study, { seed, count }: TrajectoryRequest, time: number, { levels }: System, beta: number | null,
  initial: Iterable<number>,
): Omit<TrajectoryResults, 'method' | 'averages' | 'heat' | 'heatCurrents' | 'trajectories'> {
  return {
    ...(title === undefined ? {} : { title }), seed, count, time, beta, normalization, levels: [...levels], initial: [...initial],
    evidence: { random: 'Philox 4x32-10', seed, version },
  }
}

function requireGap(gap: number): number {
  if (gap > 0) return gap
  throw new UnreasonableRequest('--time: expected a time, since the populations do not relax and suggest none; found nothing')
}

function requireReasonable(rate: number, duration: number, count: number): void {
  const expected = rate * duration * count
  if (expected <= mostCollisions) return
  throw new UnreasonableRequest(`--time, --count: expected at most ${mostCollisions} collisions in all, found up to ${expected.toPrecision(3)}`)
}

const evenly = (end: number, steps: number): number[] => Array.from({ length: steps + 1 }, (_, i) => (end * i) / steps)

const firstOnes = ({ count }: TrajectoryRequest, most: number): number[] => Array.from({ length: Math.min(most, count) }, (_, index) => index)

const diagonal = ({ rows: n, re }: ComplexMatrix): number[] => Array.from({ length: n }, (_, k) => re[k * n + k]!)

const exactOf = (generator: SecularGenerator, start: InitialState | ComplexMatrix, times: readonly number[]): number[][] => (
  evolve(generator, start, times).populations.map((p) => [...p])
)

/** The solution of the Pauli equation (19) at evenly spaced times, step by step. */
function exactPopulations({ levels: n, values }: RateTable, initial: Float64Array, duration: number, steps: number): number[][] {
  const power = stochasticExponential(n, values, duration / steps)
  const found = [[...initial]]
  while (found.length <= steps) {
    const before = found.at(-1)!
    found.push(before.map((_, k) => before.reduce((sum, p, l) => sum + power[k * n + l]! * p, 0)))
  }
  return found
}

/** 1 for the level that is occupied at each time, 0 for the others. */
function occupations(n: number, { initialLevel, collisions }: ReturnType<typeof trajectory>, times: readonly number[]): number[][] {
  let [level, next] = [initialLevel, 0]
  return times.map((time) => {
    for (; next < collisions.length && collisions[next]!.time <= time; next++) level = collisions[next]!.to
    return Array.from({ length: n }, (_, k) => (k === level ? 1 : 0))
  })
}

function listedTrajectory(index: number, names: readonly string[], { collisions, ...ends }: ReturnType<typeof trajectory>): ListedTrajectory {
  const { listed, omitted } = shortened(collisions)
  return { index, ...ends, collisions: listed.map(({ gas, ...collision }) => ({ ...collision, gas: names[gas]! })), omitted }
}

function listedWave(index: number, jumps: ListedWave['jumps']): ListedWave {
  const { listed, omitted } = shortened(jumps)
  return { index, jumps: listed, omitted }
}
