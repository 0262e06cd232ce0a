import {
  evolve,
  mergedWaves,
  waveSimulator,
  withLevelShift,
  type InitialState,
  type WaveAverages,
  type WaveSums,
} from '../../dynamics/index.js'
import {
  collapseOperators,
  sumGenerators,
  type CollapseOperators,
  type SecularGenerator,
} from '../../generator/index.js'
import type { System } from '../../model/index.js'
import { complexZeros, type ComplexMatrix } from '../../numerics/index.js'
import type { Study } from '../read/study.js'
import type { Solution } from '../../solution/index.js'
import { heldBy, populationsOfStates } from './levelPopulations.js'
import { ofSingleLevels, someCoincide } from './nested.js'
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
import {
  errorsOf,
  shortened,
  valuesOf,
  waveResults,
  type ListedWave,
  type PopulationAverages,
} from './trajectoryResults.js'

/**
 * Jump by jump of the wave function, coherences included; `initial` in the basis of the levels, `reason` why
 * populations alone would not do.
 */
export function waveStudy(
  study: Study,
  request: TrajectoryRequest,
  { model: { system, beta }, gases: ofStudy, relaxation }: Solution,
  start: InitialState | ComplexMatrix,
  initial: ComplexMatrix,
  reason: string,
): PlannedTrajectories {
  const names = ofStudy.map(({ name }) => name)
  const each = ofStudy.map(({ generator: one }) => (study.config.levelShift === true ? withLevelShift(one) : one))
  const generator = sumGenerators(each)
  const { collapse, gases } = combined(each.map(collapseOperators))
  const duration = request.time ?? 10 / requireGap(relaxation.gap)
  requireReasonable(
    collapse.operators.reduce((sum, { rate }) => sum + rate, 0),
    duration,
    request.count,
  )
  const options = {
    initial,
    duration,
    seed: request.seed,
    count: request.count,
    times: evenly(duration, intervals),
    gases,
    groups: system.groups,
  }
  const simulator = waveSimulator(collapse, duration)
  const one = (index: number, times: readonly number[]): ReturnType<typeof simulator.run> =>
    simulator.run({ ...options, times, index })
  return {
    ensemble: { method: 'wave functions', collapse, levels: system.levels, options },
    results: (sums) => {
      const answered = answeredBy(sums.length, request)
      const averages = mergedWaves(system.levels, { ...options, count: answered.count }, sums as WaveSums[])
      return {
        ...commonResults(study, answered, duration, system, beta, diagonal(initial)),
        method: 'wave functions',
        reason,
        averages: {
          times: options.times,
          ...inSeconds(study.config, 'timesSeconds', options.times),
          ...averagePopulations(system, averages),
          ...exactOf(generator, start, options.times),
        },
        ...waveResults(averages, names),
        operators: collapse.operators.map(({ frequency, rate }, operator) => ({
          gas: names[gases[operator]!]!,
          energy: frequency,
          rate,
        })),
        trajectories: firstOnes(answered, request.listed).map((index) => listedWave(index, one(index, []).jumps)),
      }
    },
    curves: () => ({
      times: evenly(duration, drawnTimes),
      exact: evolve(generator, start, evenly(duration, drawnTimes)).populations.map((p) =>
        heldBy(system.groups, (k) => p[k]!),
      ),
      runs: firstOnes(request, drawnRuns).map((index) => ({
        index,
        populations: one(index, evenly(duration, drawnTimes)).states.map(({ re, im }) =>
          heldBy(system.groups, (k) => re[k]! ** 2 + im[k]! ** 2),
        ),
      })),
    }),
  }
}

/** The operators of all gases, each its own, and the gas of every operator. */
function combined(each: readonly CollapseOperators[]): { collapse: CollapseOperators; gases: number[] } {
  const hamiltonian = complexZeros(each[0]!.hamiltonian.rows, each[0]!.hamiltonian.columns)
  for (const {
    hamiltonian: { re, im },
  } of each) {
    re.forEach((x, entry) => {
      hamiltonian.re[entry]! += x
    })
    im.forEach((y, entry) => {
      hamiltonian.im[entry]! += y
    })
  }
  const worst = each.reduce((a, b) => (b.certificate.relative < a.certificate.relative ? b : a))
  return {
    collapse: { operators: each.flatMap(({ operators }) => operators), hamiltonian, certificate: worst.certificate },
    gases: each.flatMap(({ operators }, gas) => operators.map(() => gas)),
  }
}

type Exact = 'exact' | 'exactError' | 'groupExact' | 'groupExactError'

/** What the wave functions hold on the average. */
function averagePopulations(
  { groups }: System,
  { groupPopulations }: WaveAverages,
): Omit<PopulationAverages, 'times' | Exact> {
  const [values, errors] = [valuesOf(groupPopulations), errorsOf(groupPopulations)]
  return {
    populations: values.map((row) => ofSingleLevels(groups, row)),
    errors: errors.map((row) => ofSingleLevels(groups, row)),
    ...(someCoincide(groups) ? { groupPopulations: values, groupErrors: errors } : {}),
  }
}

function exactOf(
  generator: SecularGenerator,
  start: InitialState | ComplexMatrix,
  times: readonly number[],
): Pick<PopulationAverages, Exact> {
  const { energyBasis, stateErrors } = evolve(generator, start, times)
  const exact = populationsOfStates(generator.system.groups, energyBasis, stateErrors, false)
  return {
    exact: exact.populations,
    exactError: exact.populationsError,
    ...(exact.groupPopulations === undefined ? {} : { groupExact: exact.groupPopulations }),
    ...(exact.groupPopulationsError === undefined ? {} : { groupExactError: exact.groupPopulationsError }),
  }
}

function listedWave(index: number, jumps: ListedWave['jumps']): ListedWave {
  const { listed, omitted } = shortened(jumps)
  return { index, jumps: listed, omitted }
}
