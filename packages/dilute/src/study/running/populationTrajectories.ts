import {
  largestExitRate,
  mergedTrajectories,
  populationErrors,
  trajectory,
  type TrajectorySums,
} from '../../dynamics/index.js'
import { elasticRates, type RateTable } from '../../generator/index.js'
import { stochasticExponential, type ComplexMatrix } from '../../numerics/index.js'
import type { Study } from '../read/study.js'
import type { Solution } from '../../solution/index.js'
import { inSeconds } from './unitResults.js'
import {
  answeredBy,
  commonResults,
  diagonal,
  drawnRuns,
  drawnTimes,
  evenly,
  firstOnes,
  intervals,
  requireGap,
  requireReasonable,
  type PlannedTrajectories,
  type TrajectoryRequest,
} from './trajectoryRequest.js'
import { errorsOf, populationResults, shortened, valuesOf, type ListedTrajectory } from './trajectoryResults.js'

/** Collision by collision: `state` is diagonal in the basis of the levels. */
export function populationStudy(
  study: Study,
  request: TrajectoryRequest,
  { model: { system, beta, normalization }, gases, rates, relaxation }: Solution,
  state: ComplexMatrix,
): PlannedTrajectories {
  const names = gases.map(({ name }) => name)
  const elastic = gases.map(({ tables, gas }) => elasticRates(tables.scatterer, gas, normalization))
  const process = {
    rates: gases.map((gas) => gas.rates),
    levels: system.levels,
    elasticRates: elastic.map(({ values }) => values),
  }
  const initial = Float64Array.from(diagonal(state), (p) => Math.max(0, p))
  const duration = request.time ?? 10 / requireGap(relaxation.gap)
  requireReasonable(largestExitRate(process), duration, request.count)
  const options = { initial, duration, seed: request.seed, count: request.count, times: evenly(duration, intervals) }
  const one = (index: number): ReturnType<typeof trajectory> =>
    trajectory(process, { initial, duration, seed: request.seed, index })
  return {
    ensemble: { method: 'populations', process, options },
    results: (sums) => {
      const answered = answeredBy(sums.length, request)
      const averages = mergedTrajectories(process, { ...options, count: answered.count }, sums as TrajectorySums[])
      return {
        ...commonResults(study, answered, duration, system, beta, initial),
        method: 'populations',
        averages: {
          times: options.times,
          ...inSeconds(study.config, 'timesSeconds', options.times),
          populations: valuesOf(averages.populations),
          errors: errorsOf(averages.populations),
          exact: exactPopulations(rates, initial, duration, intervals),
          exactError: exactErrors(rates, initial, options.times),
        },
        ...populationResults(averages, names),
        elasticRates: Object.fromEntries(
          elastic.map(({ values, errors }, gas) => [names[gas]!, { values: [...values], errors: [...errors] }]),
        ),
        trajectories: firstOnes(answered, request.listed).map((index) => listedTrajectory(index, names, one(index))),
      }
    },
    curves: () => ({
      times: evenly(duration, drawnTimes),
      exact: exactPopulations(rates, initial, duration, drawnTimes),
      runs: firstOnes(request, drawnRuns).map((index) => ({
        index,
        populations: occupations(system.sites, one(index), evenly(duration, drawnTimes)),
      })),
    }),
  }
}

/** The solution of the Pauli equation (19) at evenly spaced times, step by step. */
function exactPopulations(
  { size: n, values }: RateTable,
  initial: Float64Array,
  duration: number,
  steps: number,
): number[][] {
  const power = stochasticExponential(n, values, duration / steps)
  const found = [[...initial]]
  while (found.length <= steps) {
    const before = found.at(-1)!
    found.push(before.map((_, k) => before.reduce((sum, p, l) => sum + power[k * n + l]! * p, 0)))
  }
  return found
}

/** What the errors of the rates do to them. */
function exactErrors(rates: RateTable, initial: Float64Array, times: readonly number[]): number[][] {
  const error = populationErrors(rates, initial, times.at(-1)!)
  return times.map((time) => new Array<number>(rates.size).fill(error(time)))
}

/** 1 for the level that is occupied at each time, 0 for the others. */
function occupations(
  n: number,
  { initialLevel, collisions }: ReturnType<typeof trajectory>,
  times: readonly number[],
): number[][] {
  let [level, next] = [initialLevel, 0]
  return times.map((time) => {
    for (; next < collisions.length && collisions[next]!.time <= time; next++) level = collisions[next]!.to
    return Array.from({ length: n }, (_, k) => (k === level ? 1 : 0))
  })
}

function listedTrajectory(
  index: number,
  names: readonly string[],
  { collisions, ...ends }: ReturnType<typeof trajectory>,
): ListedTrajectory {
  const { listed, omitted } = shortened(collisions)
  return {
    index,
    ...ends,
    collisions: listed.map(({ gas, ...collision }) => ({ ...collision, gas: names[gas]! })),
    omitted,
  }
}
