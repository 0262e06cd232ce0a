import { complexZeros, once, type ComplexMatrix, type Makers } from '../numerics/index.js'
import type { RateTable } from '../rates/index.js'
import {
  bathEntropyProduction,
  cycleCumulants,
  entropyProduction,
  exchangeRounding,
  heatCumulants,
  measuredHeatCurrents,
  pairCumulants,
  stationaryEntropyProduction,
  stationaryProcess,
  type EntropyProduction,
  type Measured,
  type Populations,
} from '../thermodynamics/index.js'
import type {
  CountingSolution,
  EntropySolution,
  RelaxationSolution,
  StationaryAnswers,
  StationarySolution,
} from './answers.js'
import type { BalanceSolution } from './balance.js'
import type { GasSolution } from './gasSolution.js'
import type { Model } from './model.js'

/** What the answers are drawn from. */
export interface Grounds {
  readonly rates: RateTable
  readonly gibbs: Populations | null
  readonly balance: BalanceSolution
}

/**
 * The answers where no two levels have the same energy: populations keep to themselves, and everything follows from the
 * rates.
 */
export function singleLevelAnswers(
  { system: { levels, levelError }, beta }: Model,
  gases: readonly GasSolution[],
  grounds: Grounds,
): Makers<StationaryAnswers> {
  const n = levels.length
  const process = once(() =>
    stationaryProcess(
      gases.map(({ rates }) => rates),
      grounds.gibbs ?? levels.map(() => 1 / n),
    ),
  )
  return {
    stationary: (): StationarySolution => stationaryOf(process().populations, process().states),
    currents: (): StationaryAnswers['currents'] => ({
      probability: process().currents,
      heat: measuredHeatCurrents(process().currents, levels, levelError),
    }),
    heat: (): Measured[] =>
      gases.map(({ rates }, gas) => {
        const { value, error } = process().flow(gases.map((_, other) => energies(levels, other === gas ? 1 : 0)))
        return { value, error: error + exchangeRounding(rates, levels, process().populations, levelError) }
      }),
    entropy: (): EntropySolution => entropyOf(gases, levels, process().populations),
    relaxation: (): RelaxationSolution => process().relaxation(levels, beta),
    counting: (): CountingSolution | null => (process().states.unique ? countingOf(gases, levels, grounds) : null),
  }
}

function stationaryOf(
  populations: Populations,
  { unique, states }: { readonly unique: boolean; readonly states: readonly Populations[] },
): StationarySolution {
  return {
    unique,
    undecided: false,
    dimension: states.length,
    populations,
    groups: populations,
    density: diagonalMatrix(populations.values),
    extremal: states,
    distance: (others) => populations.values.reduce((most, p, k) => Math.max(most, Math.abs(p - others[k]!)), 0),
  }
}

/** The state with these populations and no coherences, N × N. */
export function diagonalMatrix(values: Float64Array): ComplexMatrix {
  const out = complexZeros(values.length, values.length)
  values.forEach((value, k) => {
    out.re[k * (values.length + 1)] = value
  })
  return out
}

/** factor·(𝓔_k − 𝓔_l), what a transition from l to k takes from the gas. */
function energies(levels: Float64Array, factor: number): Float64Array {
  const n = levels.length
  return Float64Array.from(
    { length: n * n },
    (_, entry) => factor * (levels[Math.floor(entry / n)]! - levels[entry % n]!) + 0,
  )
}

/** (25) and (26) of one gas; of several −Σβ_bJ_b, and the parts gas by gas. */
function entropyOf(gases: readonly GasSolution[], levels: Float64Array, populations: Populations): EntropySolution {
  const [first] = gases as readonly [GasSolution]
  if (gases.length === 1 && first.beta !== null)
    return entropyParts(entropyProduction(first.rates, levels, first.beta, populations))
  const total = stationaryEntropyProduction(gases, levels, populations)
  return { ...entropyParts(bathEntropyProduction(gases, levels, populations)), total }
}

/** The parts as numbers with errors; infinite ones have a reason. */
export function entropyParts({
  total,
  totalError,
  schnakenberg,
  schnakenbergError,
  violation,
  violationError,
  reason,
}: EntropyProduction): EntropySolution {
  const infinite = Number.isFinite(schnakenberg)
    ? {}
    : { 'entropyProduction.schnakenberg': oneWay, 'entropyProduction.violation': oneWay }
  const missing = reason === null ? {} : { 'entropyProduction.total': reason, 'entropyProduction.violation': reason }
  return {
    total: total === null ? null : { value: total, error: totalError! },
    schnakenberg: { value: schnakenberg, error: schnakenbergError },
    violation: violation === null ? null : { value: violation, error: violationError! },
    reasons: { ...infinite, ...missing },
  }
}

const oneWay = 'infinite: a current flows through a transition whose reverse is zero'

function countingOf(
  gases: readonly GasSolution[],
  levels: Float64Array,
  { rates, balance: { cycles } }: Grounds,
): CountingSolution {
  const around = cycleCumulants(rates, cycles)
  return {
    pairs: pairCumulants(rates),
    cycles: cycles.map(({ states }, c) => ({ states, ...around[c]! })),
    heat: heatCumulants(
      gases.map((gas) => gas.rates),
      levels,
    ),
  }
}
