import { zeroFrequencyOf } from '../generator/index.js'
import type { System } from '../model/index.js'
import { once, type Makers } from '../numerics/index.js'
import {
  bathEntropyProduction,
  entropyProduction,
  zeroFrequencyThermodynamics,
  type CycleAffinity,
  type GroupCounting,
  type Measured,
  type MeasuredState,
  type Populations,
  type ZeroFrequencyThermodynamics,
} from '../thermodynamics/index.js'
import type {
  Count,
  CountingSolution,
  EntropySolution,
  LevelState,
  RelaxationSolution,
  StationaryAnswers,
  StationarySolution,
} from './answers.js'
import type { GasSolution } from './gasSolution.js'
import type { Model } from './model.js'
import { diagonalMatrix, entropyParts, type Grounds } from './singleLevels.js'

/**
 * The answers where levels have the same energy: from the block ω = 0 of the generator, which holds their coherences,
 * by group.
 */
export function equalLevelAnswers(
  model: Model,
  gases: readonly GasSolution[],
  grounds: Grounds,
): Makers<StationaryAnswers> {
  const { system, bornOrder } = model
  const block = once(() =>
    zeroFrequencyThermodynamics(
      gases.map(({ generator }) => zeroFrequencyOf(generator)),
      {
        betas: gases.map(({ beta }) => beta),
        start: diagonalMatrix(grounds.gibbs?.values ?? system.levels.map(() => 1 / system.sites)),
        ...(grounds.gibbs === null ? {} : { startError: diagonalMatrix(grounds.gibbs.errors).re }),
        // of exact amplitudes, which are unitary, and of Born's, which are Hermitian
        gibbsIsStationary: model.beta !== null && (bornOrder === null || bornOrder === 1),
      },
    ),
  )
  return {
    stationary: (): StationarySolution => stationaryOf(system, block()),
    currents: (): StationaryAnswers['currents'] => ({ probability: block().currents, heat: block().heat }),
    heat: (): readonly Measured[] => block().bathHeat,
    entropy: (): EntropySolution => entropyOf(model, gases, block()),
    relaxation: (): RelaxationSolution => relaxationOf(block()),
    counting: (): CountingSolution | null =>
      block().stationary.unique ? countingOf(system, block().counting, grounds.balance.cycles) : null,
  }
}

function stationaryOf(
  system: System,
  { stationary: { unique, undecided, dimension, extremal }, state }: ZeroFrequencyThermodynamics,
): StationarySolution {
  const populations = levelPopulations(system, state)
  return {
    unique,
    undecided,
    dimension,
    populations,
    groups: groupPopulations(state),
    density: state.density,
    extremal: extremal.map((one): LevelState => levelPopulations(system, one)),
    distance: (others) =>
      system.groups.reduce((most, members, g) => {
        const other = members.reduce((sum, k) => sum + others[k]!, 0)
        return Math.max(most, Math.abs(state.groupPopulations[g]!.value - other))
      }, 0),
  }
}

function groupPopulations({ groupPopulations: populations, logGroupPopulations: logs }: MeasuredState): Populations {
  return {
    values: Float64Array.from(populations, ({ value }) => value),
    errors: Float64Array.from(populations, ({ error }) => error),
    logs: Float64Array.from(logs, ({ value }) => value),
    logErrors: Float64Array.from(logs, ({ error }) => error),
  }
}

/**
 * By level: of a group in its uniform state each has its share, in any basis; of another one the numbers have no
 * meaning, NaN.
 */
function levelPopulations({ groups, sites }: System, state: MeasuredState): Populations {
  const of = groupPopulations(state)
  const made = {
    values: new Float64Array(sites),
    errors: new Float64Array(sites),
    logs: new Float64Array(sites),
    logErrors: new Float64Array(sites),
  }
  groups.forEach((members, g) => {
    const share = isUniform(members, state) ? 1 / members.length : NaN
    for (const k of members) {
      made.values[k] = of.values[g]! * share
      made.errors[k] = of.errors[g]! * share
      made.logs[k] = of.logs[g]! + Math.log(share)
      made.logErrors[k] = of.logErrors[g]! + share * 0
    }
  })
  return made
}

