import type { CountingResults, Cumulants, Matrix, PointResults } from '../study/index.js'
import { levelNames } from './levelPairs.js'
import { reasonsAt } from './reasons.js'
import { isDegenerate, statesOf, type States } from './states.js'

type Nullable<T> = { readonly [K in keyof T]: T[K] | null }

/** One count with its cumulants and their error bars. */
export interface Count extends Nullable<Cumulants> {
  readonly name: string
}

/** What was counted, by kind. */
export interface Counts {
  /**
   * Net numbers of transitions between two levels or groups, named in the direction that prevails, the noisiest first.
   */
  readonly pairs: readonly Count[]
  readonly cycles: readonly Count[]
  /** The heat from each of several gases; from a single one nothing accumulates. */
  readonly heat: readonly Count[]
}

export function countsOf(point: PointResults, counting: CountingResults): Counts {
  const states = statesOf(point),
    cumulants = cumulantsBetween(states, counting),
    names = levelNames(point.levels.length)
  const pairs = states.names.flatMap((_, high) =>
    states.names.slice(0, high).map((__, low) => pairCount(cumulants, states, low, high)),
  )
  const gases = Object.entries(counting.heat)
  return {
    pairs: pairs.sort((a, b) => (b.noise ?? -1) - (a.noise ?? -1)),
    cycles: counting.cycles.map(({ states: levels, ...one }) => ({ ...one, name: roundTrip(levels, names) })),
    heat: gases.length < 2 ? [] : gases.map(([name, one]) => ({ ...one, name })),
  }
}

/** Why nothing was counted. */
export function notCounted(point: PointResults): string {
  return (
    reasonsAt([point], 'counting')[0] ?? 'the stationary state is not unique: which one is counted would be arbitrary'
  )
}

/** Where null cumulants have their reasons. */
export function countingPaths(point: PointResults): readonly string[] {
  const matrices = isDegenerate(point) ? ['groupMean', 'groupNoise', 'groupSkewness'] : ['mean', 'noise', 'skewness']
  return [...matrices, 'cycles', 'heat'].map((name) => `counting.${name}`)
}

/** `− → 0 → + → −`. */
export function roundTrip(states: readonly number[], names: readonly string[]): string {
  return [...states, states[0]!].map((k) => names[k] ?? String(k)).join(' → ')
}

type CumulantMatrices = Readonly<Record<keyof Cumulants, Matrix>>

function cumulantsBetween({ grouped }: States, counting: CountingResults): CumulantMatrices {
  const { groupMean, groupMeanError, groupNoise, groupNoiseError, groupSkewness, groupSkewnessError } = counting
  if (!grouped) return counting
  return {
    mean: groupMean ?? [],
    meanError: groupMeanError ?? [],
    noise: groupNoise ?? [],
    noiseError: groupNoiseError ?? [],
    skewness: groupSkewness ?? [],
    skewnessError: groupSkewnessError ?? [],
  }
}

function pairCount(matrices: CumulantMatrices, { names }: States, low: number, high: number): Count {
  const [from, to] = (matrices.mean[high]?.[low] ?? 0) >= 0 ? [low, high] : [high, low]
  const entry = (kind: keyof Cumulants): number | null => matrices[kind][to]?.[from] ?? null
  return {
    name: `${names[from]} → ${names[to]}`,
    mean: entry('mean'),
    meanError: entry('meanError'),
    noise: entry('noise'),
    noiseError: entry('noiseError'),
    skewness: entry('skewness'),
    skewnessError: entry('skewnessError'),
  }
}