/** Whether the state is the same for every level of a group, without coherences, within its errors. */
function isUniform(
  members: readonly number[],
  { density: { columns: n, re, im }, densityError }: MeasuredState,
): boolean {
  const mean = members.reduce((sum, k) => sum + re[k * n + k]!, 0) / members.length
  return members.every((k) =>
    members.every((l) => {
      const entry = k * n + l
      return (
        Math.hypot(re[entry]! - (k === l ? mean : 0), im[entry]!) <= 2 * densityError[entry]! + Number.EPSILON * mean
      )
    }),
  )
}

const ofCoherences =
  'levels of one energy are not equally populated, or coherent: transitions between single levels depend on their basis'
const ofSeveral = 'where levels have the same energy the parts are told for gases of a common temperature'

/**
 * (25) from the block; the parts (26) between groups, which have a meaning where every group is in its uniform state.
 */
function entropyOf(
  { system, beta }: Model,
  gases: readonly GasSolution[],
  block: ZeroFrequencyThermodynamics,
): EntropySolution {
  const total = block.entropyProduction
  const uniform = system.groups.every((members) => isUniform(members, block.state))
  if (beta === null || !uniform)
    return {
      total,
      schnakenberg: null,
      violation: null,
      reasons: reasonsWhy(total, uniform ? ofSeveral : ofCoherences),
    }
  const [energies, populations] = [freeEnergies(system, beta), groupPopulations(block.state)]
  const parts =
    gases.length === 1
      ? entropyProduction(gases[0]!.groupRates, energies, beta, populations)
      : bathEntropyProduction(
          gases.map(({ groupRates: rates }) => ({ rates, beta })),
          energies,
          populations,
        )
  return { ...entropyParts(parts), total }
}

/** Why there are no parts, and no total where there is none. */
function reasonsWhy(total: Measured | null, parts: string): EntropySolution['reasons'] {
  const missing =
    total === null ? { 'entropyProduction.total': 'a gas has no temperature: its heat is no measure of entropy' } : {}
  return { ...missing, 'entropyProduction.schnakenberg': parts, 'entropyProduction.violation': parts }
}

/** 𝓔_g − ln(d_g)/β, with which d_g levels count as one. */
function freeEnergies({ groups, levels }: System, beta: number): Float64Array {
  return Float64Array.from(groups, (members) => levels[members[0]!]! - Math.log(members.length) / beta)
}

function relaxationOf({
  relaxation: { eigenvalues, eigenvalueErrors, gap },
  reversibleGap,
}: ZeroFrequencyThermodynamics): RelaxationSolution {
  return {
    eigenvalues,
    eigenvaluesError: eigenvalueErrors,
    gap: gap.value,
    gapError: gap.error,
    reversibleGap: reversibleGap && reversibleGap.value,
    reversibleGapError: reversibleGap && reversibleGap.error,
  }
}

function countingOf(
  { groups }: System,
  { mean, noise, skewness }: GroupCounting,
  cycles: readonly CycleAffinity[],
): CountingSolution {
  const groupOf = (level: number): number => groups.findIndex((members) => members.includes(level))
  const around = ({ chord: { from, to } }: CycleAffinity): Count => {
    const entry = groupOf(to) * groups.length + groupOf(from)
    return {
      mean: mean.values[entry]!,
      meanError: mean.errors[entry]!,
      noise: noise.values[entry]!,
      noiseError: noise.errors[entry]!,
      skewness: skewness.values[entry]!,
      skewnessError: skewness.errors[entry]!,
    }
  }
  return {
    pairs: {
      mean: mean.values,
      meanError: mean.errors,
      noise: noise.values,
      noiseError: noise.errors,
      skewness: skewness.values,
      skewnessError: skewness.errors,
    },
    cycles: cycles.map((cycle) => ({ states: cycle.states, ...around(cycle) })),
    heat: null,
  }
}
